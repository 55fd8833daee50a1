// Package llmtest is the contract every provider adapter keeps, and the
// scripted, faulty server that tests it.
//
// An adapter's test calls [Run] with a [Wire]: how its protocol looks on the
// network. Other tests that need a server without a network take [NewServer]
// and the frames of [OpenAI].
package llmtest

import (
	"net/http"
	"time"

	"dragoman/internal/llm"
)

// Key is the API key every scenario uses. No error may contain it.
const Key = "sk-test-0123456789abcdefghijklmnop"

// Setup is what a scenario gives to the adapter under test.
type Setup struct {
	URL        string        // the server, without a path
	Key        string        // the API key to send
	HTTP       *http.Client  // nil: the adapter's own
	NoProgress time.Duration // 0: the adapter's own
}

// Wire is one protocol: how to make its adapter, and how its service writes
// answers and errors.
type Wire struct {
	// New returns the model under test. It adds the protocol's path to
	// Setup.URL.
	New func(Setup) llm.Model
	// Stream renders an answer as the events of a stream. Each event is
	// written and flushed alone, so it includes its own line ends.
	Stream func(Answer) []string
	// Fault renders an error as the status and body of a response. Status is 0
	// when the protocol has no such error; the scenario is then skipped.
	Fault func(Fault) (status int, body string)
	// StreamFault renders an error as one event inside a stream that began
	// with 200; "" when the protocol has none.
	StreamFault func(Fault) string
}

// Answer is what a scripted model answers.
type Answer struct {
	ID       string // the service's id of the answer; "" has a default
	Model    string // the model that says it answers; "" has a default
	Thinking string // reasoning text in the protocol's own field, before the text
	Pieces   []string
	Finish   End
	Null     bool // the text is null, not an empty string
	Usage    llm.Usage
}

// End says how an answer ends.
type End string

// The ends of an answer.
const (
	EndStop    End = ""        // normally
	EndLength  End = "length"  // at the output limit
	EndRefusal End = "refusal" // the model refused, in the protocol's own field; Pieces are not sent
	EndFilter  End = "filter"  // a content filter ended it
	EndCut     End = "cut"     // it does not: the events stop after the last piece
)

// Fault is a scripted error.
type Fault struct {
	Kind    llm.Kind // Auth, Quota, Rate, Overload, Context, Refused or BadRequest
	Param   string   // with BadRequest: the request field that is refused
	Message string
}
