// Package record reads articles that come as JSON: one object, an array of
// them, or one on each line (JSONL).
//
// [All] reads a stream record by record, so that a file may be larger than
// memory; [Is] tells JSON records by their beginning. A record that cannot be
// used is an error of type [*Error] that names its line, and the next one is
// read all the same. What a record has beyond the fields known here is carried
// through in Extra.
package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// Record is one article as a record has it. Empty strings mean unknown. At
// least one of Text, HTML and Paragraphs is there.
type Record struct {
	ID         string
	URL        string // http or https
	Title      string
	Byline     string
	Published  string // RFC 3339 date or time
	Updated    string
	Publisher  string
	Language   string // BCP 47, as the record says
	Text       string
	HTML       string
	Paragraphs []string
	Extra      map[string]any // all other fields; numbers are json.Number, as written
	Line       int            // where the record begins, from 1
}

// Options say how to read. The zero value is the default.
type Options struct {
	Fields  Fields
	MaxSize int // of one record, in bytes; 0 is DefaultMaxSize
}

// DefaultMaxSize is the largest record read unless Options say otherwise; it
// is the largest article of other kinds, too.
const DefaultMaxSize = 10 << 20

// ErrDigest is under the error for a record of dragoman's own: a translation
// is not an article to be translated.
var ErrDigest = errors.New("a dragoman record")

// Error says why one record cannot be used.
type Error struct {
	Line    int
	Message string
	Hint    string
	Err     error // ErrDigest, the fault of the stream, or nil
}

// Error returns the message after its line.
func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// All returns the records in a stream of UTF-8, or of UTF-16 with a byte order
// mark, in order. With an error the record has its line only. After broken
// JSON inside an array, and after a fault of the stream, nothing follows; on
// lines of their own, the records after a broken one do.
//
// The second record with the id of another is an error: one of them would be
// lost in every file named by id.
func All(r io.Reader, opt Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if opt.MaxSize <= 0 {
			opt.MaxSize = DefaultMaxSize
		}
		x := reader{opt: opt, yield: yield, ids: map[string]int{}}
		x.all(r)
	}
}

// Is reports whether a text begins as JSON records do: with an object that has
// a name and a value, or an array of such. JSON Feeds do, too: ask for those
// first.
func Is(text string) bool {
	text = strings.TrimLeft(text, "\uFEFF \t\r\n")
	if text == "" || text[0] != '{' && text[0] != '[' {
		return false
	}
	d := json.NewDecoder(strings.NewReader(text))
	open, err := d.Token()
	if open == json.Delim('[') && err == nil {
		if open, err = d.Token(); open == json.Delim(']') {
			return true
		}
	}
	if err != nil || open != json.Delim('{') {
		return false
	}
	name, err := d.Token()
	if _, ok := name.(string); !ok || err != nil {
		return name == json.Delim('}')
	}
	_, err = d.Token()
	return err == nil
}
