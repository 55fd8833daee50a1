package markup

import (
	"slices"
	"strconv"
	"strings"

	"dragoman/internal/article"
)

// Untag takes a translation of a tagged text apart: its plain text, and the
// marks where their tags stood. What is no proper tag of the text stays in it
// as it is, for a check to find; emphasis that is not closed is left out.
func Untag(tagged, source string, marks []article.Mark) (string, []article.Mark) {
	if len(marks) == 0 {
		return tagged, nil
	}
	u := untagger{source: source, marks: marks}
	tags := scan(tagged, Letter(source), marks)
	match(tags, marks)
	u.number(tagged)
	at := len(u.text)
	for i, t := range tags {
		if t.use == stray || t.start < at {
			continue
		}
		u.words(tagged[at:t.start])
		u.tag(tags, i)
		at = t.end
	}
	u.words(tagged[at:])
	return u.finish()
}

// tag is something in a reply that looks like a tag of the text.
type tag struct {
	start, end int
	mark       int // index of its mark
	form       byte
	use        use
}

// The forms of a tag: <x1>, </x1> and <x1/>.
const (
	opening = '<'
	closing = '>'
	single  = '/'
)

type use int

const (
	stray   use = iota // no tag after all: stays as text
	gone               // taken out: emphasis without an end
	paired             // opens or closes a mark
	instead            // stands for a mark with nothing inside
)

// scan finds the tags in a text whose numbers are those of marks.
func scan(text, letter string, marks []article.Mark) []tag {
	var tags []tag
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '<')
		if open < 0 {
			return tags
		}
		start := at + open
		at = start + 1
		end := strings.IndexByte(text[start:], '>')
		if end < 0 {
			return tags
		}
		inner := text[start+1 : start+end]
		t := tag{start: start, end: start + end + 1, form: opening}
		if rest, ok := strings.CutPrefix(inner, "/"); ok {
			inner, t.form = rest, closing
		} else if rest, ok := strings.CutSuffix(inner, "/"); ok {
			inner, t.form = rest, single
		}
		digits, ok := strings.CutPrefix(lower(strings.TrimSpace(inner)), letter)
		n, err := strconv.Atoi(digits)
		if !ok || err != nil || n < 1 || n > len(marks) || marks[n-1].Kind == article.Number || strconv.Itoa(n) != digits {
			continue
		}
		t.mark = n - 1
		tags, at = append(tags, t), t.end
	}
}

// match pairs the tags that nest properly and decides what the others are.
func match(tags []tag, marks []article.Mark) {
	var open []int
	for i := range tags {
		t := &tags[i]
		m := marks[t.mark]
		if m.Kind.Style() {
			t.use = gone
		}
		switch t.form {
		case single:
			if hollow(marks, t.mark) {
				t.use = instead
			}
		case opening:
			open = append(open, i)
		case closing:
			at := slices.IndexFunc(open, func(o int) bool { return tags[o].mark == t.mark })
			if at < 0 {
				continue
			}
			if slices.ContainsFunc(open[at+1:], func(o int) bool { return !marks[tags[o].mark].Kind.Style() }) {
				continue // would cross a link or the like
			}
			tags[open[at]].use, t.use = paired, paired
			open = open[:at]
		}
	}
}

// untagger builds the plain text and its marks.
type untagger struct {
	source string
	marks  []article.Mark
	text   []byte
	found  []article.Mark
	opened []int // in found
	skip   bool  // inside a mark that stands for itself: its words are the source's
	trim   bool  // the space before the next word was that of a tag
	edge   int   // the last place where a mark begins or ends
}

func (u *untagger) words(s string) {
	if u.skip {
		return
	}
	if u.trim {
		s = strings.TrimLeft(s, " ")
	}
	u.trim = u.trim && s == ""
	u.text = append(u.text, s...)
}

func (u *untagger) tag(tags []tag, i int) {
	t := tags[i]
	m, alone := u.marks[t.mark], hollow(u.marks, t.mark)
	switch {
	case t.use == gone || u.skip && !(t.form == closing && alone):
	case t.use == instead, t.form == opening && alone:
		u.whole(m)
		u.skip = t.use != instead
	case alone:
		u.skip = false
	case t.form == opening:
		m.Start, m.End, m.Depth = len(u.text), -1, len(u.opened)
		u.opened = append(u.opened, len(u.found))
		u.found, u.edge = append(u.found, m), len(u.text)
	default:
		last := u.opened[len(u.opened)-1]
		u.opened = u.opened[:len(u.opened)-1]
		u.found[last].End, u.edge = len(u.text), len(u.text)
	}
}

// number adds the number of an item where the translation begins with it.
func (u *untagger) number(tagged string) {
	m := u.marks[0]
	if m.Kind != article.Number {
		return
	}
	digits := strings.TrimRight(m.Open, ".) ")
	rest, ok := strings.CutPrefix(tagged, digits)
	if !ok || len(rest) < 3 || rest[0] != '.' && rest[0] != ')' || rest[1] != ' ' {
		return
	}
	u.text = append(u.text, tagged[:len(digits)+2]...)
	m.Start, m.End = 0, len(digits)+2
	u.found, u.edge = append(u.found, m), m.End
}

// whole adds a mark that stands for itself, with its words.
func (u *untagger) whole(m article.Mark) {
	text := u.source[m.Start:m.End]
	if m.Kind == article.Break || m.Kind == article.Cell {
		for len(u.text) > u.edge && u.text[len(u.text)-1] == ' ' {
			u.text = u.text[:len(u.text)-1]
		}
		u.trim = true
	}
	start := len(u.text)
	u.text = append(u.text, text...)
	m.Start, m.End, m.Depth = start, len(u.text), len(u.opened)
	u.found, u.edge = append(u.found, m), len(u.text)
}

// finish trims the text and drops what is no mark any more.
func (u *untagger) finish() (string, []article.Mark) {
	text := string(u.text)
	left := 0
	if strings.TrimLeft(u.source, " ") == u.source { // a space behind an image is none of the reply's
		left = len(text) - len(strings.TrimLeft(text, " \t\n"))
	}
	text = strings.TrimRight(text[left:], " \t\n")
	var marks []article.Mark
	for _, m := range u.found {
		m.Start, m.End = min(max(m.Start-left, 0), len(text)), min(max(m.End-left, 0), len(text))
		marks = append(marks, m)
	}
	return text, marks
}
