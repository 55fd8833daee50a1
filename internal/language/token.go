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
	start, ascii := -1, true
	for i, r := range text {
		switch {
		case wordRune(r):
			if start < 0 {
				start, ascii = i, true
			}
			ascii = ascii && r < utf8.RuneSelf
		case start >= 0 && insideWord(r, text[i+utf8.RuneLen(r):]):
			ascii = ascii && r < utf8.RuneSelf
		case start >= 0:
			each(foldToken(text[start:i], ascii), start, i)
			start = -1
		}
	}
	if start >= 0 {
		each(foldToken(text[start:], ascii), start, len(text))
	}
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// insideWord reports whether a sign belongs to the word it stands in: an
// apostrophe, a zero-width joiner or a tatweel with a letter after it.
func insideWord(r rune, after string) bool {
	switch r {
	case '\'', '’', 'ʼ', '\u200C', '\u200D', '\u0640', '״', '׳':
		next, _ := utf8.DecodeRuneInString(after)
		return wordRune(next) && !('0' <= next && next <= '9')
	}
	return false
}

func foldToken(word string, ascii bool) string {
	if ascii {
		return strings.ToLower(word)
	}
	return Fold(word)
}
