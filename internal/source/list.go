package source

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/read"
	"dragoman/internal/read/feed"
	"dragoman/internal/read/record"
)

// several returns the articles in data: those of a feed, of a list of feeds, of
// records, or the one that it is.
func (f *Finder) several(ctx context.Context, data []byte, from origin) Found {
	text, err := read.Text(data, from.Charset)
	switch {
	case err != nil: // the reader says what is wrong with it
	case feed.IsOPML(text):
		return f.feeds(ctx, text, from)
	case feed.Is(text):
		return f.feed(text, from)
	case record.Is(text):
		return f.records(text, from)
	}
	return f.single(data, from.Origin)
}

// feeds returns the entries of every feed in a list. A list in a list is not
// read: two that name each other would never end.
func (f *Finder) feeds(ctx context.Context, text string, from origin) Found {
	if f.named != "" {
		return failed(from.Source, unreadable(from, errors.New("is a list of feeds in a list of feeds; name it to read it")))
	}
	outlines, err := feed.OPML(text)
	if err == nil && len(outlines) == 0 {
		err = errors.New("no feed is in this list")
	}
	if err != nil {
		return failed(from.Source, unreadable(from, err))
	}
	names := make([]string, len(outlines))
	for i, o := range outlines {
		names[i] = o.URL
	}
	listed := *f
	listed.named = from.leads
	return listed.Find(ctx, names)
}

// feed returns the entries of a feed that are new.
func (f *Finder) feed(text string, from origin) Found {
	parsed, err := feed.Parse(text, from.URL)
	if err != nil {
		return failed(from.Source, unreadable(from, err))
	}
	if len(parsed.Entries) == 0 {
		return failed(from.Source, unreadable(from, fmt.Errorf("the feed has no entries")))
	}
	var found Found
	for _, e := range parsed.Entries {
		mark := markOf(cmp.Or(from.mark, parsed.Link), e.ID)
		switch {
		case f.isOld(e):
			found.Older++
		case mark != "" && f.Seen != nil && f.Seen(mark):
			found.Seen++
		case f.Limit == 0 || len(found.Items) < f.Limit:
			found.Items = append(found.Items, f.entry(parsed, e, mark, from))
		}
	}
	return found
}

// isOld reports whether an entry is older than what is asked for. One without
// a date is not: it may be new.
func (f *Finder) isOld(e feed.Entry) bool {
	if f.Since.IsZero() {
		return false
	}
	for _, date := range []string{e.Updated, e.Published} {
		for _, layout := range []string{time.RFC3339, time.DateOnly} {
			if t, err := time.Parse(layout, date); err == nil {
				return t.Before(f.Since)
			}
		}
	}
	return false
}

// markOf returns what is remembered of an entry: nothing where its feed has no
// name of its own. Ids are unique in their feed only.
func markOf(feed, id string) string {
	if feed == "" {
		return ""
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q", feed, id))
	return hex.EncodeToString(sum[:])
}

// entry returns the item of one entry of a feed.
func (f *Finder) entry(parsed feed.Feed, e feed.Entry, mark string, from origin) Item {
	link := e.URL
	e.URL = Shown(link)
	name := cmp.Or(e.URL, from.Source+"#"+Shown(e.ID))
	item := Item{Name: name, Mark: mark, Stem: cmp.Or(e.Title, stem(name))}
	item.Open = func(ctx context.Context) (article.Article, error) {
		if !f.Full || link == "" {
			return read.Entry(e, parsed, name, f.Read)
		}
		p, err := f.Pages.Follow(ctx, link, from.leads)
		if err != nil {
			return article.Article{}, err
		}
		return read.EntryPage(p.Body, originOf(name, p), e, parsed, f.Read)
	}
	return item
}

// records returns the articles of a file of records.
func (f *Finder) records(text string, from origin) Found {
	var found Found
	for r, err := range record.All(strings.NewReader(text), record.Options{Fields: f.Fields, MaxSize: int(f.Read.MaxSize)}) {
		if f.Limit > 0 && len(found.Items) == f.Limit {
			break
		}
		if err != nil {
			found.add(failed(from.Source, unreadable(from, err)))
			continue
		}
		found.Items = append(found.Items, f.record(r, from.Source))
	}
	return found
}

// record returns the item of one record. People find it by its line; what
// identifies it is its id, since lines move when records are added.
func (f *Finder) record(r record.Record, source string) Item {
	name := fmt.Sprintf("%s:%d", source, r.Line)
	item := Item{Name: name, Stem: cmp.Or(r.ID, r.Title), Open: func(context.Context) (article.Article, error) {
		return read.Record(r, name, f.Read)
	}}
	if r.ID != "" {
		item.Key = source + "#" + r.ID
	}
	return item
}

// unreadable gives an error of a feed or record the form of a reader's, so that
// it ends the program as one.
func unreadable(from origin, err error) error {
	e := &read.Error{Source: from.Source, Offset: -1, Message: err.Error(), Err: err}
	var inFeed *feed.Error
	var inRecord *record.Error
	switch {
	case errors.As(err, &inFeed):
		e.Hint = inFeed.Hint
	case errors.As(err, &inRecord):
		e.Hint = inRecord.Hint
	}
	return e
}
