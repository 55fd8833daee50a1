package source

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/fetch"
)

// led is a web that remembers what it was told had led to each address.
type led struct {
	web
	mu sync.Mutex
	by map[string]string
}

func (l *led) Follow(ctx context.Context, url, named string) (fetch.Page, error) {
	l.mu.Lock()
	l.by[url] = named
	l.mu.Unlock()
	return l.web.Follow(ctx, url, named)
}

// What the user gave for a host goes along where the user's own word leads, and
// nowhere else.
func TestWhatLedToAnAddress(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "feed.xml", rss)
	list := `<opml version="2.0"><body><outline xmlUrl="https://q.example/feed"/></body></opml>`
	write(t, dir, "feeds.opml", list)
	for _, tt := range []struct {
		name, feed, entry string // what led to the feed and to the page of its entry
	}{
		{"https://q.example/feed", "https://q.example/feed", "https://q.example/feed"},
		{"https://r.example/feeds", "https://r.example/feeds", notNamed},
		{"feeds.opml", notNamed, notNamed},
		{"feed.xml", "", notNamed},
		{"-", "", notNamed},
	} {
		w := &led{web: web{"https://q.example/feed": rss, "https://q.example/1": page, "https://r.example/feeds": list}, by: map[string]string{}}
		f := w.finder(dir)
		f.Pages, f.Full = w, true
		outline(t, f.Find(t.Context(), []string{tt.name}))
		if w.by["https://q.example/feed"] != tt.feed || w.by["https://q.example/1"] != tt.entry {
			t.Errorf("%s: got %v, want %q and %q", tt.name, w.by, tt.feed, tt.entry)
		}
	}
}

// A list of feeds that names a list, or itself, ends.
func TestListInAList(t *testing.T) {
	opml := func(url string) string {
		return `<opml version="2.0"><body><outline xmlUrl="` + url + `"/></body></opml>`
	}
	w := web{"https://a.example/": opml("https://b.example/"), "https://b.example/": opml("https://a.example/"), "https://self.example/": opml("https://self.example/")}
	f := w.finder(t.TempDir())
	want := []string{"https://b.example/ error", "https://self.example/ error"}
	if diff := cmp.Diff(want, outline(t, f.Find(t.Context(), []string{"https://a.example/", "https://self.example/"}))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// busy is a web that counts how many pages are on their way.
type busy struct {
	web
	now, most atomic.Int32
}

func (b *busy) Follow(ctx context.Context, url, named string) (fetch.Page, error) {
	n := b.now.Add(1)
	defer b.now.Add(-1)
	for most := b.most.Load(); n > most && !b.most.CompareAndSwap(most, n); most = b.most.Load() {
	}
	time.Sleep(time.Millisecond)
	return b.web.Follow(ctx, url, named)
}

// Lists of feeds share the places for pages: no more are fetched at once than
// without them, and none waits for a place that its own list holds.
func TestListsShareTheirPlaces(t *testing.T) {
	w := &busy{web: web{}}
	var names []string
	for i := range 4 {
		var b strings.Builder
		for j := range 8 {
			address := fmt.Sprintf("https://q%d-%d.example/", i, j)
			w.web[address] = rss
			fmt.Fprintf(&b, `<outline xmlUrl=%q/>`, address)
		}
		list := fmt.Sprintf("https://l%d.example/", i)
		w.web[list] = `<opml version="2.0"><body>` + b.String() + `</body></opml>`
		names = append(names, list)
	}
	f := w.finder(t.TempDir())
	f.Pages, f.Jobs = w, 2
	if got := len(f.Find(t.Context(), names).Items); got != 64 {
		t.Errorf("%d items, want 64", got)
	}
	if most := w.most.Load(); most > 2 {
		t.Errorf("%d pages at once, want 2", most)
	}
}
