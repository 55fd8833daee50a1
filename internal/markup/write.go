package markup

import (
	"strings"

	"dragoman/internal/article"
)

// Setting is where in a document a text stands.
type Setting struct {
	Before   string          // what the document has before it
	Kind     article.Kind    // of the text's segment
	Numbered bool            // in a list of several numbered items
	Source   []article.Mark  // the marks of the text's source
	Labels   map[string]bool // the link targets of the document, see [Labels]
}

// Markdown writes a text with its marks as Markdown for a place in a document.
// Only what would be read as markup there is escaped.
func Markdown(text string, marks []article.Mark, in Setting) string {
	var e escaper
	e.setting = in
	if number := missingNumber(marks, in); number != "" {
		e.raw(number)
		e.starts = append(e.starts, len(e.text))
	}
	w := writer{text: text, marks: marks}
	w.open = func(i int) string { e.openMark(marks, i); return "" }
	w.close = func(i int) string { e.closeMark(marks[i]); return "" }
	w.plain = func(s string) string { e.words(s); return "" }
	w.write(0, len(text), 0, 0)
	return e.String()
}

// missingNumber returns the number that a numbered item lost in translation.
func missingNumber(marks []article.Mark, in Setting) string {
	if !in.Numbered || len(in.Source) == 0 || in.Source[0].Kind != article.Number {
		return ""
	}
	if len(marks) > 0 && marks[0].Kind == article.Number {
		return ""
	}
	return in.Source[0].Open
}

// Labels returns the labels of the link targets in the pieces of a layout.
func Labels(layout []article.Piece) map[string]bool {
	labels := map[string]bool{}
	for _, p := range layout {
		for line := range strings.Lines(p.Text) {
			line = strings.TrimLeft(line, " \t>")
			if end := strings.Index(line, "]:"); end > 1 && line[0] == '[' {
				labels[label(line[1:end])] = true
			}
		}
	}
	return labels
}

func label(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
