package feed

import (
	"strings"

	"golang.org/x/net/html"
)

// plain returns a title as plain text: without markup, entities as what they
// stand for, white space as one space.
func plain(title string) string {
	if strings.ContainsAny(title, "<&") {
		title = withoutTags(title)
	}
	return strings.Join(strings.Fields(title), " ")
}

func withoutTags(title string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(title))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); isBreak(string(name)) {
				b.WriteByte(' ')
			}
		}
	}
}

// isBreak reports whether a tag divides words.
func isBreak(name string) bool {
	switch name {
	case "br", "p", "div", "li", "td", "h1", "h2", "h3":
		return true
	}
	return false
}
