package seed

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// numberWords are English number words that mean nothing else, in groups whose
// members can stand for each other, in compounds such as "twenty-five" too.
// "One" and "second" are often no numbers and are left alone.
var numberWords = [][]string{
	{"two", "three", "four", "five", "six", "seven", "eight", "nine"},
	{"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"},
	{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"},
	{"fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"},
}

// number gives one number another value: in digits a wrong digit, two digits
// exchanged, one too many or too few; in words another word of its group. It
// passes digits inside words, times, and what hyphens join to other digits.
func number(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	list := words(text)
	var places []func() change
	for _, s := range digitRuns(text) {
		places = append(places, func() change { return replace(text, s[0], s[1], otherDigits(text[s[0]:s[1]], r)) })
	}
	for _, w := range list {
		for _, group := range numberWords {
			if contains(group, strings.ToLower(w.text)) {
				places = append(places, func() change { return replace(text, w.start, w.end, like(w.text, another(r, group, w.text))) })
			}
		}
	}
	if len(places) == 0 {
		return change{}, false
	}
	return pick(r, places)(), true
}

func contains(list []string, w string) bool {
	for _, l := range list {
		if strings.EqualFold(l, w) {
			return true
		}
	}
	return false
}

// another returns another word of a group.
func another(r *rand.Rand, group []string, w string) string {
	for {
		if is := pick(r, group); !strings.EqualFold(is, w) {
			return is
		}
	}
}

// digitRuns returns where numbers in digits stand: digits with the separators
// between them, with no letter, digit or colon joined to them. A currency sign
// before and a scale or suffix after ("5m", "1990s", "3rd") are joined to
// numbers and do no harm.
func digitRuns(text string) [][2]int {
	var runs [][2]int
	for i := 0; i < len(text); {
		if !digit(text[i]) {
			i++
			continue
		}
		start := i
		for i < len(text) && (digit(text[i]) || (text[i] == ',' || text[i] == '.') && i+1 < len(text) && digit(text[i+1])) {
			i++
		}
		if alone(text, start, i) && !telephone(text, start, i) && strings.Trim(text[start:i], "0.,") != "" {
			runs = append(runs, [2]int{start, i})
		}
	}
	return runs
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

// alone reports whether the digits at text[start:end] are a number of their
// own.
func alone(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	if start > 0 && (unicode.IsLetter(before) || strings.ContainsRune("-–:/.#'’", before)) {
		return false
	}
	rest := text[end:]
	if rest == "" || !strings.ContainsAny(rest[:1], ":/-") {
		return letterRun(rest) <= 3
	}
	return rest[0] == '-' && len(rest) > 1 && !digit(rest[1]) // 30-year-old
}

// telephone reports whether other digits stand beside text[start:end] with a
// space between.
func telephone(text string, start, end int) bool {
	return start > 1 && text[start-1] == ' ' && digit(text[start-2]) || end+1 < len(text) && text[end] == ' ' && digit(text[end+1])
}

func letterRun(text string) int {
	return len(text) - len(strings.TrimLeftFunc(text, unicode.IsLetter))
}

// otherDigits returns digits of another value, which differs by a tenth of it
// or more, or by one: an editor would call nothing less a wrong number.
func otherDigits(was string, r *rand.Rand) string {
	for {
		if is := mistype(was, r); differs(was, is) {
			return is
		}
	}
}

func mistype(was string, r *rand.Rand) string {
	b := []byte(was)
	var at []int
	for i := range b {
		if digit(b[i]) {
			at = append(at, i)
		}
	}
	k := r.IntN(len(at))
	whole := !strings.ContainsAny(was, ".,")
	switch kind := r.IntN(4); {
	case kind == 0 && k+1 < len(at) && b[at[k]] != b[at[k+1]]:
		b[at[k]], b[at[k+1]] = b[at[k+1]], b[at[k]]
	case kind == 1 && whole && len(at) > 2:
		return was[:len(was)-1]
	case kind == 2 && whole && len(at) < 4:
		return was + "0"
	default:
		b[at[k]] = '0' + byte(r.IntN(10))
	}
	return string(b)
}

// differs reports whether two strings of digits have values that differ by a
// tenth, or are whole and small or years and differ at all.
func differs(was, is string) bool {
	if is[0] == '0' && was[0] != '0' {
		return false
	}
	a, b := value(was), value(is)
	if a == b {
		return false
	}
	if a <= 31 || 1000 <= a && a <= 2100 && !strings.ContainsAny(was, ".,") {
		return true
	}
	return b < 0.9*a || b > 1.1*a
}

// value reads digits with English separators.
func value(digits string) float64 {
	v, unit := 0.0, 0.0
	for _, c := range digits {
		switch {
		case c == '.':
			unit = 1
		case c == ',':
		case unit > 0:
			unit /= 10
			v += unit * float64(c-'0')
		default:
			v = 10*v + float64(c-'0')
		}
	}
	return v
}

// scales are the neighbours a scale word is taken for.
var scales = map[string][]string{
	"thousand": {"million"}, "million": {"billion", "thousand"}, "billion": {"million", "trillion"}, "trillion": {"billion", "million"},
	"thousands": {"millions"}, "millions": {"billions", "thousands"}, "billions": {"millions"}, "trillions": {"billions"},
	"m": {"bn"}, "bn": {"m", "tn"}, "tn": {"bn"},
}

// scale changes a scale word. The short forms count only in sums of money,
// where "m" is no metre.
func scale(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	var places []word
	for _, w := range words(text) {
		suffix := w.text[len(w.text)-letterSuffix(w.text):]
		if scales[strings.ToLower(suffix)] == nil || suffix != w.text && len(suffix) > 2 {
			continue
		}
		at := w.end - len(suffix)
		if len(suffix) <= 2 && !money(text[:at]) {
			continue
		}
		places = append(places, word{suffix, at, w.end})
	}
	if len(places) == 0 {
		return change{}, false
	}
	w := pick(r, places)
	return replace(text, w.start, w.end, like(w.text, pick(r, scales[strings.ToLower(w.text)]))), true
}

func letterSuffix(w string) int { return len(w) - len(strings.TrimRightFunc(w, unicode.IsLetter)) }

// money reports whether a text ends in a currency sign and digits.
func money(text string) bool {
	rest := strings.TrimRight(text, "0123456789.,")
	if len(rest) == len(text) {
		return false
	}
	sign, _ := utf8.DecodeLastRuneInString(rest)
	return unicode.Is(unicode.Sc, sign)
}
