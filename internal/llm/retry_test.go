package llm

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// failing returns err n-1 times and answers at call n.
func failing(n int, err error) *script {
	return &script{ask: func(ctx context.Context, call int, onText func(string)) (Reply, error) {
		if call < n {
			return Reply{}, err
		}
		return say("ok")(ctx, call, onText)
	}}
}

// always is the jitter that takes the whole backoff.
func always() float64 { return 1 }

func TestRetryWaits(t *testing.T) {
	for _, test := range []struct {
		name   string
		err    error
		policy RetryPolicy
		calls  int // at which the model would answer
		waits  []time.Duration
		ok     bool
	}{
		{"backoff doubles", &Error{Kind: Overload}, RetryPolicy{}, 5, []time.Duration{1e9, 2e9, 4e9, 8e9}, true},
		{"five attempts", &Error{Kind: Network}, RetryPolicy{}, 6, []time.Duration{1e9, 2e9, 4e9, 8e9}, false},
		{"cap", &Error{Kind: Network}, RetryPolicy{Cap: 3 * time.Second}, 5, []time.Duration{1e9, 2e9, 3e9, 3e9}, true},
		{"no retries wanted", &Error{Kind: Network}, RetryPolicy{Attempts: 1}, 2, nil, false},
		{"the server's wait", &Error{Kind: Rate, RetryAfter: 7 * time.Second}, RetryPolicy{}, 3, []time.Duration{7e9, 7e9}, true},
		{"the longer of the two", &Error{Kind: Rate, RetryAfter: 3 * time.Second}, RetryPolicy{}, 4, []time.Duration{3e9, 3e9, 4e9}, true},
		{"two minutes", &Error{Kind: Rate, RetryAfter: 2 * time.Minute}, RetryPolicy{}, 2, []time.Duration{120e9}, true},
		{"half an hour", &Error{Kind: Rate, RetryAfter: 1800 * time.Second}, RetryPolicy{}, 2, nil, false},
		{"half an hour, allowed", &Error{Kind: Rate, RetryAfter: 1800 * time.Second}, RetryPolicy{MaxWait: time.Hour}, 3, []time.Duration{1800e9, 1800e9}, true},
		{"quota", &Error{Kind: Quota}, RetryPolicy{}, 2, nil, false},
		{"key", &Error{Kind: Auth}, RetryPolicy{}, 2, nil, false},
		{"bad request", &Error{Kind: BadRequest}, RetryPolicy{}, 2, nil, false},
		{"refused", &Error{Kind: Refused}, RetryPolicy{}, 2, nil, false},
		{"cut", &Error{Kind: Cut}, RetryPolicy{}, 2, nil, false},
		{"missing", &Error{Kind: Missing}, RetryPolicy{}, 2, nil, false},
		{"another error", errors.New("disk"), RetryPolicy{}, 2, nil, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var waits []time.Duration
				p := test.policy
				p.Random = always
				p.Notify = func(attempt int, wait time.Duration, err error) {
					if attempt != len(waits)+1 || !errors.Is(err, test.err) {
						t.Errorf("notify: got attempt %d, %v", attempt, err)
					}
					waits = append(waits, wait)
				}
				start := time.Now()
				reply, err := Retry(failing(test.calls, test.err), p).Ask(t.Context(), question, nil)
				if (err == nil) != test.ok || !cmp.Equal(waits, test.waits) {
					t.Errorf("got %v after waits %v; want success %v after %v", err, waits, test.ok, test.waits)
				}
				var total time.Duration
				for _, w := range test.waits {
					total += w
				}
				if d := time.Since(start); d != total {
					t.Errorf("took %v, want %v", d, total)
				}
				if want := len(test.waits) + 1; KindOf(err) != Missing && KindOf(test.err) != "" && reply.Attempts != want {
					t.Errorf("attempts: got %d, want %d", reply.Attempts, want)
				}
			})
		})
	}
}

