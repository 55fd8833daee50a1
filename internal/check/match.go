package check

import "math"

// matches says how well each source of an article goes with each translation.
type matches struct {
	sides          []matchSide
	shared         [][]float64 // what traits say, by source, then by translation
	source, target likeness
	ratio, spread  float64
}

// matchSide is what is compared of one segment.
type matchSide struct {
	index                      int // in doc.Pairs
	sourceSigns, targetSigns   uint
	sourceLength, targetLength int // characters
	sourceStops, targetStops   int
}

// match compares the segments at indexes with each other.
func (d Document) match(indexes []int) matches {
	m := matches{spread: lengthSpread, sides: make([]matchSide, len(indexes)), shared: make([][]float64, len(indexes))}
	if b, why := bandFor(d.SourceLanguage, d.TargetLanguage); why == "" {
		m.spread = b.spread()
	}
	sources, targets := make([][]token, len(indexes)), make([][]token, len(indexes))
	traits, holders := make([][]trait, len(indexes)), map[uint64][]int32{}
	sourceLength, targetLength := 0, 0
	for k, i := range indexes {
		p := d.Pairs[i]
		source, target := d.calendarSides(i)
		sources[k], targets[k] = source.tokens, target.tokens
		m.sides[k] = matchSide{index: i, sourceSigns: signsOf(p.Source), targetSigns: signsOf(p.Target),
			sourceLength: runes(p.Source), targetLength: runes(p.Target), sourceStops: stops(p.Source), targetStops: stops(p.Target)}
		sourceLength, targetLength = sourceLength+m.sides[k].sourceLength, targetLength+m.sides[k].targetLength
		traits[k] = traitsOf(source, true)
		for _, t := range traitsOf(target, false) {
			holders[t.key] = append(holders[t.key], int32(k))
		}
	}
	m.ratio = float64(targetLength) / float64(max(sourceLength, 1))
	m.source, m.target = likenessOf(sources), likenessOf(targets)
	for k := range indexes {
		m.shared[k] = sharedWith(traits[k], holders, len(indexes))
	}
	return m
}

// sharedWith sums up what the traits of a source say for each of n translations:
// the fewer have one, the more.
func sharedWith(traits []trait, holders map[uint64][]int32, n int) []float64 {
	row := make([]float64, n)
	for _, t := range traits {
		at := holders[t.key]
		if len(at) == 0 {
			continue
		}
		w := t.weight * math.Log(float64(n+1)/float64(len(at)))
		for _, j := range at {
			row[j] += w
		}
	}
	return row
}

// likenessWeight is how much it says that two texts are like the same others.
const likenessWeight = 4

// stopCost is what each sentence says that one of two texts has more.
const stopCost = 0.5

// score says how well the source of one segment goes with the translation of
// another, but for likeness.
func (m matches) score(i, j int) float64 {
	a, b := &m.sides[i], &m.sides[j]
	return m.shared[i][j] - lengthDistance(a.sourceLength, b.targetLength, m.ratio, m.spread) -
		signDistance(a.sourceSigns, b.targetSigns) - stopCost*math.Abs(float64(a.sourceStops-b.targetStops))
}

// gain is how much better two segments go with each other's translations than
// with their own.
func (m matches) gain(i, j int) float64 {
	gain := m.score(i, j) + m.score(j, i) - m.score(i, i) - m.score(j, j)
	if gain+2*likenessWeight < swapWarning {
		return gain // likeness cannot make up for it
	}
	alike := func(a, b int) float64 { return agree(m.source, m.target, a, b, i, j) }
	return gain + likenessWeight*(alike(i, j)+alike(j, i)-alike(i, i)-alike(j, j))
}

// spread returns the standard deviation of the logarithm of the length ratio:
// the band holds all but one in a hundred.
func (b band) spread() float64 { return math.Log(b.high/b.low) / (2 * 2.576) }
