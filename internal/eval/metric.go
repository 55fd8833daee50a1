// Package eval measures translations and summaries against references.
//
// A [Metric] is made of two steps, as in sacreBLEU: the statistics of each
// segment, and the score of their sum. [BLEU], [CHRF] and [TER] give what
// sacreBLEU 2.6.0 gives, [ROUGE] what rouge_score gives, to the last digits.
// [Bootstrap] says whether one system's score differs from another's by more
// than chance. The package does no I/O.
package eval

import "fmt"

// Metric scores hypotheses against references. Scores are on the scale of 0 to
// 100, TER's may be above it.
type Metric interface {
	// Name is what people call it, such as "chrF2".
	Name() string
	// Signature says how the score is made, in sacreBLEU's form, for a number
	// of references; without the version.
	Signature(refs int) string
	// Stats returns what a segment contributes to a score. Its length is the
	// same for every segment.
	Stats(hypothesis string, references []string) []float64
	// Score returns the score of a sum of statistics.
	Score(stats []float64) float64
}

// LowerIsBetter reports whether a metric counts errors.
func LowerIsBetter(m Metric) bool {
	_, errors := m.(TER)
	return errors
}

// Collect returns the statistics of every segment of a system. references[i]
// are those of hypotheses[i].
func Collect(m Metric, hypotheses []string, references [][]string) [][]float64 {
	all := make([][]float64, len(hypotheses))
	for i, h := range hypotheses {
		all[i] = m.Stats(h, references[i])
	}
	return all
}

// Corpus returns the score of the sum of some segments' statistics; of all when
// only is nil.
func Corpus(m Metric, stats [][]float64, only []int) float64 {
	if only == nil {
		return m.Score(sum(stats))
	}
	part := make([][]float64, len(only))
	for k, i := range only {
		part[k] = stats[i]
	}
	return m.Score(sum(part))
}

// sum adds statistics; of none it is nil, which every metric scores.
func sum(stats [][]float64) []float64 {
	if len(stats) == 0 {
		return nil
	}
	total := make([]float64, len(stats[0]))
	for _, s := range stats {
		for k, v := range s {
			total[k] += v
		}
	}
	return total
}

// caseName and yesNo are words of signatures.
func caseName(lower bool) string {
	if lower {
		return "lc"
	}
	return "mixed"
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// Standard returns the metrics that are reported for translations, with
// sacreBLEU's settings. Unless it is empty, tokenizer is BLEU's.
func Standard(tokenizer string) ([]Metric, error) {
	if tokenizer == "" {
		tokenizer = Tokenizers[0]
	}
	if tokenizers[tokenizer] == nil {
		return nil, fmt.Errorf("unknown tokenizer %q", tokenizer)
	}
	return []Metric{CHRF{}, CHRF{WordOrder: 2}, BLEU{Tokenizer: tokenizer}, TER{}}, nil
}
