package page

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blockAttr holds the number of a block in the copy of the page.
const blockAttr = "data-block"

// copied returns the counterpart of an element in the copy that readability
// reads. Inline elements that it does not look at have none: their text stands
// in the element around them.
func (w *walker) copied(n *html.Node, parent *html.Node, block bool) *html.Node {
	if w.fixed || !block && n.DataAtom != atom.A && n.DataAtom != atom.Img {
		return parent
	}
	c := &html.Node{Type: html.ElementNode, Data: n.Data, DataAtom: n.DataAtom}
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "role", "itemprop", "rel":
			c.Attr = append(c.Attr, a)
		case "href":
			c.Attr = append(c.Attr, html.Attribute{Key: "href", Val: linkKind(a.Val)})
		}
	}
	w.copies++
	parent.AppendChild(c)
	return c
}

// linkKind shortens an address to what readability tells apart: links inside
// the page count less.
func linkKind(href string) string {
	if len(href) > 0 && href[0] == '#' {
		return "#a"
	}
	return "/a"
}

// copyText puts a text into the copy; the first of a block stands in a span
// that flush numbers.
func (w *walker) copyText(data string, s scope) {
	if w.fixed {
		return
	}
	w.copies++
	text := &html.Node{Type: html.TextNode, Data: data}
	if w.run.started && w.run.span == nil {
		w.run.span = &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span}
		w.run.span.AppendChild(text)
		text = w.run.span
	}
	s.copy.AppendChild(text)
}

func (w *walker) number(span *html.Node, number int) {
	if span != nil {
		span.Attr = append(span.Attr, html.Attribute{Key: blockAttr, Val: strconv.Itoa(number)})
	}
}
