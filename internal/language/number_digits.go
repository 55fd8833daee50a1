package language

import (
	"math/big"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// group is a run of digits with the separator before it.
type group struct {
	separator  rune // 0 before the first
	digits     string
	start, end int // bytes
}

// scanDigits reads the digits at text[at:] with their separators: one number,
// or several where the separators make none.
func scanDigits(text string, at int, base string) []part {
	groups := digitGroups(text, at, base)
	if !isClock(text, groups, base) {
		if p, ok := oneNumber(groups, base); ok {
			return []part{p}
		}
	}
	return separate(groups)
}

// separate makes each group a number of its own.
func separate(groups []group) []part {
	var parts []part
	for _, g := range groups {
		parts = append(parts, part{kind: digitsPart, value: rat(g.digits, ""), start: g.start, end: g.end})
	}
	return parts
}

// spaceGroups lists the languages that set thousands apart with a space.
var spaceGroups = []string{"fr", "ru", "uk", "be", "pl", "cs", "sk", "bg", "sv", "nb", "nn", "no", "fi", "hu", "et", "lv", "lt", "pt", "es"}

// digitGroups splits digits at their separators. A separator counts only
// between two digits; a space only before three of them, where the language
// writes it so.
func digitGroups(text string, at int, base string) []group {
	var groups []group
	separator := rune(0)
	for {
		end := digitsEnd(text, at)
		groups = append(groups, group{asciiSeparator(separator), Digits(text[at:end]), at, end})
		r, n := utf8.DecodeRuneInString(text[end:])
		next := end + n
		if n == 0 || !isSeparator(r) || digitsEnd(text, next) == next {
			return groups
		}
		if space := r == ' ' || r == '\u00A0' || r == '\u202F' || r == '\u2009'; space {
			if r == ' ' && !slices.Contains(spaceGroups, base) || digitsEnd(text, next)-next != 3*width(text, next) || len(groups[0].digits) > 3 || hasOther(groups) {
				return groups
			}
		}
		separator, at = r, next
	}
}

// hasOther reports whether a group follows a separator that is no space.
func hasOther(groups []group) bool {
	return slices.ContainsFunc(groups, func(g group) bool { return g.separator != 0 && !unicode.IsSpace(g.separator) })
}

// width is the length in bytes of the digit at text[at:].
func width(text string, at int) int {
	_, n := utf8.DecodeRuneInString(text[at:])
	return n
}

func digitsEnd(text string, at int) int {
	for i, r := range text[at:] {
		if !unicode.IsDigit(r) {
			return at + i
		}
	}
	return len(text)
}

func isSeparator(r rune) bool {
	switch r {
	case '.', ',', '．', '，', '\'', '’', '٬', '٫', '،', ' ', '\u00A0', '\u202F', '\u2009':
		return true
	}
	return false
}

// asciiSeparator returns the narrow form of a full-width separator.
func asciiSeparator(r rune) rune {
	switch r {
	case '．':
		return '.'
	case '，':
		return ','
	}
	return r
}

// oneNumber reads groups as one number, if their separators allow it.
func oneNumber(groups []group, base string) (part, bool) {
	first, last := groups[0], groups[len(groups)-1]
	p := part{kind: digitsPart, start: first.start, end: last.end}
	integer, fraction := first.digits, ""
	if len(groups) > 1 {
		decimal := isDecimal(groups, base)
		middle := groups[1:]
		if decimal {
			middle = groups[1 : len(groups)-1]
			fraction = last.digits
		}
		if !grouped(first, middle) {
			return part{}, false
		}
		for _, g := range middle {
			integer += g.digits
		}
	}
	p.value = rat(integer, fraction)
	if twoReadings(groups) {
		if p.or = rat(first.digits, last.digits); fraction != "" {
			p.or = rat(first.digits+last.digits, "")
		}
	}
	return p, true
}

// twoReadings reports whether groups are thousands or a decimal by the custom
// of the writer alone, which is not always the language's.
func twoReadings(groups []group) bool {
	if len(groups) != 2 || len(groups[1].digits) != 3 || len(groups[0].digits) > 3 || strings.HasPrefix(groups[0].digits, "0") {
		return false
	}
	switch groups[1].separator {
	case '.', ',', '٫', '٬', '،':
		return true
	}
	return false
}

// grouped reports whether the groups after the first are thousands: three
// digits each behind one and the same separator, or in the Indian way two each
// and three at the end.
func grouped(first group, groups []group) bool {
	if len(groups) == 0 {
		return true
	}
	if len(first.digits) > 3 || strings.HasPrefix(first.digits, "0") {
		return false
	}
	for i, g := range groups {
		last := i == len(groups)-1
		if g.separator != groups[0].separator || len(g.digits) != 3 && (last || len(g.digits) != 2) {
			return false
		}
	}
	return true
}

// commaDecimal lists the languages that write a decimal comma and group with a
// full stop or space. Others with neither custom, such as Arabic and Persian,
// take three digits for thousands whatever the sign.
var commaDecimal = []string{"fr", "de", "es", "it", "pt", "ru", "uk", "be", "pl", "cs", "sk", "bg", "nl", "sv", "da", "nb", "nn", "no", "fi", "hu", "ro", "el", "tr", "hr", "sr", "sl", "bs", "mk", "et", "lv", "lt", "id", "vi", "ca", "is", "kk", "az"}

// pointDecimal lists the languages that write a decimal point and group with a
// comma.
var pointDecimal = []string{"en", "zh", "ja", "ko", "hi", "bn", "th", "he", "ur", "sw", "ta", "te", "ms", "tl"}

// isDecimal reports whether the last separator is a decimal sign.
func isDecimal(groups []group, base string) bool {
	last := groups[len(groups)-1]
	sign := last.separator
	if sign != '.' && sign != ',' && sign != '٫' && sign != '٬' && sign != '،' {
		return false
	}
	if sign == '٫' {
		return true
	}
	for _, g := range groups[1 : len(groups)-1] {
		if g.separator == sign {
			return false
		}
	}
	if len(groups) > 2 { // another sign groups
		return true
	}
	if len(last.digits) == 3 && len(groups[0].digits) <= 3 && groups[0].digits != "0" {
		return sign == ',' && slices.Contains(commaDecimal, base) || sign == '.' && slices.Contains(pointDecimal, base)
	}
	switch sign {
	case ',':
		return base != "en"
	case '،':
		return false
	}
	return true
}

// isClock reports whether groups are an English time such as 5.30pm.
func isClock(text string, groups []group, base string) bool {
	if base != "en" || len(groups) != 2 || groups[1].separator != '.' || len(groups[1].digits) != 2 {
		return false
	}
	end := groups[1].end
	after := strings.ToLower(strings.TrimLeft(text[end:min(len(text), end+8)], " \u00A0"))
	for _, suffix := range []string{"am", "pm", "a.m", "p.m"} {
		if rest, found := strings.CutPrefix(after, suffix); found && (rest == "" || !unicode.IsLetter(rune(rest[0]))) {
			return true
		}
	}
	return false
}

// powers are the powers of ten from the first.
var powers = [...]int64{1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17}

// rat makes a value of digits. The digits are ASCII.
func rat(integer, fraction string) *big.Rat {
	if len(integer)+len(fraction) <= len(powers) { // the common case, without parsing
		n := int64(0)
		for _, digits := range [2]string{integer, fraction} {
			for i := range len(digits) {
				n = 10*n + int64(digits[i]-'0')
			}
		}
		if fraction == "" {
			return new(big.Rat).SetInt64(n)
		}
		return big.NewRat(n, powers[len(fraction)-1])
	}
	text := strings.TrimLeft(integer, "0") // a leading zero would mean octal
	if text == "" {
		text = "0"
	}
	if fraction != "" {
		text += "." + fraction
	}
	v, ok := new(big.Rat).SetString(text)
	if !ok {
		panic("language: digits are no number: " + text)
	}
	return v
}
