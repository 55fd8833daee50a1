package translate

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"dragoman/internal/llm"
)

// reader takes a reply apart while it arrives. It gives out what is whole: an
// id it was asked for, once, with a closed, non-empty, valid text. The first
// whole text of an id stands; a second one is rejected, since a model that
// repeats an id has misnumbered the segment after it, which is then missing and
// asked again. A reply that ends early never yields its unfinished last text.
type reader struct {
	want map[string]bool // ids still wanted
	buf  []byte
	pos  int // everything before it is read
	next func(*reader) (id, text string, state readState)
}

type readState int

const (
	needMore readState = iota // nothing whole behind pos
	gotPart                   // id and text are whole, pos is behind them
	skipped                   // pos moved over something that is no part
)

// newReader returns a reader for the carrier's form. With CarrierSingle the
// whole reply is the text of the one id.
func newReader(carrier llm.Carrier, ids []string) *reader {
	r := &reader{want: map[string]bool{}}
	for _, id := range ids {
		r.want[id] = true
	}
	switch carrier {
	case llm.CarrierTags:
		r.next = (*reader).nextTag
	case llm.CarrierSingle:
		r.next = func(*reader) (string, string, readState) { return "", "", needMore }
	default:
		r.next = (*reader).nextMember
	}
	return r
}

// feed adds text and calls part with every part that became whole.
func (r *reader) feed(text string, part func(id, text string)) {
	r.buf = append(r.buf, text...)
	if !strings.ContainsAny(text, `">`) {
		return // no part ends here; a long text is not scanned again for each piece
	}
	for {
		id, text, state := r.next(r)
		if state == needMore {
			return
		}
		if state != gotPart || !r.want[id] || !usable(text) {
			continue
		}
		delete(r.want, id)
		part(id, strings.TrimSpace(text))
	}
}

// rest returns the whole reply, for CarrierSingle.
func (r *reader) rest() string { return strings.TrimSpace(string(r.buf)) }

func usable(text string) bool {
	return strings.TrimSpace(text) != "" && utf8.ValidString(text) && !strings.ContainsRune(text, utf8.RuneError)
}

// nextMember reads one "id": "text" member of a JSON object, wherever the
// object begins: models put prose or a Markdown fence before it.
func (r *reader) nextMember() (string, string, readState) {
	start := bytes.IndexByte(r.buf[r.pos:], '"')
	if start < 0 {
		return "", "", needMore
	}
	start += r.pos
	keyEnd := stringEnd(r.buf, start)
	if keyEnd < 0 {
		return "", "", needMore
	}
	colon := skipSpace(r.buf, keyEnd)
	if colon < 0 {
		return "", "", needMore
	}
	if r.buf[colon] != ':' {
		r.pos = keyEnd
		return "", "", skipped
	}
	value := skipSpace(r.buf, colon+1)
	if value < 0 {
		return "", "", needMore
	}
	if r.buf[value] != '"' {
		r.pos = value
		return "", "", skipped
	}
	end := stringEnd(r.buf, value)
	if end < 0 {
		return "", "", needMore
	}
	r.pos = end
	var id, text string
	if json.Unmarshal(r.buf[start:keyEnd], &id) != nil || json.Unmarshal(r.buf[value:end], &text) != nil {
		return "", "", skipped
	}
	return id, text, gotPart
}

// nextTag reads one <id>text</id> line.
func (r *reader) nextTag() (string, string, readState) {
	open := bytes.IndexByte(r.buf[r.pos:], '<')
	if open < 0 {
		r.pos = len(r.buf)
		return "", "", needMore
	}
	open += r.pos
	gt := bytes.IndexByte(r.buf[open:], '>')
	if gt < 0 {
		return "", "", needMore
	}
	gt += open
	id := string(r.buf[open+1 : gt])
	if !isID(id) {
		r.pos = open + 1
		return "", "", skipped
	}
	end := bytes.Index(r.buf[gt:], []byte("</"+id+">"))
	if end < 0 {
		return "", "", needMore
	}
	end += gt
	r.pos = end + len(id) + 3
	return id, string(r.buf[gt+1 : end]), gotPart
}

// isID reports whether s has the form of a segment id: s01, s02, …
func isID(s string) bool {
	if len(s) < 3 || s[0] != 's' {
		return false
	}
	return strings.Trim(s[1:], "0123456789") == ""
}

// stringEnd returns the index behind the JSON string that starts at start, or
// -1 while its end has not arrived.
func stringEnd(buf []byte, start int) int {
	for i := start + 1; i < len(buf); i++ {
		switch buf[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return -1
}

// skipSpace returns the index of the first byte from i that is no white space,
// or -1 while there is none.
func skipSpace(buf []byte, i int) int {
	for ; i < len(buf); i++ {
		if !bytes.ContainsRune([]byte(" \t\r\n"), rune(buf[i])) {
			return i
		}
	}
	return -1
}
