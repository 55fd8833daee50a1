package cli

import (
	"bytes"
	"io"
	"os"
	"sync"

	"dragoman/internal/atomicfile"
	"dragoman/internal/digest"
)

// target is where records go: standard output, one file, or a file for each.
type target struct {
	write func(io.Writer, digest.Digest) error
	file  string // -o
	dir   string // --out
	ext   string // of the files in dir

	paths []string // in dir, by position; made by plan

	mu      sync.Mutex
	parts   map[int][]byte // of file, by position
	records int            // among parts; the others are lines about failures
	after   []func()       // to be called once file is written
}

// extensions are the endings of the files in --out, by format.
var extensions = map[string]string{"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json", "jsonl": ".jsonl", namesTSV: ".tsv"}

// put delivers one record. What goes to a single file waits for flush.
func (t *target) put(s *slot, d digest.Digest) error {
	switch {
	case t.dir != "":
		return t.putFile(s, d)
	case t.file != "":
		var b bytes.Buffer
		b.WriteString(t.separator(s))
		if err := t.write(&b, d); err != nil {
			return err
		}
		t.hold(s.index, b.Bytes(), 1)
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
		t.hold(s.index, data, 0)
		return nil
	}
	_, err := s.out().Write(data)
	return written(err)
}

func (t *target) hold(index int, data []byte, records int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.parts == nil {
		t.parts = map[int][]byte{}
	}
	t.parts[index] = data
	t.records += records
}

// then has a function called once the record of a slot, which was put, is
// really written: at once for a file of its own, after flush for the single
// file, and after its turn on standard output.
func (t *target) then(s *slot, f func()) {
	switch {
	case t.dir != "":
		f()
	case t.file != "":
		t.mu.Lock()
		defer t.mu.Unlock()
		t.after = append(t.after, f)
	default:
		s.whenWritten(f)
	}
}

// flush writes the single file, in the order of the inputs. Without any record
// there is no file.
func (t *target) flush(inputs int) error {
	if t.file == "" || t.records == 0 {
		return nil
	}
	var b bytes.Buffer
	for i := range inputs {
		b.Write(t.parts[i])
	}
	if err := atomicfile.Write(t.file, b.Bytes(), 0o644); err != nil {
		return written(err)
	}
	for _, f := range t.after {
		f()
	}
	return nil
}

func (t *target) putFile(s *slot, d digest.Digest) error {
	var b bytes.Buffer
	if err := t.write(&b, d); err != nil {
		return err
	}
	if err := os.MkdirAll(t.dir, 0o755); err != nil {
		return written(err)
	}
	path := t.paths[s.index]
	if err := guardPerson(path); err != nil { // it was looked at before the run; a person may have worked meanwhile
		return err
	}
	return written(atomicfile.Write(path, b.Bytes(), 0o644))
}
