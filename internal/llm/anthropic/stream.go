package anthropic

import (
	"context"
	"io"
	"strings"

	sdk "github.com/anthropics/anthropic-sdk-go"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// answer is what a stream of events has said so far.
type answer struct {
	text   strings.Builder
	onText func(string)
	id     string
	model  string
	stop   string
	why    string // of a refusal: the policy's name
	usage  llm.Usage
}

// ask sends one request and reads its answer.
func (k *call) ask(ctx context.Context, onText func(string)) (llm.Reply, error) {
	ctx, stop := k.Watch(ctx)
	defer stop()
	messages := sdk.NewMessageService(k.options()...)
	stream := messages.NewStreaming(ctx, k.params())
	if err := stream.Err(); err != nil {
		return llm.Reply{}, k.fail(ctx, err)
	}
	defer stream.Close()
	if onText == nil {
		onText = func(string) {}
	}
	a := &answer{onText: onText}
	var err error
	for err == nil && stream.Next() {
		err = a.add(stream.Current())
	}
	if err == nil {
		err = stream.Err()
	}
	k.Answer = a.id
	return k.finish(ctx, a, err)
}

// add takes the next event. Thinking arrives in deltas of its own type and is
// left out.
func (a *answer) add(event sdk.MessageStreamEventUnion) error {
	switch event.Type {
	case "message_start":
		a.id, a.model = event.Message.ID, string(event.Message.Model)
		u := event.Message.Usage
		a.count(u.InputTokens, u.CacheReadInputTokens, u.CacheCreationInputTokens, u.OutputTokens, u.OutputTokensDetails.ThinkingTokens)
	case "content_block_start":
		if event.ContentBlock.Type == "text" {
			return a.say(event.ContentBlock.Text)
		}
	case "content_block_delta":
		if event.Delta.Type == "text_delta" {
			return a.say(event.Delta.Text)
		}
	case "message_delta":
		a.stop = string(event.Delta.StopReason)
		a.why = string(event.Delta.StopDetails.Category)
		u := event.Usage
		a.count(u.InputTokens, u.CacheReadInputTokens, u.CacheCreationInputTokens, u.OutputTokens, u.OutputTokensDetails.ThinkingTokens)
	}
	return nil
}

func (a *answer) say(piece string) error {
	if piece == "" {
		return nil
	}
	if a.text.Len()+len(piece) > transport.MaxText {
		return transport.ErrTooLong
	}
	a.text.WriteString(piece)
	a.onText(piece)
	return nil
}

// count takes the service's figures. They are cumulative and the last event
// may leave some out, so the larger one holds. Its input tokens are those
// neither read from nor written to the cache; ours include both.
func (a *answer) count(input, read, written, output, thought int64) {
	u := &a.usage
	u.PromptTokens = max(u.PromptTokens, int(input+read+written))
	u.CachedTokens = max(u.CachedTokens, int(read))
	u.CacheWriteTokens = max(u.CacheWriteTokens, int(written))
	u.CompletionTokens = max(u.CompletionTokens, int(output))
	u.ReasoningTokens = max(u.ReasoningTokens, int(thought))
}

// finish makes the reply of a stream that ended with err, nil for its end.
func (k *call) finish(ctx context.Context, a *answer, err error) (llm.Reply, error) {
	reply := k.Reply(a.text.String(), a.model, a.usage)
	switch {
	case err == nil && a.stop != "":
		return k.judge(reply, a)
	case err == nil:
		err = io.ErrUnexpectedEOF // the stream says itself when it is done
	}
	return transport.Broken(reply, k.fail(ctx, err))
}

// judge decides whether an answer that ended by itself is one. We give no
// tools, so nothing else ends an answer (tool_use, pause_turn).
func (k *call) judge(reply llm.Reply, a *answer) (llm.Reply, error) {
	switch a.stop {
	case "end_turn", "stop_sequence":
		reply.Finish = llm.FinishStop
	case "max_tokens":
		reply.Finish = llm.FinishLength
	case "model_context_window_exceeded":
		reply.Finish = llm.FinishLength
		return reply, k.NewError(llm.Cut, "the answer reached the end of the model's context window", nil)
	case "refusal":
		reply.Finish = llm.FinishRefused
		if a.why != "" {
			return reply, k.NewError(llm.Refused, "the service or the model refused to answer ("+k.Short(a.why, 40)+")", nil)
		}
	}
	return k.Judge(reply, a.stop)
}
