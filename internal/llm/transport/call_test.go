package transport_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
	"dragoman/internal/llm/llmtest"
	"dragoman/internal/llm/transport"
)

type config = transport.Config[struct{}]

// ask is the least an adapter does: it returns the response's body.
func ask(ctx context.Context, c config) (string, error) {
	k := transport.New(c, "X-Request-Id").NewCall(llmtest.Request())
	ctx, stop := k.Watch(ctx)
	defer stop()
	body, err := send(ctx, k)
	if err != nil {
		return "", k.Fail(ctx, err)
	}
	return body, nil
}

func send(ctx context.Context, k *transport.Call) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, k.BaseURL, nil)
	if err != nil {
		return "", err
	}
	if _, err := k.Prepare(r); err != nil {
		return "", err
	}
	resp, err := k.Send(r, func(status int, body []byte) *llm.Error {
		return k.Refusal(transport.KindOfStatus(status), status, string(body), "")
	})
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return string(data), err
}

// slow is a network that takes its time.
type slow struct {
	wait time.Duration
	next http.RoundTripper
}

func (s slow) RoundTrip(r *http.Request) (*http.Response, error) {
	select {
	case <-time.After(s.wait):
		return s.next.RoundTrip(r)
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// TestSilence: a local server may take its time to load a model, and is said
// to; a remote one may not, and there is nothing to say. Nothing loads once the
// headers are there.
func TestSilence(t *testing.T) {
	ok := llmtest.Step{Body: []string{"ok"}}
	for _, test := range []struct {
		name   string
		local  bool
		wait   time.Duration // before the headers
		step   llmtest.Step
		states []string
		kind   llm.Kind
		took   time.Duration
	}{
		{"local at once", true, time.Second, ok, nil, "", time.Second},
		{"local loads", true, 4 * time.Minute, ok, []string{"loading model"}, "", 4 * time.Minute},
		{"local is gone", true, 6 * time.Minute, ok, []string{"loading model"}, llm.Network, 5 * time.Minute},
		{"local falls silent", true, 0, llmtest.Step{Ending: llmtest.Silent}, nil, llm.Network, 5 * time.Minute},
		{"remote thinks", false, 2 * time.Minute, ok, nil, "", 2 * time.Minute},
		{"remote is gone", false, 4 * time.Minute, ok, nil, llm.Network, 3 * time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				var states []string
				start := time.Now()
				_, err := ask(t.Context(), config{
					Provider: "test", BaseURL: "http://test.invalid", Local: test.local,
					HTTP:    &http.Client{Transport: slow{test.wait, llmtest.NewMemory(t, llmtest.Steps(test.step)).Transport}},
					OnState: func(s string) { mu.Lock(); states = append(states, s); mu.Unlock() },
				})
				if took := time.Since(start); llm.KindOf(err) != test.kind || (err == nil) != (test.kind == "") || took != test.took {
					t.Errorf("got %v after %v, want kind %q after %v", err, took, test.kind, test.took)
				}
				mu.Lock()
				defer mu.Unlock()
				if diff := cmp.Diff(test.states, states); diff != "" {
					t.Errorf("states (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestProxy(t *testing.T) {
	proxy := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Body: []string{"through the proxy"}}))
	got, err := ask(t.Context(), config{Provider: "test", BaseURL: "http://service.invalid/v1", Proxy: proxy.URL})
	if err != nil || got != "through the proxy" {
		t.Errorf("got %q, %v", got, err)
	}
	_, err = ask(t.Context(), config{Provider: "test", BaseURL: "http://service.invalid/v1", Proxy: "user:" + llmtest.Key + "@nowhere"})
	if err == nil || strings.Contains(err.Error(), llmtest.Key) {
		t.Errorf("got %v, want an error without the proxy's password", err)
	}
}

// unreachable is a network without a server.
type unreachable struct{}

func (unreachable) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("connection refused")
}

// TestUnreachable: the address is named without its credentials, and a request
// that was never sent is no fault of the network.
func TestUnreachable(t *testing.T) {
	for _, test := range []struct {
		name, base string
		local      bool
		kind       llm.Kind
		hint       string
	}{
		{"local", "http://user:secret@localhost:9/v1", true, llm.Network, "is the server running at http://localhost:9/v1?"},
		{"remote", "http://user:secret@test.invalid", false, llm.Network, ""},
		{"no address", "http://user:secret@localhost:port", true, llm.BadRequest, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := ask(t.Context(), config{Provider: "test", BaseURL: test.base, Local: test.local, HTTP: &http.Client{Transport: unreachable{}}})
			var e *llm.Error
			if !errors.As(err, &e) || e.Kind != test.kind || e.Hint != test.hint || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %#v, want kind %q and hint %q, without the secret", err, test.kind, test.hint)
			}
		})
	}
}

// TestRequestID: the headers' name of a request goes before the answer's.
func TestRequestID(t *testing.T) {
	k := transport.New(config{}, "X-First", "X-Second").NewCall(llm.Request{Model: "asked"})
	k.Answer = "from the answer"
	if got := k.Reply("", "", llm.Usage{}); got.RequestID != "from the answer" || got.Model != "asked" {
		t.Errorf("got request %q of model %q", got.RequestID, got.Model)
	}
	k.Head = http.Header{"X-Second": {"from the\nheader"}}
	if got := k.Reply("", "answering", llm.Usage{}); got.RequestID != "from the header" || got.Model != "answering" {
		t.Errorf("got request %q of model %q", got.RequestID, got.Model)
	}
}
