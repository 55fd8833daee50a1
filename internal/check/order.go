package check

import (
	"cmp"
	"fmt"
	"slices"
)

var orderKept = Check{
	Name:     "order",
	Category: "accuracy/mistranslation",
	About:    "no two segments have each other's translations, by their numbers, names, words, lengths and signs",
	Run:      runOrder,
}

// orderBlock is how many segments are compared with each other at a time: more
// than one answer holds, and few enough to compare all.
const orderBlock = 120

// How much better two segments go with each other's translations: from the first
// on a person should look, from the second on there is hardly a doubt. Empirical,
// from all pairs of segments of NTREX-128: one good pair in two thousand is above
// the first, none above the second, and of swapped ones 98 and 85 in a hundred.
const (
	swapWarning = 1.5
	swapError   = 6.0
)

func runOrder(doc Document) Result {
	if !doc.Translated {
		return Result{Skipped: noTranslation}
	}
	var findings []Finding
	for block := range slices.Chunk(doc.comparable(), orderBlock) {
		for _, s := range swapsIn(doc.match(block)) {
			findings = append(findings, doc.swapped(s))
		}
	}
	return Result{Findings: findings}
}

// comparable returns the indexes of the pairs that are long enough to tell apart.
func (d Document) comparable() []int {
	var indexes []int
	for i, p := range d.Pairs {
		if !p.Kept && p.Reason == "" && p.Target != "" && max(runes(p.Source), runes(p.Target)) >= longEnough {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// swap is two segments that go better with each other's translations.
type swap struct {
	i, j int // in doc.Pairs
	gain float64
}

// swapsIn returns the swaps, the surest first where one segment is in several.
func swapsIn(m matches) []swap {
	var swaps []swap
	for a := range m.sides {
		for b := a + 1; b < len(m.sides); b++ {
			if !m.mayGain(a, b) {
				continue
			}
			if gain := m.gain(a, b); gain >= swapWarning {
				swaps = append(swaps, swap{m.sides[a].index, m.sides[b].index, gain})
			}
		}
	}
	slices.SortStableFunc(swaps, func(a, b swap) int { return cmp.Compare(b.gain, a.gain) })
	taken := map[int]bool{}
	return slices.DeleteFunc(swaps, func(s swap) bool {
		if taken[s.i] || taken[s.j] {
			return true
		}
		taken[s.i], taken[s.j] = true, true
		return false
	})
}

func (d Document) swapped(s swap) Finding {
	a, b := d.Pairs[s.i], d.Pairs[s.j]
	f := Finding{Severity: Warning, Segment: a.Number, Message: fmt.Sprintf("[%d] and [%d] may have each other's translations", a.Number, b.Number),
		SourceEvidence: opening(a.Source, 60), TargetEvidence: opening(a.Target, 60)}
	if s.gain >= swapError {
		f.Severity, f.Message = Error, fmt.Sprintf("[%d] and [%d] have each other's translations", a.Number, b.Number)
	}
	return f
}
