package markdown

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/markup"
)

func spaced(before, after string) bool { return false }

// written puts a document together again, each text changed by a function.
func written(blocks []article.Block, change func(b article.Block) (string, []article.Mark)) string {
	labels := map[string]bool{}
	for _, b := range blocks {
		for l := range markup.Labels([]article.Piece{{Text: b.Before + b.Text + b.After}}) {
			labels[l] = b.Carried || labels[l]
		}
	}
	var out strings.Builder
	for _, b := range blocks {
		out.WriteString(b.Before)
		if b.Carried {
			out.WriteString(b.Text)
		} else {
			text, marks := change(b)
			out.WriteString(markup.Markdown(text, marks, markup.Setting{Before: out.String(), Kind: b.Kind, Source: b.Marks, Labels: labels}))
		}
		out.WriteString(b.After)
	}
	return out.String()
}

func same(b article.Block) (string, []article.Mark) { return b.Text, b.Marks }

// viaTags sends a text through its tags and back.
func viaTags(b article.Block) (string, []article.Mark) {
	return markup.Untag(markup.Tag(b.Text, b.Marks), b.Text, b.Marks)
}

var documents = []struct{ name, source, want string }{
	{"headings", "# Titre #\n\nTexte.\n\n## Suite\nTexte.\n\nSous\n====\n\nUn\n---\nfin\n", ""},
	{"nested lists", "- a\n  - b\n    1. c\n    2. d\n  - e\n- f\n", ""},
	{"loose lists", "- a\n\n- b\n\n  more of b\n\n1) one\n\n2) two\n", ""},
	{"list with code", "1. install:\n\n   ```sh\n   go install\n   ```\n\n2. run\n\n       indented\n", ""},
	{"odd spaces", "-   three spaces\n\n1.  two spaces\n2.   three\n*\ttab\n", ""},
	{"tasks", "- [ ] open\n- [x] done *now*\n", ""},
	{"quotes", "> quoted\n>\n> - item\n> - other\n>\n> > deeper\n\nafter\n", ""},
	{"a wrapped quote", "> one\n> two\n", "> one two\n"},
	{"a wrapped paragraph", "one\ntwo *three\nfour* five\n", "one two *three four* five\n"},
	{"table", "| a | `b \\| c` |\n|:--|---:|\n| x \\| y | **z** |\n| | only |\n\nafter\n", ""},
	{"table without outer pipes", "a | b\n--|--\n1 one | 2 two\n", ""},
	{"table under a line", "intro\n| a | b |\n|---|---|\n| c | d |\n", ""},
	{"reference links", "[a] and [b][ref] and [c][]\n\n[a]: http://a.example\n[ref]: <http://b.example> \"B\"\n[c]: /c\n", ""},
	{"links", "[a](http://x.y \"title\") [b](</a b>) [c](a(b)c) [d](<>) [](empty) [e]( /e )\n", ""},
	{"images in links", "[![alt](a.png \"t\")](b) and ![x *y* z](c.png)\n", ""},
	{"image alone", "text\n\n![](a.png)\n\n[![](b.png)](c) end\n", ""},
	{"footnotes", "Claim[^1] and[^note].\n\n[^1]: First *note*.\n[^note]:\n    Second,\n\n    with two paragraphs.\n\nend\n", "Claim[^1] and[^note].\n\n[^1]: First *note*.\n[^note]:\n    Second,\n\n    with two paragraphs.\n\nend\n"},
	{"html", "<div class=\"x\">\n<p>hi</p>\n</div>\n\n<!-- a\ncomment -->\n\ntext <b>bold</b><br/>line <!-- c -->end\n", ""},
	{"front matter yaml", "---\ntitle: x\n---\n\n# T\n\ntext\n", ""},
	{"front matter toml", "+++\ntitle = 'x'\n+++\ntext\n", ""},
	{"tildes", "~~~ go\n```\n~~~\n\ntext\n\n```\na\n\nb\n```\n", ""},
	{"indented code", "text\n\n    code *x*\n\n    more\n\ntext\n", ""},
	{"an open fence", "text\n\n```go\nmore *text*\n", ""},
	{"an open comment", "text\n\n<!-- x\nmore *text*\n", ""},
	{"hard breaks", "one  \ntwo\\\nthree\n\n> a  \n> b\n", ""},
	{"emphasis", "***a** b* **c *d*** _e_ __f__ ~~g~~ ~h~ *a*b **x**y a*b*\n", ""},
	{"emphasis that is none", "2 * 3 * 4, snake_case_name, * x, **, a ** b, **bold*\n", "2 * 3 * 4, snake_case_name, * x, \\*\\*, a ** b, \\**bold*\n"},
	{"autolinks", "<https://a.example/x_y> and <me@a.example>\n", ""},
	{"bare addresses", "See https://a.example/x_y_z?a=1&copy=2 and (http://b.example/(c)), http://c.example/~d/~e. «https://f.example» xhttp://no https://\n", ""},
	{"escapes", "\\* \\# 1\\. a\\_b & &amp; &copy; &lt;b&gt; \\\\\n", "\\* # 1. a_b & & © &lt;b> \\\\\n"},
	{"escaped lines", "\\# no heading\n\n1\\. no item\n\n\\- no item\n\n\\> no quote\n\n\\--- \n", ""},
	{"brackets", "He said [sic] this [1]: and that ] [ too.\n", ""},
	{"a label as text", "\\[a]: b and *[c]:* d\n", "\\[a\\]: b and *[c]:* d\n"},
	{"a mark beside another", "**a**<br>*b* ![i](j)[^1]`c`\n", ""},
	{"rules", "a\n\n* * *\n\nb\n\n---\n\nc\n", ""},
	{"persian", "# گزارش\u200cها\n\nاو **می\u200cرود** به [شهر](http://x.y).\n\n- یک\n- دو\n", ""},
	{"arabic", "> قال الوزير *إن* الاجتماع\n\n1. أولا\n2. ثانيا\n", ""},
	{"a date", "21. November war ein Tag.\n\n# 1. Kapitel\n\n2026\\. Jahr\n", ""},
	{"an empty heading", "#\n\ntext\n\n##\n", ""},
	{"no line end", "# T\n\ntext", ""},
	{"a tag as text", "a \\<x1> **b** &lt;/x2>\n", "a &lt;x1> **b** &lt;/x2>\n"},
	{"trailing spaces", "text   \n\n- item  \n", ""},
	{"code", "`` a`b `` and ` ` and `x\ny` end\n", ""},
	{"list after text", "text\n- a\n- b\ntext\n", "text\n- a\n- b text\n"},
}

