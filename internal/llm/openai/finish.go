package openai

import (
	"context"
	"errors"
	"io"
	"strings"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// finishes are the finish reasons known of the protocol and its relatives;
// Dialect.Finish adds to them. They come from the services' own documents:
// eos is Together's, model_length Mistral's, those in capitals are Gemini's.
func finishes(reason string) (llm.Finish, bool) {
	switch strings.ToLower(reason) {
	case "stop", "eos", "end_turn", "stop_sequence":
		return llm.FinishStop, true
	case "length", "model_length", "max_tokens", "model_context_window_exceeded":
		return llm.FinishLength, true
	case "content_filter", "refusal", "safety", "recitation", "language", "blocklist", "prohibited_content", "spii":
		return llm.FinishRefused, true
	}
	return "", false
}

// means returns the meaning of the answer's finish reason; "" is unknown.
func (k *call) means() llm.Finish {
	for _, row := range k.dialect.Finish {
		if strings.EqualFold(row.Reason, k.tail.finish) {
			return row.Means
		}
	}
	f, _ := finishes(k.tail.finish)
	return f
}

// finish makes the reply of a stream that ended with err.
func (k *call) finish(ctx context.Context, text string, err error) (llm.Reply, error) {
	reply := k.Reply(text, k.tail.model, k.tail.usage)
	if errors.Is(err, io.EOF) && k.tail.finish != "" {
		return k.judge(reply)
	}
	return transport.Broken(reply, k.Fail(ctx, err))
}

// judge decides whether an answer that ended by itself is one. That some
// services end with "error" (OpenRouter, Mistral) or, as DeepSeek, with
// "insufficient_system_resource" needs no row: it means no clean end.
func (k *call) judge(reply llm.Reply) (llm.Reply, error) {
	reply.Finish = k.means()
	if k.tail.refused {
		reply.Finish = llm.FinishRefused
	}
	if reply.Finish != llm.FinishRefused && k.dialect.SilentCut && silentlyCut(k.Request, reply.Usage) {
		return llm.Reply{Model: reply.Model, RequestID: reply.RequestID, Usage: reply.Usage}, k.promptCut(reply.Usage)
	}
	return k.Judge(reply, k.tail.finish)
}
