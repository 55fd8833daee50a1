package eval

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// CHRF is chrF (Popović 2015), and with words chrF++ (2017), as sacreBLEU 2.6.0
// computes them. The zero value is chrF2.
type CHRF struct {
	Order     int     // the longest n-gram of characters; 6 when 0
	WordOrder int     // the longest of words; 2 is chrF++
	Beta      float64 // how much more recall counts than precision; 2 when 0
	Lower     bool
	Spaces    bool // white space counts as characters
	Epsilon   bool // smooth as chrF++.py does, in place of counting only the orders that both sides have
}

// Name implements [Metric].
func (c CHRF) Name() string {
	return fmt.Sprintf("chrF%g", c.beta()) + strings.Repeat("+", c.WordOrder)
}

// Signature implements [Metric].
func (c CHRF) Signature(refs int) string {
	return fmt.Sprintf("nrefs:%d|case:%s|eff:%s|nc:%d|nw:%d|space:%s", refs, caseName(c.Lower), yesNo(!c.Epsilon), c.order(), c.WordOrder, yesNo(c.Spaces))
}

func (c CHRF) order() int {
	if c.Order == 0 {
		return 6
	}
	return c.Order
}

func (c CHRF) beta() float64 {
	if c.Beta == 0 {
		return 2
	}
	return c.Beta
}

// Stats returns three numbers for each order of characters, then of words: the
// n-grams of the hypothesis, those of the reference, and those of both. Of
// several references the one with the best score counts.
func (c CHRF) Stats(hypothesis string, references []string) []float64 {
	var best []float64
	score := -1.0
	for _, r := range references {
		stats := c.against(hypothesis, r)
		if s := c.Score(stats); s > score {
			best, score = stats, s
		}
	}
	return best
}

func (c CHRF) against(hypothesis, reference string) []float64 {
	if c.Lower {
		hypothesis, reference = lowered(hypothesis), lowered(reference)
	}
	counts := overlaps(c.characters(hypothesis), [][]int32{c.characters(reference)}, c.order())
	if c.WordOrder > 0 {
		numbers := symbols{}
		counts = append(counts, overlaps(numbers.of(chrfWords(hypothesis)), [][]int32{numbers.of(chrfWords(reference))}, c.WordOrder)...)
	}
	stats := make([]float64, 0, 3*len(counts))
	for _, o := range counts {
		if o.reference == 0 {
			o.hypothesis = 0 // what no reference can have does not count against the hypothesis
		}
		stats = append(stats, float64(o.hypothesis), float64(o.reference), float64(o.both))
	}
	return stats
}

func (c CHRF) characters(text string) []int32 {
	list := make([]int32, 0, utf8.RuneCountInString(text))
	for _, r := range text {
		if c.Spaces || !isSpace(r) {
			list = append(list, r)
		}
	}
	return list
}

// asciiPunctuation is Python's string.punctuation.
const asciiPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

// chrfWords splits words at white space and one ASCII punctuation mark off the
// end of each, or else off its start.
func chrfWords(text string) []string {
	var list []string
	for _, w := range fields(text) {
		switch last := len(w) - 1; {
		case utf8.RuneCountInString(w) == 1:
			list = append(list, w)
		case strings.IndexByte(asciiPunctuation, w[last]) >= 0:
			list = append(list, w[:last], w[last:])
		case strings.IndexByte(asciiPunctuation, w[0]) >= 0:
			list = append(list, w[:1], w[1:])
		default:
			list = append(list, w)
		}
	}
	return list
}

// tiny stands for nothing in the smoothing of chrF++.py.
const tiny = 1e-16

// Score implements [Metric].
func (c CHRF) Score(stats []float64) float64 {
	if c.Epsilon {
		return c.smoothed(stats)
	}
	precision, recall, orders := 0.0, 0.0, 0.0
	for i := 0; i+2 < len(stats); i += 3 {
		if stats[i] > 0 && stats[i+1] > 0 {
			precision += stats[i+2] / stats[i]
			recall += stats[i+2] / stats[i+1]
			orders++
		}
	}
	if orders == 0 {
		return 0
	}
	return 100 * fScore(precision/orders, recall/orders, c.beta())
}

func (c CHRF) smoothed(stats []float64) float64 {
	score := 0.0
	for i := 0; i+2 < len(stats); i += 3 {
		precision, recall := tiny, tiny
		if stats[i] > 0 {
			precision = stats[i+2] / stats[i]
		}
		if stats[i+1] > 0 {
			recall = stats[i+2] / stats[i+1]
		}
		if precision+recall == 0 {
			score += tiny
			continue
		}
		score += fScore(precision, recall, c.beta())
	}
	return 100 * score / float64(c.order()+c.WordOrder)
}

// fScore is the mean of precision and recall that counts recall beta times.
func fScore(precision, recall, beta float64) float64 {
	if precision+recall == 0 {
		return 0
	}
	return (1 + beta*beta) * precision * recall / (beta*beta*precision + recall)
}
