// Package scorecard scores systems against references and writes what came out:
// as text, JSON, or one HTML page with plots.
//
// [Make] does the work, [Report] holds it, and [Report.Text], [Report.JSON] and
// [Report.HTML] write it. Texts in a report are strangers' and are escaped
// wherever they are written.
package scorecard

import (
	"cmp"
	"slices"

	"dragoman/internal/check"
	"dragoman/internal/eval"
	"dragoman/internal/eval/drill"
)

// SchemaName is the value of every report's "schema".
const SchemaName = "dragoman/eval/1"

// The kinds of a report.
const (
	Translations = "translation"
	Summaries    = "summary"
)

// Input is what is measured. All lists of texts are parallel: one text a line,
// a segment of a translation or the summary of a document.
type Input struct {
	Program    string // name and version, such as "dragoman-1.2.0"; it ends the signatures
	Kind       string
	From       string     // BCP 47 tag of the sources; empty: unknown
	Sources    []string   // nil: not known
	References [][]string // of each line, one or more
	Documents  []string   // the document of each line; nil: not known
	Systems    []Candidate
	Metrics    []eval.Metric
	Checks     []check.Check // run over sources and hypotheses; none without sources
	Samples    int           // of the bootstrap
	Seed       uint64
}

// Candidate is one system's answers.
type Candidate struct {
	Name       string
	Origin     string // "text", "digest" or "model"
	Hypotheses []string
	Usage      []Usage // of each document, in order; nil: not known
}

// Usage is what a model used for a document.
type Usage struct {
	Requests         int      `json:"requests"`
	CacheHits        int      `json:"cache_hits"`
	PromptTokens     int      `json:"prompt_tokens"`
	CompletionTokens int      `json:"completion_tokens"`
	CostUSD          *float64 `json:"cost_usd"` // null: unknown
}

func (u Usage) plus(v Usage) Usage {
	u.Requests += v.Requests
	u.CacheHits += v.CacheHits
	u.PromptTokens += v.PromptTokens
	u.CompletionTokens += v.CompletionTokens
	if u.CostUSD == nil || v.CostUSD == nil {
		u.CostUSD = nil
		return u
	}
	cost := *u.CostUSD + *v.CostUSD
	u.CostUSD = &cost
	return u
}

// Report is the outcome of an evaluation. Its JSON names are a contract: they
// are only added to.
type Report struct {
	Schema      string       `json:"schema"`
	Program     string       `json:"program"`
	Kind        string       `json:"kind"`
	From        string       `json:"from"` // empty: unknown
	Texts       int          `json:"texts"`
	Documents   []Document   `json:"documents"` // one without a name when none are known
	Metrics     []Metric     `json:"metrics"`
	Systems     []System     `json:"systems"`
	Comparisons []Comparison `json:"comparisons"` // of each system with the first
	Checks      []string     `json:"checks"`      // those that ran; empty: findings were not counted
	Skipped     []check.Skip `json:"skipped"`
}

// Document names a document and says how many texts it has.
type Document struct {
	Name  string `json:"name"`
	Texts int    `json:"texts"`
}

// Metric says how a score is made.
type Metric struct {
	Name          string `json:"name"`
	Signature     string `json:"signature"`
	LowerIsBetter bool   `json:"lower_is_better"`
}

// System is what one system came to. Scores are by the name of the metric.
type System struct {
	Name      string             `json:"name"`
	Origin    string             `json:"origin"`
	Missing   int                `json:"missing"` // texts that are empty
	Scores    map[string]float64 `json:"scores"`
	Documents []Result           `json:"documents"` // in the order of the report's
	Findings  *Findings          `json:"findings"`  // null: not counted
	ByCheck   []drill.Alarms     `json:"findings_by_check"`
	Usage     *Usage             `json:"usage"` // null: not known
	Weakest   []Text             `json:"weakest"`
}

