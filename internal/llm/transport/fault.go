package transport

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/internal/llm"
)

// ResponseFormat is the parameter that a refusal of the reply's form names:
// the carrier ladder knows it by this name, whatever the protocol calls it.
const ResponseFormat = "response_format"

// NewError returns an error of this call.
func (k *Call) NewError(kind llm.Kind, message string, cause error) *llm.Error {
	return &llm.Error{
		Provider: k.Provider, Model: k.Request.Model, Kind: kind,
		RequestID: k.requestID(), Message: message, Err: cause,
	}
}

// Unexpected returns the error of an answer that is none of the protocol.
func (k *Call) Unexpected(message string) *llm.Error {
	e := k.NewError(llm.BadReply, message, nil)
	e.Hint = "check base_url: " + k.Endpoint()
	return e
}

// Refusal returns the error of a request the service refused with a status (0
// after a 200) and a message. param is the parameter that a bad request is
// about, or "".
func (k *Call) Refusal(kind llm.Kind, status int, message, param string) *llm.Error {
	e := k.NewError(kind, k.Scrub(message), nil)
	e.Status = status
	if e.Message == "" {
		e.Message = strings.ToLower(http.StatusText(status))
	}
	switch kind {
	case llm.Auth:
		e.Hint = "check the key: dragoman providers test " + k.Provider
	case llm.Quota:
		e.Hint = "the account has no credit left or reached a limit; see the provider's billing page"
	case llm.BadRequest:
		e.Param = param
		e.Hint = k.hint(status, param)
	}
	return e
}

// hint says what can be done about a bad request.
func (k *Call) hint(status int, param string) string {
	switch {
	case status >= 300 && status < 400:
		return "the address redirects; set base_url to where it points: " + k.Scrub(k.Head.Get("Location"))
	case param == ResponseFormat:
		return "" // the caller has another carrier
	case status == http.StatusNotFound:
		return "check base_url, and that the model exists: dragoman providers test " + k.Provider
	case param != "":
		return "leave it out with providers: [{name: " + k.Provider + ", dialect: {drop: [" + param + "]}}]"
	}
	return ""
}

// Fail turns what ended a call into an *llm.Error, or into the context's own
// error when the caller gave up. ctx is the context of [Call.Watch].
func (k *Call) Fail(ctx context.Context, err error) error {
	var typed *llm.Error
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &typed):
		return typed
	case errors.Is(context.Cause(ctx), errSilence):
		e := k.NewError(llm.Network, "no sign of life for "+k.silence.String(), errSilence)
		e.Hint = "wait longer with providers: [{name: " + k.Provider + ", timeout: 15m}], or try another model"
		return e
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &syntax):
		return k.NewError(llm.BadReply, "the answer is not the protocol's JSON", nil)
	case errors.Is(err, ErrTooLong):
		return k.NewError(llm.BadReply, ErrTooLong.Error(), ErrTooLong)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return k.NewError(llm.Network, "the answer ended early", io.ErrUnexpectedEOF)
	}
	return k.unreachable(err)
}

// unreachable returns the error of a request that got no response. The URL is
// left out: it may hold credentials.
func (k *Call) unreachable(err error) *llm.Error {
	var link *url.Error
	if errors.As(err, &link) {
		err = link.Err
	}
	e := k.NewError(llm.Network, k.Scrub(err.Error()), nil)
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case !k.asked:
		e.Kind = llm.BadRequest // the SDK refused it
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		e.Kind = llm.BadRequest // waiting does not help
		e.Hint = "if a proxy signs the connection, point SSL_CERT_FILE at its certificate"
	case k.Local:
		e.Hint = "is the server running at " + k.Endpoint() + "?"
	}
	return e
}

// requestID returns the service's name for this request.
func (k *Call) requestID() string {
	for _, name := range k.idHeaders {
		if id := k.Head.Get(name); id != "" {
			return k.Short(id, 100)
		}
	}
	return k.Short(k.Answer, 100)
}

// KindOfStatus classes a status by what the SDKs of the services do about it:
// what they retry is Network, Rate or Overload. 0 is an error after a 200: the
// route broke while it answered.
func KindOfStatus(status int) llm.Kind {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return llm.Auth
	case http.StatusRequestTimeout:
		return llm.Network
	case http.StatusRequestEntityTooLarge:
		return llm.Context
	case http.StatusTooManyRequests:
		return llm.Rate
	case 0, http.StatusConflict, http.StatusTooEarly, 498: // 498: Groq, no capacity for flex
		return llm.Overload
	case http.StatusNotImplemented:
		return llm.BadRequest
	}
	if status >= 500 { // among them 529, Anthropic's "overloaded"
		return llm.Overload
	}
	return llm.BadRequest
}

// Mentions reports whether s contains one of the words.
func Mentions(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// RetryAfter returns how long the headers ask to wait: milliseconds, seconds
// or a date. Zero and less (Azure sends -1) say nothing.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms > 0 {
		return seconds(ms / 1000)
	}
	value := h.Get("Retry-After")
	if s, err := strconv.ParseFloat(value, 64); err == nil {
		return seconds(s)
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(0, date.Sub(now))
	}
	return 0
}

// seconds converts, within what a Duration holds; a wait is never over a year.
func seconds(s float64) time.Duration {
	const year = 365 * 24 * 3600
	if !(s > 0) {
		return 0
	}
	return time.Duration(min(s, year) * float64(time.Second))
}
