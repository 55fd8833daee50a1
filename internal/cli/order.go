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
	order *order
	index int
	held  []piece
	done  bool
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
		return o.target(w.toErr).Write(p)
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

// close says that nothing more comes from this slot, and lets those behind it
// write.
func (s *slot) close() error {
	o := s.order
	o.mu.Lock()
	defer o.mu.Unlock()
	s.done = true
	for o.turn < len(o.slots) && o.slots[o.turn].done {
		o.turn++
		if o.turn == len(o.slots) {
			return nil
		}
		next := o.slots[o.turn]
		for _, p := range next.held {
			if _, err := o.target(p.toErr).Write(p.data); err != nil {
				return err
			}
		}
		next.held = nil
	}
	return nil
}

func (o *order) target(toErr bool) io.Writer {
	if toErr {
		return o.err
	}
	return o.out
}
