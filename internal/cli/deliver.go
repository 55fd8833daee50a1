package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"dragoman/internal/atomicfile"
	"dragoman/internal/digest"
)

// target is where records go: standard output, one file, or a file for each.
type target struct {
	write func(io.Writer, digest.Digest) error
	file  string // -o
	dir   string // --out
	ext   string // of the files in dir

	mu    sync.Mutex
	parts map[int][]byte  // of file, by position
	names map[string]bool // taken in dir
}

// extensions are the endings of the files in --out, by format.
var extensions = map[string]string{"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json", "jsonl": ".jsonl"}

// check refuses, before anything is paid for, what could not be written later:
// a file that is an input, a record that a person worked on, no folder.
func (t *target) check(inputs []string) error {
	for _, path := range []string{t.file} {
		if path == "" {
			continue
		}
		for _, input := range inputs {
			if sameFile(path, input) {
				return fail(exitOutput, fmt.Errorf("%s is the input; it is never overwritten", path), "name another file with -o")
			}
		}
		if err := guardPerson(path); err != nil {
			return err
		}
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			return fail(exitOutput, fmt.Errorf("%s: there is no folder %s", path, filepath.Dir(path)), "make it: mkdir -p "+filepath.Dir(path))
		}
	}
	if t.dir == "" {
		return nil
	}
	if info, err := os.Stat(t.dir); err == nil && !info.IsDir() {
		return fail(exitOutput, fmt.Errorf("%s is a file; --out takes a folder", t.dir))
	}
	return nil
}

// put delivers one record. What goes to a single file waits for flush.
func (t *target) put(s *slot, d digest.Digest) error {
	switch {
	case t.dir != "":
		return t.putFile(d)
	case t.file != "":
		var b bytes.Buffer
		b.WriteString(t.separator(s))
		if err := t.write(&b, d); err != nil {
			return err
		}
		t.hold(s.index, b.Bytes())
		return nil
	}
	if _, err := io.WriteString(s.out(), t.separator(s)); err != nil {
		return written(err)
	}
	return written(t.write(s.out(), d))
}

// separator is the empty line between the texts of several articles.
func (t *target) separator(s *slot) string {
	if s.index == 0 || t.ext != extensions["text"] && t.ext != extensions["markdown"] {
		return ""
	}
	return "\n"
}

// line delivers a line that is no record, such as a failed article in JSONL.
func (t *target) line(s *slot, data []byte) error {
	switch {
	case t.dir != "":
		return nil
	case t.file != "":
		t.hold(s.index, data)
		return nil
	}
	_, err := s.out().Write(data)
	return written(err)
}

func (t *target) hold(index int, data []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.parts == nil {
		t.parts = map[int][]byte{}
	}
	t.parts[index] = data
}

// flush writes the single file, in the order of the inputs. Without any record
// there is no file.
func (t *target) flush(inputs int) error {
	if t.file == "" || len(t.parts) == 0 {
		return nil
	}
	var b bytes.Buffer
	for i := range inputs {
		b.Write(t.parts[i])
	}
	return written(atomicfile.Write(t.file, b.Bytes(), 0o644))
}

func (t *target) putFile(d digest.Digest) error {
	var b bytes.Buffer
	if err := t.write(&b, d); err != nil {
		return err
	}
	if err := os.MkdirAll(t.dir, 0o755); err != nil {
		return written(err)
	}
	path := filepath.Join(t.dir, t.name(d)+t.ext)
	if sameFile(path, d.Article.Source) {
		return fail(exitOutput, fmt.Errorf("%s is the input; it is never overwritten", path), "name another folder with --out")
	}
	if err := guardPerson(path); err != nil {
		return err
	}
	return written(atomicfile.Write(path, b.Bytes(), 0o644))
}

// name returns a safe file name for a record: a slug of its source and, where
// two records share it, the start of its hash.
func (t *target) name(d digest.Digest) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	base := filepath.Base(d.Article.Source)
	name := slug(strings.TrimSuffix(base, filepath.Ext(base)))
	if t.names == nil {
		t.names = map[string]bool{}
	}
	if name == "" || t.names[name] {
		hash := strings.TrimPrefix(d.Article.SourceHash, "sha256:")
		name = strings.Trim(name+"-"+hash[:min(12, len(hash))], "-")
	}
	t.names[name] = true
	return name
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
	return strings.Trim(b.String(), "-.")
}

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
