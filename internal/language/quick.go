package language

import (
	"unicode"
	"unicode/utf8"
)

// Most words of most texts consist of letters that normalising and folding
// treat one at a time. The functions here know such letters, so that only the
// other words go through Unicode's tables: reading a long article takes a third
// of the time. A test compares them with the tables for every rune.

// nextWord returns where the word that begins at text[at:] ends, behind the
// space or line end after it, and whether all its runes are quick. Neither sign
// combines with what stands on its other side, so words can be normalised alone.
func nextWord(text string, at int, quick func(rune) bool) (end int, all bool) {
	all = true
	for i, r := range text[at:] {
		if r == ' ' || r == '\n' {
			return at + i + 1, all
		}
		all = all && quick(r)
	}
	return len(text), all
}

// isSettled reports whether a rune stays as it is in NFC, whatever other
// settled runes stand beside it, and is not one that [Clean] removes.
func isSettled(r rune) bool {
	switch {
	case r < 0x0300:
		return r != 0x00AD
	case 0x0400 <= r && r <= 0x0482, // Cyrillic
		0x05D0 <= r && r <= 0x05EA,                           // Hebrew
		r == 0x060C, r == 0x061B, 0x061F <= r && r <= 0x064A, // Arabic
		0x0660 <= r && r <= 0x066F, 0x0671 <= r && r <= 0x06D5,
		0x2010 <= r && r <= 0x2027, 0x2030 <= r && r <= 0x203A, // dashes, quotation marks
		0x3001 <= r && r <= 0x3029, 0x3041 <= r && r <= 0x3096, 0x30A0 <= r && r <= 0x30FF, // kana
		0x4E00 <= r && r <= 0x9FFF, 0xAC00 <= r && r <= 0xD7A3, 0xFF01 <= r && r <= 0xFF60:
		return true
	}
	return false
}

// foldQuick returns what [Fold] makes of a rune that folds alone into one rune.
func foldQuick(r rune) (rune, bool) {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		if r == '`' {
			r = '\''
		}
		return r, true
	case 0x0621 <= r && r <= 0x063A, 0x0641 <= r && r <= 0x064A:
		switch r {
		case 'آ', 'أ', 'إ':
			return 'ا', true
		case 'ؤ', 'ئ':
			return 'ء', true
		case 'ى':
			return 'ي', true
		case 'ة':
			return 'ه', true
		}
		return r, true
	case 0x0410 <= r && r <= 0x044F:
		if r < 0x0430 {
			r += 0x20
		}
		if r == 'й' {
			r = 'и'
		}
		return r, true
	}
	switch r {
	case 'پ', 'چ', 'ژ', 'گ', 'ٹ', 'ڈ', 'ڑ', 'ں', 'і', 'є':
		return r, true
	case 'ک', 'ی', 'ہ', 'ھ', 'ے', 'ı', '،', '؛', '؟', '«', '»', '‘', '’', '“', '”', '–', '—':
		return foldRune(r), true
	case 'ё':
		return 'е', true
	case 'ї':
		return 'і', true
	case 'ğ':
		return 'g', true
	case 'ş':
		return 's', true
	}
	return foldQuickRange(r)
}

// foldQuickRange is [foldQuick] for the Latin letters with accents, Hebrew and
// Devanagari. Devanagari letters with a nukta are not quick.
func foldQuickRange(r rune) (rune, bool) {
	switch {
	case 0x00C0 <= r && r <= 0x00FF:
		folded := rune(latinFolds[r-0x00C0])
		return folded, folded != ' '
	case 0x05D0 <= r && r <= 0x05EA:
		return r, true
	case 0x0904 <= r && r <= 0x0939, 0x093E <= r && r <= 0x094C:
		return r, r != 0x0929 && r != 0x0931 && r != 0x0934
	}
	return 0, false
}

// latinFolds are the letters from U+00C0 to U+00FF without their accents; a
// space stands for those that fold in another way.
const latinFolds = "aaaaaa ceeeeiiii nooooo  uuuuy  aaaaaa ceeeeiiii nooooo  uuuuy y"

func foldsQuick(r rune) bool {
	_, ok := foldQuick(r)
	return ok
}

// IsLetter is unicode.IsLetter, without the search through Unicode's tables for
// the letters of the most frequent scripts.
func IsLetter(r rune) bool { return isCommonLetter(r) || unicode.IsLetter(r) }

// isCommonLetter reports whether a rune is in a range that holds nothing but
// letters.
func isCommonLetter(r rune) bool {
	switch {
	case r < 0x00C0:
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	case r <= 0x024F:
		return r != '×' && r != '÷'
	case 0x0400 <= r && r <= 0x0481, 0x05D0 <= r && r <= 0x05EA, 0x0620 <= r && r <= 0x064A,
		0x4E00 <= r && r <= 0x9FFF, 0xAC00 <= r && r <= 0xD7A3:
		return true
	}
	return false
}
