package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dragoman/internal/llm"
)

func testApp(out, errs *shared) *app {
	return &app{Env: Env{Out: out, Err: errs, Now: time.Now}}
}

// permutations returns every order of 0 to n-1.
func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{{}}
	}
	var all [][]int
	for _, p := range permutations(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(p), at, n-1))
		}
	}
	return all
}

// TestOutputComesInArgumentOrder ends four articles in every possible order,
// each writing before, while and after its turn.
func TestOutputComesInArgumentOrder(t *testing.T) {
	const n = 4
	inputs := []string{"a", "b", "c", "d"}
	for _, finish := range permutations(n) {
		t.Run(fmt.Sprint(finish), func(t *testing.T) {
			var out, errs shared
			gates, ended := make([]chan struct{}, n), make([]chan struct{}, n)
			for i := range n {
				gates[i], ended[i] = make(chan struct{}), make(chan struct{})
			}
			go func() { // the order in which the articles end
				for _, i := range finish {
					close(gates[i])
					<-ended[i]
				}
			}()
			code := testApp(&out, &errs).over(t.Context(), inputs, n, func(_ context.Context, input string, s *slot) outcome {
				i := slices.Index(inputs, input)
				defer close(ended[i])
				fmt.Fprintf(s.out(), "%s1 ", input)
				fmt.Fprintf(s.err(), "%s? ", input)
				<-gates[i]
				fmt.Fprintf(s.out(), "%s2 ", input)
				return outcome{}
			})
			if want := "a1 a2 b1 b2 c1 c2 d1 d2 "; code != 0 || out.String() != want {
				t.Errorf("code %d, output %q, want %q", code, out.String(), want)
			}
			if want := "a? b? c? d? "; errs.String() != want {
				t.Errorf("standard error %q, want %q", errs.String(), want)
			}
		})
	}
}

// TestFirstArticleIsNotHeldBack: the article whose turn it is writes at once.
func TestFirstArticleIsNotHeldBack(t *testing.T) {
	var out, errs bytes.Buffer
	o := newOrder(2, &out, &errs)
	fmt.Fprint(o.slots[1].out(), "second")
	fmt.Fprint(o.slots[0].out(), "first ")
	if out.String() != "first " {
		t.Errorf("output %q before the first article ends, want %q", out.String(), "first ")
	}
	if err := errors.Join(o.slots[1].close(), o.slots[0].close()); err != nil || out.String() != "first second" {
		t.Errorf("output %q, error %v", out.String(), err)
	}
}

// TestJobsLimit holds that no more articles than asked for run at once, and
// that so many do.
func TestJobsLimit(t *testing.T) {
	var out, errs shared
	var now, most atomic.Int32
	var wg sync.WaitGroup
	wg.Add(3) // the first three meet, or the test hangs
	code := testApp(&out, &errs).over(t.Context(), make([]string, 9), 3, func(_ context.Context, _ string, s *slot) outcome {
		most.Store(max(most.Load(), now.Add(1)))
		defer now.Add(-1)
		if s.index < 3 {
			wg.Done()
			wg.Wait()
		}
		return outcome{}
	})
	if code != 0 || most.Load() != 3 {
		t.Errorf("code %d, at most %d at once, want 3", code, most.Load())
	}
}

// TestPanicIsABug: a panic in the work of one article, or in a call it shares,
// is exit 70 and one short message; the stack is for --verbose.
func TestPanicIsABug(t *testing.T) {
	shared1 := llm.Cached(panicking{}, nil, llm.Identity{}, llm.Off, nil)
	work := map[string]func(context.Context, string, *slot) outcome{
		"in the work": func(context.Context, string, *slot) outcome { panic("cannot be") },
		"in a shared call": func(ctx context.Context, _ string, _ *slot) outcome {
			_, err := shared1.Ask(ctx, llm.Request{}, nil)
			return outcome{err: err}
		},
		"a nil pointer": func(context.Context, string, *slot) outcome {
			var o *order
			return outcome{code: o.turn}
		},
	}
	for name, f := range work {
		t.Run(name, func(t *testing.T) {
			var out, errs shared
			if code := testApp(&out, &errs).over(t.Context(), []string{"a"}, 1, f); code != exitBug {
				t.Errorf("code %d, want %d", code, exitBug)
			}
			got := errs.String()
			if !strings.HasPrefix(got, "dragoman: a bug in dragoman: ") || strings.Contains(got, "goroutine ") || strings.Contains(got, ".go:") {
				t.Errorf("standard error:\n%s", got)
			}
			var more shared
			a := testApp(&out, &more)
			a.settings.Verbose = true
			a.over(t.Context(), []string{"a"}, 1, f)
			if !strings.Contains(more.String(), "run_test.go:") {
				t.Errorf("--verbose does not show where:\n%s", more.String())
			}
		})
	}
}

type panicking struct{}

func (panicking) Ask(context.Context, llm.Request, func(string)) (llm.Reply, error) {
	panic("cannot be")
}

