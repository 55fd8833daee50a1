// Package read turns bytes into articles: it decodes them, finds the paragraphs,
// the headline and the dateline, leaves out what is not the article and says why.
//
// [File], [From] and [Bytes] are the way in for text, Markdown and HTML pages,
// which their content tells; a text is Markdown when its name ends in .md or
// .markdown. [Record] and [Entry] make the article of a JSON record and of a
// feed's entry, [EntryPage] that of the page an entry leads to.
//
// Nothing that can be seen is lost on the way: every line with anything to read
// on it is in the article's segments and their marks or among what was dropped,
// with a reason. All errors are of type [*Error]. An article read from Markdown
// has a layout, around which the document can be written again.
package read

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"dragoman/internal/article"
	"dragoman/internal/language"
	"dragoman/internal/read/markdown"
	"dragoman/internal/read/page"
)

// DefaultMaxSize is the largest input read unless Options say otherwise. A long
// magazine article has 100 kB; 10 MiB is beyond any article.
const DefaultMaxSize = 10 << 20

// How Options.Paragraphs can divide plain text.
const (
	Blank = "blank" // blank lines end paragraphs, other line ends are spaces
	Line  = "line"  // every line is a paragraph
	Wrap  = "wrap"  // lines are wrapped at a width; short ones end paragraphs
)

// Options say how to read. The zero value is the default.
type Options struct {
	Paragraphs string   // Blank, Line, Wrap; empty finds out. Markdown has its own rules
	KeepAll    bool     // leave nothing out
	MaxSize    int64    // in bytes; 0 is DefaultMaxSize
	From       string   // the language, BCP 47; empty detects it
	Captions   string   // of pages: page.Lead, page.All or page.None; empty is page.Lead
	Keep, Drop []string // texts whose blocks are kept or left out, whatever the rules say
	Sites      []Site
	Meta       Meta

	said       string // the language that the article itself names
	structured bool   // the structure around the blocks is kept
	led        Meta   // what is known from where a link led to the article
}

// Site says where the article stands on the pages of one host and its
// subdomains.
type Site struct {
	Host    string
	Content string   // CSS selector; empty: found out
	Drop    []string // CSS selectors
}

// Meta is what the user knows of the article. It wins over what is read.
type Meta struct {
	Published string // RFC 3339 date or time
	Updated   string
	Publisher string
	URL       string
	Title     string
	Byline    string
	ID        string
}

// or fills what m does not say from other.
func (m Meta) or(other Meta) Meta {
	return Meta{
		Published: cmp.Or(m.Published, other.Published), Updated: cmp.Or(m.Updated, other.Updated),
		Publisher: cmp.Or(m.Publisher, other.Publisher), URL: cmp.Or(m.URL, other.URL),
		Title: cmp.Or(m.Title, other.Title), Byline: cmp.Or(m.Byline, other.Byline), ID: cmp.Or(m.ID, other.ID),
	}
}

// File reads the article in a file. Errors are of type [*Error].
func File(path string, opt Options) (article.Article, error) {
	f, err := open(path)
	if err != nil {
		err.Source = path
		return article.Article{}, err
	}
	defer f.Close()
	return From(f, path, opt)
}

func open(path string) (*os.File, *Error) {
	f, err := os.Open(path)
	if err != nil {
		e := fault("", "cannot be opened: %v", cause(err))
		if errors.Is(err, fs.ErrNotExist) {
			e = fault("", "no such file")
		}
		e.Err = err
		return nil, e
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, fault("every article in it and below: --recursive; or by pattern: --glob '*.html'", "is a folder, not an article")
	}
	return f, nil
}

// cause returns what the system says, without the path that the message names
// already.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// From reads the article in a stream. source is how the user named it, "-" for
// standard input; its ending decides between text and Markdown. Errors are of
// type [*Error].
func From(r io.Reader, source string, opt Options) (article.Article, error) {
	data, err := load(r, opt.MaxSize)
	if err != nil {
		err.Source = source
		return article.Article{}, err
	}
	return Bytes(data, Origin{Source: source}, opt)
}

