// Package price says what answers cost.
//
// [Default] is the table that comes with the program, [Table.With] puts prices
// from the settings over it, and [Table.Of] prices one answer. Prices move by
// several times within a year, so the table has a date, and what it does not
// know is unknown, never zero.
package price

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"strings"
	"sync"

	"dragoman/internal/llm"
)

//go:embed prices.json
var embedded []byte

// Table holds prices. It is not changed once made, so any goroutine may use it.
type Table struct {
	date      string
	rows      []row
	overrides []Override
}

// Override is a price from the settings, in USD per million tokens. It holds
// for one model as "provider/model", or for a model of any provider.
type Override struct {
	Model      string
	Input      float64
	Output     float64
	Cached     *float64 // nil: as Input
	CacheWrite *float64 // nil: as Input
	Reasoning  *float64 // nil: as Output
}

// rates are prices in USD per million tokens. What the source does not say is
// nil: cached tokens then cost what others do, so the figure is an upper limit.
type rates struct {
	Input      float64  `json:"input"`
	Output     float64  `json:"output"`
	Cached     *float64 `json:"cached"`
	CacheWrite *float64 `json:"cache_write"`
	Reasoning  *float64 `json:"reasoning"`
}

// tier is the prices of the whole request once its prompt has more than Above
// tokens.
type tier struct {
	Above int `json:"above"`
	rates
}

// row is one model of one provider, and where its prices are from.
type row struct {
	Provider string `json:"provider"`
	Model    string `json:"model"`
	rates
	Tiers  []tier `json:"tiers"`
	Note   string `json:"note"`
	Source string `json:"source"`
	AsOf   string `json:"as_of"`
}

// Default returns the table that comes with the program. It is read at the
// first call.
var Default = sync.OnceValue(func() *Table {
	t, err := parse(embedded)
	if err != nil {
		panic("price: the embedded table: " + err.Error())
	}
	return t
})

func parse(data []byte) (*Table, error) {
	var file struct {
		Date    string            `json:"date"`
		Unit    string            `json:"unit"`
		Sources map[string]string `json:"sources"`
		Models  []row             `json:"models"`
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&file); err != nil {
		return nil, err
	}
	return &Table{date: file.Date, rows: file.Models}, nil
}

// Date returns the day on which the table was made, such as 2026-11-23.
func (t *Table) Date() string { return t.date }

// With returns the table with prices from the settings over it. Among several
// for one model the first holds.
func (t *Table) With(overrides []Override) *Table {
	return &Table{date: t.date, rows: t.rows, overrides: append(append([]Override(nil), overrides...), t.overrides...)}
}

// Of returns what an answer cost, and whether that is known. A model on this
// machine and an answer from the cache cost nothing. The model that answered
// is looked up before the one that was asked, which may be an alias.
func (t *Table) Of(a llm.Answer) (usd float64, known bool) {
	if a.Local || a.Reply.Hit {
		return 0, true
	}
	if usd, known := t.Cost(a.Provider, a.Reply.Model, a.Reply.Usage); known {
		return usd, true
	}
	return t.Cost(a.Provider, a.Model, a.Reply.Usage)
}

// Cost returns what usage costs, and whether that is known. What the service
// itself says it cost goes before the table. An answer without token counts
// has no known cost.
func (t *Table) Cost(provider, model string, u llm.Usage) (usd float64, known bool) {
	if u.CostUSD != nil {
		return *u.CostUSD, true
	}
	if u.PromptTokens == 0 && u.CompletionTokens == 0 {
		return 0, false
	}
	r, ok := t.find(provider, model, u.PromptTokens)
	if !ok {
		return 0, false
	}
	return r.cost(u), true
}

// cost prices each kind of token by its own rate.
func (r rates) cost(u llm.Usage) float64 {
	sum := r.Input * float64(max(0, u.PromptTokens-u.CachedTokens-u.CacheWriteTokens))
	sum += or(r.Cached, r.Input) * float64(u.CachedTokens)
	sum += or(r.CacheWrite, r.Input) * float64(u.CacheWriteTokens)
	sum += r.Output * float64(max(0, u.CompletionTokens-u.ReasoningTokens))
	sum += or(r.Reasoning, r.Output) * float64(u.ReasoningTokens)
	return sum / 1e6
}

func or(price *float64, otherwise float64) float64 {
	if price == nil {
		return otherwise
	}
	return *price
}

// find returns the rates of a model: under its full name, then without a date
// at its end, under which services answer.
func (t *Table) find(provider, model string, promptTokens int) (rates, bool) {
	model = strings.TrimPrefix(model, "models/") // as Gemini lists them
	names := []string{model}
	if plain, ok := undated(model); ok {
		names = append(names, plain)
	}
	for _, name := range names {
		for _, o := range t.overrides {
			if name != "" && (o.Model == name || o.Model == provider+"/"+name) {
				return rates{Input: o.Input, Output: o.Output, Cached: o.Cached, CacheWrite: o.CacheWrite, Reasoning: o.Reasoning}, true
			}
		}
		for _, r := range t.rows {
			if r.Provider == provider && r.Model == name {
				return r.at(promptTokens), true
			}
		}
	}
	return rates{}, false
}

// at returns the rates of a request with a prompt of so many tokens. What a
// tier does not say rises as its input price does.
func (r row) at(promptTokens int) rates {
	now := r.rates
	above := -1
	for _, t := range r.Tiers {
		if promptTokens <= t.Above || t.Above < above {
			continue
		}
		above, now = t.Above, t.rates
		now.Cached = orScaled(t.Cached, r.Cached, t.Input/r.Input)
		now.CacheWrite = orScaled(t.CacheWrite, r.CacheWrite, t.Input/r.Input)
	}
	return now
}

func orScaled(own, base *float64, by float64) *float64 {
	if own != nil || base == nil {
		return own
	}
	scaled := *base * by
	return &scaled
}

// undated cuts a date such as -2026-10-07 or -20261007 from the end of a
// model's name. Nothing else is cut: a size or a variant has its own price.
func undated(model string) (string, bool) {
	for _, pattern := range []string{"-dddd-dd-dd", "-dddddddd"} {
		at := len(model) - len(pattern)
		if at > 0 && matches(model[at:], pattern) {
			return model[:at], true
		}
	}
	return model, false
}

// matches compares byte by byte; d in the pattern is a digit.
func matches(s, pattern string) bool {
	for i := range len(pattern) {
		digit := s[i] >= '0' && s[i] <= '9'
		if pattern[i] == 'd' && !digit || pattern[i] != 'd' && s[i] != pattern[i] {
			return false
		}
	}
	return true
}
