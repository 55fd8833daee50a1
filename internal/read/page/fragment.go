package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dragoman/internal/article"
)

// Fragment returns the blocks of a piece of HTML that is content all through,
// such as the text of a feed entry. What is hidden is left out as in a page. A
// piece that is nested too deeply to be read is left out whole.
func Fragment(text string) []article.Block {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(text), body)
	if err != nil {
		if text = strings.Join(stripTags(text), " "); text == "" {
			return nil
		}
		return []article.Block{{Kind: article.Paragraph, Text: text, Reason: "nested too deeply"}}
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	s := newSurvey(body)
	r := reader{opt: Options{KeepAll: true}, survey: s, headline: -1}
	r.sheet, r.total, r.fixed = &s.sheet, s.size, true
	r.walk(body)
	return r.merged()
}

// isWindow is how much of a text is looked at to tell what it is. The head of a
// page can hold more than this of scripts, but not before its first tags.
const isWindow = 64 << 10

// Is reports whether a text is HTML, by its content: it begins with a document
// type or one of the tags of a page's frame, or it begins with a tag and has
// three or more block tags that are closed. Markdown and plain text with a tag
// in them, feeds and other XML are not.
func Is(text string) bool {
	text = text[:min(len(text), isWindow)]
	text = strings.TrimLeft(text, "\uFEFF \t\r\n\f")
	text = skipComments(text)
	lower := strings.ToLower(text[:min(len(text), 200)])
	switch {
	case strings.HasPrefix(lower, "<?xml"):
		_, rest, _ := strings.Cut(text, "?>")
		rest = strings.ToLower(skipComments(strings.TrimLeft(rest, " \t\r\n")))
		return strings.HasPrefix(rest, "<!doctype html") || isTag(rest, "html")
	case strings.HasPrefix(lower, "<!doctype"):
		return strings.HasPrefix(strings.TrimSpace(lower[len("<!doctype"):]), "html")
	case isTag(lower, "html") || isTag(lower, "head") || isTag(lower, "body") || isTag(lower, "frameset") || isTag(lower, "title") || isTag(lower, "meta"):
		return true
	case !strings.HasPrefix(lower, "<"):
		return false
	}
	return isFragment(text)
}

// skipComments returns a text without the comments it begins with.
func skipComments(text string) string {
	for strings.HasPrefix(text, "<!--") {
		_, rest, ok := strings.Cut(text, "-->")
		if !ok {
			return ""
		}
		text = strings.TrimLeft(rest, " \t\r\n")
	}
	return text
}

// isTag reports whether a text begins with the start tag of an element.
func isTag(text, name string) bool {
	rest, ok := strings.CutPrefix(text, "<"+name)
	return ok && rest != "" && strings.ContainsRune("> /\t\r\n", rune(rest[0]))
}

// isFragment reports whether a text that begins with a tag is HTML throughout:
// its first tag is one of HTML's, and it closes three blocks or, when it is
// short, begins and ends with one.
func isFragment(text string) bool {
	z := html.NewTokenizer(strings.NewReader(text))
	opened, closed, first := 0, 0, true
	outside := 0 // letters outside every block
	for depth := 0; ; {
		switch z.Next() {
		case html.ErrorToken:
			return closed >= 3 && outside < 200 || closed >= 1 && opened == closed && outside == 0
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if first && a == 0 {
				return false
			}
			first = false
			if isBlock(a) {
				opened, depth = opened+1, depth+1
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if isBlock(atom.Lookup(name)) {
				closed, depth = closed+1, max(0, depth-1)
			}
		case html.TextToken:
			if depth == 0 {
				outside += weight(string(z.Text()))
			}
		}
	}
}
