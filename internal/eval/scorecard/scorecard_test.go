package scorecard

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"dragoman/internal/check"
	"dragoman/internal/eval"
)

func input(t *testing.T) Input {
	t.Helper()
	metrics, err := eval.Standard("")
	if err != nil {
		t.Fatal(err)
	}
	cents := 0.0125
	return Input{
		Program: "dragoman-test", Kind: Translations, From: "ar",
		Sources:    []string{"وصل الوزير إلى القاهرة يوم الاثنين.", "وقال إن 300 ألف شخص نزحوا من المدينة.", "<script>alert(1)</script> نص"},
		References: [][]string{{"The minister arrived in Cairo on Monday."}, {"He said 300,000 people had been displaced from the city."}, {"<script>alert(1)</script> text"}},
		Documents:  []string{"cairo", "cairo", `"><img src=x onerror=alert(1)>`},
		Systems: []Candidate{
			{Name: "human.txt", Origin: "text", Hypotheses: []string{"The minister reached Cairo on Monday.", "He said 300,000 people were displaced.", "<script>alert(2)</script> text"}},
			{Name: "house/good", Origin: "model", Hypotheses: []string{"The minister arrived in Cairo on Monday.", "وقال إن 300 ألف شخص نزحوا من المدينة.", ""},
				Usage: []Usage{{Requests: 1, PromptTokens: 1200, CompletionTokens: 300, CostUSD: &cents}, {CacheHits: 1, CostUSD: new(float64)}}},
		},
		Metrics: metrics, Checks: append(check.Segment(), check.Article()...), Samples: 200, Seed: eval.Seed,
	}
}

func TestMake(t *testing.T) {
	in := input(t)
	r := Make(in)
	if diff := cmp.Diff([]Document{{"cairo", 2}, {in.Documents[2], 1}}, r.Documents); diff != "" {
		t.Error(diff)
	}
	human, model := r.Systems[0], r.Systems[1]
	want := eval.Corpus(in.Metrics[0], eval.Collect(in.Metrics[0], in.Systems[0].Hypotheses, in.References), nil)
	if got := human.Scores["chrF2"]; math.Abs(got-want) > 1e-9 {
		t.Errorf("chrF2 %v, want %v", got, want)
	}
	if human.Documents[0].Scores["chrF2"] == human.Scores["chrF2"] || len(human.Documents) != 2 {
		t.Errorf("per document: %+v", human.Documents)
	}
	if model.Missing != 1 || human.Missing != 0 {
		t.Errorf("missing: %d and %d", human.Missing, model.Missing)
	}
	if model.Findings.Errors < 2 || human.Findings.Errors != model.Findings.Errors-2 && human.Findings.Errors >= model.Findings.Errors {
		t.Errorf("findings: %+v and %+v", human.Findings, model.Findings)
	}
	if model.Usage.PromptTokens != 1200 || model.Usage.CacheHits != 1 || *model.Usage.CostUSD != 0.0125 || human.Usage != nil {
		t.Errorf("usage: %+v", model.Usage)
	}
	if model.Weakest[0].Score != 0 || model.Weakest[2].Line != 1 {
		t.Errorf("weakest: %+v", model.Weakest)
	}
	c := r.Comparisons[0]
	if len(r.Comparisons) != len(in.Metrics) || c.Unit != "document" || c.Units != 2 || c.SystemName != "house/good" {
		t.Errorf("comparison: %+v", c)
	}
	if want := "nrefs:1|bs:200|seed:12345|rng:pcg|unit:document|case:mixed|eff:yes|nc:6|nw:0|space:no|version:dragoman-test"; c.Signature != want {
		t.Errorf("signature %s, want %s", c.Signature, want)
	}
	total := 0
	for _, n := range c.Histogram.Counts {
		total += n
	}
	if total != 200 {
		t.Errorf("the histogram has %d samples", total)
	}
}

