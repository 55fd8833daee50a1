// Package exchange reads and writes the formats in which translation tools pass
// on their work.
package exchange

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Text is one language's form of a [Unit].
type Text struct {
	Language string // BCP 47
	Text     string // without inline codes
}

// Unit is one text in several languages, as a translation memory has it.
type Unit struct {
	Texts []Text
	By    string    // who changed or made it
	At    time.Time // when; zero when unknown
	Note  string
	State string // what a tool says of it in x-state, such as "approved"; empty when it says nothing
	Line  int    // in the file it was read from
}

// In returns the unit's text in a language, given by its base.
func (u Unit) In(base string) (Text, bool) {
	for _, t := range u.Texts {
		if primary(t.Language) == base {
			return t, true
		}
	}
	return Text{}, false
}

func primary(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	return base
}

// ErrNotTMX is returned for a file whose first element is no <tmx>.
var ErrNotTMX = errors.New("the file is no TMX: its first element is not <tmx>")

// ReadTMX hands on each unit of a TMX file (1.1 to 1.4b) as it is read, so that
// a file of any size needs the memory of one unit. Inline codes are left out,
// what they highlight is kept. An error names the line.
func ReadTMX(r io.Reader, each func(Unit) error) error {
	d, err := decoder(r)
	if err != nil {
		return err
	}
	inside := false
	for {
		token, err := d.Token()
		line, _ := d.InputPos()
		if errors.Is(err, io.EOF) && inside {
			return nil
		}
		if errors.Is(err, io.EOF) {
			return ErrNotTMX
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case !inside && start.Name.Local != "tmx":
			return ErrNotTMX
		case start.Name.Local == "tmx":
			inside = true
		case start.Name.Local == "tu":
			u, err := readUnit(d, start)
			if err != nil {
				return fmt.Errorf("line %d: %w", line, err)
			}
			u.Line = line
			if err := each(u); err != nil {
				return err
			}
		}
	}
}

// decoder reads any encoding that the file declares or has a mark for.
func decoder(r io.Reader) (*xml.Decoder, error) {
	in := bufio.NewReader(r)
	head, err := in.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	marked := len(head) == 2 && (head[0] == 0xFF && head[1] == 0xFE || head[0] == 0xFE && head[1] == 0xFF)
	text := io.Reader(in)
	if marked {
		text = transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	}
	d := xml.NewDecoder(transform.NewReader(text, unicode.BOMOverride(transform.Nop)))
	d.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		if marked {
			return in, nil // decoded already
		}
		return charset.NewReaderLabel(name, in)
	}
	return d, nil
}

// readUnit reads a <tu> to its end.
func readUnit(d *xml.Decoder, tu xml.StartElement) (Unit, error) {
	u := Unit{By: attribute(tu, "changeid", "creationid"), At: date(attribute(tu, "changedate", "creationdate"))}
	var notes []string
	for {
		token, err := d.Token()
		if err != nil {
			return u, unexpected(err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "tu" {
				u.Note = strings.Join(notes, "; ")
				return u, nil
			}
		case xml.StartElement:
			switch t.Name.Local {
			case "tuv":
				text, err := readVariant(d, t)
				if err != nil {
					return u, err
				}
				u.Texts = append(u.Texts, text)
			case "prop":
				value, err := readText(d, "prop")
				if err != nil {
					return u, err
				}
				if attribute(t, "type") == "x-state" {
					u.State = strings.TrimSpace(value)
				}
			case "note":
				note, err := readText(d, "note")
				if err != nil {
					return u, err
				}
				notes = append(notes, strings.TrimSpace(note))
			}
		}
	}
}

// readVariant reads a <tuv> to its end.
func readVariant(d *xml.Decoder, tuv xml.StartElement) (Text, error) {
	out := Text{Language: attribute(tuv, "lang")}
	for {
		token, err := d.Token()
		if err != nil {
			return out, unexpected(err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "tuv" {
				return out, nil
			}
		case xml.StartElement:
			if t.Name.Local == "seg" {
				if out.Text, err = readText(d, "seg"); err != nil {
					return out, err
				}
			}
		}
	}
}

// readText reads the words of an element to its end, without the native codes
// that inline elements hold; <hi> only highlights, and holds words.
func readText(d *xml.Decoder, name string) (string, error) {
	var b strings.Builder
	var open []string
	codes := 0 // how many elements that hold codes are open
	for {
		token, err := d.Token()
		if err != nil {
			return "", unexpected(err)
		}
		switch t := token.(type) {
		case xml.CharData:
			if codes == 0 {
				b.Write(t)
			}
		case xml.StartElement:
			open = append(open, t.Name.Local)
			if t.Name.Local != "hi" {
				codes++
			}
		case xml.EndElement:
			if len(open) == 0 && t.Name.Local == name {
				return b.String(), nil
			}
			if open[len(open)-1] != "hi" {
				codes--
			}
			open = open[:len(open)-1]
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// attribute returns the first of some attributes that an element has.
func attribute(e xml.StartElement, names ...string) string {
	for _, name := range names {
		for _, a := range e.Attr {
			if a.Name.Local == name && a.Value != "" {
				return a.Value
			}
		}
	}
	return ""
}

// tmxDate is the one form of dates in TMX: ISO 8601, basic, UTC.
const tmxDate = "20060102T150405Z"

func date(text string) time.Time {
	t, err := time.Parse(tmxDate, text)
	if err != nil {
		return time.Time{}
	}
	return t
}
