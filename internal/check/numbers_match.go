package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// comparison is the work of comparing the numbers of a pair: which number of
// one side answers which of the other.
type comparison struct {
	source, target side
	matches        [][2]int // indexes into the lists
	found          [2][]bool
	matched        [2][]bool
	converted      [][2]quantity
}

func (c *comparison) sides() [2]*side { return [2]*side{&c.source, &c.target} }

// compareNumbers finds for each number its equal on the other side: one for
// one first, then any that has been used already, then words and characters
// that stand for numbers, then amounts in another unit.
func compareNumbers(source, target side) *comparison {
	c := &comparison{source: source, target: target}
	c.reset()
	c.matchExactly()
	c.joinMeasures()
	c.findAgain()
	c.findRuns()
	c.findWords()
	c.findSums()
	c.findDigits()
	c.convert()
	return c
}

func (c *comparison) reset() {
	for i, s := range c.sides() {
		c.found[i], c.matched[i] = make([]bool, len(s.list)), make([]bool, len(s.list))
	}
	c.matches = nil
}

// matchExactly pairs numbers off, the most alike first: the same value in
// digits with the same sign, then the same value, then the same by another
// custom.
func (c *comparison) matchExactly() {
	for _, like := range []func(a, b *quantity) bool{
		func(a, b *quantity) bool {
			return a.Value == b.Value && a.InWords() == b.InWords() && a.percent == b.percent && a.unit == b.unit && a.money == b.money
		},
		func(a, b *quantity) bool {
			return a.Value == b.Value && a.InWords() == b.InWords() && a.percent == b.percent
		},
		func(a, b *quantity) bool { return a.Value == b.Value },
		sameForm,
	} {
		for i := range c.source.list {
			for j := range c.target.list {
				if !c.matched[0][i] && !c.matched[1][j] && like(&c.source.list[i], &c.target.list[j]) {
					c.matched[0][i], c.matched[1][j], c.found[0][i], c.found[1][j] = true, true, true, true
					c.matches = append(c.matches, [2]int{i, j})
				}
			}
		}
	}
}

func sameForm(a, b *quantity) bool {
	for _, f := range a.forms {
		if slices.Contains(b.forms, f) {
			return true
		}
	}
	return false
}

// joinMeasures makes one amount of two that are one, "6-foot-6", where they are
// not on the other side as they stand.
func (c *comparison) joinMeasures() {
	joined := false
	for k, s := range c.sides() {
		for i := 0; i+1 < len(s.list); i++ {
			a, b := s.list[i], s.list[i+1]
			if c.matched[k][i] && c.matched[k][i+1] || !s.oneMeasure(a, b) {
				continue
			}
			size := units[a.unit].size
			a.number += b.number * s.smaller(a, b) / size
			a.Value = strconv.FormatFloat(a.number, 'f', 4, 64)
			a.Text, a.end, a.End, a.last = s.text[a.start:b.last], b.last, b.End, b.last
			a.End = a.Start + utf8.RuneCountInString(a.Text)
			a.forms, a.weight = []string{a.Value}, strong
			s.list = slices.Replace(s.list, i, i+2, a)
			c.reset()
			c.matchExactly()
			joined = true
		}
	}
	if joined {
		c.reset()
		c.matchExactly()
	}
}

// oneMeasure reports whether two numbers in a row are parts of one length or
// weight.
func (s side) oneMeasure(a, b quantity) bool {
	if a.unit == "" || a.InWords() != b.InWords() || a.Scale != "" || a.last > b.start {
		return false
	}
	between := strings.TrimSpace(s.text[a.last:b.start])
	if between != "" && between != "-" && !slices.Contains([]string{"and", "و", "и", "et", "y", "e", "und", "ve", "ו", "ו-"}, between) {
		return false
	}
	switch small := s.smaller(a, b); {
	case small == 0, b.number*small >= units[a.unit].size:
		return false
	}
	return units[a.unit].measures == "length" || units[a.unit].measures == "mass"
}

// smaller returns the size of the unit of the second part of an amount, which
// may go without saying, or 0 where it is none.
func (s side) smaller(a, b quantity) float64 {
	implied := map[string]string{"foot": "inch", "m": "cm", "stone": "lb"}[a.unit]
	unit := b.unit
	if unit == "" {
		unit = implied
	}
	if unit == "" || units[unit].measures != units[a.unit].measures || units[unit].size >= units[a.unit].size || b.unit == "" && strings.TrimSpace(s.text[a.last:b.start]) != "-" && s.text[a.last:b.start] != " " {
		return 0
	}
	return units[unit].size
}

// findAgain looks for the rest among all numbers of the other side: a number
// may be said twice on one and once on the other.
func (c *comparison) findAgain() {
	for k, s := range c.sides() {
		other := c.sides()[1-k]
		for i := range s.list {
			if !c.found[k][i] {
				c.found[k][i] = slices.ContainsFunc(other.list, func(q quantity) bool { return sameForm(&q, &s.list[i]) })
			}
		}
	}
}

