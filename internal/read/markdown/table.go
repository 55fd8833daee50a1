package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tables makes table rows of the lines of a paragraph, from the first line
// under which a line of dashes has as many cells. goldmark's own extension
// brings its HTML renderer along, and knows the cells but not their places.
type tables struct{}

func (tables) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	source, lines := reader.Source(), node.Lines()
	for i := 0; i+1 < lines.Len(); i++ {
		under := lines.At(i + 1)
		n := delimiters(under.Value(source))
		if n == 0 || len(cells(source, lines.At(i))) != n {
			continue
		}
		addRows(node, source, i)
		return
	}
}

// addRows moves the lines from first on out of a paragraph, into rows after it.
func addRows(node *ast.Paragraph, source []byte, first int) {
	lines, parent := node.Lines(), node.Parent()
	var after ast.Node = node
	for i := first; i < lines.Len(); i++ {
		row := &block{kind: kindRow, end: lineEnd(source, lines.At(i).Start)}
		for _, c := range cells(source, lines.At(i)) {
			cell := &block{kind: kindCell}
			cell.SetPos(c.Start)
			if !c.IsEmpty() {
				cell.Lines().Append(c)
			}
			row.AppendChild(row, cell)
		}
		if i == first {
			i++ // the line of dashes belongs to the row of headings
			row.end = lineEnd(source, lines.At(i).Start)
		}
		parent.InsertAfter(parent, after, row)
		after = row
	}
	lines.SetSliced(0, first)
	if first == 0 {
		parent.RemoveChild(parent, node)
	}
}

// delimiters returns how many cells a line of dashes and colons has; 0 when it
// is another line.
func delimiters(line []byte) int {
	line = bytes.TrimSpace(line)
	if bytes.IndexByte(line, '|') < 0 {
		return 0
	}
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte("|")), []byte("|"))
	n := 0
	for cell := range bytes.SplitSeq(line, []byte("|")) {
		dashes := bytes.TrimSuffix(bytes.TrimPrefix(bytes.TrimSpace(cell), []byte(":")), []byte(":"))
		if len(dashes) == 0 || len(bytes.Trim(dashes, "-")) > 0 {
			return 0
		}
		n++
	}
	return n
}

// cells returns the cells of a row, without the space around them. A pipe after
// a backslash divides nothing, not even in code.
func cells(source []byte, line text.Segment) []text.Segment {
	line = line.TrimLeftSpace(source)
	line = line.TrimRightSpace(source)
	row := line.Value(source)
	var out []text.Segment
	start := 0
	for i := 0; i < len(row); i++ {
		switch {
		case row[i] == '\\':
			i++
		case row[i] == '|':
			if i > 0 {
				out = append(out, trimmed(source, line.Start+start, line.Start+i))
			}
			start = i + 1
		}
	}
	if start < len(row) || len(out) == 0 {
		out = append(out, trimmed(source, line.Start+start, line.Start+len(row)))
	}
	return out
}

func trimmed(source []byte, start, end int) text.Segment {
	cell := source[start:end]
	left := len(cell) - len(bytes.TrimLeft(cell, " \t"))
	cell = bytes.Trim(cell, " \t")
	return text.NewSegment(start+left, start+left+len(cell))
}

// lineEnd returns the end of the line that a place is in, without its line feed.
func lineEnd(source []byte, at int) int {
	if n := bytes.IndexByte(source[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(source)
}
