package fetch

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dragoman/internal/flight"
)

func TestGet(t *testing.T) {
	s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != "GET" || r.Header.Get("User-Agent") != "dragoman/1.0" || r.Header.Get("Accept-Encoding") != accepted {
			t.Errorf("asked with %s %v", r.Method, r.Header)
		}
		w.Header().Set("Content-Type", `TEXT/HTML;charset="Windows-1251"`)
		w.Header().Set("Last-Modified", "Mon, 23 Nov 2026 08:00:00 GMT")
		io.WriteString(w, html)
	}))
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	c := local(t, Options{UserAgent: "dragoman/1.0", Now: func() time.Time { return now }})
	p := mustGet(t, c, " "+s.URL+"#part ")
	if p.URL != s.URL+"/" || p.ContentType != "text/html" || p.Charset != "windows-1251" || string(p.Body) != html {
		t.Errorf("got %+v", p)
	}
	if !p.FetchedAt.Equal(now) || p.LastModified.Hour() != 8 || p.FromStore || p.Revalidated {
		t.Errorf("got %+v", p)
	}
}

func TestAddresses(t *testing.T) {
	for _, tt := range []struct {
		url  string
		kind Kind
		want string
	}{
		{"example.org/a", KindScheme, "begins with https://"},
		{"example.org:8080/a", KindScheme, "begins with https://"},
		{"ftp://example.org/a", KindScheme, "not ftp"},
		{"file:///etc/passwd", KindScheme, "not file"},
		{"javascript:alert(1)", KindScheme, "not javascript"},
		{"https://", KindURL, "not a valid host"},
		{"https://exa mple.org/", KindURL, "not a valid address"},
		{"https://[::1/", KindURL, "not a valid address"},
		{"http://0x7f.1/", KindURL, "not a valid host"},
		{"http://2130706433/", KindURL, "not a valid host"},
		{"http://017700000001/", KindURL, "not a valid host"},
		{"http://127.1/", KindURL, "not a valid host"},
		{"https://user:secret@exa mple.org/", KindURL, "https://exa mple.org/: not a valid"},
		{"ftp://user:secret@example.org/", KindScheme, "ftp://example.org/: only"},
		{"user:secret@example.org/", KindScheme, "example.org/: "},
	} {
		e := faultOf(t, New(Options{}), tt.url)
		wantFault(t, e, tt.kind, tt.want)
		if strings.Contains(e.Error()+e.Hint, "secret") {
			t.Errorf("%s: the password is in %q", tt.url, e)
		}
	}
}

func TestCleanAddress(t *testing.T) {
	for in, want := range map[string]string{
		"HTTPS://Example.ORG:443/Ä?q=1#x":      "https://example.org/%C3%84?q=1",
		"http://müller.example/":               "http://xn--mller-kva.example/",
		"http://مثال.إختبار/":                  "http://xn--mgbh0fb.xn--kgbechtv/",
		"http://example.org.":                  "http://example.org/",
		"http://u:p@example.org:8080/":         "http://example.org:8080/",
		"http://１２７.0.0.1/":                    "http://127.0.0.1/",
		"http://[2001:DB8::0:1]:80/":           "http://[2001:db8::1]/",
		"http://[::1]:8080/":                   "http://[::1]:8080/",
		"http://metadata。google。internal/":     "http://metadata.google.internal/",
		"http://under_score.example/":          "http://under_score.example/",
		"https://example.org/%D0%B0?b=%20#%D0": "https://example.org/%D0%B0?b=%20",
	} {
		target, fault := parseTarget(in, nil)
		if fault != nil {
			t.Errorf("%s: %v", in, fault.Message)
		} else if target.String() != want {
			t.Errorf("%s becomes %s, want %s", in, target, want)
		}
	}
}

func TestStatus(t *testing.T) {
	for status, want := range map[int]struct{ message, hint string }{
		204: {"no content (204)", ""},
		206: {"does not answer with a page (206)", ""},
		304: {"does not answer with a page (304)", ""},
		400: {"refuses the request (400)", ""},
		401: {"wants a login (401)", "--cookie-file"},
		402: {"for subscribers (402)", "--cookie-file"},
		403: {"the server refuses (403)", "if your browser shows it"},
		404: {"not found (404)", ""},
		410: {"it was removed (410)", ""},
		429: {"asked too often (429)", "later"},
		451: {"legal reasons (451)", ""},
		500: {"has a fault (500)", "later"},
		503: {"not available (503)", "later"},
	} {
		s := server(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		e := faultOf(t, local(t, Options{}), s.URL+"/a?b=c")
		wantFault(t, e, KindStatus, s.URL+"/a?b=c: ")
		wantFault(t, e, KindStatus, want.message)
		if e.Status != status || !strings.Contains(e.Hint, want.hint) || want.hint == "" && e.Hint != "" {
			t.Errorf("status %d, hint %q, want %d and %q", e.Status, e.Hint, status, want.hint)
		}
	}
}

// TestOneAtATime counts who is being served at once: one for each host.
func TestOneAtATime(t *testing.T) {
	for limit, want := range map[int]int32{0: 1, 3: 3} {
		var now, most atomic.Int32
		full := make(chan struct{})
		s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n := now.Add(1)
			defer now.Add(-1)
			for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
			}
			if n == want && want > 1 {
				close(full)
			}
			if want > 1 {
				<-full
			}
			page(html)(w, r)
		}))
		c := local(t, Options{PerHost: limit})
		var group sync.WaitGroup
		for _, path := range []string{"/a", "/b", "/c"} {
			group.Go(func() { mustGet(t, c, s.URL+path) })
		}
		group.Wait()
		if most.Load() != want {
			t.Errorf("limit %d: %d requests at once, want %d", limit, most.Load(), want)
		}
	}
}

