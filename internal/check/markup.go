package check

import (
	"fmt"

	"dragoman/internal/article"
	"dragoman/internal/markup"
)

var markupKept = Check{
	Name:     "markup",
	Category: "design/markup",
	About:    "links, images, code, footnotes, line breaks and table cells of the source are in the translation, each once; emphasis is not lost",
	Run:      eachPair(markupIn),
}

// markupIn compares the marks of a pair. What was a tag in the reply and could
// not be used stands in the target as text.
func markupIn(doc Document, i int) []Finding {
	p := doc.Pairs[i]
	var findings []Finding
	for _, f := range markup.Lost(p.Marks, p.TargetMarks) {
		severity := Error
		if f.Mark.Kind.Style() {
			severity = Warning
		}
		findings = append(findings, Finding{Severity: severity, Message: lostMark(f), SourceEvidence: marked(p.Source, f.Mark)})
	}
	if !markup.Tagged(p.Marks) {
		return findings
	}
	for _, tag := range markup.Strays(p.Source, p.Target) {
		findings = append(findings, Finding{Severity: Error, Message: "holds the tag " + tag + ", which opens or closes nothing"})
	}
	return findings
}

// lostMark says what became of a mark, in the words of people and of the model
// that is to correct it.
func lostMark(f markup.Fault) string {
	name := markNames[f.Mark.Kind]
	if f.Got > 0 || f.Want > 1 {
		return fmt.Sprintf("has %s %d times, the source %d", name, f.Got, f.Want)
	}
	return "lacks " + name + " of the source"
}

var markNames = map[article.MarkKind]string{
	article.Link: "the link", article.Image: "the image", article.Emphasis: "the emphasis", article.Strong: "the bold type",
	article.Strike: "the strikethrough", article.Code: "the code", article.URL: "the address", article.Raw: "the HTML tag",
	article.Footnote: "the footnote", article.Break: "the line break", article.Cell: "the border between table cells",
}

// marked quotes the words a mark stands around.
func marked(source string, m article.Mark) *Evidence {
	if m.Start < 0 || m.End > len(source) || m.Start >= m.End {
		return nil
	}
	return span(source, m.Start, m.End)
}
