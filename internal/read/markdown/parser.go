package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// span is where something stands in the source. For what has words inside,
// closing is where they end.
type span struct{ start, closing, end int }

// spans are the places of inline nodes. The parser's own nodes know where they
// begin at most, and putting markup back needs to know where it ends.
type spans map[ast.Node]span

// newParser returns a parser that notes the places of inline nodes. It is for
// one document: extensions keep their state in it.
func newParser(at spans) parser.Parser {
	inline := func(p parser.InlineParser, priority int) util.PrioritizedValue {
		return util.Prioritized(&noting{p, at}, priority)
	}
	return parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(), util.Prioritized(footnoteBlocks{}, 950))...),
		parser.WithInlineParsers(
			inline(parser.NewCodeSpanParser(), 100),
			inline(footnoteRefs{}, 150),
			inline(parser.NewLinkParser(), 200),
			inline(parser.NewAutoLinkParser(), 300),
			inline(parser.NewRawHTMLParser(), 400),
			inline(parser.NewEmphasisParser(), 500),
			inline(strikes{}, 500),
		),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(taskMarks{}, 150), util.Prioritized(tables{}, 200))...),
	)
}

// noting is an inline parser that notes what it consumed for each node.
type noting struct {
	parser.InlineParser
	at spans
}

func (n *noting) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, before := block.Position()
	node := n.InlineParser.Parse(parent, block, pc)
	if node == nil {
		return nil
	}
	_, after := block.Position()
	start := before.Start
	switch node.(type) {
	case *ast.Link, *ast.Image: // parsed at its closing bracket
		start = node.Pos()
	}
	n.at[node] = span{start: start, closing: before.Start, end: after.Start}
	return node
}

// CloseBlock passes the end of a block on; the link parser has to know it.
func (n *noting) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := n.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// strikes parses ~~deleted~~ and ~deleted~ words. Its nodes are emphasis; the
// source tells them apart.
type strikes struct{}

func (strikes) Trigger() []byte { return []byte{'~'} }

func (s strikes) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, at := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, s)
	if d == nil || d.OriginalLength > 2 || before == '~' {
		return nil
	}
	d.Segment = at.WithStop(at.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

func (strikes) IsDelimiter(b byte) bool { return b == '~' }

func (strikes) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && opener.OriginalLength == closer.OriginalLength
}

func (strikes) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

var (
	kindFootnote    = ast.NewNodeKind("footnote")
	kindFootnoteRef = ast.NewNodeKind("footnote reference")
	kindRow         = ast.NewNodeKind("table row")
	kindCell        = ast.NewNodeKind("table cell")
)

// block is a node of an extension that holds blocks.
type block struct {
	ast.BaseBlock
	kind ast.NodeKind
	end  int // of a table row's line and of the delimiters after a table's first
}

func (b *block) Kind() ast.NodeKind        { return b.kind }
func (b *block) Dump(source []byte, n int) { ast.DumpHelper(b, source, n, nil, nil) }

// mark is an inline node of an extension.
type mark struct{ ast.BaseInline }

func (m *mark) Kind() ast.NodeKind        { return kindFootnoteRef }
func (m *mark) Dump(source []byte, n int) { ast.DumpHelper(m, source, n, nil, nil) }

// footnoteLabel returns the length of a "[^label]" at the start of a line.
func footnoteLabel(line []byte) (length int, ok bool) {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return 0, false
	}
	end := bytes.IndexAny(line, "] \t\r\n")
	if end < 3 || line[end] != ']' || bytes.IndexByte(line[2:end], '[') >= 0 {
		return 0, false
	}
	return end + 1, true
}

// footnoteRefs parses references to footnotes: [^1].
type footnoteRefs struct{}

func (footnoteRefs) Trigger() []byte { return []byte{'['} }

func (footnoteRefs) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	n, ok := footnoteLabel(line)
	if !ok {
		return nil
	}
	block.Advance(n)
	return &mark{}
}

// footnoteBlocks parses footnotes: "[^1]:" and the blocks indented under it.
type footnoteBlocks struct{}

func (footnoteBlocks) Trigger() []byte { return []byte{'['} }

func (footnoteBlocks) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	n, ok := footnoteLabel(line[pos:])
	if !ok || pos+n >= len(line) || line[pos+n] != ':' {
		return nil, parser.NoChildren
	}
	reader.Advance(pos + n + 1)
	return &block{kind: kindFootnote}, parser.HasChildren
}

func (footnoteBlocks) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (footnoteBlocks) Close(ast.Node, text.Reader, parser.Context) {}
func (footnoteBlocks) CanInterruptParagraph() bool                 { return true }
func (footnoteBlocks) CanAcceptIndentedLine() bool                 { return false }

// taskMarks takes "[ ] " and "[x] " at the start of a list item out of its
// text: they stay where they are.
type taskMarks struct{}

func (taskMarks) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	if _, ok := node.Parent().(*ast.ListItem); !ok || node.PreviousSibling() != nil {
		return
	}
	first := node.Lines().At(0)
	rest := first.TrimLeftSpace(reader.Source())
	line := rest.Value(reader.Source())
	if len(line) < 5 || line[0] != '[' || line[2] != ']' || line[3] != ' ' || bytes.IndexByte([]byte(" xX"), line[1]) < 0 {
		return
	}
	if len(bytes.TrimSpace(line[4:])) > 0 {
		node.Lines().Set(0, rest.WithStart(rest.Start+4))
	}
}
