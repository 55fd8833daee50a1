package anthropic_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
	"dragoman/internal/llm/anthropic"
	"dragoman/internal/llm/llmtest"
)

// TestUsage: the service counts cached tokens apart, we count them in.
func TestUsage(t *testing.T) {
	want := llm.Usage{PromptTokens: 5000, CachedTokens: 4096, CacheWriteTokens: 100, CompletionTokens: 900, ReasoningTokens: 300}
	server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Body: stream(llmtest.Answer{Pieces: []string{"ok"}, Usage: want})}))
	reply, err := client(llmtest.Setup{URL: server.URL}, anthropic.Default()).Ask(t.Context(), full("claude-haiku-5-5"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, reply.Usage); diff != "" {
		t.Errorf("usage (-want +got):\n%s", diff)
	}
	if reply.Model != "claude-test-20261101" {
		t.Errorf("model: got %q, want the one that answered", reply.Model)
	}
}

// refused is a 400 in the service's words.
func refused(message string) llmtest.Step {
	return llmtest.Step{Status: 400, Body: []string{marshal(object{
		"type": "error", "error": object{"type": "invalid_request_error", "message": message},
	})}}
}

// TestLearning: a refused field is left out for good, without asking twice for
// it; the identity stays.
func TestLearning(t *testing.T) {
	ok := llmtest.Step{Body: stream(llmtest.Answer{Pieces: []string{"ok"}})}
	server := llmtest.NewServer(t, llmtest.Steps(
		refused("`temperature` is deprecated for this model."),
		refused("This model does not support the effort parameter."),
		ok,
	))
	c := client(llmtest.Setup{URL: server.URL}, anthropic.Default())
	before := c.Identity()
	req := full("claude-next-1")
	reply, err := c.Ask(t.Context(), req, nil)
	if err != nil || reply.Attempts != 3 {
		t.Fatalf("got attempts %d, error %v; want 3 and none", reply.Attempts, err)
	}
	if _, err := c.Ask(t.Context(), req, nil); err != nil {
		t.Fatal(err)
	}
	other := req
	other.Model = "claude-next-2"
	if _, err := c.Ask(t.Context(), other, nil); err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, r := range server.Received() {
		var has []string
		for _, name := range []string{"temperature", "effort", "json_schema"} {
			if strings.Contains(string(r.Body), `"`+name+`"`) {
				has = append(has, name)
			}
		}
		fields = append(fields, strings.Join(has, " "))
	}
	want := []string{"temperature effort json_schema", "effort json_schema", "json_schema", "json_schema", "temperature effort json_schema"}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("fields sent (-want +got):\n%s", diff)
	}
	if c.Identity() != before {
		t.Error("what was learned changed the identity")
	}
	wantLines := []string{"providers:", "  - name: test", "    dialect:", "      # claude-next-1 refuses effort, temperature", "      drop: [effort, temperature]"}
	if diff := cmp.Diff(wantLines, c.Learned()); diff != "" {
		t.Errorf("learned (-want +got):\n%s", diff)
	}
}

// TestNotLearned: what the request is about is returned, not dropped.
func TestNotLearned(t *testing.T) {
	for _, test := range []struct {
		name, message, param string
	}{
		{"schema", "output_config.format: structured outputs are not supported on this model", "response_format"},
		{"limit", "max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens", "max_tokens"},
		{"something else", "messages: roles must alternate", ""},
		{"a field that was not sent", "thinking: Extra inputs are not permitted", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := llmtest.NewServer(t, llmtest.Steps(refused(test.message)))
			c := client(llmtest.Setup{URL: server.URL}, anthropic.Default())
			_, err := c.Ask(t.Context(), full("claude-haiku-5-5"), nil)
			var e *llm.Error
			if !errors.As(err, &e) || e.Kind != llm.BadRequest || e.Param != test.param {
				t.Errorf("got %#v, want a bad request about %q", e, test.param)
			}
			if n := len(server.Received()); n != 1 || c.Learned() != nil {
				t.Errorf("got %d requests and learned %v, want 1 and nothing", n, c.Learned())
			}
		})
	}
}

// TestLimits: a limit on spending is not one on rate, and a rate limit's wait
// is found where the service gives it.
func TestLimits(t *testing.T) {
	spend := marshal(object{"type": "error", "error": object{
		"type": "rate_limit_error", "message": "You have reached your spend limit.", "details": object{"error_code": "enforced_spend_limit_reached"},
	}})
	_, rate := fault(llmtest.Fault{Kind: llm.Rate})
	reset := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(time.RFC3339) }
	for _, test := range []struct {
		name     string
		status   int
		header   http.Header
		body     string
		kind     llm.Kind
		from, to time.Duration
	}{
		{name: "spend limit", status: 429, body: spend, kind: llm.Quota},
		{name: "spend limit of the minute", status: 429, header: http.Header{"Retry-After": {"3"}}, body: spend, kind: llm.Rate, from: 3 * time.Second, to: 3 * time.Second},
		{name: "payment", status: 402, body: "pay", kind: llm.Quota},
		{name: "resets", status: 429, body: rate, kind: llm.Rate, from: 90 * time.Second, to: 2 * time.Minute, header: http.Header{
			"Anthropic-Ratelimit-Requests-Remaining": {"0"}, "Anthropic-Ratelimit-Requests-Reset": {reset(time.Minute)},
			"Anthropic-Ratelimit-Input-Tokens-Remaining": {"0"}, "Anthropic-Ratelimit-Input-Tokens-Reset": {reset(2 * time.Minute)},
			"Anthropic-Ratelimit-Tokens-Remaining": {"5000"}, "Anthropic-Ratelimit-Tokens-Reset": {reset(time.Hour)},
		}},
		{name: "too large", status: 413, body: "", kind: llm.Context},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Status: test.status, Header: test.header, Body: []string{test.body}}))
			_, err := client(llmtest.Setup{URL: server.URL}, anthropic.Default()).Ask(t.Context(), full("claude-haiku-5-5"), nil)
			var e *llm.Error
			if !errors.As(err, &e) || e.Kind != test.kind || e.RetryAfter < test.from || e.RetryAfter > test.to {
				t.Errorf("got %#v, want kind %s, wait %v to %v", e, test.kind, test.from, test.to)
			}
		})
	}
}

func TestModels(t *testing.T) {
	list := marshal(object{"data": []any{object{"type": "model", "id": "claude-b"}, object{"type": "model", "id": "claude-a"}}, "has_more": false})
	server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Body: []string{list}}))
	got, err := client(llmtest.Setup{URL: server.URL, Key: llmtest.Key}, anthropic.Default()).Models(t.Context())
	if err != nil || !slices.Equal(got, []string{"claude-b", "claude-a"}) {
		t.Errorf("got %v, %v; want the ids in order", got, err)
	}
	r := server.Received()[0]
	if r.Path != "/v1/models" || r.Header.Get("X-Api-Key") != llmtest.Key {
		t.Errorf("asked %s with key %q", r.Path, r.Header.Get("X-Api-Key"))
	}
	page := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Body: []string{"<html></html>"}}))
	if _, err := client(llmtest.Setup{URL: page.URL}, anthropic.Default()).Models(t.Context()); llm.KindOf(err) != llm.BadReply {
		t.Errorf("a web page as the list: got %v, want kind %s", err, llm.BadReply)
	}
}