func TestRoundTrip(t *testing.T) {
	for _, tt := range documents {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if want == "" {
				want = tt.source
			}
			blocks := Parse(tt.source, spaced)
			if diff := cmp.Diff(want, written(blocks, same)); diff != "" {
				t.Errorf("(-want +got):\n%s\n%+v", diff, blocks)
			}
			if diff := cmp.Diff(want, written(blocks, viaTags)); diff != "" {
				t.Errorf("through tags (-want +got):\n%s", diff)
			}
		})
	}
}

// Whatever the document, it comes back whole but for its escapes and wrapped
// lines, and writing it a second time changes nothing.
func FuzzRoundTrip(f *testing.F) {
	for _, d := range documents {
		f.Add(d.source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) || strings.ContainsAny(source, "\r\x00\f\v") {
			return
		}
		blocks := Parse(source, spaced)
		once := written(blocks, same)
		if want, got := letters(source), letters(strings.NewReplacer("&lt;", "<").Replace(once)); want != got && !strings.Contains(source, "&") {
			t.Errorf("letters of the source: %q\nletters written:       %q", want, got)
		}
		for _, b := range blocks {
			for _, m := range b.Marks {
				if m.Start < 0 || m.End < m.Start || m.End > len(b.Text) {
					t.Fatalf("mark %+v of %q", m, b.Text)
				}
			}
		}
	})
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}
