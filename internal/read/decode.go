package read

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

const notText = "it is not a text file; save the article as text, best in UTF-8"

// decode returns the text in data and the name of its encoding. A byte order
// mark is binding; without one valid UTF-8 wins, then UTF-16 that its NUL bytes
// give away, then a detector chooses among the legacy encodings.
func decode(data []byte) (text, charset string, e *Error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		text, charset, e = decodeUTF8(data[3:], 3)
	case bytes.HasPrefix(data, []byte("\xFF\xFE\x00\x00")):
		text, charset, e = decodeWide(data[4:], 4, 4, binary.LittleEndian, "utf-32le")
	case bytes.HasPrefix(data, []byte("\x00\x00\xFE\xFF")):
		text, charset, e = decodeWide(data[4:], 4, 4, binary.BigEndian, "utf-32be")
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		text, charset, e = decodeWide(data[2:], 2, 2, binary.LittleEndian, "utf-16le")
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		text, charset, e = decodeWide(data[2:], 2, 2, binary.BigEndian, "utf-16be")
	case bytes.IndexByte(data, 0) >= 0:
		text, charset, e = decodeBare16(data)
	case utf8.Valid(data):
		text, charset, e = decodeUTF8(data, 0)
	default:
		text, charset, e = decodeLegacy(data)
	}
	return text, charset, e
}

// decodeUTF8 checks UTF-8 that begins base bytes into the file.
func decodeUTF8(data []byte, base int) (string, string, *Error) {
	if !utf8.Valid(data) {
		i := invalidUTF8(data)
		return "", "", faultAt(base+i, notUTF8, "byte %d is not valid UTF-8", base+i)
	}
	text := string(data)
	for i, r := range text {
		if r == 0 || isC1(r) {
			return "", "", faultAt(base+i, notText, "byte %d is a control character (U+%04X)", base+i, r)
		}
	}
	return text, "utf-8", nil
}

const notUTF8 = "save it again as UTF-8, or repair the damaged place"

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return -1
}

// isC1 reports whether a rune is a C1 control. No text has any: they are bytes
// of another encoding. The next-line control is the exception.
func isC1(r rune) bool { return 0x80 <= r && r <= 0x9F && r != nextLine }

const nextLine = 0x85

// decodeWide decodes UTF-16 (width 2) or UTF-32 (width 4) that begins base
// bytes into the file.
func decodeWide(data []byte, base, width int, order binary.ByteOrder, name string) (string, string, *Error) {
	var b strings.Builder
	b.Grow(len(data))
	for i := 0; i < len(data); {
		r, n := wideRune(data[i:], width, order)
		if n == 0 || r == 0 || isC1(r) {
			return "", "", faultAt(base+i, notText, "byte %d is not valid %s", base+i, strings.ToUpper(name))
		}
		b.WriteRune(r)
		i += n
	}
	return b.String(), name, nil
}

// wideRune decodes the first rune of data; its length is 0 when it is invalid.
func wideRune(data []byte, width int, order binary.ByteOrder) (rune, int) {
	if len(data) < width {
		return 0, 0
	}
	if width == 4 {
		v := order.Uint32(data)
		if v > unicode.MaxRune || !utf8.ValidRune(rune(v)) {
			return 0, 0
		}
		return rune(v), 4
	}
	r := rune(order.Uint16(data))
	if !utf16.IsSurrogate(r) {
		return r, 2
	}
	if len(data) < 4 {
		return 0, 0
	}
	r = utf16.DecodeRune(r, rune(order.Uint16(data[2:])))
	if r == utf8.RuneError {
		return 0, 0
	}
	return r, 4
}

// decodeBare16 decodes UTF-16 without a byte order mark. It is taken for that
// when every NUL byte is the high byte of a unit, of which one in twenty at
// least is a space or line end, as in any text with words, and nothing decoded
// is a control character or unassigned. Everything else with a NUL is binary.
func decodeBare16(data []byte) (string, string, *Error) {
	first := bytes.IndexByte(data, 0)
	for _, c := range []struct {
		order binary.ByteOrder
		name  string
	}{{binary.LittleEndian, "utf-16le"}, {binary.BigEndian, "utf-16be"}} {
		text, name, e := decodeWide(data, 0, 2, c.order, c.name)
		if e == nil && isWords(text) {
			return text, name, nil
		}
	}
	return "", "", faultAt(first, notText, "byte %d is NUL: this is binary, not text", first)
}

