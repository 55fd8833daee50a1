package cache

import (
	"errors"
	"io/fs"
	"time"
)

// Segments is the part of a cache that keeps translated segments. It is safe
// for concurrent use.
type Segments struct {
	c        *Cache
	after    time.Time
	readOnly bool
}

// Segments returns the cache's segment store.
func (c *Cache) Segments() *Segments { return &Segments{c: c} }

// After returns a view of the store that holds only what was stored at t or
// later: what a refresh may use.
func (s *Segments) After(t time.Time) *Segments {
	view := *s
	view.after = t
	return &view
}

// ReadOnly returns a view of the store in which Save does nothing.
func (s *Segments) ReadOnly() *Segments {
	view := *s
	view.readOnly = true
	return &view
}

// Load returns the value stored under key, a SHA-256 in hexadecimal. A damaged
// one is reported and not ok.
func (s *Segments) Load(key string) (data []byte, ok bool) {
	data, _, ok = s.LoadStored(key)
	return data, ok
}

// LoadStored is Load that says when the value was stored, too.
func (s *Segments) LoadStored(key string) (data []byte, stored time.Time, ok bool) {
	h, data, err := s.c.load(Segment, key)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			s.c.report(err)
		}
		return nil, time.Time{}, false
	}
	if h.Stored.Before(s.after) {
		return nil, time.Time{}, false
	}
	return data, h.Stored, true
}

// Save stores a value under key. The value should be JSON, so that it can be
// shown.
func (s *Segments) Save(key string, data []byte) error {
	if s.readOnly {
		return nil
	}
	return s.c.save(header{Kind: Segment, Key: key}, data)
}

// Remove forgets the value of key. One that is not there is no error.
func (s *Segments) Remove(key string) error {
	if s.readOnly {
		return nil
	}
	return s.c.remove(Segment, key)
}
