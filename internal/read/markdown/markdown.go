// Package markdown divides Markdown into the blocks of an article and keeps
// what stands between them, so that the document can be written again around
// translated text.
//
// [Parse] is the way in. Marks inside a line (links, emphasis, code) become the
// marks of a block's text. What is no prose (front matter, code, HTML, link
// targets) is carried through: it becomes a block that is left out of the
// translation, with its reason, and stays in the layout.
package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"dragoman/internal/article"
)

// Why a block is carried through and not translated.
const (
	FrontMatter = "front matter"
	codeBlock   = "code block"
	htmlBlock   = "HTML block"
	hidden      = "hidden comment"
	linkTarget  = "link target"
	separator   = "separator"
	bareImage   = "image without a text"
)

// Parse divides Markdown whose line ends are line feeds into blocks. The
// blocks' Before, text with marks, and After in order are the source. seamless
// reports whether two parts of a line that was wrapped between them join
// without a space.
//
// The first heading is the headline if no text stands before it; the other
// headings are subheadings. The number of a numbered item stays in its text: it
// may be the text's own ("21. November"), and order is meaning.
func Parse(source string, seamless func(before, after string) bool) []article.Block {
	r := &reader{source: []byte(source), at: spans{}, seamless: seamless}
	r.parse()
	for n := r.root.FirstChild(); n != nil; n = n.NextSibling() {
		r.walk(n)
	}
	return r.blocks()
}

// reader collects the parts of one document.
type reader struct {
	source   []byte
	root     ast.Node
	at       spans
	seamless func(before, after string) bool
	parts    []part
}

// part is a block and its place in the source: text from start to end, and
// what belongs to it up to after.
type part struct {
	start, end, after int
	block             article.Block
}

// maxOpen bounds how often a document is parsed again because something in it
// is opened and never closed. Real ones have one such place.
const maxOpen = 8

// parse parses the document without what is not Markdown or not meant: the
// front matter, and fences and comments that are never closed, behind which
// half an article would vanish. They are blanked, so that places stay.
func (r *reader) parse() {
	masked := bytes.Clone(r.source)
	mask := func(start, end int, reason string) {
		for i := range masked[start:end] {
			if masked[start+i] != '\n' {
				masked[start+i] = ' '
			}
		}
		r.carry(start, end, reason)
	}
	if end := frontMatter(r.source); end > 0 {
		mask(0, end, FrontMatter)
	}
	for i := 0; ; i++ {
		clear(r.at)
		r.root = newParser(r.at).Parse(text.NewReader(masked))
		start, ok := r.unclosed(r.root.LastChild())
		if !ok || i == maxOpen {
			return
		}
		end := lineEnd(r.source, start)
		reason := codeBlock
		if !readable(string(r.source[start:end])) {
			reason = separator
		}
		mask(start, end, reason)
	}
}

// unclosed returns where a code block or comment begins that ends only because
// the document does.
func (r *reader) unclosed(last ast.Node) (start int, ok bool) {
	switch n := last.(type) {
	case *ast.FencedCodeBlock:
		_, closed := r.fence(n)
		return n.Pos(), !closed
	case *ast.HTMLBlock:
		lines := n.Lines()
		if n.HTMLBlockType != ast.HTMLBlockType2 || lines.Len() == 0 {
			return 0, false
		}
		all := r.source[lines.At(0).Start:max(lines.At(lines.Len()-1).Stop, n.ClosureLine.Stop)]
		return lines.At(0).Start, !bytes.Contains(all, []byte("-->"))
	}
	return 0, false
}

// frontMatter returns the end of the settings of a publishing system at the
// top: lines between two of --- or +++, if the first of them sets something.
func frontMatter(source []byte) int {
	first, rest, _ := bytes.Cut(source, []byte("\n"))
	mark := string(bytes.TrimRight(first, " \t"))
	second, _, _ := bytes.Cut(rest, []byte("\n"))
	if mark != "---" && mark != "+++" || !bytes.ContainsAny(second, ":=") {
		return 0
	}
	at := len(first) + 1
	for line := range bytes.Lines(rest) {
		end := string(bytes.TrimSpace(line))
		if end == mark || mark == "---" && end == "..." {
			return at + len(bytes.TrimRight(line, "\n"))
		}
		at += len(line)
	}
	return 0
}

