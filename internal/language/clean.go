package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	zwnj    = '\u200C'
	zwj     = '\u200D'
	tatweel = '\u0640'
)

// Clean returns a text as it is kept: in NFC and without what nobody can see
// (bidirectional controls, zero-width characters, soft hyphens, byte order
// marks). Everything a reader can see stays, diacritics and tatweel included.
//
// Two invisible signs are spelling and stay: the zero-width non-joiner between
// Arabic-script letters (Persian می‌شود) and between Indic ones, and the joiner
// after an Indic virama.
func Clean(text string) string {
	var b strings.Builder
	kept := 0 // text[:kept] is in b
	for at := 0; at < len(text); {
		end, settled := nextWord(text, at, isSettled)
		if !settled {
			b.Grow(len(text) - kept)
			b.WriteString(text[kept:at])
			b.WriteString(cleanWord(text[at:end]))
			kept = end
		}
		at = end
	}
	if kept == 0 {
		return text
	}
	b.WriteString(text[kept:])
	return b.String()
}

// cleanWord is Clean for any text.
func cleanWord(text string) string {
	text = norm.NFC.String(text)
	var b strings.Builder
	b.Grow(len(text))
	prev := rune(0) // last rune kept
	for i, r := range text {
		if (hidden(r) || r == zwnj || r == zwj) && !isSpelling(r, prev, text[i+utf8.RuneLen(r):]) {
			continue
		}
		b.WriteRune(r)
		prev = r
	}
	if b.String() == text {
		return text
	}
	return norm.NFC.String(b.String()) // what stood apart may compose now
}

// isPlain reports whether a text is all ASCII, which Clean cannot change.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// hidden reports whether a rune shows nothing and only steers the display.
func hidden(r rune) bool {
	switch {
	case r == 0x00AD, r == 0x061C, r == 0x180E, r == 0xFEFF,
		0x200B <= r && r <= 0x200F && r != zwnj && r != zwj,
		0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x2069,
		0xE0000 <= r && r <= 0xE007F: // tags: a whole text can be hidden in them
		return true
	}
	return false
}

// isSpelling reports whether an invisible sign between prev and after is part
// of how the word is written.
func isSpelling(r, prev rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	switch r {
	case zwnj:
		return joins(prev) && joins(next)
	case zwj:
		return isVirama(prev)
	}
	return false
}

// Unstretched returns a text without tatweel, which only stretches words and
// costs tokens; it is what models are sent. The tatweel of هـ when it stands
// alone marks a Hijri year and stays.
func Unstretched(text string) string {
	if !strings.ContainsRune(text, tatweel) {
		return text
	}
	runes := []rune(text)
	at := func(i int) rune {
		if i < 0 || i >= len(runes) {
			return ' '
		}
		return runes[i]
	}
	var b strings.Builder
	for i, r := range runes {
		year := at(i-1) == 'ه' && !isWordRune(at(i-2)) && !isWordRune(at(i+1))
		if r != tatweel || year {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// joins reports whether a zero-width non-joiner beside a rune can be spelling.
func joins(r rune) bool {
	s := scriptOf(r)
	return s == "Arab" || 0x0900 <= r && r <= 0x0DFF // Indic letters and signs
}

func isVirama(r rune) bool {
	return 0x0900 <= r && r <= 0x0DFF && (r&0x7F == 0x4D || r == 0x0DCA)
}

func isWordRune(r rune) bool { return IsLetter(r) || unicode.IsMark(r) }

// Digits returns a text with the digits of every script as ASCII digits. The
// number of code points stays.
func Digits(text string) string {
	if isPlain(text) {
		return text
	}
	return strings.Map(digit, text)
}

// digit returns the ASCII digit of a decimal digit. Unicode's decimal digits
// stand in runs of ten that begin with zero.
func digit(r rune) rune {
	switch {
	case r < 0x0660, 0x066A <= r && r < 0x06F0, 0x1C5A <= r && r < 0xA620: // no digits here but ASCII's
		return r
	case !unicode.Is(unicode.Nd, r):
		return r
	}
	if 0x1D7CE <= r && r <= 0x1D7FF { // five runs without a gap
		return '0' + (r-0x1D7CE)%10
	}
	first := r
	for n := 0; n < 9 && unicode.Is(unicode.Nd, first-1); n++ {
		first--
	}
	return '0' + r - first
}
