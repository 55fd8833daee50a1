package fetch

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	maxRedirects = 10
	maxRetries   = 2
	maxWait      = 30 * time.Second // the longest that a server may ask to wait
)

// answer is what a server said last: a page, or that the stored one holds.
type answer struct {
	url    *url.URL
	status int
	header http.Header
	body   []byte // of a page
}

// visit is the way to one page: its redirects and its retries.
type visit struct {
	*Client
	target
	old     *entry // what is stored, or nil
	retries int    // that are left
	at      *url.URL
}

// run goes where the server sends it, to the answer.
func (v *visit) run(ctx context.Context) (answer, error) {
	v.at = v.target.url
	been := map[string]bool{}
	for hops := 0; ; hops++ {
		place := v.at.String() + "\n" + v.cookieHeader(v.at) // a new cookie makes it another place
		if been[place] {
			return answer{}, fault(KindRedirects, hintBrowser, "the redirects go in a circle")
		}
		if hops > maxRedirects {
			return answer{}, fault(KindRedirects, "", "more than %d redirects", maxRedirects)
		}
		been[place] = true
		a, err := v.persist(ctx)
		if err != nil || !isRedirect(a.status) {
			return a, err
		}
		if v.at, err = next(a); err != nil {
			return answer{}, err
		}
	}
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// next returns where a redirect leads.
func next(a answer) (*url.URL, error) {
	location := a.header.Get("Location")
	if location == "" {
		return a.url, fault(KindRedirects, "", "the server redirects to nowhere (%d)", a.status)
	}
	u, err := a.url.Parse(location)
	if err != nil {
		return a.url, fault(KindRedirects, "", "the server redirects to what is no address (%d)", a.status)
	}
	if fault := clean(u); fault != nil {
		fault.Message, fault.Hint = "redirected: "+fault.Message, ""
		return a.url, fault
	}
	return u, nil
}

// persist asks at v.at, one visitor of a host at a time, and again when that may
// help. The place in line is kept through the waits: they are the host's.
func (v *visit) persist(ctx context.Context) (answer, error) {
	leave, err := v.hosts.enter(ctx, v.at.Hostname())
	if err != nil {
		return answer{}, err
	}
	defer leave()
	for {
		a, err := v.exchange(ctx)
		wait, again := v.again(a, err)
		if !again {
			return a, err
		}
		if wait > maxWait {
			e := fault(KindStatus, hintLater, "the server asks to wait %d s (%d)", int(wait.Seconds()), a.status)
			e.Status = a.status
			return answer{}, e
		}
		v.retries--
		if err := v.opt.Sleep(ctx, wait); err != nil {
			return answer{}, err
		}
	}
}

// again says whether, and after which wait, an exchange is worth repeating.
func (v *visit) again(a answer, err error) (time.Duration, bool) {
	wait := time.Second << (maxRetries - max(v.retries, 0)) // 1 s, then 2
	switch a.status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		asked := retryAfter(a.header.Get("Retry-After"), v.opt.Now())
		if asked > maxWait {
			return asked, true
		}
		return max(wait, asked), v.retries > 0
	case 0:
		return wait, v.retries > 0 && err != nil && isReset(err)
	}
	return 0, false
}

// retryAfter reads the header of that name: seconds or a date.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(s); err == nil {
		return time.Duration(min(max(n, 0), 1<<30)) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(t.Sub(now).Round(time.Second), 0)
	}
	return 0
}

// exchange sends one request and reads the answer to its end, in time. Beside
// an error the answer's status is that of an answer that was no page, or 0.
func (v *visit) exchange(parent context.Context) (answer, error) {
	ctx, cancel := context.WithTimeout(parent, v.opt.Timeout)
	defer cancel()
	a, err := v.roundTrip(ctx)
	switch {
	case err == nil:
		return a, nil
	case parent.Err() != nil:
		return answer{}, parent.Err()
	case ctx.Err() != nil && a.status == 0:
		return answer{}, timeoutFault(v.opt.Timeout)
	}
	return a, err
}

func (v *visit) roundTrip(ctx context.Context) (answer, error) {
	req, err := v.request(ctx)
	if err != nil {
		return answer{}, err
	}
	by, err := v.way(ctx, req)
	if err != nil {
		return answer{}, err
	}
	resp, err := by.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	v.cookies.SetCookies(v.at, resp.Cookies())
	return v.receive(resp)
}

// way chooses between the guarded way and the user's proxy.
func (v *visit) way(ctx context.Context, req *http.Request) (*http.Transport, error) {
	proxy, err := v.opt.Proxy(req)
	if err != nil {
		return nil, fault(KindNetwork, hintProxy, "the proxy's address is not valid")
	}
	if proxy == nil {
		return v.direct, nil
	}
	return v.proxied, v.checkTarget(ctx, v.at.Hostname())
}

// request makes the request at v.at. What the user gave goes to the user's host.
func (v *visit) request(ctx context.Context) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, v.at.String(), nil)
	if err != nil {
		return nil, fault(KindURL, "", "not a valid address")
	}
	h := req.Header
	h.Set("User-Agent", v.opt.UserAgent)
	h.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/*;q=0.9,*/*;q=0.5")
	if v.old != nil && v.old.URL == v.at.String() {
		v.old.ask(h)
	}
	cookies := v.cookieHeader(v.at)
	if v.mayTell(v.at) {
		cookies = join(v.target.header.Get("Cookie"), cookies)
		for name, values := range v.target.header {
			h[name] = values
		}
		req.Host = v.target.header.Get("Host")
	}
	if cookies != "" {
		h.Set("Cookie", cookies)
	}
	h.Set("Accept-Encoding", accepted)
	return req, nil
}

// explain completes an error with the addresses. That of a redirect goes
// without its query: a server may have put a token there.
func (v *visit) explain(err error) error {
	if err == context.Canceled || err == context.DeadlineExceeded { // all callers have left
		return err
	}
	e := transportFault(err, v.at.Hostname())
	e.URL = v.target.String()
	if at := *v.at; at.String() != e.URL {
		at.RawQuery = ""
		e.At = at.String()
	}
	return e
}
