package eval

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The first cases of sacreBLEU's own tests, so that a clone without the shared
// vectors is tested too.
var (
	bites = []string{"The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."}
	bit   = [][]string{
		{"The dog bit the man.", "The dog had bit the man."},
		{"It was not unexpected.", "No one was surprised."},
		{"The man bit him first.", "The man had bitten the dog."},
	}
)

func TestScores(t *testing.T) {
	tests := []struct {
		metric Metric
		want   float64
	}{
		{BLEU{Tokenizer: "13a"}, 48.530827009929865},
		{BLEU{Tokenizer: "none"}, 49.19195660047277},
		{BLEU{Tokenizer: "intl"}, 43.91623493336995},
		{BLEU{Tokenizer: "13a", Order: 1}, 77.64837655275439},
		{BLEU{Tokenizer: "13a", Order: 6}, 43.283197812670714},
		{CHRF{}, 59.72751782684763},
		{CHRF{WordOrder: 2}, 59.15310444399262},
		{TER{}, 40},
	}
	for _, tt := range tests {
		near(t, tt.metric.Name()+" "+tt.metric.Signature(2), Corpus(tt.metric, Collect(tt.metric, bites, bit), nil), tt.want, agreement)
	}
}

func TestSmallCases(t *testing.T) {
	tests := []struct {
		metric                Metric
		hypothesis, reference string
		want                  float64
	}{
		{CHRF{Beta: 3, Epsilon: true}, "aa", "ab", 8.333333333333343},
		{CHRF{Beta: 3}, "aa", "ab", 25},
		{CHRF{Beta: 3, Epsilon: true}, "a b c", "abc", 50},
		{CHRF{}, "", "", 0},
		{CHRF{}, "مرحبا", "مرحبا", 100},
		{TER{}, "d e f g h a b c", "a b c d e f g h", 12.5}, // one move
		{TER{}, "", "", 0},
		{TER{}, "word", "", 100},
		{TER{}, "", "two words", 100},
		{TER{Normalized: true}, "jim 's .", "Jim's.", 0}, // references are normalised twice
		{TER{}, "ΟΔΟΣ İ", "οδος i̇", 0},
		{BLEU{Tokenizer: "13a"}, "", "a", 0},
		{BLEU{Tokenizer: "13a", Effective: true}, "a", "a", 100},
		{BLEU{Tokenizer: "13a"}, "a", "a", 0}, // no 2-grams
		{BLEU{Tokenizer: "13a"}, "1,000 men &amp; more", "1,000 men & more", 100},
		{ROUGE{Kind: "L"}, "testing two", "testing one two", 80},
		{ROUGE{Kind: "1", Stem: true}, "They studied ponies", "they study pony", 100},
	}
	for _, tt := range tests {
		near(t, tt.hypothesis+" | "+tt.reference, tt.metric.Score(tt.metric.Stats(tt.hypothesis, []string{tt.reference})), tt.want, agreement)
	}
}

// TestEmpty holds that a score of nothing is 0, not a division by it.
func TestEmpty(t *testing.T) {
	for _, m := range append([]Metric{BLEU{Tokenizer: "13a"}, CHRF{}, CHRF{Epsilon: true}, TER{}}, Rouges()...) {
		if got := Corpus(m, nil, nil); got != 0 || math.IsNaN(got) {
			t.Errorf("%s of nothing: %v", m.Name(), got)
		}
	}
}

func TestStem(t *testing.T) {
	tests := map[string]string{ // from Porter's paper and NLTK's documentation
		"caresses": "caress", "ponies": "poni", "ties": "tie", "dies": "die", "cats": "cat", "feed": "feed", "agreed": "agre", "plastered": "plaster",
		"motoring": "motor", "sing": "sing", "conflated": "conflat", "troubled": "troubl", "sized": "size", "hopping": "hop", "falling": "fall",
		"hissing": "hiss", "failing": "fail", "filing": "file", "happy": "happi", "enjoy": "enjoy", "relational": "relat", "conditional": "condit",
		"digitizer": "digit", "radically": "radic", "geology": "geolog", "vietnamization": "vietnam", "operator": "oper", "hopefulness": "hope",
		"triplicate": "triplic", "formative": "form", "electrical": "electr", "goodness": "good", "revival": "reviv", "allowance": "allow",
		"adjustable": "adjust", "replacement": "replac", "adoption": "adopt", "activate": "activ", "probate": "probat", "rate": "rate",
		"cease": "ceas", "controlling": "control", "roll": "roll", "skies": "sky", "dying": "die", "news": "news", "died": "die", "spied": "spi",
		"succeed": "succeed", "ed": "ed", "by": "by",
	}
	for word, want := range tests {
		if got := stem(word); got != want {
			t.Errorf("stem(%q) = %q, want %q", word, got, want)
		}
	}
}

