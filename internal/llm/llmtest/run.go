package llmtest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dragoman/internal/llm"
)

// scenario is one thing a service does, and what must come of it.
type scenario struct {
	name   string
	step   Step
	kinds  []llm.Kind // the allowed kinds; empty: an answer
	text   string     // the reply's text, with an error too
	finish llm.Finish // "" is not compared
	wait   [2]time.Duration
	status int // 0 is not compared
}

// silence is the no-progress limit of the scenarios in which nothing comes.
const silence = 30 * time.Second

// Run runs every scenario against an adapter.
func Run(t *testing.T, w Wire) {
	t.Helper()
	for _, s := range slices.Concat(answers(w), endings(w), refusals(w), pages(w)) {
		t.Run(s.name, func(t *testing.T) {
			if s.step.Status == skipped {
				t.Skip("the protocol has no such error")
			}
			server := NewServer(t, Steps(s.step))
			s.check(t, w.New(Setup{URL: server.URL, Key: Key}))
			for _, r := range server.Received() {
				if !strings.Contains(fmt.Sprint(r.Header), Key) {
					t.Error("the request carried no key")
				}
			}
		})
	}
	t.Run("silence", func(t *testing.T) { runSilence(t, w) })
	t.Run("cancelled", func(t *testing.T) { runCancelled(t, w) })
	t.Run("no server", func(t *testing.T) { runNoServer(t, w) })
	t.Run("nil onText", func(t *testing.T) { runQuiet(t, w) })
}

// skipped marks the step of an error the protocol does not have.
const skipped = -1

// Request returns the request the scenarios ask.
func Request() llm.Request {
	return llm.Request{
		Provider: "test", Model: "test-model", Carrier: llm.CarrierSchema, SchemaName: "translation",
		Schema:    []byte(`{"type":"object","properties":{"s01":{"type":"string"}},"required":["s01"],"additionalProperties":false}`),
		MaxTokens: 1000,
		Messages: []llm.Message{
			{Role: llm.System, Content: "Translate into English. Answer with JSON."},
			{Role: llm.User, Content: "Es war einmal ein König, der hatte drei Töchter, und alle drei waren schön."},
		},
	}
}

// check asks once and compares.
func (s scenario) check(t *testing.T, m llm.Model) {
	t.Helper()
	var pieces strings.Builder
	reply, err := m.Ask(t.Context(), Request(), func(p string) { pieces.WriteString(p) })
	if pieces.String() != reply.Text {
		t.Errorf("onText got %d bytes in all, Reply.Text has %d; want the same text", pieces.Len(), len(reply.Text))
	}
	if reply.Text != s.text {
		t.Errorf("text: got %.100q, want %.100q", reply.Text, s.text)
	}
	if s.finish != "" && reply.Finish != s.finish {
		t.Errorf("finish: got %q, want %q", reply.Finish, s.finish)
	}
	if len(s.kinds) == 0 {
		checkAnswer(t, reply, err)
		return
	}
	e := checkError(t, err, s.kinds...)
	if e.RetryAfter < s.wait[0] || e.RetryAfter > s.wait[1] {
		t.Errorf("retry-after: got %v, want %v to %v", e.RetryAfter, s.wait[0], s.wait[1])
	}
	if s.status != 0 && e.Status != s.status {
		t.Errorf("status: got %d, want %d", e.Status, s.status)
	}
}

// checkAnswer checks what every whole answer has.
func checkAnswer(t *testing.T, reply llm.Reply, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("got error %v, want an answer", err)
	}
	if reply.Finish != llm.FinishStop || reply.Model == "" || reply.Attempts != 1 || reply.RequestID == "" {
		t.Errorf("got finish %q, model %q, attempts %d, request %q; want stop, a model, 1, an id", reply.Finish, reply.Model, reply.Attempts, reply.RequestID)
	}
}

// checkError checks the error's kind, and that neither the key nor the prompt
// is anywhere in it.
func checkError(t *testing.T, err error, kinds ...llm.Kind) *llm.Error {
	t.Helper()
	var e *llm.Error
	if !errors.As(err, &e) {
		t.Fatalf("got error %v, want an *llm.Error of kind %v", err, kinds)
	}
	if !slices.Contains(kinds, e.Kind) {
		t.Errorf("kind: got %q (%v), want %v", e.Kind, err, kinds)
	}
	if e.Provider == "" || e.Model == "" {
		t.Errorf("got provider %q, model %q; want both", e.Provider, e.Model)
	}
	for cause := err; cause != nil; cause = errors.Unwrap(cause) {
		all := fmt.Sprintf("%v %+v %#v", cause, cause, cause)
		for _, secret := range []string{Key, Key[8:], "hatte drei Töchter"} {
			if strings.Contains(all, secret) {
				t.Errorf("the error contains %q: %s", secret, all)
			}
		}
	}
	return e
}

// runSilence checks that a service which stops talking is left.
func runSilence(t *testing.T, w Wire) {
	whole := w.Stream(Answer{Pieces: []string{"one", "two"}, Finish: EndCut})
	drip := Step{Body: w.Stream(Answer{Pieces: []string{"one", "two"}}), Pause: silence - time.Second}
	for _, s := range []scenario{
		{name: "slow drip", step: drip, text: "onetwo", finish: llm.FinishStop},
		{name: "before the first event", step: Step{Ending: Silent}, kinds: []llm.Kind{llm.Network}},
		{name: "after some text", step: Step{Body: whole, Ending: Silent}, kinds: []llm.Kind{llm.Cut}, text: "onetwo"},
	} {
		t.Run(s.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := NewMemory(t, Steps(s.step))
				start := time.Now()
				s.check(t, w.New(Setup{URL: "http://test.invalid", Key: Key, HTTP: client, NoProgress: silence}))
				// A drip takes as long as it takes; there is no total limit.
				want := max(silence, time.Duration(len(s.step.Body))*s.step.Pause)
				if d := time.Since(start); d != want {
					t.Errorf("it took %v, want %v", d, want)
				}
			})
		})
	}
}

// runCancelled checks that the caller's own end is the caller's own error.
func runCancelled(t *testing.T, w Wire) {
	synctest.Test(t, func(t *testing.T) {
		client := NewMemory(t, Steps(Step{Body: w.Stream(Answer{Pieces: []string{"one"}, Finish: EndCut}), Ending: Silent}))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := w.New(Setup{URL: "http://test.invalid", Key: Key, HTTP: client, NoProgress: silence}).Ask(ctx, Request(), nil)
		if !errors.Is(err, context.DeadlineExceeded) || llm.KindOf(err) != "" {
			t.Errorf("got %v, want the context's own error", err)
		}
	})
}

// runNoServer checks the error when nobody listens.
func runNoServer(t *testing.T, w Wire) {
	server := NewServer(t, Steps(Step{}))
	client := &http.Client{Transport: refusing{}}
	_, err := w.New(Setup{URL: server.URL, Key: Key, HTTP: client}).Ask(t.Context(), Request(), nil)
	checkError(t, err, llm.Network)
}

// refusing is a network without a server.
type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("connect: connection refused")
}

// runQuiet checks that onText may be nil.
func runQuiet(t *testing.T, w Wire) {
	server := NewServer(t, Steps(Step{Body: w.Stream(Answer{Pieces: []string{"one", "two"}})}))
	reply, err := w.New(Setup{URL: server.URL, Key: Key}).Ask(t.Context(), Request(), nil)
	checkAnswer(t, reply, err)
	if reply.Text != "onetwo" {
		t.Errorf("text: got %q, want %q", reply.Text, "onetwo")
	}
}
