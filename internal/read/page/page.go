// Package page reads the HTML of an article: which blocks of text a page shows,
// which of them are the article, and what the page says about it.
//
// [Parse] is for whole pages, [Fragment] for the HTML of a feed entry, [Is]
// tells HTML from other text. The text comes from the page itself, block by
// block; readability is one voice in what belongs to the article, next to the
// page's structure, its JSON-LD, and what class names and roles say. Nothing
// that is shown is lost: what is not the article is returned with the reason.
// What is hidden is never part of the article, however it was hidden.
//
// The package does no I/O and knows no site.
package page

import (
	"errors"
	"fmt"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"dragoman/internal/article"
)

// Options of one reading. The zero value is the default.
type Options struct {
	URL      string   // where the page stands, if known; base of relative links
	KeepAll  bool     // keep every visible block
	Captions string   // Lead, the default, All or None
	Content  string   // CSS selector of a site rule: the article is what it matches
	Drop     []string // CSS selectors of a site rule: left out with reason "site rule"
}

// What Options.Captions can be.
const (
	Lead = "lead" // the caption of the first image is kept
	All  = "all"
	None = "none"
)

// Page is what was read. Empty strings mean unknown.
type Page struct {
	URL       string // of the page as it names itself; absolute, http or https
	Publisher string
	Title     string
	Byline    string
	Published string // RFC 3339 date or time
	Updated   string
	Language  string          // BCP 47; as declared, unless the script of the text contradicts it
	Blocks    []article.Block // in reading order; what is left out has its reason
	Found     Finding
	Cut       bool // the page shows only the beginning; the rest is for subscribers
	Unmatched bool // Options.Content matched nothing, and the page was read without it
}

// errDepth is what the parser answers to a page that no browser shows either.
var errDepth = errors.New("the page is nested deeper than 512 elements")

// Parse reads a page that was decoded to UTF-8. Errors are bad selectors, named
// in the error, and pages nested too deeply to be read.
func Parse(text string, opt Options) (Page, error) {
	rules, err := compile(opt)
	if err != nil {
		return Page{}, err
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Page{}, errDepth
	}
	r := newReader(doc, opt)
	r.apply(doc, rules)
	return r.page(), nil
}

// siteRules are the compiled selectors of Options.
type siteRules struct {
	content cascadia.Selector
	drop    []cascadia.Selector
}

func compile(opt Options) (rules siteRules, err error) {
	if opt.Content != "" {
		if rules.content, err = selector(opt.Content); err != nil {
			return rules, err
		}
	}
	for _, text := range opt.Drop {
		s, err := selector(text)
		if err != nil {
			return rules, err
		}
		rules.drop = append(rules.drop, s)
	}
	return rules, nil
}

func selector(text string) (cascadia.Selector, error) {
	s, err := cascadia.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("selector %q: %w", text, err)
	}
	return s, nil
}
