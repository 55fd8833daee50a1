package fetch

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// dated is a server with one page that has validators, and counts.
type dated struct {
	body     string
	tag      string
	asked    atomic.Int32 // requests
	not      int          // how many of them were answered with 304
	redirect string
	down     bool
}

func (d *dated) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.asked.Add(1)
	if d.down {
		panic(http.ErrAbortHandler)
	}
	if d.redirect != "" && r.URL.Path != d.redirect {
		http.Redirect(w, r, d.redirect, http.StatusFound)
		return
	}
	w.Header().Set("ETag", d.tag)
	w.Header().Set("Last-Modified", "Mon, 23 Nov 2026 08:00:00 GMT")
	if r.Header.Get("If-None-Match") == d.tag {
		if r.Header.Get("If-Modified-Since") == "" {
			panic("no If-Modified-Since")
		}
		d.not++
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=koi8-r")
	io.WriteString(w, d.body)
}

// clock is the time of a test, moved by hand.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

func TestStore(t *testing.T) {
	for name, body := range map[string]string{"text": html + "\u2028<&>", "bytes": "<html>\xD4\xC5\xCB\xD3\xD4\x00", "nothing": ""} {
		t.Run(name, func(t *testing.T) {
			d := &dated{body: body, tag: `"1"`}
			s := server(t, d)
			store, at := &memory{}, &clock{time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
			opt := Options{Store: store, MaxAge: time.Hour, Now: at.now}
			first := mustGet(t, local(t, opt), s.URL)

			at.Time = at.Add(59 * time.Minute)
			young := mustGet(t, local(t, opt), s.URL)
			if d.asked.Load() != 1 || !young.FromStore || young.Revalidated || !young.FetchedAt.Equal(first.FetchedAt) {
				t.Errorf("a young page: asked %d times, got %+v", d.asked.Load(), young)
			}
			if string(young.Body) != body || young.Charset != "koi8-r" || young.URL != first.URL || young.LastModified != first.LastModified {
				t.Errorf("the stored page is %+v, want %+v", young, first)
			}

			at.Time = at.Add(time.Minute)
			old := mustGet(t, local(t, opt), s.URL)
			if d.asked.Load() != 2 || d.not != 1 || !old.Revalidated || !old.FromStore || string(old.Body) != body || !old.FetchedAt.Equal(at.Time) {
				t.Errorf("an old page: asked %d times, got %+v", d.asked.Load(), old)
			}
			if again := mustGet(t, local(t, opt), s.URL); d.asked.Load() != 2 || !again.FromStore || string(again.Body) != body {
				t.Errorf("the 304 did not renew it: asked %d times", d.asked.Load())
			}

			at.Time = at.Add(2 * time.Hour)
			d.body, d.tag = "<p>neu</p>", `"2"`
			if changed := mustGet(t, local(t, opt), s.URL); changed.FromStore || string(changed.Body) != d.body {
				t.Errorf("a changed page: got %+v", changed)
			}
		})
	}
}

func TestFailedRevalidationIsAnError(t *testing.T) {
	d := &dated{body: html, tag: `"1"`}
	s := server(t, d)
	store := &memory{}
	mustGet(t, local(t, Options{Store: store}), s.URL)
	d.down = true
	wantFault(t, faultOf(t, local(t, Options{Store: store}), s.URL), KindNetwork, "broke the connection")
	asked := d.asked.Load()
	if p := mustGet(t, local(t, Options{Store: store, Offline: true}), s.URL); !p.FromStore || d.asked.Load() != asked {
		t.Errorf("offline: got %+v", p)
	}
	wantFault(t, faultOf(t, local(t, Options{Store: store, Offline: true}), s.URL+"/other"), KindOffline, "/other: not stored, and nothing is fetched")
	wantFault(t, faultOf(t, local(t, Options{Offline: true}), s.URL), KindOffline, "not stored")
}

func TestRefresh(t *testing.T) {
	d := &dated{body: html, tag: `"1"`}
	s := server(t, d)
	store, at := &memory{}, &clock{time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	opt := Options{Store: store, MaxAge: time.Hour, Now: at.now}
	mustGet(t, local(t, opt), s.URL)
	at.Time = at.Add(time.Minute)
	opt.Fresh = at.Time
	c := local(t, opt)
	if p := mustGet(t, c, s.URL); !p.Revalidated || d.asked.Load() != 2 {
		t.Errorf("asked %d times, got %+v", d.asked.Load(), p)
	}
	if p := mustGet(t, c, s.URL); p.Revalidated || d.asked.Load() != 2 {
		t.Errorf("what this run stored was asked for again: %d times", d.asked.Load())
	}
}

func TestClockMovedBack(t *testing.T) {
	d := &dated{body: html, tag: `"1"`}
	s := server(t, d)
	store, at := &memory{}, &clock{time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	opt := Options{Store: store, MaxAge: time.Hour, Now: at.now}
	mustGet(t, local(t, opt), s.URL)
	at.Time = at.Add(-24 * time.Hour)
	mustGet(t, local(t, opt), s.URL)
	if d.asked.Load() != 2 {
		t.Error("a page of the future was used unasked")
	}
}

func TestFeedsAreAlwaysAskedAbout(t *testing.T) {
	d := &dated{body: "<rss>", tag: `"1"`}
	s := server(t, d)
	opt := Options{Store: &memory{}, MaxAge: time.Hour, Live: func(body []byte) bool { return bytes.HasPrefix(body, []byte("<rss")) }}
	mustGet(t, local(t, opt), s.URL)
	if p := mustGet(t, local(t, opt), s.URL); !p.Revalidated || d.asked.Load() != 2 {
		t.Errorf("asked %d times, got %+v", d.asked.Load(), p)
	}
	opt.Offline = true
	if p := mustGet(t, local(t, opt), s.URL); !p.FromStore || d.asked.Load() != 2 {
		t.Errorf("offline: asked %d times", d.asked.Load())
	}
}

// TestRedirectedPage: validators go to the address that gave them.
func TestRedirectedPage(t *testing.T) {
	d := &dated{body: html, tag: `"1"`, redirect: "/final"}
	s := server(t, d)
	opt := Options{Store: &memory{}}
	mustGet(t, local(t, opt), s.URL+"/short")
	if p := mustGet(t, local(t, opt), s.URL+"/short"); !p.Revalidated || p.URL != s.URL+"/final" {
		t.Errorf("got %+v", p)
	}
	d.redirect = "/elsewhere"
	if p := mustGet(t, local(t, opt), s.URL+"/short"); p.Revalidated || p.FromStore || p.URL != s.URL+"/elsewhere" {
		t.Errorf("it moved: got %+v", p)
	}
}

// TestStoredApart: who gives other headers or cookies gets another page.
func TestStoredApart(t *testing.T) {
	d := &dated{body: html, tag: `"1"`, redirect: "/final"}
	s := server(t, d)
	store := &memory{}
	jar := func(line string) Options {
		cookies, err := ReadCookies(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		return Options{Cookies: cookies}
	}
	for i, opt := range []Options{
		{},
		{Header: http.Header{"Authorization": {"one"}}},
		{Header: http.Header{"Authorization": {"two"}}},
		jar("127.0.0.1\tFALSE\t/\tFALSE\t0\tid\tfirst"),
		jar("127.0.0.1\tFALSE\t/\tFALSE\t0\tid\tsecond"),
		jar("127.0.0.1\tFALSE\t/final\tFALSE\t0\tid\tbehind"), // where only the redirect leads
	} {
		opt.Store, opt.MaxAge = store, time.Hour
		if p := mustGet(t, local(t, opt), s.URL+"/short"); p.FromStore {
			t.Errorf("options %d get the page of others", i)
		}
		if p := mustGet(t, local(t, opt), s.URL+"/short"); !p.FromStore {
			t.Errorf("options %d do not find their page again", i)
		}
	}
	for _, secret := range []string{"one", "two", "first", "second", "behind"} {
		if strings.Contains(store.all(), `"`+secret+`"`) {
			t.Errorf("%s is stored", secret)
		}
	}
}

func TestOnlyPagesAreStored(t *testing.T) {
	for _, status := range []int{203, 404, 500} {
		store := &memory{}
		s := server(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			io.WriteString(w, html)
		}))
		local(t, Options{Store: store}).Get(t.Context(), s.URL)
		if len(store.data) != 0 {
			t.Errorf("an answer with %d is stored", status)
		}
	}
}

func TestDamagedEntryIsMiss(t *testing.T) {
	d := &dated{body: html, tag: `"1"`}
	s := server(t, d)
	store := &memory{}
	opt := Options{Store: store, MaxAge: time.Hour}
	mustGet(t, local(t, opt), s.URL)
	for i, bad := range []string{"", "{", "[]", "{}", `{"url":"/x","fetched":"2026-11-23T12:00:00Z"}`, `{"url":"http://a/","fetched":"0001-01-01T00:00:00Z"}`} {
		for key := range store.data {
			store.data[key] = []byte(bad)
		}
		if p := mustGet(t, local(t, opt), s.URL); p.FromStore || string(p.Body) != html || d.asked.Load() != int32(i+2) {
			t.Errorf("%q: asked %d times, got %+v", bad, d.asked.Load(), p)
		}
	}
}

func TestFailedSaveIsAWarning(t *testing.T) {
	var warned error
	full := errors.New("disk full")
	s := server(t, page(html))
	c := local(t, Options{Store: &memory{err: full}, Warn: func(err error) { warned = err }})
	if p := mustGet(t, c, s.URL); string(p.Body) != html || !errors.Is(warned, full) {
		t.Errorf("warned of %v", warned)
	}
}
