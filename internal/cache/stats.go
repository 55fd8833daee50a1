package cache

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"
	"time"
)

// Stats says what a cache holds.
type Stats struct {
	Dir      string    `json:"dir"`
	Entries  int       `json:"entries"` // of every kind
	Bytes    int64     `json:"bytes"`
	Replies  Group     `json:"replies"`
	Segments Group     `json:"segments"`
	Pages    Group     `json:"pages"`
	Seen     Group     `json:"seen"`   // markers of feed entries
	Models   []Group   `json:"models"` // replies by the model that really answered, largest first
	Damaged  int       `json:"damaged"`
	Oldest   time.Time `json:"oldest,omitzero"` // stored
	Newest   time.Time `json:"newest,omitzero"`
}

// Group is a number of entries that have something in common.
type Group struct {
	Name             string `json:"name,omitempty"` // provider/model
	Entries          int    `json:"entries"`
	Bytes            int64  `json:"bytes"`
	PromptTokens     int    `json:"prompt_tokens,omitempty"`
	CompletionTokens int    `json:"completion_tokens,omitempty"`
}

func (g *Group) add(e Entry) {
	g.Entries++
	g.Bytes += e.Bytes
	g.PromptTokens += e.PromptTokens
	g.CompletionTokens += e.CompletionTokens
}

// Stats counts the entries by their headers. Damage that only the body shows is
// found by [Cache.Verify].
func (c *Cache) Stats(ctx context.Context) (Stats, error) {
	stats := Stats{Dir: c.dir, Models: []Group{}}
	models := map[string]*Group{}
	var mu sync.Mutex
	err := c.each(ctx, func(f file) error {
		if f.temp {
			return nil
		}
		h, err := readHeader(f)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		stats.Entries++
		stats.Bytes += f.bytes
		if err != nil {
			stats.Damaged++
			return nil
		}
		stats.count(h.entry(f), models)
		return nil
	})
	if err != nil {
		return Stats{}, err
	}
	for _, g := range models {
		stats.Models = append(stats.Models, *g)
	}
	slices.SortFunc(stats.Models, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Entries, a.Entries), cmp.Compare(a.Name, b.Name))
	})
	return stats, nil
}

func (s *Stats) count(e Entry, models map[string]*Group) {
	if s.Oldest.IsZero() || e.Stored.Before(s.Oldest) {
		s.Oldest = e.Stored
	}
	if e.Stored.After(s.Newest) {
		s.Newest = e.Stored
	}
	switch e.Kind {
	case Segment:
		s.Segments.add(e)
		return
	case Page:
		s.Pages.add(e)
		return
	case Seen:
		s.Seen.add(e)
		return
	}
	s.Replies.add(e)
	name := e.Provider + "/" + e.Model
	if models[name] == nil {
		models[name] = &Group{Name: name}
	}
	models[name].add(e)
}
