package cache

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
)

var identity = llm.Identity{Endpoint: "https://api.example.org/v1", Dialect: "d1", Adapter: "openai/1"}

// request returns a request that differs from others by its prompt.
func request(prompt string) llm.Request {
	return llm.Request{
		Provider: "openai", Model: "m-1", Carrier: llm.CarrierSchema, MaxTokens: 100,
		Schema: []byte(`{ "type": "object" }`),
		Messages: []llm.Message{
			{Role: llm.System, Content: "You translate.\nAnswer in English.\nKeep numbers."},
			{Role: llm.User, Content: prompt},
		},
	}
}

// answer returns the reply that belongs to request(prompt).
func answer(prompt string) llm.Reply {
	cost := 0.25
	return llm.Reply{
		Text: "answer to " + prompt, Finish: llm.FinishStop, Model: "m-1-2026-11-01", RequestID: "req_1",
		Usage: llm.Usage{PromptTokens: 20, CompletionTokens: 7, CostUSD: &cost},
	}
}

func open(t testing.TB) *Cache {
	t.Helper()
	c, err := Open(filepath.Join(t.TempDir(), "cache"))
	must(t, err)
	return c
}

// put stores answer(prompt) and returns its key.
func put(t testing.TB, c *Cache, prompt string) string {
	t.Helper()
	key := llm.Key(request(prompt), identity)
	must(t, c.Put(key, request(prompt), identity, answer(prompt)))
	return key
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

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

func TestFolderExplainsItself(t *testing.T) {
	c := open(t)
	put(t, c, "one")
	for name, want := range map[string]string{
		"README":        "dragoman",
		"CACHEDIR.TAG":  "Signature: 8a477f597d28d172789f06886806bc55\n",
		formatFile:      "1\n",
		string(Reply):   "",
		filepath.Join(): "",
	} {
		info, err := os.Stat(filepath.Join(c.Dir(), name))
		must(t, err)
		if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: mode is %v, others may look in", name, info.Mode())
		}
		if want == "" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(c.Dir(), name))
		must(t, err)
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s holds %q, want %q in it", name, data, want)
		}
	}
	filepath.WalkDir(c.Dir(), func(path string, d fs.DirEntry, err error) error {
		must(t, err)
		info, err := d.Info()
		must(t, err)
		if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: mode is %v, others may look in", path, info.Mode())
		}
		return nil
	})
}

func TestOpenRefuses(t *testing.T) {
	for _, test := range []struct {
		name, file, text, want string
	}{
		{"a newer format", formatFile, "2\n", "newer dragoman made it (format 2, this one knows 1)"},
		{"a damaged format", formatFile, "\x00\x00", "is damaged"},
		{"format zero", formatFile, "0", "is damaged"},
		{"somebody's folder", "novel.txt", "Chapter 1", "holds other files"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			must(t, os.WriteFile(filepath.Join(dir, test.file), []byte(test.text), 0o600))
			c, err := Open(dir)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), dir) {
				t.Errorf("error is %v, want %q and the folder in it", err, test.want)
			}
			if c != nil {
				t.Error("a cache came with the error")
			}
			if entries, _ := os.ReadDir(dir); len(entries) != 1 {
				t.Errorf("the folder was changed: %v", entries)
			}
		})
	}
}

func TestOpenTakesHiddenFiles(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, ".DS_Store"), nil, 0o600))
	if _, err := Open(dir); err != nil {
		t.Error(err)
	}
}

func TestOpenAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			if _, err := Open(dir); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// TestErrorsNamePath puts a file where the cache needs a folder, which stops
// even an administrator.
func TestErrorsNamePath(t *testing.T) {
	c := open(t)
	must(t, os.WriteFile(filepath.Join(c.Dir(), string(Reply)), nil, 0o600))
	must(t, os.WriteFile(filepath.Join(c.Dir(), string(Segment)), nil, 0o600))
	must(t, os.WriteFile(filepath.Join(c.Dir(), lockDir), nil, 0o600))
	key := llm.Key(request("one"), identity)
	_, lockErr := c.Lock(t.Context(), key)
	_, openErr := Open(filepath.Join(c.Dir(), "README"))
	for name, err := range map[string]error{
		"Put":  c.Put(key, request("one"), identity, answer("one")),
		"Save": c.Segments().Save(key, []byte("x")),
		"Lock": lockErr,
		"Open": openErr,
	} {
		if err == nil || !strings.Contains(err.Error(), c.Dir()) {
			t.Errorf("%s: error is %v, want one that names the path", name, err)
		}
	}
	if _, _, err := c.Get(key); err == nil {
		t.Error("Get found something")
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("permissions do not bind this user")
	}
	c := open(t)
	key := put(t, c, "one")
	shard := filepath.Dir(c.path(Reply, key))
	for _, dir := range []string{shard, filepath.Dir(shard), c.Dir()} {
		must(t, os.Chmod(dir, 0o500))
		t.Cleanup(func() { os.Chmod(dir, 0o700) })
	}
	again, err := Open(c.Dir())
	must(t, err)
	if _, _, err := again.Get(key); err != nil {
		t.Errorf("Get: %v", err)
	}
	err = again.Put(llm.Key(request("two"), identity), request("two"), identity, answer("two"))
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), c.Dir()) {
		t.Errorf("Put: error is %v, want a refusal that names the path", err)
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

func TestSegments(t *testing.T) {
	c := open(t)
	s := c.Segments()
	key := strings.Repeat("ab", 32)
	if _, ok := s.Load(key); ok {
		t.Error("an empty store holds something")
	}
	before := time.Now()
	must(t, s.ReadOnly().Save(key, []byte("no")))
	if _, ok := s.Load(key); ok {
		t.Error("a read-only view saved")
	}
	must(t, s.Save(key, []byte(`{"target":"Hello"}`)))
	data, stored, ok := s.Values.Load(key)
	if !ok || string(data) != `{"target":"Hello"}` || stored.Before(before.Truncate(0)) {
		t.Errorf("Load gives %q, %v, %v", data, stored, ok)
	}
	if _, ok := s.After(before.Truncate(0)).Load(key); !ok {
		t.Error("a refresh does not see what it has stored itself")
	}
	if _, ok := s.After(stored.Add(1)).Load(key); ok {
		t.Error("a refresh sees what is older than its start")
	}
	if _, _, err := c.Get(key); !errors.Is(err, llm.ErrMiss) {
		t.Errorf("a segment answers as a reply: %v", err)
	}
	must(t, s.ReadOnly().Remove(key))
	if _, ok := s.Load(key); !ok {
		t.Error("a read-only view removed")
	}
	must(t, s.Remove(key))
	if _, ok := s.Load(key); ok {
		t.Error("it is still there after Remove")
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
