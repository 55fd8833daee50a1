package transport

import (
	"errors"
	"strconv"
	"strings"

	"dragoman/internal/llm"
)

// Reply returns the reply with a text. model is the one that says it answered;
// without a word it is the one asked.
func (k *Call) Reply(text, model string, usage llm.Usage) llm.Reply {
	if model == "" {
		model = k.Request.Model
	}
	return llm.Reply{Text: text, Model: model, RequestID: k.requestID(), Usage: usage}
}

// Judge decides whether an answer that ended by itself is one. reason is why
// it ended in the service's word, and reply.Finish what that means; "" is a
// word that means no clean end, or one nobody knows.
func (k *Call) Judge(reply llm.Reply, reason string) (llm.Reply, error) {
	switch {
	case reply.Finish == llm.FinishRefused:
		return reply, k.NewError(llm.Refused, "the service or the model refused to answer", nil)
	case reply.Finish == llm.FinishLength:
		e := k.NewError(llm.Cut, "the answer reached the output limit", nil)
		e.Hint = "raise max_tokens for " + k.Provider
		return reply, e
	case reply.Finish == "":
		return Broken(reply, k.NewError(llm.Overload, "the answer ended with "+k.Scrub(strconv.Quote(reason)), nil))
	case strings.TrimSpace(reply.Text) == "":
		return reply, k.NewError(llm.BadReply, "the answer is empty", nil)
	}
	return reply, nil
}

// Broken returns the reply of a stream that broke. Faults that pass by
// themselves become Cut once there is text: the caller may keep what is whole.
func Broken(reply llm.Reply, err error) (llm.Reply, error) {
	var e *llm.Error
	if !errors.As(err, &e) {
		return reply, err
	}
	passes := e.Retryable() || e.Kind == llm.BadReply
	if reply.Text == "" || !passes || errors.Is(err, ErrTooLong) {
		return reply, err
	}
	cut := *e
	cut.Kind, cut.Err = llm.Cut, e
	if !strings.HasPrefix(cut.Message, "the answer ended") {
		cut.Message = "the answer ended early: " + cut.Message
	}
	return reply, &cut
}
