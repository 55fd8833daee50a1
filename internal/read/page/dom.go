package page

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dragoman/internal/article"
)

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// isBlock reports whether an element begins and ends a block of text.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Details, atom.Dialog,
		atom.Dd, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr,
		atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary,
		atom.Table, atom.Caption, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul,
		atom.Button, atom.Select, atom.Option, atom.Optgroup, atom.Textarea, atom.Label:
		return true
	}
	return false
}

// longCell is the length from which a table cell is not data.
const longCell = 400

// isDataTable reports whether a table holds data and not the layout of a page:
// it has two columns or more, no cell with blocks inside, no table inside.
func isDataTable(table *html.Node) bool {
	if role := attr(table, "role"); role == "presentation" || role == "none" {
		return false
	}
	columns, cells, size := 0, 0, 0
	for d := range table.Descendants() {
		switch {
		case d.Type == html.TextNode:
			if size += len(d.Data); size > longCell && len(strings.TrimSpace(d.Data)) > longCell {
				return false
			}
			continue
		case d.Type != html.ElementNode:
			continue
		}
		switch d.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.Section, atom.Article, atom.Form, atom.Blockquote, atom.Figure:
			return false
		case atom.Tr:
			cells = 0
		case atom.Td, atom.Th:
			cells++
			columns = max(columns, cells)
			size = 0
		case atom.Br, atom.P, atom.Div:
			if size > longCell {
				return false
			}
		}
	}
	return columns > 1
}

// graphic records the text in a drawing, which is seen but is not the article.
func (w *walker) graphic(n *html.Node, s scope) {
	for d := range n.Descendants() {
		if d.Type != html.TextNode || d.Parent.Data != "text" && d.Parent.Data != "tspan" {
			continue
		}
		if text := tidy(strings.Join(strings.Fields(d.Data), " ")); text != "" {
			w.flush()
			w.blocks = append(w.blocks, block{kind: article.Paragraph, text: text, elem: s.elem, reason: "graphic", figure: -1})
		}
	}
}

// ends reports whether a text ends with punctuation that ends a sentence,
// whatever closing marks follow it.
func ends(text string) bool {
	text = strings.TrimRight(text, "\"'”’»›)]」』）〉】 \u00A0\u202F")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?؟۔…。！？।॥։።", r)
}
