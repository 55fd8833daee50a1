package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dragoman/internal/article"
)

// element is an element of the page that is shown. Elements stand in document
// order, so a parent comes before its children and sums are one pass backwards.
type element struct {
	node   *html.Node
	copy   *html.Node // its counterpart in the tree that readability reads
	parent int        // -1: none
	end    int        // the element after its last descendant
	block  bool       // begins and ends blocks
	mark   *mark      // what its tag, role and class say of it; nil: nothing

	size   int    // letters and digits in it
	link   int    // those of them that are in links
	voted  int    // those of them that the vote takes for the article
	h1     bool   // holds a first-level heading
	box    bool   // is or is in a box beside the body
	reason string // why all of it is left out
}

// block is a run of text between two block borders.
type block struct {
	kind    article.Kind
	level   int // of a heading, 1 to 6
	text    string
	elem    int // the lowest element that holds all of it
	size    int
	link    int  // letters and digits in links
	led     int  // letters and digits before the first link
	after   int  // letters and digits after the last link
	strong  int  // letters and digits in bold
	voted   bool // by readability or the site rule
	sure    bool // the page says itself that it is of the article
	rescued bool // taken in beside what was voted for
	hidden  bool
	reason  string
	figure  int // the element of the figure around it; -1: none
	folded  string
}

// letters returns the letters of the block's text, to compare it with others.
func (b *block) letters() string {
	if b.folded == "" {
		b.folded = letters(b.text)
	}
	return b.folded
}

// scope is what the elements around a text say about it.
type scope struct {
	kind   article.Kind
	level  int
	elem   int        // the innermost recorded element
	copy   *html.Node // the innermost element of the copy
	link   bool
	strong bool
	pre    bool
	row    bool // in a row of a data table: block borders are spaces
	figure int
}

// run is the text that is being collected.
type run struct {
	text    []byte
	space   bool // a space is due
	breaks  int  // line breaks since the last word
	started bool
	block
	span *html.Node // marks the block in the copy
}

type walker struct {
	sheet  *stylesheet
	total  int // letters and digits of the body, hidden ones too
	spared int // how many times an aria-hidden element was looked into
	elems  []element
	blocks []block
	run    run
	hidden []string // hidden texts inside the run
	fixed  bool     // text alone: no copy for readability is made
	copies int      // nodes of the copy
}

// walk collects the elements and blocks below a node.
func (w *walker) walk(root *html.Node) *html.Node {
	top := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	w.elems = append(w.elems, element{node: root, copy: top, parent: -1, block: true})
	w.children(root, scope{kind: article.Paragraph, copy: top, figure: -1})
	w.flush()
	w.elems[0].end = len(w.elems)
	w.sum()
	return top
}

func (w *walker) children(n *html.Node, s scope) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, s)
	}
}

func (w *walker) node(n *html.Node, s scope) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, s)
	case html.ElementNode:
		w.element(n, s)
	}
}

func (w *walker) element(n *html.Node, s scope) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Meta, atom.Link, atom.Iframe, atom.Object, atom.Embed,
		atom.Audio, atom.Video, atom.Canvas, atom.Datalist, atom.Map, atom.Noembed, atom.Title:
		return
	case atom.Br:
		w.lineBreak(s)
		return
	case atom.Noscript, atom.Template, atom.Noframes:
		w.hide(n)
		return
	case atom.Svg:
		w.graphic(n, s)
		return
	case atom.Hr:
		w.flush()
	case atom.Annotation, atom.AnnotationXml:
		w.hide(n)
		return
	}
	if w.isHidden(n) {
		w.hide(n)
		return
	}
	w.visible(n, s)
}

// visible goes into an element that is shown.
func (w *walker) visible(n *html.Node, s scope) {
	block := isBlock(n.DataAtom)
	s = w.enter(n, s, block)
	index := s.elem
	switch {
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		w.cell(s)
	case block && s.row:
		w.run.space = true
	case block:
		w.flush()
	}
	if s.row && n.DataAtom == atom.Tr {
		w.flush()
	}
	w.children(n, s)
	switch {
	case n.DataAtom == atom.Tr || block && !s.row:
		w.flush()
	case block:
		w.run.space = true
	}
	if w.elems[index].node == n {
		w.elems[index].end = len(w.elems)
	}
}

// cell begins a table cell.
func (w *walker) cell(s scope) {
	if !s.row {
		w.flush()
		return
	}
	if w.run.started {
		w.run.text = append(w.run.text, " |"...)
		w.run.space = true
	}
}

