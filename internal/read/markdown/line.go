package markdown

import (
	"html"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

// line makes the text and marks of one block's inline nodes. pos is the place
// in the source up to which everything is in them.
type line struct {
	*reader
	text  strings.Builder
	marks []article.Mark
	open  []int // the marks that are not closed yet
	pos   int
	gap   *gap
	lost  bool // a node does not stand where the text goes on
}

// gap is a line end whose continuation has not been seen yet.
type gap struct {
	from int
	hard bool
}

func (r *reader) line(pos int) *line { return &line{reader: r, pos: pos} }

func (l *line) children(n ast.Node) {
	for c := n.FirstChild(); c != nil && !l.lost; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			c = l.joined(t)
		}
		l.node(c)
	}
}

// joined makes one node of text that the parser left in pieces, such as an
// address with underscores, and returns the last piece, which has it all.
func (l *line) joined(t *ast.Text) *ast.Text {
	for {
		next, ok := t.NextSibling().(*ast.Text)
		if !ok || t.SoftLineBreak() || t.HardLineBreak() || next.Segment.Start != t.Segment.Stop {
			return t
		}
		next.Segment.Start = t.Segment.Start
		t = next
	}
}

func (l *line) node(n ast.Node) {
	at := l.at[n]
	switch n := n.(type) {
	case *ast.Text:
		l.leaf(n)
	case *ast.Emphasis:
		l.emphasis(n)
	case *ast.Link:
		l.wrap(article.Link, at.start, at.start+1, n)
		l.close(at.closing, at.end)
	case *ast.Image:
		l.wrap(article.Image, at.start, at.start+2, n)
		l.close(at.closing, at.end)
	case *ast.CodeSpan:
		l.opaque(article.Code, at, l.code(n))
	case *ast.AutoLink:
		l.opaque(article.URL, at, string(n.Label(l.source)))
	case *ast.RawHTML:
		l.opaque(article.Raw, at, "")
	case *mark:
		l.opaque(article.Footnote, at, "")
	default:
		l.lost = true
	}
}

// leaf adds plain text. What is left of a run of * that closed something is
// given the place of the run's start; it stands where the text goes on.
func (l *line) leaf(n *ast.Text) {
	start, stop := n.Segment.Start, n.Segment.Stop
	if start < l.pos {
		start, stop = l.pos, stop+l.pos-start
	}
	l.goOn(start)
	if l.lost || stop > len(l.source) {
		l.lost = true
		return
	}
	l.words(start, stop)
	l.pos = stop
	if n.SoftLineBreak() || n.HardLineBreak() {
		l.gap = &gap{from: stop, hard: n.HardLineBreak()}
	}
}

// words adds text, with a mark for each address that stands in it bare.
func (l *line) words(start, stop int) {
	for {
		at, end := bareURL(string(l.source[start:stop]))
		if at < 0 {
			l.text.WriteString(plain(string(l.source[start:stop])))
			return
		}
		l.text.WriteString(plain(string(l.source[start : start+at])))
		url := string(l.source[start+at : start+end])
		l.add(article.URL, plain(url), url)
		start += end
	}
}

// goOn moves to a place in the source, over a line end at most.
func (l *line) goOn(pos int) {
	l.flush(pos)
	l.lost = l.lost || pos != l.pos
}

// flush adds the line end before pos: a mark of its own where it is meant, a
// space where it is not.
func (l *line) flush(pos int) {
	if l.gap == nil {
		return
	}
	if pos < l.gap.from {
		l.lost = true
		return
	}
	if l.gap.hard {
		l.add(article.Break, " ", string(l.source[l.gap.from:pos]))
	} else if !l.seamless(l.text.String(), strings.TrimLeft(string(l.source[pos:min(pos+16, len(l.source))]), "*_~[!")) {
		l.text.WriteByte(' ')
	}
	l.pos, l.gap = pos, nil
}

