package cache

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dragoman/internal/llm"
)

func TestLock(t *testing.T) {
	c := open(t)
	key := llm.Key(request("one"), identity)
	var inside, done int32
	var mu sync.Mutex
	count := func(n int32) int32 {
		mu.Lock()
		defer mu.Unlock()
		inside += n
		return inside
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				unlock, err := c.Lock(t.Context(), key)
				must(t, err)
				if n := count(1); n != 1 {
					t.Errorf("%d holders at once", n)
				}
				count(-1)
				unlock()
				unlock() // a second call must not free another's lock
				mu.Lock()
				done++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if done != 160 {
		t.Errorf("%d locks were taken, want 160", done)
	}
	left, err := os.ReadDir(filepath.Join(c.Dir(), lockDir))
	must(t, err)
	if len(left) > 0 {
		t.Errorf("lock files are left: %v", left)
	}
}

func TestLockObeysContext(t *testing.T) {
	c := open(t)
	key := llm.Key(request("one"), identity)
	unlock, err := c.Lock(t.Context(), key)
	must(t, err)
	defer unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := c.Lock(ctx, key); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v, want the context's", err)
	}
	other, err := c.Lock(t.Context(), llm.Key(request("two"), identity))
	must(t, err) // another key does not wait
	other()
}
