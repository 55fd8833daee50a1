package eval

import (
	"fmt"
	"strings"
)

// ROUGE is ROUGE (Lin 2004) as google-research's rouge_score computes it: the
// F-measure, averaged over the texts. Texts are cut to a-z and 0-9, so it means
// something for English only.
type ROUGE struct {
	Kind string // "1", "2" and so on for n-grams, "L", or "Lsum", which wants a sentence a line
	Stem bool   // words are compared by their stems (Porter)
}

// RougeScore is one text's score, each part from 0 to 1.
type RougeScore struct{ Precision, Recall, F float64 }

// Rouges are the kinds that are reported for summaries.
func Rouges() []Metric {
	return []Metric{ROUGE{"1", true}, ROUGE{"2", true}, ROUGE{"L", true}, ROUGE{"Lsum", true}}
}

// Name implements [Metric].
func (r ROUGE) Name() string { return "ROUGE-" + r.Kind }

// Signature implements [Metric].
func (r ROUGE) Signature(refs int) string {
	return fmt.Sprintf("nrefs:%d|type:rouge%s|score:f1|stem:%s|tok:a-z0-9|mean:macro", refs, r.Kind, map[bool]string{true: "porter", false: "no"}[r.Stem])
}

// Stats returns the F-measure of the closest reference, and 1 for the text.
func (r ROUGE) Stats(hypothesis string, references []string) []float64 {
	best := 0.0
	for _, ref := range references {
		best = max(best, r.Of(hypothesis, ref).F)
	}
	return []float64{best, 1}
}

// Score implements [Metric].
func (r ROUGE) Score(stats []float64) float64 {
	if len(stats) == 0 || stats[1] == 0 {
		return 0
	}
	return 100 * stats[0] / stats[1]
}

// Of scores one text against one reference.
func (r ROUGE) Of(hypothesis, reference string) RougeScore {
	numbers := symbols{}
	if r.Kind == "Lsum" {
		return summaryScore(r.sentences(hypothesis, numbers), r.sentences(reference, numbers))
	}
	h, ref := numbers.of(r.tokens(hypothesis)), numbers.of(r.tokens(reference))
	if r.Kind == "L" {
		return rougeScore(len(commonWords(ref, h)), len(h), len(ref))
	}
	n := 0
	fmt.Sscan(r.Kind, &n)
	o := overlaps(h, [][]int32{ref}, n)[n-1]
	return rougeScore(o.both, o.hypothesis, o.reference)
}

func rougeScore(both, hypothesis, reference int) RougeScore {
	if both == 0 {
		return RougeScore{}
	}
	p, r := float64(both)/float64(hypothesis), float64(both)/float64(reference)
	return RougeScore{p, r, 2 * p * r / (p + r)}
}

func (r ROUGE) tokens(text string) []string {
	list := strings.FieldsFunc(lowered(text), func(c rune) bool { return !('a' <= c && c <= 'z' || '0' <= c && c <= '9') })
	if r.Stem {
		for i, w := range list {
			if len(w) > 3 {
				list[i] = stem(w)
			}
		}
	}
	return list
}

func (r ROUGE) sentences(text string, numbers symbols) [][]int32 {
	var list [][]int32
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			list = append(list, numbers.of(r.tokens(line)))
		}
	}
	return list
}

// summaryScore counts, for each sentence of the reference, the words that it
// has in common with any sentence of the hypothesis, in order; no word more
// often than both sides have it.
func summaryScore(hypothesis, reference [][]int32) RougeScore {
	left, total := counts(hypothesis)
	leftRef, totalRef := counts(reference)
	both := 0
	for _, ref := range reference {
		in := make([]bool, len(ref))
		for _, h := range hypothesis {
			for _, i := range commonWords(ref, h) {
				in[i] = true
			}
		}
		for i, w := range ref {
			if in[i] && left[w] > 0 && leftRef[w] > 0 {
				both++
				left[w]--
				leftRef[w]--
			}
		}
	}
	return rougeScore(both, total, totalRef)
}

func counts(sentences [][]int32) (map[int32]int, int) {
	count, total := map[int32]int{}, 0
	for _, s := range sentences {
		for _, w := range s {
			count[w]++
		}
		total += len(s)
	}
	return count, total
}

// commonWords returns where in a the words of its longest common subsequence
// with b stand. Which of several is taken is rouge_score's choice.
func commonWords(a, b []int32) []int {
	table := make([][]int32, len(a)+1)
	for i := range table {
		table[i] = make([]int32, len(b)+1)
	}
	for i := range a {
		for j := range b {
			if a[i] == b[j] {
				table[i+1][j+1] = table[i][j] + 1
			} else {
				table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			}
		}
	}
	var places []int
	for i, j := len(a), len(b); i > 0 && j > 0; {
		switch {
		case a[i-1] == b[j-1]:
			places = append(places, i-1)
			i, j = i-1, j-1
		case table[i][j-1] > table[i-1][j]:
			j--
		default:
			i--
		}
	}
	return places
}
