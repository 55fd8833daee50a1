package render

import (
	"strings"
	"unicode/utf8"
)

// Safe returns text without what could act on a terminal or hide in a page:
// control characters other than newline and tab become U+FFFD, so that their
// place can be seen; line ends of other systems become newlines; characters
// that reorder, tag or annotate what follows them without being visible are
// taken out. Marks that Arabic, Persian and Hebrew texts need (LRM, RLM, ALM,
// ZWJ, ZWNJ) stay.
func Safe(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return harmless(r) != r }) < 0 {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(harmless, strings.ToValidUTF8(s, "\uFFFD"))
}

// harmless maps one character as Safe says; -1 takes it out.
func harmless(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r', r == 0x2028, r == 0x2029: // line and paragraph separators
		return '\n'
	case r == '\v', r == '\f', r == 0x85: // vertical tab, form feed, NEL
		return ' '
	case r < 0x20, r >= 0x7F && r <= 0x9F: // C0, DEL, C1
		return utf8.RuneError
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // bidi embeddings, overrides, isolates
		return -1
	case r >= 0x206A && r <= 0x206F, r == 0xFEFF: // deprecated formatting, byte order mark
		return -1
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F: // annotations, tags
		return -1
	}
	return r
}

// Line returns text on one line, as [Safe] has it, with single spaces.
func Line(s string) string { return strings.Join(strings.Fields(Safe(s)), " ") }

// indented returns text whose lines after the first start with indent, so that
// a line of an article cannot pass for one of the program's own.
func indented(s, indent string) string {
	return strings.ReplaceAll(strings.TrimSpace(Safe(s)), "\n", "\n"+indent)
}
