package llm

import (
	"context"
	"sync"
)

// Candidate is one model a task may use, already wrapped. A task holds an
// ordered list of them; the first is asked first.
type Candidate struct {
	Provider      string
	Model         string
	Endpoint      string // base URL, no credentials
	Dialect       string // hash of the dialect row
	Ask           Model
	Ladder        *Ladder
	Local         bool // a loopback endpoint
	MaxTokens     int  // output limit to send; 0 leaves it to the service
	ContextTokens int  // prompt and answer together, where known; 0 is unknown
	Temperature   *float64
	Thinking      Thinking
}

// Name returns "provider/model".
func (c Candidate) Name() string { return c.Provider + "/" + c.Model }

// Forgetter is what a Model that stores answers may also be: Forget removes
// the stored answer to a request, so that it will be asked again.
type Forgetter interface {
	Forget(ctx context.Context, req Request) error
}

// Ladder is how far down the carriers a model had to go. It is learned per
// process and safe for concurrent use.
type Ladder struct {
	mu    sync.Mutex
	rungs []Carrier
	at    int
	fixed bool
}

// NewLadder returns a ladder that starts at first. A fixed ladder has that one
// rung only.
func NewLadder(first Carrier, fixed bool) *Ladder {
	all := []Carrier{CarrierSchema, CarrierJSON, CarrierTags, CarrierSingle}
	for i, c := range all {
		if c == first {
			all = all[i:]
			break
		}
	}
	if fixed {
		all = all[:1]
	}
	return &Ladder{rungs: all, fixed: fixed}
}

// Carrier returns the rung to use now.
func (l *Ladder) Carrier() Carrier {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.rungs[l.at]
}

// Down leaves the rung from, unless another caller has already left it, and
// reports whether there is a rung below it.
func (l *Ladder) Down(from Carrier) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rungs[l.at] != from {
		return true
	}
	if l.at+1 >= len(l.rungs) {
		return false
	}
	l.at++
	return true
}

// Answer is one reply and whom it was asked of: what a task hands on for the
// usage account.
type Answer struct {
	Provider string
	Model    string // as asked
	Local    bool
	Repair   bool // a correction of an answer before it, not a first draft
	Reply    Reply
}

// Name returns "provider/model" of the model that really answered.
func (a Answer) Name() string {
	if a.Reply.Model != "" {
		return a.Provider + "/" + a.Reply.Model
	}
	return a.Provider + "/" + a.Model
}
