package cli

import (
	"context"
	"math"
	"sync"

	"dragoman/internal/article"
	"dragoman/internal/shingle"
	"dragoman/translate"
)

// copies finds, among the articles of one run, those that repeat another: a
// copy waits for the one it is nearest to, so that what they share is translated
// once and stands in both records.
//
// Articles are compared in the order of the inputs, whatever finishes first:
// the same run always names the same first one.
type copies struct {
	mu     sync.Mutex
	index  shingle.Index
	places []copyPlace
}

// copyPlace is one article of the run. It is known once it was read and
// compared, and done when its record was made or failed.
type copyPlace struct {
	known, done         chan struct{}
	onceKnown, onceDone sync.Once // close them
	id, source          string
	signature           shingle.Signature
	family              *family
	made                bool // its record was made; valid once it is done
}

// family are the articles that repeat each other, in the order of the inputs.
type family struct{ members []int }

func newCopies(n int) *copies {
	c := &copies{places: make([]copyPlace, n)}
	for i := range c.places {
		c.places[i].known, c.places[i].done = make(chan struct{}), make(chan struct{})
	}
	return c
}

// meet compares an article with those before it, and waits for the nearest. It
// returns the first that has a record and that the article repeats, or nil, and
// whether it repeats any.
func (c *copies) meet(ctx context.Context, i int, a article.Article) (first *article.Copy, repeats bool) {
	earlier, nearest := c.compare(ctx, i, &a)
	for _, m := range earlier {
		p := &c.places[m]
		likeness := c.places[i].signature.Similarity(&p.signature)
		if likeness < shingle.Threshold {
			continue
		}
		if isOver(ctx, p.done) && p.made {
			first = &article.Copy{ID: p.id, Source: p.source, Similarity: math.Round(100*likeness) / 100}
			break
		}
	}
	if nearest >= 0 {
		isOver(ctx, c.places[nearest].done)
	}
	return first, len(earlier) > 0
}

// isOver waits for the end of something, and reports whether it came before that
// of the run.
func isOver(ctx context.Context, end <-chan struct{}) bool {
	select {
	case <-end:
		return true
	case <-ctx.Done():
		return false
	}
}

// compare waits for its turn, looks for articles that are like this one, and
// lets the next one on. It returns those of the same family that stand before,
// and the nearest of them. An article that could not be read is nil.
func (c *copies) compare(ctx context.Context, i int, a *article.Article) (earlier []int, nearest int) {
	p := &c.places[i]
	defer p.onceKnown.Do(func() { close(p.known) })
	if i > 0 && !isOver(ctx, c.places[i-1].known) || a == nil {
		return nil, -1
	}
	texts := make([]string, len(a.Segments))
	for n, s := range a.Segments {
		texts[n] = s.Text
	}
	p.id, p.source, p.signature = a.ID, a.Source, shingle.Sign(texts)
	c.mu.Lock()
	defer c.mu.Unlock()
	nearest, _, found := c.index.Nearest(p.signature)
	c.index.Add(i, p.signature)
	if !found {
		p.family = &family{[]int{i}}
		return nil, -1
	}
	p.family = c.places[nearest].family
	earlier = p.family.members
	p.family.members = append(earlier, i)
	return earlier, nearest
}

// leave says that no more comes of an article, and whether it has a record.
func (c *copies) leave(ctx context.Context, i int, made bool) {
	c.compare(ctx, i, nil)
	p := &c.places[i]
	p.onceDone.Do(func() {
		p.made = made
		close(p.done)
	})
}

// runStoreBytes is how much of a run's translations is kept in memory: those of
// some ten thousand articles.
const runStoreBytes = 64 << 20

// runStore keeps the segments of one run in memory, before the store on disk:
// copies share them with the cache off or read-only, too. The oldest go when
// there are too many.
type runStore struct {
	disk  translate.Store // nil: nothing is kept
	limit int
	mu    sync.Mutex
	kept  map[string][]byte
	order []string // of the keys in kept, the oldest first
	size  int      // of the values in kept
}

func newRunStore(disk translate.Store) *runStore {
	return &runStore{disk: disk, limit: runStoreBytes, kept: map[string][]byte{}}
}

func (s *runStore) Load(key string) ([]byte, bool) {
	s.mu.Lock()
	data, ok := s.kept[key]
	s.mu.Unlock()
	if ok || s.disk == nil {
		return data, ok
	}
	return s.disk.Load(key)
}

func (s *runStore) Save(key string, data []byte) error {
	s.keep(key, data)
	if s.disk == nil {
		return nil
	}
	return s.disk.Save(key, data)
}

func (s *runStore) keep(key string, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, known := s.kept[key]
	if !known {
		s.order = append(s.order, key)
	}
	s.kept[key] = data
	for s.size += len(data) - len(old); s.size > s.limit; s.order = s.order[1:] {
		s.size -= len(s.kept[s.order[0]])
		delete(s.kept, s.order[0])
	}
}
