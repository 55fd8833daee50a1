package llmtest

import (
	"cmp"
	"encoding/json"

	"dragoman/internal/llm"
)

// OpenAI returns how services of the chat completions protocol write. The
// caller fills in New.
func OpenAI() Wire {
	return Wire{Stream: openAIStream, Fault: openAIFault, StreamFault: openAIStreamFault}
}

// object is a JSON object.
type object = map[string]any

func openAIStream(a Answer) []string {
	var events []string
	send := func(delta object, finish any) {
		events = append(events, data(openAIChunk(a, delta, finish)))
	}
	send(object{"role": "assistant", "content": first(a)}, nil)
	if a.Thinking != "" {
		send(object{"reasoning_content": a.Thinking}, nil)
		send(object{"reasoning": a.Thinking}, nil)
	}
	if a.Finish == EndRefusal {
		send(object{"refusal": "I cannot help with that."}, nil)
	} else {
		for _, piece := range a.Pieces {
			send(object{"content": piece}, nil)
		}
	}
	if a.Finish == EndCut {
		return events
	}
	send(object{}, openAIFinish(a.Finish))
	usage := openAIChunk(a, nil, nil)
	usage["choices"] = []any{}
	usage["usage"] = openAIUsage(a.Usage)
	return append(events, data(usage), "data: [DONE]\n\n")
}

// first returns the content of the first chunk.
func first(a Answer) any {
	if a.Null {
		return nil
	}
	return ""
}

func openAIChunk(a Answer, delta object, finish any) object {
	return object{
		"id": cmp.Or(a.ID, "chatcmpl-test"), "object": "chat.completion.chunk", "created": 1700000000,
		"model": cmp.Or(a.Model, "test-model-2026-11-01"), "usage": nil,
		"choices": []any{object{"index": 0, "delta": delta, "logprobs": nil, "finish_reason": finish}},
	}
}

func openAIFinish(e End) string {
	switch e {
	case EndLength:
		return "length"
	case EndFilter:
		return "content_filter"
	}
	return "stop"
}

func openAIUsage(u llm.Usage) object {
	return object{
		"prompt_tokens": u.PromptTokens, "completion_tokens": u.CompletionTokens, "total_tokens": u.PromptTokens + u.CompletionTokens,
		"prompt_tokens_details":     object{"cached_tokens": u.CachedTokens, "cache_write_tokens": u.CacheWriteTokens, "audio_tokens": 0},
		"completion_tokens_details": object{"reasoning_tokens": u.ReasoningTokens, "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0},
	}
}

// openAIFaults gives status, type and code of each kind.
var openAIFaults = map[llm.Kind]struct {
	status int
	kind   string
	code   any
}{
	llm.Auth:       {status: 401, kind: "invalid_request_error", code: "invalid_api_key"},
	llm.Quota:      {status: 429, kind: "insufficient_quota", code: "insufficient_quota"},
	llm.Rate:       {status: 429, kind: "requests", code: "rate_limit_exceeded"},
	llm.Overload:   {status: 503, kind: "server_error", code: "server_is_overloaded"},
	llm.Context:    {status: 400, kind: "invalid_request_error", code: "context_length_exceeded"},
	llm.Refused:    {status: 400, kind: "invalid_request_error", code: "content_filter"},
	llm.BadRequest: {status: 400, kind: "invalid_request_error", code: "unsupported_parameter"},
}

func openAIFault(f Fault) (int, string) {
	known := openAIFaults[f.Kind]
	return known.status, string(marshal(openAIError(f)))
}

func openAIStreamFault(f Fault) string { return data(openAIError(f)) }

func openAIError(f Fault) object {
	known := openAIFaults[f.Kind]
	var param any
	if f.Param != "" {
		param = f.Param
	}
	return object{"error": object{"message": f.Message, "type": known.kind, "param": param, "code": known.code}}
}

// data renders one event.
func data(v any) string { return "data: " + string(marshal(v)) + "\n\n" }

func marshal(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic("llmtest: " + err.Error())
	}
	return out
}
