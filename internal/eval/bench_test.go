package eval

import "testing"

// corpus returns 2,124 segments of news with another translation of each.
func corpus(tb testing.TB) ([]string, [][]string) {
	var hypotheses, references []string
	for range 12 {
		hypotheses = append(hypotheses, readLines(tb, "pairs/eng-IN.txt")...)
		references = append(references, readLines(tb, "../ntrex/eng.txt")...)
	}
	return hypotheses, single(references)
}

func BenchmarkCollect(b *testing.B) {
	hypotheses, references := corpus(b)
	for name, m := range pairMetrics {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Corpus(m, Collect(m, hypotheses, references), nil)
			}
		})
	}
}

func BenchmarkBootstrap(b *testing.B) {
	hypotheses, references := corpus(b)
	for _, m := range []Metric{CHRF{}, BLEU{Tokenizer: "13a"}} {
		a := Collect(m, hypotheses, references)
		b.Run(m.Name(), func(b *testing.B) {
			for b.Loop() {
				Bootstrap(m, a, a, Units(len(a), nil), Samples, Seed)
			}
		})
	}
}
