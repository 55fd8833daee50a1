package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/fetch"
	"dragoman/internal/read"
)

// web is a Getter of pages in memory.
type web map[string]string

func (w web) Follow(_ context.Context, url, _ string) (fetch.Page, error) {
	text, ok := w[url]
	if !ok {
		return fetch.Page{}, errors.New(url + ": not found")
	}
	return fetch.Page{URL: fetch.Redact(url), Body: []byte(text)}, nil
}

const (
	story = "Titre\n\nLe conseil municipal a voté hier soir le budget de la ville."
	rss   = `<rss version="2.0"><channel><title>Q</title><item><title>Un</title><link>https://q.example/1</link><guid>1</guid><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate><description>Le conseil a voté le budget de la ville.</description></item><item><title>Deux</title><guid isPermaLink="false">2</guid><description>Le port a rouvert lundi matin.</description></item></channel></rss>`
	page  = `<html><body><article><h1>Un</h1><p>Le conseil municipal a voté hier soir le budget de la ville, par vingt voix contre six et deux abstentions.</p><p>La séance a duré jusqu’à minuit devant une salle pleine.</p></article></body></html>`
)

func (w web) finder(dir string) *Finder {
	return &Finder{
		Pages: w, Jobs: 3,
		Path:  func(name string) string { return filepath.Join(dir, name) },
		Stdin: func(context.Context) io.Reader { return strings.NewReader(rss) },
	}
}

