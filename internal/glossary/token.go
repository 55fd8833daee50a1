package glossary

import (
	"unicode"

	"dragoman/internal/language"
)

// token is a word of a text, folded, with its place in bytes.
type token struct {
	key        string
	start, end int
}

func tokenize(text string) []token {
	var tokens []token
	start := -1
	for i, r := range text {
		switch in := unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			tokens = append(tokens, token{language.Fold(text[start:i]), start, i})
			start = -1
		}
	}
	if start >= 0 {
		tokens = append(tokens, token{language.Fold(text[start:]), start, len(text)})
	}
	return tokens
}