// TestUnknown holds what is left out when documents and sources are not known.
func TestUnknown(t *testing.T) {
	in := input(t)
	in.Sources, in.Documents, in.From = nil, nil, ""
	r := Make(in)
	if r.Comparisons[0].Unit != "segment" || r.Comparisons[0].Units != 3 || len(r.Documents) != 1 {
		t.Errorf("got %+v, %+v", r.Comparisons[0].Unit, r.Documents)
	}
	if r.Systems[0].Findings != nil || len(r.Checks) != 0 {
		t.Error("findings were counted without sources")
	}
	for _, write := range []func(*bytes.Buffer) error{func(b *bytes.Buffer) error { return r.Text(b) }, func(b *bytes.Buffer) error { return r.HTML(b) }} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
	}
}

func TestText(t *testing.T) {
	var b bytes.Buffer
	if err := Make(input(t)).Text(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Arabic → English · 2 documents · 3 segments", "chrF2++", "1,200", "$0.0125", "from cache",
		"paired bootstrap resampling: 200 samples of 2 documents, seed 12345", "against human.txt",
		"TER  nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:dragoman-test",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := Make(input(t)).JSON(&b); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Schema  string
		Systems []struct {
			Scores   map[string]float64
			Findings map[string]int
			Usage    *struct {
				CostUSD *float64 `json:"cost_usd"`
			}
		}
		Comparisons []struct {
			P        float64
			Baseline struct{ Score float64 }
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != SchemaName || len(got.Systems) != 2 || got.Systems[0].Scores["BLEU"] <= 0 || got.Systems[0].Usage != nil || *got.Systems[1].Usage.CostUSD != 0.0125 {
		t.Errorf("got %+v", got)
	}
	if got.Comparisons[0].P <= 0 || got.Comparisons[0].Baseline.Score <= 0 {
		t.Errorf("got %+v", got.Comparisons[0])
	}
}

// TestHTML holds the page's promises: nothing is loaded or run, texts stay
// texts, every plot has its words, blocks say their language and direction.
func TestHTML(t *testing.T) {
	var b bytes.Buffer
	if err := Make(input(t)).HTML(&b); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	plots, rtl := 0, 0
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || (a.Key == "src" || a.Key == "href") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
		if id := attr["id"]; id != "" {
			if ids[id] {
				t.Errorf("two elements have the id %q", id)
			}
			ids[id] = true
		}
		switch n.Data {
		case "script", "img", "link", "iframe", "object":
			t.Errorf("the page has <%s>", n.Data)
		case "svg":
			if attr["role"] == "img" {
				plots++
				for id := range strings.FieldsSeq(attr["aria-labelledby"]) {
					if !strings.Contains(b.String(), `id="`+id+`"`) {
						t.Errorf("a plot is labelled by %q, which is not there", id)
					}
				}
			}
		case "td":
			if attr["dir"] == "rtl" && attr["lang"] == "ar" {
				rtl++
			}
		}
	}
	if plots != 4+4+1 { // documents, differences, findings
		t.Errorf("%d plots", plots)
	}
	if rtl != 6 {
		t.Errorf("%d source texts are marked right to left", rtl)
	}
	for _, want := range []string{"default-src &#39;none&#39;", "prefers-color-scheme: dark", "&lt;script&gt;alert(2)", "<caption>"} {
		if !strings.Contains(b.String(), want) && !strings.Contains(b.String(), html.UnescapeString(want)) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(b.String(), "http:") || strings.Contains(b.String(), "https:") {
		t.Error("the page names an address")
	}
}

func TestHistogram(t *testing.T) {
	if got := histogram([]float64{0, 0, 0}); len(got.Counts) != 1 || got.Counts[0] != 3 {
		t.Errorf("equal values: %+v", got)
	}
	if got := histogram(nil); len(got.Counts) != 0 {
		t.Errorf("no values: %+v", got)
	}
	got := histogram([]float64{0, 1, 41})
	if got.Counts[0] != 1 || got.Counts[1] != 1 || got.Counts[bins-1] != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestNiceStep(t *testing.T) {
	for least, want := range map[float64]float64{0.3: 0.5, 1: 1, 1.1: 2, 16.7: 20, 6: 10, 0.04: 0.05, 0: 1} {
		if got := niceStep(least); math.Abs(got-want) > 1e-9 {
			t.Errorf("niceStep(%v) = %v, want %v", least, got, want)
		}
	}
}
