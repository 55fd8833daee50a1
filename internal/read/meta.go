package read

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/htmlindex"
)

// declared returns the encodings that an HTML page, a feed or its HTTP header
// claims, by the names of the WHATWG standard, the most binding first: the
// header, then the page, then an XML declaration, which HTML does not heed.
func declared(data []byte, header string) []string {
	labels := append([]string{header}, metaCharsets(data)...)
	labels = append(labels, xmlEncoding(data))
	var names []string
	for i, label := range labels {
		name := encodingName(label)
		if i > 0 && strings.HasPrefix(name, "utf-16") {
			name = "utf-8" // what says so in single bytes is not UTF-16
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// encodingName returns the standard's name of an encoding, or "" where the
// label means none: iso-8859-1 is windows-1252, gb2312 is gbk.
func encodingName(label string) string {
	enc, err := htmlindex.Get(strings.Trim(label, " \t\r\n\f\"'"))
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(enc)
	switch {
	case err != nil || name == "replacement":
		return ""
	case name == "x-user-defined": // as the standard has it for a page
		return "windows-1252"
	}
	return name
}

// metaCharsets returns what the meta elements of a page's head declare. The
// whole head is looked at, for many pages have their scripts first; what stands
// in comments, scripts and styles is none.
func metaCharsets(data []byte) []string {
	var labels []string
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return labels
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "head" {
				return labels
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "body", "rss", "feed", "rdf:rdf":
				return labels
			case "meta":
				if label := metaCharset(z); label != "" {
					labels = append(labels, label)
				}
			}
		}
	}
}

// metaCharset returns what the meta element at z declares, or "".
func metaCharset(z *html.Tokenizer) string {
	var charset, content string
	about := false
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "charset":
			charset = string(value)
		case "content":
			content = string(value)
		case "http-equiv":
			about = strings.EqualFold(strings.TrimSpace(string(value)), "content-type")
		}
	}
	if charset == "" && about {
		charset = charsetOf(content)
	}
	return charset
}

// charsetOf returns the charset in a value such as "text/html; charset=utf-8".
func charsetOf(content string) string {
	i := strings.Index(strings.ToLower(content), "charset")
	if i < 0 {
		return ""
	}
	rest, found := strings.CutPrefix(strings.TrimSpace(content[i+len("charset"):]), "=")
	if !found {
		return ""
	}
	label, _, _ := strings.Cut(strings.Trim(rest, " \t\r\n\"'"), ";")
	label, _, _ = strings.Cut(label, " ")
	return strings.Trim(label, "\"'")
}

// maxDeclaration is far above any XML declaration.
const maxDeclaration = 256

// xmlEncoding returns the encoding that an XML declaration names, or "".
func xmlEncoding(data []byte) string {
	data = bytes.TrimLeft(data, " \t\r\n")
	if !bytes.HasPrefix(data, []byte("<?xml")) {
		return ""
	}
	declaration, _, _ := strings.Cut(string(data[:min(len(data), maxDeclaration)]), "?>")
	_, rest, _ := strings.Cut(declaration, "encoding")
	rest = strings.TrimLeft(rest, " \t\r\n=")
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	label, _, _ := strings.Cut(rest[1:], rest[:1])
	return label
}
