package check

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

var numbers = Check{
	Name:     "numbers",
	Category: "accuracy/mistranslation",
	About:    "numbers of source and translation agree by value: digits, scale words, number words, times, percentages, currencies; amounts in other units within 5 %",
	Run:      eachPair(numbersIn),
}

// numbersIn compares the numbers of a pair in both directions.
func numbersIn(doc Document, i int) []Finding {
	p := doc.Pairs[i]
	from, to := doc.sourceNumbers(i), doc.targetNumbers(i)
	vague := scaled(doc, i, from, to)
	if len(from) == 0 && len(to) == 0 {
		return vague
	}
	source := newSide(p.Source, doc.sourceTokens(i), doc.SourceLanguage, from)
	target := newSide(p.Target, doc.targetTokens(i), doc.TargetLanguage, to)
	if len(from) > crowd || len(to) > crowd {
		return crowded(source, target)
	}
	c := compareNumbers(source, target)
	changed := c.changed()
	if len(changed) == 0 {
		changed = c.scores()
	}
	return slices.Concat(changed, vague, c.smallWords(), c.convertedUnits(), c.signs())
}

// crowd is how many numbers of a segment are compared each with each. A
// paragraph of news has a tenth; more are a table, or a text made to be slow.
const crowd = 100

// crowded compares very many numbers: each must be somewhere on the other side.
func crowded(source, target side) []Finding {
	c := &comparison{source: source, target: target}
	c.reset()
	var findings []Finding
	for k, s := range c.sides() {
		forms := map[string]bool{}
		for _, q := range c.sides()[1-k].list {
			for _, f := range q.forms {
				forms[f] = true
			}
		}
		for _, q := range s.list {
			if q.weight == strong && len(findings) < crowd && !slices.ContainsFunc(q.forms, func(f string) bool { return forms[f] }) {
				findings = append(findings, c.alone(q, k, 1)...)
			}
		}
	}
	return findings
}

// changed returns the numbers without an equal: as pairs where one of each side
// belong together, the others alone.
func (c *comparison) changed() []Finding {
	missing, added := c.unfound(0), c.unfound(1)
	var findings []Finding
	for len(missing) > 0 && len(added) > 0 {
		i, j := c.closest(missing, added)
		if i < 0 {
			break
		}
		findings = append(findings, c.mistranslated(missing[i], added[j]))
		missing, added = slices.Delete(missing, i, i+1), slices.Delete(added, j, j+1)
	}
	for _, q := range missing {
		findings = append(findings, c.alone(q, 0, len(missing))...)
	}
	for _, q := range added {
		findings = append(findings, c.alone(q, 1, len(added))...)
	}
	return findings
}

// unfound returns the numbers of a side that are not on the other and are more
// than idle words. A number in digits that the other side has fewer of counts
// too where a small one is missing there: 1-0 against 1-1.
func (c *comparison) unfound(k int) []quantity {
	var list []quantity
	for i, q := range c.sides()[k].list {
		if q.weight > idle && !c.found[k][i] || c.surplus(k, i) {
			list = append(list, q)
		}
	}
	return list
}

// surplus reports whether a number in digits has its equal on the other side
// used up, while one of the other side is not found.
func (c *comparison) surplus(k, i int) bool {
	s, other := c.sides()[k], c.sides()[1-k]
	if q := s.list[i]; c.matched[k][i] || q.InWords() || q.unit == "month" || !c.found[k][i] {
		return false
	}
	for j, q := range other.list {
		if !c.found[1-k][j] && !q.InWords() && similar(q, s.list[i]) {
			return true
		}
	}
	return false
}

// similar reports whether two numbers can be one that was changed: both in
// digits, as long, with the same signs.
func similar(a, b quantity) bool {
	return len(a.Value) == len(b.Value) && a.percent == b.percent && a.Scale == b.Scale
}

// closest returns the two numbers that most look like one another, or -1.
func (c *comparison) closest(missing, added []quantity) (int, int) {
	best, bi, bj := -1, -1, -1
	for i, a := range missing {
		for j, b := range added {
			if score := changeable(a, b) * 16; score > 0 && score-abs(i-j) > best {
				best, bi, bj = score-abs(i-j), i, j
			}
		}
	}
	return bi, bj
}

func abs(n int) int { return max(n, -n) }

// changeable says how surely two different numbers are one that was changed; 0 is
// not at all.
func changeable(a, b quantity) int {
	if a.weight == spelled && b.weight == few || a.weight == few && b.weight == spelled {
		return 0
	}
	score := 1
	if sameDigits(a.Value, b.Value) {
		score += 4
	}
	if a.unit == b.unit && a.money == b.money && a.percent == b.percent && a.Scale == b.Scale {
		score += 2
	}
	if len(a.Value) == len(b.Value) {
		score++
		if differing(a.Value, b.Value) == 1 {
			score += 3
		}
	}
	if a.weight == b.weight {
		score++
	}
	return score
}

