package page

import (
	"strings"

	"golang.org/x/net/html"

	"dragoman/internal/article"
)

// Is reports whether a text is HTML: a page, or a part of one that opens with a
// block. Text in which a tag occurs is not, and neither is XML of another kind.
// The beginning of the text is enough.
func Is(text string) bool {
	start := strings.ToLower(skipProlog(text))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if strings.HasPrefix(start, tag) && !continuesName(start[len(tag):]) {
			return true
		}
	}
	return opensWithBlock(start) || followsNoise(start)
}

// followsNoise reports whether a page begins after what a broken server printed
// first. In JSON and feeds HTML may stand as well.
func followsNoise(start string) bool {
	if start == "" || strings.ContainsRune("{[<", rune(start[0])) {
		return false
	}
	return strings.Contains(start, "<html") && (strings.Contains(start, "<body") || strings.Contains(start, "<head"))
}

// skipProlog returns what follows white space, comments and an XML declaration.
func skipProlog(text string) string {
	for {
		text = strings.TrimLeft(text, "\uFEFF \t\r\n")
		end := ""
		switch {
		case strings.HasPrefix(text, "<!--"):
			end = "-->"
		case strings.HasPrefix(text, "<?"):
			end = ">"
		default:
			return text
		}
		_, rest, found := strings.Cut(text, end)
		if !found {
			return text
		}
		text = rest
	}
}

// continuesName reports whether a tag's name goes on, as in "<header>".
func continuesName(rest string) bool {
	return rest != "" && strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-:", rune(rest[0]))
}

// fragmentTags is how many tags of blocks make a text HTML that has no frame of
// a page around it.
const fragmentTags = 2

// opensWithBlock reports whether a text opens with a block and has more tags of
// blocks, counted with their ends.
func opensWithBlock(text string) bool {
	if !strings.HasPrefix(text, "<") {
		return false
	}
	tags := 0
	for z := html.NewTokenizer(strings.NewReader(text)); tags < fragmentTags; {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.EndTagToken:
			t := z.Token()
			switch {
			case isBlock(t.DataAtom), t.Data == "meta", t.Data == "title", t.Data == "link":
				tags++
			case tags == 0:
				return false
			}
		}
	}
	return true
}

// Fragment reads the HTML of a feed's entry or a record: all that a browser
// would show is content. A text that no browser would take apart has no blocks.
func Fragment(text string) []article.Block {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil
	}
	return newReader(doc, Options{KeepAll: true}).page().Blocks
}
