package cache

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"dragoman/internal/llm"
)

// Difference says in which parts a request differs from the nearest one that is
// stored: why it is not answered from the cache.
type Difference struct {
	Key     string       `json:"key"`     // of the request
	Stored  bool         `json:"stored"`  // the request itself is in the cache
	Nearest Entry        `json:"nearest"` // another stored request, the nearest
	Parts   []PartChange `json:"parts"`   // in the order of the request's fields, the messages last
}

// PartChange is one part that differs. Values are shortened to the place of the
// difference.
type PartChange struct {
	Part   string `json:"part"`            // such as "model", "schema", "messages[1]"
	Line   int    `json:"line,omitempty"`  // of a message: the first line that differs, from 1
	Lines  int    `json:"lines,omitempty"` // of a message: how many lines differ
	Asked  string `json:"asked"`           // empty if the request has no such part
	Stored string `json:"stored"`          // empty if the stored request has none
}

// String returns the change on one line, such as
// "messages[1]: line 12: asked …, stored …".
func (p PartChange) String() string {
	show := func(s string) string {
		if s == "" {
			return "nothing"
		}
		return s
	}
	place := p.Part
	if p.Line > 0 {
		place += fmt.Sprintf(": line %d", p.Line)
	}
	return fmt.Sprintf("%s: asked %s, stored %s", place, show(p.Asked), show(p.Stored))
}

// String returns all changes, one on each line.
func (d Difference) String() string {
	lines := make([]string, len(d.Parts))
	for i, p := range d.Parts {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// finalists is how many entries are compared in full: the estimate from the
// headers finds the right neighbourhood, not always the very nearest.
const finalists = 4

// Nearest finds the stored request most like req, other than req itself, and
// names the parts that differ. It is not ok when nothing like it is stored; the
// Difference then has its Key and Stored only. All headers are read, and only a
// few bodies.
func (c *Cache) Nearest(ctx context.Context, req llm.Request, id llm.Identity) (Difference, bool, error) {
	key := llm.Key(req, id)
	near, err := c.candidates(ctx, key, req, id)
	if err != nil {
		return Difference{}, false, err
	}
	_, _, err = c.load(Reply, key)
	best, ok := Difference{Key: key, Stored: err == nil}, false
	for _, n := range near {
		shown, err := show(n.file)
		var damage *Damage
		if errors.As(err, &damage) || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return Difference{}, false, err
		}
		d := Difference{Key: key, Stored: best.Stored, Nearest: shown.Entry, Parts: compare(parts(req, id), parts(*shown.Request, *shown.Identity))}
		if !ok || d.size() < best.size() {
			best, ok = d, true
		}
	}
	return best, ok, nil
}

// NearestTo is Nearest for a request that is stored itself, by key or the start
// of one.
func (c *Cache) NearestTo(ctx context.Context, key string) (Difference, bool, error) {
	f, err := c.find(key, Reply)
	if err != nil {
		return Difference{}, false, err
	}
	shown, err := show(f)
	if err != nil {
		return Difference{}, false, err
	}
	return c.Nearest(ctx, *shown.Request, *shown.Identity)
}

// size orders differences: each part counts, and each line of a message.
func (d Difference) size() int {
	n := len(d.Parts)
	for _, p := range d.Parts {
		n += p.Lines
	}
	return n
}

// candidate is an entry and how far its header says it is.
type candidate struct {
	file     file
	distance float64
}

// candidates returns the entries whose headers are nearest.
func (c *Cache) candidates(ctx context.Context, key string, req llm.Request, id llm.Identity) ([]candidate, error) {
	hashes, sketches := hashParts(req, id), sketches(req)
	var mu sync.Mutex
	var near []candidate
	err := c.each(ctx, func(f file) error {
		if f.temp || f.kind != Reply || f.key == key {
			return nil
		}
		h, err := readHeader(f)
		if err != nil {
			return nil // damaged: verify tells
		}
		distance, like := distance(h, hashes, sketches)
		if !like {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		near = append(near, candidate{f, distance})
		if len(near) >= 16*finalists { // keep memory small in a large cache
			near = nearest(near)
		}
		return nil
	})
	return nearest(near), err
}

func nearest(all []candidate) []candidate {
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.file.key, b.file.key))
	})
	return all[:min(len(all), finalists)]
}

