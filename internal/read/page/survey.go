package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// survey is what one pass over a document finds outside its text.
type survey struct {
	body      *html.Node
	size      int // letters and digits that are not code
	sheet     stylesheet
	lang      string // of the html element
	base      string
	canonical string
	title     string            // of the title element
	meta      map[string]string // by name, property, itemprop or http-equiv; the first of each
	authors   []string          // every author that a meta element names
	data      []string          // JSON-LD
	times     map[string]string // datetime of time elements, "published" and "updated"
	alts      map[string]bool   // the letters of what stands for images
	altSizes  map[int]bool
	framed    bool // the page is a set of frames
}

func newSurvey(doc *html.Node) *survey {
	s := &survey{meta: map[string]string{}, times: map[string]string{}, alts: map[string]bool{}, altSizes: map[int]bool{}}
	for n := range doc.Descendants() {
		switch n.Type {
		case html.TextNode:
			if !isCode(n.Parent) {
				s.size += weight(n.Data)
			}
		case html.ElementNode:
			s.element(n)
		}
	}
	return s
}

func (s *survey) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		s.lang = attr(n, "lang")
		if s.lang == "" {
			s.lang = attr(n, "xml:lang")
		}
	case atom.Body:
		if s.body == nil {
			s.body = n
		}
	case atom.Frameset:
		s.framed = true
		if s.body == nil {
			s.body = n
		}
	case atom.Title:
		if s.title == "" && n.FirstChild != nil && n.Parent.Data != "svg" {
			s.title = squeeze(n.FirstChild.Data)
		}
	case atom.Style:
		if n.FirstChild != nil && !strings.Contains(attr(n, "media"), "print") {
			s.sheet.add(n.FirstChild.Data)
		}
	case atom.Base:
		if s.base == "" {
			s.base = attr(n, "href")
		}
	case atom.Link:
		if s.canonical == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
			s.canonical = attr(n, "href")
		}
	case atom.Meta:
		s.metaElement(n)
	case atom.Script:
		if n.FirstChild != nil && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
			s.data = append(s.data, n.FirstChild.Data)
		}
	case atom.Time:
		s.time(n)
	case atom.Img:
		if alt := attr(n, "alt"); len(alt) >= 12 && len(alt) < 1000 {
			s.alts[letters(alt)] = true
			s.altSizes[weight(alt)] = true
		}
	}
}

func (s *survey) metaElement(n *html.Node) {
	content := squeeze(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		name := strings.ToLower(attr(n, key))
		if name == "" {
			continue
		}
		if s.meta[name] == "" {
			s.meta[name] = content
		}
		if name == "author" || name == "article:author" || name == "dc.creator" || name == "parsely-author" {
			s.authors = append(s.authors, content)
		}
	}
}

func (s *survey) time(n *html.Node) {
	when := attr(n, "datetime")
	if when == "" {
		return
	}
	names := attr(n, "itemprop") + " " + attr(n, "class")
	switch {
	case hasAttr(n, "pubdate"), strings.Contains(names, "datePublished"), strings.Contains(names, "published"):
		setOnce(s.times, "published", when)
	case strings.Contains(names, "dateModified"), strings.Contains(names, "updated"):
		setOnce(s.times, "updated", when)
	}
}

func setOnce(m map[string]string, key, value string) {
	if m[key] == "" {
		m[key] = value
	}
}

// first returns the first of the named meta elements that the page has.
func (s *survey) first(names ...string) string {
	for _, name := range names {
		if v := s.meta[name]; v != "" {
			return v
		}
	}
	return ""
}

// squeeze returns a text of one line as it is kept.
func squeeze(text string) string { return tidy(strings.Join(strings.Fields(text), " ")) }
