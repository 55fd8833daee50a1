package read

import (
	"errors"
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
	a, err := entry(recordBlocks(r, opt), known, r.Language, source, opt)
	if err != nil {
		return article.Article{}, err
	}
	maps.Copy(a.Extra, r.Extra)
	return a, nil
}

// recordBlocks divides the text of a record. Paragraphs stay as they are given;
// a line end inside one is a space.
func recordBlocks(r record.Record, opt Options) []article.Block {
	var blocks []article.Block
	for _, p := range r.Paragraphs {
		if text := join(strings.Split(normalise(p), "\n")); text != "" {
			blocks = append(blocks, article.Block{Kind: article.Paragraph, Text: text})
		}
	}
	if len(blocks) == 0 {
		blocks = page.Fragment(r.HTML)
	}
	if len(blocks) == 0 {
		blocks = plain(normalise(r.Text), opt.Paragraphs)
	}
	return blocks
}

// Entry makes the article of a feed's entry: of its whole text, or of its
// summary where the feed has no more. Errors are of type [*Error].
func Entry(e feed.Entry, in feed.Feed, source string, opt Options) (article.Article, error) {
	blocks := page.Fragment(e.HTML)
	if len(blocks) == 0 {
		blocks = plain(normalise(e.Text), opt.Paragraphs)
	}
	short := len(blocks) == 0
	if short {
		blocks = page.Fragment(e.Summary)
	}
	a, err := entry(blocks, metaOf(e, in), e.Language, source, opt)
	var of *Error
	switch {
	case err == nil && short:
		a.Caveats = append(a.Caveats, article.SummaryOnly)
	case errors.As(err, &of) && of.Hint == "" && e.URL != "":
		of.Hint = "its page may have more: --full"
	}
	return a, err
}

func metaOf(e feed.Entry, in feed.Feed) Meta {
	return Meta{URL: e.URL, Title: e.Title, Byline: e.Byline, Published: e.Published, Updated: e.Updated, Publisher: in.Title}
}

// entry makes an article of blocks without a page around them.
func entry(blocks []article.Block, known Meta, declared, source string, opt Options) (article.Article, error) {
	known = known.onLines()
	opt.said = declared
	a, e := titled(blocks, known, opt)
	if e != nil {
		e.Source = source
		return article.Article{}, e
	}
	a.Source = source
	return a, nil
}

// titled makes an article with a title of its own. A title is no article: where
// nothing else is left, that is the error.
func titled(blocks []article.Block, known Meta, opt Options) (article.Article, *Error) {
	if e := missing(blocks); e != nil {
		if known.Title != "" {
			e.Message = titleOnly
		}
		return article.Article{}, e
	}
	a, e := assemble(underTitle(blocks, known.Title), known, opt)
	switch {
	case e != nil:
		return article.Article{}, e
	case known.Title == "" || len(a.Segments) > 1:
		return a, nil
	case len(a.Dropped) > 0:
		return article.Article{}, fault("keep everything with --keep-all", titleOnly+" but what is left out: %s", reasons(a.Dropped))
	}
	return article.Article{}, fault("", titleOnly)
}

const titleOnly = "no article found; it has a title and no text"

// underTitle puts a title before the blocks as their headline, unless they
// begin with it. Another headline of theirs becomes a subheading.
func underTitle(blocks []article.Block, title string) []article.Block {
	if title == "" {
		return blocks
	}
	opens := opening(blocks, title)
	for i := range blocks {
		if i != opens && blocks[i].Kind == article.Headline {
			blocks[i].Kind = article.Subheading
		}
	}
	if opens >= 0 {
		blocks[opens].Kind = article.Headline
		return blocks
	}
	return append([]article.Block{{Kind: article.Headline, Text: title}}, blocks...)
}

// opening returns the first block that is kept, if it says the title, or -1.
func opening(blocks []article.Block, title string) int {
	for i, b := range blocks {
		if b.Kept() && language.Fold(b.Text) == language.Fold(title) {
			return i
		}
		if b.Kept() {
			break
		}
	}
	return -1
}

// onLines returns what is known with each name on one line.
func (m Meta) onLines() Meta {
	m.Title, m.Byline, m.Publisher = oneLine(m.Title), oneLine(m.Byline), oneLine(m.Publisher)
	return m
}

// oneLine returns a text that people see on one line, such as a title.
func oneLine(text string) string { return strings.Join(strings.Fields(normalise(text)), " ") }

// EntryPage makes the article of the page of a feed's entry. What the page does
// not say of itself, the entry says. Errors are of type [*Error].
func EntryPage(data []byte, from Origin, e feed.Entry, in feed.Feed, opt Options) (article.Article, error) {
	opt.led = metaOf(e, in).onLines()
	return Bytes(data, from, opt)
}

// headed gives the blocks of a page that has no headline a title that is known
// from elsewhere. Without a text there is nothing to give it to.
func headed(blocks []article.Block, title string) []article.Block {
	text := false
	for _, b := range blocks {
		if b.Kept() && b.Kind == article.Headline {
			return blocks
		}
		text = text || b.Kept()
	}
	if !text {
		return blocks
	}
	return underTitle(blocks, title)
}
