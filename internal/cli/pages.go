package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"sync"
	"time"

	"dragoman/internal/fetch"
	"dragoman/internal/llm"
	"dragoman/internal/read/feed"
)

// pages returns what fetches pages.
func (a *app) pages() (*fetch.Client, error) {
	cookies, err := a.cookies()
	if err != nil {
		return nil, err
	}
	f, mode := a.settings.Fetch, llm.Mode(a.settings.Cache.Mode)
	opt := fetch.Options{
		Header: a.read.headers, Cookies: cookies, AllowPrivate: f.AllowPrivate, MaxSize: int64(a.settings.Read.MaxSize),
		Timeout: f.Timeout, MaxAge: f.MaxAge, PerHost: f.PerHost, UserAgent: f.UserAgent,
		Offline: mode == llm.Offline, Live: isLive, Warn: a.warn, Now: a.Now,
	}
	if opt.UserAgent == "" {
		opt.UserAgent = "dragoman/" + a.Version
	}
	if mode == llm.Refresh {
		opt.Fresh = a.started
	}
	if mode != llm.Off {
		opt.Store = &pageStore{app: a, readOnly: mode == llm.ReadOnly || mode == llm.Offline}
	}
	return fetch.New(opt), nil
}

// isLive reports whether a body is a list that changes from hour to hour.
func isLive(body []byte) bool {
	text := string(body[:min(len(body), 4<<10)])
	return feed.Is(text) || feed.IsOPML(text)
}

// cookies reads the file of --cookie-file.
func (a *app) cookies() ([]*http.Cookie, error) {
	if a.read.cookieFile == "" {
		return nil, nil
	}
	file, err := os.Open(a.path(a.read.cookieFile))
	if err != nil {
		return nil, fail(exitUsage, fmt.Errorf("--cookie-file: %w", err))
	}
	defer file.Close()
	cookies, err := fetch.ReadCookies(file)
	if err != nil {
		return nil, fail(exitUsage, fmt.Errorf("--cookie-file %s: %w", a.read.cookieFile, err))
	}
	return cookies, nil
}

// seenBy returns what is known of the entries of feeds that a task has made
// records of, and how to remember one. Reading and other tasks do not count:
// who has seen an article's summary may want its translation.
func (a *app) seenBy(kind task) (seen func(string) bool, remember func(string)) {
	mode := llm.Mode(a.settings.Cache.Mode)
	if mode == llm.Off {
		return nil, func(string) {}
	}
	key := func(mark string) string {
		sum := sha256.Sum256([]byte(string(kind) + " " + mark))
		return hex.EncodeToString(sum[:])
	}
	if !a.read.seen {
		seen = func(mark string) bool {
			store, err := a.openCache()
			if err != nil {
				return false
			}
			_, _, ok := store.Seen().Load(key(mark))
			return ok
		}
	}
	return seen, func(mark string) {
		if mode != llm.ReadWrite && mode != llm.Refresh {
			return
		}
		store, err := a.openCache()
		if err == nil {
			err = store.Seen().Save(key(mark), []byte(`{}`))
		}
		if err != nil {
			a.warn(err)
		}
	}
}

// pageStore keeps fetched pages in the cache, which is opened when the first
// page is asked for.
type pageStore struct {
	app      *app
	readOnly bool
}

func (s *pageStore) Load(key string) ([]byte, time.Time, bool) {
	store, err := s.app.openCache()
	if err != nil {
		return nil, time.Time{}, false
	}
	return store.Pages().Load(key)
}

func (s *pageStore) Save(key string, data []byte) error {
	if s.readOnly {
		return nil
	}
	store, err := s.app.openCache()
	if err != nil {
		return err
	}
	return store.Pages().Save(key, data)
}

// lazyPages makes the client for pages when the first is asked for: most runs
// read files.
type lazyPages struct {
	make func() (*fetch.Client, error)
}

func newLazyPages(a *app) *lazyPages { return &lazyPages{sync.OnceValues(a.pages)} }

func (p *lazyPages) Follow(ctx context.Context, url, named string) (fetch.Page, error) {
	client, err := p.make()
	if err != nil {
		return fetch.Page{}, err
	}
	return client.Follow(ctx, url, named)
}
