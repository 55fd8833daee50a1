// Package feed reads news feeds: RSS of all versions, Atom, JSON Feed, and
// lists of feeds in OPML.
//
// [Is] tells a feed by its content, [Parse] reads it, [OPML] reads a list. All
// take decoded text; what an XML declaration says of the encoding is not looked
// at again. Nothing is fetched: external entities and document types are
// ignored, and entities of the document itself stand for plain text only.
// gofeed does the reading; what this package adds is one model of an entry,
// links that are links, titles without markup, and limits.
package feed

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
)

// Feed is a feed as it was read. Empty strings mean unknown.
type Feed struct {
	Title    string
	Link     string // of the site, not of the feed
	Language string // BCP 47, as the feed says; often the software's default
	Entries  []Entry
}

// Entry is one article of a feed. Title and Byline are plain text, the dates
// RFC 3339, and URL is an absolute http or https link or empty. An article has
// HTML or Text or, where the feed has only an excerpt, neither.
type Entry struct {
	ID        string // the feed's own, else the link, else a hash of title and text
	URL       string
	Title     string
	Byline    string
	Published string
	Updated   string
	Language  string // of the entry, else of the feed
	HTML      string // the whole article
	Text      string // the whole article, where the feed has it as plain text
	Summary   string // HTML; an excerpt or the whole, nobody can tell
}

// Error says why a text is not a readable feed. Line is 0 when no single line
// is at fault.
type Error struct {
	Line    int
	Message string
	Hint    string
}

// Error returns the message after its line.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Message)
}

// Is reports whether a text is a feed, by its root element or, for JSON, its
// version.
func Is(text string) bool {
	p := readProlog(text)
	switch p.root {
	case "rss", "feed":
		return true
	case "rdf":
		return isRSSNamespace(startTag(text[p.at:]))
	}
	return isJSON(text)
}

// isRSSNamespace tells the RDF of feeds from that of other data.
func isRSSNamespace(tag string) bool {
	return strings.Contains(tag, "purl.org/rss/1.0") || strings.Contains(tag, "netscape.com/rdf/simple/")
}

// Parse reads a feed. base is the address it came from, for relative links; it
// may be empty. Errors are of type [*Error].
func Parse(text, base string) (Feed, error) {
	if isJSON(text) {
		return parseJSON(text, base)
	}
	p := readProlog(text)
	body, err := p.prepare(text)
	if err != nil {
		return Feed{}, err
	}
	found, e := look(body)
	if e != nil {
		return Feed{}, p.place(e)
	}
	from := source{base: parseBase(base), seen: found}
	switch p.root {
	case "rss", "rdf":
		raw, err := (&rss.Parser{}).Parse(strings.NewReader(body))
		if err != nil {
			return Feed{}, p.place(xmlError(err))
		}
		return from.rss(raw), nil
	case "feed":
		raw, err := (&atom.Parser{}).Parse(strings.NewReader(body))
		if err != nil {
			return Feed{}, p.place(xmlError(err))
		}
		return from.atom(raw), nil
	}
	return Feed{}, p.unknown()
}

func parseJSON(text, base string) (Feed, error) {
	raw, err := (&json.Parser{}).Parse(strings.NewReader(trimStart(text)))
	if err != nil {
		return Feed{}, jsonError(trimStart(text), err)
	}
	return source{base: parseBase(base)}.json(raw), nil
}

// source is what the entries of a feed are made with.
type source struct {
	base     *url.URL // of the feed, or nil
	seen     survey
	language string
}

func parseBase(base string) *url.URL {
	u, err := url.Parse(base)
	if err != nil || !isWeb(u) {
		return nil
	}
	return u
}

// translate makes gofeed's one model of its three. The translators fill gaps
// from Dublin Core, iTunes and Atom elements; they look for no images.
func translate(t gofeed.Translator, raw any) *gofeed.Feed {
	f, err := t.Translate(raw)
	if err != nil {
		return &gofeed.Feed{} // only for a raw feed of another type
	}
	return f
}
