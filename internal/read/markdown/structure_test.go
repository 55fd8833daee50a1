package markdown

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"dragoman/internal/article"
	"dragoman/internal/markup"
)

// outline lists a document's nodes with all that a translation must not change:
// kinds, nesting, link targets, code, HTML.
func outline(source string) string {
	src := []byte(source)
	if end := frontMatter(src); end > 0 {
		src = src[end:]
	}
	var out strings.Builder
	root := newParser(spans{}).Parse(text.NewReader(src))
	depth := 0
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if _, ok := n.(*ast.Text); ok {
			return ast.WalkSkipChildren, nil
		}
		if !entering {
			depth--
			return ast.WalkContinue, nil
		}
		fmt.Fprintf(&out, "%s%s %s\n", strings.Repeat("  ", depth), n.Kind(), detail(n, src))
		depth++
		if n.Kind() == ast.KindCodeSpan {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return out.String()
}

func detail(n ast.Node, src []byte) string {
	switch n := n.(type) {
	case *ast.Heading:
		return fmt.Sprint(n.Level)
	case *ast.List:
		return fmt.Sprint(string(n.Marker), n.IsTight)
	case *ast.Emphasis:
		return fmt.Sprint(n.Level)
	case *ast.Link:
		return fmt.Sprintf("%s %q", n.Destination, n.Title)
	case *ast.Image:
		return fmt.Sprintf("%s %q", n.Destination, n.Title)
	case *ast.AutoLink:
		return string(n.URL(src))
	case *ast.RawHTML:
		return fmt.Sprintf("%q", n.Segments.Value(src))
	case *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock:
		return fmt.Sprintf("%q", n.Lines().Value(src))
	case *ast.CodeSpan:
		var b strings.Builder
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			t := c.(*ast.Text).Segment
			b.Write(t.Value(src))
		}
		return fmt.Sprintf("%q", strings.ReplaceAll(b.String(), "\n", " "))
	}
	return ""
}

// shout is a translation that changes every word and keeps every tag.
func shout(b article.Block) (string, []article.Mark) {
	tagged := markup.Tag(b.Text, b.Marks)
	var out strings.Builder
	for inTag := false; tagged != ""; {
		r, n := utf8.DecodeRuneInString(tagged)
		inTag = inTag && r != '>' || r == '<'
		if s := tagged[:n]; inTag {
			out.WriteString(s)
		} else {
			out.WriteString(strings.ToUpper(s))
		}
		tagged = tagged[n:]
	}
	return markup.Untag(out.String(), b.Text, b.Marks)
}

func TestStructureStays(t *testing.T) {
	for _, tt := range documents {
		t.Run(tt.name, func(t *testing.T) {
			blocks := Parse(tt.source, spaced)
			want := outline(tt.source)
			for name, change := range map[string]func(article.Block) (string, []article.Mark){"same": same, "changed": shout} {
				if strings.HasPrefix(tt.name, "an open") && name == "changed" {
					continue // what is open is code to others, and prose to us
				}
				if diff := cmp.Diff(want, outline(written(blocks, change))); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
		})
	}
}

// hostile are translations that would be markup if they were not escaped.
var hostile = []string{
	"# heading", "## x ##", "> quote", "- item", "* item", "+ item", "1. item", "7) item", "---", "***", "===", "```go", "~~~",
	"*a*", "**b**", "_c_", "__d__", "~~e~~", "`code`", "[a](b)", "![a](b)", "[ref]", "[^1]", "[^1]: x", "[x]: http://a.example", "<http://a.example>",
	"<b>x</b>", "<!-- x -->", "<div>", "</div>", "&copy;", "&#42;", "a \\* b", "end\\", "a | b", "| a |", "[ ] task", "x\n\n# y", "a * b * c", "*", "a] [b", "</x1>",
}

func TestHostileTranslationsStayText(t *testing.T) {
	frames := []string{
		"# H\n\ntext\n\n[ref]: /url\n[^1]: n\n", "text\n", "- a\n- b\n", "> a\n\nb\n", "| a |\n|---|\n| c |\n", "Title\n=====\n\nx\n",
		"[a](b) c\n", "![a](b)\n", "**a** b\n", "- [ ] a\n- [x] b\n", "1. a\n2. b\n", "x<br>a\n",
	}
	for _, frame := range frames {
		for _, text := range hostile {
			out := written(Parse(frame, spaced), func(b article.Block) (string, []article.Mark) { return filled(b, text) })
			if diff := cmp.Diff(outline(frame), outline(out)); diff != "" {
				t.Errorf("%q in %q gives %q:\n%s", text, frame, out, diff)
			}
		}
	}
}

// filled puts a text into a block: into its first mark, where it has one.
func filled(b article.Block, text string) (string, []article.Mark) {
	if len(b.Marks) == 0 {
		return text, nil
	}
	m := b.Marks[0]
	if !m.Kind.Wraps() {
		return b.Text[:m.End] + text, b.Marks[:1]
	}
	m.End = len(text)
	return text + " c", []article.Mark{m}
}

// Whatever the document, writing it back changes no node of it.
func FuzzStructure(f *testing.F) {
	for _, d := range documents {
		f.Add(d.source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) || strings.ContainsAny(source, "\r\x00\f\v\t") || len(source) > 400 || strings.TrimSpace(source) == "" {
			return
		}
		r := &reader{source: []byte(source), at: spans{}, seamless: spaced}
		if r.parse(); len(r.parts) > 0 {
			return // what is blanked is other things to others
		}
		blocks := Parse(source, spaced)
		for _, b := range blocks {
			if strings.ContainsAny(b.Text, "*_~") {
				return // a run of delimiters that is half markup means less when its other half is escaped
			}
		}
		out := written(blocks, same)
		if diff := cmp.Diff(outline(source), outline(out)); diff != "" {
			t.Errorf("%q comes back as %q:\n%s", source, out, diff)
		}
	})
}
