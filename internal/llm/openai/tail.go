package openai

import (
	"bytes"
	"encoding/json"
	"strings"

	"dragoman/internal/llm"
)

// frame is one event of a stream, or a whole answer, as services write them.
type frame struct {
	ID       string          `json:"id"`
	Model    string          `json:"model"`
	Error    json.RawMessage `json:"error"`
	Choices  []choice        `json:"choices"`
	Usage    json.RawMessage `json:"usage"`
	XGroq    *extension      `json:"x_groq"`         // Groq's older place for usage
	Feedback *feedback       `json:"promptFeedback"` // Gemini: the prompt was blocked
}

type choice struct {
	Index   int             `json:"index"`
	Delta   *message        `json:"delta"`
	Message *message        `json:"message"` // of an answer that is not a stream
	Finish  json.RawMessage `json:"finish_reason"`
}

// message is a piece of an answer. Content is a string, null, or an array of
// parts (Mistral, while it thinks). Reasoning fields are not read: thinking is
// no part of the answer.
type message struct {
	Content json.RawMessage `json:"content"`
	Refusal string          `json:"refusal"`
}

type extension struct {
	Usage json.RawMessage `json:"usage"`
}

type feedback struct {
	BlockReason string `json:"blockReason"`
}

// usage holds the token counts under all the names services give them. The
// numbers are floats because some services write 12.0.
type usage struct {
	Prompt     float64 `json:"prompt_tokens"`
	Completion float64 `json:"completion_tokens"`
	Total      float64 `json:"total_tokens"`
	PromptPart struct {
		Cached     float64 `json:"cached_tokens"`
		CacheWrite float64 `json:"cache_write_tokens"`
	} `json:"prompt_tokens_details"`
	CompletionPart struct {
		Reasoning float64 `json:"reasoning_tokens"`
	} `json:"completion_tokens_details"`
	CacheHit   float64  `json:"prompt_cache_hit_tokens"` // DeepSeek
	CacheWrite float64  `json:"cache_write_tokens"`
	Cost       *float64 `json:"cost"` // OpenRouter, in dollars
}

// plain is the one form of a frame that goes on to go-openai.
type plain struct {
	ID      string        `json:"id"`
	Choices []plainChoice `json:"choices"`
}

type plainChoice struct {
	Index int        `json:"index"`
	Delta plainDelta `json:"delta"`
}

type plainDelta struct {
	Content string `json:"content,omitempty"`
}

// tail is what an answer says beside its text.
type tail struct {
	model   string
	finish  string // as the service wrote it; "" until it came
	refused bool   // there was text in the refusal field
	usage   llm.Usage
}

// fails reports whether the frame is an error.
func (f frame) fails() bool {
	e := bytes.TrimSpace(f.Error)
	return len(e) > 0 && string(e) != "null"
}

// blank reports whether the frame says nothing this adapter reads.
func (f frame) blank() bool {
	return len(f.Choices) == 0 && len(f.Usage) == 0 && f.Feedback == nil
}

// take keeps what a frame says and returns its text.
func (t *tail) take(f frame) plain {
	if f.Model != "" {
		t.model = f.Model
	}
	t.count(f.Usage)
	if f.XGroq != nil {
		t.count(f.XGroq.Usage)
	}
	if f.Feedback != nil && f.Feedback.BlockReason != "" {
		t.finish = "content_filter"
	}
	out := plain{ID: f.ID, Choices: []plainChoice{}}
	for _, c := range f.Choices {
		if c.Index != 0 {
			continue
		}
		out.Choices = append(out.Choices, plainChoice{Delta: plainDelta{Content: t.choice(c)}})
	}
	return out
}

// choice keeps a choice's finish reason and refusal and returns its text.
func (t *tail) choice(c choice) string {
	var reason string
	if json.Unmarshal(c.Finish, &reason) == nil && reason != "" {
		t.finish = reason
	}
	m := c.Delta
	if m == nil {
		m = c.Message
	}
	if m == nil {
		return ""
	}
	t.refused = t.refused || m.Refusal != ""
	return m.text()
}

// text returns the text of a content, be it a string or parts.
func (m message) text() string {
	var s string
	if json.Unmarshal(m.Content, &s) == nil {
		return s
	}
	var parts []struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}
	if json.Unmarshal(m.Content, &parts) != nil {
		return ""
	}
	var b strings.Builder
	for _, p := range parts {
		if p.Type == "text" {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// count keeps a frame's token counts. Counts nobody can read are no reason to
// lose an answer: they stay unknown.
func (t *tail) count(data json.RawMessage) {
	var u usage
	if len(data) == 0 || string(data) == "null" || json.Unmarshal(data, &u) != nil {
		return
	}
	t.usage = u.normal()
}

// normal normalises token counts. Some services leave reasoning out of the
// completion and count it in the total alone (xAI; Gemini also hides its
// number): what the total has over is reasoning.
func (u usage) normal() llm.Usage {
	out := llm.Usage{
		PromptTokens:     int(u.Prompt),
		CachedTokens:     int(max(u.PromptPart.Cached, u.CacheHit)),
		CacheWriteTokens: int(max(u.PromptPart.CacheWrite, u.CacheWrite)),
		CompletionTokens: int(u.Completion),
		ReasoningTokens:  int(u.CompletionPart.Reasoning),
		CostUSD:          u.Cost,
	}
	if hidden := int(u.Total - u.Prompt - u.Completion); hidden > 0 {
		out.CompletionTokens += hidden
		out.ReasoningTokens = max(out.ReasoningTokens, hidden)
	}
	return out
}