// TestHostsInParallel has two hosts wait for each other.
func TestHostsInParallel(t *testing.T) {
	arrived := make(chan struct{}, 2)
	both := make(chan struct{})
	s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-both
		page(html)(w, r)
	}))
	c := local(t, Options{})
	var group sync.WaitGroup
	for _, host := range []string{"127.0.0.1", "localhost"} {
		group.Go(func() { mustGet(t, c, strings.Replace(s.URL, "127.0.0.1", host, 1)) })
	}
	<-arrived
	<-arrived
	close(both)
	group.Wait()
}

func TestWaitingInLineObeysContext(t *testing.T) {
	inside, release := make(chan struct{}), make(chan struct{})
	s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(inside)
		<-release
		page(html)(w, r)
	}))
	c := local(t, Options{})
	var group sync.WaitGroup
	group.Go(func() { mustGet(t, c, s.URL+"/first") })
	<-inside
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Get(ctx, s.URL+"/second"); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	waiting, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer stop()
	if _, err := c.Get(waiting, s.URL+"/third"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v", err)
	}
	close(release)
	group.Wait()
}

// TestShared has many ask for one page at once; the one who began leaves.
func TestShared(t *testing.T) {
	var asked atomic.Int32
	inside, release := make(chan struct{}), make(chan struct{})
	s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == 1 {
			close(inside)
		}
		<-release
		page(html)(w, r)
	}))
	c := local(t, Options{})
	leader, leave := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		if _, err := c.Get(leader, s.URL); !errors.Is(err, context.Canceled) {
			t.Errorf("the leader's error is %v", err)
		}
	})
	<-inside
	for range 8 {
		group.Go(func() {
			if p := mustGet(t, c, s.URL); string(p.Body) != html {
				t.Errorf("got %q", p.Body)
			}
		})
	}
	target, _ := parseTarget(s.URL, nil)
	for c.flights.Waiting(c.key(target)) < 9 {
		runtime.Gosched()
	}
	leave()
	close(release)
	group.Wait()
	if asked.Load() != 1 {
		t.Errorf("%d requests, want 1", asked.Load())
	}
}

func TestCancelEndsRequest(t *testing.T) {
	inside, gone := make(chan struct{}), make(chan struct{})
	s := server(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(inside)
		<-r.Context().Done()
		close(gone)
	}))
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-inside; cancel() }()
	if _, err := local(t, Options{}).Get(ctx, s.URL); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	<-gone
}

func TestPanicReachesCaller(t *testing.T) {
	s := server(t, page(html))
	c := local(t, Options{Now: func() time.Time { panic("clock") }})
	defer func() {
		p, ok := recover().(*flight.Panic)
		if !ok || p.Error() != "clock" || len(p.Stack) == 0 {
			t.Errorf("recovered %v", p)
		}
	}()
	c.Get(t.Context(), s.URL)
}

func TestTimeout(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"no answer": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"half a body": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, html)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := faultOf(t, local(t, Options{Timeout: 50 * time.Millisecond}), server(t, h).URL)
			wantFault(t, e, KindTimeout, "no whole answer within 0.05 s")
			if e.Hint != "allow more, in the settings: fetch.timeout: 0.1s" {
				t.Errorf("hint %q", e.Hint)
			}
		})
	}
}

func TestNetworkFaults(t *testing.T) {
	closed := httptest.NewServer(page(html))
	closed.Close()
	wantFault(t, faultOf(t, local(t, Options{}), closed.URL), KindNetwork, "accepts no connection")

	tls := httptest.NewUnstartedServer(page(html))
	tls.Config.ErrorLog = log.New(io.Discard, "", 0)
	tls.StartTLS()
	t.Cleanup(tls.Close)
	wantFault(t, faultOf(t, local(t, Options{}), tls.URL), KindNetwork, "has no valid certificate (x509: ")

	n := &names{}
	wantFault(t, faultOf(t, local(t, Options{Resolver: n.resolver()}), "http://nowhere.example/"), KindNetwork, "there is no host nowhere.example")
}

// TestHTTP2 has what browsers have by now: TLS and HTTP/2, whole and cut.
func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Proto", r.Proto)
		page(html)(w, r)
		if r.URL.Path == "/cut" {
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}
		if r.Proto != "HTTP/2.0" || r.Header.Get("Cookie") != "safe=1" {
			t.Errorf("asked by %s with cookies %q", r.Proto, r.Header.Get("Cookie"))
		}
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	cookies, err := ReadCookies(strings.NewReader("127.0.0.1\tFALSE\t/\tTRUE\t0\tsafe\t1"))
	if err != nil {
		t.Fatal(err)
	}
	c := local(t, Options{Cookies: cookies})
	c.direct.TLSClientConfig = s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	c.direct.TLSClientConfig.NextProtos = nil
	if p := mustGet(t, c, s.URL); string(p.Body) != html {
		t.Errorf("got %q", p.Body)
	}
	wantFault(t, faultOf(t, c, s.URL+"/cut"), KindNetwork, "cut off")
}
