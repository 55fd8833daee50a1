// Package fetch gets one page or feed from the web, politely and safely.
//
// [New] a [Client], then [Client.Get]. A host is asked one thing at a time;
// what was fetched is kept in a [Store] and asked about again with its
// validators; private and local addresses are refused when connecting, so that
// neither a redirect nor a name server leads there. A page is whole or it is
// an error: one that was cut, is too large or is no text never comes back.
//
// It obeys no robots.txt, which is the caller's business, runs no scripts and
// pays no attention to Cache-Control: how old a page may be is the user's word.
package fetch

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"time"

	"dragoman/internal/flight"
)

// What holds unless Options say otherwise.
const (
	DefaultMaxSize = 10 << 20 // as for files: beyond any article
	DefaultTimeout = 30 * time.Second
)

// Options say how to fetch. The zero value is safe and keeps nothing.
type Options struct {
	// Header is sent to the host that the user named and to no other, whatever
	// the redirects, and never from https down to http.
	Header http.Header
	// Cookies are those of [ReadCookies]; each goes where its file says. What
	// servers set lives as long as the Client.
	Cookies      []*http.Cookie
	AllowPrivate bool          // private and local addresses may be asked
	MaxSize      int64         // of the decoded body; 0 is DefaultMaxSize
	Timeout      time.Duration // of each request, its body included; 0 is DefaultTimeout
	PerHost      int           // requests at once to a host; 0 is one
	UserAgent    string        // "dragoman/1.0"; Header may say otherwise

	Store   Store         // keeps pages; nil keeps nothing
	MaxAge  time.Duration // a stored page younger than this is used unasked
	Fresh   time.Time     // what was stored before is asked about, whatever its age
	Offline bool          // only the store
	// Live reports that a body is a list that changes, such as a feed: a stored
	// one is always asked about.
	Live func(body []byte) bool
	// Warn is told what could not be stored. The page is returned all the same.
	Warn func(error)

	// Proxy chooses the proxy of a request; nil is http.ProxyFromEnvironment.
	Proxy    func(*http.Request) (*url.URL, error)
	Resolver *net.Resolver    // nil is the system's
	Now      func() time.Time // nil is time.Now
	// Sleep waits between attempts; nil waits by the clock.
	Sleep func(context.Context, time.Duration) error
}

// Page is what was fetched.
type Page struct {
	URL          string    // after redirects, without fragment and password
	ContentType  string    // without parameters, lower case; as the server said
	Charset      string    // as the server said, or empty
	Body         []byte    // whole and decoded; shared, so not to be changed
	LastModified time.Time // as the server said, or zero
	FetchedAt    time.Time // when the server last vouched for it
	FromStore    bool      // Body comes from the store
	Revalidated  bool      // and the server said that it still holds
}

// Client fetches. It is safe for concurrent use.
type Client struct {
	opt     Options
	given   *cookiejar.Jar // the user's cookies
	cookies *cookiejar.Jar // those and what servers set
	direct  *http.Transport
	proxied *http.Transport
	hosts   hosts
	flights flight.Group[Page]
}

// New returns a client.
func New(opt Options) *Client {
	opt = opt.withDefaults()
	c := &Client{opt: opt, given: newJar(opt.Cookies), cookies: newJar(opt.Cookies), hosts: hosts{limit: opt.PerHost}}
	c.direct, c.proxied = transports(opt)
	return c
}

func (o Options) withDefaults() Options {
	o.Header = o.Header.Clone()
	o.MaxSize = cmp.Or(max(o.MaxSize, 0), DefaultMaxSize)
	o.Timeout = cmp.Or(max(o.Timeout, 0), DefaultTimeout)
	o.PerHost = max(o.PerHost, 1)
	o.UserAgent = cmp.Or(o.UserAgent, "dragoman")
	if o.Live == nil {
		o.Live = func([]byte) bool { return false }
	}
	if o.Warn == nil {
		o.Warn = func(error) {}
	}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return o
}

// Close lets go of idle connections.
func (c *Client) Close() {
	c.direct.CloseIdleConnections()
	c.proxied.CloseIdleConnections()
}

// Get fetches the page at an address that the user named, from the store where
// that may be. Two that ask for one page at the same time share the request.
// Errors are of type [*Error], or that of ctx when it ended.
func (c *Client) Get(ctx context.Context, rawURL string) (Page, error) {
	return c.Follow(ctx, rawURL, rawURL)
}

// Follow is Get for an address that the user did not name, such as a link in a
// feed. The user's headers go along only if it is at the host of named, the
// address that led there and that the user did name; where that is none, as
// with a feed in a file, they go nowhere.
func (c *Client) Follow(ctx context.Context, rawURL, named string) (Page, error) {
	t, fault := c.target(rawURL, named)
	if fault != nil {
		fault.URL = Redact(rawURL)
		return Page{}, fault
	}
	t.key = c.key(t)
	page, err := c.flights.Do(ctx, t.key, func(ctx context.Context) (Page, error) { return c.get(ctx, t) })
	if ctx.Err() != nil && err != nil {
		return Page{}, ctx.Err()
	}
	return page, err
}

// target takes an address apart and leaves out headers that are meant for
// another host.
func (c *Client) target(rawURL, named string) (target, *Error) {
	t, fault := parseTarget(rawURL, c.opt.Header)
	if fault != nil || rawURL == named {
		return t, fault
	}
	if from, fault := parseTarget(named, nil); fault == nil && from.mayTell(t.url) {
		return t, nil
	}
	return parseTarget(rawURL, nil)
}

// get answers from the store, or asks.
func (c *Client) get(ctx context.Context, t target) (Page, error) {
	old := c.load(t)
	if old != nil && (c.opt.Offline || c.young(old)) {
		return old.page(), nil
	}
	if c.opt.Offline {
		e := fault(KindOffline, "let it be fetched: without --cache offline", "not stored, and nothing is fetched")
		e.URL = t.String()
		return Page{}, e
	}
	v := visit{Client: c, target: t, old: old, retries: maxRetries}
	a, err := v.run(ctx)
	if err != nil {
		return Page{}, v.explain(err)
	}
	return c.keep(t, old, a), nil
}

// keep stores an answer and makes the page of it.
func (c *Client) keep(t target, old *entry, a answer) Page {
	e := c.entryOf(a)
	if a.status == http.StatusNotModified {
		e = old.renewed(a, c.opt.Now())
	}
	if a.status == http.StatusOK || a.status == http.StatusNotModified {
		c.save(t, e)
	}
	page := e.page()
	page.Revalidated = a.status == http.StatusNotModified
	page.FromStore = page.Revalidated
	return page
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
