package memory

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"dragoman/internal/atomicfile"
)

// longestLine is in bytes: a paragraph and its translation are far under it.
const longestLine = 4 << 20

// Read reads the lines of a memory. An error names the line.
func Read(r io.Reader) ([]Pair, error) {
	var pairs []Pair
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\uFEFF")))
		if len(line) == 0 {
			continue
		}
		var p Pair
		if json.Unmarshal(line, &p) != nil {
			return nil, fmt.Errorf("line %d is no pair of a memory: a JSON object with source, target and language", n)
		}
		if problem := p.problem(); problem != "" {
			return nil, fmt.Errorf("line %d: %s", n, problem)
		}
		pairs = append(pairs, p)
	}
	return pairs, lines.Err()
}

// problem says what a pair lacks, or "".
func (p Pair) problem() string {
	switch {
	case strings.TrimSpace(p.Source) == "":
		return "source is empty"
	case strings.TrimSpace(p.Target) == "":
		return "target is empty"
	case p.Language == "":
		return "language is empty; it is that of the source, such as ar"
	}
	return ""
}

// Write writes pairs as lines.
func Write(w io.Writer, pairs []Pair) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, p := range pairs {
		if err := enc.Encode(p); err != nil {
			return err
		}
	}
	return nil
}

// Open reads the memory in a file.
func Open(path string) (*Memory, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	pairs, err := Read(f)
	if err != nil {
		return nil, fmt.Errorf("memory %s: %w", path, err)
	}
	return New(pairs), nil
}

// Change rewrites the memory in a file, which need not be there yet, while
// nobody else does. The file is replaced at once or not at all.
func Change(path string, change func([]Pair) ([]Pair, error)) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	lock := flock.New(path + ".lock")
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("memory %s: lock: %w", path, err)
	}
	defer lock.Unlock()
	m, err := Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		m, err = New(nil), nil
	}
	if err != nil {
		return err
	}
	pairs, err := change(m.Pairs())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := Write(&b, pairs); err != nil {
		return err
	}
	return atomicfile.Write(path, b.Bytes(), 0o600)
}

// Merge adds pairs to others. It returns how many are new, how many replace an
// older text, and how many were there already.
func Merge(old, more []Pair) (merged []Pair, added, changed, same int) {
	m := New(old)
	merged = m.pairs
	for _, p := range more {
		id := identity(p.Source, p.Language)
		i, found := m.exact[id]
		switch {
		case !found:
			m.exact[id] = len(merged)
			merged, added = append(merged, p), added+1
		case merged[i].Target != p.Target:
			merged[i], changed = p, changed+1
		default:
			same++
		}
	}
	return merged, added, changed, same
}
