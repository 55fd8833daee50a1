package digest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// NotRecord is the error for input that is not a record this program reads:
// other JSON, another schema, or a record with a wrong field.
type NotRecord struct {
	Number int    // which record of the stream, from 1
	Field  string // the wrong field, such as "translation.segments[2].target"; may be empty
	Reason string
}

func (e *NotRecord) Error() string {
	s := "record " + strconv.Itoa(e.Number) + ": "
	if e.Field != "" {
		s += e.Field + ": "
	}
	return s + e.Reason
}

// FailedArticle is the error for a line of a JSONL stream that says that an
// article has no record. The stream goes on after it.
type FailedArticle struct {
	Number  int
	Failure Failure
}

func (e *FailedArticle) Error() string {
	return fmt.Sprintf("record %d: %s has no record: %s", e.Number, e.Failure.name(), e.Failure.Error.Message)
}

func (f Failure) name() string {
	if f.Source != "" {
		return f.Source
	}
	return f.ID
}

// Decode reads exactly one record.
func Decode(r io.Reader) (Digest, error) {
	var one Digest
	n := 0
	for d, err := range DecodeAll(r) {
		if err != nil {
			return Digest{}, err
		}
		if n++; n > 1 {
			return Digest{}, &NotRecord{Number: 2, Reason: "one record was expected, and here is a second one"}
		}
		one = d
	}
	return one, nil
}

// DecodeAll reads every record of a stream: one JSON object, or JSONL, or
// objects one after another. Fields it does not know are ignored, since names
// are only ever added.
//
// Input without any record is an error. A [FailedArticle] or a [NotRecord] for
// a wrong field concerns one record and the stream goes on; broken JSON or a
// broken reader ends it.
func DecodeAll(r io.Reader) iter.Seq2[Digest, error] {
	return func(yield func(Digest, error) bool) {
		in := bufio.NewReader(r)
		if mark, err := in.Peek(3); err == nil && string(mark) == "\uFEFF" {
			in.Discard(3) // editors on Windows write it
		}
		dec := json.NewDecoder(in)
		for n := 1; ; n++ {
			var raw json.RawMessage
			err := dec.Decode(&raw)
			if errors.Is(err, io.EOF) && n > 1 {
				return
			}
			if err != nil {
				yield(Digest{}, streamError(n, err))
				return
			}
			if !yield(decodeOne(n, raw)) {
				return
			}
		}
	}
}

// streamError says what ended a stream.
func streamError(n int, err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF):
		return &NotRecord{Number: n, Reason: "the input is empty"}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &NotRecord{Number: n, Reason: "the JSON ends in the middle"}
	case errors.As(err, &syntax):
		return &NotRecord{Number: n, Reason: fmt.Sprintf("not JSON at byte %d: %s", syntax.Offset, syntax)}
	}
	return fmt.Errorf("read record %d: %w", n, err)
}

func decodeOne(n int, raw json.RawMessage) (Digest, error) {
	if err := checkSchema(n, raw); err != nil {
		return Digest{}, err
	}
	var f struct {
		Error *json.RawMessage `json:"error"`
	}
	if json.Unmarshal(raw, &f) == nil && f.Error != nil {
		failed := &FailedArticle{Number: n}
		if err := json.Unmarshal(raw, &failed.Failure); err != nil {
			return Digest{}, fieldError(n, err)
		}
		return Digest{}, failed
	}
	var d Digest
	if err := json.Unmarshal(raw, &d); err != nil {
		return Digest{}, fieldError(n, err)
	}
	if field, reason := d.wrong(); field != "" {
		return Digest{}, &NotRecord{Number: n, Field: field, Reason: reason}
	}
	return d, nil
}

// checkSchema refuses what is not a record of the one schema version known.
func checkSchema(n int, raw json.RawMessage) error {
	var head struct {
		Schema *string `json:"schema"`
	}
	if raw = bytes.TrimSpace(raw); raw[0] == '[' {
		return &NotRecord{Number: n, Reason: "this is a list; give one record, or one record a line (JSONL)"}
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.Schema == nil {
		return &NotRecord{Number: n, Field: "schema", Reason: "missing, so this is no record; dragoman digest --format json makes one"}
	}
	if *head.Schema == SchemaName {
		return nil
	}
	family, version, _ := strings.Cut(SchemaName, "digest/")
	other, isOurs := strings.CutPrefix(*head.Schema, family+"digest/")
	mine, _ := strconv.Atoi(version)
	if theirs, err := strconv.Atoi(other); isOurs && err == nil && theirs > mine {
		return &NotRecord{Number: n, Field: "schema", Reason: fmt.Sprintf("%s is newer than this program, which reads %s; update dragoman", *head.Schema, SchemaName)}
	}
	return &NotRecord{Number: n, Field: "schema", Reason: fmt.Sprintf("%q is not %q", *head.Schema, SchemaName)}
}

// fieldError names the field a value of the wrong type stands in, in the words
// of JSON.
func fieldError(n int, err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return &NotRecord{Number: n, Field: wrong.Field, Reason: "a " + wrong.Value + " cannot stand here"}
	}
	return &NotRecord{Number: n, Reason: err.Error()}
}
