package glossary

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"dragoman/internal/language"
)

// concept is what one entry of a TBX file says, while it is read.
type concept struct {
	line     int
	note     string
	kind     string
	keep     bool
	sections []langSection
}

// langSection is the terms of one language.
type langSection struct {
	tag   string
	terms []tbxTerm
}

type tbxTerm struct {
	text             string
	preferred, avoid bool
	line             int
}

// readTBX reads TBX, of version 2 (martif, termEntry, langSet, tig) or 3 (tbx,
// conceptEntry, langSec, termSec). A concept's English terms are the renderings
// of its terms in every other language; those marked as preferred come first,
// those deprecated or superseded are left out.
func readTBX(data []byte) ([]row, error) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	p := tbxReader{dec: dec}
	for {
		line, _ := dec.InputPos()
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			if !p.any {
				return nil, lineError{1, "not TBX: there is no element termEntry or conceptEntry"}
			}
			return p.rows, nil
		}
		if err != nil {
			line, _ := dec.InputPos()
			return nil, lineError{line, "not XML: " + err.Error()}
		}
		switch e := token.(type) {
		case xml.StartElement:
			p.open(e, line)
		case xml.EndElement:
			p.close(e.Name.Local)
		case xml.CharData:
			p.text.Write(e)
		}
	}
}

type tbxReader struct {
	dec  *xml.Decoder
	rows []row
	any  bool // an entry was seen
	at   *concept
	kind string // the type of the element that is read
	text strings.Builder
}

func (p *tbxReader) open(e xml.StartElement, line int) {
	switch e.Name.Local {
	case "termEntry", "conceptEntry":
		p.any, p.at = true, &concept{line: line}
	case "langSet", "langSec":
		if p.at != nil {
			p.at.sections = append(p.at.sections, langSection{tag: attr(e, "lang")})
		}
	case "term":
		if s := p.section(); s != nil {
			s.terms = append(s.terms, tbxTerm{line: line})
		}
	}
	p.kind = attr(e, "type")
	p.text.Reset()
}

func (p *tbxReader) close(name string) {
	text := strings.Join(strings.Fields(p.text.String()), " ")
	switch {
	case p.at == nil:
	case name == "term":
		if t := p.term(); t != nil {
			t.text = text
		}
	case name == "note" && p.at.note == "", name == "descrip" && p.kind == "definition" && p.at.note == "":
		p.at.note = text
	case name == "termNote" && p.kind == "administrativeStatus", name == "administrativeStatus":
		if t := p.term(); t != nil {
			t.preferred = strings.HasPrefix(text, "preferred")
			t.avoid = strings.HasPrefix(text, "deprecated") || strings.HasPrefix(text, "superseded")
		}
	case name == "termNote" && p.kind == "translate", name == "descrip" && p.kind == "do-not-translate":
		p.at.keep = text == "no" && name == "termNote" || text == "yes" && name == "descrip"
	case name == "descrip" && (p.kind == "kind" || p.kind == "conceptType"), name == "termNote" && p.kind == "kind":
		p.at.kind = text
	case name == "termEntry" || name == "conceptEntry":
		p.rows = append(p.rows, p.at.rows()...)
		p.at = nil
	}
	p.text.Reset()
}

func (p *tbxReader) section() *langSection {
	if p.at == nil || len(p.at.sections) == 0 {
		return nil
	}
	return &p.at.sections[len(p.at.sections)-1]
}

func (p *tbxReader) term() *tbxTerm {
	s := p.section()
	if s == nil || len(s.terms) == 0 {
		return nil
	}
	return &s.terms[len(s.terms)-1]
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// rows returns a term for each word of a concept in another language.
func (c *concept) rows() []row {
	var english []tbxTerm
	var rows []row
	for _, s := range c.sections {
		if language.IsEnglish(s.tag) {
			english = append(english, s.terms...)
		}
	}
	slices.SortStableFunc(english, func(a, b tbxTerm) int { return rankOf(a) - rankOf(b) })
	targets := []string{}
	for _, t := range english {
		if !t.avoid && !c.keep {
			targets = append(targets, t.text)
		}
	}
	cells := map[string]string{fieldNote: c.note, fieldKind: c.kind}
	if c.keep {
		cells[fieldKeep] = "yes"
	}
	for _, s := range c.sections {
		if language.IsEnglish(s.tag) {
			continue
		}
		for _, t := range s.terms {
			r := row{line: t.line, targets: targets, cells: map[string]string{fieldSource: t.text, fieldLanguage: s.tag}}
			for field, text := range cells {
				r.cells[field] = text
			}
			rows = append(rows, r)
		}
	}
	return rows
}

func rankOf(t tbxTerm) int {
	if t.preferred {
		return 0
	}
	return 1
}
