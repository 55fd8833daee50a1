package read

import (
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/read/page"
)

// fromPage reads an HTML page. What the page says of itself is taken where the
// user says nothing.
func fromPage(text string, from Origin, opt Options) (article.Article, *Error) {
	address := from.URL
	if address == "" {
		address = opt.Meta.URL
	}
	site := siteOf(opt.Sites, address)
	p, err := page.Parse(text, page.Options{URL: address, KeepAll: opt.KeepAll, Captions: opt.Captions, Content: site.Content, Drop: site.Drop})
	if err == nil && address == "" { // a saved page says itself where it stood
		if site = siteOf(opt.Sites, p.URL); site.Host != "" {
			p, err = page.Parse(text, page.Options{URL: p.URL, KeepAll: opt.KeepAll, Captions: opt.Captions, Content: site.Content, Drop: site.Drop})
		}
	}
	if err != nil {
		return article.Article{}, fault("", "%v", err)
	}
	if p.Found.Kind != "" && !opt.KeepAll {
		return article.Article{}, noArticle(p)
	}
	known := Meta{URL: p.URL, Publisher: p.Publisher, Title: p.Title, Byline: p.Byline, Published: p.Published, Updated: p.Updated}
	if known.URL == "" {
		known.URL = from.URL
	}
	opt.said = p.Language
	if known.Title == "" {
		p.Blocks = headed(p.Blocks, opt.led.Title)
	}
	a, e := assemble(p.Blocks, known.or(opt.led), opt)
	if e != nil {
		return article.Article{}, e
	}
	if !hasBody(a) && !opt.KeepAll {
		return article.Article{}, noArticle(p)
	}
	if p.Cut {
		a.Caveats = append(a.Caveats, article.Paywalled)
	}
	if p.Unmatched {
		a.Caveats = append(a.Caveats, article.NoSiteRule)
	}
	return a, nil
}

// hasBody reports whether an article has more than a headline.
func hasBody(a article.Article) bool {
	return slices.ContainsFunc(a.Segments, func(s article.Segment) bool { return s.Kind != article.Headline && s.Kind != article.Caption })
}

// noArticle says what a page is that holds no article, and how to read it all
// the same.
func noArticle(p page.Page) *Error {
	hint := "keep everything: --keep-all"
	if strings.Contains(p.Found.Kind, "paywall") {
		hint = "if your browser shows all of it: --cookie-file, or save the page from there; " + hint
	}
	words := fmt.Sprintf("%d words", p.Found.Words)
	if p.Found.Words == 1 {
		words = "1 word"
	}
	if p.Found.Kind == "" || p.Found.Kind == page.Nothing {
		return fault(hint, "no article found; nothing of the page reads like one (%s of text)", words)
	}
	a := "a"
	if strings.ContainsRune("aeiou", rune(p.Found.Kind[0])) {
		a = "an"
	}
	return fault(hint, "no article found; the page looks like %s %s (%s of text)", a, p.Found.Kind, words)
}

// siteOf returns the rule for the host of an address: that of the longest host
// that is it or stands above it.
func siteOf(sites []Site, address string) Site {
	host, found := hostOf(address), Site{}
	for _, s := range sites {
		h := strings.TrimPrefix(strings.ToLower(s.Host), "www.")
		if (host == h || strings.HasSuffix(host, "."+h)) && len(s.Host) > len(found.Host) {
			found = s
		}
	}
	return found
}
