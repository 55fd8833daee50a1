package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"dragoman/internal/article"
)

// prose takes a heading or paragraph.
func (r *reader) prose(n ast.Node) {
	lines := n.Lines()
	if lines == nil || lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	first = first.TrimLeftSpace(r.source)
	l := r.line(first.Start)
	start := l.pos
	if number := r.number(n, start); number != "" {
		start -= len(number)
		l.add(article.Number, number, number)
	}
	l.children(n)
	if l.lost {
		l = r.flat(n)
	}
	after := lineEnd(r.source, l.pos)
	if _, ok := n.(*ast.Heading); ok && !r.marked(start) && after < len(r.source) {
		after = lineEnd(r.source, after+1) // the line under it
	}
	r.add(l, start, after, kindOf(n))
}

// flat takes a block whose marks could not be found as it stands: a mark may be
// read as text, but no text is lost.
func (r *reader) flat(n ast.Node) *line {
	lines := n.Lines()
	l := r.line(lines.At(0).Start)
	for i := range lines.Len() {
		at := lines.At(i)
		at = at.TrimLeftSpace(r.source)
		at = at.TrimRightSpace(r.source)
		l.flush(at.Start)
		l.text.Write(r.source[at.Start:at.Stop])
		l.pos, l.gap = at.Stop, &gap{from: at.Stop}
	}
	return l
}

// row takes a table row: its cells, from the first to the last that has a text.
func (r *reader) row(n *block) {
	var l *line
	start := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Lines().Len() == 0 {
			continue
		}
		at := c.Lines().At(0)
		if l == nil {
			l, start = r.line(at.Start), at.Start
		} else {
			l.cell(at.Start)
		}
		l.children(c)
		if l.lost || l.pos > at.Stop {
			l.lost = false
			l.text.Write(r.source[min(l.pos, at.Stop):at.Stop])
		}
		l.pos, l.gap = at.Stop, nil
	}
	if l != nil {
		r.add(l, start, n.end, article.TableRow)
	}
}

// add adds what was read of a block; what has nothing to read is carried.
func (r *reader) add(l *line, start, after int, kind article.Kind) {
	b := article.Block{Kind: kind, Text: l.text.String(), Marks: l.marks}
	if !readable(b.Text) {
		reason := separator
		if len(l.marks) > 0 && l.marks[0].Kind != article.Number {
			reason = bareImage
		}
		r.carry(start, l.pos, reason)
		return
	}
	r.parts = append(r.parts, part{start, l.pos, after, b})
}

// marked reports whether the text of a heading stands behind #.
func (r *reader) marked(start int) bool {
	return bytes.HasSuffix(bytes.TrimRight(r.source[:start], " \t"), []byte("#"))
}

// number returns the mark of a numbered item whose text begins at start, such
// as "1. ", or nothing.
func (r *reader) number(n ast.Node, start int) string {
	item, ok := n.Parent().(*ast.ListItem)
	if !ok || n.PreviousSibling() != nil || !item.Parent().(*ast.List).IsOrdered() {
		return ""
	}
	before := r.source[:start]
	digits := bytes.TrimSuffix(bytes.TrimSuffix(before, []byte(". ")), []byte(") "))
	first := len(bytes.TrimRight(digits, "0123456789"))
	if len(digits) != start-2 || first == len(digits) {
		return ""
	}
	return string(before[first:])
}

// kindOf says what a block is by the nearest block around it.
func kindOf(n ast.Node) article.Kind {
	if _, ok := n.(*ast.Heading); ok {
		return article.Headline
	}
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p.(type) {
		case *ast.Blockquote:
			return article.Quote
		case *ast.ListItem:
			if n.PreviousSibling() == nil {
				return article.ListItem
			}
		}
	}
	return article.Paragraph
}
