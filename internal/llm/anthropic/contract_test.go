package anthropic_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"dragoman/internal/llm"
	"dragoman/internal/llm/anthropic"
	"dragoman/internal/llm/llmtest"
)

func TestContract(t *testing.T) {
	llmtest.Run(t, llmtest.Wire{
		New:         func(s llmtest.Setup) llm.Model { return client(s, anthropic.Default()) },
		Stream:      stream,
		Fault:       fault,
		StreamFault: func(f llmtest.Fault) string { _, body := fault(f); return "event: error\ndata: " + body + "\n\n" },
	})
}

func client(s llmtest.Setup, d anthropic.Dialect) *anthropic.Client {
	return anthropic.New(anthropic.Config{
		Provider: "test", BaseURL: s.URL, Dialect: d, HTTP: s.HTTP, NoProgress: s.NoProgress,
		Key: func(context.Context) (string, error) { return s.Key, nil },
	})
}

type object = map[string]any

// event renders one event of the protocol: its type stands in both places.
func event(v object) string {
	return fmt.Sprintf("event: %s\ndata: %s\n\n", v["type"], marshal(v))
}

func marshal(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// stream writes an answer as the service does: a message of content blocks,
// thinking first, with a ping in between.
func stream(a llmtest.Answer) []string {
	usage := object{
		"input_tokens":                a.Usage.PromptTokens - a.Usage.CachedTokens - a.Usage.CacheWriteTokens,
		"cache_read_input_tokens":     a.Usage.CachedTokens,
		"cache_creation_input_tokens": a.Usage.CacheWriteTokens,
		"output_tokens":               1,
	}
	events := []string{event(object{"type": "message_start", "message": object{
		"id": cmp.Or(a.ID, "msg_test"), "type": "message", "role": "assistant", "content": []any{},
		"model": cmp.Or(a.Model, "claude-test-20261101"), "stop_reason": nil, "usage": usage,
	}}), event(object{"type": "ping"})}
	index := 0
	block := func(start object, deltas ...object) {
		events = append(events, event(object{"type": "content_block_start", "index": index, "content_block": start}))
		for _, d := range deltas {
			events = append(events, event(object{"type": "content_block_delta", "index": index, "delta": d}))
		}
		if a.Finish != llmtest.EndCut {
			events = append(events, event(object{"type": "content_block_stop", "index": index}))
		}
		index++
	}
	if a.Thinking != "" {
		block(object{"type": "thinking", "thinking": "", "signature": ""},
			object{"type": "thinking_delta", "thinking": a.Thinking}, object{"type": "signature_delta", "signature": "c2ln"})
	}
	if len(a.Pieces) > 0 && a.Finish != llmtest.EndRefusal {
		var deltas []object
		for _, p := range a.Pieces {
			deltas = append(deltas, object{"type": "text_delta", "text": p})
		}
		block(object{"type": "text", "text": ""}, deltas...)
	}
	if a.Finish == llmtest.EndCut {
		return events
	}
	reasons := map[llmtest.End]string{
		llmtest.EndStop: "end_turn", llmtest.EndLength: "max_tokens", llmtest.EndRefusal: "refusal", llmtest.EndFilter: "refusal",
	}
	return append(events,
		event(object{
			"type": "message_delta", "delta": object{"stop_reason": reasons[a.Finish], "stop_sequence": nil},
			"usage": object{"output_tokens": a.Usage.CompletionTokens, "output_tokens_details": object{"thinking_tokens": a.Usage.ReasoningTokens}},
		}),
		event(object{"type": "message_stop"}))
}

// fault writes an error as the service does.
func fault(f llmtest.Fault) (int, string) {
	known := map[llm.Kind]struct {
		status int
		kind   string
		words  string
	}{
		llm.Auth:       {401, "authentication_error", "invalid x-api-key"},
		llm.Quota:      {400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API."},
		llm.Rate:       {429, "rate_limit_error", "This request would exceed your organization's rate limit."},
		llm.Overload:   {529, "overloaded_error", "Overloaded"},
		llm.Context:    {400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"},
		llm.Refused:    {400, "invalid_request_error", "Output blocked by content filtering policy"},
		llm.BadRequest: {404, "not_found_error", f.Param + ": claude-nothing"},
	}[f.Kind]
	return known.status, marshal(object{
		"type": "error", "request_id": "req_test",
		"error": object{"type": known.kind, "message": known.words + " " + f.Message},
	})
}
