package language

import (
	"math/big"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// value is a whole number with its place.
type value struct {
	value      *big.Rat
	or, scale  *big.Rat // nil where it has none
	start, end int      // bytes
}

// sum is a number while its parts are added up: everything up to the last
// scale, the hundreds since, and what came last.
type sum struct {
	total, group, last *big.Rat
	or                 *big.Rat // the other reading of what came first
	factor             *big.Rat // what the scales multiply digits by
	scale              *big.Rat // the last scale; what follows must be smaller
	kind               partKind // of the last part
	start, end         int
	open, digits       bool // digits: some of it is in digits
}

// combine joins parts to numbers by the grammar of number words.
func combine(text string, parts []part, base string) []value {
	var out []value
	var s sum
	flush := func() {
		if s.open {
			out = append(out, value{plus(plus(s.total, s.group), s.last), s.or, s.factor, s.start, s.end})
		}
		s = sum{}
	}
	for i, p := range parts {
		if i+1 < len(parts) && scales(p, parts[i+1], text, base) {
			p.scale = parts[i+1].value
		}
		if p.kind == beforePart {
			if p.scale == nil {
				flush()
				continue
			}
			p.kind = unitPart
		}
		if s.open && s.repeatsScale(p, text[s.end:p.start], base) { // ثلاثة ملايين ونصف المليون
			s.end = p.end
			continue
		}
		if s.open && !s.takes(p, text[s.end:p.start], base) {
			flush()
		}
		if !s.open {
			if p.kind == afterPart {
				continue
			}
			start, ok := beginsNumber(text, p, base)
			if !ok {
				continue
			}
			s = sum{total: zero, group: zero, last: zero, start: start, open: true}
		}
		s.add(p)
	}
	flush()
	for i := range out {
		out[i].end = withPercent(text, out[i].end)
	}
	return out
}

// scales reports whether a part is a scale that multiplies the one before it.
func scales(p, next part, text, base string) bool {
	if next.kind != scalePart && next.kind != afterPart && (next.kind != smallPart || base != "ko") {
		return false
	}
	and, joined := joinsNumber(text[p.end:next.start], base)
	return joined && !and && !next.and
}

// beginsNumber reports whether a part can begin a number, and where that begins. An
// English scale needs an article: "a million", but not "million-dollar".
func beginsNumber(text string, p part, base string) (int, bool) {
	if p.kind != scalePart && p.kind != smallPart || base != "en" {
		return p.start, true
	}
	before := strings.TrimRightFunc(text[:p.start], unicode.IsSpace)
	if len(before) < p.start && hasWordSuffix(before, "a") {
		return len(before) - 1, true
	}
	return 0, false
}

// hasWordSuffix reports whether a text ends with a word, in any case.
func hasWordSuffix(text, word string) bool {
	if len(text) < len(word) || !strings.EqualFold(text[len(text)-len(word):], word) {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text[:len(text)-len(word)])
	return !unicode.IsLetter(r)
}

// add counts a part in.
func (s *sum) add(p part) {
	switch p.kind {
	case smallPart:
		s.group = plus(s.group, times(s.last, p.value))
		s.last, s.or = zero, nil
	case scalePart, afterPart:
		since := plus(s.group, s.last)
		if s.or != nil {
			s.or = new(big.Rat).Mul(s.or, p.value)
		}
		s.total = plus(s.total, times(since, p.value))
		s.group, s.last, s.scale = zero, zero, p.value
		if s.factor == nil {
			s.factor = p.value
		}
	case halfPart:
		s.or = nil
		if s.kind == scalePart || s.kind == afterPart { // a million and a half
			s.total = plus(s.total, new(big.Rat).Mul(s.scale, p.value))
			break
		}
		s.last = new(big.Rat).Add(s.last, p.value)
	default:
		s.addUnit(p)
	}
	s.kind, s.end = p.kind, p.end
}

// addUnit counts digits or a number word in.
func (s *sum) addUnit(p part) {
	s.or = nil
	if p.kind == digitsPart && !s.digits && s.last.Sign() == 0 && s.scale == nil {
		s.or = p.or
	}
	s.digits = s.digits || p.kind == digitsPart
	switch {
	case s.last.Cmp(four) == 0 && p.value.Cmp(twenty) == 0: // quatre-vingts
		s.last = big.NewRat(80, 1)
	case s.last.Sign() > 0 && s.last.Cmp(ten) < 0 && p.value.Cmp(hundred) == 0: // ثلاث مئة
		s.last = new(big.Rat).Mul(s.last, p.value)
	default:
		s.last = plus(s.last, p.value)
	}
}

var (
	zero     = new(big.Rat)
	half     = big.NewRat(1, 2)
	one      = big.NewRat(1, 1)
	four     = big.NewRat(4, 1)
	ten      = big.NewRat(10, 1)
	twenty   = big.NewRat(20, 1)
	hundred  = big.NewRat(100, 1)
	thousand = big.NewRat(1000, 1)
)

// plus adds. Values are never changed, as those of the table are shared.
func plus(a, b *big.Rat) *big.Rat {
	switch {
	case a.Sign() == 0:
		return b
	case b.Sign() == 0:
		return a
	}
	return new(big.Rat).Add(a, b)
}

// times multiplies; nothing before a scale counts as one.
func times(n, scale *big.Rat) *big.Rat {
	if n.Sign() == 0 {
		return scale
	}
	return new(big.Rat).Mul(n, scale)
}

// takes reports whether the number goes on with a part after a gap.
func (s *sum) takes(p part, gap, base string) bool {
	and, joined := joinsNumber(gap, base)
	if !joined {
		return false
	}
	and = and || p.and
	if and && p.kind != halfPart && slices.Contains(andHalf, base) {
		return false
	}
	switch p.kind {
	case digitsPart:
		return s.takesDigits(p, gap, and, base)
	case halfPart:
		return (and || base == "tr") && s.kind != halfPart && s.kind != smallPart
	case smallPart:
		return !and && (s.kind == unitPart || s.kind == digitsPart || s.kind == halfPart && s.scale == nil) && s.last.Cmp(hundred) < 0 ||
			s.scale != nil && s.kind == scalePart && p.value.Cmp(s.scale) < 0
	case scalePart, afterPart:
		if s.kind == scalePart || s.kind == afterPart {
			return false // "مليون ألف" is no number
		}
		return !and && (s.scale == nil || p.value.Cmp(s.scale) < 0)
	}
	return s.takesUnit(p, and, gap, base)
}

// takesDigits reports whether digits go on with the number: 3万5000,
// ۱۶ هزار و ۵۰۰, 2½, साढ़े 3.
func (s *sum) takesDigits(p part, gap string, and bool, base string) bool {
	if s.kind == halfPart {
		return (base == "hi" || base == "ur") && s.last.Cmp(half) == 0
	}
	if p.value.Cmp(one) < 0 && s.kind == digitsPart && s.last.IsInt() && gap == "" {
		return true
	}
	if s.kind == smallPart && (isHan(base) || base == "ko") {
		return gap == "" && p.value.Cmp(thousand) < 0
	}
	if s.scale == nil || p.value.Cmp(s.scale) >= 0 {
		return false
	}
	return gap == "" || s.goesDown(p, and, base) || and && s.kind == scalePart && s.addsDigits(p, base)
}

// repeatsScale reports whether a part names the scale again after a half.
func (s *sum) repeatsScale(p part, gap, base string) bool {
	if s.kind != halfPart || s.scale == nil || p.kind != scalePart || p.value.Cmp(s.scale) != 0 {
		return false
	}
	_, joined := joinsNumber(gap, base)
	return joined
}

// goesDown reports whether a part and the smaller scale after it go on with the
// number: "3 ملايين و200 ألف" is 3.2 million.
func (s *sum) goesDown(p part, and bool, base string) bool {
	return p.scale != nil && p.scale.Cmp(s.scale) < 0 && (s.kind == scalePart || s.kind == afterPart) && (!and || base != "en")
}

// addsDigits reports whether digits after "thousand and" are the rest of the
// number, as Arabic, Persian and Urdu write it. After larger scales they are
// more often a number of their own.
func (s *sum) addsDigits(p part, base string) bool {
	return (base == "ar" || base == "fa" || base == "ur") && p.scale == nil && p.value.IsInt() && s.scale.Cmp(thousand) == 0
}

// takesUnit reports whether a number word can be added to what came last.
func (s *sum) takesUnit(p part, and bool, gap, base string) bool {
	if isHan(base) || base == "ko" {
		return gap == "" && (s.kind == smallPart && p.value.Cmp(ten) < 0 || s.kind == scalePart || s.kind == unitPart && s.last.Cmp(twenty) >= 0)
	}
	switch s.kind {
	case halfPart:
		return (base == "hi" || base == "ur") && s.last.Cmp(half) == 0 && !and
	case scalePart, afterPart:
		return p.value.Cmp(s.scale) < 0 && (!s.digits || s.goesDown(p, and, base))
	case smallPart:
		return p.value.Cmp(hundred) < 0 && (s.group.Cmp(hundred) >= 0 || s.scale != nil)
	case unitPart:
		return s.last.Cmp(zero) > 0 && followsUnit(s.last, p.value, and, base)
	}
	return false
}

// followsUnit reports whether two number words in a row are one number: twenty
// one, خمسة وعشرون, خمسة عشر, soixante-dix, quatre-vingts.
func followsUnit(last, next *big.Rat, and bool, base string) bool {
	if !last.IsInt() || !next.IsInt() {
		return false
	}
	a, b := last.Num().Int64(), next.Num().Int64()
	switch {
	case a >= 20 && a < 100 && a%10 == 0 && b >= 1 && b <= 9:
		return !and || base != "en"
	case base == "fr" && (a == 60 || a == 80) && b >= 10 && b <= 19:
		return true
	case base == "fr" && (a == 10 && b >= 7 && b <= 9 || a == 4 && b == 20):
		return !and
	case base == "ar" && a <= 9 && b >= 20 && b < 100 && b%10 == 0:
		return and
	case (base == "ar" || base == "he") && a <= 9 && b == 10:
		return !and
	case base == "ar" && a >= 3 && a <= 9 && b == 100:
		return !and
	case a >= 100 && a < 1000 && b < 100: // ثلاثمائة is one word
		return and == slices.Contains(hundredAnd, base) || base == "he"
	}
	return false
}

// ands are the words for "and" between number words.
var ands = map[string][]string{
	"en": {"and", "and a"}, "fa": {"و"}, "ar": {"و"}, "fr": {"et"}, "es": {"y"}, "ur": {"و"}, "pt": {"e"}, "it": {"e"},
	"de": {"und"}, "ru": {"с", "и"}, "uk": {"з", "і", "й", "та"},
}

// andHalf lists the languages whose "and" stands only before a half.
var andHalf = []string{"de", "it", "ru", "uk", "hi", "tr"}

// hundredAnd lists the languages that say "and" between hundreds and tens.
var hundredAnd = []string{"ar", "fa", "pt"}

// longestGap is more bytes than any "and" has with the signs around it.
const longestGap = 24

// joinsNumber reports whether a gap between two parts can stand inside one number,
// and whether it holds an "and".
func joinsNumber(gap, base string) (and, ok bool) {
	if len(gap) > longestGap {
		return false, false
	}
	word := strings.TrimFunc(gap, func(r rune) bool {
		return unicode.IsSpace(r) || r == '-' || r == '‐' || r == '\u2011' || r == zwnj || r == tatweel
	})
	switch {
	case word == "":
		return false, strings.Count(gap, "\n") == 0
	case slices.Contains(ands[base], strings.ToLower(word)):
		return true, true
	}
	return false, base == "en" && strings.EqualFold(word, "a") // half a million
}

// withPercent moves the end of a number behind its percent sign.
func withPercent(text string, end int) int {
	rest := strings.TrimLeft(text[end:], " \u00A0\u202F")
	for _, sign := range []string{"%", "٪", "％"} {
		if strings.HasPrefix(rest, sign) {
			return len(text) - len(rest) + len(sign)
		}
	}
	return end
}
