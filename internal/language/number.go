package language

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Number is a number in a text, by its value: "٣٠٠ ألف", "300,000" and "three
// hundred thousand" have one value. Signs and units are not part of it.
type Number struct {
	Value      string // canonical decimal: no separators, no needless zeros
	Or         string // the value by the other reading of its one separator: "1.500" is 1500 or 1.5; otherwise empty
	Scale      string // what its scale words multiply: "1000000" for 5 million; empty without them
	Text       string // as it stands in the text
	Start, End int    // in code points, End exclusive
}

// InWords reports whether a number is written without any digit.
func (n Number) InWords() bool { return strings.IndexFunc(n.Text, unicode.IsDigit) < 0 }

// Numbers returns the numbers of a text in the language of tag, in order:
// digits of any script with the separators the language uses, the scale words
// after them, and for the languages of the table number words, cardinal and
// ordinal. Digits inside words count ("21st", «الـ21», "B-52"). What is no one
// number comes out as several: a date, a time, a range, a list.
//
// A number word is taken by its form: English "one" and "second" are numbers
// here whatever they mean. Chinese, Japanese and Korean number words count only
// where they are surely numbers: in groups, before counters, after digits.
func Numbers(text, tag string) []Number {
	base := Base(tag)
	parts := numberParts(text, base)
	if len(parts) == 0 {
		return nil
	}
	var list []Number
	seen, at := 0, 0 // code points before text[:at]
	for _, n := range combine(text, parts, base) {
		seen += utf8.RuneCountInString(text[at:n.start])
		written := text[n.start:n.end]
		length := utf8.RuneCountInString(written)
		found := Number{Value: canonical(n.value), Text: written, Start: seen, End: seen + length}
		if n.or != nil {
			found.Or = canonical(n.or)
		}
		if n.scale != nil {
			found.Scale = canonical(n.scale)
		}
		list = append(list, found)
		seen, at = seen+length, n.end
	}
	return list
}

// KnowsNumberWords reports whether the table has the number words of a
// language. The numbers of others are found in digits only, some with the scale
// words after them.
func KnowsNumberWords(tag string) bool {
	for _, p := range numberWords(Base(tag)).words {
		if p.kind == unitPart {
			return true
		}
	}
	return false
}

// canonical writes a value as a decimal.
func canonical(v *big.Rat) string {
	if v.IsInt() {
		return v.Num().String()
	}
	digits, exact := v.FloatPrec()
	if !exact {
		digits = 6 // no word of the table leads here
	}
	return v.FloatString(digits)
}

// partKind says how a part of a number counts.
type partKind int

const (
	digitsPart partKind = iota // written in digits
	unitPart                   // a word that adds: seven, twenty
	beforePart                 // a unit only before a scale: a word that mostly means something else
	halfPart                   // half of what stands before it: and a half
	smallPart                  // multiplies what stands before it: hundred, dozen
	scalePart                  // multiplies all since the last scale: thousand, million
	afterPart                  // a scale only after a number: bn, millions
)

// part is a piece of a number: digits or one word.
type part struct {
	kind       partKind
	value      *big.Rat
	or         *big.Rat // the other reading of digits with one separator
	start, end int      // bytes
	and        bool     // the word begins with the conjunction that is written with it
	scale      *big.Rat // the value of the scale after it, or nil
}

// numberParts finds everything in a text that can be a piece of a number.
func numberParts(text, base string) []part {
	table := numberWords(base)
	var parts []part
	for at := 0; at < len(text); {
		if c := text[at]; c < utf8.RuneSelf && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[at:])
		switch {
		case isDigitRune(r):
			found := scanDigits(text, at, base)
			parts = append(parts, found...)
			at = found[len(found)-1].end
			if scales := gluedScales(text, at, base, &table); len(scales) > 0 {
				parts = append(parts, scales...)
				at = scales[len(scales)-1].end
			}
		case 0xBC <= r && r <= 0xBE || 0x2150 <= r && r <= 0x215E && fractions[r] != nil:
			parts = append(parts, part{kind: digitsPart, value: fractions[r], start: at, end: at + n})
			at += n
		case isHan(base) && r >= 0x3000:
			found, end := hanNumber(text, at, &table)
			parts = append(parts, found...)
			at = end
		case IsLetter(r):
			var found []part
			found, at = wordNumber(text, at, base, &table)
			parts = append(parts, found...)
		default:
			at += n
		}
	}
	return parts
}

// wordNumber reads the word at text[at:] and returns where it ends.
func wordNumber(text string, at int, base string, table *numberTable) ([]part, int) {
	end := wordEnd(text, at)
	switch base {
	case "uk":
		end = ukrainianEnd(text, end)
	case "ko":
		return koreanNumber(text, at, end, table), end
	}
	p, ok := lookUpNumber(text[at:end], base, table)
	if !ok {
		return nil, end
	}
	p.start, p.end = at, end
	return []part{p}, end
}

var fractions = map[rune]*big.Rat{
	'½': big.NewRat(1, 2), '¼': big.NewRat(1, 4), '¾': big.NewRat(3, 4),
	'⅓': big.NewRat(1, 3), '⅔': big.NewRat(2, 3), '⅕': big.NewRat(1, 5), '⅛': big.NewRat(1, 8),
}

// wordEnd returns where the word at text[at:] ends: letters, marks, and the
// apostrophes and joiners between them.
func wordEnd(text string, at int) int {
	for at < len(text) {
		if c := text[at]; c < utf8.RuneSelf {
			if c|0x20 < 'a' || c|0x20 > 'z' {
				return at
			}
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[at:])
		if !isCommonLetter(r) && !isWordRune(r) && r != zwnj && r != zwj && r != tatweel {
			return at
		}
		at += n
	}
	return at
}

// ukrainianEnd moves the end of a word behind an apostrophe inside it.
func ukrainianEnd(text string, end int) int {
	r, n := utf8.DecodeRuneInString(text[end:])
	if r == '\'' || r == '’' || r == 'ʼ' {
		if more := wordEnd(text, end+n); more > end+n {
			return more
		}
	}
	return end
}

// isDigitRune is unicode.IsDigit, without its tables for the common letters.
func isDigitRune(r rune) bool {
	if r < 0x0660 {
		return '0' <= r && r <= '9'
	}
	return !isCommonLetter(r) && unicode.IsDigit(r)
}

// gluedScales finds the scales that stand right behind digits: the Chinese,
// Japanese and Korean ones, which end no word, and "m" for million after an
// amount of money.
func gluedScales(text string, at int, base string, table *numberTable) []part {
	if isHan(base) || base == "ko" {
		return scaleCharacters(text, len(text)-len(strings.TrimLeft(text[at:], " \u00A0")), table)
	}
	if base == "en" && strings.HasPrefix(text[at:], "m") && wordEnd(text, at) == at+1 && afterCurrency(text, at) {
		return []part{{kind: afterPart, value: big.NewRat(1e6, 1), start: at, end: at + 1}}
	}
	return nil
}

// afterCurrency reports whether the digits that end at text[:at] follow a
// currency sign.
func afterCurrency(text string, at int) bool {
	before := strings.TrimRight(text[:at], "0123456789.,")
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.Is(unicode.Sc, r)
}