// Origin says where bytes are from.
type Origin struct {
	Source  string // as the user named it
	URL     string // where they stand, after redirects; empty for files
	Charset string // of the HTTP header; empty: not said
}

// Bytes reads the article in data: a page, where it looks like one, else
// Markdown or text. Errors are of type [*Error].
func Bytes(data []byte, from Origin, opt Options) (article.Article, error) {
	a, err := fromBytes(data, from, opt)
	if err != nil {
		err.Source = from.Source
		return article.Article{}, err
	}
	a.Source = from.Source
	return a, nil
}

func fromBytes(data []byte, from Origin, opt Options) (article.Article, *Error) {
	if opt.MaxSize > 0 && int64(len(data)) > opt.MaxSize {
		return article.Article{}, tooLarge(opt.MaxSize)
	}
	text, charset, e := decodeFrom(data, from)
	if e != nil {
		return article.Article{}, e
	}
	var a article.Article
	if isPage(text, from.Source) {
		a, e = fromPage(text, from, opt)
	} else {
		a, e = fromText(normalise(text), from, opt)
	}
	if e != nil {
		return article.Article{}, e
	}
	if charset != "utf-8" {
		a.Extra["encoding"] = charset
	}
	return a, nil
}

// sniffed is how much of a text is looked at to see what it is.
const sniffed = 16 << 10

// decodeFrom decodes a file strictly, a page and what came with an HTTP header
// as browsers do.
func decodeFrom(data []byte, from Origin) (text, charset string, e *Error) {
	if from.Charset != "" || from.URL != "" || page.Is(string(data[:min(len(data), sniffed)])) {
		return decodePage(data, from.Charset)
	}
	return decode(data)
}

// isPage reports whether a text is HTML. Markdown may open with a tag, so that
// a file named so is a page only if it says so itself.
func isPage(text, source string) bool {
	head := text[:min(len(text), sniffed)]
	if isMarkdown(source) {
		start := strings.ToLower(strings.TrimSpace(head))
		return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html")
	}
	return page.Is(head)
}

// Text decodes what is no article by itself, such as a feed. charset is that of
// the HTTP header. Errors are of type [*Error].
func Text(data []byte, charset string) (string, error) {
	text, _, err := decodePage(data, charset)
	if err != nil {
		return "", err
	}
	return text, nil
}

// fromText reads Markdown and plain text.
func fromText(text string, from Origin, opt Options) (article.Article, *Error) {
	var blocks []article.Block
	if isMarkdown(from.Source) {
		blocks = markdown.Parse(text, seamless)
		opt = withFrontMatter(blocks, opt)
		opt.structured = true
	} else {
		blocks = plain(text, opt.Paragraphs)
	}
	if e := missing(blocks); e != nil {
		return article.Article{}, e
	}
	if isXML(text) {
		return article.Article{}, fault("feeds and HTML are read; of other XML, save the text", "is XML of a kind that is not read")
	}
	if !opt.structured {
		blocks = underTitle(blocks, opt.led.Title)
	}
	return assemble(blocks, Meta{URL: from.URL}.or(opt.led), opt)
}

// isXML reports whether a text is one XML element from its beginning to its end,
// or says that it is XML.
func isXML(text string) bool {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "<?xml") {
		return true
	}
	name, found := strings.CutPrefix(text, "<")
	end := strings.IndexFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_:.-", r)
	})
	return found && end > 0 && strings.HasSuffix(text, "</"+name[:end]+">")
}

// assemble makes the article of blocks and of what is known of it; the user's
// own word in opt.Meta wins.
func assemble(blocks []article.Block, known Meta, opt Options) (article.Article, *Error) {
	opt.Meta = opt.Meta.or(known)
	blocks, published := arrange(blocks, opt)
	blocks = override(blocks, opt.Keep, opt.Drop)
	a := build(blocks, opt)
	if opt.structured {
		a.Layout = layout(blocks)
	}
	if len(a.Segments) == 0 {
		return article.Article{}, fault("keep everything with --keep-all",
			"no article found; all of it is left out: %s", reasons(a.Dropped))
	}
	if a.Published == "" {
		a.Published = published
	}
	return a, nil
}

