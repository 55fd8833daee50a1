package language

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Words returns the words of a text by Unicode's word boundaries: the tokens
// with a letter or digit in them. Scripts without spaces come out as single
// characters (katakana as runs).
func Words(text string) []string {
	var list []string
	for it := words.FromString(text); it.Next(); {
		if w := it.Value(); isWord(w) {
			list = append(list, w)
		}
	}
	return list
}

func isWord(token string) bool {
	for _, r := range token {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return true
		}
	}
	return false
}

// CountWords counts the words of a text as people do: what a hyphen joins
// ("secretary-general") is one. Scripts without spaces are counted by
// letters, so that limits mean about the same everywhere: two letters of
// Chinese or Japanese make a word, and four of Thai, Lao, Khmer, Burmese or
// Tibetan (empirical averages; a started word counts).
func CountWords(text string) int {
	count, pairs, quarters := 0, 0, 0
	before, last := "", "" // the two tokens before this one
	for it := words.FromString(text); it.Next(); {
		w := it.Value()
		r, _ := utf8.DecodeRuneInString(w)
		switch spaceless(r) {
		case 2:
			pairs += utf8.RuneCountInString(w)
		case 4:
			quarters++
		default:
			if isWord(w) && !(isHyphen(last) && isWord(before)) {
				count++
			}
		}
		before, last = last, w
	}
	return count + (pairs+1)/2 + (quarters+3)/4
}

func isHyphen(token string) bool { return token == "-" || token == "\u2010" || token == "\u2011" }

// spaceless returns how many letters make a word in the script of a rune, when
// that script has no spaces between words; otherwise 0.
func spaceless(r rune) int {
	if r < 0x0E00 {
		return 0
	}
	switch scriptOf(r) {
	case "Hani", "Hira", "Kana":
		return 2
	case "Thai", "Laoo", "Khmr", "Mymr", "Tibt":
		return 4
	}
	return 0
}