// walk takes the parts of a block and of those inside it.
func (r *reader) walk(n ast.Node) {
	switch n := n.(type) {
	case *ast.FencedCodeBlock:
		end, _ := r.fence(n)
		r.carry(n.Pos(), end, codeBlock)
		return
	case *ast.CodeBlock:
		r.carryLines(n, -1, codeBlock)
		return
	case *ast.HTMLBlock:
		reason := htmlBlock
		if n.HTMLBlockType == ast.HTMLBlockType2 {
			reason = hidden
		}
		r.carryLines(n, n.ClosureLine.Stop, reason)
		return
	case *ast.LinkReferenceDefinition:
		r.carryLines(n, -1, linkTarget)
		return
	case *ast.ThematicBreak:
		r.carry(n.Pos(), lineEnd(r.source, n.Pos()), separator)
		return
	case *ast.Heading, *ast.Paragraph, *ast.TextBlock:
		r.prose(n)
		return
	case *block:
		if n.kind == kindRow {
			r.row(n)
			return
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.walk(c)
	}
}

// fence returns the end of a fenced code block and whether it is closed.
func (r *reader) fence(n *ast.FencedCodeBlock) (end int, closed bool) {
	mark := r.source[n.Pos():]
	mark = mark[:len(mark)-len(bytes.TrimLeft(mark, string(mark[:1])))]
	end = lineEnd(r.source, n.Pos())
	if lines := n.Lines(); lines.Len() > 0 {
		last := lines.At(lines.Len() - 1)
		end = lineEnd(r.source, max(last.Start, last.Stop-1))
	}
	if end == len(r.source) {
		return end, false
	}
	next := r.source[end+1 : lineEnd(r.source, end+1)]
	line := bytes.TrimRight(bytes.TrimLeft(next, " \t>"), " \t")
	if bytes.HasPrefix(line, mark) && len(bytes.Trim(line, string(mark[:1]))) == 0 {
		return end + 1 + len(next), true
	}
	return end, false
}

// carryLines carries the lines of a block; stop is where it ends if that is
// behind them.
func (r *reader) carryLines(n ast.Node, stop int, reason string) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	end := max(last.Start, last.Stop-1, stop-1)
	r.carry(lines.At(0).Start, lineEnd(r.source, end), reason)
}

func (r *reader) carry(start, end int, reason string) {
	block := article.Block{Kind: article.Paragraph, Text: string(r.source[start:end]), Reason: reason, Carried: true}
	if strings.TrimSpace(block.Text) != "" {
		r.parts = append(r.parts, part{start, end, end, block})
	}
}

// blocks puts the parts in order and gives each the source before it.
func (r *reader) blocks() []article.Block {
	if len(r.parts) == 0 {
		r.carry(0, len(r.source), separator) // items and headings without a text
	}
	slices.SortStableFunc(r.parts, func(a, b part) int { return cmp.Compare(a.start, b.start) })
	var blocks []article.Block
	at, headed := 0, false
	for _, p := range r.parts {
		if p.start < at {
			continue // inside the one before, as a link target in a link target
		}
		b := p.block
		b.Before, b.After = string(r.source[at:p.start]), string(r.source[p.end:p.after])
		switch {
		case b.Carried:
		case b.Kind == article.Headline && headed:
			b.Kind = article.Subheading
			fallthrough
		default:
			headed = true
		}
		blocks, at = append(blocks, b), p.after
	}
	if len(blocks) > 0 {
		blocks[len(blocks)-1].After += string(r.source[at:])
	}
	return blocks
}

// readable reports whether a text has anything to read: more than signs.
func readable(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) })
}
