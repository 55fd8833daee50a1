package eval

import (
	"strings"
	"unicode"
)

// isSpace is white space as Python's str.split sees it, which sacreBLEU uses:
// Unicode's and the four information separators.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1C <= r && r <= 0x1F }

// fields splits at white space.
func fields(text string) []string { return strings.FieldsFunc(text, isSpace) }

// lowered writes a text in small letters as Python does: with the dot of a
// Turkish İ kept apart and the form of sigma that ends a word.
func lowered(text string) string {
	if !strings.ContainsAny(text, "İΣ") {
		return strings.ToLower(text)
	}
	runes := []rune(text)
	var b strings.Builder
	for i, r := range runes {
		switch {
		case r == 'İ':
			b.WriteString("i\u0307")
		case r == 'Σ' && finalSigma(runes, i):
			b.WriteRune('ς')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// finalSigma reports whether a letter stands before runes[i] and none after it.
func finalSigma(runes []rune, i int) bool {
	return casedBeside(runes, i, -1) && !casedBeside(runes, i, 1)
}

func casedBeside(runes []rune, i, step int) bool {
	for i += step; 0 <= i && i < len(runes); i += step {
		r := runes[i]
		if unicode.IsUpper(r) || unicode.IsLower(r) || unicode.IsTitle(r) {
			return true
		}
		if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) && !strings.ContainsRune("'.:·’", r) {
			return false
		}
	}
	return false
}
