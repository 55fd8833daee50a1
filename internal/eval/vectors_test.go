package eval

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/fixture"
)

// agreement is how closely scores must agree with the reference programs.
const agreement = 1e-6

// vectors reads a file of test vectors.
func vectors(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(fixture.Path(t, "data", "metrics", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// settings are the arguments of a vector, by sacreBLEU's names.
type settings struct {
	Tokenize      string   `json:"tokenize"`
	SmoothMethod  string   `json:"smooth_method"`
	SmoothValue   *float64 `json:"smooth_value"`
	MaxOrder      int      `json:"max_ngram_order"`
	Effective     bool     `json:"effective_order"`
	Lowercase     bool     `json:"lowercase"`
	CharOrder     int      `json:"char_order"`
	WordOrder     int      `json:"word_order"`
	Beta          float64  `json:"beta"`
	Eps           bool     `json:"eps_smoothing"`
	Whitespace    bool     `json:"whitespace"`
	Normalized    bool     `json:"normalized"`
	NoPunct       bool     `json:"no_punct"`
	Asian         bool     `json:"asian_support"`
	CaseSensitive bool     `json:"case_sensitive"`
}

func (s settings) metric(t *testing.T, name string) Metric {
	switch name {
	case "bleu":
		if s.Tokenize == "" {
			s.Tokenize = "13a"
		}
		return BLEU{Tokenizer: s.Tokenize, Lower: s.Lowercase, Smoothing: s.SmoothMethod, SmoothValue: s.SmoothValue, Order: s.MaxOrder, Effective: s.Effective}
	case "chrf":
		return CHRF{Order: s.CharOrder, WordOrder: s.WordOrder, Beta: s.Beta, Lower: s.Lowercase, Spaces: s.Whitespace, Epsilon: s.Eps}
	case "ter":
		return TER{Cased: s.CaseSensitive, Normalized: s.Normalized, NoPunct: s.NoPunct, Asian: s.Asian}
	}
	t.Fatalf("no metric %q", name)
	return nil
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within || math.IsNaN(got) {
		t.Errorf("%s: got %.12f, want %.12f", what, got, want)
	}
}

// signed compares a signature with one that ends in sacreBLEU's version.
func signed(t *testing.T, what, got, want string) {
	t.Helper()
	if want := strings.TrimSuffix(want, "|version:2.6.0"); got != want {
		t.Errorf("%s: signature %s, want %s", what, got, want)
	}
}

func TestSacreBLEUVectors(t *testing.T) {
	var file struct {
		Cases []struct {
			ID, Metric, Level, Signature string
			Args                         settings
			Hypotheses                   []string
			References                   [][]string
			Expected, Tolerance          float64
			Recomputed                   *float64
		}
		Stats []struct {
			ID             string
			Correct, Total []float64
			SysLen         float64  `json:"sys_len"`
			RefLen         float64  `json:"ref_len"`
			SmoothMethod   string   `json:"smooth_method"`
			SmoothValue    *float64 `json:"smooth_value"`
			Expected       float64
		} `json:"bleu_from_statistics"`
		Ngrams []struct {
			ID, Hypothesis, Reference, Tokenize string
			Correct, Total                      []float64
		} `json:"bleu_ngram_counts"`
	}
	vectors(t, "sacrebleu_vectors.json", &file)
	for _, c := range file.Cases {
		m := c.Args.metric(t, c.Metric)
		references := make([][]string, len(c.Hypotheses))
		for i := range references {
			for _, stream := range c.References {
				references[i] = append(references[i], stream[i])
			}
		}
		got := Corpus(m, Collect(m, c.Hypotheses, references), nil)
		near(t, c.ID, got, c.Expected, max(c.Tolerance, agreement))
		if c.Recomputed != nil {
			near(t, c.ID, got, *c.Recomputed, agreement)
		}
		if strings.HasPrefix(c.Signature, "nrefs") {
			signed(t, c.ID, m.Signature(len(c.References)), c.Signature)
		}
	}
	for _, c := range file.Stats {
		b := BLEU{Smoothing: c.SmoothMethod, SmoothValue: c.SmoothValue}
		stats := append(append([]float64{c.SysLen, c.RefLen}, c.Correct...), c.Total...)
		near(t, c.ID, b.Score(stats), c.Expected, agreement)
	}
	for _, c := range file.Ngrams {
		stats := BLEU{Tokenizer: c.Tokenize}.Stats(c.Hypothesis, []string{c.Reference})
		if diff := cmp.Diff(append(c.Correct, c.Total...), stats[2:]); diff != "" {
			t.Errorf("%s: %s", c.ID, diff)
		}
	}
	if len(file.Cases) < 76 || len(file.Stats) < 7 || len(file.Ngrams) < 1 {
		t.Errorf("only %d cases were read", len(file.Cases))
	}
}

func TestTokenizerVectors(t *testing.T) {
	var file struct {
		Cases []struct {
			Tokenizer, Input, Expected string
			Args                       settings
		}
	}
	vectors(t, "tokenizer_vectors.json", &file)
	for _, c := range file.Cases {
		var got string
		if c.Tokenizer == "tercom" {
			m := c.Args.metric(t, "ter").(TER)
			got = strings.Join(fields(m.normal(c.Input)), " ")
		} else {
			got = strings.Join(tokenizers[c.Tokenizer](c.Input), " ")
		}
		if want := strings.Join(fields(c.Expected), " "); got != want {
			t.Errorf("%s of %q:\n got %q\nwant %q", c.Tokenizer, c.Input, got, want)
		}
	}
	if len(file.Cases) < 151 {
		t.Errorf("only %d cases were read", len(file.Cases))
	}
}

// pairMetrics are the metrics of pair_scores.json by their names there.
var pairMetrics = map[string]Metric{
	"bleu-13a": BLEU{Tokenizer: "13a"}, "bleu-char": BLEU{Tokenizer: "char"}, "bleu-intl": BLEU{Tokenizer: "intl"}, "bleu-none": BLEU{Tokenizer: "none"},
	"bleu-zh": BLEU{Tokenizer: "zh"}, "bleu-13a-lc": BLEU{Tokenizer: "13a", Lower: true}, "chrF2": CHRF{}, "chrF2++": CHRF{WordOrder: 2},
	"chrF2-eps": CHRF{Epsilon: true}, "TER": TER{}, "TER-norm-asian": TER{Normalized: true, Asian: true},
}

func TestPairScores(t *testing.T) {
	type corpus struct {
		Score          float64
		Signature      string
		Precisions     []float64
		BP             float64 `json:"bp"`
		SysLen         float64 `json:"sys_len"`
		RefLen         float64 `json:"ref_len"`
		Counts, Totals []float64
		NumEdits       *float64 `json:"num_edits"`
		RefLength      float64  `json:"ref_length"`
	}
	var file struct {
		Pairs []struct {
			Hypothesis, Reference string
			Corpus                map[string]corpus
			Sentences             []struct {
				Line                      int
				BLEU, CHRF2, CHRF2PP, TER float64
			}
		}
	}
	vectors(t, "pair_scores.json", &file)
	if len(file.Pairs) != 7 {
		t.Errorf("%d pairs were read", len(file.Pairs))
	}
	for _, p := range file.Pairs {
		t.Run(filepath.Base(p.Hypothesis), func(t *testing.T) {
			hypotheses, references := readLines(t, p.Hypothesis), single(readLines(t, p.Reference))
			for name, want := range p.Corpus {
				m, ok := pairMetrics[name]
				if !ok {
					t.Fatalf("no metric %q", name)
				}
				total := sum(Collect(m, hypotheses, references))
				near(t, name, m.Score(total), want.Score, agreement)
				signed(t, name, m.Signature(1), want.Signature)
				if want.Counts != nil {
					if diff := cmp.Diff(append([]float64{want.SysLen, want.RefLen}, append(want.Counts, want.Totals...)...), total); diff != "" {
						t.Errorf("%s: counts: %s", name, diff)
					}
					near(t, name+" brevity", Brevity(total[0], total[1]), want.BP, agreement)
				}
				if want.NumEdits != nil {
					if diff := cmp.Diff([]float64{*want.NumEdits, want.RefLength}, total); diff != "" {
						t.Errorf("%s: edits: %s", name, diff)
					}
				}
			}
			for _, s := range p.Sentences {
				for m, want := range map[Metric]float64{BLEU{Tokenizer: "13a", Effective: true}: s.BLEU, CHRF{}: s.CHRF2, CHRF{WordOrder: 2}: s.CHRF2PP, TER{}: s.TER} {
					near(t, m.Name(), m.Score(m.Stats(hypotheses[s.Line-1], references[s.Line-1])), want, agreement)
				}
			}
		})
	}
}

func readLines(t testing.TB, name string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(fixture.Path(t, "data", "metrics"), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// single makes each reference one of a list of its own.
func single(references []string) [][]string {
	list := make([][]string, len(references))
	for i, r := range references {
		list[i] = []string{r}
	}
	return list
}

func TestRougeVectors(t *testing.T) {
	var file struct {
		Cases []struct {
			ID, Metric, Target, Prediction string
			Stemmer                        bool
			Expected                       struct{ Precision, Recall, FMeasure float64 }
			Tolerance                      float64
		}
	}
	vectors(t, "rouge_vectors.json", &file)
	for _, c := range file.Cases {
		got := ROUGE{Kind: strings.TrimPrefix(c.Metric, "rouge"), Stem: c.Stemmer}.Of(c.Prediction, c.Target)
		// The file's values are rounded to its tolerance.
		within := max(c.Tolerance, agreement)
		near(t, c.ID+" precision", got.Precision, c.Expected.Precision, within)
		near(t, c.ID+" recall", got.Recall, c.Expected.Recall, within)
		near(t, c.ID+" f", got.F, c.Expected.FMeasure, within)
	}
	if len(file.Cases) < 22 {
		t.Errorf("only %d cases were read", len(file.Cases))
	}
}
