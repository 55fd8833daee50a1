// Package llm asks language models.
//
// [Model] is one method. An adapter (openai, anthropic, recorded) speaks one
// wire protocol; [Cached], [Retried] and [Recorder] wrap any Model, outside in
// that order. The package knows nothing of articles and imports no provider.
package llm

import (
	"context"
	"encoding/json"
)

// Model answers requests.
//
// Ask sends one request. onText, which may be nil, is called with each piece
// of the answer's text as it arrives, from one goroutine, before Ask returns;
// it never shapes the answer. Every failure is an [*Error] or the context's
// own error. With kind [Cut] the Reply holds the text that did arrive.
type Model interface {
	Ask(ctx context.Context, req Request, onText func(string)) (Reply, error)
}

// Role says who speaks a message.
type Role string

// The roles of a message.
const (
	System    Role = "system"
	User      Role = "user"
	Assistant Role = "assistant"
)

// Message is one message of a request.
type Message struct {
	Role    Role   `json:"role"`
	Content string `json:"content"`
}

// Carrier is the form in which a reply with parts is asked for.
type Carrier string

// The carriers, from the strictest to the plainest; [Ladder] walks down them.
const (
	CarrierSchema Carrier = "schema" // strict JSON Schema
	CarrierJSON   Carrier = "json"   // a JSON object, shape given in the prompt
	CarrierTags   Carrier = "tags"   // tagged lines, <s01>…</s01>
	CarrierSingle Carrier = "single" // one part per call, plain text
)

// Thinking says how much reasoning is wanted before the answer.
type Thinking string

// The levels of thinking. The dialect maps them to what the service has.
const (
	ThinkingLeast   Thinking = ""        // as little as the service allows
	ThinkingDefault Thinking = "default" // whatever the service does by itself
	ThinkingLow     Thinking = "low"
	ThinkingMedium  Thinking = "medium"
	ThinkingHigh    Thinking = "high"
)

// Request is everything that shapes an answer. It is the cache key, so nothing
// that shapes an answer may come from anywhere else but the dialect.
type Request struct {
	Provider    string          `json:"provider"`
	Model       string          `json:"model"`
	Messages    []Message       `json:"messages"`
	Carrier     Carrier         `json:"carrier"`
	SchemaName  string          `json:"schema_name,omitempty"` // a word; with CarrierSchema
	Schema      json.RawMessage `json:"schema,omitempty"`      // JSON Schema of the reply; with CarrierSchema
	MaxTokens   int             `json:"max_tokens,omitempty"`  // output limit; 0 leaves it to the service
	Temperature *float64        `json:"temperature,omitempty"` // nil leaves it to the service
	TopP        *float64        `json:"top_p,omitempty"`
	Seed        *int            `json:"seed,omitempty"`
	Thinking    Thinking        `json:"thinking,omitempty"`
}

// Finish says why an answer ended.
type Finish string

// The finish reasons, normalised over all services.
const (
	FinishStop    Finish = "stop"    // the model was done
	FinishLength  Finish = "length"  // an output or context limit cut it
	FinishRefused Finish = "refused" // the model or a filter refused
)

// Reply is a whole answer. Only FinishStop replies come without an error.
type Reply struct {
	Text      string `json:"text"`
	Finish    Finish `json:"finish"`
	Model     string `json:"model"`            // the model that says it answered; may differ from the one asked
	Writer    string `json:"writer,omitempty"` // recorded replies: who really wrote it
	RequestID string `json:"request_id,omitempty"`
	Usage     Usage  `json:"usage"`

	Attempts int  `json:"-"` // requests that went over the wire for this answer; 0 for a hit
	Hit      bool `json:"-"` // from the cache, or from another caller's identical request
}

// Usage counts tokens as the service billed them. PromptTokens includes
// CachedTokens and CacheWriteTokens; CompletionTokens includes ReasoningTokens.
type Usage struct {
	PromptTokens     int      `json:"prompt_tokens"`
	CachedTokens     int      `json:"cached_tokens,omitempty"`
	CacheWriteTokens int      `json:"cache_write_tokens,omitempty"`
	CompletionTokens int      `json:"completion_tokens"`
	ReasoningTokens  int      `json:"reasoning_tokens,omitempty"`
	CostUSD          *float64 `json:"cost_usd,omitempty"` // as the service itself reports it; else nil
}
