// Package read turns files and streams into articles: it decodes the bytes,
// finds the paragraphs, the headline and the dateline, leaves out what is not
// the article and says why.
//
// [File] and [From] are the way in. Nothing is lost on the way: every line with
// anything to read on it is in the article's segments and their marks or among
// what was dropped, with a reason. All errors are of type [*Error]. Plain text and
// Markdown are read; a file is Markdown when its name ends in .md or .markdown.
// An article read from Markdown has a layout, around which the document can be
// written again.
package read

import (
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
	Paragraphs string // Blank, Line, Wrap; empty finds out. Markdown has its own rules
	KeepAll    bool   // leave nothing out
	MaxSize    int64  // in bytes; 0 is DefaultMaxSize
	From       string // the language, BCP 47; empty detects it
	Meta       Meta

	said string // the language that the article's front matter names
}

// Meta is what the user knows of the article. It wins over what is read.
type Meta struct {
	Published string // RFC 3339 date or time
	Publisher string
	URL       string
	Title     string
	Byline    string
	ID        string
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
		return nil, fault("name the files in it: "+filepath.Join(path, "*.txt"), "is a folder, not an article")
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
	a, err := from(r, source, opt)
	if err != nil {
		err.Source = source
		return article.Article{}, err
	}
	a.Source = source
	return a, nil
}

func from(r io.Reader, source string, opt Options) (article.Article, *Error) {
	data, e := load(r, opt.MaxSize)
	if e != nil {
		return article.Article{}, e
	}
	text, charset, e := decode(data)
	if e != nil {
		return article.Article{}, e
	}
	text = normalise(text)
	var blocks []article.Block
	if isMarkdown(source) {
		blocks = markdown.Parse(text, seamless)
		opt = withFrontMatter(blocks, opt)
	} else {
		blocks = plain(text, opt.Paragraphs)
	}
	if e := missing(blocks); e != nil {
		return article.Article{}, e
	}
	blocks, published := arrange(blocks, opt)
	a := build(blocks, opt)
	if isMarkdown(source) {
		a.Layout = layout(blocks)
	}
	if len(a.Segments) == 0 {
		return article.Article{}, fault("keep everything with --keep-all",
			"no article found; all of it is left out: %s", reasons(a.Dropped))
	}
	if a.Published == "" {
		a.Published = published
	}
	if charset != "utf-8" {
		a.Extra["encoding"] = charset
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
		return nil, fault("allow more with --max-size", "larger than %s, the largest size that is read", size(limit))
	}
	return data, nil
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
		ID: m.ID, URL: m.URL, Publisher: m.Publisher, Title: m.Title, Byline: m.Byline, Published: m.Published,
		Segments: []article.Segment{}, Dropped: []article.Dropped{}, Extra: map[string]any{},
	}
	sum := sha256.New()
	var body strings.Builder
	for _, b := range blocks {
		if !b.Kept() {
			a.Dropped = append(a.Dropped, article.Dropped{Text: b.Text, Reason: b.Reason})
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
		a.ID = hash[:12] // 48 bits: two in ten thousand articles share one once in five million times
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
