package cache

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
)

func TestPutGet(t *testing.T) {
	c := open(t)
	before := time.Now()
	key := llm.Key(request("one"), identity)
	if _, _, err := c.Get(key); !errors.Is(err, llm.ErrMiss) {
		t.Errorf("empty cache: error is %v, want a miss", err)
	}
	put(t, c, "one")
	got, stored, err := c.Get(key)
	must(t, err)
	if diff := cmp.Diff(answer("one"), got); diff != "" {
		t.Errorf("reply differs (-want +got):\n%s", diff)
	}
	if stored.Before(before.Truncate(0)) || stored.After(time.Now()) {
		t.Errorf("stored at %v, want now", stored)
	}
	must(t, c.Remove(key))
	must(t, c.Remove(key))
	if _, _, err := c.Get(key); !errors.Is(err, llm.ErrMiss) {
		t.Errorf("after Remove: error is %v, want a miss", err)
	}
}

// TestSecondProcess opens the same folder again, as the next run does.
func TestSecondProcess(t *testing.T) {
	c := open(t)
	key := put(t, c, "one")
	again, err := Open(c.Dir())
	must(t, err)
	got, _, err := again.Get(key)
	must(t, err)
	if got.Text != answer("one").Text {
		t.Errorf("text is %q, want %q", got.Text, answer("one").Text)
	}
}

func TestNothingHalfIsStored(t *testing.T) {
	for name, spoil := range map[string]func(*llm.Reply){
		"cut by length":  func(r *llm.Reply) { r.Finish = llm.FinishLength },
		"refused":        func(r *llm.Reply) { r.Finish = llm.FinishRefused },
		"no finish":      func(r *llm.Reply) { r.Finish = "" },
		"empty":          func(r *llm.Reply) { r.Text = "" },
		"invalid UTF-8":  func(r *llm.Reply) { r.Text = "caf\xe9" },
		"half character": func(r *llm.Reply) { r.Text = "café"[:4] },
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t)
			key, reply := llm.Key(request("one"), identity), answer("one")
			spoil(&reply)
			if err := c.Put(key, request("one"), identity, reply); err == nil {
				t.Error("it was stored")
			}
			if _, _, err := c.Get(key); !errors.Is(err, llm.ErrMiss) {
				t.Errorf("error is %v, want a miss", err)
			}
		})
	}
}

func TestKeysAreNoPaths(t *testing.T) {
	c := open(t)
	for _, key := range []string{"", "..", "../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("a", 63), strings.Repeat("/", 64)} {
		if _, _, err := c.Get(key); err == nil || errors.Is(err, llm.ErrMiss) {
			t.Errorf("Get(%q): error is %v, want a refusal", key, err)
		}
		if err := c.Put(key, request("x"), identity, answer("x")); err == nil {
			t.Errorf("Put(%q) was accepted", key)
		}
		if err := c.Remove(key); err == nil {
			t.Errorf("Remove(%q) was accepted", key)
		}
		if _, err := c.Lock(t.Context(), key); err == nil {
			t.Errorf("Lock(%q) was accepted", key)
		}
		if _, ok := c.Segments().Load(key); ok {
			t.Errorf("Load(%q) found something", key)
		}
	}
}

// TestTouch checks that use is noted, and at most once an hour.
func TestTouch(t *testing.T) {
	c := open(t)
	key := put(t, c, "one")
	base := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		now  time.Time
		want time.Time
	}{
		{base.Add(59 * time.Minute), base},
		{base.Add(61 * time.Minute), base.Add(61 * time.Minute)},
		{base.Add(90 * time.Minute), base.Add(61 * time.Minute)},
	} {
		if step.want.Equal(base) {
			must(t, os.Chtimes(c.path(Reply, key), base, base))
		}
		c.now = func() time.Time { return step.now }
		_, _, err := c.Get(key)
		must(t, err)
		info, err := os.Stat(c.path(Reply, key))
		must(t, err)
		if !info.ModTime().Equal(step.want) {
			t.Errorf("at %v the last use is %v, want %v", step.now, info.ModTime(), step.want)
		}
	}
}

// TestConcurrentUse lets everything run at once; with -race it also looks for
// unguarded memory. No reader may see anything but a miss or the right answer.
func TestConcurrentUse(t *testing.T) {
	c := open(t)
	c.Damaged = func(d *Damage) { t.Error(d) }
	const prompts = 12
	var group sync.WaitGroup
	for w := range 4 {
		group.Go(func() {
			for i := range prompts {
				prompt := fmt.Sprint("p", (i+w)%prompts)
				key := put(t, c, prompt)
				must(t, c.Segments().Save(key, []byte(prompt)))
				got, _, err := c.Get(key)
				if err != nil && !errors.Is(err, llm.ErrMiss) || err == nil && got.Text != answer(prompt).Text {
					t.Errorf("Get: %q, %v", got.Text, err)
				}
				if data, ok := c.Segments().Load(key); ok && string(data) != prompt {
					t.Errorf("Load: %q, want %q", data, prompt)
				}
			}
		})
	}
	group.Go(func() {
		for range 5 {
			_, err := c.Stats(t.Context())
			must(t, err)
			report, err := c.Verify(t.Context(), true)
			must(t, err)
			if len(report.Damaged) > 0 {
				t.Errorf("damaged: %v", report.Damaged)
			}
			_, _, err = c.Nearest(t.Context(), request("p1"), identity)
			must(t, err)
			_, err = c.Prune(t.Context(), PruneOptions{MaxSize: 3000})
			must(t, err)
		}
	})
	group.Wait()
}

func BenchmarkPut(b *testing.B) {
	c := open(b)
	req := request(strings.Repeat("A paragraph of an ordinary news article, as they are.\n", 60))
	for i := range b.N {
		req.MaxTokens = i
		must(b, c.Put(llm.Key(req, identity), req, identity, answer("x")))
	}
}

func BenchmarkGet(b *testing.B) {
	c := open(b)
	key := put(b, c, strings.Repeat("A paragraph of an ordinary news article, as they are.\n", 60))
	for range b.N {
		if _, _, err := c.Get(key); err != nil {
			b.Fatal(err)
		}
	}
}