// Result is a system's result for one document.
type Result struct {
	Name     string             `json:"name"`
	Scores   map[string]float64 `json:"scores"`
	Findings *Findings          `json:"findings"`
	Usage    *Usage             `json:"usage"`
}

// Findings counts what the checks found.
type Findings struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
}

func (f *Findings) count(s check.Severity) {
	switch s {
	case check.Error:
		f.Errors++
	case check.Warning:
		f.Warnings++
	default:
		f.Notes++
	}
}

// Text is one text with its score by the first metric.
type Text struct {
	Line       int     `json:"line"` // from 1
	Document   string  `json:"document"`
	Score      float64 `json:"score"`
	Source     string  `json:"source"`
	Reference  string  `json:"reference"`
	Hypothesis string  `json:"hypothesis"`
}

// Comparison is a paired bootstrap test of a system against the first one.
type Comparison struct {
	BaselineName string `json:"baseline_name"`
	SystemName   string `json:"system_name"`
	Metric       string `json:"metric"`
	Signature    string `json:"signature"`
	Unit         string `json:"unit"` // "document", "segment" or "summary"
	eval.Comparison
	Histogram Histogram `json:"histogram"` // of the samples' differences
}

// Histogram counts values in bins of equal width.
type Histogram struct {
	From   float64 `json:"from"`
	Width  float64 `json:"width"`
	Counts []int   `json:"counts"`
}

// weakest is how many of the texts with the lowest scores a report shows.
const weakest = 10

// Make scores the systems of an input.
func Make(in Input) Report {
	r := Report{Schema: SchemaName, Program: in.Program, Kind: in.Kind, From: in.From, Texts: len(in.References),
		Comparisons: []Comparison{}, Checks: []string{}, Skipped: []check.Skip{}}
	units := eval.Units(len(in.References), in.Documents)
	documents := units
	if in.Documents == nil {
		documents = [][]int{all(len(in.References))}
	}
	for _, lines := range documents {
		d := Document{Texts: len(lines)}
		if in.Documents != nil && len(lines) > 0 {
			d.Name = in.Documents[lines[0]]
		}
		r.Documents = append(r.Documents, d)
	}
	refs := 1
	if len(in.References) > 0 {
		refs = len(in.References[0])
	}
	for _, m := range in.Metrics {
		r.Metrics = append(r.Metrics, Metric{m.Name(), m.Signature(refs) + "|version:" + in.Program, eval.LowerIsBetter(m)})
	}
	stats := make([][][][]float64, len(in.Systems)) // by system, metric, line
	for s, c := range in.Systems {
		for _, m := range in.Metrics {
			stats[s] = append(stats[s], eval.Collect(m, c.Hypotheses, in.References))
		}
		r.Systems = append(r.Systems, r.system(in, c, stats[s], documents))
	}
	unit := map[string]string{Translations: "segment", Summaries: "summary"}[in.Kind]
	if len(documents) > 1 {
		unit = "document"
	} else {
		units = eval.Units(len(in.References), nil)
	}
	r.compare(in, stats, units, unit)
	return r
}