// TestRetryJitter: the wait is anything from nothing to the backoff.
func TestRetryJitter(t *testing.T) {
	for _, random := range []float64{0, 0.25, 0.999} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			p := RetryPolicy{Random: func() float64 { return random }}
			if _, err := Retry(failing(4, &Error{Kind: Network}), p).Ask(t.Context(), question, nil); err != nil {
				t.Fatal(err)
			}
			if got, want := time.Since(start), time.Duration(random*7e9); got != want {
				t.Errorf("random %v: took %v, want %v of 1s+2s+4s", random, got, want)
			}
		})
	}
}

// TestRetryRefusesWait: who is told to wait too long is told how long.
func TestRetryRefusesWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limited := &Error{Kind: Rate, RetryAfter: 1800 * time.Second}
		_, err := Retry(failing(2, limited), RetryPolicy{}).Ask(t.Context(), question, nil)
		var e *Error
		if !errors.As(err, &e) || e.RetryAfter != limited.RetryAfter || e.Hint == "" || limited.Hint != "" {
			t.Errorf("got %#v, want the wait and a hint in a copy", e)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		start := time.Now()
		_, err = Retry(failing(2, &Error{Kind: Rate, RetryAfter: 6 * time.Second}), RetryPolicy{}).Ask(ctx, question, nil)
		if KindOf(err) != Rate || time.Since(start) != 0 {
			t.Errorf("beyond the deadline: got %v after %v, want the error at once", err, time.Since(start))
		}
	})
}

func TestRetryStopsOnCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		start := time.Now()
		model := failing(2, &Error{Kind: Rate, RetryAfter: time.Minute})
		_, err := Retry(model, RetryPolicy{}).Ask(ctx, question, nil)
		if !errors.Is(err, context.Canceled) || time.Since(start) != 3*time.Second || model.calls != 1 {
			t.Errorf("got %v after %v and %d calls; want cancelled after 3s and 1", err, time.Since(start), model.calls)
		}
	})
}

// TestRetryAfterText: what has arrived is kept and not asked for again.
func TestRetryAfterText(t *testing.T) {
	for _, test := range []struct {
		name string
		err  *Error
		kind Kind
	}{
		{"network", &Error{Provider: "p", Kind: Network, Message: "reset", RequestID: "r1"}, Cut},
		{"overload", &Error{Provider: "p", Kind: Overload, RequestID: "r1"}, Cut},
		{"cut already", &Error{Provider: "p", Kind: Cut, RequestID: "r1"}, Cut},
		{"refused", &Error{Provider: "p", Kind: Refused, RequestID: "r1"}, Refused},
	} {
		t.Run(test.name, func(t *testing.T) {
			model := &script{ask: func(_ context.Context, _ int, onText func(string)) (Reply, error) {
				onText("one")
				onText("two")
				return Reply{Usage: Usage{PromptTokens: 3}}, test.err
			}}
			text := ""
			reply, err := Retry(model, RetryPolicy{}).Ask(t.Context(), question, func(s string) { text += s })
			var e *Error
			if !errors.As(err, &e) || e.Kind != test.kind || e.RequestID != "r1" || !errors.Is(err, test.err) {
				t.Errorf("got %#v, want kind %s over the cause", err, test.kind)
			}
			if model.calls != 1 || text != "onetwo" || reply.Attempts != 1 || reply.Usage.PromptTokens != 3 {
				t.Errorf("got %d calls, text %q, reply %+v", model.calls, text, reply)
			}
			if test.name == "network" && reply.Text != "onetwo" {
				t.Errorf("reply text: got %q, want what arrived", reply.Text)
			}
		})
	}
}

// TestRetryEmptyText: an empty piece is no text.
func TestRetryEmptyText(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &script{ask: func(ctx context.Context, n int, onText func(string)) (Reply, error) {
			if n == 1 {
				onText("")
				return Reply{Attempts: 2}, &Error{Kind: Overload}
			}
			return say("ok")(ctx, n, onText)
		}}
		reply, err := Retry(model, RetryPolicy{}).Ask(t.Context(), question, nil)
		if err != nil || reply.Attempts != 3 {
			t.Errorf("got %+v, %v; want 3 wire requests", reply, err)
		}
	})
}
