package glossary

import (
	"io"
	"strings"
	"unicode"
)

// Entry is a term as it is written, with a comment for people that reading
// leaves out.
type Entry struct {
	Term
	Comment string
}

// WriteTSV writes terms as lines that [Read] takes, under a heading.
func WriteTSV(w io.Writer, entries []Entry) error {
	columns := []string{fieldSource, fieldTarget, fieldKind, fieldLanguage, fieldKeep, fieldNote, fieldComment}
	var b strings.Builder
	b.WriteString(strings.Join(columns, "\t") + "\n")
	for _, e := range entries {
		keep := ""
		if e.Keep {
			keep = "yes"
		}
		cells := []string{e.Source, joinTargets(e.Targets), string(e.Kind), e.Language, keep, e.Note, e.Comment}
		for i, c := range cells {
			cells[i] = cell(c)
		}
		b.WriteString(strings.TrimRight(strings.Join(cells, "\t"), "\t") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cell returns a text for a table: on one line, and without the signs at its
// start that make a spreadsheet calculate, since names come out of articles.
func cell(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
	return strings.TrimLeft(strings.Join(strings.Fields(text), " "), "=+-@# ")
}

// Instruction returns a term as a line of a prompt: source, renderings and
// note.
func (t Term) Instruction() string {
	line := t.Source + " → " + strings.Join(t.Targets, " / ")
	if t.Keep {
		line = t.Source + " → keep as it is"
	}
	if t.Note != "" {
		line += " (" + t.Note + ")"
	}
	return line
}
