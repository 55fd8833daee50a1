package cache

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"dragoman/internal/llm"
)

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
