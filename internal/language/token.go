package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// EachWord calls each with the words of a text: letters, digits and marks, with
// the apostrophes and joiners between them. A hyphen ends a word. The word is
// folded for matching; start and end are its place in bytes.
func EachWord(text string, each func(word string, start, end int)) {
	f := wordFolder{text: text}
	start, plain := -1, true
	for i, r := range text {
		switch {
		case wordRune(r):
			if start < 0 {
				start, plain = i, true
			}
			plain = plain && r < utf8.RuneSelf && (r < 'A' || r > 'Z')
		case start >= 0 && insideWord(r, text[i:]):
			plain = plain && r < utf8.RuneSelf
		case start >= 0:
			each(f.fold(start, i, plain), start, i)
			start = -1
		}
	}
	if start >= 0 {
		each(f.fold(start, len(text), plain), start, len(text))
	}
}

// wordFolder folds the words of a text. They share one piece of memory: there are
// a few in every line, and most are short.
type wordFolder struct {
	text   string
	folded strings.Builder
}

// fold returns the word text[start:end], folded. A plain one folds to itself.
func (f *wordFolder) fold(start, end int, plain bool) string {
	word := f.text[start:end]
	if plain {
		return word
	}
	if f.folded.Cap() == 0 {
		f.folded.Grow(len(f.text) - start)
	}
	from := f.folded.Len()
	for _, r := range word {
		q, ok := foldQuick(r)
		if !ok {
			return Fold(word)
		}
		f.folded.WriteRune(q)
	}
	return f.folded.String()[from:]
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return isCommonLetter(r) || unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// insideWord reports whether a sign, which opens rest, belongs to the word it
// stands in: an apostrophe, a zero-width joiner or a tatweel with a letter after
// it.
func insideWord(r rune, rest string) bool {
	switch r {
	case '\'', '’', 'ʼ', '\u200C', '\u200D', '\u0640', '״', '׳':
		next, _ := utf8.DecodeRuneInString(rest[utf8.RuneLen(r):])
		return wordRune(next) && !('0' <= next && next <= '9')
	}
	return false
}
