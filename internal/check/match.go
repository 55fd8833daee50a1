package check

import "math"

// matches says how well each source of an article goes with each translation.
type matches struct {
	sides          []matchSide
	shared         [][]float64 // what traits say, by source, then by translation
	own            []float64   // the score of each segment with its own translation
	source, target likeness
	ratio, spread  float64
}

// matchSide is what is compared of one segment.
type matchSide struct {
	index          int // in doc.Pairs
	source, target shape
}

// match compares the segments at indexes with each other.
func (d Document) match(indexes []int) matches {
	m := matches{spread: lengthSpread, sides: make([]matchSide, len(indexes)), shared: make([][]float64, len(indexes))}
	if b, why := bandFor(d.SourceLanguage, d.TargetLanguage); why == "" {
		m.spread = b.spread()
	}
	sources, targets := make([][]token, len(indexes)), make([][]token, len(indexes))
	holders := newHolders(32 * len(indexes))
	sourceLength, targetLength := 0, 0
	for k, i := range indexes {
		side := matchSide{index: i}
		side.source, side.target = d.shapes(i)
		m.sides[k] = side
		sourceLength, targetLength = sourceLength+side.source.length, targetLength+side.target.length
		sources[k], targets[k] = d.sourceTokens(i), d.targetTokens(i)
		for _, t := range d.targetTraits(i) {
			holders.add(t.key, int32(k))
		}
	}
	m.ratio = float64(targetLength) / float64(max(sourceLength, 1))
	m.source, m.target = likenessOf(sources), likenessOf(targets)
	holders.index()
	seen := make([]int, len(holders.counts))
	for k, i := range indexes {
		m.shared[k] = make([]float64, len(indexes))
		for _, t := range d.sourceTraits(i) {
			if id, found := holders.ids[t.key]; found && seen[id] != k+1 {
				seen[id] = k + 1
				addShared(m.shared[k], t, holders.of(int(id)))
			}
		}
	}
	m.own = make([]float64, len(indexes))
	for k := range m.own {
		m.own[k] = m.score(k, k)
	}
	return m
}

// addShared adds what a trait of a source says for each translation that has it:
// the fewer there are, the more.
func addShared(row []float64, t trait, holders []int32) {
	w := traitWeights[t.kind] * math.Log(float64(len(row)+1)/float64(len(holders)))
	for _, j := range holders {
		row[j] += w
	}
}

// likenessWeight is how much it says that two texts are like the same others.
const likenessWeight = 4

// stopCost is what each sentence says that one of two texts has more.
const stopCost = 0.5

// score says how well the source of one segment goes with the translation of
// another, but for likeness.
func (m matches) score(i, j int) float64 {
	a, b := m.sides[i].source, m.sides[j].target
	return m.shared[i][j] - lengthDistance(a.length, b.length, m.ratio, m.spread) -
		signDistance(a, b) - stopCost*math.Abs(float64(a.stops-b.stops))
}

// mayGain reports whether the gain of two segments may be worth a finding, by what
// is known without comparing lengths and signs: they can only make it less.
func (m matches) mayGain(i, j int) bool {
	const likeness = 2*likenessWeight + 1e-6 // the most that it adds
	return m.shared[i][j]+m.shared[j][i]-m.own[i]-m.own[j]+likeness >= swapWarning
}

// gain is how much better two segments go with each other's translations than
// with their own.
func (m matches) gain(i, j int) float64 {
	gain := m.score(i, j) + m.score(j, i) - m.own[i] - m.own[j]
	if gain+2*likenessWeight < swapWarning {
		return gain // likeness cannot make up for it
	}
	alike := func(a, b int) float64 { return agree(m.source, m.target, a, b, i, j) }
	return gain + likenessWeight*(alike(i, j)+alike(j, i)-alike(i, i)-alike(j, j))
}

// spread returns the standard deviation of the logarithm of the length ratio:
// the band holds all but one in a hundred.
func (b band) spread() float64 { return math.Log(b.high/b.low) / (2 * 2.576) }