func isMarkdown(source string) bool {
	ext := strings.ToLower(filepath.Ext(source))
	return ext == ".md" || ext == ".markdown"
}

func load(r io.Reader, limit int64) ([]byte, *Error) {
	if limit <= 0 {
		limit = DefaultMaxSize
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		e := fault("", "cannot be read: %v", cause(err))
		e.Err = err
		return nil, e
	}
	if int64(len(data)) > limit {
		return nil, tooLarge(limit)
	}
	return data, nil
}

// Load reads a whole stream of at most limit bytes; 0 is [DefaultMaxSize].
// Errors are of type [*Error].
func Load(r io.Reader, source string, limit int64) ([]byte, error) {
	data, err := load(r, limit)
	if err != nil {
		err.Source = source
		return nil, err
	}
	return data, nil
}

func tooLarge(limit int64) *Error {
	return fault("allow more with --max-size", "larger than %s, the largest size that is read", size(limit))
}

// missing reports what a text without anything to read lacks.
func missing(blocks []article.Block) *Error {
	if len(blocks) == 0 {
		return fault("", "no article found; it is empty")
	}
	for _, b := range blocks {
		if strings.ContainsFunc(b.Text, unicode.IsLetter) {
			return nil
		}
	}
	return fault("", "no article found; there is not a single letter in it")
}

// arrange gives the blocks their kinds and marks those that are left out. It
// returns the date of a dateline, where there is one.
func arrange(blocks []article.Block, opt Options) (out []article.Block, published string) {
	if opt.KeepAll {
		for i := range blocks {
			if !blocks[i].Carried {
				blocks[i].Reason = ""
			}
		}
	} else {
		dropBoilerplate(blocks)
	}
	markHeadline(blocks, opt.Meta.Title)
	if !opt.KeepAll {
		dropRepeats(blocks)
	}
	return splitDateline(blocks)
}

// build makes the article of arranged blocks.
func build(blocks []article.Block, opt Options) article.Article {
	m := opt.Meta
	a := article.Article{
		ID: m.ID, URL: m.URL, Publisher: m.Publisher, Title: m.Title, Byline: m.Byline, Published: m.Published, Updated: m.Updated,
		Segments: []article.Segment{}, Dropped: []article.Dropped{}, Extra: map[string]any{},
	}
	sum := sha256.New()
	var body strings.Builder
	for _, b := range blocks {
		if !b.Kept() {
			a.Dropped = append(a.Dropped, article.Dropped{Text: b.Text, Reason: b.Reason, Carried: b.Carried})
			continue
		}
		if b.Kind == article.Headline && a.Title == "" {
			a.Title = b.Text
		}
		a.Segments = append(a.Segments, article.Segment{Number: len(a.Segments) + 1, Kind: b.Kind, Text: b.Text, Marks: b.Marks})
		io.WriteString(sum, b.Text+"\x00") // no text holds a NUL, so no two lists of texts hash alike
		body.WriteString(b.Text + "\n")
	}
	hash := hex.EncodeToString(sum.Sum(nil))
	a.SourceHash = "sha256:" + hash
	if a.ID == "" {
		a.ID = identity(a.URL, hash)
	}
	a.Language = opt.From
	if a.Language == "" {
		a.Language = languageOf(body.String(), opt.said)
	}
	return a
}

// languageOf detects the language of a text. What the text says of itself only
// refines that or fills a gap: a site's template that says "en" above an article
// in French must not make it one that needs no translation.
func languageOf(text, said string) string {
	tag, ok := language.Detect(text)
	said = strings.ReplaceAll(said, "_", "-")
	if !language.IsTag(said) {
		said = "" // whoever wrote the input wrote this, too
	}
	if said != "" && (!ok || language.Base(said) == language.Base(tag)) {
		return said
	}
	return tag
}

// reasons lists the reasons for which blocks were dropped, each once.
func reasons(dropped []article.Dropped) string {
	var list []string
	seen := map[string]bool{}
	for _, d := range dropped {
		if !seen[d.Reason] {
			seen[d.Reason] = true
			list = append(list, d.Reason)
		}
	}
	return strings.Join(list, ", ")
}