func isWords(text string) bool {
	total, spaces := 0, 0
	for _, r := range text {
		total++
		switch {
		case r == ' ' || r == '\n' || r == '\r' || r == '\t':
			spaces++
		case !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r):
			return false
		}
	}
	return spaces*20 >= total
}

// decodeLegacy decodes bytes that are not UTF-8: by the detector's best guess
// that leaves no byte undefined.
func decodeLegacy(data []byte) (string, string, *Error) {
	bad := invalidUTF8(data)
	if damagedUTF8(data) {
		return "", "", faultAt(bad, notUTF8, "byte %d is not valid UTF-8", bad)
	}
	if i := bytes.IndexFunc(data, isBinary); i >= 0 {
		return "", "", faultAt(i, notText, "byte %d is a control character (0x%02X): this is binary, not text", i, data[i])
	}
	first := bad
	for n, name := range guesses(sample(data, bad)) {
		enc, err := htmlindex.Get(name)
		if err != nil {
			continue
		}
		text, offset := decodeWith(enc, data)
		if offset < 0 {
			return text, name, nil
		}
		if n == 0 {
			first = offset
		}
	}
	return "", "", faultAt(first, "save the article again as UTF-8", "byte %d fits no known encoding", first)
}

// isBinary reports whether a rune is a control character that no text file
// has. Escape stays: ISO-2022-JP switches alphabets with it.
func isBinary(r rune) bool {
	return r < 0x20 && !strings.ContainsRune("\t\n\v\f\r\x1B", r)
}

// damagedUTF8 reports whether data is UTF-8 with some bytes broken, which no
// legacy encoding looks like: at least three whole sequences, and ten for every
// broken byte.
func damagedUTF8(data []byte) bool {
	whole, broken := 0, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n <= 1:
			broken++
		case n > 1:
			whole++
		}
		i += n
	}
	return whole >= 3 && whole >= 10*broken
}

// sample returns the part of data that the detector looks at: 64 kB from
// shortly before the first byte that is not ASCII.
func sample(data []byte, first int) []byte {
	const size = 64 << 10
	start := max(first-1000, 0)
	return data[start:min(start+size, len(data))]
}

// supersets maps the detector's names to the encodings of the WHATWG standard
// that contain them and that pages really use under these names.
var supersets = map[string]string{
	"ISO-8859-1": "windows-1252", "ISO-8859-9": "windows-1254",
	"ISO-8859-8": "windows-1255", "ISO-8859-8-I": "windows-1255",
	"GB-18030": "gb18030",
}

// guesses returns the detector's answers, best first. The detector works in
// goroutines and returns equals in any order, so they are put in order of name.
func guesses(data []byte) []string {
	results, err := chardet.NewTextDetector().DetectAll(data)
	if err != nil {
		return nil
	}
	slices.SortFunc(results, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Charset, b.Charset))
	})
	var names []string
	for _, r := range results {
		name := cmp.Or(supersets[r.Charset], strings.ToLower(r.Charset))
		if !strings.HasPrefix(name, "utf") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// decodeWith decodes data and returns the offset of the first byte that the
// encoding leaves undefined or makes a C1 control, or -1.
func decodeWith(enc encoding.Encoding, data []byte) (string, int) {
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", 0
	}
	if !bytes.ContainsRune(text, utf8.RuneError) && !bytes.ContainsFunc(text, isC1) {
		return string(text), -1
	}
	return "", firstBad(enc, data)
}

// firstBad decodes one character at a time to find where decoding goes wrong.
func firstBad(enc encoding.Encoding, data []byte) int {
	dec := enc.NewDecoder()
	var dst [utf8.UTFMax]byte
	for at := 0; at < len(data); {
		nDst, nSrc, _ := dec.Transform(dst[:], data[at:], true)
		if nSrc == 0 {
			return at
		}
		text := dst[:nDst]
		if bytes.ContainsRune(text, utf8.RuneError) || bytes.ContainsFunc(text, isC1) {
			return at
		}
		at += nSrc
	}
	return 0
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.4g MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.4g KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
