package cache

import (
	"errors"
	"io/fs"
	"time"
)

// Values is the part of a cache that keeps the values of one kind. It is safe
// for concurrent use.
type Values struct {
	c        *Cache
	kind     Kind
	after    time.Time
	readOnly bool
}

// Pages returns the cache's store of pages and feeds, as package fetch writes
// them.
func (c *Cache) Pages() *Values { return &Values{c: c, kind: Page} }

// Seen returns the cache's markers of feed entries that were worked on. Losing
// one means that its entry is paid for again, so Prune gives them up last.
func (c *Cache) Seen() *Values { return &Values{c: c, kind: Seen} }

// After returns a view of the store that holds only what was stored at t or
// later: what a refresh may use.
func (v *Values) After(t time.Time) *Values {
	view := *v
	view.after = t
	return &view
}

// ReadOnly returns a view of the store in which Save and Remove do nothing.
func (v *Values) ReadOnly() *Values {
	view := *v
	view.readOnly = true
	return &view
}

// Load returns the value stored under key, a SHA-256 in hexadecimal, and when
// it was stored. A damaged one is reported and not ok.
func (v *Values) Load(key string) (data []byte, stored time.Time, ok bool) {
	h, data, err := v.c.load(v.kind, key)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			v.c.report(err)
		}
		return nil, time.Time{}, false
	}
	if h.Stored.Before(v.after) {
		return nil, time.Time{}, false
	}
	return data, h.Stored, true
}

// Save stores a value under key. The value should be JSON, so that it can be
// shown.
func (v *Values) Save(key string, data []byte) error {
	if v.readOnly {
		return nil
	}
	return v.c.save(header{Kind: v.kind, Key: key}, data)
}

// Remove forgets the value of key. One that is not there is no error.
func (v *Values) Remove(key string) error {
	if v.readOnly {
		return nil
	}
	return v.c.remove(v.kind, key)
}

// Segments is the part of a cache that keeps translated segments, as package
// translate asks for them: without the time.
type Segments struct{ *Values }

// Segments returns the cache's segment store.
func (c *Cache) Segments() *Segments { return &Segments{&Values{c: c, kind: Segment}} }

// After is [Values.After].
func (s *Segments) After(t time.Time) *Segments { return &Segments{s.Values.After(t)} }

// ReadOnly is [Values.ReadOnly].
func (s *Segments) ReadOnly() *Segments { return &Segments{s.Values.ReadOnly()} }

// Load returns the value stored under key. A damaged one is reported and not ok.
func (s *Segments) Load(key string) (data []byte, ok bool) {
	data, _, ok = s.Values.Load(key)
	return data, ok
}