// add adds a mark that stands for itself.
func (l *line) add(kind article.MarkKind, text, source string) {
	start := l.text.Len()
	l.text.WriteString(text)
	l.marks = append(l.marks, article.Mark{Kind: kind, Start: start, End: l.text.Len(), Depth: len(l.open), Open: source})
}

func (l *line) opaque(kind article.MarkKind, at span, text string) {
	l.goOn(at.start)
	if !l.lost {
		l.add(kind, text, string(l.source[at.start:at.end]))
		l.pos = at.end
	}
}

// cell adds the end of a table cell, up to the next one.
func (l *line) cell(start int) {
	l.add(article.Cell, " | ", string(l.source[l.pos:start]))
	l.pos, l.gap = start, nil
}

// wrap opens a mark and adds the children of its node; close ends it.
func (l *line) wrap(kind article.MarkKind, start, inner int, n ast.Node) {
	l.goOn(start)
	if l.lost {
		return
	}
	l.open = append(l.open, len(l.marks))
	l.marks = append(l.marks, article.Mark{Kind: kind, Start: l.text.Len(), End: -1, Depth: len(l.open) - 1, Open: string(l.source[start:inner])})
	l.pos = inner
	l.children(n)
}

// close ends the innermost open mark.
func (l *line) close(start, end int) {
	l.goOn(start)
	if l.lost || len(l.open) == 0 {
		l.lost = true
		return
	}
	m := &l.marks[l.open[len(l.open)-1]]
	l.open = l.open[:len(l.open)-1]
	m.End, m.Close = l.text.Len(), string(l.source[start:end])
	l.pos = end
}

func (l *line) emphasis(n *ast.Emphasis) {
	start := l.startOf(n)
	if start < 0 {
		l.lost = true
		return
	}
	kind := article.Emphasis
	switch {
	case l.source[start] == '~':
		kind = article.Strike
	case n.Level == 2:
		kind = article.Strong
	}
	l.wrap(kind, start, start+n.Level, n)
	if !l.lost && l.pos+n.Level <= len(l.source) {
		l.close(l.pos, l.pos+n.Level)
	}
}

// startOf returns where an inline node begins, or a negative number.
func (l *line) startOf(n ast.Node) int {
	switch n := n.(type) {
	case nil:
		return -1
	case *ast.Text:
		return n.Segment.Start
	case *ast.Emphasis:
		return l.startOf(n.FirstChild()) - n.Level
	}
	return l.at[n].start
}

// code returns the text of a code span.
func (l *line) code(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(l.source))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// plain returns text without backslash escapes and with the characters that
// entities stand for. What an entity hides, such as a control character, goes.
func plain(raw string) string {
	if !strings.ContainsAny(raw, `\&`) {
		return raw
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		switch {
		case raw[i] == '\\' && i+1 < len(raw) && isPunct(raw[i+1]):
			i++
			b.WriteByte(raw[i])
		case raw[i] == '&':
			text, n := entity(raw[i:])
			b.WriteString(text)
			i += n - 1
		default:
			b.WriteByte(raw[i])
		}
	}
	return b.String()
}

// maxEntity is longer than any entity: the longest name has 31 letters.
const maxEntity = 34

// entity returns what the entity at the start of a text stands for, and its
// length; an ampersand alone is itself.
func entity(raw string) (text string, length int) {
	end := strings.IndexByte(raw[:min(len(raw), maxEntity)], ';')
	if end < 2 {
		return "&", 1
	}
	text = html.UnescapeString(raw[:end+1])
	if text == raw[:end+1] || strings.HasSuffix(text, ";") && text != ";" {
		return "&", 1 // no entity, or one without its semicolon
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
			return -1
		}
		return r
	}, language.Clean(text)), end + 1
}

func isPunct(b byte) bool {
	return '!' <= b && b <= '/' || ':' <= b && b <= '@' || '[' <= b && b <= '`' || '{' <= b && b <= '~'
}
