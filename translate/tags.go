package translate

import (
	"slices"
	"strings"
	"unicode"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/markup"
)

// tagged returns a segment's text as it is sent: with a short tag for each link
// and the like. No address is sent, so none is paid for or altered.
func tagged(s article.Segment) string { return markup.Tag(s.Text, s.Marks) }

// untag takes a reply's text apart into plain text and marks.
func (j *job) untag(number int, text string) (string, []article.Mark) {
	s := j.article.Segments[number-1]
	return markup.Untag(text, s.Text, s.Marks)
}

// nothingToTranslate reports whether a segment is only code, an address or the
// like, which stay as they are.
func nothingToTranslate(s article.Segment) bool {
	if !markup.Tagged(s.Marks) {
		return false
	}
	return !strings.ContainsFunc(markup.Words(s.Text, s.Marks), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// tags returns an example of the tags in segments, for the instruction that
// speaks of them; without tags a request says nothing about them.
func (j *job) tags(numbers []int) string {
	for _, n := range numbers {
		if s := j.article.Segments[n-1]; markup.Tagged(s.Marks) {
			letter := markup.Letter(s.Text)
			return "<" + letter + "1>…</" + letter + "1> and <" + letter + "2/>"
		}
	}
	return ""
}

// settleFor accepts a draft that can be kept in spite of its faults. When it was
// asked for again in vain it is stored with them: the same models would fail
// again in as many rounds, and others have another key.
func (j *job) settleFor(number int, d draft, inVain bool) bool {
	text, marks, ok := j.salvage(number, d.text, d.findings)
	if !ok {
		return false
	}
	var faults []string
	for _, f := range d.findings {
		faults = append(faults, f.Check)
	}
	j.accept(number, text, marks, digest.FromModel, d.model)
	if inVain {
		j.save(number, stored{Target: d.text, Model: d.model, Faults: faults, Rounds: j.corrections()})
	}
	return true
}

// salvage returns what can be kept of a text whose only faults are facts that
// do not agree with the source, or markup: a paragraph is worth more than a link
// in it, the check may be wrong, and the finding stays with the text. It is not
// for code and addresses, whose words would be missing.
func (j *job) salvage(number int, tagged string, faults []check.Finding) (string, []article.Mark, bool) {
	if tagged == "" || len(faults) == 0 || slices.ContainsFunc(faults, structural) {
		return "", nil, false
	}
	s := j.article.Segments[number-1]
	text, marks := markup.Salvage(tagged, s.Text, s.Marks)
	for _, f := range markup.Lost(s.Marks, marks) {
		if f.Mark.Kind == article.Code || f.Mark.Kind == article.URL {
			return "", nil, false
		}
	}
	return text, marks, text != ""
}

// structural reports whether a text with this finding is none to keep.
func structural(f check.Finding) bool {
	return slices.ContainsFunc(check.Structure(), func(c check.Check) bool { return c.Name == f.Check })
}
