package openai

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"unicode/utf8"

	"dragoman/internal/llm"
	"dragoman/internal/llm/transport"
)

// maxFrame is the longest event that is read: an answer sent in one event, with
// room for JSON's escapes.
const maxFrame = 2 * transport.MaxText

var errFrameTooLong = errors.New("an event of the stream is longer than 32 MB")

// open looks at the first byte of a 200's body. A stream is wrapped into
// [frames]; a JSON body, from a server that cannot stream or has an error to
// tell, becomes a stream of one frame; a web page is an error.
func (k *call) open(resp *http.Response) error {
	in := bufio.NewReader(resp.Body)
	first, err := firstByte(in)
	f := &frames{call: k, in: in, body: resp.Body, err: err}
	resp.Body = f
	switch first {
	case '{', '[':
		data, err := readAll(in)
		if err == nil {
			f.out, err = k.frame(data)
		}
		if f.err = err; err == nil {
			f.err = io.EOF
		}
	case '<':
		resp.Body.Close()
		return k.Unexpected("the answer is a web page")
	}
	return nil
}

// firstByte returns the first byte that is not white space and leaves it
// unread. Some services send blank lines while a request waits.
func firstByte(in *bufio.Reader) (byte, error) {
	for {
		b, err := in.ReadByte()
		if err != nil {
			return 0, err
		}
		if b == ' ' || b == '\t' || b == '\r' || b == '\n' {
			continue
		}
		return b, in.UnreadByte()
	}
}

// readAll reads a body up to maxFrame.
func readAll(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxFrame+1))
	if err == nil && len(data) > maxFrame {
		err = errFrameTooLong
	}
	return data, err
}

// frames reads server-sent events and gives go-openai plain frames, one line
// each: comments, event names and ids are gone, an error event is an error, and
// a stream that stops before its finish reason ends in io.ErrUnexpectedEOF.
type frames struct {
	call *call
	in   *bufio.Reader
	body io.Closer
	out  []byte // normalised frames not read yet
	err  error  // what comes after out
}

func (f *frames) Close() error { return f.body.Close() }

func (f *frames) Read(p []byte) (int, error) {
	for len(f.out) == 0 {
		if f.err != nil {
			return 0, f.call.ended(f.err)
		}
		f.out, f.err = f.next()
	}
	n := copy(p, f.out)
	f.out = f.out[n:]
	return n, nil
}

// next returns the frame of the next event, and what comes after it.
func (f *frames) next() ([]byte, error) {
	data, err := f.event()
	if bytes.Equal(data, []byte("[DONE]")) {
		return nil, io.EOF
	}
	if len(data) > 0 && (err == nil || json.Valid(data)) {
		out, bad := f.call.frame(data)
		if bad != nil {
			return nil, bad
		}
		return out, err
	}
	return nil, err
}

// event returns the data of the next event. Servers that put no blank line
// between events are understood: a line that is whole JSON is an event.
func (f *frames) event() ([]byte, error) {
	var data []byte
	for {
		line, err := f.line()
		field, value, _ := bytes.Cut(line, []byte(":"))
		switch {
		case len(line) == 0 && len(data) > 0:
			return data, err
		case string(field) == "event":
			f.call.errorEvent = string(bytes.TrimSpace(value)) == "error"
		case string(field) == "data":
			if len(data) > 0 {
				data = append(data, '\n')
			}
			data = append(data, bytes.TrimPrefix(value, []byte(" "))...)
			if json.Valid(data) || string(data) == "[DONE]" {
				return data, err
			}
		}
		if err != nil {
			return data, err
		}
	}
}

// line returns the next line without its end. With an error it is the rest.
func (f *frames) line() ([]byte, error) {
	var line []byte
	for {
		part, err := f.in.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > maxFrame {
			return nil, errFrameTooLong
		}
		if err != bufio.ErrBufferFull {
			return bytes.TrimRight(line, "\r\n"), err
		}
	}
}

// ended returns what the end of the stream means. After the finish reason the
// answer is whole, however the connection ends; before it, it never is.
func (k *call) ended(err error) error {
	var typed *llm.Error
	switch {
	case errors.As(err, &typed):
		return err
	case k.tail.finish != "":
		return io.EOF
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	}
	return err
}

// frame reads one frame, keeps what it says beside the text, and returns it in
// the one form go-openai reads without surprises.
func (k *call) frame(data []byte) ([]byte, error) {
	if !utf8.Valid(data) {
		return nil, k.NewError(llm.BadReply, "the answer is not UTF-8", nil)
	}
	var in frame
	err := json.Unmarshal(data, &in)
	if k.errorEvent || in.fails() || bareFault(data, in, err) {
		return nil, k.inStream(data)
	}
	if err != nil {
		return nil, k.NewError(llm.BadReply, "the answer is not the protocol's JSON", nil)
	}
	k.Answer = cmp.Or(in.ID, k.Answer)
	out, err := json.Marshal(k.tail.take(in))
	if err != nil {
		return nil, k.NewError(llm.BadReply, "the answer is not the protocol's JSON", nil)
	}
	return append(append([]byte("data: "), out...), "\n\n"...), nil
}

// bareFault reports whether a frame is an error that stands there without a
// wrapper: an object with a message and nothing of an answer.
func bareFault(data []byte, in frame, err error) bool {
	object := bytes.HasPrefix(data, []byte("{")) && json.Valid(data)
	return object && (err != nil || in.blank()) && parseFault(data).Message != ""
}
