//go:build linux || darwin

package atomicfile

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestWriteFailsInTheMiddle lets the kernel refuse the second half of a file:
// a child process may write no more than 64 kB to any file.
func TestWriteFailsInTheMiddle(t *testing.T) {
	const limit = 64 << 10
	if path := os.Getenv("DRAGOMAN_TEST_LIMITED"); path != "" {
		signal.Ignore(syscall.SIGXFSZ)
		check(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}))
		err := Write(path, bytes.Repeat([]byte("x"), 2*limit), 0o600)
		if !errors.Is(err, syscall.EFBIG) || !strings.Contains(err.Error(), path) {
			t.Errorf("error is %v, want the kernel's refusal with the path", err)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "a")
	check(t, os.WriteFile(path, []byte("old"), 0o600))
	child := exec.Command(os.Args[0], "-test.run=^TestWriteFailsInTheMiddle$")
	child.Env = append(os.Environ(), "DRAGOMAN_TEST_LIMITED="+path)
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("file holds %d bytes, want the old text", len(got))
	}
	onlyFiles(t, filepath.Dir(path), "a")
}
