package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// site is a web site that keeps the headers of what it was asked.
type site struct {
	*httptest.Server
	pages map[string]string

	mu    sync.Mutex
	asked map[string]http.Header
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{pages: map[string]string{}, asked: map[string]http.Header{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[r.URL.Path] = r.Header.Clone()
	fmt.Fprint(w, s.pages[r.URL.Path])
}

// told reports whether a request came with the user's header and cookie.
func (s *site) told(path string) (header, cookie bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.asked[path]
	return h.Get("X-Pass") != "", strings.Contains(h.Get("Cookie"), "pass=")
}

// What the user gives for one host stays there, also where a feed or a list of
// feeds leads to another.
func TestHeadersStayWithTheNamedHost(t *testing.T) {
	own, other := newSite(t), newSite(t)
	others := strings.Replace(other.URL, "127.0.0.1", "localhost", 1) // cookies know no ports
	const text = `<html><body><article><h1>Un quai</h1><p>Le port de commerce a rouvert lundi matin après trois jours de tempête et deux semaines de travaux.</p><p>La digue a tenu, a dit le maire devant les habitants réunis sur le quai.</p></article></body></html>`
	feed := `<rss version="2.0"><channel><title>Q</title><item><title>Un</title><link>` + own.URL + `/1</link></item><item><title>Deux</title><link>` + others + `/2</link></item></channel></rss>`
	own.pages["/feed"], other.pages["/feed"], own.pages["/1"], other.pages["/2"] = feed, feed, text, text
	own.pages["/list"] = `<opml version="2.0"><body><outline xmlUrl="` + own.URL + `/feed"/><outline xmlUrl="` + others + `/feed"/></body></opml>`
	p := newPlace(t)
	p.file(t, "cookies.txt", "127.0.0.1\tFALSE\t/\tFALSE\t0\tpass\t1\n")
	p.file(t, "feed.xml", feed)
	check := func(s *site, path string, header, cookie bool) {
		t.Helper()
		if h, c := s.told(path); s.asked[path] == nil || h != header || c != cookie {
			t.Errorf("%s: header %v and cookie %v, want %v and %v", path, h, c, header, cookie)
		}
	}
	run := func(name string) {
		t.Helper()
		clear(own.asked)
		clear(other.asked)
		got := p.run("read", "--allow-private", "--cache", "off", "--full", "--header", "X-Pass: 1", "--cookie-file", "cookies.txt", name)
		if got.code != exitDone {
			t.Fatalf("%s: code %d\n%s", name, got.code, got.err)
		}
	}
	run(own.URL + "/feed")
	check(own, "/feed", true, true)
	check(own, "/1", true, true)
	check(other, "/2", false, false)
	run(own.URL + "/list")
	check(own, "/feed", true, true)
	check(other, "/feed", false, false)
	check(other, "/2", false, false)
	run("feed.xml")
	check(own, "/1", false, true)
	check(other, "/2", false, false)
}
