package price

import (
	"math"
	"slices"
	"testing"
	"time"

	"dragoman/internal/llm"
	"dragoman/internal/llm/preset"
)

func ptr(f float64) *float64 { return &f }

// table is one with round numbers.
func table() *Table {
	return &Table{date: "2026-11-23", rows: []row{
		{Provider: "a", Model: "m", rates: rates{Input: 1, Output: 10, Cached: ptr(0.1), CacheWrite: ptr(1.25)}, Tiers: []tier{
			{Above: 1000, rates: rates{Input: 2, Output: 20}},
			{Above: 5000, rates: rates{Input: 4, Output: 40, Cached: ptr(1)}},
		}},
		{Provider: "a", Model: "m-2024-05-13", rates: rates{Input: 7, Output: 7}},
		{Provider: "a", Model: "bare", rates: rates{Input: 1, Output: 10}},
		{Provider: "groq", Model: "openai/m", rates: rates{Input: 3, Output: 3}},
	}}
}

func TestCost(t *testing.T) {
	over := []Override{
		{Model: "a/own", Input: 5, Output: 50, Cached: ptr(0), Reasoning: ptr(1)},
		{Model: "anywhere", Input: 6, Output: 6},
		{Model: "b/bare", Input: 9, Output: 9},
		{Model: "groq/openai/m", Input: 8, Output: 8},
	}
	tests := []struct {
		name            string
		provider, model string
		usage           llm.Usage
		want            float64 // USD per million of such answers
		known           bool
	}{
		{"input and output", "a", "m", llm.Usage{PromptTokens: 100, CompletionTokens: 10}, 200, true},
		{"cached and written apart", "a", "m", llm.Usage{PromptTokens: 100, CachedTokens: 50, CacheWriteTokens: 20}, 30 + 5 + 25, true},
		{"no price for cached tokens", "a", "bare", llm.Usage{PromptTokens: 100, CachedTokens: 50, CacheWriteTokens: 20}, 100, true},
		{"reasoning is output", "a", "m", llm.Usage{PromptTokens: 1, CompletionTokens: 10, ReasoningTokens: 4}, 101, true},
		{"at the threshold", "a", "m", llm.Usage{PromptTokens: 1000}, 1000, true},
		{"above it, the whole request", "a", "m", llm.Usage{PromptTokens: 1001, CompletionTokens: 1}, 2002 + 20, true},
		{"a tier without cache prices", "a", "m", llm.Usage{PromptTokens: 2000, CachedTokens: 1000, CacheWriteTokens: 1000}, 200 + 2500, true},
		{"the highest tier", "a", "m", llm.Usage{PromptTokens: 6000, CachedTokens: 6000}, 6000, true},
		{"a date", "a", "m-2026-10-07", llm.Usage{PromptTokens: 100}, 100, true},
		{"a date in one piece", "a", "m-20261007", llm.Usage{PromptTokens: 100}, 100, true},
		{"a dated price of its own", "a", "m-2024-05-13", llm.Usage{PromptTokens: 100}, 700, true},
		{"a variant is another model", "a", "m-mini", llm.Usage{PromptTokens: 100}, 0, false},
		{"a version is another model", "a", "m-2603", llm.Usage{PromptTokens: 100}, 0, false},
		{"another provider", "b", "m", llm.Usage{PromptTokens: 100}, 0, false},
		{"no model", "a", "", llm.Usage{PromptTokens: 100}, 0, false},
		{"no counts", "a", "m", llm.Usage{}, 0, false},
		{"the service's own figure", "b", "unknown", llm.Usage{CostUSD: ptr(3e-6)}, 3, true},
		{"the service says nothing was paid", "a", "m", llm.Usage{PromptTokens: 5, CostUSD: ptr(0)}, 0, true},
		{"settings", "a", "own", llm.Usage{PromptTokens: 100, CachedTokens: 50, CompletionTokens: 10, ReasoningTokens: 4}, 250 + 300 + 4, true},
		{"settings for a dated answer", "a", "own-2026-10-07", llm.Usage{PromptTokens: 100}, 500, true},
		{"settings for any provider", "z", "anywhere", llm.Usage{PromptTokens: 100}, 600, true},
		{"settings for another provider", "a", "bare", llm.Usage{PromptTokens: 100}, 100, true},
		{"settings over the table", "groq", "openai/m", llm.Usage{PromptTokens: 100}, 800, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, known := table().With(over).Cost(test.provider, test.model, test.usage)
			if known != test.known || math.Abs(got*1e6-test.want) > 1e-6 {
				t.Errorf("got %v a million, known %v; want %v, %v", got*1e6, known, test.want, test.known)
			}
		})
	}
}

