package anthropic

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// fault is an error as the service wrote it.
type fault struct {
	Type      string
	Code      string // error.details.error_code: which limit
	Message   string
	RequestID string
}

// parseFault reads an error's body. A body that is not the protocol's, such as
// a proxy's page, has no type; its text is the message unless it is HTML.
func parseFault(data []byte) fault {
	var body struct {
		Error struct {
			Type    string `json:"type"`
			Message string `json:"message"`
			Details struct {
				ErrorCode string `json:"error_code"`
			} `json:"details"`
		} `json:"error"`
		RequestID string `json:"request_id"`
	}
	data = bytes.TrimSpace(data)
	if json.Unmarshal(data, &body) == nil {
		e := body.Error
		return fault{Type: e.Type, Code: e.Details.ErrorCode, Message: e.Message, RequestID: body.RequestID}
	}
	switch {
	case bytes.HasPrefix(data, []byte("<")):
		return fault{Message: "a web page came back"}
	case bytes.HasPrefix(data, []byte("{")), bytes.HasPrefix(data, []byte("[")):
		return fault{} // nothing a person could read
	}
	return fault{Message: string(data)}
}

// refusal returns the error of a response that is not 2xx.
func (k *call) refusal(status int, body []byte) *llm.Error {
	k.fault = parseFault(body)
	return k.typed(status)
}

// inStream returns the error of an event or body that came with a 200.
func (k *call) inStream(data []byte) *llm.Error {
	k.fault = parseFault(data)
	return k.typed(0)
}

// typed makes the error of k.fault.
func (k *call) typed(status int) *llm.Error {
	k.Answer = cmp.Or(k.fault.RequestID, k.Answer)
	wait := retryAfter(k.Head, time.Now())
	e := k.Refusal(k.kind(status, wait), status, k.fault.Message, k.param())
	if e.Retryable() {
		e.RetryAfter = wait
	}
	if e.Param == fieldMaxTokens { // required, so it cannot be left out
		e.Hint = "set max_tokens for " + k.Provider + " to what the model allows"
	}
	return e
}

// kind classes an error. The same status has several meanings here: 400 is
// also an empty account, a prompt that is too long and a filtered answer, and
// 429 is also a limit on spending, which has no Retry-After and no end before
// the next month.
func (k *call) kind(status int, wait time.Duration) llm.Kind {
	words := strings.ToLower(k.fault.Message)
	switch {
	case k.fault.Type == "billing_error", status == http.StatusPaymentRequired,
		transport.Mentions(words, "credit balance is too low", "usage limits"),
		wait == 0 && transport.Mentions(k.fault.Code, "spend_limit"):
		return llm.Quota
	case transport.Mentions(words, "content filtering policy"):
		return llm.Refused
	case k.fault.Type == "request_too_large", status == http.StatusRequestEntityTooLarge,
		transport.Mentions(words, "prompt is too long", "exceed context limit", "context window"):
		return llm.Context
	}
	if kind, ok := kinds[k.fault.Type]; ok && (k.fault.Type != "api_error" || status < 400) {
		return kind
	}
	return transport.KindOfStatus(status)
}

// kinds are the protocol's error types that say by themselves what to do.
var kinds = map[string]llm.Kind{
	"authentication_error":  llm.Auth,
	"permission_error":      llm.Auth,
	"rate_limit_error":      llm.Rate,
	"overloaded_error":      llm.Overload,
	"api_error":             llm.Overload,
	"timeout_error":         llm.Overload,
	"invalid_request_error": llm.BadRequest,
	"not_found_error":       llm.BadRequest,
}

// retryAfter returns how long the headers ask to wait: as everywhere, otherwise
// the latest reset of a limit that is used up. 0 says nothing.
func retryAfter(h http.Header, now time.Time) time.Duration {
	wait := transport.RetryAfter(h, now)
	if wait > 0 {
		return wait
	}
	for _, limit := range []string{"Requests", "Tokens", "Input-Tokens", "Output-Tokens"} {
		prefix := "Anthropic-Ratelimit-" + limit
		reset, err := time.Parse(time.RFC3339, h.Get(prefix+"-Reset"))
		if err == nil && h.Get(prefix+"-Remaining") == "0" {
			wait = max(wait, reset.Sub(now))
		}
	}
	return wait
}