// shortestRun is the least number of digits that are compared without regard to
// spaces: those of telephone numbers.
const shortestRun = 5

// findRuns compares telephone numbers and the like: rows of digits, however
// they are grouped.
func (c *comparison) findRuns() {
	if !c.misses(0) && !c.misses(1) {
		return
	}
	var runs [2][]digitRow
	for k, s := range c.sides() {
		runs[k] = slices.DeleteFunc(digitRuns(s.text), func(r digitRow) bool {
			return slices.ContainsFunc(s.list, func(q quantity) bool { return q.Scale != "" && q.start >= r.start && q.start < r.end })
		})
	}
	for k, s := range c.sides() {
		for _, r := range runs[k] {
			if !slices.ContainsFunc(runs[1-k], func(o digitRow) bool {
				return o.digits == r.digits || strings.HasSuffix(o.digits, r.digits) && len(r.digits) > 6
			}) {
				continue
			}
			for i, q := range s.list {
				if q.start >= r.start && q.start < r.end {
					c.found[k][i] = true
				}
			}
		}
	}
}

// misses reports whether a side has a number not found yet that should be.
func (c *comparison) misses(k int) bool {
	for i, q := range c.sides()[k].list {
		if (q.weight > idle || q.smallWord()) && !c.found[k][i] {
			return true
		}
	}
	return false
}

// digitRow is a row of digits with single signs between them.
type digitRow struct {
	digits, reversed string // reversed: the groups from last to first, as in a line from right to left
	start, end       int
}

func digitRuns(text string) []digitRow {
	var runs []digitRow
	var r digitRow
	signs, group := 0, ""
	flush := func() {
		if len(r.digits) >= shortestRun {
			r.reversed = group + r.reversed
			runs = append(runs, r)
		}
		r, group, signs = digitRow{}, "", 0
	}
	for i, c := range text {
		switch {
		case unicode.IsDigit(c):
			if r.digits == "" {
				r.start = i
			}
			d := language.Digits(string(c))
			if signs > 0 {
				r.reversed, group = group+r.reversed, ""
			}
			r.digits, group = r.digits+d, group+d
			r.end, signs = i+utf8.RuneLen(c), 0
		case r.digits != "" && signs < 2 && strings.ContainsRune(" \u00A0\u202F-‑–.,/()+'’٬،", c):
			signs++
		default:
			flush()
		}
	}
	flush()
	return runs
}

// findWords looks for the rest among words that stand for numbers, and in
// Chinese and Japanese among the characters.
func (c *comparison) findWords() {
	for k, s := range c.sides() {
		if !c.misses(k) {
			continue
		}
		other := c.sides()[1-k]
		values := standIns(other.text, other.tokens, other.base)
		for i, q := range s.list {
			if c.found[k][i] {
				continue
			}
			c.found[k][i] = slices.ContainsFunc(q.forms, func(f string) bool { return values[f] })
			han := other.base == "zh" || other.base == "ja"
			if n := hanNumeral(int(q.number)); han && n != "" && q.number == math.Trunc(q.number) && strings.Contains(other.text, n) {
				c.found[k][i] = true
			}
		}
	}
}

// findSums looks for the rest among the sums of two neighbours of the other
// side: three million and two hundred thousand.
func (c *comparison) findSums() {
	for k, s := range c.sides() {
		other := c.sides()[1-k].list
		for i, q := range s.list {
			if c.found[k][i] || q.number < 1000 {
				continue
			}
			for j := range max(len(other)-1, 0) {
				if other[j].number > other[j+1].number && other[j].number+other[j+1].number == q.number {
					c.found[k][i], c.found[1-k][j], c.found[1-k][j+1] = true, true, true
				}
			}
		}
	}
}

// findDigits looks for the rest by their digits alone, where a scale may be in
// words that are not known.
func (c *comparison) findDigits() {
	if c.source.words && c.target.words {
		return
	}
	for k, s := range c.sides() {
		for i, q := range s.list {
			if !c.found[k][i] {
				c.found[k][i] = slices.ContainsFunc(c.sides()[1-k].list, func(o quantity) bool { return sameDigits(o.Value, q.Value) })
			}
		}
	}
}

// convert looks for the rest among the rest of the other side, in other units.
func (c *comparison) convert() {
	for i, a := range c.source.list {
		for j, b := range c.target.list {
			if (!c.found[0][i] || !c.found[1][j]) && converts(a, b) {
				c.found[0][i], c.found[1][j], c.matched[0][i], c.matched[1][j] = true, true, true, true
				c.converted = append(c.converted, [2]quantity{a, b})
			}
		}
	}
}
