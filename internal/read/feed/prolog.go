package feed

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// prolog is what stands before the root element.
type prolog struct {
	root     string // the local name of the root element, in lower case; empty without one
	at       int    // where its tag begins
	doctype  string // what stands in its square brackets
	lines    int    // line ends before the root
	somewhat bool   // there is anything but white space at all
}

// readProlog skips a byte order mark, white space, the XML declaration,
// comments and the document type.
func readProlog(text string) prolog {
	p := prolog{somewhat: trimStart(text) != ""}
	rest := trimStart(text)
	for {
		end := -1
		switch {
		case strings.HasPrefix(rest, "<?"):
			end = after(rest, "?>")
		case strings.HasPrefix(rest, "<!--"):
			end = after(rest, "-->")
		case len(rest) > 9 && strings.EqualFold(rest[:9], "<!doctype"):
			end = p.readDoctype(rest)
		case strings.HasPrefix(rest, "<"):
			p.root, p.at = rootName(rest), len(text)-len(rest)
			p.lines = strings.Count(text[:p.at], "\n")
			return p
		}
		if end < 0 {
			return p
		}
		rest = trimStart(rest[end:])
	}
}

func trimStart(text string) string { return strings.TrimLeft(text, "\uFEFF \t\r\n\f\v\u00A0") }

// after returns the offset behind a mark, or -1.
func after(text, mark string) int {
	i := strings.Index(text, mark)
	if i < 0 {
		return -1
	}
	return i + len(mark)
}

// readDoctype returns the end of a document type, or -1. What stands in its
// square brackets is kept for its entities.
func (p *prolog) readDoctype(text string) int {
	quote, open := byte(0), -1
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case strings.HasPrefix(text[i:], "<!--"):
			n := after(text[i:], "-->")
			if n < 0 {
				return -1
			}
			i += n - 1
		case c == '[' && open < 0:
			open = i + 1
		case c == ']' && open >= 0:
			p.doctype, open = text[open:i], -1
		case c == '>' && open < 0:
			return i + 1
		}
	}
	return -1
}

// rootName returns the local name of the tag that a text begins with.
func rootName(text string) string {
	name := strings.ToLower(text[1:])
	if i := strings.IndexAny(name[:min(len(name), 200)], " \t\r\n/>"); i >= 0 {
		name = name[:i]
	} else {
		return ""
	}
	_, local, _ := strings.Cut(name, ":")
	return cmp.Or(local, name)
}

// startTag returns the tag that a text begins with.
func startTag(text string) string {
	if i := strings.IndexByte(text, '>'); i >= 0 {
		return text[:i]
	}
	return text
}

// unknown is the error for a text that is no feed.
func (p prolog) unknown() *Error {
	if !p.somewhat {
		return &Error{Message: "no feed found; it is empty"}
	}
	if p.root == "" {
		return &Error{Message: "no feed found; it has no root element"}
	}
	return &Error{Line: p.lines + 1, Message: "no feed found; its root element is <" + printable(p.root) + ">, not rss, RDF or feed"}
}

// printable cuts what stands in a hostile document to what an error may show.
func printable(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || 0x7F <= r && r <= 0x9F || r == utf8.RuneError {
			return -1
		}
		return r
	}, name)
	if len(name) > 80 {
		return strings.ToValidUTF8(name[:80], "") + "…"
	}
	return name
}

// place gives an error the line it has in the whole text.
func (p prolog) place(e *Error) *Error {
	if e.Line > 0 {
		e.Line += p.lines
	}
	return e
}

// prepare returns the root element as XML that a parser without document types
// reads: its entities replaced, and without characters that XML forbids.
func (p prolog) prepare(text string) (string, error) {
	switch p.root {
	case "rss", "rdf", "feed", "opml":
	default:
		return "", p.unknown()
	}
	return replaceEntities(legal(text[p.at:]), p.doctype), nil
}
