// Package markup moves the marks of a text (links, emphasis, code) through a
// translation.
//
// [Tag] writes a text with a short tag for each mark, as a model is sent it;
// [Untag] takes the reply apart again into plain text and marks; [Lost] compares
// the two ends. [Markdown] writes a text with its marks as Markdown. [Place]
// finds the marks of a text that was translated without them.
package markup

import (
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/article"
)

// letters are those a tag can have, in the order they are tried. s is the
// letter of segments in replies; a, b, i, p and u are HTML.
const letters = "xzytmkvw"

// Letter returns the letter of a text's tags: the first for which the text
// holds nothing that looks like one, so that what an author writes is never
// taken for a mark.
func Letter(text string) string {
	for _, letter := range letters {
		if !looksTagged(text, string(letter)) {
			return string(letter)
		}
	}
	return "dragoman"
}

func looksTagged(text, letter string) bool {
	text = lower(text)
	return strings.Contains(text, "<"+letter) || strings.Contains(text, "</"+letter)
}

// Tag returns a text with its marks as tags, numbered from 1 in their order:
// <x1>words</x1> around words that are translated, <x2/> for a mark that stands
// for itself, whose words are not sent.
func Tag(text string, marks []article.Mark) string {
	if len(marks) == 0 {
		return text
	}
	letter := Letter(text)
	w := writer{text: text, marks: marks, plain: func(s string) string { return s }}
	w.open = func(i int) string {
		switch n := strconv.Itoa(i + 1); {
		case marks[i].Kind == article.Number:
			return text[marks[i].Start:marks[i].End]
		case hollow(marks, i):
			return spaced(marks[i], "<"+letter+n+"/>")
		default:
			return "<" + letter + n + ">"
		}
	}
	w.close = func(i int) string { return "</" + letter + strconv.Itoa(i+1) + ">" }
	w.write(0, len(text), 0, 0)
	return w.out.String()
}

// Tagged reports whether a text with these marks has any tag.
func Tagged(marks []article.Mark) bool {
	return slices.ContainsFunc(marks, func(m article.Mark) bool { return m.Kind != article.Number })
}

// Words returns what a model has to translate of a text: all but the words of
// marks that stand for themselves.
func Words(text string, marks []article.Mark) string {
	w := writer{text: text, marks: marks, plain: func(s string) string { return s }}
	w.open = func(int) string { return " " }
	w.close = w.open
	w.write(0, len(text), 0, 0)
	return w.out.String()
}

// hollow reports whether a mark has one tag and nothing between two.
func hollow(marks []article.Mark, i int) bool {
	m := marks[i]
	return !m.Kind.Wraps() || m.Start == m.End && (i+1 == len(marks) || marks[i+1].Depth <= m.Depth)
}

// spaced puts spaces around the tag of a line end or cell border, as words have
// them.
func spaced(m article.Mark, tag string) string {
	if m.Kind == article.Break || m.Kind == article.Cell {
		return " " + tag + " "
	}
	return tag
}

// writer writes a text with something for each of its marks. What marks say
// that cross, or reach beyond the text, is ignored: a record from elsewhere may
// say anything.
type writer struct {
	text        string
	marks       []article.Mark
	open, close func(i int) string
	plain       func(text string) string
	out         strings.Builder
}

// write writes the text from start to end with the marks of a depth from i on,
// and returns the first mark that is not inside.
func (w *writer) write(start, end, i, depth int) int {
	for i < len(w.marks) && w.marks[i].Depth >= depth {
		m, this := w.marks[i], i
		i++
		if m.Depth > depth || m.Start < start || m.End < m.Start || m.End > end {
			continue
		}
		w.add(start, m.Start)
		w.out.WriteString(w.open(this))
		if !hollow(w.marks, this) {
			i = w.write(m.Start, m.End, i, depth+1)
			w.out.WriteString(w.close(this))
		}
		start = m.End
	}
	w.add(start, end)
	return i
}

func (w *writer) add(start, end int) {
	if start < end {
		w.out.WriteString(w.plain(w.text[start:end]))
	}
}
