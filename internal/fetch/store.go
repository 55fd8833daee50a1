package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"time"
	"unicode/utf8"
)

// Store keeps pages between runs.
type Store interface {
	// Load returns what was saved under key, and when.
	Load(key string) (data []byte, stored time.Time, ok bool)
	Save(key string, data []byte) error
}

// entry is a page in the store, as JSON.
type entry struct {
	URL          string    `json:"url"`
	ContentType  string    `json:"content_type,omitempty"` // the header
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Fetched      time.Time `json:"fetched"`
	Cookies      string    `json:"cookies,omitempty"` // hash of the user's for URL, which may be another host's
	Text         string    `json:"text,omitempty"`    // the body, if it is UTF-8, to be looked at,
	Bytes        []byte    `json:"bytes,omitempty"`   // and else as it is

	fresh []byte // the body of an entry that has just arrived
}

// key returns where the page is stored: under all that the user gave and that
// can change the answer. Of secrets there is only the hash.
func (c *Client) key(t target) string {
	data, err := json.Marshal(struct {
		Version int
		URL     string
		Header  http.Header
		Cookies string
		Private bool // what was fetched with leave is not served without
	}{1, t.String(), t.header, cookiesFor(c.given, t.url), c.opt.AllowPrivate})
	if err != nil {
		panic("fetch: a key does not marshal: " + err.Error())
	}
	return hash(data)
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// cookieMark stands for the cookies that the user gave for an address.
func cookieMark(jar *cookiejar.Jar, u *url.URL) string {
	if cookies := cookiesFor(jar, u); cookies != "" {
		return hash([]byte(cookies))
	}
	return ""
}

// load returns what is stored, or nil. What cannot be read or was fetched with
// other cookies is not there.
func (c *Client) load(t target) *entry {
	if c.opt.Store == nil {
		return nil
	}
	data, _, ok := c.opt.Store.Load(t.key)
	if !ok {
		return nil
	}
	var e entry
	if json.Unmarshal(data, &e) != nil || e.Fetched.IsZero() {
		return nil
	}
	u, err := url.Parse(e.URL)
	if err != nil || u.Host == "" || e.Cookies != cookieMark(c.given, u) {
		return nil
	}
	return &e
}

func (c *Client) save(t target, e entry) {
	if c.opt.Store == nil {
		return
	}
	if utf8.Valid(e.fresh) {
		e.Text += string(e.fresh)
	} else {
		e.Bytes = e.fresh
	}
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	err := enc.Encode(e)
	if err == nil {
		err = c.opt.Store.Save(t.key, data.Bytes())
	}
	if err != nil {
		c.opt.Warn(fmt.Errorf("%s is not kept: %w", t, err))
	}
}

// young reports whether a stored page may be used unasked.
func (c *Client) young(e *entry) bool {
	age := c.opt.Now().Sub(e.Fetched)
	return age >= 0 && age < c.opt.MaxAge && !e.Fetched.Before(c.opt.Fresh) && !c.opt.Live(e.body())
}

// entryOf makes the entry of a page that has just arrived.
func (c *Client) entryOf(a answer) entry {
	return entry{
		URL: a.url.String(), ContentType: a.header.Get("Content-Type"), ETag: a.header.Get("ETag"),
		LastModified: a.header.Get("Last-Modified"), Fetched: c.opt.Now().UTC(), Cookies: cookieMark(c.given, a.url),
		fresh: a.body,
	}
}

// renewed returns the entry after the server vouched for it again.
func (e entry) renewed(a answer, now time.Time) entry {
	e.Fetched = now.UTC()
	if tag := a.header.Get("ETag"); tag != "" {
		e.ETag = tag
	}
	if date := a.header.Get("Last-Modified"); date != "" {
		e.LastModified = date
	}
	return e
}

// ask makes a request conditional: only what has changed is sent again.
func (e *entry) ask(h http.Header) {
	if e.ETag != "" {
		h.Set("If-None-Match", e.ETag)
	}
	if e.LastModified != "" {
		h.Set("If-Modified-Since", e.LastModified)
	}
}

func (e *entry) body() []byte {
	switch {
	case e.fresh != nil:
		return e.fresh
	case e.Bytes != nil:
		return e.Bytes
	}
	return []byte(e.Text)
}

// page returns the entry as a page from the store.
func (e *entry) page() Page {
	media, charset := contentType(e.ContentType)
	modified, _ := http.ParseTime(e.LastModified)
	return Page{
		URL: e.URL, ContentType: media, Charset: charset, Body: e.body(),
		LastModified: modified, FetchedAt: e.Fetched, FromStore: true,
	}
}
