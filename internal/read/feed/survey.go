package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// survey is what gofeed does not tell of a feed: the language and the XHTML
// body of each entry, in their order.
type survey struct{ entries []extra }

type extra struct {
	language string
	body     string
}

// Limits of a feed's structure. gofeed walks over elements it does not know by
// recursion, joins their texts piece by piece and copies all namespaces for each
// element that declares one, so that a hostile feed could exhaust the stack or
// take hours. A real page nests 30 deep and has a dozen namespaces.
const (
	maxDepth  = 500
	maxJoins  = 1 << 30 // bytes copied to join texts: a second
	maxSpaces = 100     // prefixes in scope
)

// look walks over a feed once, before gofeed does, and refuses what is beyond
// the limits. What is not well-formed is left to gofeed to report.
func look(text string) (survey, *Error) {
	s := surveyor{text: text, decoder: xml.NewDecoder(strings.NewReader(text))}
	s.decoder.Strict = false
	s.decoder.CharsetReader = asIs
	for {
		before := s.decoder.InputOffset()
		token, err := s.decoder.RawToken()
		if err != nil {
			return s.found, nil
		}
		switch token := token.(type) {
		case xml.StartElement:
			s.open(token)
		case xml.EndElement:
			s.close(token.Name.Local, before)
		case xml.CharData:
			s.run(len(token))
		}
		if s.err != nil {
			return survey{}, s.err
		}
	}
}

// asIs is the charset reader for text that is decoded already.
func asIs(_ string, r io.Reader) (io.Reader, error) { return r, nil }

type surveyor struct {
	text    string
	decoder *xml.Decoder
	stack   []element
	found   survey
	joins   int // bytes copied so far
	err     *Error
}

type element struct {
	name   string
	bytes  int   // of its own text
	start  int64 // of its content
	spaces int   // prefixes declared here and around
}

func (s *surveyor) open(tag xml.StartElement) {
	name := strings.ToLower(tag.Name.Local)
	if s.isEntry(name) {
		s.found.entries = append(s.found.entries, extra{language: attribute(tag, "lang")})
	}
	spaces := prefixes(tag)
	if n := len(s.stack); n > 0 {
		spaces += s.stack[n-1].spaces
	}
	s.stack = append(s.stack, element{name: name, start: s.decoder.InputOffset(), spaces: spaces})
	if len(s.stack) > maxDepth {
		s.fail("nested more than %d elements deep", maxDepth)
	}
	if spaces > maxSpaces {
		s.fail("more than %d namespaces", maxSpaces)
	}
}

// prefixes counts the namespaces that a tag declares with a prefix.
func prefixes(tag xml.StartElement) int {
	n := 0
	for _, a := range tag.Attr {
		if a.Name.Space == "xmlns" {
			n++
		}
	}
	return n
}

// isEntry reports whether a tag at this place begins an entry.
func (s *surveyor) isEntry(name string) bool {
	depth := len(s.stack)
	return name == "entry" && depth == 1 || name == "item" && (depth == 1 || depth == 2 && s.stack[1].name == "channel")
}

// close ends an element and those inside it that were never ended, as the
// parser does.
func (s *surveyor) close(name string, end int64) {
	name = strings.ToLower(name)
	for i := len(s.stack) - 1; i >= 0; i-- {
		if s.stack[i].name != name {
			continue
		}
		if name == "body" && i > 0 && s.stack[i-1].name == "item" {
			s.body(s.text[s.stack[i].start:end])
		}
		s.stack = s.stack[:i]
		return
	}
}

// body keeps the XHTML body of the entry that is open.
func (s *surveyor) body(html string) {
	if n := len(s.found.entries); n > 0 {
		s.found.entries[n-1].body = strings.TrimSpace(html)
	}
}

// run counts what it costs to join a text to those before it. The texts of a
// feed and its channel are never joined.
func (s *surveyor) run(bytes int) {
	if len(s.stack) < 2 || s.stack[len(s.stack)-1].name == "channel" {
		return
	}
	top := &s.stack[len(s.stack)-1]
	s.joins += top.bytes
	top.bytes += bytes
	if s.joins > maxJoins {
		s.fail("the text of <%s> is in too many pieces", printable(top.name))
	}
}

func (s *surveyor) fail(format string, args ...any) {
	line, _ := s.decoder.InputPos()
	s.err = &Error{Line: line, Message: fmt.Sprintf(format, args...)}
}

func attribute(tag xml.StartElement, name string) string {
	for _, a := range tag.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// entry returns what was seen of an entry. A feed in which another number of
// entries was read has none of it.
func (s survey) entry(i, of int) extra {
	if len(s.entries) != of {
		return extra{}
	}
	return s.entries[i]
}

// xmlError says where XML is not well-formed.
func xmlError(err error) *Error {
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		return &Error{Line: syntax.Line, Message: "the feed is cut off", Hint: "fetch it again"}
	case errors.As(err, &syntax):
		return &Error{Line: syntax.Line, Message: "the feed is not well-formed: " + printable(syntax.Msg)}
	}
	return &Error{Message: "the feed is cut off or not well-formed", Hint: "fetch it again"}
}
