// Package source finds the articles in what people name: files, folders, web
// pages, feeds, lists of feeds and files of records.
//
// [Finder.Find] is the way in. It opens what may hold several articles, and
// returns an [Item] for each; a single article is read when its item is opened.
// What a name stands for is decided by content: a feed is one whatever its name
// ends in.
package source

import (
	"bytes"
	"cmp"
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
	// Follow fetches an address to which named has led. What the user gave for
	// the host of named goes to no other; the two are the same where the user
	// named the address.
	Follow(ctx context.Context, url, named string) (fetch.Page, error)
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
	Jobs      int                    // names looked at, and pages fetched, at once
	Out       string                 // a folder that is not read when it is below another; may be empty

	named string        // what leads to the addresses looked at: a list of feeds, or notNamed; empty: the user
	slots chan struct{} // one for each page on its way, shared with the lists of feeds
}

// notNamed stands for what led to an address and is at no host that the user
// named.
const notNamed = "-"

// Item is one article to come.
type Item struct {
	Name string // as the user named it, or as its feed or file names it; without a password
	Key  string // what identifies it when its name may come to mean another: a record's id; may be empty
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
	run := *f
	if run.slots == nil {
		run.slots = make(chan struct{}, max(f.Jobs, 1))
	}
	parts := make([]Found, len(names))
	var g errgroup.Group
	g.SetLimit(cap(run.slots))
	for i, name := range names {
		g.Go(func() error {
			parts[i] = run.one(ctx, name)
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
		return f.stdin(ctx)
	case isAddress(name):
		return f.page(ctx, name)
	}
	return f.file(ctx, name)
}

// stdin reads standard input. What it may hold is seen by its beginning: several
// articles may be longer than one.
func (f *Finder) stdin(ctx context.Context) Found {
	in := f.Stdin(ctx)
	var start bytes.Buffer
	if _, err := io.CopyN(&start, in, headBytes); err != nil {
		in = ended{err} // a terminal would ask for another end
	}
	limit := f.Read.MaxSize
	if mayHoldSeveral(start.Bytes()) {
		limit = listSize
	}
	data, err := read.Load(io.MultiReader(&start, in), "-", limit)
	if err != nil {
		return failed("-", err)
	}
	return f.several(ctx, data, origin{Origin: read.Origin{Source: "-"}, leads: notNamed})
}

// ended is a stream after its end, or after its error.
type ended struct{ err error }

func (e ended) Read([]byte) (int, error) { return 0, e.err }

// isAddress reports whether a name begins with a scheme, whatever it is; that
// only web addresses can be fetched is the fetcher's to say.
func isAddress(name string) bool {
	scheme, rest, found := strings.Cut(name, "://")
	return found && rest != "" && scheme != "" && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+-.") == ""
}

// Shown returns a name as it may stand in messages and records: an address
// without the user and password in it.
func Shown(name string) string {
	if !isAddress(name) || !strings.Contains(name, "@") {
		return name
	}
	return fetch.Redact(name)
}

// origin is where something that may hold several articles is from.
type origin struct {
	read.Origin
	leads string // what the fetcher is told has led to the addresses in it
	mark  string // what entries of a feed are remembered under; empty: the site that the feed names
}

// page fetches what stands at an address.
func (f *Finder) page(ctx context.Context, name string) Found {
	p, err := f.fetch(ctx, name)
	if err != nil {
		return failed(Shown(name), err)
	}
	from := origin{Origin: originOf(Shown(name), p), leads: notNamed, mark: Shown(name)}
	if f.named == "" {
		from.leads = name
	}
	return f.several(ctx, p.Body, from)
}

// fetch waits until fewer pages than may be are on their way. It holds its place
// for the page alone: a list of feeds has them fetched in places of their own.
func (f *Finder) fetch(ctx context.Context, address string) (fetch.Page, error) {
	select {
	case f.slots <- struct{}{}:
		defer func() { <-f.slots }()
		return f.Pages.Follow(ctx, address, cmp.Or(f.named, address))
	case <-ctx.Done():
		return fetch.Page{}, ctx.Err()
	}
}

func originOf(name string, p fetch.Page) read.Origin {
	return read.Origin{Source: name, URL: p.URL, Charset: p.Charset}
}

// single is the item of one article that is here already.
func (f *Finder) single(data []byte, from read.Origin) Found {
	return Found{Items: []Item{{Name: from.Source, Stem: stem(from.Source), File: !isAddress(from.Source), Open: func(context.Context) (article.Article, error) {
		return read.Bytes(data, from, f.Read)
	}}}}
}

// failed is the item of a name that cannot be read.
func failed(name string, err error) Found {
	return Found{Items: []Item{{Name: name, Stem: stem(name), File: !isAddress(name), Open: func(context.Context) (article.Article, error) {
		return article.Article{}, err
	}}}}
}