func all(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// system scores one system.
func (r *Report) system(in Input, c Candidate, stats [][][]float64, documents [][]int) System {
	s := System{Name: c.Name, Origin: c.Origin, Scores: map[string]float64{}, ByCheck: []drill.Alarms{}, Weakest: []Text{}}
	for _, h := range c.Hypotheses {
		if h == "" {
			s.Missing++
		}
	}
	for k, m := range in.Metrics {
		s.Scores[m.Name()] = eval.Corpus(m, stats[k], nil)
	}
	for d, lines := range documents {
		result := Result{Name: r.Documents[d].Name, Scores: map[string]float64{}}
		for k, m := range in.Metrics {
			result.Scores[m.Name()] = eval.Corpus(m, stats[k], lines)
		}
		if d < len(c.Usage) {
			result.Usage = &c.Usage[d]
		}
		s.Documents = append(s.Documents, result)
	}
	if len(c.Usage) > 0 {
		total := c.Usage[0]
		for _, u := range c.Usage[1:] {
			total = total.plus(u)
		}
		s.Usage = &total
	}
	r.findings(in, c, &s)
	s.weakest(in, c, stats)
	return s
}

// findings runs the checks over a system's texts.
func (r *Report) findings(in Input, c Candidate, s *System) {
	if in.Sources == nil || len(in.Checks) == 0 {
		return
	}
	s.Findings = &Findings{}
	at := map[string]int{}
	corpus := drill.Corpus{From: in.From, Source: in.Sources, Target: c.Hypotheses, Documents: in.Documents}
	for d, doc := range corpus.Split() {
		report := check.Run(doc.Document, in.Checks)
		for _, name := range report.Ran {
			if _, ok := at[name]; !ok {
				at[name] = len(s.ByCheck)
				s.ByCheck = append(s.ByCheck, drill.Alarms{Check: name})
			}
			if !slices.Contains(r.Checks, name) {
				r.Checks = append(r.Checks, name)
			}
		}
		for _, skip := range report.Skipped {
			if !slices.ContainsFunc(r.Skipped, func(k check.Skip) bool { return k.Check == skip.Check }) {
				r.Skipped = append(r.Skipped, skip)
			}
		}
		s.Documents[d].Findings = &Findings{}
		for _, f := range report.Findings {
			s.Findings.count(f.Severity)
			s.Documents[d].Findings.count(f.Severity)
			s.ByCheck[at[f.Check]].Count(f.Severity)
		}
	}
}

// weakest keeps the texts with the worst scores by the first metric.
func (s *System) weakest(in Input, c Candidate, stats [][][]float64) {
	if len(in.Metrics) == 0 {
		return
	}
	m := in.Metrics[0]
	var texts []Text
	for i, h := range c.Hypotheses {
		t := Text{Line: i + 1, Score: m.Score(stats[0][i]), Reference: in.References[i][0], Hypothesis: h}
		if in.Documents != nil {
			t.Document = in.Documents[i]
		}
		if in.Sources != nil && in.Kind == Translations {
			t.Source = in.Sources[i]
		}
		texts = append(texts, t)
	}
	slices.SortStableFunc(texts, func(a, b Text) int {
		if eval.LowerIsBetter(m) {
			a, b = b, a
		}
		return cmp.Compare(a.Score, b.Score)
	})
	s.Weakest = append(s.Weakest, texts[:min(weakest, len(texts))]...)
}

// compare tests every system against the first.
func (r *Report) compare(in Input, stats [][][][]float64, units [][]int, unit string) {
	for s := 1; s < len(in.Systems); s++ {
		for k, m := range in.Metrics {
			c := Comparison{BaselineName: in.Systems[0].Name, SystemName: in.Systems[s].Name, Metric: m.Name(), Unit: unit}
			c.Comparison = eval.Bootstrap(m, stats[0][k], stats[s][k], units, in.Samples, in.Seed)
			c.Signature = bootstrapSignature(r.Metrics[k].Signature, in, unit)
			c.Histogram = histogram(c.Diffs)
			r.Comparisons = append(r.Comparisons, c)
		}
	}
}

// bins is how many bins a histogram has: enough to see the shape of 1,000
// samples.
const bins = 41

// histogram counts sorted values in bins.
func histogram(sorted []float64) Histogram {
	if len(sorted) == 0 {
		return Histogram{Counts: []int{}}
	}
	h := Histogram{From: sorted[0], Width: (sorted[len(sorted)-1] - sorted[0]) / bins, Counts: make([]int, bins)}
	if h.Width == 0 {
		h.Counts = []int{len(sorted)}
		return h
	}
	for _, v := range sorted {
		h.Counts[min(int((v-h.From)/h.Width), bins-1)]++
	}
	return h
}
