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
// copy waits for the first of its kind, so that what they share is translated
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
// compared, and done when its record was made.
type copyPlace struct {
	known, done         chan struct{}
	onceKnown, onceDone sync.Once // close them
	id, source          string
}

func newCopies(n int) *copies {
	c := &copies{places: make([]copyPlace, n)}
	for i := range c.places {
		c.places[i].known, c.places[i].done = make(chan struct{}), make(chan struct{})
	}
	return c
}

// meet compares an article with those before it. It returns the article it
// repeats, or nil, after that one's record was made.
func (c *copies) meet(ctx context.Context, i int, a article.Article) *article.Copy {
	first, likeness := c.compare(ctx, i, &a)
	if first < 0 {
		return nil
	}
	select {
	case <-c.places[first].done:
	case <-ctx.Done():
	}
	return &article.Copy{ID: c.places[first].id, Source: c.places[first].source, Similarity: math.Round(100*likeness) / 100}
}

// compare waits for its turn, looks for an article that is like this one, and
// lets the next one on. An article that could not be read is nil.
func (c *copies) compare(ctx context.Context, i int, a *article.Article) (first int, likeness float64) {
	p := &c.places[i]
	defer p.onceKnown.Do(func() { close(p.known) })
	if i > 0 {
		select {
		case <-c.places[i-1].known:
		case <-ctx.Done():
			return -1, 0
		}
	}
	if a == nil {
		return -1, 0
	}
	p.id, p.source = a.ID, a.Source
	texts := make([]string, len(a.Segments))
	for n, s := range a.Segments {
		texts[n] = s.Text
	}
	signature := shingle.Sign(texts)
	c.mu.Lock()
	defer c.mu.Unlock()
	if first, likeness, found := c.index.Nearest(signature); found {
		return first, likeness
	}
	c.index.Add(i, signature)
	return -1, 0
}

// leave says that no more comes of an article, whatever became of it.
func (c *copies) leave(ctx context.Context, i int) {
	c.compare(ctx, i, nil)
	p := &c.places[i]
	p.onceDone.Do(func() { close(p.done) })
}

// runStore keeps the segments of one run in memory, before the store on disk:
// copies share them with the cache off or read-only, too.
type runStore struct {
	disk translate.Store // nil: nothing is kept
	mu   sync.Mutex
	kept map[string][]byte
}

func newRunStore(disk translate.Store) *runStore {
	return &runStore{disk: disk, kept: map[string][]byte{}}
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
	s.mu.Lock()
	s.kept[key] = data
	s.mu.Unlock()
	if s.disk == nil {
		return nil
	}
	return s.disk.Save(key, data)
}
