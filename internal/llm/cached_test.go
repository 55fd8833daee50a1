package llm

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// script is a Model that answers by a function and counts.
type script struct {
	mu    sync.Mutex
	calls int
	ask   func(ctx context.Context, n int, onText func(string)) (Reply, error) // n from 1
}

func (s *script) Ask(ctx context.Context, _ Request, onText func(string)) (Reply, error) {
	s.mu.Lock()
	s.calls++
	n := s.calls
	s.mu.Unlock()
	return s.ask(ctx, n, onText)
}

// say answers text in pieces, one wire request.
func say(pieces ...string) func(context.Context, int, func(string)) (Reply, error) {
	return func(_ context.Context, _ int, onText func(string)) (Reply, error) {
		for _, p := range pieces {
			deliver(p, onText)
		}
		return Reply{Text: strings.Join(pieces, ""), Finish: FinishStop, Model: "m", Attempts: 1}, nil
	}
}

// memStore is a Store in memory with faults to order.
type memStore struct {
	mu      sync.Mutex
	entries map[string]Reply
	stored  map[string]time.Time
	locks   map[string]chan struct{}
	getErr  error
	putErr  error
	lockErr error
	puts    int
}

func newStore() *memStore {
	return &memStore{entries: map[string]Reply{}, stored: map[string]time.Time{}, locks: map[string]chan struct{}{}}
}

func (s *memStore) Get(key string) (Reply, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.getErr != nil {
		return Reply{}, time.Time{}, s.getErr
	}
	r, ok := s.entries[key]
	if !ok {
		return Reply{}, time.Time{}, ErrMiss
	}
	return r, s.stored[key], nil
}

func (s *memStore) Put(key string, _ Request, _ Identity, r Reply) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.putErr != nil {
		return s.putErr
	}
	s.puts++
	s.entries[key], s.stored[key] = r, time.Now()
	return nil
}

func (s *memStore) Remove(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.entries, key)
	return nil
}

func (s *memStore) Lock(ctx context.Context, key string) (func(), error) {
	if s.lockErr != nil {
		return nil, s.lockErr
	}
	s.mu.Lock()
	lock, ok := s.locks[key]
	if !ok {
		lock = make(chan struct{}, 1)
		s.locks[key] = lock
	}
	s.mu.Unlock()
	select {
	case lock <- struct{}{}:
		return func() { <-lock }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

var question = Request{Provider: "p", Model: "m", Messages: []Message{{Role: User, Content: "?"}}}

// ask asks once and returns the reply and the pieces of text.
func ask(t *testing.T, m Model) (Reply, []string) {
	t.Helper()
	var pieces []string
	reply, err := m.Ask(t.Context(), question, func(s string) { pieces = append(pieces, s) })
	if err != nil {
		t.Fatalf("ask: %v", err)
	}
	return reply, pieces
}

func TestCachedHit(t *testing.T) {
	model := &script{ask: say("one", "two")}
	c := Cached(model, newStore(), Identity{}, ReadWrite, nil)
	first, pieces := ask(t, c)
	if first.Hit || first.Attempts != 1 || !cmp.Equal(pieces, []string{"one", "two"}) {
		t.Errorf("first: got %+v in %q; want no hit, one attempt, two pieces", first, pieces)
	}
	second, pieces := ask(t, c)
	if !second.Hit || second.Attempts != 0 || second.Text != "onetwo" || second.Model != "m" || !cmp.Equal(pieces, []string{"onetwo"}) {
		t.Errorf("second: got %+v in %q; want a hit, no attempt, one piece", second, pieces)
	}
	if model.calls != 1 {
		t.Errorf("got %d calls, want 1", model.calls)
	}
}

func TestCachedModes(t *testing.T) {
	for _, test := range []struct {
		mode        Mode
		calls, puts int  // after asking twice with an old entry in the store
		hit         bool // of the second answer
		kept        bool // an entry after Forget
	}{
		{ReadWrite, 0, 0, true, false},
		{ReadOnly, 0, 0, true, true},
		{Refresh, 1, 1, true, false},
		{Offline, 0, 0, true, true},
		{Off, 2, 0, false, true},
	} {
		t.Run(string(test.mode), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store, model := newStore(), &script{ask: say("new")}
				if err := store.Put(Key(question, Identity{}), question, Identity{}, Reply{Text: "old", Finish: FinishStop}); err != nil {
					t.Fatal(err)
				}
				store.puts = 0
				time.Sleep(time.Second)
				c := Cached(model, store, Identity{}, test.mode, nil)
				ask(t, c)
				time.Sleep(time.Second)
				reply, _ := ask(t, c)
				if model.calls != test.calls || store.puts != test.puts || reply.Hit != test.hit {
					t.Errorf("got %d calls, %d puts, hit %v; want %d, %d, %v", model.calls, store.puts, reply.Hit, test.calls, test.puts, test.hit)
				}
				if err := c.(Forgetter).Forget(t.Context(), question); err != nil {
					t.Fatal(err)
				}
				if kept := len(store.entries) == 1; kept != test.kept {
					t.Errorf("after Forget: entry kept %v, want %v", kept, test.kept)
				}
			})
		})
	}
}

