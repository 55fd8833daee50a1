package llm

import (
	"errors"
	"fmt"
	"time"
)

// Kind classes a failure by what can be done about it.
type Kind string

// The kinds of failure. The comment says who may help.
const (
	Auth       Kind = "auth"           // key missing or refused: the user
	Quota      Kind = "quota"          // no credit or a spend limit: the user; never retried
	Rate       Kind = "rate"           // too many requests: wait
	Overload   Kind = "overload"       // the service is busy or down: wait
	Network    Kind = "network"        // no connection, time-out, reset: wait
	BadRequest Kind = "bad_request"    // the service does not take this request: the dialect
	Context    Kind = "context_length" // the prompt is too long: a smaller chunk
	Refused    Kind = "refused"        // the model or a filter refused: another model
	Cut        Kind = "cut"            // the answer ended early; the Reply holds what arrived
	BadReply   Kind = "bad_reply"      // an answer that is none: empty, not the protocol
	Missing    Kind = "missing"        // not in the cache (offline) or not recorded
)

// Error is the one error type of every Model. It never holds a request body, a
// reply's text or a key.
type Error struct {
	Provider   string
	Model      string
	Kind       Kind
	Status     int           // HTTP status; 0 when there was none
	RetryAfter time.Duration // what the server asked for; 0 when it did not say
	RequestID  string
	Param      string // the request parameter the service named, if any
	Message    string // the service's own words, shortened, without secrets
	Hint       string // what to do, as a command or a setting; may be empty
	Err        error  // the cause, if any
}

func (e *Error) Error() string {
	s := e.Provider
	if s == "" {
		s = "model"
	}
	switch {
	case e.Message != "":
		s += ": " + e.Message
	case e.Err != nil:
		s += ": " + e.Err.Error()
	default:
		s += ": " + string(e.Kind)
	}
	switch {
	case e.Status != 0 && e.RequestID != "":
		s += fmt.Sprintf(" (%d, request %s)", e.Status, e.RequestID)
	case e.Status != 0:
		s += fmt.Sprintf(" (%d)", e.Status)
	case e.RequestID != "":
		s += fmt.Sprintf(" (request %s)", e.RequestID)
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// Retryable reports whether the same request may succeed later: rate limits,
// overload and network faults. Cut answers are not: the caller keeps what
// arrived and asks for the rest.
func (e *Error) Retryable() bool {
	return e.Kind == Rate || e.Kind == Overload || e.Kind == Network
}

// KindOf returns the kind of the first Error in err's chain, or "".
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}
