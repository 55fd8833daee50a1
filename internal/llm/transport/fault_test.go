package transport_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name, millis, value string
		want                time.Duration
	}{
		{"nothing", "", "", 0},
		{"seconds", "", "7", 7 * time.Second},
		{"part of a second", "", "0.5", 500 * time.Millisecond},
		{"milliseconds go first", "1500", "7", 1500 * time.Millisecond},
		{"no milliseconds", "0", "7", 7 * time.Second},
		{"less than nothing", "", "-1", 0},
		{"no number", "", "NaN", 0},
		{"for ever", "", "1e300", 365 * 24 * time.Hour},
		{"date", "", "Fri, 20 Nov 2026 12:01:00 GMT", time.Minute},
		{"a date gone by", "", "Fri, 20 Nov 2026 11:00:00 GMT", 0},
		{"words", "", "soon", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := http.Header{"Retry-After-Ms": {test.millis}, "Retry-After": {test.value}}
			if got := transport.RetryAfter(h, now); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestKindOfStatus(t *testing.T) {
	for kind, statuses := range map[llm.Kind][]int{
		llm.Auth:       {401, 403},
		llm.Network:    {408},
		llm.Context:    {413},
		llm.Rate:       {429},
		llm.Overload:   {0, 409, 425, 498, 500, 502, 503, 529},
		llm.BadRequest: {302, 400, 404, 422, 501},
	} {
		for _, status := range statuses {
			if got := transport.KindOfStatus(status); got != kind {
				t.Errorf("%d: got %q, want %q", status, got, kind)
			}
		}
	}
}

// TestRefusal: what can be done is said, and only bad requests have a parameter.
func TestRefusal(t *testing.T) {
	for _, test := range []struct {
		name          string
		kind          llm.Kind
		status        int
		message       string
		param         string
		wantParam     string
		says, wantTip string
	}{
		{"key", llm.Auth, 401, "no", "seed", "", "no", "providers test desk"},
		{"no credit", llm.Quota, 402, "", "", "", "payment required", "billing page"},
		{"field", llm.BadRequest, 400, "no", "seed", "seed", "no", "[{name: desk, dialect: {drop: [seed]}}]"},
		{"form of the reply", llm.BadRequest, 400, "no", transport.ResponseFormat, transport.ResponseFormat, "no", ""},
		{"model", llm.BadRequest, 404, "no such model", "model", "model", "no such model", "base_url"},
		{"elsewhere", llm.BadRequest, 302, "", "", "", "found", "https://elsewhere.invalid/"},
		{"busy", llm.Overload, 0, "busy", "", "", "busy", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			k := transport.New(config{Provider: "desk"}).NewCall(llm.Request{Model: "m"})
			k.Head = http.Header{"Location": {"https://elsewhere.invalid/"}}
			e := k.Refusal(test.kind, test.status, test.message, test.param)
			if e.Kind != test.kind || e.Status != test.status || e.Param != test.wantParam || e.Message != test.says {
				t.Errorf("got %#v", e)
			}
			if !strings.Contains(e.Hint, test.wantTip) || (e.Hint == "") != (test.wantTip == "") {
				t.Errorf("hint: got %q, want %q in it", e.Hint, test.wantTip)
			}
		})
	}
}

// TestBroken: what passes by itself is a cut once there is text to keep.
func TestBroken(t *testing.T) {
	fault := func(kind llm.Kind, cause error) error { return &llm.Error{Kind: kind, Message: "gone", Err: cause} }
	for _, test := range []struct {
		name, text string
		err        error
		kind       llm.Kind
	}{
		{"text, then no network", "some", fault(llm.Network, nil), llm.Cut},
		{"text, then garbage", "some", fault(llm.BadReply, nil), llm.Cut},
		{"no text", "", fault(llm.Network, nil), llm.Network},
		{"text, then no credit", "some", fault(llm.Quota, nil), llm.Quota},
		{"too much text", "some", fault(llm.BadReply, transport.ErrTooLong), llm.BadReply},
		{"the caller gave up", "some", context.Canceled, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			reply, err := transport.Broken(llm.Reply{Text: test.text}, test.err)
			if llm.KindOf(err) != test.kind || !errors.Is(err, test.err) || reply.Text != test.text {
				t.Errorf("got %q, %v; want kind %q over the first error", reply.Text, err, test.kind)
			}
		})
	}
}

func TestScrub(t *testing.T) {
	const key = "sk-0123456789"
	prompt := "Once upon a time there was a king who had three daughters, each fairer than the last."
	k := transport.New(config{Key: func(context.Context) (string, error) { return key, nil }}).
		NewCall(llm.Request{Messages: []llm.Message{{Content: prompt}}})
	if _, err := k.Prepare(&http.Request{Header: http.Header{}}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, in, want string }{
		{"plain", "no such model", "no such model"},
		{"key", "bad key " + key + ".", "bad key [key]."},
		{"lines and control characters", "a\n\tb\x1b[31m\x00c", "a b [31m c"},
		{"bytes of no text", "a\xffb", "a\uFFFDb"},
		{"all of the prompt", "refused: " + prompt + " (1)", "refused: … (1)"},
		{"part of the prompt", "refused=" + prompt[10:60] + "!", "refused=…!"},
		{"words of the prompt", "refused: a king", "refused: a king"},
		{"long", strings.Repeat("é", 301), strings.Repeat("é", 300) + "…"},
	} {
		if got := k.Scrub(test.in); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// TestLearn: a fact is learned once, of one model, and known to later calls.
func TestLearn(t *testing.T) {
	s := transport.New(config{Provider: "desk"})
	refused := &llm.Error{Kind: llm.BadRequest, Param: "seed"}
	same := func(param string) string { return param }
	first, second := s.NewCall(llm.Request{Model: "b"}), s.NewCall(llm.Request{Model: "b"})
	for _, test := range []struct {
		name string
		got  bool
		want bool
	}{
		{"another kind", first.Learn(&llm.Error{Kind: llm.Rate, Param: "seed"}, same), false},
		{"no fact", first.Learn(refused, func(string) string { return "" }), false},
		{"a fact", first.Learn(refused, same), true},
		{"at the same time", second.Learn(refused, same), true},
		{"known before", s.NewCall(llm.Request{Model: "b"}).Learn(refused, same), false},
		{"another model", s.NewCall(llm.Request{Model: "a"}).Learn(refused, same), true},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, test.got, test.want)
		}
	}
	got := s.Learned(func(model string, facts []string) []string { return append([]string{model}, facts...) })
	want := []string{"providers:", "  - name: desk", "    dialect:", "a", "seed", "b", "seed"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("learned (-want +got):\n%s", diff)
	}
}
