package feed

import (
	"cmp"
	"encoding/xml"
	"io"
	"net/url"
	"strings"
)

// Outline is one feed of a list.
type Outline struct {
	Title string
	URL   string
}

// IsOPML reports whether a text is a list of feeds in OPML.
func IsOPML(text string) bool { return readProlog(text).root == "opml" }

// OPML returns the feeds of a list, those in folders too, in order and each
// once. Errors are of type [*Error].
func OPML(text string) ([]Outline, error) {
	p := readProlog(text)
	if p.root != "opml" {
		return nil, p.unknown()
	}
	body, err := p.prepare(text)
	if err != nil {
		return nil, err
	}
	d := xml.NewDecoder(strings.NewReader(body))
	d.Strict, d.CharsetReader = false, asIs
	var list []Outline
	seen := map[string]bool{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, p.place(xmlError(err))
		}
		tag, ok := token.(xml.StartElement)
		if !ok || !strings.EqualFold(tag.Name.Local, "outline") {
			continue
		}
		if o := outline(tag); o.URL != "" && !seen[o.URL] {
			seen[o.URL] = true
			list = append(list, o)
		}
	}
}

// outline reads one entry of a list; its URL is empty when it is no feed.
func outline(tag xml.StartElement) Outline {
	address := attribute(tag, "xmlUrl")
	if rest, ok := strings.CutPrefix(address, "feed:"); ok { // feed://host and feed:https://host
		address = rest
		if strings.HasPrefix(rest, "//") {
			address = "http:" + rest
		}
	}
	u, err := url.Parse(address)
	if err != nil || !isWeb(u) {
		return Outline{}
	}
	return Outline{Title: plain(cmp.Or(attribute(tag, "title"), attribute(tag, "text"))), URL: address}
}
