package read

import (
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"

	"dragoman/internal/article"
	"dragoman/internal/read/markdown"
	"dragoman/internal/read/when"
)

// layout returns the layout of an article's blocks. A block that is left out
// takes along what belongs to it, such as the mark of its list item.
func layout(blocks []article.Block) []article.Piece {
	var l layouter
	for _, b := range blocks {
		if !b.Carried && !b.Kept() {
			l.skip(b)
			continue
		}
		l.literal += l.gap(b.Before)
		if b.Carried {
			l.literal += b.Text + b.After
			continue
		}
		l.segment(b.After)
	}
	l.end()
	return l.pieces
}

// layouter builds a layout. lines counts the line ends before a block that was
// left out, skipped says that there is one.
type layouter struct {
	pieces  []article.Piece
	literal string
	number  int
	lines   int
	skipped bool
}

func (l *layouter) skip(b article.Block) {
	l.lines, l.skipped = max(l.lines, strings.Count(b.Before, "\n")), true
}

// gap returns what stands before a block, with the blank line of a block that
// is gone where the blocks around it would run together without.
func (l *layouter) gap(before string) string {
	lines, skipped := l.lines, l.skipped
	l.lines, l.skipped = 0, false
	switch {
	case skipped && l.literal == "" && len(l.pieces) == 0:
		return strings.TrimLeft(before, "\n")
	case lines > 1 && strings.Count(before, "\n") == 1:
		return "\n" + before
	}
	return before
}

func (l *layouter) segment(after string) {
	l.end()
	l.number++
	l.pieces = append(l.pieces, article.Piece{Segment: l.number})
	l.literal = after
}

func (l *layouter) end() {
	if l.literal != "" {
		l.pieces = append(l.pieces, article.Piece{Text: l.literal})
	}
	l.literal = ""
}

// maxMeta is the length in characters up to which a value of the front matter
// is one: a headline, with room.
const maxMeta = 300

// withFrontMatter adds what the front matter says of an article to what the
// user knows of it. YAML is read, TOML only carried; a value that is no date or
// language where one should be is ignored.
func withFrontMatter(blocks []article.Block, opt Options) Options {
	if len(blocks) == 0 || blocks[0].Reason != markdown.FrontMatter || !strings.HasPrefix(blocks[0].Text, "---") {
		return opt
	}
	values := scalars(blocks[0].Text)
	fill := func(to *string, valid func(string) string, names ...string) {
		for _, name := range names {
			if *to == "" {
				*to = valid(values[name])
			}
		}
	}
	m := &opt.Meta
	fill(&m.Title, asWritten, "title")
	fill(&m.Byline, asWritten, "author", "byline", "authors")
	fill(&m.Published, asDay, "date", "published")
	fill(&m.URL, asURL, "canonical", "canonical_url", "url")
	fill(&opt.said, asLanguage, "lang", "language")
	return opt
}

// scalars returns the values of a YAML mapping that are one line of text, or a
// list of such.
func scalars(front string) map[string]string {
	values := map[string]string{}
	var doc yaml.Node
	inner := front[strings.IndexByte(front, '\n')+1 : strings.LastIndexByte(front, '\n')+1]
	if yaml.Unmarshal([]byte(inner), &doc) != nil || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return values
	}
	pairs := doc.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		var list []string
		for _, n := range append([]*yaml.Node{pairs[i+1]}, pairs[i+1].Content...) {
			if n.Kind == yaml.ScalarNode && n.Tag != "!!null" {
				list = append(list, n.Value)
			}
		}
		if pairs[i+1].Kind == yaml.ScalarNode || pairs[i+1].Kind == yaml.SequenceNode {
			values[strings.ToLower(pairs[i].Value)] = strings.Join(list, ", ")
		}
	}
	return values
}

func asWritten(s string) string {
	s = strings.Join(strings.Fields(normalise(s)), " ")
	if len([]rune(s)) > maxMeta {
		return ""
	}
	return s
}

func asURL(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return asWritten(s)
	}
	return ""
}

func asLanguage(s string) string {
	tag, err := language.Parse(s)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

func asDay(s string) string {
	date, _ := when.Parse(s)
	return date
}
