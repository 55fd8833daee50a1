//go:build linux || darwin

package cache

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"dragoman/internal/llm"
)

// TestDiskRefuses lets the kernel refuse an entry in the middle of its file, as
// a full disk does: a child process may write no more than 100 bytes to a file.
// The entry that was there stays.
func TestDiskRefuses(t *testing.T) {
	key := llm.Key(request("one"), identity)
	if dir := os.Getenv(dirVar); dir != "" {
		signal.Ignore(syscall.SIGXFSZ)
		must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 100, Max: 100}))
		c, err := Open(dir)
		must(t, err)
		err = c.Put(key, request("one"), identity, answer("another"))
		if !errors.Is(err, syscall.EFBIG) || !strings.Contains(err.Error(), c.path(Reply, key)) {
			t.Errorf("error is %v, want the kernel's refusal with the path", err)
		}
		return
	}
	c := open(t)
	put(t, c, "one")
	child := exec.Command(os.Args[0], "-test.run=^TestDiskRefuses$")
	child.Env = append(os.Environ(), dirVar+"="+c.Dir())
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got, _, err := c.Get(key)
	must(t, err)
	if got.Text != answer("one").Text {
		t.Errorf("text is %q, want the old one", got.Text)
	}
	entries, temps, err := c.files(t.Context())
	must(t, err)
	if len(entries) != 1 || len(temps) != 0 {
		t.Errorf("%d entries and %d temporary files, want the one entry", len(entries), len(temps))
	}
}
