package source

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A folder's links, its output and its size.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"news/a.txt", "news/deep/b.txt", "news/made/old.txt", "news/.git/c.txt", "elsewhere/d.txt", "one.txt"} {
		write(t, dir, name, story)
	}
	for link, to := range map[string]string{
		"named": "news", "news/loop": "..", "news/other.txt": "../elsewhere", "news/single.txt": "../one.txt", "news/z-gone.txt": "nowhere",
	} {
		if err := os.Symlink(filepath.FromSlash(to), filepath.Join(dir, filepath.FromSlash(link))); err != nil {
			t.Skip("no links here:", err)
		}
	}
	f := web{}.finder(dir)
	f.Recursive, f.Out = true, filepath.Join(dir, "news", "made")
	for _, name := range []string{"news", "named"} {
		want := []string{name + "/a.txt 2", name + "/deep/b.txt 2", name + "/single.txt 2", name + "/z-gone.txt error"}
		if diff := cmp.Diff(want, outline(t, f.Find(t.Context(), []string{filepath.FromSlash(name)}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	f.Out = filepath.Join(dir, "news") // what was named is read
	if got := f.Find(t.Context(), []string{"news"}).Items; len(got) != 5 {
		t.Errorf("%d items in the folder that output goes to, want 5", len(got))
	}
}
