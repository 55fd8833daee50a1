package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestRedirects(t *testing.T) {
	mux := http.NewServeMux()
	s := server(t, mux)
	mux.HandleFunc("/page", page(html))
	for i, status := range []int{301, 302, 303, 307, 308} {
		mux.HandleFunc(fmt.Sprintf("/%d", i), func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "page#part")
			w.WriteHeader(status)
		})
		if p := mustGet(t, local(t, Options{}), fmt.Sprintf("%s/%d", s.URL, i)); p.URL != s.URL+"/page" || string(p.Body) != html {
			t.Errorf("%d leads to %s", status, p.URL)
		}
	}
}

func TestRedirectFaults(t *testing.T) {
	var s *httptest.Server
	far := 0
	to := func(location string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			if location != "" {
				w.Header().Set("Location", location)
			}
			w.WriteHeader(302)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/loop", to("/pool"))
	mux.HandleFunc("/pool", to("/loop"))
	mux.HandleFunc("/self", to("/self"))
	mux.HandleFunc("/none", to(""))
	mux.HandleFunc("/odd", to("http://[::1/"))
	mux.HandleFunc("/ftp", to("ftp://example.org/secret"))
	mux.HandleFunc("/file", to("file:///etc/passwd"))
	mux.HandleFunc("/lost", to("/gone?token=secret"))
	mux.HandleFunc("/far/", func(w http.ResponseWriter, r *http.Request) {
		far++
		to(fmt.Sprintf("/far/%d", far))(w, r)
	})
	s = server(t, mux)
	for path, want := range map[string]struct {
		kind    Kind
		message string
	}{
		"/loop":  {KindRedirects, "go in a circle"},
		"/self":  {KindRedirects, "go in a circle"},
		"/none":  {KindRedirects, "to nowhere (302)"},
		"/odd":   {KindRedirects, "what is no address"},
		"/far/0": {KindRedirects, "more than 10 redirects"},
		"/ftp":   {KindScheme, "redirected: only http and https can be fetched, not ftp"},
		"/file":  {KindScheme, "not file"},
		"/lost":  {KindStatus, "not found (404), at " + s.URL + "/gone"},
	} {
		e := faultOf(t, local(t, Options{}), s.URL+path)
		wantFault(t, e, want.kind, s.URL+path+": ")
		wantFault(t, e, want.kind, want.message)
		if strings.Contains(e.Error()+e.Hint, "secret") {
			t.Errorf("%s: the error tells where: %q", path, e)
		}
	}
	if far != 11 {
		t.Errorf("%d requests, want the first and ten redirects", far)
	}
}

// TestCookieWall redirects to the same address once it has set a cookie, as
// consent pages do: no loop.
func TestCookieWall(t *testing.T) {
	s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("consent"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "consent", Value: "yes"})
			http.Redirect(w, r, "/", http.StatusFound)
			return
		}
		page(html)(w, r)
	}))
	if p := mustGet(t, local(t, Options{}), s.URL); string(p.Body) != html {
		t.Errorf("got %q", p.Body)
	}
}

// heard notes what the servers are told, by path.
type heard struct {
	mu     sync.Mutex
	byPath map[string]http.Header
}

func (h *heard) note(r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.byPath == nil {
		h.byPath = map[string]http.Header{}
	}
	h.byPath[r.URL.Path] = r.Header.Clone()
}

// TestSecretsStayAtTheirHost redirects to another host and back again.
func TestSecretsStayAtTheirHost(t *testing.T) {
	var h heard
	var home, away *httptest.Server
	away = server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.note(r)
		http.Redirect(w, r, home.URL+"/back", http.StatusFound)
	}))
	home = server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.note(r)
		switch r.URL.Path {
		case "/here":
			http.Redirect(w, r, "/same", http.StatusFound)
		case "/same":
			http.Redirect(w, r, strings.Replace(away.URL, "127.0.0.1", "localhost", 1)+"/away", http.StatusFound)
		default:
			page(html)(w, r)
		}
	}))
	header := http.Header{"Authorization": {"Bearer t0ken"}, "cookie": {"own=1"}, "X-Key": {"k"}, "User-Agent": {"mine"}}
	cookies, err := ReadCookies(strings.NewReader("127.0.0.1\tFALSE\t/\tFALSE\t0\tfile\t2\n"))
	if err != nil {
		t.Fatal(err)
	}
	store := &memory{}
	mustGet(t, local(t, Options{Header: header, Cookies: cookies, Store: store}), home.URL+"/here")
	for _, path := range []string{"/here", "/same", "/back"} {
		got := h.byPath[path]
		if got.Get("Authorization") != "Bearer t0ken" || got.Get("Cookie") != "own=1; file=2" || got.Get("X-Key") != "k" || got.Get("User-Agent") != "mine" {
			t.Errorf("%s hears %v", path, got)
		}
	}
	got := h.byPath["/away"]
	if got == nil || got.Get("Authorization") != "" || got.Get("Cookie") != "" || got.Get("X-Key") != "" || got.Get("User-Agent") == "mine" {
		t.Errorf("another host hears %v", got)
	}
	if all := store.all(); strings.Contains(all, "t0ken") || strings.Contains(all, "own=1") {
		t.Errorf("a secret is stored: %s", all)
	}
}

