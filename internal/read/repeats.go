package read

import (
	"cmp"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"sync"

	"dragoman/internal/article"
)

// repeatArticles is in how many articles of a site a line must stand to be
// reported: two can quote the same sentence, three seldom do.
const repeatArticles = 3

// Repeats finds the lines that several articles of one site share: most likely
// boilerplate that no rule knows yet. It is safe for concurrent use; the zero
// value is ready.
type Repeats struct {
	mu    sync.Mutex
	sites map[string]map[uint64]*Repeat // by site, by hash of the text; nil: met once
}

// repeatRunes is how much of a line is kept, and only of one that was met twice:
// enough to recognise it, so that ten thousand articles do not fill the memory.
const repeatRunes = 100

// Repeat is a line that several articles of a site share.
type Repeat struct {
	Site     string // host or publisher; empty: unknown
	Text     string // its first 100 characters
	Articles int
}

// Add counts the segments of an article. Copies of an article that was added
// must not be: they share every line.
func (r *Repeats) Add(a article.Article) {
	r.mu.Lock()
	defer r.mu.Unlock()
	site := cmp.Or(hostOf(a.URL), a.Publisher)
	if r.sites == nil {
		r.sites = map[string]map[uint64]*Repeat{}
	}
	lines := r.sites[site]
	if lines == nil {
		lines = map[uint64]*Repeat{}
		r.sites[site] = lines
	}
	counted := map[uint64]bool{}
	for _, s := range a.Segments {
		key := hashOf(s.Text)
		if counted[key] || s.Kind == article.Dateline {
			continue
		}
		counted[key] = true
		line, met := lines[key]
		if line == nil && met {
			line = &Repeat{Site: site, Text: cut(s.Text, repeatRunes), Articles: 1}
		}
		if line != nil {
			line.Articles++
		}
		lines[key] = line
	}
}

func hashOf(text string) uint64 {
	h := fnv.New64a()
	io.WriteString(h, text)
	return h.Sum64()
}

// cut returns the first runes of a text, in memory of its own.
func cut(text string, runes int) string {
	n := 0
	for i := range text {
		if n++; n > runes {
			text = text[:i]
			break
		}
	}
	return strings.Clone(text)
}

// Found returns the lines that are in three articles of their site at least,
// the most frequent first.
func (r *Repeats) Found() []Repeat {
	r.mu.Lock()
	defer r.mu.Unlock()
	var found []Repeat
	for _, lines := range r.sites {
		for _, line := range lines {
			if line != nil && line.Articles >= repeatArticles {
				found = append(found, *line)
			}
		}
	}
	slices.SortFunc(found, func(a, b Repeat) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Site, b.Site), cmp.Compare(a.Text, b.Text))
	})
	return found
}
