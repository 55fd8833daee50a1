package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns a text for matching only, so that spellings of one word compare
// equal: compatibility forms taken apart, diacritics and invisible signs
// removed, letters in lower case, digits in ASCII, the forms of alef, yeh, teh
// marbuta, kaf, heh and hamza seats as one letter each, curly quotation marks
// and dashes straight, runs of white space as one space.
//
// The result is not for people and not for a model.
func Fold(text string) string {
	if isPlain(text) {
		return squeeze(strings.ToLower(text))
	}
	out := make([]byte, 0, len(text))
	for at := 0; at < len(text); {
		end, quick := nextWord(text, at, foldsQuick)
		if quick {
			for _, r := range text[at:end] {
				r, _ = foldQuick(r)
				out = utf8.AppendRune(out, r)
			}
		} else {
			out = foldWord(out, text[at:end])
		}
		at = end
	}
	return squeeze(string(out))
}

// foldWord appends any text as [Fold] changes it; runs of white space stay.
func foldWord(to []byte, text string) []byte {
	out := make([]byte, 0, 2*len(text))
	last, start := rune(0), 0 // the rune written last, and where
	compose := false
	for _, r := range norm.NFKD.String(text) {
		switch {
		case r == hamzaAbove && (last == 'و' || last == 'ي'): // مسؤول and مسئول are one word
			out, last = append(out[:start], "ء"...), 'ء'
			continue
		case r == zwnj || r == zwj || r == tatweel || hidden(r) || isDiacritic(r):
			continue
		case r == 'ß':
			out, last = append(out, "ss"...), 's'
			continue
		}
		last, start = foldRune(r), len(out)
		compose = compose || isJamo(last) || last >= 0x300 && unicode.Is(unicode.Mn, last)
		out = utf8.AppendRune(out, last)
	}
	if compose {
		out = norm.NFC.Bytes(out)
	}
	return append(to, out...)
}

const hamzaAbove = '\u0654'

// isJamo reports whether a rune is a part of a Hangul syllable.
func isJamo(r rune) bool { return 0x1100 <= r && r <= 0x11FF }

// isDiacritic reports whether a mark may be dropped in matching: accents and
// vowel signs. Marks that are letters' vowels in Indic and South-East Asian
// scripts stay, and so do the kana voicing marks.
func isDiacritic(r rune) bool {
	switch {
	case r < 0x0300:
		return false
	case 0x0300 <= r && r <= 0x036F, // combining accents
		0x0483 <= r && r <= 0x0487,
		0x0591 <= r && r <= 0x05BD, r == 0x05BF, 0x05C1 <= r && r <= 0x05C2, r == 0x05C4, r == 0x05C5, r == 0x05C7, // Hebrew points
		0x0610 <= r && r <= 0x061A, 0x064B <= r && r <= 0x065F, r == 0x0670, 0x06D6 <= r && r <= 0x06ED, 0x08D3 <= r && r <= 0x08FF: // Arabic
		return unicode.Is(unicode.Mn, r)
	}
	return false
}

func foldRune(r rune) rune {
	switch r {
	case 'ٱ', 'ٲ', 'ٳ':
		return 'ا'
	case 'ى', 'ی', 'ۍ', 'ې', 'ے':
		return 'ي'
	case 'ة', 'ہ', 'ھ', 'ۀ', 'ە':
		return 'ه'
	case 'ک', 'ڪ':
		return 'ك'
	case 'ı':
		return 'i'
	case '‘', '’', 'ʼ', '׳', '`', '´':
		return '\''
	case '“', '”', '„', '«', '»', '״', '‟':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−', '־':
		return '-'
	case '٫':
		return '.'
	case '،', '٬':
		return ','
	case '؟':
		return '?'
	case '؛':
		return ';'
	case '۔':
		return '.'
	case '٪':
		return '%'
	}
	return digit(unicode.ToLower(r))
}

// squeeze trims white space and makes each run of it one space.
func squeeze(text string) string {
	if !mayHaveSpace(text) {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// mayHaveSpace reports whether a text has a space, or a byte that can begin
// one in UTF-8 (U+0085, U+00A0, U+1680, U+2000 and on, U+3000). Most texts that
// are folded are one word.
func mayHaveSpace(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c <= ' ', c == 0xC2, 0xE1 <= c && c <= 0xE3:
			return true
		}
	}
	return false
}
