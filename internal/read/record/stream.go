package record

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// reader reads a stream. line counts the lines that were read before what is
// read next.
type reader struct {
	opt   Options
	yield func(Record, error) bool
	ids   map[string]int // the line of each id
	src   *bufio.Reader
	line  int
}

// all finds out how the stream is divided, and reads it.
func (x *reader) all(r io.Reader) {
	x.src = bufio.NewReaderSize(transform.NewReader(r, unicode.BOMOverride(transform.Nop)), 64<<10)
	switch x.skipSpace() {
	case '[':
		x.array()
	case '{':
		x.objects()
	default:
		x.lines()
	}
}

// skipSpace skips white space and returns the byte that follows, or 0.
func (x *reader) skipSpace() byte {
	for {
		c, err := x.src.ReadByte()
		if err != nil {
			return 0
		}
		switch c {
		case '\n':
			x.line++
		case ' ', '\t', '\r':
		default:
			x.src.UnreadByte()
			return c
		}
	}
}

// objects reads what begins with an object. If the first line is a whole one,
// each line is. If not, the object stands on several lines, unless it is
// broken: then the lines after it may be whole.
func (x *reader) objects() {
	line, _, err := x.readLine()
	if err == errTooLarge {
		x.line++
		if x.fail(x.line, "%s", tooLarge(x.opt.MaxSize)) {
			x.lines()
		}
		return
	}
	x.rewind(line, err)
	if json.Valid(line) {
		x.lines()
		return
	}
	var kept bytes.Buffer
	m := &meter{r: io.TeeReader(x.src, &kept), line: x.line + 1}
	d := json.NewDecoder(m)
	raw, at, e := m.next(d, x.opt.MaxSize)
	if e != nil {
		x.rewind(kept.Bytes(), nil)
		x.lines()
		return
	}
	m.r = x.src // what was kept is not needed again
	for e == nil {
		if !x.record(raw, at) {
			return
		}
		raw, at, e = m.next(d, x.opt.MaxSize)
	}
	x.end(e)
}

// rewind puts bytes that were read back before the rest, and the error that
// ended them after it.
func (x *reader) rewind(read []byte, err error) {
	rest := io.MultiReader(bytes.NewReader(slices.Clone(read)), x.src)
	if err != nil && err != io.EOF {
		rest = io.MultiReader(bytes.NewReader(slices.Clone(read)), failing{err})
	}
	x.src = bufio.NewReaderSize(rest, 64<<10)
}

// failing is a reader that fails again as another did.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// lines reads one record on each line.
func (x *reader) lines() {
	for {
		line, last, err := x.readLine()
		x.line++
		switch {
		case err == errTooLarge:
			if !x.fail(x.line, "%s", tooLarge(x.opt.MaxSize)) {
				return
			}
		case err != nil && err != io.EOF:
			x.end(&Error{Line: x.line, Message: "cannot be read: " + err.Error(), Err: err})
			return
		case len(bytes.TrimSpace(line)) > 0:
			if !x.record(bytes.TrimSpace(line), x.line) {
				return
			}
		}
		if last {
			return
		}
	}
}

var errTooLarge = errors.New("too large")

func tooLarge(limit int) string {
	return fmt.Sprintf("the record is larger than %d bytes, the largest that is read", limit)
}

// readLine returns the next line with its end; last means that none follows. A
// line over the limit is skipped, with errTooLarge.
func (x *reader) readLine() (line []byte, last bool, err error) {
	large := false
	for {
		part, err := x.src.ReadSlice('\n')
		if large = large || len(line)+len(part) > x.opt.MaxSize+2; large {
			line = nil
		} else {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if large && (err == nil || err == io.EOF) {
			return nil, err != nil, errTooLarge
		}
		return line, err != nil, err
	}
}

// array reads the records of an array.
func (x *reader) array() {
	m := &meter{r: x.src, line: x.line + 1}
	d := json.NewDecoder(m)
	m.limit = 1 << 20 // for the bracket; the decoder reads ahead
	if _, err := d.Token(); err != nil {
		x.end(m.fault(err, x.opt.MaxSize))
		return
	}
	for {
		m.allow(d, x.opt.MaxSize)
		if !d.More() {
			break
		}
		raw, at, e := m.next(d, x.opt.MaxSize)
		if e != nil {
			x.end(e)
			return
		}
		if !x.record(raw, at) {
			return
		}
	}
	if _, err := d.Token(); err != nil {
		x.end(m.fault(err, x.opt.MaxSize))
	}
}

// end reports the error that ends a stream, which the end of it is not.
func (x *reader) end(e *Error) {
	if e.Err != io.EOF {
		x.yield(Record{Line: e.Line}, e)
	}
}

// fail reports an error of one record.
func (x *reader) fail(line int, format string, args ...any) bool {
	return x.yield(Record{Line: line}, &Error{Line: line, Message: fmt.Sprintf(format, args...)})
}

// record reads one record and hands it over. It returns false when no more are
// wanted.
func (x *reader) record(raw []byte, line int) bool {
	if !utf8.Valid(raw) {
		return x.fail(line, "the record is not valid UTF-8")
	}
	rec, err := x.opt.Fields.read(raw)
	if err != nil {
		err.Line = line
		return x.yield(Record{Line: line}, err)
	}
	if first := x.ids[rec.ID]; rec.ID != "" && first > 0 {
		return x.fail(line, "has the id %q, which line %d has already", short(rec.ID), first)
	}
	x.ids[rec.ID] = line
	rec.Line = line
	return x.yield(rec, nil)
}
