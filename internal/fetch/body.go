package fetch

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// accepted are the encodings that decoder undoes.
const accepted = "gzip, br, zstd"

// receive reads what there is to read of an answer: the body of a page.
func (v *visit) receive(resp *http.Response) (answer, error) {
	a := answer{url: v.at, status: resp.StatusCode, header: resp.Header}
	switch {
	case isRedirect(a.status), a.status == http.StatusNotModified && v.old != nil && v.old.URL == v.at.String():
		return a, nil
	case a.status != http.StatusOK && a.status != http.StatusNonAuthoritativeInfo:
		return a, statusFault(a.status)
	}
	media, _ := contentType(a.header.Get("Content-Type"))
	if fault := checkType(media); fault != nil {
		return a, fault
	}
	body, err := readBody(resp, v.opt.MaxSize)
	if err != nil {
		return answer{}, err
	}
	if fault := checkBody(media, body); fault != nil {
		return a, fault
	}
	a.body = body
	return a, nil
}

// readBody reads a body whole and decoded. Neither what arrives nor what comes
// of it may pass the limit.
func readBody(resp *http.Response, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, sizeFault(limit)
	}
	raw := &capped{r: source{resp.Body}, left: limit, limit: limit}
	data, err := unpack(raw, strings.Join(resp.Header.Values("Content-Encoding"), ","), limit)
	if err == nil {
		_, err = io.Copy(io.Discard, raw) // its end may say that it was cut
	}
	if err != nil {
		return nil, bodyFault(err)
	}
	return data, nil
}

func unpack(raw io.Reader, encodings string, limit int64) ([]byte, error) {
	plain, done, err := undo(raw, encodings)
	if err != nil {
		return nil, err
	}
	defer done()
	return io.ReadAll(&capped{r: plain, left: limit, limit: limit})
}

// bodyFault tells a broken encoding from a broken connection.
func bodyFault(err error) error {
	var known *Error
	var broken *sourceError
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &broken) && isReset(err):
		return err
	case broken != nil, errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF
	}
	return fault(KindEncoding, hintLater, "the page's compression is broken")
}

// source marks what goes wrong with the connection, so that it is known for
// that behind a decoder.
type source struct{ io.Reader }

func (s source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = &sourceError{err}
	}
	return n, err
}

type sourceError struct{ err error }

func (e *sourceError) Error() string { return e.err.Error() }
func (e *sourceError) Unwrap() error { return e.err }

// capped reads up to a limit; what has more is an error, not shortened.
type capped struct {
	r     io.Reader
	left  int64
	limit int64
}

func (c *capped) Read(p []byte) (int, error) {
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return 0, sizeFault(c.limit)
	}
	return n, err
}

// maxLayers is more than the one that servers use.
const maxLayers = 3

// undo returns a reader of what a list of encodings, the last applied last,
// was made of.
func undo(r io.Reader, encodings string) (io.Reader, func(), error) {
	layers := strings.FieldsFunc(strings.ToLower(encodings), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	if len(layers) > maxLayers {
		return nil, nil, fault(KindEncoding, "", "the page is compressed %d times over", len(layers))
	}
	closeAll := func() {}
	for i := len(layers) - 1; i >= 0; i-- {
		next, done, err := decoder(r, layers[i])
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		before := closeAll
		r, closeAll = next, func() { done(); before() }
	}
	return r, closeAll, nil
}

// maxWindow is the memory that zstd may ask for: the most that RFC 9659 lets a
// server use.
const maxWindow = 8 << 20

func decoder(r io.Reader, encoding string) (io.Reader, func(), error) {
	none := func() {}
	switch encoding {
	case "identity":
		return r, none, nil
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		return z, none, err
	case "br":
		return brotli.NewReader(r), none, nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return nil, nil, fault(KindEncoding, "", "the page is compressed as %.20q, which was not asked for", encoding)
}

// nulWithin is how much of a body is looked through for the NUL that no text
// has near its beginning and that every image, film and archive has.
const nulWithin = 1 << 10

// checkBody finds a file of another kind under the name of a page.
func checkBody(media string, body []byte) *Error {
	start := bytes.TrimLeft(body, "\t\n\f\r ")
	sniffed, _ := contentType(http.DetectContentType(start))
	if strings.HasPrefix(sniffed, "text/") {
		return nil
	}
	if sniffed == "application/pdf" {
		return typeFault(sniffed)
	}
	// Signatures are short: an article may begin with BM, ID3 or OTTO. And
	// UTF-16 without a mark is full of NULs, so unknown is no reason.
	binary := bytes.IndexByte(start[:min(len(start), nulWithin)], 0) >= 0
	if !binary || sniffed == "application/octet-stream" && media != "" && media != sniffed {
		return nil
	}
	return typeFault(sniffed)
}
