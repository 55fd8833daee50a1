package llm

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// flights shares one call between everybody who asks for the same key at the
// same time.
type flights struct {
	mu    sync.Mutex
	byKey map[string]*flight
}

// flight is one shared call. It runs in a goroutine of its own, so that the
// caller who began it may leave; the last to leave cancels it.
type flight struct {
	cancel  context.CancelFunc
	done    chan struct{} // closed when the call has ended; reply, err, fault are set
	pieces  chan struct{} // one signal: there are pieces
	waiting int           // under flights.mu

	mu   sync.Mutex
	text []string // pieces not yet handed to the leader

	reply Reply
	err   error
	fault *Panic
}

// Panic is what every caller of a shared call panics with when the call itself
// did: its value, and where that was, which the caller's own stack does not say.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprint(p.Value) }

// do joins the call for key or begins it. The text of the call goes to the
// caller that began it piece by piece, to all others at once when it ends, and
// always in the caller's own goroutine.
func (s *flights) do(ctx context.Context, key string, onText func(string), call func(context.Context, func(string)) (Reply, error)) (Reply, error) {
	f, leader := s.join(ctx, key, call)
	if leader {
		return s.lead(ctx, key, f, onText)
	}
	select {
	case <-f.done:
	case <-ctx.Done():
		s.leave(key, f)
		return Reply{}, ctx.Err()
	}
	reply, err := f.result()
	reply.Hit, reply.Attempts = true, 0
	deliver(reply.Text, onText)
	return reply, err
}

func (s *flights) join(ctx context.Context, key string, call func(context.Context, func(string)) (Reply, error)) (f *flight, leader bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.byKey[key]; ok {
		f.waiting++
		return f, false
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f = &flight{cancel: cancel, done: make(chan struct{}), pieces: make(chan struct{}, 1), waiting: 1}
	if s.byKey == nil {
		s.byKey = map[string]*flight{}
	}
	s.byKey[key] = f
	go s.run(ctx, key, f, call)
	return f, true
}

// run makes the call. Its end, even a panic, is the end of the flight.
func (s *flights) run(ctx context.Context, key string, f *flight, call func(context.Context, func(string)) (Reply, error)) {
	defer func() {
		if fault := recover(); fault != nil {
			f.fault = &Panic{Value: fault, Stack: debug.Stack()}
		}
		s.drop(key, f)
		f.cancel()
		close(f.done)
	}()
	f.reply, f.err = call(ctx, f.push)
}

// drop lets the next caller for key begin anew.
func (s *flights) drop(key string, f *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byKey[key] == f {
		delete(s.byKey, key)
	}
}

// leave stops waiting. The last caller to leave cancels the call and waits for
// its end, so that nothing of it, such as a lock, outlives its callers.
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

// lead waits as the caller who began the call, handing on its text.
func (s *flights) lead(ctx context.Context, key string, f *flight, onText func(string)) (Reply, error) {
	for {
		select {
		case <-f.pieces:
			f.hand(onText)
		case <-f.done:
			f.hand(onText)
			return f.result()
		case <-ctx.Done():
			s.leave(key, f)
			return Reply{}, ctx.Err()
		}
	}
}

// push takes a piece of text from the call.
func (f *flight) push(text string) {
	f.mu.Lock()
	f.text = append(f.text, text)
	f.mu.Unlock()
	select {
	case f.pieces <- struct{}{}:
	default: // a signal is waiting already
	}
}

func (f *flight) hand(onText func(string)) {
	f.mu.Lock()
	text := f.text
	f.text = nil
	f.mu.Unlock()
	for _, piece := range text {
		deliver(piece, onText)
	}
}

// result returns how the call ended. A panic in the call goes on in each of
// its callers, where their own recovery finds it.
func (f *flight) result() (Reply, error) {
	if f.fault != nil {
		panic(f.fault)
	}
	return f.reply, f.err
}
