package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"dragoman/internal/read/when"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
)

func (s source) rss(raw *rss.Feed) Feed {
	all := translate(&gofeed.DefaultRSSTranslator{DisableContentImageScan: true}, raw)
	f := s.head(all)
	s.language = f.Language
	for i, item := range raw.Items {
		f.Entries = append(f.Entries, s.rssEntry(item, all.Items[i], s.seen.entry(i, len(raw.Items))))
	}
	return f
}

func (s source) atom(raw *atom.Feed) Feed {
	all := translate(&gofeed.DefaultAtomTranslator{}, raw)
	f := s.head(all)
	s.language = f.Language
	for i, entry := range raw.Entries {
		f.Entries = append(f.Entries, s.atomEntry(entry, all.Items[i], s.seen.entry(i, len(raw.Entries))))
	}
	return f
}

func (s source) json(raw *json.Feed) Feed {
	dropNulls(raw)
	all := translate(&gofeed.DefaultJSONTranslator{}, raw)
	f := s.head(all)
	s.language = f.Language
	for i, item := range raw.Items {
		f.Entries = append(f.Entries, s.jsonEntry(item, all.Items[i]))
	}
	return f
}

// dropNulls removes the nulls in lists, which gofeed would follow.
func dropNulls(raw *json.Feed) {
	noAuthor := func(a *json.Author) bool { return a == nil }
	raw.Items = slices.DeleteFunc(raw.Items, func(i *json.Item) bool { return i == nil })
	raw.Authors = slices.DeleteFunc(raw.Authors, noAuthor)
	for _, item := range raw.Items {
		item.Authors = slices.DeleteFunc(item.Authors, noAuthor)
	}
}

func (s source) head(all *gofeed.Feed) Feed {
	return Feed{Title: plain(all.Title), Link: s.link(all.Link), Language: all.Language}
}

func (s source) rssEntry(raw *rss.Item, item *gofeed.Item, seen extra) Entry {
	e := s.common(item, raw.Author)
	e.URL = s.rssLink(raw, item)
	e.HTML = cmp.Or(item.Content, custom(raw, "encoded"), custom(raw, "fullitem"), seen.body)
	e.Updated = cmp.Or(e.Updated, extension(item.Extensions, "dcterms", "modified"))
	e.Published = cmp.Or(e.Published, extension(item.Extensions, "dcterms", "issued"), extension(item.Extensions, "dcterms", "created"))
	e.Language = cmp.Or(seen.language, dublin(item), s.language)
	if e.Summary == "" {
		e.Summary = custom(raw, "summary")
	}
	return e.identified()
}

func (s source) atomEntry(raw *atom.Entry, item *gofeed.Item, seen extra) Entry {
	e := s.common(item, "")
	e.URL = s.atomLink(raw)
	e.Language = cmp.Or(seen.language, s.language)
	if raw.Content != nil && isPlain(raw.Content.Type, raw.Content.Value) {
		e.Text = raw.Content.Value
	} else if raw.Content != nil && isMarkup(raw.Content.Type) {
		e.HTML = raw.Content.Value
	}
	return e.identified()
}

func (s source) jsonEntry(raw *json.Item, item *gofeed.Item) Entry {
	e := s.common(item, "")
	e.URL = cmp.Or(s.link(raw.URL), s.link(raw.ID))
	e.HTML, e.Text = raw.ContentHTML, raw.ContentText
	e.Language = cmp.Or(raw.Language, s.language)
	return e.identified()
}

// common returns what all formats have in one place. author is what stands
// there when gofeed finds no name in it.
func (s source) common(item *gofeed.Item, author string) Entry {
	return Entry{
		ID:        strings.TrimSpace(item.GUID),
		Title:     plain(item.Title),
		Byline:    byline(item, author),
		Published: date(item.Published, item.PublishedParsed),
		Updated:   date(item.Updated, item.UpdatedParsed),
		Summary:   item.Description,
	}
}

// identified gives an entry without an id its link for one, or a hash.
func (e Entry) identified() Entry {
	e.ID = cmp.Or(e.ID, e.URL)
	if e.ID == "" {
		sum := sha256.Sum256([]byte(strings.Join([]string{e.Title, e.HTML, e.Text, e.Summary}, "\x00")))
		e.ID = hex.EncodeToString(sum[:6])
	}
	return e
}

// byline joins the names of the authors.
func byline(item *gofeed.Item, author string) string {
	var names []string
	for _, a := range item.Authors {
		if a != nil && strings.TrimSpace(a.Name) != "" {
			names = append(names, plain(a.Name))
		}
	}
	if len(names) == 0 && !strings.Contains(author, "@") {
		return plain(author)
	}
	return strings.Join(names, ", ")
}

// date returns a date as RFC 3339, from its text or, where only gofeed can read
// that, from gofeed's reading. It reads 03/04/2026 as it likes; we do not.
func date(text string, parsed *time.Time) string {
	if d, ok := when.Parse(text); ok {
		return d
	}
	if parsed == nil || strings.Contains(text, "/") || parsed.Year() < 1 {
		return ""
	}
	return parsed.UTC().Format(time.RFC3339)
}

func custom(item *rss.Item, name string) string { return item.Custom[name] }

func extension(all ext.Extensions, prefix, name string) string {
	for _, e := range all[prefix][name] {
		if d, ok := when.Parse(e.Value); ok {
			return d
		}
	}
	return ""
}

// dublin returns the language that Dublin Core gives an entry.
func dublin(item *gofeed.Item) string {
	if item.DublinCoreExt == nil || len(item.DublinCoreExt.Language) == 0 {
		return ""
	}
	return item.DublinCoreExt.Language[0]
}

var tagPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|li|img|figure|blockquote)(?:\s[^<>]*)?/?>`)
})

// isPlain reports whether the content of an Atom entry is plain text. Without a
// type it is by the standard; software that forgets the type sends HTML.
func isPlain(kind, text string) bool {
	switch strings.ToLower(kind) {
	case "text", "text/plain":
		return true
	case "":
		return !tagPattern().MatchString(text)
	}
	return false
}

// isMarkup reports whether the content of an Atom entry can be read as HTML,
// and is not a picture or other data.
func isMarkup(kind string) bool {
	kind = strings.ToLower(kind)
	return kind == "" || strings.Contains(kind, "html") || kind == "escaped"
}
