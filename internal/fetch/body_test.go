package fetch

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

func pack(t testing.TB, encoding string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch encoding {
	case "gzip", "x-gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	default:
		return data
	}
	w.Write(data)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// encoded answers with a body that is packed already.
func encoded(encoding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if encoding != "" {
			w.Header().Set("Content-Encoding", encoding)
		}
		w.Write(body)
	}
}

func TestEncodings(t *testing.T) {
	long := []byte(strings.Repeat(html, 2000))
	for _, encoding := range []string{"", "identity", "gzip", "x-gzip", "br", "zstd"} {
		p := mustGet(t, local(t, Options{}), server(t, encoded(encoding, pack(t, encoding, long))).URL)
		if !bytes.Equal(p.Body, long) {
			t.Errorf("%q: %d bytes, want %d", encoding, len(p.Body), len(long))
		}
	}
	twice := pack(t, "br", pack(t, "gzip", long))
	if p := mustGet(t, local(t, Options{}), server(t, encoded("gzip, br", twice)).URL); !bytes.Equal(p.Body, long) {
		t.Errorf("gzip in br: %d bytes, want %d", len(p.Body), len(long))
	}
	e := faultOf(t, local(t, Options{}), server(t, encoded("compress", long)).URL)
	wantFault(t, e, KindEncoding, `compressed as "compress"`)
	e = faultOf(t, local(t, Options{}), server(t, encoded("gzip,gzip,gzip,gzip", long)).URL)
	wantFault(t, e, KindEncoding, "4 times over")
}

// TestCut ends each body early, in each way there is: none is ever a page.
func TestCut(t *testing.T) {
	long := []byte(strings.Repeat(html+fmt.Sprint(strings.Repeat("x", 7)), 500))
	for _, encoding := range []string{"", "gzip", "br", "zstd"} {
		whole := pack(t, encoding, long)
		for _, keep := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
			t.Run(fmt.Sprintf("%s/length/%d", encoding, keep), func(t *testing.T) {
				s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
					encoded(encoding, whole[:keep])(w, r)
				}))
				wantFault(t, faultOf(t, local(t, Options{}), s.URL), KindNetwork, "cut off")
			})
			t.Run(fmt.Sprintf("%s/chunks/%d", encoding, keep), func(t *testing.T) {
				s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					encoded(encoding, whole[:keep])(w, r)
					w.(http.Flusher).Flush()
					panic(http.ErrAbortHandler)
				}))
				wantFault(t, faultOf(t, local(t, Options{}), s.URL), KindNetwork, "cut off")
			})
			if encoding == "" || keep == 0 { // an empty or a plain body has no end of its own
				continue
			}
			t.Run(fmt.Sprintf("%s/stream/%d", encoding, keep), func(t *testing.T) {
				s := server(t, encoded(encoding, whole[:keep]))
				wantFault(t, faultOf(t, local(t, Options{}), s.URL), KindNetwork, "cut off")
			})
		}
	}
}

func TestBrokenEncoding(t *testing.T) {
	for _, encoding := range []string{"gzip", "br", "zstd"} {
		s := server(t, encoded(encoding, []byte(strings.Repeat("\xFF\xFEno such encoding", 30))))
		wantFault(t, faultOf(t, local(t, Options{}), s.URL), KindEncoding, "compression is broken")
	}
}

// TestSize has bombs: a few kilobytes that unpack to 16 MiB.
func TestSize(t *testing.T) {
	const limit = 1 << 20
	bomb := bytes.Repeat([]byte{' '}, 16<<20)
	for _, encoding := range []string{"gzip", "br", "zstd"} {
		body := pack(t, encoding, bomb)
		e := faultOf(t, local(t, Options{MaxSize: limit}), server(t, encoded(encoding, body)).URL)
		wantFault(t, e, KindSize, "larger than 1 MiB")
		if !strings.Contains(e.Hint, "--max-size") {
			t.Errorf("hint %q", e.Hint)
		}
	}
	for length, ok := range map[int]bool{limit: true, limit + 1: false} {
		for _, chunked := range []bool{false, true} {
			s := server(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !chunked {
					w.Header().Set("Content-Length", fmt.Sprint(length))
				}
				encoded("", bytes.Repeat([]byte{'a'}, length))(w, r)
			}))
			p, err := local(t, Options{MaxSize: limit}).Get(t.Context(), s.URL)
			if (err == nil) != ok || ok && len(p.Body) != length {
				t.Errorf("%d bytes, chunked %v: %d bytes, error %v", length, chunked, len(p.Body), err)
			}
		}
	}
}

