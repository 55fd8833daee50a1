package cli

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"dragoman/internal/digest"
	"dragoman/internal/source"
)

// plan names every file of the run and refuses, before anything is paid for,
// what must not or cannot be written later: an input, a record that a person
// worked on, a place that is no folder.
func (t *target) plan(items []source.Item, inputs []string) error {
	switch {
	case t.file != "":
		if info, err := os.Stat(filepath.Dir(t.file)); err != nil || !info.IsDir() {
			return fail(exitOutput, fmt.Errorf("%s: there is no folder %s", t.file, filepath.Dir(t.file)), "make it: mkdir -p "+filepath.Dir(t.file))
		}
		return mayWrite(t.file, inputs, "name another file with -o")
	case t.dir != "":
		if info, err := os.Stat(t.dir); err == nil && !info.IsDir() {
			return fail(exitOutput, fmt.Errorf("%s is a file; --out takes a folder", t.dir))
		}
		t.paths = pathsIn(t.dir, t.ext, items)
		for _, path := range t.paths {
			if err := mayWrite(path, inputs, "name another folder with --out"); err != nil {
				return err
			}
		}
	}
	return nil
}

// mayWrite refuses a path that is an input or holds a person's work.
func mayWrite(path string, inputs []string, hint string) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fail(exitOutput, fmt.Errorf("%s is not a regular file", path), "for standard output leave it out, or "+hint)
	}
	for _, input := range inputs {
		if sameFile(path, input) {
			return fail(exitOutput, fmt.Errorf("%s is the input; it is never overwritten", path), hint)
		}
	}
	return guardPerson(path)
}

// stemBytes is the longest stem of a file's name. Systems allow 255 bytes for
// all of it; people read the first few words.
const stemBytes = 60

// pathsIn names a file for each article: a slug of its stem and a hash of its
// key or name. A file's own name needs the hash only where it is empty or taken.
func pathsIn(dir, ext string, items []source.Item) []string {
	taken := map[string]bool{}
	paths := make([]string, len(items))
	for i, item := range items {
		stem := slug(item.Stem)
		if len(stem) > stemBytes {
			stem = strings.TrimRight(stem[:stemBytes], "-.")
		}
		name := stem
		for n := 0; name == "" || taken[name] || n == 0 && !item.File; n++ {
			sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d", cmp.Or(item.Key, item.Name), n))
			name = strings.Trim(stem+"-"+hex.EncodeToString(sum[:4]), "-")
		}
		taken[name] = true
		paths[i] = filepath.Join(dir, name+ext)
	}
	return paths
}

// slug keeps what is safe in a file name on every system.
func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.' && b.Len() > 0, r == '_':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := strings.Trim(b.String(), "-.")
	if first, _, _ := strings.Cut(name, "."); slices.Contains(devices, first) || len(first) == 4 && (strings.HasPrefix(first, "com") || strings.HasPrefix(first, "lpt")) {
		return "article-" + name
	}
	return name
}

// devices are names that Windows keeps for itself, whatever their ending.
var devices = []string{"con", "prn", "aux", "nul"}

// guardPerson refuses to overwrite a record that a person edited or approved.
func guardPerson(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil // not there, or the write will say why not
	}
	for d, err := range digest.DecodeAll(bytes.NewReader(data)) {
		if err != nil && bytes.Contains(data, []byte(digest.SchemaName)) && !errors.As(err, new(*digest.FailedArticle)) {
			return fail(exitOutput, fmt.Errorf("%s looks like a record and cannot be read (%w); it may be a person's work", path, err), "name another file")
		}
		if err == nil && len(d.Accepted) > 0 {
			return fail(exitOutput, fmt.Errorf("%s holds findings that a person accepted; it is never overwritten", path), "name another file")
		}
		if err == nil && d.Translation != nil && d.Translation.Status != digest.Machine {
			return fail(exitOutput, fmt.Errorf("%s holds a translation that a person %s; it is never overwritten", path, d.Translation.Status), "name another file")
		}
	}
	return nil
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// written gives a failed write its exit code: a full or broken disk, or an
// output that cannot be written. A reader that went away is no failure.
func written(err error) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, syscall.EPIPE):
		return errBrokenPipe
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EIO):
		return fail(exitDisk, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		return fail(exitOutput, err)
	}
	var own *failure
	if errors.As(err, &own) {
		return err
	}
	return fail(exitOutput, err)
}

// errBrokenPipe ends the program quietly: the reader has what it wanted.
var errBrokenPipe = errors.New("the reader of the output went away")