func TestOf(t *testing.T) {
	used := llm.Usage{PromptTokens: 100}
	for _, test := range []struct {
		name   string
		answer llm.Answer
		want   float64
		known  bool
	}{
		{"local", llm.Answer{Provider: "ollama", Model: "x", Local: true, Reply: llm.Reply{Usage: used}}, 0, true},
		{"hit", llm.Answer{Provider: "a", Model: "x", Reply: llm.Reply{Usage: used, Hit: true}}, 0, true},
		{"who answered", llm.Answer{Provider: "a", Model: "bare", Reply: llm.Reply{Model: "m-2024-05-13", Usage: used}}, 700, true},
		{"who was asked", llm.Answer{Provider: "a", Model: "m", Reply: llm.Reply{Model: "secret-name", Usage: used}}, 100, true},
		{"neither", llm.Answer{Provider: "a", Model: "x", Reply: llm.Reply{Model: "y", Usage: used}}, 0, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, known := table().Of(test.answer)
			if known != test.known || math.Abs(got*1e6-test.want) > 1e-6 {
				t.Errorf("got %v a million, known %v; want %v, %v", got*1e6, known, test.want, test.known)
			}
		})
	}
}

// TestDefault: the table that is shipped is sane, small, dated and knows every
// remote preset's default model.
func TestDefault(t *testing.T) {
	d := Default()
	if _, err := time.Parse(time.DateOnly, d.Date()); err != nil {
		t.Errorf("date: %v", err)
	}
	if n := len(d.rows); n < 30 || n > 60 {
		t.Errorf("got %d rows, want 30 to 60", n)
	}
	var seen []string
	for _, r := range d.rows {
		name := r.Provider + "/" + r.Model
		if slices.Contains(seen, name) {
			t.Errorf("%s is there twice", name)
		}
		seen = append(seen, name)
		if r.Input <= 0 || r.Output < r.Input || r.Source == "" || r.AsOf == "" || r.AsOf > d.Date() {
			t.Errorf("%s: odd row %+v", name, r)
		}
		if c := or(r.Cached, r.Input); c > r.Input || or(r.CacheWrite, r.Input) < r.Input {
			t.Errorf("%s: cached tokens cost more than others, or writing less: %+v", name, r)
		}
		for _, tier := range r.Tiers {
			if tier.Above <= 0 || tier.Input < r.Input || tier.Output < r.Output {
				t.Errorf("%s: a tier that is cheaper: %+v", name, tier)
			}
		}
	}
	for _, p := range preset.All() {
		if p.Local || p.Model == "" || p.Name == "openrouter" { // OpenRouter says the cost itself
			continue
		}
		if _, known := d.Cost(p.Name, p.Model, llm.Usage{PromptTokens: 1000, CompletionTokens: 1000}); !known {
			t.Errorf("the price of %s/%s, a default, is unknown", p.Name, p.Model)
		}
	}
}

// TestPublished compares with figures from the providers' own pages.
func TestPublished(t *testing.T) {
	for _, test := range []struct {
		provider, model string
		usage           llm.Usage
		want            float64
	}{
		{"openai", "gpt-6-luna-2026-10-01", llm.Usage{PromptTokens: 1_000_000 / 4, CompletionTokens: 1_000_000}, 0.025 + 0.50},
		{"anthropic", "claude-haiku-5-5", llm.Usage{PromptTokens: 100_000, CachedTokens: 50_000}, 0.005 + 0.0005},
		{"anthropic", "claude-haiku-5-5", llm.Usage{PromptTokens: 100_001, CompletionTokens: 1_000_000}, 0.0500005 + 2.50},
		{"deepseek", "deepseek-flash", llm.Usage{PromptTokens: 1_000_000, CompletionTokens: 1_000_000}, 1.50},
	} {
		got, known := Default().Cost(test.provider, test.model, test.usage)
		if !known || math.Abs(got-test.want) > 1e-9 {
			t.Errorf("%s/%s: got %v, %v; want %v", test.provider, test.model, got, known, test.want)
		}
	}
}
