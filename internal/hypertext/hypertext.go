// Package hypertext writes HTML in which every text stays text.
//
// A [Writer] takes markup only as constants of the program's source, so no
// text that was read can become markup; [Writer.Text] and the values of
// attributes are escaped as html/template escapes them there. There is no way
// to write into a script, an event handler, a style or a comment, nor to link
// to anything outside the page. [Writer.Page] sets a policy under which a
// browser loads and runs nothing.
package hypertext

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

// markup is a type that other packages cannot name, so only constants have it.
type markup string

// Sheet is a style sheet that is part of the program. To convert a text that
// was read into one is to trust it.
type Sheet string

// Writer writes HTML into memory. The zero value is ready.
type Writer struct {
	out bytes.Buffer
}

// Bytes returns what was written.
func (w *Writer) Bytes() []byte { return w.out.Bytes() }

// Raw writes markup as it stands in the program's source.
func (w *Writer) Raw(constant markup) { w.out.WriteString(string(constant)) }

// Text writes a value as fmt does, escaped.
func (w *Writer) Text(value any) {
	text, ok := value.(string)
	if !ok {
		text = fmt.Sprint(value)
	}
	escaper.WriteString(&w.out, text)
}

// escaper escapes what html/template escapes in elements and in quoted
// attributes: markup, quotes of both kinds, and what old browsers took for
// either.
var escaper = strings.NewReplacer(`"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;", "\x00", "\uFFFD")

// Open writes an element's start.
func (w *Writer) Open(element markup, attributes ...Attribute) {
	w.out.WriteString("<" + string(element))
	for _, a := range attributes {
		if a.name != "" {
			w.out.WriteString(" " + a.name + `="`)
			w.Text(a.value)
			w.out.WriteByte('"')
		}
	}
	w.out.WriteByte('>')
}

// Close writes an element's end.
func (w *Writer) Close(element markup) { w.out.WriteString("</" + string(element) + ">") }

// Element writes an element with a text.
func (w *Writer) Element(element markup, text any, attributes ...Attribute) {
	w.Open(element, attributes...)
	w.Text(text)
	w.Close(element)
}

// Around writes an element around what inner writes.
func (w *Writer) Around(element markup, inner func(*Writer), attributes ...Attribute) {
	w.Open(element, attributes...)
	inner(w)
	w.Close(element)
}

// Attribute is an attribute of an element, or none: the zero value writes
// nothing.
type Attribute struct {
	name  string
	value any
}

// Attr returns an attribute. Those whose values are more than text, such as
// addresses, styles and scripts, are a mistake in the program: Attr panics.
func Attr(name markup, value any) Attribute {
	if !plain(string(name)) {
		panic("hypertext: an attribute " + string(name) + " holds more than text")
	}
	return Attribute{string(name), value}
}

// Some returns an attribute, or none where the value is empty.
func Some(name markup, value string) Attribute {
	if value == "" {
		return Attribute{}
	}
	return Attr(name, value)
}

// To returns a link to the element of the page that has the id.
func To(id string) Attribute { return Attribute{"href", "#" + id} }

// plain reports whether an attribute's value is text wherever it stands.
func plain(name string) bool {
	switch name {
	case "action", "background", "cite", "content", "data", "formaction", "href", "manifest", "ping", "poster", "sandbox", "src", "srcdoc", "srcset", "style", "usemap":
		return false
	}
	return !strings.HasPrefix(name, "on") && !strings.ContainsAny(name, ":\"'<>= \n")
}

// Page writes a page in English around a body. Its policy names the style
// sheet by its hash, and allows nothing else to be loaded, run or sent.
func (w *Writer) Page(title string, sheet Sheet, body func(*Writer)) {
	if strings.Contains(string(sheet), "</") {
		panic("hypertext: the style sheet ends its element")
	}
	sum := sha256.Sum256([]byte(sheet))
	w.Raw("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"")
	w.Text("default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'")
	w.Raw("\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	w.Element("title", title)
	w.Raw("\n<style>")
	w.out.WriteString(string(sheet))
	w.Raw("</style>\n</head>\n<body>\n")
	body(w)
	w.Raw("</body>\n</html>\n")
}
