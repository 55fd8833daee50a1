// Package source finds the articles in what people name: files, folders, web
// pages, feeds, lists of feeds and files of records.
//
// [Finder.Find] is the way in. It opens what may hold several articles, and
// returns an [Item] for each; a single article is read when its item is opened.
// What a name stands for is decided by content: a feed is one whatever its name
// ends in.
package source

import (
	"context"
	"io"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"dragoman/internal/article"
	"dragoman/internal/fetch"
	"dragoman/internal/read"
	"dragoman/internal/read/record"
)

// Getter fetches pages and feeds.
type Getter interface {
	Get(ctx context.Context, url string) (fetch.Page, error)
}

// Finder finds articles. Its functions must be safe for concurrent use.
type Finder struct {
	Read      read.Options
	Path      func(name string) string            // where a file that the user named is
	Stdin     func(ctx context.Context) io.Reader // standard input, for "-"
	Pages     Getter
	Recursive bool     // folders with everything below them
	Glob      []string // patterns of files in folders; empty: what can be an article
	Full      bool     // the text of feed entries from their pages
	Since     time.Time
	Limit     int // articles of one feed or file of records; 0: all
	Fields    record.Fields
	Seen      func(mark string) bool // whether an entry of a feed was read before; nil: none was
	Jobs      int                    // names looked at at once
}

// Item is one article to come.
type Item struct {
	Name string // as the user named it, or as its feed or file names it
	Stem string // what an output file can be named after; may be empty
	File bool   // it is a file or standard input: nothing else of the run has its name
	Mark string // what Seen is asked for, to be remembered once the record is made; empty: nothing
	Open func(context.Context) (article.Article, error)
}

// Found is what some names stand for.
type Found struct {
	Items []Item
	Seen  int // entries of feeds left out because they were read before
	Older int // entries of feeds left out because of Since
}

// add puts what was found later behind.
func (f *Found) add(more Found) {
	f.Items = append(f.Items, more.Items...)
	f.Seen += more.Seen
	f.Older += more.Older
}

// Find returns the articles in the order of the names. What cannot be read is
// an item, too, and its error comes when it is opened, so that one bad name
// stops no run.
func (f *Finder) Find(ctx context.Context, names []string) Found {
	parts := make([]Found, len(names))
	var g errgroup.Group
	g.SetLimit(max(f.Jobs, 1))
	for i, name := range names {
		g.Go(func() error {
			parts[i] = f.one(ctx, name)
			return nil
		})
	}
	g.Wait()
	var all Found
	for _, p := range parts {
		all.add(p)
	}
	return all
}

func (f *Finder) one(ctx context.Context, name string) Found {
	switch {
	case name == "-":
		data, err := read.Load(f.Stdin(ctx), name, f.Read.MaxSize)
		if err != nil {
			return failed(name, err)
		}
		return f.several(ctx, data, read.Origin{Source: name})
	case isAddress(name):
		return f.page(ctx, name)
	}
	return f.file(ctx, name)
}

// isAddress reports whether a name begins with a scheme, whatever it is; that
// only web addresses can be fetched is the fetcher's to say.
func isAddress(name string) bool {
	scheme, rest, found := strings.Cut(name, "://")
	return found && rest != "" && scheme != "" && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+-.") == ""
}

// isURL reports whether a name is the address of a page.
func isURL(name string) bool {
	scheme, rest, found := strings.Cut(name, "://")
	return found && rest != "" && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// page fetches what stands at an address.
func (f *Finder) page(ctx context.Context, name string) Found {
	p, err := f.Pages.Get(ctx, name)
	if err != nil {
		return failed(name, err)
	}
	return f.several(ctx, p.Body, originOf(name, p))
}

func originOf(name string, p fetch.Page) read.Origin {
	return read.Origin{Source: name, URL: p.URL, Charset: p.Charset}
}

// single is the item of one article that is here already.
func (f *Finder) single(data []byte, from read.Origin) Found {
	return Found{Items: []Item{{Name: from.Source, Stem: stem(from.Source), File: !isURL(from.Source), Open: func(context.Context) (article.Article, error) {
		return read.Bytes(data, from, f.Read)
	}}}}
}

// failed is the item of a name that cannot be read.
func failed(name string, err error) Found {
	return Found{Items: []Item{{Name: name, Stem: stem(name), File: !isURL(name), Open: func(context.Context) (article.Article, error) {
		return article.Article{}, err
	}}}}
}
