package llm

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dragoman/internal/flight"
)

// TestCachedShared: everybody who asks at the same time gets the one answer;
// only the first has its text in pieces and its attempts.
func TestCachedShared(t *testing.T) {
	for _, mode := range []Mode{ReadWrite, Off} {
		t.Run(string(mode), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				model := &script{ask: func(ctx context.Context, n int, onText func(string)) (Reply, error) {
					time.Sleep(time.Second)
					return say("one", "two")(ctx, n, onText)
				}}
				c := Cached(model, newStore(), Identity{}, mode, nil)
				var mu sync.Mutex
				var hits, attempts, pieces int
				var wg sync.WaitGroup
				for range 20 {
					wg.Go(func() {
						n := 0
						reply, err := c.Ask(context.Background(), question, func(string) { n++ })
						mu.Lock()
						defer mu.Unlock()
						if err != nil || reply.Text != "onetwo" {
							t.Errorf("got %+v, %v", reply, err)
						}
						if reply.Hit {
							hits++
						}
						attempts += reply.Attempts
						pieces += n
					})
				}
				wg.Wait()
				if model.calls != 1 || hits != 19 || attempts != 1 || pieces != 19+2 {
					t.Errorf("got %d calls, %d hits, %d attempts, %d pieces; want 1, 19, 1, 21", model.calls, hits, attempts, pieces)
				}
			})
		})
	}
}

// TestCachedLeaderLeaves: a cancelled leader returns at once, its followers
// still get the answer; when the last leaves, the call ends.
func TestCachedLeaderLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ended error
		model := &script{ask: func(ctx context.Context, n int, onText func(string)) (Reply, error) {
			deliver("one", onText)
			select {
			case <-time.After(10 * time.Second):
			case <-ctx.Done():
				ended = ctx.Err()
				return Reply{}, ctx.Err()
			}
			return say("two")(ctx, n, onText)
		}}
		c := Cached(model, newStore(), Identity{}, ReadWrite, nil)
		leader, leave := context.WithCancel(t.Context())
		follower, give := context.WithTimeout(t.Context(), 20*time.Second)
		defer give()
		start := time.Now()
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := c.Ask(leader, question, nil); !errors.Is(err, context.Canceled) || time.Since(start) != time.Second {
				t.Errorf("leader: got %v after %v, want its own end after 1s", err, time.Since(start))
			}
		})
		synctest.Wait()
		wg.Go(func() {
			reply, err := c.Ask(follower, question, nil)
			if err != nil || !reply.Hit || time.Since(start) != 10*time.Second {
				t.Errorf("follower: got %+v, %v after %v", reply, err, time.Since(start))
			}
		})
		time.Sleep(time.Second)
		leave()
		wg.Wait()
		if model.calls != 1 || ended != nil {
			t.Errorf("got %d calls, call ended with %v; want 1 and nil", model.calls, ended)
		}

		if err := c.(Forgetter).Forget(t.Context(), question); err != nil {
			t.Fatal(err)
		}
		alone, leave := context.WithCancel(t.Context())
		wg.Go(func() {
			if _, err := c.Ask(alone, question, nil); !errors.Is(err, context.Canceled) {
				t.Errorf("alone: got %v", err)
			}
			if ended == nil {
				t.Error("the last caller left before the call had ended")
			}
		})
		synctest.Wait()
		leave()
		wg.Wait()
	})
}

// TestCachedSharedCut: followers of a call that was cut get what arrived too.
func TestCachedSharedCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &script{ask: func(_ context.Context, _ int, onText func(string)) (Reply, error) {
			time.Sleep(time.Second)
			deliver("half", onText)
			return Reply{Text: "half", Attempts: 1}, &Error{Kind: Cut}
		}}
		c := Cached(model, newStore(), Identity{}, ReadWrite, nil)
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				text := ""
				reply, err := c.Ask(context.Background(), question, func(s string) { text += s })
				if KindOf(err) != Cut || reply.Text != "half" || text != "half" {
					t.Errorf("got %+v, %v, text %q", reply, err, text)
				}
			})
		}
		wg.Wait()
		if model.calls != 1 {
			t.Errorf("got %d calls, want 1", model.calls)
		}
	})
}

// TestCachedPanic: a bug in a model reaches its caller, where it is reported,
// and leaves nothing behind that blocks the next.
func TestCachedPanic(t *testing.T) {
	model := &script{ask: func(ctx context.Context, n int, onText func(string)) (Reply, error) {
		if n == 1 {
			panic("bug")
		}
		return say("fine")(ctx, n, onText)
	}}
	c := Cached(model, newStore(), Identity{}, ReadWrite, nil)
	func() {
		defer func() {
			fault, ok := recover().(*flight.Panic)
			if !ok || fault.Error() != "bug" || !strings.Contains(string(fault.Stack), "TestCachedPanic") {
				t.Errorf("got panic %v, want the bug and where it is", fault)
			}
		}()
		_, err := c.Ask(t.Context(), question, nil)
		t.Errorf("returned with %v, want a panic", err)
	}()
	if reply, _ := ask(t, c); reply.Text != "fine" {
		t.Errorf("afterwards: got %q, want fine", reply.Text)
	}
}
