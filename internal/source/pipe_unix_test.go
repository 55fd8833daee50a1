//go:build unix

package source

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A pipe in a folder has no end, and is not waited for.
func TestPipeInAFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "news/b.txt", story)
	if err := syscall.Mkfifo(filepath.Join(dir, "news", "a.txt"), 0o600); err != nil {
		t.Skip(err)
	}
	f := web{}.finder(dir)
	f.Recursive = true
	if diff := cmp.Diff([]string{"news/b.txt 2"}, outline(t, f.Find(t.Context(), []string{"news"}))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