// outline returns the names of what was found, and what opening each gives.
func outline(t *testing.T, f Found) []string {
	t.Helper()
	var lines []string
	for _, item := range f.Items {
		a, err := item.Open(t.Context())
		if err != nil {
			lines = append(lines, item.Name+" error")
			continue
		}
		lines = append(lines, fmt.Sprintf("%s %d", item.Name, len(a.Segments)))
	}
	return lines
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.txt": story, "feed.txt": rss, "records.json": `[{"text":"` + strings.ReplaceAll(story, "\n", `\n`) + `"},{"title":"x"}]`,
		"news/b.txt": story, "news/deep/c.html": page, "news/.secret.txt": story, "news/photo.jpg": "x",
		"feeds.opml": `<opml version="2.0"><body><outline xmlUrl="https://q.example/feed"/><outline xmlUrl="https://gone.example/feed"/></body></opml>`,
		"utf16.xml":  "\xFF\xFE" + utf16le(rss),
	} {
		write(t, dir, name, text)
	}
	w := web{"https://q.example/feed": rss, "https://q.example/1": page, "HTTPS://q.example/page": page}
	tests := []struct {
		name  string
		set   func(*Finder)
		names []string
		want  []string
	}{
		{"file", nil, []string{"a.txt"}, []string{"a.txt 2"}},
		{"missing file", nil, []string{"none.txt", "a.txt"}, []string{"none.txt error", "a.txt 2"}},
		{"feed by content", nil, []string{"feed.txt"}, []string{"https://q.example/1 2", "feed.txt#2 2"}},
		{"feed in UTF-16", nil, []string{"utf16.xml"}, []string{"https://q.example/1 2", "utf16.xml#2 2"}},
		{"feed on standard input", nil, []string{"-"}, []string{"https://q.example/1 2", "-#2 2"}},
		{"page", nil, []string{"HTTPS://q.example/page"}, []string{"HTTPS://q.example/page 3"}},
		{"no page", nil, []string{"https://gone.example/"}, []string{"https://gone.example/ error"}},
		{"full texts", func(f *Finder) { f.Full = true }, []string{"https://q.example/feed"}, []string{"https://q.example/1 3", "https://q.example/feed#2 2"}},
		{"since keeps what has no date", func(f *Finder) { f.Since = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC) }, []string{"feed.txt"}, []string{"feed.txt#2 2"}},
		{"limit", func(f *Finder) { f.Limit = 1 }, []string{"feed.txt", "records.json"}, []string{"https://q.example/1 2", "records.json:1 2"}},
		{"records", nil, []string{"records.json"}, []string{"records.json:1 2", "records.json error"}},
		{"list of feeds", nil, []string{"feeds.opml"}, []string{"https://q.example/1 2", "https://q.example/feed#2 2", "https://gone.example/feed error"}},
		{"folder", nil, []string{"news"}, []string{"news error"}},
		{"folder with all below", func(f *Finder) { f.Recursive = true }, []string{"news"}, []string{"news/b.txt 2", "news/deep/c.html 3"}},
		{"folder by pattern", func(f *Finder) { f.Glob = []string{"*.txt"} }, []string{"news"}, []string{"news/b.txt 2"}},
		{"pattern with a path", func(f *Finder) { f.Recursive, f.Glob = true, []string{"deep/*"} }, []string{"news"}, []string{"news/deep/c.html 3"}},
		{"nothing in a folder", func(f *Finder) { f.Glob = []string{"*.pdf"} }, []string{"news"}, []string{"news error"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := w.finder(dir)
			if tt.set != nil {
				tt.set(f)
			}
			if diff := cmp.Diff(tt.want, outline(t, f.Find(t.Context(), tt.names))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func utf16le(s string) string {
	var b bytes.Buffer
	for _, r := range s {
		b.Write([]byte{byte(r), byte(r >> 8)})
	}
	return b.String()
}

// marks returns the marks of what a name stands for.
func (w web) marks(t *testing.T, dir, name, stdin string) []string {
	t.Helper()
	f := w.finder(dir)
	f.Stdin = func(context.Context) io.Reader { return strings.NewReader(stdin) }
	var marks []string
	for _, item := range f.Find(t.Context(), []string{name}).Items {
		marks = append(marks, item.Mark)
	}
	return marks
}

// Marks are asked for, are the same from run to run whatever a feed is called,
// and differ between feeds.
func TestSeen(t *testing.T) {
	w := web{"https://q.example/feed": rss, "https://r.example/feed": rss, "https://u:p@q.example/feed": rss}
	seen := map[string]bool{}
	f := w.finder(t.TempDir())
	f.Seen = func(mark string) bool { return seen[mark] }
	for _, mark := range w.marks(t, "", "https://q.example/feed", "") {
		seen[mark] = true
	}
	for _, name := range []string{"https://q.example/feed", "https://u:p@q.example/feed"} {
		if again := f.Find(t.Context(), []string{name}); len(again.Items) != 0 || again.Seen != 2 {
			t.Errorf("%s: %d items and %d seen, want 0 and 2", name, len(again.Items), again.Seen)
		}
	}
	if other := f.Find(t.Context(), []string{"https://r.example/feed"}); len(other.Items) != 2 {
		t.Errorf("%d items of another feed with the same ids", len(other.Items))
	}
}

func TestMarksOfFilesAndStandardInput(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "one/feed.xml", rss)
	write(t, dir, "two/feed.xml", rss)
	w := web{}
	one, two := w.marks(t, dir, "one/feed.xml", ""), w.marks(t, dir, "two/feed.xml", "")
	if slices.Equal(one, two) || one[0] == "" {
		t.Errorf("two files of one name: %v and %v", one, two)
	}
	if same := w.marks(t, filepath.Join(dir, "one"), "feed.xml", ""); !slices.Equal(one, same) {
		t.Errorf("from another folder: %v, want %v", same, one)
	}
	if got := w.marks(t, "", "-", rss); got[0] != "" {
		t.Errorf("a feed that says nothing of where it is has the mark %q", got[0])
	}
	linked := func(site string) string {
		return strings.Replace(rss, "<title>Q</title>", "<title>Q</title><link>"+site+"</link>", 1)
	}
	a, b := w.marks(t, "", "-", linked("https://a.example/")), w.marks(t, "", "-", linked("https://b.example/"))
	if slices.Equal(a, b) || a[0] == "" || !slices.Equal(a, w.marks(t, "", "-", linked("https://a.example/"))) {
		t.Errorf("feeds of two sites on standard input: %v and %v", a, b)
	}
}

// A password in an address is for its host: it is in no name and in no record,
// nor is that in a link of a feed.
func TestNoPasswordInNames(t *testing.T) {
	withUser := strings.Replace(rss, "https://q.example/1", "https://me:secret@q.example/1", 1)
	w := web{"https://me:secret@q.example/feed": withUser, "https://me:secret@q.example/1": page}
	for _, full := range []bool{true, false} {
		f := w.finder(t.TempDir())
		f.Full = full
		for _, item := range f.Find(t.Context(), []string{"https://me:secret@q.example/feed", "https://me:secret@q.example/1", "https://me:secret@gone.example/"}).Items {
			a, err := item.Open(t.Context())
			if err != nil && !strings.Contains(item.Name, "gone") {
				t.Errorf("%s: %v", item.Name, err)
			}
			if all := fmt.Sprintf("%+v %+v", item, a); strings.Contains(all, "secret") {
				t.Errorf("the password is in %s", all)
			}
		}
	}
}

func TestStem(t *testing.T) {
	for name, want := range map[string]string{
		"-": "stdin", "in/a.ar.txt": "a.ar", "https://www.example.org/news/port.html?x=1": "example.org port",
		"https://example.org/": "example.org ", "https://example.org/../../etc/passwd": "example.org passwd",
	} {
		if got := stem(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// An article larger than the limit is refused wherever it comes from.
func TestMaxSize(t *testing.T) {
	f := web{"https://q.example/1": page}.finder(t.TempDir())
	f.Read = read.Options{MaxSize: 20}
	if got := outline(t, f.Find(t.Context(), []string{"https://q.example/1"})); got[0] != "https://q.example/1 error" {
		t.Errorf("got %v", got)
	}
}

// The limit is of one article: records on standard input may be longer together.
func TestStandardInputOfSeveral(t *testing.T) {
	line := `{"id":"n","text":"` + strings.Repeat("Le conseil a voté le budget. ", 20) + `"}` + "\n"
	for in, want := range map[string]int{strings.Repeat(line, 20): 20, "Titre\n\n" + strings.Repeat("Le conseil a voté. ", 500): 1} {
		f := web{}.finder(t.TempDir())
		f.Read.MaxSize = 2000
		f.Stdin = func(context.Context) io.Reader { return strings.NewReader(in) }
		items := f.Find(t.Context(), []string{"-"}).Items
		if len(items) != want {
			t.Fatalf("%d items, want %d", len(items), want)
		}
		if _, err := items[0].Open(t.Context()); (err == nil) != (want > 1) {
			t.Errorf("%d articles: %v", want, err)
		}
	}
}

// endsOnce is a terminal: who reads after the end has to be told again.
type endsOnce struct {
	io.Reader
	over bool
}

func (e *endsOnce) Read(p []byte) (int, error) {
	if e.over {
		panic("read after the end")
	}
	n, err := e.Reader.Read(p)
	e.over = err == io.EOF
	return n, err
}

func TestStandardInputEndsOnce(t *testing.T) {
	f := web{}.finder(t.TempDir())
	f.Stdin = func(context.Context) io.Reader { return &endsOnce{Reader: strings.NewReader(story)} }
	if got := outline(t, f.Find(t.Context(), []string{"-"})); got[0] != "- 2" {
		t.Errorf("got %v", got)
	}
}

// What identifies a record is its id, wherever it stands.
func TestKeysOfRecords(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.jsonl", `{"id":"n2","text":"Le port."}`+"\n"+`{"text":"Le quai."}`)
	write(t, dir, "b/a.jsonl", `{"id":"n1","text":"La ville."}`+"\n"+`{"id":"n2","text":"Le port."}`)
	f := web{}.finder(dir)
	before := f.Find(t.Context(), []string{"a.jsonl"}).Items
	f = web{}.finder(filepath.Join(dir, "b"))
	after := f.Find(t.Context(), []string{"a.jsonl"}).Items
	if before[0].Key == "" || before[0].Key != after[1].Key || before[1].Key != "" || after[0].Key == after[1].Key {
		t.Errorf("keys %q, %q and %q, %q", before[0].Key, before[1].Key, after[0].Key, after[1].Key)
	}
}
