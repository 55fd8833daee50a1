package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
)

// order lets articles be worked on at once and written in the order of the
// arguments: the article whose turn it is writes through, the others wait in
// memory.
type order struct {
	mu    sync.Mutex
	turn  int
	slots []*slot
	out   io.Writer
	err   io.Writer
}

// slot is one article's place in the output.
type slot struct {
	order   *order
	index   int
	held    []piece
	done    bool
	broken  bool   // a write failed
	written func() // to be called once everything of the slot is out; may be nil
}

type piece struct {
	toErr bool
	data  []byte
}

func newOrder(n int, out, err io.Writer) *order {
	o := &order{out: out, err: err}
	for i := range n {
		o.slots = append(o.slots, &slot{order: o, index: i})
	}
	return o
}

// out and err are the slot's standard streams.
func (s *slot) out() io.Writer { return stream{s, false} }
func (s *slot) err() io.Writer { return stream{s, true} }

type stream struct {
	slot  *slot
	toErr bool
}

func (w stream) Write(p []byte) (int, error) {
	s, o := w.slot, w.slot.order
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.turn == s.index {
		return s.write(piece{w.toErr, p})
	}
	s.held = append(s.held, piece{w.toErr, bytes.Clone(p)})
	return len(p), nil
}

// named puts the input's name before an error, where there are several inputs
// and the error does not begin with it.
func (s *slot) named(input string, err error) error {
	if len(s.order.slots) < 2 || strings.HasPrefix(err.Error(), input) {
		return err
	}
	return fmt.Errorf("%s: %w", input, err)
}

// write puts a piece out. Only what goes to standard output has to arrive.
func (s *slot) write(p piece) (int, error) {
	n, err := s.order.target(p.toErr).Write(p.data)
	s.broken = s.broken || err != nil && !p.toErr
	return n, err
}

// whenWritten has a function called after close, once all that the slot printed
// was really written, and not at all if it was not.
func (s *slot) whenWritten(f func()) {
	s.order.mu.Lock()
	defer s.order.mu.Unlock()
	s.written = f
}

// close says that nothing more comes from this slot, and lets those behind it
// write.
func (s *slot) close() error {
	written, err := s.order.advance(s)
	for _, f := range written {
		f()
	}
	return err
}

// advance gives the turn to the first slot that is not done. It returns what is
// to be called for those that are out now.
func (o *order) advance(s *slot) (written []func(), err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	s.done = true
	for o.turn < len(o.slots) && o.slots[o.turn].done {
		if last := o.slots[o.turn]; last.written != nil && !last.broken {
			written = append(written, last.written)
		}
		o.turn++
		if o.turn == len(o.slots) {
			break
		}
		if err := o.slots[o.turn].release(); err != nil {
			return written, err
		}
	}
	return written, nil
}

// release writes what was held until the slot's turn came.
func (s *slot) release() error {
	held := s.held
	s.held = nil
	for _, p := range held {
		if _, err := s.write(p); err != nil {
			s.broken = true
			return err
		}
	}
	return nil
}

func (o *order) target(toErr bool) io.Writer {
	if toErr {
		return o.err
	}
	return o.out
}
