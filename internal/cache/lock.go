package cache

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"dragoman/internal/atomicfile"
)

// Waiting for another process is waiting for a model, which takes seconds: the
// longest pause between two looks adds little to that and costs ten system
// calls a second.
const (
	firstPause = 2 * time.Millisecond
	maxPause   = 100 * time.Millisecond
)

// Lock waits until no one else, in this or another process, holds the lock of
// key, and takes it. It gives up when ctx ends. The system frees the lock of a
// process that dies. unlock may be called more than once.
func (c *Cache) Lock(ctx context.Context, key string) (unlock func(), err error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	return c.lock(ctx, key)
}

func (c *Cache) lock(ctx context.Context, name string) (unlock func(), err error) {
	for pause := firstPause; ; pause = min(2*pause, maxPause) {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("wait for cache lock %s: %w", name, err)
		}
		unlock, err := c.tryLock(name)
		if err != nil || unlock != nil {
			return unlock, err
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// tryLock takes a lock if nobody has it; unlock is nil if somebody has.
func (c *Cache) tryLock(name string) (unlock func(), err error) {
	path := filepath.Join(c.dir, lockDir, name)
	for made := false; ; {
		l := flock.New(path, flock.SetPermissions(fileMode))
		var got bool
		err := atomicfile.Retry(func() (err error) {
			got, err = l.TryLock()
			return err
		})
		switch {
		case errors.Is(err, fs.ErrNotExist) && !made:
			made = true
			if err := os.MkdirAll(filepath.Dir(path), dirMode); err != nil {
				return nil, fmt.Errorf("lock cache entry: %w", err)
			}
		case err != nil:
			return nil, fmt.Errorf("lock cache entry %s: %w", name, err)
		case !got:
			return nil, nil
		case current(l):
			return sync.OnceFunc(func() { release(l) }), nil
		default: // its last holder has removed the file; lock the new one
			l.Close()
		}
	}
}

// current reports whether the locked file is still the one at its path. A lock
// file is removed by its holder, and who was waiting for the removed one must
// not take it for the lock.
func current(l *flock.Flock) bool {
	locked, err := l.Stat()
	if err != nil {
		return false
	}
	now, err := os.Stat(l.Path())
	return err == nil && os.SameFile(locked, now)
}

// release gives a lock back and removes its file, so that the folder does not
// grow with every request ever made. Removing comes first: after unlocking the
// file may be another's. Windows removes only what nobody has open, so there
// it comes last and fails, rightly, if another is waiting.
func release(l *flock.Flock) {
	if runtime.GOOS != "windows" {
		os.Remove(l.Path())
	}
	l.Close()
	if runtime.GOOS == "windows" {
		os.Remove(l.Path())
	}
}
