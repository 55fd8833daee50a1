package feed

import (
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// link returns an address as an absolute link, or "" when it is none that
// leads to a page: of another scheme, relative to nothing, or not an address.
func (s source) link(address string) string {
	address = strings.TrimSpace(address)
	if address == "" {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if s.base != nil && !u.IsAbs() {
		return s.base.ResolveReference(u).String()
	}
	if !isWeb(u) {
		return ""
	}
	return address
}

func isWeb(u *url.URL) bool {
	return (strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https")) && u.Host != ""
}

// rssLink returns the link of an item: the last that is one, as gofeed does;
// then an Atom link in it; then its guid, which is a link unless it says not.
func (s source) rssLink(raw *rss.Item, item *gofeed.Item) string {
	if l := s.link(item.Link); l != "" {
		return l
	}
	for _, l := range raw.Links {
		if l := s.link(l); l != "" {
			return l
		}
	}
	for _, prefix := range []string{"atom", "atom10", "atom03"} {
		for _, l := range item.Extensions[prefix]["link"] {
			if rel := l.Attrs["rel"]; (rel == "" || rel == "alternate") && s.link(l.Attrs["href"]) != "" {
				return s.link(l.Attrs["href"])
			}
		}
	}
	if raw.GUID == nil || !strings.EqualFold(strings.TrimSpace(raw.GUID.IsPermalink), "true") {
		return ""
	}
	if u, err := url.Parse(strings.TrimSpace(raw.GUID.Value)); err != nil || !isWeb(u) {
		return "" // without isPermaLink any text is a guid: "4711" is no relative link
	}
	return s.link(raw.GUID.Value)
}

// atomLink returns the link of an entry: the alternate one, a page before any
// other type, and else the page that the content is said to be at.
func (s source) atomLink(raw *atom.Entry) string {
	other := ""
	for _, l := range raw.Links {
		link := s.link(l.Href)
		switch {
		case l.Rel != "alternate" || link == "":
		case l.Type == "" || strings.Contains(l.Type, "html"):
			return link
		case other == "":
			other = link
		}
	}
	if other == "" && raw.Content != nil && (raw.Content.Type == "" || strings.Contains(raw.Content.Type, "html")) {
		return s.link(raw.Content.Src)
	}
	return other
}