func TestCachedOfflineMiss(t *testing.T) {
	model := &script{ask: say("x")}
	_, err := Cached(model, newStore(), Identity{}, Offline, nil).Ask(t.Context(), question, nil)
	var e *Error
	if !errors.As(err, &e) || e.Kind != Missing || e.Hint == "" || model.calls != 0 {
		t.Errorf("got %v after %d calls, want a hint, kind missing, no call", err, model.calls)
	}
}

// TestCachedNever: what is not a whole answer is never stored.
func TestCachedNever(t *testing.T) {
	for name, reply := range map[string]Reply{
		"cut":           {Text: "x", Finish: FinishLength},
		"no finish":     {Text: "x"},
		"refused":       {Text: "x", Finish: FinishRefused},
		"invalid UTF-8": {Text: "a\xff", Finish: FinishStop},
		"empty":         {Finish: FinishStop},
	} {
		t.Run(name, func(t *testing.T) {
			store := newStore()
			model := &script{ask: func(context.Context, int, func(string)) (Reply, error) { return reply, nil }}
			if _, err := Cached(model, store, Identity{}, ReadWrite, nil).Ask(t.Context(), question, nil); err != nil {
				t.Fatal(err)
			}
			if store.puts != 0 {
				t.Error("it was stored")
			}
		})
	}
	store := newStore()
	model := &script{ask: func(context.Context, int, func(string)) (Reply, error) {
		return Reply{Text: "x", Finish: FinishStop}, &Error{Kind: Cut}
	}}
	if _, err := Cached(model, store, Identity{}, ReadWrite, nil).Ask(t.Context(), question, nil); KindOf(err) != Cut || store.puts != 0 {
		t.Errorf("an error: got %v and %d puts, want it and none", err, store.puts)
	}
}

// TestCachedFaults: a broken store costs calls, never answers, and is told of.
func TestCachedFaults(t *testing.T) {
	boom := errors.New("boom")
	for _, test := range []struct {
		name  string
		store *memStore
		ops   []string
		calls int
	}{
		{"damaged entry", &memStore{entries: map[string]Reply{}, getErr: boom}, []string{"get", "get"}, 1},
		{"half an answer in the store", &memStore{entries: map[string]Reply{Key(question, Identity{}): {Text: "x", Finish: FinishLength}}}, []string{"get", "get"}, 1},
		{"full disk", &memStore{entries: map[string]Reply{}, putErr: boom}, []string{"put"}, 1},
		{"no locks", &memStore{entries: map[string]Reply{}, lockErr: boom}, []string{"lock"}, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.store.locks, test.store.stored = map[string]chan struct{}{}, map[string]time.Time{}
			var ops []string
			model := &script{ask: say("new")}
			c := Cached(model, test.store, Identity{}, ReadWrite, func(err error) {
				var e *StoreError
				if !errors.As(err, &e) {
					t.Errorf("warned of %v, want a *StoreError", err)
					return
				}
				ops = append(ops, e.Op)
			})
			reply, _ := ask(t, c)
			if reply.Text != "new" || model.calls != test.calls || !cmp.Equal(ops, test.ops) {
				t.Errorf("got %q after %d calls, warnings %v; want new, %d, %v", reply.Text, model.calls, ops, test.calls, test.ops)
			}
		})
	}
}

// TestCachedLock: another process asks meanwhile; the second get finds its
// answer, and waiting for it obeys the context.
func TestCachedLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, model := newStore(), &script{ask: say("mine")}
		key := Key(question, Identity{})
		unlock, err := store.Lock(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		c := Cached(model, store, Identity{}, ReadWrite, nil)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := c.Ask(ctx, question, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("while locked: got %v, want the context's error", err)
		}
		done := make(chan Reply)
		go func() {
			reply, err := c.Ask(context.Background(), question, nil)
			if err != nil {
				t.Error(err)
			}
			done <- reply
		}()
		synctest.Wait()
		if err := store.Put(key, question, Identity{}, Reply{Text: "theirs", Finish: FinishStop}); err != nil {
			t.Fatal(err)
		}
		unlock()
		if reply := <-done; reply.Text != "theirs" || !reply.Hit || model.calls != 0 {
			t.Errorf("got %+v after %d calls, want their answer and no call", reply, model.calls)
		}
	})
}
