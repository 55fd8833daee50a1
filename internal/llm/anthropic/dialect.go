package anthropic

import (
	"slices"
	"strings"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// The fields of a request that a dialect may drop and a refusal may teach
// about. Effort and the schema stand inside output_config on the wire; the
// schema has the name that the carrier ladder knows it by.
const (
	fieldEffort      = "effort"
	fieldThinking    = "thinking"
	fieldTemperature = "temperature"
	fieldTopP        = "top_p"
	fieldMaxTokens   = "max_tokens"
	fieldFormat      = transport.ResponseFormat
)

// Dialect is what services and models that speak this protocol differ in. It
// is data; every field shapes what is sent, so all are under [Dialect.Hash].
type Dialect struct {
	// MaxTokens is sent when a request sets no limit: the protocol wants one.
	MaxTokens int `json:"max_tokens,omitempty"`
	// CacheFrom is the length in bytes from which the instructions are marked
	// for the service's prompt cache. 0 never marks them.
	CacheFrom int `json:"cache_from,omitempty"`
	// Drop lists fields that are never sent.
	Drop []string `json:"drop,omitempty"`
	// Thinking turns thinking to a level. A level without a row sends nothing.
	Thinking []ThinkingRow `json:"thinking,omitempty"`
	// Rules change the dialect for some models; the first match holds.
	Rules []Rule `json:"rules,omitempty"`
}

// ThinkingRow is how a level of thinking is asked for: output_config.effort,
// thinking.type, either or neither.
type ThinkingRow struct {
	Level  llm.Thinking `json:"level"`
	Effort string       `json:"effort,omitempty"`
	Type   string       `json:"type,omitempty"` // "adaptive" or "disabled"
}

// Rule changes a dialect for the models whose name begins with one of Models.
type Rule struct {
	Models   []string      `json:"models"`
	Drop     []string      `json:"drop,omitempty"`
	Thinking []ThinkingRow `json:"thinking,omitempty"` // in place of the dialect's
}

// defaultMaxTokens is the output limit when none is set: a chunk of 1,500
// source words comes out as 2,000 to 4,000 tokens of English with its JSON,
// and thinking counts too.
const defaultMaxTokens = 8192

// Default returns the dialect of Anthropic's own service, from its
// documentation of models, effort, extended thinking and prompt caching.
//
// Models since Opus 4.7, Sonnet 5 and Haiku 5.5 refuse sampling parameters and
// think by themselves, which low effort keeps short. Older ones think only when
// told to, so the least is to say nothing. An unknown, newer model is treated
// like the newest; what it refuses is learned.
//
// Instructions are marked for the prompt cache from 16,000 bytes on, about
// 4,096 tokens: the highest of the known floors, below which a mark does
// nothing. Writing costs a quarter more and only a second article gets it
// back, so shorter instructions, which may change with every article's terms,
// are not worth it.
func Default() Dialect {
	byEffort := []ThinkingRow{
		{Level: llm.ThinkingLow, Effort: "low"},
		{Level: llm.ThinkingMedium, Effort: "medium"},
		{Level: llm.ThinkingHigh, Effort: "high"},
	}
	return Dialect{
		MaxTokens: defaultMaxTokens,
		CacheFrom: 16_000,
		Thinking:  append([]ThinkingRow{{Level: llm.ThinkingLeast, Effort: "low"}}, byEffort...),
		Rules: []Rule{
			{
				Models:   []string{"claude-opus-4-5", "claude-opus-4-6", "claude-sonnet-4-6"},
				Thinking: byEffort,
			},
			{
				Models: []string{"claude-opus-4-7", "claude-opus-4-8", "claude-opus-5", "claude-sonnet-5", "claude-haiku-5", "claude-fable-", "claude-mythos-"},
				Drop:   []string{fieldTemperature, fieldTopP},
			},
			{
				Models: []string{"claude-3", "claude-haiku-4", "claude-sonnet-4", "claude-opus-4"},
				Drop:   []string{fieldEffort},
			},
		},
	}
}

// Hash returns 32 hex digits of SHA-256 over the dialect's canonical JSON.
func (d Dialect) Hash() string { return transport.Hash(d) }

// forModel returns the dialect with the rule for the model applied.
func (d Dialect) forModel(model string) Dialect {
	for _, r := range d.Rules {
		if !slices.ContainsFunc(r.Models, func(p string) bool { return strings.HasPrefix(model, p) }) {
			continue
		}
		d.Drop = slices.Concat(d.Drop, r.Drop)
		if r.Thinking != nil {
			d.Thinking = r.Thinking
		}
		break
	}
	return d
}

// thinking returns the row of a level.
func (d Dialect) thinking(level llm.Thinking) ThinkingRow {
	for _, row := range d.Thinking {
		if row.Level == level {
			return row
		}
	}
	return ThinkingRow{}
}
