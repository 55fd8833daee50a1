package render

import (
	"bytes"
	"fmt"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/markup"
)

// markdownDocument writes the document an article was read from with the
// translations in place of its texts: the same headings, lists, links and code.
// Numbers of segments would be text there and are not written; a segment that
// failed says so in its place, by its number.
func markdownDocument(out *bytes.Buffer, d digest.Digest) {
	a := d.Article
	labels := markup.Labels(a.Layout)
	begin := out.Len()
	for i, p := range a.Layout {
		if i == 0 && begin > 0 {
			p.Text = withoutFrontMatter(p.Text, a.Dropped)
		}
		out.WriteString(p.Text)
		source, ok := a.Segment(p.Segment)
		if !ok || p.Segment > len(d.Translation.Segments) {
			continue
		}
		t := d.Translation.Segments[p.Segment-1]
		if t.State != digest.OK || t.Target == nil {
			if len(source.Marks) > 0 && source.Marks[0].Kind == article.Number {
				out.WriteString(source.Marks[0].Open) // it is in the list as it was
			}
			fmt.Fprintf(out, "**[%d] %s**", t.Number, markdown(failure(t)))
			continue
		}
		out.WriteString(markup.Markdown(*t.Target, t.TargetMarks, markup.Setting{
			Before: lastLine(out.Bytes()[begin:]), Kind: source.Kind, Source: source.Marks, Labels: labels, Numbered: numbered(a, p.Segment),
		}))
	}
	if out.Len() > begin && out.Bytes()[out.Len()-1] != '\n' {
		out.WriteByte('\n')
	}
}

// withoutFrontMatter returns the start of a document without its front matter,
// which is markup of another kind anywhere but at the top of a file.
func withoutFrontMatter(text string, dropped []article.Dropped) string {
	for _, d := range dropped {
		if rest, ok := strings.CutPrefix(text, d.Text); ok && d.Reason == "front matter" {
			return strings.TrimLeft(rest, "\n")
		}
	}
	return text
}

func lastLine(text []byte) string { return string(text[bytes.LastIndexByte(text, '\n')+1:]) }

// numbered reports whether a segment is one of several numbered items in a row.
// A single one may be a sentence that begins with a date.
func numbered(a article.Article, number int) bool {
	for _, n := range []int{number - 1, number + 1} {
		s, ok := a.Segment(n)
		if ok && len(s.Marks) > 0 && s.Marks[0].Kind == article.Number {
			return true
		}
	}
	return false
}
