package atomicfile

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
)

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.json")
	for _, want := range []string{"first", "", strings.Repeat("second ", 100_000)} {
		if err := Write(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("read back %d bytes, want %d", len(got), len(want))
		}
	}
	onlyFiles(t, filepath.Dir(path), "a.json")
}

func TestLongestName(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("n", 255))
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Skip("names of 255 bytes are not allowed here")
	}
	if err := Write(path, []byte("x"), 0o600); err != nil {
		t.Error(err)
	}
}

func TestMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no permission bits")
	}
	path := filepath.Join(t.TempDir(), "a")
	for _, step := range []struct {
		name  string
		chmod fs.FileMode
		perm  fs.FileMode
		want  fs.FileMode
	}{
		{name: "new file", perm: 0o600, want: 0o600},
		{name: "existing file keeps its mode", perm: 0o666, want: 0o600},
		{name: "a wider one too", chmod: 0o640, perm: 0o600, want: 0o640},
	} {
		if step.chmod != 0 {
			if err := os.Chmod(path, step.chmod); err != nil {
				t.Fatal(err)
			}
		}
		if err := Write(path, []byte("x"), step.perm); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != step.want {
			t.Errorf("%s: mode is %o, want %o", step.name, got, step.want)
		}
	}
}

func TestLinkStaysLink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
	if err := os.WriteFile(real, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if err := Write(link, []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v %v", info.Mode(), err)
	}
	if got, _ := os.ReadFile(real); string(got) != "new" {
		t.Errorf("the link's target holds %q, want %q", got, "new")
	}
}

// TestRefused tries targets that cannot be written; each must be left alone and
// be named by the error.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		name string
		make func(t *testing.T, path string)
		want string
	}{
		{"folder", func(t *testing.T, path string) { check(t, os.Mkdir(path, 0o700)) }, "it is a folder"},
		{"read-only file", func(t *testing.T, path string) {
			check(t, os.WriteFile(path, []byte("old"), 0o400))
		}, "read-only"},
		{"dangling link", func(t *testing.T, path string) {
			if os.Symlink("nowhere", path) != nil {
				t.Skip("no symbolic links here")
			}
		}, "write "},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "target")
			test.make(t, path)
			before, _ := os.Lstat(path)
			err := Write(path, []byte("new"), 0o600)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("error is %v, want one with %q and the path", err, test.want)
			}
			after, _ := os.Lstat(path)
			if after == nil || after.Mode() != before.Mode() || after.Size() != before.Size() {
				t.Errorf("target changed from %v to %v", before, after)
			}
			onlyFiles(t, filepath.Dir(path), "target")
		})
	}
}

func TestNoSuchFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing", "a")
	err := Write(path, nil, 0o600)
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "write "+path+":") {
		t.Errorf("error is %v, want a missing folder with the path that was asked for", err)
	}
	if strings.Contains(err.Error(), tempSuffix) {
		t.Errorf("error names the temporary file: %v", err)
	}
}

// TestFailureLeavesNothing breaks the write after half of the data.
func TestFailureLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	check(t, os.WriteFile(path, []byte("old"), 0o600))
	broken := errors.New("no space left")
	err := write(path, 0o600, func(f *os.File) error {
		f.Write([]byte("half"))
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error is %v, want %v", err, broken)
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("file holds %q, want the old text", got)
	}
	onlyFiles(t, dir, "a")
}

// TestReadersSeeWholeFiles replaces a file while others read it.
func TestReadersSeeWholeFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	value := func(i int) []byte { return bytes.Repeat([]byte{byte('a' + i%26)}, 50_000) }
	check(t, Write(path, value(0), 0o600))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				data, err := Read(path)
				if err != nil || len(data) != 50_000 || bytes.Count(data, data[:1]) != len(data) {
					t.Errorf("read %d bytes of mixed content, error %v", len(data), err)
					return
				}
			}
		})
	}
	for i := range 50 {
		check(t, Write(path, value(i), 0o600))
	}
	close(done)
	readers.Wait()
}

func TestIsTemp(t *testing.T) {
	f, err := createTemp(t.TempDir(), 0o600)
	check(t, err)
	f.Close()
	if !IsTemp(f.Name()) {
		t.Errorf("%s is not taken for a temporary file", f.Name())
	}
	for _, name := range []string{"a.json", ".dragoman-x", "x.tmp"} {
		if IsTemp(name) {
			t.Errorf("%s is taken for a temporary file", name)
		}
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// onlyFiles fails when dir holds anything but the named files.
func onlyFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	check(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("folder holds %q, want %q", got, want)
	}
}
