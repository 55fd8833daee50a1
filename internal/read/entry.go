package read

import (
	"cmp"
	"maps"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/language"
	"dragoman/internal/read/feed"
	"dragoman/internal/read/page"
	"dragoman/internal/read/record"
)

// Record makes the article of a JSON record. source is how the user would find
// it. Errors are of type [*Error].
func Record(r record.Record, source string, opt Options) (article.Article, error) {
	known := Meta{ID: r.ID, URL: r.URL, Title: r.Title, Byline: r.Byline, Published: r.Published, Updated: r.Updated, Publisher: r.Publisher}
	var blocks []article.Block
	switch {
	case len(r.Paragraphs) > 0:
		for _, p := range r.Paragraphs {
			blocks = append(blocks, article.Block{Kind: article.Paragraph, Text: join(strings.Split(normalise(p), "\n"))})
		}
	case r.HTML != "":
		blocks = page.Fragment(r.HTML)
	default:
		blocks = plain(normalise(r.Text), opt.Paragraphs)
	}
	a, err := entry(blocks, known, r.Language, source, opt)
	if err == nil {
		maps.Copy(a.Extra, r.Extra)
	}
	return a, err
}

// Entry makes the article of a feed's entry: of its whole text, or of its
// summary where the feed has no more. Errors are of type [*Error].
func Entry(e feed.Entry, in feed.Feed, source string, opt Options) (article.Article, error) {
	var blocks []article.Block
	switch {
	case e.HTML != "":
		blocks = page.Fragment(e.HTML)
	case e.Text != "":
		blocks = plain(normalise(e.Text), opt.Paragraphs)
	default:
		blocks = page.Fragment(e.Summary)
	}
	a, err := entry(blocks, metaOf(e, in), e.Language, source, opt)
	if err == nil && e.HTML == "" && e.Text == "" {
		a.Extra["summary_only"] = true
	}
	return a, err
}

func metaOf(e feed.Entry, in feed.Feed) Meta {
	return Meta{URL: e.URL, Title: e.Title, Byline: e.Byline, Published: e.Published, Updated: e.Updated, Publisher: in.Title}
}

// entry makes an article of blocks without a page around them. A title that the
// text does not begin with becomes its headline.
func entry(blocks []article.Block, known Meta, declared, source string, opt Options) (article.Article, error) {
	if e := missing(blocks); e != nil {
		e.Source = source
		if e.Hint == "" {
			e.Hint = "of a feed, its page may have more: --full"
		}
		return article.Article{}, e
	}
	if title := cmp.Or(opt.Meta.Title, known.Title); title != "" && !opensWith(blocks, title) {
		blocks = append([]article.Block{{Kind: article.Headline, Text: join(strings.Split(normalise(title), "\n"))}}, blocks...)
	}
	opt.said = declared
	a, e := assemble(blocks, known, opt)
	if e != nil {
		e.Source = source
		return article.Article{}, e
	}
	a.Source = source
	return a, nil
}

// opensWith reports whether the first block that is kept says the title.
func opensWith(blocks []article.Block, title string) bool {
	for _, b := range blocks {
		if b.Kept() {
			return language.Fold(b.Text) == language.Fold(title)
		}
	}
	return false
}

// FillFromEntry fills what a page does not say of itself from the entry of the
// feed that led to it.
func FillFromEntry(a *article.Article, e feed.Entry, in feed.Feed) {
	known := metaOf(e, in)
	a.Title, a.Byline = cmp.Or(a.Title, known.Title), cmp.Or(a.Byline, known.Byline)
	a.Published, a.Updated = cmp.Or(a.Published, known.Published), cmp.Or(a.Updated, known.Updated)
	a.Publisher, a.URL = cmp.Or(a.Publisher, known.Publisher), cmp.Or(a.URL, known.URL)
}
