package read

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// A page of 100 kB may have a hundred broken bytes, mostly in what readers
// have written below the article. Each becomes U+FFFD, to be seen. Control
// characters are more often left over, in scripts; a page of which more than
// one in a hundred is one is no page, unless it is so short that this is few.
const (
	brokenPer   = 1000
	controlPer  = 100
	minControls = 8
)

// decodePage returns the text of an HTML page or a feed and the name of its
// encoding. header is the charset of the HTTP header, or "". A byte order mark
// is binding; then valid UTF-8 wins, whatever is declared, for pages that say
// GB2312 and are UTF-8 exist and the opposite cannot; then come the header,
// the page's own declarations and the detector.
//
// It is more forgiving than decode, which reads a file that somebody can save
// again: a few undecodable bytes become U+FFFD, and control characters, which
// pages have in scripts, do not count.
func decodePage(data []byte, header string) (text, charset string, e *Error) {
	if text, charset, ok := decodeMarked(data); ok {
		return tidyPage(text), charset, nil
	}
	if text, charset, ok := decodeSevenBit(data, header); ok {
		return tidyPage(text), charset, nil
	}
	data = bytes.TrimRight(data, "\x00")
	if i, n := countControls(data); n > max(len(data)/controlPer, minControls) {
		return "", "", faultAt(i, notText, "byte %d is a control character (0x%02X): this is binary, not text", i, data[i])
	}
	if utf8.Valid(data) {
		return tidyPage(string(data)), "utf-8", nil
	}
	names := declared(data, header)
	if damagedUTF8(data) {
		names = append([]string{"utf-8"}, names...)
	}
	for _, name := range names {
		if text, ok := forgive(decodeAs(name, data)); ok {
			return tidyPage(text), name, nil
		}
	}
	return guessPage(data)
}

// guessPage decodes what nothing declares, or not rightly.
func guessPage(data []byte) (text, charset string, e *Error) {
	bad := invalidUTF8(data)
	names := guesses(sample(data, bad))
	for _, tolerant := range []bool{false, true} {
		for _, name := range names {
			text, broken, total := decodeAs(name, data)
			if total > 0 && (broken == 0 || tolerant && fewBroken(broken, total)) {
				return tidyPage(text), name, nil
			}
		}
	}
	return "", "", faultAt(bad, "save the article again as UTF-8", "byte %d fits no known encoding, nor one that the page declares", bad)
}

// decodeMarked decodes what begins with a byte order mark.
func decodeMarked(data []byte) (text, charset string, ok bool) {
	for _, m := range []struct {
		mark, name string
		width      int
		order      binary.ByteOrder
	}{
		{"\xFF\xFE\x00\x00", "utf-32le", 4, binary.LittleEndian}, // before utf-16le, whose mark it contains
		{"\x00\x00\xFE\xFF", "utf-32be", 4, binary.BigEndian},
		{"\xFF\xFE", "utf-16le", 2, binary.LittleEndian},
		{"\xFE\xFF", "utf-16be", 2, binary.BigEndian},
	} {
		if rest, found := bytes.CutPrefix(data, []byte(m.mark)); found {
			text, ok := forgive(decodeUnits(rest, m.width, m.order))
			return text, m.name, ok
		}
	}
	if rest, found := bytes.CutPrefix(data, []byte("\xEF\xBB\xBF")); found {
		text, ok := forgive(decodeAs("utf-8", rest))
		return text, "utf-8", ok
	}
	return "", "", false
}

// decodeUnits decodes UTF-16 or UTF-32 and counts what it cannot.
func decodeUnits(data []byte, width int, order binary.ByteOrder) (text string, broken, total int) {
	var b strings.Builder
	for i := 0; i < len(data); {
		r, n := wideRune(data[i:], width, order)
		if n == 0 {
			broken++
			r, n = utf8.RuneError, width
		}
		b.WriteRune(r)
		i += n
	}
	return b.String(), broken, len(data)
}

// decodeSevenBit decodes what is valid UTF-8 by accident: UTF-16 without a
// mark, and ISO-2022-JP, which writes Japanese with escapes in ASCII.
func decodeSevenBit(data []byte, header string) (text, charset string, ok bool) {
	if bytes.Count(data, []byte{0})*10 > len(data) { // in a page, markup alone is more
		text, charset, e := decodeBare16(data)
		return text, charset, e == nil
	}
	const jis = "iso-2022-jp"
	if bytes.Contains(data, []byte("\x1B$B")) || bytes.Contains(data, []byte("\x1B$@")) ||
		bytes.IndexByte(data, 0x1B) >= 0 && encodingName(header) == jis {
		text, broken, total := decodeAs(jis, data)
		return text, jis, broken == 0 && total > 0
	}
	return "", "", false
}

// decodeAs decodes data and counts what the encoding leaves undefined or makes
// a C1 control. The total is 0 when it cannot be tried.
func decodeAs(name string, data []byte) (text string, broken, total int) {
	if name == "utf-8" {
		text = string(bytes.ToValidUTF8(data, []byte("\uFFFD")))
		return text, brokenUTF8(data), len(data)
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return "", 0, 0
	}
	out, err := pageEncoding(name, enc).NewDecoder().Bytes(data)
	if err != nil {
		return "", 0, 0
	}
	text = string(out)
	for _, r := range text {
		if r == utf8.RuneError || isC1(r) {
			broken++
		}
	}
	return text, broken, len(data)
}

// pageEncoding returns the decoder that the standard has for a name: pages that
// declare gbk use all of gb18030.
func pageEncoding(name string, enc encoding.Encoding) encoding.Encoding {
	if name == "gbk" {
		return simplifiedchinese.GB18030
	}
	return enc
}

func brokenUTF8(data []byte) (broken int) {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n <= 1 {
			broken++
		}
		i += n
	}
	return broken
}

// forgive reports whether a decoded text has few enough broken places.
func forgive(text string, broken, total int) (string, bool) {
	return text, total > 0 && fewBroken(broken, total)
}

// fewBroken allows a short page one.
func fewBroken(broken, total int) bool { return broken <= max(total/brokenPer, 1) }

// countControls counts the control characters that no text has, and returns the
// offset of the first.
func countControls(data []byte) (first, n int) {
	first = -1
	for i, b := range data {
		if isBinary(rune(b)) {
			n++
			if first < 0 {
				first = i
			}
		}
	}
	return first, n
}

// tidyPage takes the control characters out of a page. Those of C1 are characters
// of windows-1252 that a careless conversion to UTF-8 has left, dashes and
// quotation marks mostly; HTML reads references to them the same way.
func tidyPage(text string) string {
	if !strings.ContainsFunc(text, isControl) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case !isControl(r):
			return r
		case r < 0x20:
			return -1
		}
		if was := charmap.Windows1252.DecodeByte(byte(r)); !isControl(was) {
			return was
		}
		return utf8.RuneError
	}, text)
}

func isControl(r rune) bool {
	return r < 0x20 && !strings.ContainsRune("\t\n\f\r", r) || 0x80 <= r && r <= 0x9F
}
