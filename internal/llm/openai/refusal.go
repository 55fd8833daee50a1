package openai

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// loadingWait is how long to wait for a server that is loading its model:
// retries then cover most of a minute, in which models of 8 GB load from disk.
const loadingWait = 10 * time.Second

// refusal returns the error of a response that is not 2xx.
func (k *call) refusal(status int, body []byte) *llm.Error {
	k.fault = parseFault(body)
	e := k.typed(status)
	if d := transport.RetryAfter(k.Head, time.Now()); d > 0 {
		e.RetryAfter = d
	}
	if status == http.StatusPaymentRequired && e.RetryAfter > 0 {
		e.Kind = llm.Rate // OpenRouter: budget in flight, not spent
	}
	return e
}

// inStream returns the error of a frame or body that came with a 200.
func (k *call) inStream(data []byte) *llm.Error {
	k.fault = parseFault(data)
	status, _ := strconv.Atoi(k.fault.Code)
	if status < 400 || status > 599 {
		status = 0
	}
	return k.typed(status)
}

// typed makes the error of k.fault.
func (k *call) typed(status int) *llm.Error {
	f := k.fault
	e := k.Refusal(k.kind(status), status, f.Message, k.param(f, status))
	e.RetryAfter = f.Wait
	if e.Kind == llm.Overload && k.Local && transport.Mentions(strings.ToLower(f.Message), "loading model") {
		e.RetryAfter = loadingWait
		k.SayLoading()
	}
	return e
}

// kind classes an error. What the service calls it goes before the status,
// because services use 400, 403 and 429 for different things.
func (k *call) kind(status int) llm.Kind {
	f := k.fault
	names := strings.ToLower(f.Code + " " + f.Type)
	words := strings.ToLower(f.Message)
	switch {
	case f.Daily, k.quota(f), status == http.StatusPaymentRequired:
		return llm.Quota
	case transport.Mentions(names, "content_filter", "content_policy", "responsibleai", "moderation", "data_inspection", "datainspection", "guardrail", "invalid_prompt"),
		status == http.StatusForbidden && transport.Mentions(words, "moderation", "guardrail", "flagged"):
		return llm.Refused
	case transport.Mentions(words, "request too large"), // more than a whole minute's tokens: Groq 413, OpenAI 429
		transport.Mentions(names, "context_length", "exceed_context", "request_too_large", "string_above_max_length"),
		status != http.StatusTooManyRequests && transport.Mentions(words, "context length", "context window", "context size", "prompt is too long", "too many tokens", "maximum number of tokens allowed", "range of input length"):
		return llm.Context
	case status == http.StatusUnauthorized,
		transport.Mentions(names, "api_key_invalid", "invalid_api_key", "authentication", "unauthenticated"),
		status == http.StatusBadRequest && transport.Mentions(words, "api key not valid", "incorrect api key", "invalid api key"):
		return llm.Auth
	case status == http.StatusForbidden && f.Page:
		return llm.BadRequest // a firewall's page
	case status != 0:
		return transport.KindOfStatus(status)
	case transport.Mentions(names, "rate_limit", "slow_down", "resource_exhausted", "throttling"):
		return llm.Rate
	case transport.Mentions(names, "invalid_request", "invalid_argument", "not_found"):
		return llm.BadRequest
	}
	return transport.KindOfStatus(0)
}

// quotaCodes mean that no waiting helps: OpenAI's billing codes
// and the names the same thing has elsewhere.
var quotaCodes = []string{
	"insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded", "project_spend_limit_exceeded",
	"organization_usage_limit_exceeded", "billing_hard_limit_reached", "billing_not_active", "insufficient_balance", "insufficient_credits",
}

// quota reports whether the service says that there is no credit.
func (k *call) quota(f fault) bool {
	same := func(code string) bool { return strings.EqualFold(code, f.Code) || strings.EqualFold(code, f.Type) }
	return slices.ContainsFunc(quotaCodes, same) || slices.ContainsFunc(k.dialect.QuotaCodes, same)
}
