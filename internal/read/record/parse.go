package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"dragoman/internal/read/when"
)

// read reads one record. The error has no line yet.
func (f Fields) read(raw []byte) (Record, *Error) {
	value, e := decode(raw)
	if e != nil {
		return Record{}, e
	}
	object, ok := value.(map[string]any)
	if !ok {
		return Record{}, &Error{Message: "is " + describe(value) + "; a record is an object with the fields of an article"}
	}
	if schema, _ := object["schema"].(string); strings.HasPrefix(schema, "dragoman/digest/") {
		return Record{}, &Error{Message: "is a dragoman record, not an article", Hint: "show it: dragoman show FILE", Err: ErrDigest}
	}
	had := list(object)
	p := parser{fields: f, object: object}
	rec := p.record()
	if p.err == nil && !rec.hasText() {
		p.err = missing(rec, had)
	}
	if p.err != nil {
		return Record{}, p.err
	}
	rec.Extra = object
	return rec, nil
}

// decode reads one value. Numbers stay as they are written.
func decode(raw []byte) (any, *Error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var value any
	err := d.Decode(&value)
	if err == nil {
		if _, more := d.Token(); more == io.EOF {
			return value, nil
		}
		return nil, &Error{Message: "is not valid JSON: something follows the record"}
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && err.Error() != "unexpected end of JSON input" {
		return nil, &Error{Message: fmt.Sprintf("is not valid JSON: %v (byte %d)", err, syntax.Offset)}
	}
	return nil, &Error{Message: "is not valid JSON: it is cut off"}
}

// hasText reports whether there is anything to read.
func (r Record) hasText() bool {
	if strings.TrimSpace(r.Text) != "" || strings.TrimSpace(r.HTML) != "" {
		return true
	}
	for _, p := range r.Paragraphs {
		if strings.TrimSpace(p) != "" {
			return true
		}
	}
	return false
}

func missing(rec Record, had string) *Error {
	if rec.Text != "" || rec.HTML != "" || rec.Paragraphs != nil {
		return &Error{Message: "its text is empty"}
	}
	if had == "" {
		return &Error{Message: "has no text; it is empty"}
	}
	return &Error{Message: "has no text; its fields are " + had, Hint: "name the field that has it: --field text=FIELD"}
}

// parser takes the fields out of an object. The first that does not fit is the
// error.
type parser struct {
	fields Fields
	object map[string]any
	err    *Error
}

func (p *parser) record() Record {
	rec := Record{
		ID: p.id(), URL: p.link("url"), Title: p.text("title"), Byline: p.byline(), Publisher: p.text("publisher"),
		Published: p.date("published"), Updated: p.date("updated"),
		Language: strings.ReplaceAll(strings.TrimSpace(p.text("language")), "_", "-"),
	}
	// What the user names holds the text; a summary that happens to be called
	// "text" does not.
	for _, mapped := range []bool{true, false} {
		for _, name := range []string{"text", "html", "paragraphs"} {
			if _, ok := p.fields[name]; ok == mapped {
				p.body(&rec, name)
			}
		}
		if rec.hasText() {
			break
		}
	}
	return rec
}

func (p *parser) body(rec *Record, name string) {
	switch name {
	case "text":
		rec.Text = p.text(name)
	case "html":
		rec.HTML = p.text(name)
	case "paragraphs":
		rec.Paragraphs = p.list(name)
	}
}

// take returns the value of a field; null is none.
func (p *parser) take(name string) any {
	v, _ := take(p.object, p.fields.path(name))
	return v
}

func (p *parser) wrong(name string, v any, want string) {
	if p.err == nil {
		p.err = &Error{Message: fmt.Sprintf("%q is %s; it has to be %s", short(p.fields.path(name)), describe(v), want)}
	}
}

func (p *parser) text(name string) string {
	v := p.take(name)
	s, ok := v.(string)
	if !ok && v != nil {
		p.wrong(name, v, "a string")
	}
	return s
}

func (p *parser) list(name string) []string {
	v := p.take(name)
	if v == nil {
		return nil
	}
	texts, ok := strs(v)
	if !ok {
		p.wrong(name, v, "a list of strings")
	}
	return texts
}

// strs returns the strings of a list of nothing else.
func strs(v any) ([]string, bool) {
	values, ok := v.([]any)
	texts := make([]string, 0, len(values))
	for _, v := range values {
		s, isString := v.(string)
		ok = ok && isString
		texts = append(texts, s)
	}
	return texts, ok
}

func (p *parser) id() string {
	switch v := p.take("id").(type) {
	case nil:
		return ""
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	default:
		p.wrong("id", v, "a string or a number")
		return ""
	}
}

// byline reads one name or a list of them.
func (p *parser) byline() string {
	switch v := p.take("byline").(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		names, ok := strs(v)
		if !ok {
			p.wrong("byline", v, "a string or a list of strings")
		}
		return strings.Join(names, ", ")
	}
}

// link reads an address. One that leads to no page stays among the extra
// fields.
func (p *parser) link(name string) string {
	s := p.text(name)
	u, err := url.Parse(strings.TrimSpace(s))
	if err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		return strings.TrimSpace(s)
	}
	p.keep(name, s)
	return ""
}

// date reads a date in a text, or seconds since 1970. One that cannot be read
// stays among the extra fields.
func (p *parser) date(name string) string {
	v := p.take(name)
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		if d, ok := when.Parse(v); ok {
			return d
		}
		if d, ok := unix(json.Number(strings.TrimSpace(v))); ok {
			return d
		}
		p.keep(name, v)
	case json.Number:
		if d, ok := unix(v); ok {
			return d
		}
		if d, ok := when.Parse(v.String()); ok { // 20260102
			return d
		}
		p.object[name] = v
	default:
		p.wrong(name, v, "a date")
	}
	return ""
}

func unix(n json.Number) (string, bool) {
	f, err := n.Float64()
	if err != nil {
		return "", false
	}
	return when.Unix(f)
}

// keep puts a text that is not what its field is for among the extra fields,
// under the article's name for it.
func (p *parser) keep(name, text string) {
	if strings.TrimSpace(text) != "" {
		p.object[name] = text
	}
}

// describe names the type of a value, for an error.
func describe(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case string:
		return "a string"
	case json.Number:
		return "a number"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	}
	return "an object"
}
