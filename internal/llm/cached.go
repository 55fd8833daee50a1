package llm

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// Mode says how a cached model uses its store.
type Mode string

// The modes.
const (
	ReadWrite Mode = "rw"      // answer from the store, store what was asked
	ReadOnly  Mode = "ro"      // answer from the store, never write to it
	Refresh   Mode = "refresh" // ask again, store the answer; entries written since the wrapper was made count
	Offline   Mode = "offline" // answer from the store or not at all
	Off       Mode = "off"     // no store; identical requests at the same time still share one call
)

// ErrMiss is what a [Store] returns for a key it does not hold.
var ErrMiss = errors.New("not in the cache")

// Store keeps whole answers by key. It is safe for use by several goroutines
// and processes. A Store that is also a [Locker] lets processes share calls.
type Store interface {
	// Get returns the answer stored under key and when it was stored, in full
	// clock precision. A key that is not there is ErrMiss. An entry that is
	// damaged, or of a format not known here, is any other error that says why;
	// it counts as a miss and the next Put replaces it.
	Get(key string) (reply Reply, stored time.Time, err error)
	// Put stores an answer, replacing what was there, all of it or nothing. The
	// request and the identity are what key was made of, for people who ask why.
	Put(key string, req Request, id Identity, reply Reply) error
	// Remove deletes the answer under key. A key that is not there is no error.
	Remove(key string) error
}

// Locker is what a [Store] shared by processes also is. Lock waits until no
// other holder has key, in this or another process, and obeys ctx while it
// waits; its error is then the context's. A crash of the holder frees the key.
type Locker interface {
	Lock(ctx context.Context, key string) (unlock func(), err error)
}

// StoreError is a fault of the store that did not keep an answer from its
// caller: the warn function of [Cached] is told, or Forget returns it.
type StoreError struct {
	Op  string // get, put, lock or remove
	Key string
	Err error
}

func (e *StoreError) Error() string {
	return fmt.Sprintf("cache %s %.12s: %v", e.Op, e.Key, e.Err)
}

func (e *StoreError) Unwrap() error { return e.Err }

// Cached answers from store what was asked before, and lets identical requests
// at the same time share one call: within the process through this wrapper,
// between processes if store is a [Locker]. The order is get, lock, get again,
// ask, put, unlock.
//
// Only whole answers are stored: finish stop, text in valid UTF-8, no error. A
// hit has Reply.Hit set and no attempts, and delivers its text in one piece;
// so has every caller that shared another's call. A shared call goes on while
// anybody waits for it, whoever began it; each caller obeys its own context.
//
// A fault of the store never costs an answer: warn, which may be nil, is told
// of it with a [*StoreError] from any goroutine, a damaged entry counts as a
// miss, and an answer that could not be stored is returned all the same.
//
// The result is a [Forgetter]. Make one wrapper per model and process.
func Cached(m Model, store Store, id Identity, mode Mode, warn func(error)) Model {
	if store == nil {
		mode = Off
	}
	if warn == nil {
		warn = func(error) {}
	}
	return &cached{model: m, store: store, id: id, mode: mode, warn: warn, start: time.Now()}
}

type cached struct {
	model  Model
	store  Store
	id     Identity
	mode   Mode
	warn   func(error)
	start  time.Time // Refresh ignores what is older
	shared flights
}

var _ Forgetter = (*cached)(nil)

func (c *cached) Ask(ctx context.Context, req Request, onText func(string)) (Reply, error) {
	if err := ctx.Err(); err != nil {
		return Reply{}, err
	}
	key := Key(req, c.id)
	if reply, ok := c.get(key); ok {
		deliver(reply.Text, onText)
		return reply, nil
	}
	if c.mode == Offline {
		return Reply{}, &Error{
			Provider: req.Provider, Model: req.Model, Kind: Missing,
			Message: "this request is not in the cache, and the cache is set to offline",
			Hint:    "ask once without --cache offline",
		}
	}
	return c.shared.do(ctx, key, onText, func(ctx context.Context, onText func(string)) (Reply, error) {
		return c.ask(ctx, key, req, onText)
	})
}

// ask is the one call that everybody who asks for key waits for.
func (c *cached) ask(ctx context.Context, key string, req Request, onText func(string)) (Reply, error) {
	if c.mode == Off {
		return c.model.Ask(ctx, req, onText)
	}
	unlock, err := c.lock(ctx, key)
	if err != nil {
		return Reply{}, err
	}
	defer unlock()
	if reply, ok := c.get(key); ok {
		deliver(reply.Text, onText)
		return reply, nil
	}
	reply, err := c.model.Ask(ctx, req, onText)
	if err == nil && c.mode != ReadOnly && whole(reply) {
		if err := c.store.Put(key, req, c.id, reply); err != nil {
			c.warn(&StoreError{Op: "put", Key: key, Err: err})
		}
	}
	return reply, err
}

// lock takes the key for this process. A lock that cannot be had for another
// reason than ctx costs at most a second call, so asking goes on without it.
func (c *cached) lock(ctx context.Context, key string) (unlock func(), err error) {
	none := func() {}
	locker, ok := c.store.(Locker)
	if !ok {
		return none, nil
	}
	unlock, err = locker.Lock(ctx, key)
	switch {
	case err == nil:
		return unlock, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	c.warn(&StoreError{Op: "lock", Key: key, Err: err})
	return none, nil
}

// get returns the stored answer as the mode allows.
func (c *cached) get(key string) (Reply, bool) {
	if c.mode == Off {
		return Reply{}, false
	}
	reply, stored, err := c.store.Get(key)
	if err == nil && !whole(reply) {
		err = errors.New("the entry holds no whole answer")
	}
	switch {
	case errors.Is(err, ErrMiss):
		return Reply{}, false
	case err != nil:
		c.warn(&StoreError{Op: "get", Key: key, Err: err})
		return Reply{}, false
	case c.mode == Refresh && stored.Before(c.start):
		return Reply{}, false
	}
	reply.Hit, reply.Attempts = true, 0
	return reply, true
}

// Forget removes the stored answer to req, where the mode writes.
func (c *cached) Forget(_ context.Context, req Request) error {
	if c.mode != ReadWrite && c.mode != Refresh {
		return nil
	}
	key := Key(req, c.id)
	if err := c.store.Remove(key); err != nil && !errors.Is(err, ErrMiss) {
		return &StoreError{Op: "remove", Key: key, Err: err}
	}
	return nil
}

// whole reports whether a reply may stand for its request from now on.
func whole(r Reply) bool {
	return r.Finish == FinishStop && r.Text != "" && utf8.ValidString(r.Text)
}

func deliver(text string, onText func(string)) {
	if onText != nil && text != "" {
		onText(text)
	}
}