// TestMayTell has what a test server cannot show: https and its end.
func TestMayTell(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		want     bool
	}{
		{"https://a.example/x", "https://a.example/y", true},
		{"http://a.example/x", "https://a.example:443/y", true},
		{"https://a.example/x", "http://a.example/x", false},
		{"https://a.example/x", "https://www.a.example/x", false},
		{"https://a.example/x", "https://a.example:8443/x", false},
		{"https://a.example/x", "https://a.example.evil.example/", false},
	} {
		from, _ := parseTarget(tt.from, nil)
		to, _ := parseTarget(tt.to, nil)
		if got := from.mayTell(to.url); got != tt.want {
			t.Errorf("from %s to %s: %v", tt.from, tt.to, got)
		}
	}
}

func TestPasswordInAddress(t *testing.T) {
	var h heard
	s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.note(r)
		if user, password, _ := r.BasicAuth(); user != "me" || password != "s3cret" {
			w.WriteHeader(401)
			return
		}
		if r.URL.Path == "/403" {
			w.WriteHeader(403)
			return
		}
		page(html)(w, r)
	}))
	store := &memory{}
	c := local(t, Options{Store: store})
	with := strings.Replace(s.URL, "http://", "http://me:s3cret@", 1)
	if p := mustGet(t, c, with+"/page"); p.URL != s.URL+"/page" {
		t.Errorf("address %s", p.URL)
	}
	if e := faultOf(t, c, with+"/403"); e.URL != s.URL+"/403" || strings.Contains(e.Error(), "s3cret") {
		t.Errorf("error %q", e)
	}
	if strings.Contains(store.all(), "s3cret") {
		t.Error("the password is stored")
	}
	if e := faultOf(t, c, s.URL+"/page"); e.Status != 401 {
		t.Errorf("without the password: %q", e)
	}
}

func TestHeaderFaults(t *testing.T) {
	for name, want := range map[string]string{"X-Key": "your header X-Key has characters", "secret key": "has no valid name"} {
		e := faultOf(t, New(Options{Header: http.Header{name: {"secret\r\nX: y"}}}), "https://example.org/")
		wantFault(t, e, KindHeader, "https://example.org/: ")
		wantFault(t, e, KindHeader, want)
		if strings.Contains(e.Error(), "secret") {
			t.Errorf("error %q", e)
		}
	}
}

func TestServersCookiesLiveOn(t *testing.T) {
	var h heard
	s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.note(r)
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "a b", Quoted: true})
		page(html)(w, r)
	}))
	c := local(t, Options{})
	mustGet(t, c, s.URL+"/one")
	mustGet(t, c, s.URL+"/two")
	if got := h.byPath["/two"].Get("Cookie"); got != `session="a b"` {
		t.Errorf("the second request has %q", got)
	}
}

// scripted answers with one status after the other, then with the page.
func scripted(t *testing.T, retryAfter string, statuses ...int) *httptest.Server {
	return server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(statuses) == 0 {
			page(html)(w, r)
			return
		}
		status := statuses[0]
		statuses = statuses[1:]
		if status == 0 { // reset
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				conn.(*net.TCPConn).SetLinger(0)
				conn.Close()
			}
			return
		}
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(status)
	}))
}