func TestContentTypes(t *testing.T) {
	const nul = "\x00\x00\x00"
	for _, tt := range []struct{ media, body, refused string }{
		{"text/html", html, ""},
		{"", html, ""},
		{"application/octet-stream", html, ""},
		{"application/xhtml+xml; charset=utf-8", html, ""},
		{"application/rss+xml", "<?xml version='1.0'?><rss/>", ""},
		{"application/atom+xml", "<feed/>", ""},
		{"application/feed+json", "{}", ""},
		{"application/json", "{}", ""},
		{"text/plain", "BMW baut ein Werk.", ""},
		{"text/plain", "OTTO ist ein Versandhaus.", ""},
		{"text/plain", "ID3 heißt das Auto.", ""},
		{"text/markdown", "# Kopf", ""},
		{"text/html", "\xFF\xFEA\x00b\x00", ""},
		{"text/html", "A\x00b\x00c\x00", ""}, // UTF-16 without a mark
		{"text/html", "", ""},
		{"application/pdf", "%PDF-1.7", "is a PDF, not an article page"},
		{"text/html", "%PDF-1.7 text", "is a PDF, not an article page"},
		{"text/html", "\n%PDF-1.7 text", "is a PDF, not an article page"},
		{"image/jpeg", "", "is an image"},
		{"text/html", "\x89PNG\x0D\x0A\x1A\x0A" + nul, "is an image"},
		{"audio/mpeg", "", "is a sound file"},
		{"text/plain", "ID3\x03\x00" + nul, "is a sound file"},
		{"video/mp4", "", "is a video"},
		{"text/html", "\x00\x00\x00\x18ftypmp42" + nul + nul + nul + nul, "is a video"},
		{"application/zip", "", "is an archive"},
		{"text/html", "PK\x03\x04\x14" + nul, "is an archive"},
		{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "", "is an office document"},
		{"application/octet-stream", "\x01\x02\x03" + nul, "is binary data"},
		{"font/woff2", "", "is a font"},
		{"text/css", "a{}", `is "text/css"`},
		{"application/wasm", "", `is "application/wasm"`},
	} {
		s := server(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = nil
			if tt.media != "" {
				w.Header().Set("Content-Type", tt.media)
			}
			io.WriteString(w, tt.body)
		}))
		p, err := local(t, Options{}).Get(t.Context(), s.URL)
		switch {
		case tt.refused == "" && (err != nil || string(p.Body) != tt.body):
			t.Errorf("%s %.12q: got %q, %v", tt.media, tt.body, p.Body, err)
		case tt.refused != "":
			e := faultOf(t, local(t, Options{}), s.URL)
			wantFault(t, e, KindType, tt.refused)
		}
	}
}

func TestContentTypeHeader(t *testing.T) {
	for header, want := range map[string][2]string{
		"text/html":                                {"text/html", ""},
		"Text/HTML ; Charset = 'UTF-8'":            {"text/html", "utf-8"},
		`text/html;charset="gb2312";charset=utf-8`: {"text/html", "gb2312"},
		"text/html; boundary=x; charset=koi8-r":    {"text/html", "koi8-r"},
		"text/html;;charset":                       {"text/html", ""},
		"":                                         {"", ""},
	} {
		if media, charset := contentType(header); [2]string{media, charset} != want {
			t.Errorf("%q is %q, %q, want %q", header, media, charset, want)
		}
	}
}
