package fetch

import (
	"context"
	"sync"
)

// hosts keeps a line before each host. It never forgets one: a process asks
// few.
type hosts struct {
	limit int
	mu    sync.Mutex
	lines map[string]chan struct{}
}

// enter waits for a place at a host. The place is left by calling leave.
func (h *hosts) enter(ctx context.Context, host string) (leave func(), err error) {
	line := h.line(host)
	select {
	case line <- struct{}{}:
		return func() { <-line }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (h *hosts) line(host string) chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lines == nil {
		h.lines = map[string]chan struct{}{}
	}
	if h.lines[host] == nil {
		h.lines[host] = make(chan struct{}, h.limit)
	}
	return h.lines[host]
}
