package summarize

import (
	"cmp"
	"math"
	"slices"

	"dragoman/internal/language"
)

// corpus is a list of texts as word vectors: tf-idf over folded words, length
// one. Vectors are sorted lists and sums run in their order, so that the same
// texts give the same numbers everywhere.
type corpus struct {
	vectors [][]weight
	terms   int
}

type weight struct {
	term  int
	value float64
}

// Ranking by LexRank (Erkan and Radev 2004): the continuous form, with the
// usual damping. Its changes are below a thousandth well before 30 rounds.
const (
	damping = 0.85
	rounds  = 30
)

func newCorpus(texts []string) *corpus {
	c := &corpus{vectors: make([][]weight, len(texts))}
	ids := map[string]int{}
	var inTexts []int // texts that have a term, by term
	for i, text := range texts {
		counts := map[int]int{}
		for _, word := range language.Words(language.Fold(text)) {
			id, ok := ids[word]
			if !ok {
				id = len(ids)
				ids[word] = id
				inTexts = append(inTexts, 0)
			}
			if counts[id]++; counts[id] == 1 {
				inTexts[id]++
			}
		}
		for id, n := range counts {
			c.vectors[i] = append(c.vectors[i], weight{id, float64(n)})
		}
		slices.SortFunc(c.vectors[i], func(a, b weight) int { return cmp.Compare(a.term, b.term) })
	}
	c.terms = len(ids)
	c.weigh(inTexts)
	return c
}

// weigh turns counts into unit vectors. The conversions keep a processor from
// fusing two steps into one with another rounding.
func (c *corpus) weigh(inTexts []int) {
	for _, v := range c.vectors {
		length := 0.0
		for i, w := range v {
			idf := math.Log(float64(len(c.vectors)+1) / float64(inTexts[w.term]))
			v[i].value = w.value * idf
			length += float64(v[i].value * v[i].value)
		}
		if length == 0 {
			continue
		}
		length = math.Sqrt(length)
		for i := range v {
			v[i].value /= length
		}
	}
}

// similarity is the cosine of two texts.
func (c *corpus) similarity(a, b int) float64 {
	va, vb := c.vectors[a], c.vectors[b]
	sum := 0.0
	for i, k := 0, 0; i < len(va) && k < len(vb); {
		switch d := va[i].term - vb[k].term; {
		case d < 0:
			i++
		case d > 0:
			k++
		default:
			sum += float64(va[i].value * vb[k].value)
			i++
			k++
		}
	}
	return sum
}

// spread returns, for each text, the sum of its similarities to the others,
// each weighted by p. The matrix of similarities is never built: it is the
// vectors times themselves, so one round costs as much as reading the texts.
func (c *corpus) spread(p []float64) []float64 {
	total := make([]float64, c.terms)
	for i, v := range c.vectors {
		for _, w := range v {
			total[w.term] += float64(w.value * p[i])
		}
	}
	out := make([]float64, len(c.vectors))
	for i, v := range c.vectors {
		for _, w := range v {
			out[i] += float64(w.value * total[w.term])
		}
		if len(v) > 0 {
			out[i] = max(0, out[i]-p[i]) // without the similarity to itself
		}
	}
	return out
}

// centrality returns a score for each text: how much of the rest it has in
// common with. The scores are rounded, so that equal ones are equal.
func (c *corpus) centrality() []float64 {
	n := len(c.vectors)
	ones, p := make([]float64, n), make([]float64, n)
	for i := range p {
		ones[i], p[i] = 1, 1/float64(n)
	}
	degree := c.spread(ones)
	for range rounds {
		share := make([]float64, n)
		for i := range share {
			if degree[i] > 1e-9 {
				share[i] = p[i] / degree[i]
			}
		}
		for i, s := range c.spread(share) {
			p[i] = (1-damping)/float64(n) + float64(damping*s)
		}
	}
	for i := range p {
		p[i] = math.Round(p[i]*float64(n)*1e6) / 1e6
	}
	return p
}

// ranked returns the positions of the texts, the most central first; of equal
// ones the earlier.
func (c *corpus) ranked() []int {
	scores := c.centrality()
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	return order
}