// differing counts the places where two texts of one length differ.
func differing(a, b string) int {
	n := 0
	for i := range len(a) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// mistranslated is the finding of a number that has another value in the
// translation.
func (c *comparison) mistranslated(a, b quantity) Finding {
	severity := Error
	if a.weight == spelled && b.weight == spelled || !c.sure(a, b) {
		severity = Warning
	}
	return Finding{
		Severity: severity, Message: fmt.Sprintf("%s is %s in the translation", said(a), said(b)),
		SourceEvidence: cite(a), TargetEvidence: cite(b),
	}
}

// sure reports whether two numbers can be compared: where the number words of a
// language are not known, a small number may be in words there.
func (c *comparison) sure(a, b quantity) bool {
	if c.source.words && c.target.words {
		return true
	}
	return a.number > smallNumber && b.number > smallNumber
}

// alone is the finding of a number that is on one side only.
func (c *comparison) alone(q quantity, k, count int) []Finding {
	other := c.sides()[1-k]
	if !other.words && q.number <= smallNumber {
		return nil
	}
	severity := Error
	switch {
	case q.weight == spelled:
		severity = Warning
	case q.weight == few:
		if q.number <= 2 || q.decade {
			return nil
		}
		if count < 2 {
			severity = Warning
		}
	}
	f := Finding{Severity: severity, Category: "accuracy/omission", Message: said(q) + " is not in the translation", SourceEvidence: cite(q)}
	if k == 1 {
		f = Finding{Severity: severity, Category: "accuracy/addition", Message: said(q) + " is not in the source", TargetEvidence: cite(q)}
	}
	return []Finding{f}
}

// convertedUnits notes the amounts that stand in another unit.
func (c *comparison) convertedUnits() []Finding {
	var findings []Finding
	for _, p := range c.converted {
		findings = append(findings, Finding{
			Severity: Note, Message: fmt.Sprintf("%s is converted to %s", c.source.measure(p[0]), c.target.measure(p[1])),
			SourceEvidence: cite(p[0]), TargetEvidence: cite(p[1]),
		})
	}
	return findings
}

// measure is a number with its unit, as it stands in the text.
func (s side) measure(q quantity) string { return s.text[q.start:max(q.last, q.end)] }

// signs compares what stands beside equal numbers: a currency, a percent sign.
func (c *comparison) signs() []Finding {
	var findings []Finding
	for _, m := range c.matches {
		a, b := c.source.list[m[0]], c.target.list[m[1]]
		switch {
		case a.money != "" && b.money != "" && a.money != b.money:
			findings = append(findings, Finding{
				Severity: Error, Message: fmt.Sprintf("the currency of %s is another in the translation: %s for %s", said(a), strings.ToLower(b.money), strings.ToLower(a.money)),
				SourceEvidence: cite(a), TargetEvidence: cite(b),
			})
		case a.percent && !b.percent && !b.InWords() && !c.target.hasPercent(a):
			findings = append(findings, Finding{
				Severity: Warning, Message: fmt.Sprintf("%s is no percentage in the translation", said(a)),
				SourceEvidence: cite(a), TargetEvidence: cite(b),
			})
		}
	}
	return findings
}

// hasPercent reports whether a side has a number as a percentage.
func (s side) hasPercent(q quantity) bool {
	return slices.ContainsFunc(s.list, func(o quantity) bool { return o.percent && o.Value == q.Value })
}

// said is a number as a finding names it: as it stands, with its value where
// that is not plain to see.
func said(q quantity) string {
	plain := grouped(q.Value)
	bare := strings.TrimRight(q.Text, " %\u00A0\u202F")
	if bare == plain || bare == q.Value || q.number != math.Trunc(q.number) && q.Scale == "" && !q.InWords() {
		return q.Text
	}
	return q.Text + " (" + plain + ")"
}

// grouped writes a decimal with commas between thousands.
func grouped(decimal string) string {
	whole, fraction, found := strings.Cut(decimal, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		return whole + "." + fraction
	}
	return whole
}

// cite is a number as evidence.
func cite(q quantity) *Evidence { return &Evidence{Text: q.Text, Start: q.Start, End: q.End} }

// scores compares the one score of each side, 1-0 with 1-1, where its numbers
// alone show nothing because they are elsewhere in the text too.
func (c *comparison) scores() []Finding {
	i, j := c.source.score(), c.target.score()
	if i < 0 || j < 0 {
		return nil
	}
	a, b, x, y := c.source.list[i], c.source.list[i+1], c.target.list[j], c.target.list[j+1]
	if a.Value == x.Value && b.Value == y.Value || a.Value == y.Value && b.Value == x.Value {
		return nil
	}
	from, to := span(c.source.text, a.start, b.end), span(c.target.text, x.start, y.end)
	return []Finding{{Severity: Error, Message: from.Text + " is " + to.Text + " in the translation", SourceEvidence: from, TargetEvidence: to}}
}

// score returns where the only score of a text begins in its list, or -1.
func (s side) score() int {
	found := -1
	for i := 0; i+1 < len(s.list); i++ {
		a, b := s.list[i], s.list[i+1]
		gap := s.text[a.end:b.start]
		if a.weight != few || b.weight != few || !isDash(gap) && gap != ":" && gap != "：" && gap != " à " && gap != " a " {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}