func TestRetry(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name, after string
		statuses    []int
		want        string // the error, or none
		waits       string
	}{
		{"once", "", []int{503}, "", "[1s]"},
		{"twice", "", []int{429, 502}, "", "[1s 2s]"},
		{"three times", "", []int{504, 504, 504}, "(504)", "[1s 2s]"},
		{"reset", "", []int{0, 503}, "", "[1s 2s]"},
		{"resets", "", []int{0, 0, 0}, "broke the connection", "[1s 2s]"},
		{"as asked", "7", []int{429}, "", "[7s]"},
		{"by date", "Mon, 23 Nov 2026 12:00:20 GMT", []int{503}, "", "[20s]"},
		{"too long", "120", []int{429}, "asks to wait 120 s (429)", "[]"},
		{"nonsense", "soon", []int{503}, "", "[1s]"},
		{"a fault", "", []int{500}, "(500)", "[]"},
		{"missing", "", []int{404}, "(404)", "[]"},
		{"refused", "1", []int{403}, "(403)", "[]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var waits []time.Duration
			c := local(t, Options{
				Now:   func() time.Time { return now },
				Sleep: func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil },
			})
			_, err := c.Get(t.Context(), scripted(t, tt.after, tt.statuses...).URL)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q", err, tt.want)
			}
			if fmt.Sprint(waits) != tt.waits {
				t.Errorf("waits %v, want %s", waits, tt.waits)
			}
		})
	}
}

func TestCancelEndsWait(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := local(t, Options{Sleep: func(ctx context.Context, _ time.Duration) error {
		cancel()
		return sleep(ctx, time.Hour)
	}})
	if _, err := c.Get(ctx, scripted(t, "", 503).URL); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

// TestProxy sends a request through a proxy, which is private itself.
func TestProxy(t *testing.T) {
	var asked []string
	proxy := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Host)
		if r.Method == http.MethodConnect {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		page(html)(w, r)
	}))
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	n := &names{hosts: map[string][]string{"public.example": {"93.184.216.34"}, "inside.example": {"10.0.0.1"}}}
	c := New(Options{Proxy: http.ProxyURL(at), Resolver: n.resolver()})
	defer c.Close()
	for _, url := range []string{"http://public.example/", "http://unknown-here.example/"} {
		if p := mustGet(t, c, url); string(p.Body) != html {
			t.Errorf("%s: got %q", url, p.Body)
		}
	}
	wantFault(t, faultOf(t, c, "https://public.example/"), KindNetwork, "the proxy refuses the connection (403)")
	for url, want := range map[string]string{
		"http://inside.example/":          "inside.example resolves to a private address (10.0.0.1)",
		"http://169.254.169.254/":         "169.254.169.254 is a private address",
		"https://[::1]/":                  "::1 is a private address",
		"http://metadata.google.internal": "metadata.google.internal is a private name",
		"http://localhost/":               "localhost is a private name",
	} {
		wantFault(t, faultOf(t, c, url), KindPrivate, want)
	}
	if len(asked) != 3 {
		t.Errorf("the proxy was asked for %v", asked)
	}
	proxy.Close()
	wantFault(t, faultOf(t, c, "http://public.example/"), KindNetwork, "the proxy cannot be reached")
}

// TestFollowKeepsSecretsAtTheNamedHost: a link of a feed leads to a host that
// the user never named; what is meant for the feed's host does not go there.
func TestFollowKeepsSecretsAtTheNamedHost(t *testing.T) {
	got := map[string]string{}
	var mu sync.Mutex
	s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		got[r.URL.Path] = r.Header.Get("Authorization")
		io.WriteString(w, html)
	}))
	c := New(Options{AllowPrivate: true, Header: http.Header{"Authorization": {"Bearer secret"}}})
	elsewhere := strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	for _, step := range []struct{ url, named string }{
		{s.URL + "/same", s.URL + "/feed"},
		{s.URL + "/other", elsewhere + "/feed"},
		{s.URL + "/file", "feed.xml"},
		{s.URL + "/stdin", ""},
	} {
		if _, err := c.Follow(t.Context(), step.url, step.named); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]string{"/same": "Bearer secret", "/other": "", "/file": "", "/stdin": ""}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestPrivatePagesStayBehindTheFlag: what was stored with leave to fetch from
// private addresses is not served without.
func TestPrivatePagesStayBehindTheFlag(t *testing.T) {
	open, shut := New(Options{AllowPrivate: true}), New(Options{})
	target, _ := parseTarget("http://127.0.0.1/", nil)
	if open.key(target) == shut.key(target) {
		t.Error("both have one key in the store")
	}
}