// enter returns the scope inside an element and records the element.
func (w *walker) enter(n *html.Node, s scope, block bool) scope {
	s.kind, s.level = kindIn(n.DataAtom, s)
	switch n.DataAtom {
	case atom.A:
		s.link = s.link || attr(n, "href") != ""
	case atom.B, atom.Strong:
		s.strong = true
	case atom.Pre:
		s.pre = true
	case atom.Table:
		s.row = s.row || isDataTable(n)
	case atom.Figure:
		s.figure = len(w.elems)
	}
	parent := s.elem
	if block || len(n.Attr) > 0 || strings.Contains(n.Data, "-") {
		s.elem = len(w.elems)
		w.elems = append(w.elems, element{node: n, parent: parent, block: block})
	}
	s.copy = w.copied(n, s.copy, block)
	if s.elem != parent {
		w.elems[s.elem].copy = s.copy
	}
	return s
}

// kindIn returns the kind of the text in an element.
func kindIn(a atom.Atom, s scope) (article.Kind, int) {
	if s.kind == article.Caption && a != atom.Blockquote && a != atom.Table {
		return s.kind, s.level
	}
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return article.Subheading, int(a.String()[1] - '0')
	case atom.Blockquote:
		return article.Quote, 0
	case atom.Li, atom.Dt, atom.Dd:
		return article.ListItem, 0
	case atom.Figcaption, atom.Figure:
		return article.Caption, 0
	case atom.Table:
		return article.Paragraph, 0
	case atom.Tr:
		if s.row {
			return article.TableRow, 0
		}
	}
	return s.kind, s.level
}

// text adds the text of a node to the run.
func (w *walker) text(data string, s scope) {
	if s.pre && !s.row {
		for i, line := range strings.Split(data, "\n") {
			if i > 0 {
				w.lineBreak(s)
			}
			w.words(line, s)
		}
		return
	}
	w.words(data, s)
}

func (w *walker) words(data string, s scope) {
	first := strings.IndexFunc(data, func(r rune) bool { return !unicode.IsSpace(r) })
	if first < 0 {
		w.run.space = w.run.space || data != ""
		w.copyText(" ", s)
		return
	}
	r := &w.run
	if r.breaks > 0 {
		w.breakLine()
	}
	w.begin(s)
	r.space = r.space || first > 0
	for _, c := range data {
		if isSpace(c) {
			r.space = true
			continue
		}
		if r.space && len(r.text) > 0 {
			r.text = append(r.text, ' ')
		}
		r.space = false
		r.text = utf8.AppendRune(r.text, c)
	}
	w.count(data, s)
	w.copyText(data, s)
}

// isSpace reports whether HTML joins a character with its neighbours to one
// space. A no-break space is not one.
func isSpace(c rune) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// begin starts the run, or widens it to an element.
func (w *walker) begin(s scope) {
	r := &w.run
	if !r.started {
		r.started = true
		r.block = block{kind: s.kind, level: s.level, elem: s.elem, figure: s.figure}
		return
	}
	r.elem = w.common(r.elem, s.elem)
}

// common returns the lowest element that holds two elements.
func (w *walker) common(a, b int) int {
	for a != b {
		if a > b {
			a = w.elems[a].parent
		} else {
			b = w.elems[b].parent
		}
	}
	return a
}

// lineBreak ends a line. Two in a row end a block.
func (w *walker) lineBreak(s scope) {
	if s.row {
		w.run.space = true
		return
	}
	w.run.breaks++
	w.run.space = true
	if !w.fixed {
		w.copies++
		s.copy.AppendChild(&html.Node{Type: html.ElementNode, Data: "br", DataAtom: atom.Br})
	}
}

// lineSize is the length from which a line that ends a sentence before a single
// line break is taken for a paragraph.
const lineSize = 80

// breakLine decides at the first word after line breaks whether they end the
// block.
func (w *walker) breakLine() {
	r := &w.run
	if r.breaks > 1 || r.size >= lineSize && ends(string(r.text[max(0, len(r.text)-16):])) {
		w.flush()
	}
	r.breaks = 0
}

// flush makes a block of the run.
func (w *walker) flush() {
	r := &w.run
	if r.started {
		b := r.block
		b.text = tidy(string(r.text))
		if b.text != "" {
			w.number(r.span, len(w.blocks))
			w.blocks = append(w.blocks, b)
		}
	}
	*r = run{text: r.text[:0]}
	for _, text := range w.hidden {
		w.blocks = append(w.blocks, block{kind: article.Paragraph, text: text, hidden: true, figure: -1})
	}
	w.hidden = nil
}

// sum adds up the elements and gives each its mark.
func (w *walker) sum() {
	marks := newMarker()
	for i := len(w.elems) - 1; i >= 0; i-- {
		e := &w.elems[i]
		e.mark = marks.of(e.node)
		e.h1 = e.h1 || e.node.DataAtom == atom.H1 && e.size > 0
		if e.parent >= 0 {
			p := &w.elems[e.parent]
			p.size += e.size
			p.link += e.link
			p.h1 = p.h1 || e.h1
		}
	}
}
