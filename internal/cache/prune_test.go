package cache

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPrune(t *testing.T) {
	for _, test := range []struct {
		name string
		opts func(size int64) PruneOptions
		want string
	}{
		{"nothing asked", func(int64) PruneOptions { return PruneOptions{} }, "xxxxx"},
		{"room for two and a half", func(size int64) PruneOptions { return PruneOptions{MaxSize: size * 5 / 2} }, "...xx"},
		{"room for all", func(size int64) PruneOptions { return PruneOptions{MaxSize: size * 6} }, "xxxxx"},
		{"no room", func(int64) PruneOptions { return PruneOptions{MaxSize: 1} }, "....."},
		{"older than two days and a half", func(int64) PruneOptions { return PruneOptions{OlderThan: 60 * time.Hour} }, "..xxx"},
		{"both", func(size int64) PruneOptions {
			return PruneOptions{OlderThan: 60 * time.Hour, MaxSize: size * 3 / 2}
		}, "....x"},
		{"all", func(int64) PruneOptions { return PruneOptions{All: true} }, "....."},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := open(t)
			keys := fill(t, c, 5)
			info, err := os.Stat(c.path(Reply, keys[0]))
			must(t, err)
			opts := test.opts(info.Size())
			opts.DryRun = true
			dry, err := c.Prune(t.Context(), opts)
			must(t, err)
			if got := has(c, keys); got != "xxxxx" || !dry.DryRun {
				t.Errorf("a dry run left %s", got)
			}
			opts.DryRun = false
			wet, err := c.Prune(t.Context(), opts)
			must(t, err)
			if got := has(c, keys); got != test.want {
				t.Errorf("left %s, want %s", got, test.want)
			}
			dry.DryRun = false
			if diff := cmp.Diff(dry, wet); diff != "" || wet.Kept != strings.Count(test.want, "x") {
				t.Errorf("the dry run said otherwise (-dry +real):\n%s", diff)
			}
		})
	}
}

func TestPruneSparesWhatIsInUse(t *testing.T) {
	c := open(t)
	keys := fill(t, c, 2)
	unlock, err := c.Lock(t.Context(), keys[0])
	must(t, err)
	defer unlock()
	report, err := c.Prune(t.Context(), PruneOptions{All: true})
	must(t, err)
	if got := has(c, keys); got != "x." || report.Kept != 1 || report.Removed != 1 {
		t.Errorf("left %s, report %+v", got, report)
	}
}

func TestPruneWaitsForAnother(t *testing.T) {
	c := open(t)
	fill(t, c, 1)
	unlock, err := c.lock(t.Context(), trimLock)
	must(t, err)
	defer unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := c.Prune(ctx, PruneOptions{All: true}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v, want the context's", err)
	}
}

func TestPruneSweepsLeftovers(t *testing.T) {
	c := open(t)
	keys := fill(t, c, 1)
	shard := filepath.Dir(c.path(Reply, keys[0]))
	must(t, os.MkdirAll(filepath.Join(c.Dir(), lockDir), 0o700))
	leftovers := map[string]time.Time{
		filepath.Join(shard, ".dragoman-old.tmp"):                       noon.AddDate(0, 0, -2),
		filepath.Join(shard, ".dragoman-new.tmp"):                       noon,
		filepath.Join(c.Dir(), lockDir, strings.Repeat("ab", 32)):       noon.AddDate(0, 0, -2),
		filepath.Join(c.Dir(), lockDir, strings.Repeat("cd", 32)):       noon,
		filepath.Join(shard, "somebody's notes, which are not our own"): noon.AddDate(0, 0, -9),
	}
	for path, used := range leftovers {
		must(t, os.WriteFile(path, nil, 0o600))
		must(t, os.Chtimes(path, used, used))
	}
	_, err := c.Prune(t.Context(), PruneOptions{})
	must(t, err)
	for path, used := range leftovers {
		_, err := os.Stat(path)
		ours := !strings.Contains(path, "notes")
		if gone := err != nil; gone != (ours && used != noon) {
			t.Errorf("%s from %v: gone is %v", filepath.Base(path), used, gone)
		}
	}
}
