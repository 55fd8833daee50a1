package cache

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"dragoman/internal/atomicfile"
	"dragoman/internal/llm"
)

// VerifyReport says what [Cache.Verify] found.
type VerifyReport struct {
	Entries int      `json:"entries"` // looked at
	Bytes   int64    `json:"bytes"`
	Damaged []Damage `json:"damaged"` // by path
	Removed int      `json:"removed"` // damaged entries that are gone now
}

// Verify reads every entry whole and checks it, and that a reply lies under the
// key of its own request. With repair the entries that cannot be used are
// removed. Without it nothing is changed.
func (c *Cache) Verify(ctx context.Context, repair bool) (VerifyReport, error) {
	report := VerifyReport{Damaged: []Damage{}}
	var mu sync.Mutex
	err := c.each(ctx, func(f file) error {
		if f.temp {
			return nil
		}
		fault := verify(f)
		if errors.Is(fault, fs.ErrNotExist) {
			return nil
		}
		removed := 0
		if fault != nil && repair {
			if err := removeFile(f.path); err != nil {
				return err
			}
			removed = 1
		}
		mu.Lock()
		defer mu.Unlock()
		report.Entries++
		report.Bytes += f.bytes
		report.Removed += removed
		if fault != nil {
			report.Damaged = append(report.Damaged, Damage{Key: f.key, Path: f.path, Reason: bare(fault)})
		}
		return nil
	})
	slices.SortFunc(report.Damaged, func(a, b Damage) int { return cmp.Compare(a.Path, b.Path) })
	return report, err
}

// verify returns why a file cannot be used.
func verify(f file) error {
	data, err := atomicfile.Read(f.path)
	if err != nil {
		return err
	}
	_, plain, err := unseal(data, f.kind, f.key)
	if err != nil || f.kind != Reply {
		return err
	}
	var b body
	if err := json.Unmarshal(plain, &b); err != nil {
		return fmt.Errorf("the body is no reply: %w", err)
	}
	if llm.Key(b.Request, b.Identity) != f.key {
		return errors.New("the key is not that of the request; another version of dragoman made it")
	}
	return whole(b.Reply)
}
