package eval

import (
	"fmt"
	"math"
	"strings"
)

// BLEU is BLEU (Papineni et al. 2002) as sacreBLEU 2.6.0 computes it. The zero
// value, with Tokenizer set, is its usual form.
type BLEU struct {
	Tokenizer   string   // one of Tokenizers
	Lower       bool     // in small letters
	Smoothing   string   // "exp" (also when empty), "floor", "add-k" or "none"
	SmoothValue *float64 // of floor (0.1 unless set) and add-k (1)
	Order       int      // the longest n-gram; 4 when 0
	Effective   bool     // orders that the hypothesis is too short for do not count; for single sentences
}

// Name implements [Metric].
func (b BLEU) Name() string { return "BLEU" }

// Signature implements [Metric].
func (b BLEU) Signature(refs int) string {
	smooth := b.smoothing()
	if v := b.smoothValue(); smooth == "floor" || smooth == "add-k" {
		smooth += fmt.Sprintf("[%.2f]", v)
	}
	return fmt.Sprintf("nrefs:%d|case:%s|eff:%s|tok:%s|smooth:%s", refs, caseName(b.Lower), yesNo(b.Effective), b.Tokenizer, smooth)
}

func (b BLEU) smoothing() string {
	if b.Smoothing == "" {
		return "exp"
	}
	return b.Smoothing
}

func (b BLEU) smoothValue() float64 {
	switch {
	case b.SmoothValue != nil:
		return *b.SmoothValue
	case b.Smoothing == "floor":
		return 0.1
	}
	return 1
}

func (b BLEU) order() int {
	if b.Order == 0 {
		return 4
	}
	return b.Order
}

// Stats returns the length of the hypothesis, that of the reference closest to
// it, and for each order the n-grams that are right, then for each order all.
func (b BLEU) Stats(hypothesis string, references []string) []float64 {
	numbers := symbols{}
	h := numbers.of(b.tokens(hypothesis))
	refs := make([][]int32, len(references))
	length := -1
	for i, r := range references {
		refs[i] = numbers.of(b.tokens(r))
		length = closer(len(h), length, len(refs[i]))
	}
	order := b.order()
	stats := make([]float64, 2+2*order)
	stats[0], stats[1] = float64(len(h)), float64(length)
	for n, o := range overlaps(h, refs, order) {
		stats[2+n], stats[2+order+n] = float64(o.both), float64(o.hypothesis)
	}
	return stats
}

func (b BLEU) tokens(text string) []string {
	if b.Lower {
		text = lowered(text)
	}
	return tokenizers[b.Tokenizer](strings.TrimRightFunc(text, isSpace))
}

// closer returns which of two reference lengths is closer to a hypothesis's,
// the shorter one of equals; best is below 0 at first.
func closer(hypothesis, best, length int) int {
	a, b := abs(hypothesis-best), abs(hypothesis-length)
	if best < 0 || b < a || b == a && length < best {
		return length
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// Score implements [Metric].
func (b BLEU) Score(stats []float64) float64 {
	order := b.order()
	if len(stats) == 0 {
		return 0
	}
	right, all := stats[2:2+order], stats[2+order:]
	if !anyAboveZero(right) {
		return 0
	}
	logs, counted, zeros := 0.0, order, 1.0
	for n := range order {
		correct, total := right[n], all[n]
		if b.smoothing() == "add-k" && n > 0 {
			correct, total = correct+b.smoothValue(), total+b.smoothValue()
		}
		if total == 0 {
			if !b.Effective {
				logs += float64(order-n) * logZero
			}
			break
		}
		if b.Effective {
			counted = n + 1
		}
		precision := 100 * correct / total
		if correct == 0 {
			switch b.smoothing() {
			case "exp":
				zeros *= 2
				precision = 100 / (zeros * total)
			case "floor":
				precision = 100 * b.smoothValue() / total
			}
		}
		logs += logOf(precision)
	}
	return Brevity(stats[0], stats[1]) * math.Exp(logs/float64(counted))
}

// logZero stands for the logarithm of 0, as in sacreBLEU.
const logZero = -9999999999

func logOf(x float64) float64 {
	if x == 0 {
		return logZero
	}
	return math.Log(x)
}

func anyAboveZero(list []float64) bool {
	for _, v := range list {
		if v > 0 {
			return true
		}
	}
	return false
}

// Brevity is BLEU's penalty for a hypothesis shorter than its reference.
func Brevity(hypothesis, reference float64) float64 {
	switch {
	case hypothesis >= reference:
		return 1
	case hypothesis == 0:
		return 0
	}
	return math.Exp(1 - reference/hypothesis)
}
