package llm

import (
	"context"
	"sync"

	"dragoman/internal/flight"
)

// flights shares one call between everybody who asks for the same key at the
// same time.
type flights struct{ calls flight.Group[Reply] }

// do joins the call for key or begins it. The text of the call goes to the
// caller that began it piece by piece, to all others at once when it ends, and
// always in the caller's own goroutine.
func (s *flights) do(ctx context.Context, key string, onText func(string), call func(context.Context, func(string)) (Reply, error)) (Reply, error) {
	t := &pieces{signal: make(chan struct{}, 1)}
	f, leader := s.calls.Join(ctx, key, func(ctx context.Context) (Reply, error) { return call(ctx, t.push) })
	if leader {
		return s.lead(ctx, key, f, t, onText)
	}
	reply, err := s.calls.Wait(ctx, key, f)
	if err != nil && ctx.Err() != nil {
		return Reply{}, ctx.Err()
	}
	reply.Hit, reply.Attempts = true, 0
	deliver(reply.Text, onText)
	return reply, err
}

// lead waits as the caller who began the call, handing on its text.
func (s *flights) lead(ctx context.Context, key string, f *flight.Flight[Reply], t *pieces, onText func(string)) (Reply, error) {
	for {
		select {
		case <-t.signal:
			t.hand(onText)
		case <-f.Done():
			t.hand(onText)
			return f.Result()
		case <-ctx.Done():
			s.calls.Leave(key, f)
			return Reply{}, ctx.Err()
		}
	}
}

// pieces is the text of a call on its way to the caller that began it.
type pieces struct {
	signal chan struct{} // one signal: there is text

	mu   sync.Mutex
	text []string
}

// push takes a piece of text from the call.
func (t *pieces) push(text string) {
	t.mu.Lock()
	t.text = append(t.text, text)
	t.mu.Unlock()
	select {
	case t.signal <- struct{}{}:
	default: // a signal is waiting already
	}
}

func (t *pieces) hand(onText func(string)) {
	t.mu.Lock()
	text := t.text
	t.text = nil
	t.mu.Unlock()
	for _, piece := range text {
		deliver(piece, onText)
	}
}
