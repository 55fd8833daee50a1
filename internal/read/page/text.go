package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// count adds the letters and digits of a text to the run and the element.
func (w *walker) count(data string, s scope) {
	n, r := weight(data), &w.run
	r.size += n
	w.elems[s.elem].size += n
	if s.strong {
		r.strong += n
	}
	switch {
	case s.link:
		r.link += n
		r.after = 0
		w.elems[s.elem].link += n
	case r.link == 0:
		r.led += n
	default:
		r.after += n
	}
}

// weight returns how much there is to read in a text: its letters and digits,
// where a character of a script that writes words with one or two counts double.
func weight(text string) int {
	n := 0
	for _, r := range text {
		n += runeWeight(r)
	}
	return n
}

func runeWeight(r rune) int {
	switch {
	case r < utf8.RuneSelf:
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return 1
		}
		return 0
	case !language.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
		return 0
	case r >= 0x2E80:
		return 2
	}
	return 1
}

// tidy returns the text of a block without what nobody can see.
func tidy(text string) string {
	if strings.ContainsFunc(text, isControl) {
		text = strings.Map(func(r rune) rune {
			switch {
			case r == '\u2028' || r == '\u2029':
				return ' '
			case isControl(r):
				return -1
			}
			return r
		}, text)
	}
	return strings.Trim(language.Clean(text), " |\u00A0\t\n")
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7F <= r && r <= 0x9F || r == utf8.RuneError || r == '\u2028' || r == '\u2029'
}