// TestOverlapsAgainstCounting compares the numbered n-grams with ones counted
// as they are.
func TestOverlapsAgainstCounting(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	text := func() []int32 {
		list := make([]int32, r.IntN(30))
		for i := range list {
			list[i] = r.Int32N(3) - 1
		}
		return list
	}
	counted := func(list []int32, n int) map[[4]int32]int {
		count := map[[4]int32]int{}
		for i := 0; i+n <= len(list); i++ {
			var g [4]int32
			copy(g[:], list[i:i+n])
			count[g]++
		}
		return count
	}
	for range 200 {
		h, a, b := text(), text(), text()
		for n, got := range overlaps(h, [][]int32{a, b}, 4) {
			want := overlap{hypothesis: max(len(h)-n, 0), reference: max(len(a)-n, 0)}
			ca, cb := counted(a, n+1), counted(b, n+1)
			for g, c := range counted(h, n+1) {
				want.both += min(c, max(ca[g], cb[g]))
			}
			if got != want {
				t.Fatalf("order %d of %v, %v, %v: got %+v, want %+v", n+1, h, a, b, got, want)
			}
		}
	}
}

func TestBootstrap(t *testing.T) {
	m := CHRF{}
	var references, good, bad []string
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		words := ""
		for range 12 {
			words += string(rune('a'+r.IntN(26))) + string(rune('a'+r.IntN(26))) + string(rune('a'+r.IntN(26))) + " "
		}
		references = append(references, words)
		good = append(good, words[:44]+"xx xx")
		bad = append(bad, words[:24]+"xx xx xx xx xx")
	}
	a, b := Collect(m, bad, single(references)), Collect(m, good, single(references))
	units := Units(60, nil)
	t.Run("a clear difference", func(t *testing.T) {
		c := Bootstrap(m, a, b, units, Samples, Seed)
		if c.P > 0.01 || c.Better != 1 || c.Units != 60 || len(c.Diffs) != Samples {
			t.Errorf("p %v, better %v, %d units, %d differences", c.P, c.Better, c.Units, len(c.Diffs))
		}
		if math.Abs(c.System.Mean-c.System.Score) > c.System.CI || c.System.CI <= 0 {
			t.Errorf("score %v, mean %v ± %v", c.System.Score, c.System.Mean, c.System.CI)
		}
	})
	t.Run("a system against itself", func(t *testing.T) {
		// As in sacreBLEU: no difference is not one by chance.
		c := Bootstrap(m, b, b, units, Samples, Seed)
		if c.Better != 0 || c.P != 1/float64(Samples+1) {
			t.Errorf("p %v, better %v", c.P, c.Better)
		}
	})
	t.Run("the same seed", func(t *testing.T) {
		if diff := cmp.Diff(Bootstrap(m, a, b, units, 50, 7), Bootstrap(m, a, b, units, 50, 7)); diff != "" {
			t.Error(diff)
		}
		if cmp.Equal(Bootstrap(m, a, b, units, 50, 7).Diffs, Bootstrap(m, a, b, units, 50, 8).Diffs) {
			t.Error("another seed gives the same samples")
		}
	})
	t.Run("documents are wider", func(t *testing.T) {
		// Two kinds of documents, alike inside: segments drawn alone hide how much they differ.
		var mixed []string
		var documents []string
		for i := range references {
			document := string(rune('a' + i/10))
			documents = append(documents, document)
			if i/10%2 == 0 {
				mixed = append(mixed, good[i])
			} else {
				mixed = append(mixed, bad[i])
			}
		}
		s := Collect(m, mixed, single(references))
		alone, whole := Bootstrap(m, a, s, units, Samples, Seed), Bootstrap(m, a, s, Units(60, documents), Samples, Seed)
		if whole.Units != 6 || whole.System.CI <= 1.5*alone.System.CI {
			t.Errorf("segments: ±%v, %d documents: ±%v", alone.System.CI, whole.Units, whole.System.CI)
		}
	})
	t.Run("fewer errors are better", func(t *testing.T) {
		c := Bootstrap(TER{}, Collect(TER{}, bad, single(references)), Collect(TER{}, good, single(references)), units, 100, Seed)
		if c.Better != 1 {
			t.Errorf("better in %v of the samples", c.Better)
		}
	})
}

func TestUnits(t *testing.T) {
	if diff := cmp.Diff([][]int{{0, 1, 3}, {2}}, Units(4, []string{"a", "a", "b", "a"})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]int{{0}, {1}}, Units(2, nil)); diff != "" {
		t.Error(diff)
	}
}

func TestStandard(t *testing.T) {
	if _, err := Standard("mecab"); err == nil {
		t.Error("an unknown tokenizer is taken")
	}
	list, err := Standard("")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range list {
		got = append(got, m.Name()+" "+m.Signature(1))
	}
	want := []string{
		"chrF2 nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no",
		"chrF2++ nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no",
		"BLEU nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp",
		"TER nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
