package cache

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// PruneOptions says what may stay. The zero value keeps every entry.
type PruneOptions struct {
	MaxSize   int64         // bytes that may stay, markers and then the last used first; 0 sets no limit
	OlderThan time.Duration // entries not used for so long go; 0 sets no limit
	All       bool          // nothing may stay
	DryRun    bool          // say what would go, remove nothing
}

// PruneReport says what [Cache.Prune] removed, or would have.
type PruneReport struct {
	Removed int   `json:"removed"`
	Freed   int64 `json:"freed_bytes"`
	Kept    int   `json:"kept"`
	Left    int64 `json:"left_bytes"`
	DryRun  bool  `json:"dry_run,omitempty"`
}

// trimLock is the name of the lock that one trimmer at a time holds.
const trimLock = "trim"

// leftoverAge is after how long a temporary or lock file has lost its owner: a
// write takes seconds, and a request minutes.
const leftoverAge = 24 * time.Hour

// Prune makes the cache smaller: the entries used longest ago go first, damaged
// ones like any other. For size alone, markers go after everything else: they
// are small, and without them whole articles are paid for again. An entry that is being asked for, or was used since the
// count, stays. One process prunes at a time; another waits until ctx ends.
func (c *Cache) Prune(ctx context.Context, opts PruneOptions) (PruneReport, error) {
	if opts.MaxSize < 0 || opts.OlderThan < 0 {
		return PruneReport{}, errors.New("prune cache: a size or an age below zero makes no sense")
	}
	if !opts.DryRun {
		unlock, err := c.lock(ctx, trimLock)
		if err != nil {
			return PruneReport{}, err
		}
		defer unlock()
	}
	entries, temps, err := c.files(ctx)
	if err != nil {
		return PruneReport{}, err
	}
	gone := plan(entries, opts, c.now())
	report := PruneReport{DryRun: opts.DryRun}
	for i, f := range entries {
		if err := ctx.Err(); err != nil {
			return report, err
		}
		if gone[i] && !opts.DryRun {
			if gone[i], err = c.evict(f); err != nil {
				return report, err
			}
		}
		report.count(f, gone[i])
	}
	if !opts.DryRun {
		c.sweep(temps)
	}
	return report, nil
}

func (r *PruneReport) count(f file, gone bool) {
	if gone {
		r.Removed++
		r.Freed += f.bytes
		return
	}
	r.Kept++
	r.Left += f.bytes
}

// files returns the files of all entries, those to keep longest first, and
// apart from them the temporary files.
func (c *Cache) files(ctx context.Context) (entries, temps []file, err error) {
	var mu sync.Mutex
	err = c.each(ctx, func(f file) error {
		mu.Lock()
		defer mu.Unlock()
		if f.temp {
			temps = append(temps, f)
		} else {
			entries = append(entries, f)
		}
		return nil
	})
	slices.SortFunc(entries, func(a, b file) int {
		return cmp.Or(rank(a)-rank(b), b.used.Compare(a.used), cmp.Compare(a.path, b.path))
	})
	return entries, temps, err
}

// rank puts markers before the rest.
func rank(f file) int {
	if f.kind == Seen {
		return 0
	}
	return 1
}

// plan returns which of the entries, those to keep longest first, have to go.
func plan(entries []file, opts PruneOptions, now time.Time) []bool {
	gone := make([]bool, len(entries))
	var size int64
	for i, f := range entries {
		if opts.All || opts.OlderThan > 0 && now.Sub(f.used) > opts.OlderThan {
			gone[i] = true
			continue
		}
		size += f.bytes
		gone[i] = opts.MaxSize > 0 && size > opts.MaxSize
	}
	return gone
}

// evict removes an entry unless it is being asked for or was used or written
// since it was listed, and reports whether it did.
func (c *Cache) evict(f file) (bool, error) {
	unlock, err := c.tryLock(f.key)
	if err != nil {
		return false, err
	}
	if unlock == nil {
		return false, nil
	}
	defer unlock()
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("prune cache: %w", err)
	}
	if !info.ModTime().Equal(f.used) {
		return false, nil
	}
	return true, removeFile(f.path)
}

// sweep removes what killed processes left: temporary files, and lock files
// that nobody holds. It is best effort; they do no harm.
func (c *Cache) sweep(temps []file) {
	old := func(t time.Time) bool { return c.now().Sub(t) > leftoverAge }
	for _, f := range temps {
		if old(f.used) {
			os.Remove(f.path)
		}
	}
	locks, err := os.ReadDir(filepath.Join(c.dir, lockDir))
	if err != nil {
		return
	}
	for _, d := range locks {
		info, err := d.Info()
		if err != nil || !old(info.ModTime()) {
			continue
		}
		if unlock, err := c.tryLock(d.Name()); err == nil && unlock != nil {
			unlock()
		}
	}
}
