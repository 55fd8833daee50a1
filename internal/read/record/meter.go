package record

import (
	"encoding/json"
	"errors"
	"io"
)

// meter stands between a stream and a JSON decoder: it knows the lines of
// offsets, and stops a value that is too large before it fills the memory.
type meter struct {
	r        io.Reader
	offset   int64 // bytes read
	limit    int64 // bytes that may be read
	line     int   // of the last offset asked for
	newlines []int64
}

func (m *meter) Read(p []byte) (int, error) {
	if m.offset >= m.limit {
		return 0, errTooLarge
	}
	n, err := m.r.Read(p[:min(int64(len(p)), m.limit-m.offset)])
	for i, c := range p[:n] {
		if c == '\n' {
			m.newlines = append(m.newlines, m.offset+int64(i))
		}
	}
	m.offset += int64(n)
	return n, err
}

// at returns the line of an offset. Offsets must not go back.
func (m *meter) at(offset int64) int {
	n := 0
	for n < len(m.newlines) && m.newlines[n] < offset {
		n++
	}
	m.newlines = m.newlines[n:]
	m.line += n
	return m.line
}

// allow lets the decoder read one more value of the largest size, and the white
// space around it.
func (m *meter) allow(d *json.Decoder, size int) {
	m.limit = max(m.limit, d.InputOffset()+int64(size)+1024)
}

// next returns the next value and its line. At the end of the stream the error
// has io.EOF under it.
func (m *meter) next(d *json.Decoder, size int) (json.RawMessage, int, *Error) {
	m.allow(d, size)
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return nil, 0, m.fault(err, size)
	}
	line := m.at(d.InputOffset() - int64(len(raw)))
	if len(raw) > size {
		return nil, 0, &Error{Line: line, Message: tooLarge(size)}
	}
	return raw, line, nil
}

// fault makes an error of the decoder's.
func (m *meter) fault(err error, size int) *Error {
	var syntax *json.SyntaxError
	switch {
	case err == io.EOF:
		return &Error{Err: err}
	case errors.Is(err, errTooLarge):
		return &Error{Line: m.line, Message: tooLarge(size)}
	case errors.As(err, &syntax):
		return &Error{Line: m.at(syntax.Offset), Message: "is not valid JSON: " + syntax.Error()}
	case err == io.ErrUnexpectedEOF:
		return &Error{Line: m.at(m.offset), Message: "is not valid JSON: it is cut off"}
	}
	return &Error{Line: m.line, Message: "cannot be read: " + err.Error(), Err: err}
}
