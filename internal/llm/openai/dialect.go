package openai

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// Dialect is how one service differs from the others that speak the chat
// completions protocol. It is data: code never asks for a service's name. Every
// field shapes what is sent or how the answer is read, so all of them are under
// [Dialect.Hash]; what only speaks to people does not belong here.
type Dialect struct {
	// TokenField carries Request.MaxTokens: "max_tokens" or
	// "max_completion_tokens". Empty sends no limit.
	TokenField string `json:"token_field,omitempty"`
	// InstructionRole is the role of instructions: "system" (also when empty)
	// or "developer".
	InstructionRole string `json:"instruction_role,omitempty"`
	// SeedField carries Request.Seed. Empty sends no seed.
	SeedField string `json:"seed_field,omitempty"`
	// FirstCarrier is the strictest carrier the service has.
	FirstCarrier llm.Carrier `json:"first_carrier,omitempty"`
	// StreamUsage asks for the token counts of a stream with stream_options.
	StreamUsage bool `json:"stream_usage,omitempty"`
	// Allow lists the fields a closed service takes; the others are not sent.
	// Empty allows all.
	Allow []string `json:"allow,omitempty"`
	// Drop lists fields that are never sent.
	Drop []string `json:"drop,omitempty"`
	// Set holds fields that are always sent.
	Set []Field `json:"set,omitempty"`
	// SchemaSet holds fields that are sent beside a JSON Schema.
	SchemaSet []Field `json:"schema_set,omitempty"`
	// Thinking turns thinking to a level. Several rows of one level are
	// alternatives: the next is used when the service refuses the one before.
	Thinking []ThinkingRow `json:"thinking,omitempty"`
	// Rules change the dialect for some models; the first match holds.
	Rules []Rule `json:"rules,omitempty"`
	// Finish adds to the known finish reasons.
	Finish []FinishRow `json:"finish,omitempty"`
	// QuotaCodes adds to the known error codes and types that mean "no credit".
	QuotaCodes []string `json:"quota_codes,omitempty"`
	// KeyHeaders are headers that carry the key beside Authorization.
	KeyHeaders []string `json:"key_headers,omitempty"`
	// ModelPrefix is cut from the ids the service lists.
	ModelPrefix string `json:"model_prefix,omitempty"`
	// SilentCut is set where a prompt over the context window is cut without
	// an error.
	SilentCut bool `json:"silent_cut,omitempty"`
}

// Field is one top-level field of the request body.
type Field struct {
	Name  string          `json:"name"`
	Value json.RawMessage `json:"value"`
}

// ThinkingRow is one way to turn thinking to a level. Drop names the fields the
// service refuses while it thinks so.
type ThinkingRow struct {
	Level llm.Thinking `json:"level"`
	Set   []Field      `json:"set,omitempty"`
	Drop  []string     `json:"drop,omitempty"`
}

// Rule changes a dialect for the models whose name begins with one of Models.
type Rule struct {
	Models   []string      `json:"models"`
	Drop     []string      `json:"drop,omitempty"`
	Set      []Field       `json:"set,omitempty"`
	Thinking []ThinkingRow `json:"thinking"` // in place of the dialect's, unless nil
}

// FinishRow gives the meaning of one finish reason.
type FinishRow struct {
	Reason string     `json:"reason"`
	Means  llm.Finish `json:"means"`
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
		d.Set = slices.Concat(d.Set, r.Set)
		if r.Thinking != nil {
			d.Thinking = r.Thinking
		}
		break
	}
	return d
}

// thinking returns the first row of the level whose fields were not refused.
func (d Dialect) thinking(level llm.Thinking, refused facts) (ThinkingRow, bool) {
	for _, row := range d.Thinking {
		if row.Level == level && !slices.ContainsFunc(row.Set, refused.field) {
			return row, true
		}
	}
	return ThinkingRow{}, false
}

// allows reports whether the service takes a field.
func (d Dialect) allows(name string) bool {
	if slices.Contains(d.Drop, name) {
		return false
	}
	return len(d.Allow) == 0 || slices.Contains(d.Allow, name)
}

// String returns the field as it stands in the body; it names a refused value.
func (f Field) String() string {
	var b bytes.Buffer
	if json.Compact(&b, f.Value) != nil {
		return f.Name
	}
	return f.Name + ": " + b.String()
}
