package pipeline

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/judge"
	"dragoman/internal/llm"
)

// TestRepairsInUsage has one segment corrected by a model that costs ten times
// as much as the one that drafts.
func TestRepairsInUsage(t *testing.T) {
	p := &Pipeline{Price: func(a llm.Answer) (float64, bool) {
		price := map[string]float64{"cheap": 1, "strong": 10}[a.Provider]
		return price * float64(a.Reply.Usage.PromptTokens+a.Reply.Usage.CompletionTokens) / 1000, price > 0
	}}
	answer := func(provider string, repair bool, tokens int) llm.Answer {
		return llm.Answer{Provider: provider, Repair: repair, Reply: llm.Reply{Attempts: 1, Usage: llm.Usage{PromptTokens: tokens, CompletionTokens: tokens}}}
	}
	hit := answer("strong", true, 100)
	hit.Reply.Hit = true
	for _, test := range []struct {
		name        string
		answers     []llm.Answer
		requests    int
		cost, saved float64
	}{
		{"none", []llm.Answer{answer("cheap", false, 1000)}, 0, 0, 0},
		{"one", []llm.Answer{answer("cheap", false, 1000), answer("strong", true, 100)}, 1, 2, 18},
		{"several", []llm.Answer{answer("cheap", false, 1000), answer("strong", true, 100), answer("strong", true, 100)}, 2, 4, 16},
		{"dearer than the whole", []llm.Answer{answer("cheap", false, 50), answer("strong", true, 100)}, 1, 2, 0},
		{"from the cache", []llm.Answer{answer("cheap", false, 1000), hit}, 0, 0, 0},
		{"no price", []llm.Answer{answer("cheap", false, 1000), answer("unknown", true, 100)}, 1, math.NaN(), math.NaN()},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := p.repairs(test.answers)
			if test.name == "none" {
				if got != nil {
					t.Errorf("got %+v, want nothing", got)
				}
				return
			}
			if got.Requests != test.requests || !same(got.CostUSD, test.cost) || !same(got.SavedUSD, test.saved) {
				t.Errorf("%d requests, cost %v, saved %v; want %d, %v, %v", got.Requests, show(got.CostUSD), show(got.SavedUSD), test.requests, test.cost, test.saved)
			}
		})
	}
}

func same(got *float64, want float64) bool {
	if got == nil {
		return math.IsNaN(want)
	}
	return math.Abs(*got-want) < 1e-9
}

func show(v *float64) any {
	if v == nil {
		return "unknown"
	}
	return *v
}

// opinion is a judge who always says the same.
type opinion struct {
	judgement judge.Judgement
	err       error
}

func (o opinion) Judge(context.Context, article.Article, digest.Translation) (judge.Judgement, error) {
	return o.judgement, o.err
}

func TestJudgeAddsFindings(t *testing.T) {
	m := good()
	p := line(m, m)
	p.Judge = opinion{judgement: judge.Judgement{
		Findings: []check.Finding{{Severity: check.Warning, Segment: 3, Place: check.Translation, Message: "was opened, not announced"}},
		Answers:  []llm.Answer{{Provider: "second", Model: "m", Reply: llm.Reply{Attempts: 1}}},
	}}
	d, err := p.Run(t.Context(), port(), nil)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(d.Findings, func(f check.Finding) bool { return f.Check == judge.Name })
	if i < 0 || d.Findings[i].Segment != 3 || d.Findings[i].ID == "" || !slices.Contains(d.Checks.Ran, judge.Name) {
		t.Errorf("findings %+v, ran %v", d.Findings, d.Checks.Ran)
	}
	if d.Provenance.Judge != "second/m" || slices.Contains(d.Provenance.Answered, "second/m") || d.Usage.Requests != 3 {
		t.Errorf("provenance %+v, %d requests", d.Provenance, d.Usage.Requests)
	}
	p.Rules.Policy = check.Policy{judge.Name: check.Error}
	if d, err = p.Run(t.Context(), port(), nil); err != nil || d.Checks.Errors != 1 {
		t.Errorf("%d errors (%v), want the house's severity", d.Checks.Errors, err)
	}
}

func TestJudgeDownIsACheckThatDidNotRun(t *testing.T) {
	m := good()
	p := line(m, m)
	p.Judge = opinion{err: errors.New("second is overloaded")}
	d, err := p.Run(t.Context(), port(), nil)
	if err != nil || d.Status != digest.Complete {
		t.Fatalf("%s (%v), want a complete record", d.Status, err)
	}
	if i := slices.IndexFunc(d.Checks.Skipped, func(s check.Skip) bool { return s.Check == judge.Name }); i < 0 || d.Checks.Skipped[i].Reason != "second is overloaded" {
		t.Errorf("skipped %+v", d.Checks.Skipped)
	}
}
