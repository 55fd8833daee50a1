package glossary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// token is a word of a text or a part of one, folded for matching. Scripts
// without spaces come as single characters, katakana as runs.
type token struct {
	raw, key   string
	start, end int  // in bytes
	gap        gap  // what stands before it
	single     bool // of a script without spaces
}

// gap is what stands between a word and the one before it.
type gap uint8

const (
	apart  gap = iota // a space, or a sign that does not part a name
	none              // nothing
	joined            // a hyphen
	elided            // an apostrophe
	bound             // a zero-width non-joiner
	parted            // punctuation, a line end: no name goes on after it
)

// class groups letters that are tokenised alike.
type class uint8

const (
	noLetter class = iota
	alphabet       // scripts with spaces but those below
	arabic
	hebrew
	katakana
	lone  // a token of its own
	mark  // belongs to the letter before it
	digit // joins letters of an alphabet
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r|0x20 && r|0x20 <= 'z':
			return alphabet
		case '0' <= r && r <= '9':
			return digit
		}
		return noLetter
	case 0x0621 <= r && r <= 0x063A, 0x0641 <= r && r <= 0x064A:
		return arabic
	case r == tatweel:
		return mark
	case unicode.IsMark(r):
		return mark
	case unicode.IsDigit(r):
		return digit
	case !language.IsLetter(r):
		return noLetter
	}
	return classOfLetter(r)
}

const (
	tatweel = '\u0640'
	zwnj    = '\u200C'
)

func classOfLetter(r rune) class {
	switch {
	case 0x0590 <= r && r <= 0x05FF, 0xFB1D <= r && r <= 0xFB4F:
		return hebrew
	case 0x0600 <= r && r <= 0x06FF, 0x0750 <= r && r <= 0x077F, 0x0870 <= r && r <= 0x08FF, 0xFB50 <= r && r <= 0xFDFF, 0xFE70 <= r && r <= 0xFEFE:
		return arabic
	case 0x30A0 <= r && r <= 0x30FF, 0x31F0 <= r && r <= 0x31FF, 0xFF66 <= r && r <= 0xFF9F:
		return katakana
	case 0x0E00 <= r && r <= 0x0FFF, 0x1000 <= r && r <= 0x109F, 0x1780 <= r && r <= 0x17FF, // Thai to Tibetan, Burmese, Khmer
		0x3005 <= r && r <= 0x309F, 0x3400 <= r && r <= 0x9FFF, 0xF900 <= r && r <= 0xFAFF, 0x20000 <= r && r <= 0x323AF:
		return lone
	}
	return alphabet
}

// tokenize returns the words of a text.
func tokenize(text string) []token {
	tokens := make([]token, 0, len(text)/6+1)
	start, last, before := -1, noLetter, 0 // where the word began, its class, the end of the word before
	flush := func(end int) {
		if start >= 0 {
			t := token{raw: text[start:end], start: start, end: end, single: last == lone, gap: apart}
			t.key = foldWord(t.raw, last)
			if len(tokens) > 0 {
				t.gap = gapOf(text[before:start], tokens[len(tokens)-1].raw)
			}
			if t.key != "" {
				tokens, before = append(tokens, t), end
			}
		}
		start, last = -1, noLetter
	}
	size := 0
	for i := 0; i < len(text); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(text[i:])
		c := classOf(r)
		switch {
		case c == noLetter && start >= 0 && inside(r, last, text[i+size:]):
		case c == noLetter:
			flush(i)
		case c == mark:
			if start < 0 {
				start, last = i, alphabet
			}
		case start >= 0 && goesOn(last, c):
			if last == digit {
				last = c
			}
		default:
			flush(i)
			start, last = i, c
		}
	}
	flush(len(text))
	return tokens
}

// goesOn reports whether a letter belongs to the word before it.
func goesOn(word, c class) bool {
	switch word {
	case lone:
		return false
	case alphabet:
		return c == alphabet || c == digit
	case digit:
		return c == digit || c == alphabet
	}
	return c == word
}

// inside reports whether a sign is part of the word it stands in: what is
// invisible, but for the non-joiner of Arabic script, and the quotation marks
// of Hebrew abbreviations.
func inside(r rune, word class, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case r == zwnj:
		return word != arabic
	case r == '"' || r == '״' || r == '”':
		return word == hebrew && classOf(next) == hebrew
	case r == '\'' || r == '׳' || r == '’':
		return word == hebrew
	}
	return unicode.Is(unicode.Cf, r)
}

func foldWord(raw string, c class) string {
	if isFolded(raw) {
		return raw
	}
	key := language.Fold(raw)
	if c == hebrew {
		key = strings.ReplaceAll(strings.ReplaceAll(key, `"`, ""), "'", "")
	}
	return strings.ReplaceAll(key, " ", "") // of letters that stand for several words
}

// isFolded reports whether folding leaves a word as it is, by its letters alone:
// those of most words of most texts are in the middle of a sentence.
func isFolded(word string) bool {
	for _, r := range word {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		case r == 'ا', r == 'ب', 'ت' <= r && r <= 'غ', 'ف' <= r && r <= 'و', r == 'ي', r == 'ء':
		case 'а' <= r && r <= 'я' && r != 'й':
		case 'א' <= r && r <= 'ת', 0x4E00 <= r && r <= 0x9FFF:
		default:
			return false
		}
	}
	return true
}

// maxInitial is how long a word with a full stop may be that does not end a
// sentence: "St. Petersburg", "Gen. Dostum".
const maxInitial = 3

// gapOf says what stands between two words.
func gapOf(between, before string) gap {
	switch between {
	case "":
		return none
	case " ":
		return apart
	case "-", "‐", "‑", "־", "–":
		return joined
	case "'", "’", "ʼ", "‘", "´":
		return elided
	case "\u200C":
		return bound
	}
	for _, r := range between {
		switch {
		case r == '.':
			if utf8.RuneCountInString(before) > maxInitial {
				return parted
			}
		case r == ' ', r == '\t', r == 0xA0, r == '·', r == '・', r == '•', unicode.Is(unicode.Cf, r), strings.ContainsRune(`"'“”„«»‘’‹›「」『』`, r):
		default:
			return parted
		}
	}
	return apart
}
