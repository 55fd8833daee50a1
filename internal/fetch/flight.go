package fetch

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// flights shares one fetch between everybody who asks for the same page at the
// same time.
type flights struct {
	mu    sync.Mutex
	byKey map[string]*flight
}

// flight is one shared fetch. It runs in a goroutine of its own, so that who
// began it may leave; the last to leave cancels it.
type flight struct {
	cancel  context.CancelFunc
	done    chan struct{} // closed at the end; the rest is set then
	waiting int           // under flights.mu

	page  Page
	err   error
	fault *Panic
}

// Panic is what every caller of a shared fetch panics with when the fetch
// itself did: its value, and where that was.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprint(p.Value) }

// do joins the fetch for key or begins it.
func (s *flights) do(ctx context.Context, key string, fetch func(context.Context) (Page, error)) (Page, error) {
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	f := s.join(ctx, key, fetch)
	select {
	case <-f.done:
	case <-ctx.Done():
		s.leave(key, f)
		return Page{}, ctx.Err()
	}
	if f.fault != nil {
		panic(f.fault)
	}
	return f.page, f.err
}

func (s *flights) join(ctx context.Context, key string, fetch func(context.Context) (Page, error)) *flight {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.byKey[key]; ok {
		f.waiting++
		return f
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f := &flight{cancel: cancel, done: make(chan struct{}), waiting: 1}
	if s.byKey == nil {
		s.byKey = map[string]*flight{}
	}
	s.byKey[key] = f
	go s.run(ctx, key, f, fetch)
	return f
}

// run fetches. Its end, even a panic, is the end of the flight.
func (s *flights) run(ctx context.Context, key string, f *flight, fetch func(context.Context) (Page, error)) {
	defer func() {
		if value := recover(); value != nil {
			f.fault = &Panic{Value: value, Stack: debug.Stack()}
		}
		s.drop(key, f)
		f.cancel()
		close(f.done)
	}()
	f.page, f.err = fetch(ctx)
}

// drop lets the next caller for key begin anew.
func (s *flights) drop(key string, f *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byKey[key] == f {
		delete(s.byKey, key)
	}
}

// leave stops waiting. The last to leave cancels the fetch and waits for its
// end, so that nothing of it outlives its callers.
func (s *flights) leave(key string, f *flight) {
	s.mu.Lock()
	f.waiting--
	last := f.waiting == 0
	if last && s.byKey[key] == f {
		delete(s.byKey, key)
	}
	s.mu.Unlock()
	if last {
		f.cancel()
		<-f.done
	}
}
