// Package flight shares one call between everybody who wants the same thing at
// the same time.
//
// A call runs in a goroutine of its own, so that who began it may leave; the
// last to leave cancels it. x/sync/singleflight ties a call to the context of
// who began it, and its followers would fail with a leader that gave up.
package flight

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// Group holds the calls on their way, by key. The zero value is ready.
type Group[T any] struct {
	mu    sync.Mutex
	byKey map[string]*Flight[T]
}

// Flight is one shared call.
type Flight[T any] struct {
	cancel  context.CancelFunc
	done    chan struct{} // closed at the end; value, err and fault are set then
	waiting int           // under Group.mu

	value T
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

// Do joins the call for key or begins it, and waits for its end or its own.
func (g *Group[T]) Do(ctx context.Context, key string, call func(context.Context) (T, error)) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	f, _ := g.Join(ctx, key, call)
	return g.Wait(ctx, key, f)
}

// Join joins the call for key or begins it; first says which. Who joins must
// wait for the end or leave.
func (g *Group[T]) Join(ctx context.Context, key string, call func(context.Context) (T, error)) (f *Flight[T], first bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f, ok := g.byKey[key]; ok {
		f.waiting++
		return f, false
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f = &Flight[T]{cancel: cancel, done: make(chan struct{}), waiting: 1}
	if g.byKey == nil {
		g.byKey = map[string]*Flight[T]{}
	}
	g.byKey[key] = f
	go g.run(ctx, key, f, call)
	return f, true
}

// Wait waits for the end of a call that was joined, or leaves with ctx.
func (g *Group[T]) Wait(ctx context.Context, key string, f *Flight[T]) (T, error) {
	select {
	case <-f.done:
		return f.Result()
	case <-ctx.Done():
		g.Leave(key, f)
		var none T
		return none, ctx.Err()
	}
}

// run makes the call. Its end, even a panic, is the end of the flight.
func (g *Group[T]) run(ctx context.Context, key string, f *Flight[T], call func(context.Context) (T, error)) {
	defer func() {
		if value := recover(); value != nil {
			f.fault = &Panic{Value: value, Stack: debug.Stack()}
		}
		g.drop(key, f)
		f.cancel()
		close(f.done)
	}()
	f.value, f.err = call(ctx)
}

// drop lets the next caller for key begin anew.
func (g *Group[T]) drop(key string, f *Flight[T]) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.byKey[key] == f {
		delete(g.byKey, key)
	}
}

// Leave stops waiting. The last caller to leave cancels the call and waits for
// its end, so that nothing of it, such as a lock, outlives its callers.
func (g *Group[T]) Leave(key string, f *Flight[T]) {
	g.mu.Lock()
	f.waiting--
	last := f.waiting == 0
	if last && g.byKey[key] == f {
		delete(g.byKey, key)
	}
	g.mu.Unlock()
	if last {
		f.cancel()
		<-f.done
	}
}

// Waiting returns how many callers wait for the call of key.
func (g *Group[T]) Waiting(key string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f, ok := g.byKey[key]; ok {
		return f.waiting
	}
	return 0
}

// Done is closed when the call has ended.
func (f *Flight[T]) Done() <-chan struct{} { return f.done }

// Result returns how an ended call ended. A panic in the call goes on in each of
// its callers, where their own recovery finds it.
func (f *Flight[T]) Result() (T, error) {
	if f.fault != nil {
		panic(f.fault)
	}
	return f.value, f.err
}
