package check

import (
	"math"

	"dragoman/internal/language"
)

// sentencePairing is how the sentences of a source and its translation go together,
// as Gale and Church find it: by lengths, and here by what they share as well.
type sentencePairing struct {
	sources, targets []int       // lengths of the sentences
	shared           [][]float64 // what their traits say for each two
	lacks            []float64   // what the traits that are nowhere say against a source sentence
	ratio, spread    float64
}

// moves are how many sentences of the source become how many of the
// translation, and what that costs: translators join and split, and seldom more
// than two.
var moves = []struct {
	from, to int
	cost     float64
}{
	{1, 1, 0.1}, {2, 1, 2.3}, {1, 2, 2.3}, {3, 1, 4.5}, {1, 3, 4.5}, {2, 2, 4.0},
}

// longestAlignment is in sentences; longer segments are no paragraphs.
const longestAlignment = 40

// cost returns the least cost of an alignment, and which sentence of the source
// it leaves out first where it may leave out some, or -1.
func (a *sentencePairing) cost(mayLose bool) (cost float64, lost int) {
	n, m := len(a.sources), len(a.targets)
	type cell struct {
		cost float64
		lost int
	}
	table := make([]cell, (n+1)*(m+1))
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			best := cell{math.Inf(1), -1}
			if i == 0 && j == 0 {
				best.cost = 0
			}
			for _, v := range moves {
				if i < v.from || j < v.to {
					continue
				}
				before := table[(i-v.from)*(m+1)+j-v.to]
				if math.IsInf(before.cost, 1) {
					continue
				}
				if c := before.cost + v.cost + a.match(i-v.from, i, j-v.to, j); c < best.cost {
					best = cell{c, before.lost}
				}
			}
			if mayLose && i > 0 {
				before := table[(i-1)*(m+1)+j]
				if c := before.cost + a.lossCost(i-1); c < best.cost {
					best = cell{c, before.lost}
					if best.lost < 0 {
						best.lost = i - 1
					}
				}
			}
			table[i*(m+1)+j] = best
		}
	}
	last := table[n*(m+1)+m]
	return last.cost, last.lost
}

// lossCost is the cost of leaving out a sentence of the source: more for a few
// words, which a translation has in another sentence, or which are none.
func (a *sentencePairing) lossCost(i int) float64 {
	if float64(a.sources[i])*a.ratio < shortSentence {
		return shortLossCost
	}
	return lossCost
}

// match is the cost of sources[i0:i1] being targets[j0:j1].
func (a *sentencePairing) match(i0, i1, j0, j1 int) float64 {
	source, target, cost := 0, 0, 0.0
	for j := j0; j < j1; j++ {
		target += a.targets[j]
	}
	for i := i0; i < i1; i++ {
		source += a.sources[i]
		cost += a.lacks[i]
		for j := j0; j < j1; j++ {
			cost -= a.shared[i][j]
		}
	}
	return cost + lengthDistance(source, target, a.ratio, a.spread)
}

// align prepares the alignment of a pair.
func (d Document) align(i int, sources, targets []language.Span, ratio, spread float64) *sentencePairing {
	p := d.Pairs[i]
	a := &sentencePairing{ratio: ratio, spread: spread, sources: lengthsOf(p.Source, sources), targets: lengthsOf(p.Target, targets),
		lacks: make([]float64, len(sources)), shared: make([][]float64, len(sources))}
	for k := range a.shared {
		a.shared[k] = make([]float64, len(targets))
	}
	holders := map[uint64]int{} // the sentence of the translation that has a trait, or several
	for _, t := range d.targetTraits(i) {
		j := sentenceAt(targets, t.at)
		if at, found := holders[t.key]; found && at != j {
			j = several
		}
		holders[t.key] = j
	}
	foreign := !isLatin(p.Source)
	type mention struct {
		key uint64
		k   int
	}
	seen := map[mention]bool{}
	for _, t := range d.sourceTraits(i) {
		k := sentenceAt(sources, t.at)
		if t.kind == conceptTrait || seen[mention{t.key, k}] {
			continue
		}
		seen[mention{t.key, k}] = true
		has, lacks := oddsOf(t.kind, foreign)
		switch j, found := holders[t.key]; {
		case !found:
			a.lacks[k] = min(a.lacks[k]+lacks, mostLacks)
		case j != several: // what several sentences have tells none from the others
			a.shared[k][j] += has
		}
	}
	return a
}

const several = -1

func lengthsOf(text string, parts []language.Span) []int {
	lengths := make([]int, len(parts))
	for k, part := range parts {
		lengths[k] = runes(part.Of(text))
	}
	return lengths
}

// sentenceAt returns the sentence that holds a place in its text.
func sentenceAt(parts []language.Span, at int) int {
	k := 0
	for k+1 < len(parts) && parts[k+1].Start <= at {
		k++
	}
	return k
}