// messageWeight makes another article further away than any one setting and
// nearer than all of them.
const messageWeight = 4

// distance estimates how far a stored request is, and whether the two have
// anything in common: at least one message with a common line.
func distance(h header, hashes map[string]string, sketches []sketch) (d float64, like bool) {
	for name, hash := range hashes {
		if h.Parts[name] != hash && !strings.HasPrefix(name, "messages[") {
			d++
		}
	}
	for name := range h.Parts {
		if _, ok := hashes[name]; !ok {
			d++
		}
	}
	for i, s := range sketches {
		name := fmt.Sprintf("messages[%d]", i)
		switch {
		case h.Parts[name] == hashes[name]:
			like = true
		case i >= len(h.Sketch):
			d += messageWeight
		default:
			l := likeness(s, h.Sketch[i])
			like = like || l > 0
			// A change that the sketch cannot see is a change all the same.
			d += 0.1 + messageWeight*(1-l)
		}
	}
	return d, like
}

// compare returns the parts that differ, in the order of asked.
func compare(asked, stored []part) []PartChange {
	var changes []PartChange
	for _, a := range asked {
		s, _ := find(stored, a.name)
		if a.value != s.value {
			changes = append(changes, change(a.name, a.value, s.value))
		}
	}
	for _, s := range stored {
		if _, ok := find(asked, s.name); !ok {
			changes = append(changes, change(s.name, "", s.value))
		}
	}
	return changes
}

func find(all []part, name string) (part, bool) {
	i := slices.IndexFunc(all, func(p part) bool { return p.name == name })
	if i < 0 {
		return part{}, false
	}
	return all[i], true
}

func change(name, asked, stored string) PartChange {
	if !strings.HasPrefix(name, "messages[") {
		a, s := excerpt(asked, stored)
		return PartChange{Part: name, Asked: a, Stored: s}
	}
	line, lines := differingLines(asked, stored)
	a, s := excerpt(nth(asked, line), nth(stored, line))
	// The first line of the value is the role.
	return PartChange{Part: name, Line: line, Lines: lines, Asked: a, Stored: s}
}

// differingLines returns the first line of b that is not as in a, counting from
// 1 after the role, which is line 0; and how many lines are in one of them
// only. Fences count as equal unless nothing else differs.
func differingLines(a, b string) (first, count int) {
	as, bs := linesOf(a), linesOf(b)
	first, raw := -1, -1
	for i := range max(len(as), len(bs)) {
		if i < len(as) && i < len(bs) && as[i] == bs[i] {
			continue
		}
		if raw < 0 {
			raw = i
		}
		if first < 0 && (i >= len(as) || i >= len(bs) || unfence(as[i]) != unfence(bs[i])) {
			first = i
		}
	}
	if first < 0 {
		first = raw
	}
	return first, unshared(as, bs)
}

// unshared counts the lines that only one side has, fences apart.
func unshared(as, bs []string) int {
	balance := map[string]int{}
	for _, a := range as {
		balance[unfence(a)]++
	}
	for _, b := range bs {
		balance[unfence(b)]--
	}
	n := 0
	for _, v := range balance {
		n += max(v, -v)
	}
	return n
}

// linesOf splits a message; one that is not there has no lines.
func linesOf(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func nth(text string, line int) string {
	lines := linesOf(text)
	if line < 0 || line >= len(lines) {
		return ""
	}
	return lines[line]
}

// An excerpt shows a little before the difference and enough after it to
// recognise; it is no place to quote an article from.
const (
	excerptBefore = 20
	excerptAfter  = 60
)

// excerpt shortens two values to where they begin to differ.
func excerpt(a, b string) (string, string) {
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	start := max(0, same-excerptBefore)
	return cut(a, start), cut(b, start)
}

func cut(s string, start int) string {
	start = min(start, len(s))
	for start > 0 && start < len(s) && !utf8.RuneStart(s[start]) {
		start--
	}
	end := min(len(s), start+excerptBefore+excerptAfter)
	for end > start && end < len(s) && !utf8.RuneStart(s[end]) {
		end--
	}
	out := s[start:end]
	if start > 0 {
		out = "…" + out
	}
	if end < len(s) {
		out += "…"
	}
	return out
}