// TestPanicDoesNotLoseTheOthers: a bug ends the run, but what other articles
// have made by then comes out.
func TestPanicDoesNotLoseTheOthers(t *testing.T) {
	var out, errs shared
	second := make(chan struct{})
	code := testApp(&out, &errs).over(t.Context(), []string{"a", "b"}, 2, func(_ context.Context, input string, s *slot) outcome {
		fmt.Fprintln(s.out(), input)
		if input == "a" {
			<-second
			panic("cannot be")
		}
		close(second)
		return outcome{}
	})
	if code != exitBug || out.String() != "a\nb\n" {
		t.Errorf("code %d, output %q", code, out.String())
	}
}

// TestStoppedArticlesAreNotTheReason: a code that stops all is the program's,
// not that of the articles it stopped.
func TestStoppedArticlesAreNotTheReason(t *testing.T) {
	for _, code := range []int{exitKey, exitSettings, exitLater, exitDisk, exitBug} {
		t.Run(itoa(code), func(t *testing.T) {
			var out, errs shared
			running := make(chan struct{})
			got := testApp(&out, &errs).over(t.Context(), []string{"slow", "bad", "later"}, 2, func(ctx context.Context, input string, _ *slot) outcome {
				switch input {
				case "slow":
					close(running)
					<-ctx.Done()
					err := errors.Join(context.Cause(ctx), ctx.Err())
					return outcome{err: err, code: codeOf(err)}
				case "bad":
					<-running
					err := fail(code, errors.New("no"))
					return outcome{err: err, code: codeOf(err)}
				}
				t.Error("an article was begun after the run was stopped")
				return outcome{}
			})
			if got != code {
				t.Errorf("code %d, want %d", got, code)
			}
			if want := "dragoman: bad: no\n"; errs.String() != want {
				t.Errorf("standard error %q, want %q", errs.String(), want)
			}
		})
	}
}

// TestInterruptedBetweenArticles: what was never begun is no success.
func TestInterruptedBetweenArticles(t *testing.T) {
	cases := []struct {
		name  string
		cause error
		want  int
	}{
		{"interrupt", signalled{os.Interrupt}, 130},
		{"time limit", context.DeadlineExceeded, 75},
	}
	for _, c := range cases {
		for _, inputs := range [][]string{{"a", "b"}, {"a"}} {
			t.Run(fmt.Sprint(c.name, len(inputs)), func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				if len(inputs) == 1 {
					cancel(c.cause) // before anything was begun
				}
				var out, errs shared
				code := testApp(&out, &errs).over(ctx, inputs, 1, func(_ context.Context, input string, s *slot) outcome {
					fmt.Fprintln(s.out(), input)
					cancel(c.cause) // this article is done all the same
					return outcome{}
				})
				if code != c.want {
					t.Errorf("code %d, want %d", code, c.want)
				}
				if strings.Contains(out.String(), "b") {
					t.Error("the second article was begun")
				}
				if strings.Count(errs.String(), "dragoman: ") != 1 {
					t.Errorf("standard error %q, want one message", errs.String())
				}
			})
		}
	}
}

// TestOutputThatCannotBeWritten: a held article that cannot be written later
// fails the run, aloud; a reader that went away stops it, quietly.
func TestOutputThatCannotBeWritten(t *testing.T) {
	cases := []struct {
		name   string
		err    error
		code   int
		silent bool
	}{
		{"no room", syscallENOSPC, exitDisk, false},
		{"broken pipe", syscallEPIPE, exitOutput, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var errs shared
			a := &app{Env: Env{Out: failingWriter{c.err}, Err: &errs, Now: time.Now}}
			held := make(chan struct{})
			code := a.over(t.Context(), []string{"a", "b"}, 2, func(_ context.Context, input string, s *slot) outcome {
				if input == "a" {
					<-held
					return outcome{}
				}
				fmt.Fprintln(s.out(), input)
				close(held)
				return outcome{}
			})
			want := c.code
			if c.silent {
				want = exitPartial // of several articles
			}
			if code != want {
				t.Errorf("code %d, want %d", code, want)
			}
			if (errs.String() == "") != c.silent {
				t.Errorf("standard error %q", errs.String())
			}
		})
	}
}

// TestBrokenPipeStopsTheRun: nothing more is paid for when nobody reads.
func TestBrokenPipeStopsTheRun(t *testing.T) {
	var errs shared
	a := &app{Env: Env{Out: failingWriter{syscallEPIPE}, Err: &errs, Now: time.Now}}
	begun := 0
	code := a.over(t.Context(), []string{"a", "b", "c"}, 1, func(_ context.Context, input string, s *slot) outcome {
		begun++
		_, err := fmt.Fprintln(s.out(), input)
		err = written(err)
		return outcome{err: err, code: codeOf(err)}
	})
	if begun != 1 || errs.String() != "" || code == exitDone || code == exitBug {
		t.Errorf("%d articles begun, code %d, standard error %q", begun, code, errs.String())
	}
}
