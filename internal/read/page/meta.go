package page

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"dragoman/internal/language"
)

// describe fills in what a page says of its article outside the text.
func (p *Page) describe(s *survey, l linked, opt Options) {
	p.URL = pageURL(s, l, opt.URL)
	p.Publisher = firstOf(s.meta["og:site_name"], l.publisher, s.first("application-name", "dc.publisher", "publisher"))
	p.Byline = firstOf(l.byline, byline(s.authors))
	p.Published = firstDate(l.published, s.first("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "publish-date",
		"dc.date.issued", "dcterms.created", "dc.date", "date", "parsely-pub-date", "sailthru.date", "article.published"), s.times["published"])
	p.Updated = firstDate(l.updated, s.first("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified", "article.updated"), s.times["updated"])
	p.Title = firstOf(l.headline, s.first("og:title", "twitter:title", "dc.title"), s.title)
	p.Title = withoutSite(p.Title, p.Publisher, p.URL)
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// byline joins the names of authors and leaves out their addresses.
func byline(authors []string) string {
	var names []string
	seen := map[string]bool{}
	for _, a := range authors {
		if isName(a) && !seen[a] {
			seen[a] = true
			names = append(names, a)
		}
	}
	return strings.Join(names, ", ")
}

// pageURL returns the address that the page gives as its own, absolute. Only
// web addresses count; an address of another site's page does not.
func pageURL(s *survey, l linked, given string) string {
	base, _ := url.Parse(given)
	if b, err := url.Parse(s.base); err == nil && s.base != "" && base != nil {
		base = base.ResolveReference(b)
	}
	for _, link := range []string{s.canonical, s.meta["og:url"], l.url, given} {
		u, err := url.Parse(strings.TrimSpace(link))
		if err != nil || link == "" {
			continue
		}
		if base != nil {
			u = base.ResolveReference(u)
		}
		if (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil {
			return u.String()
		}
	}
	return ""
}

func firstDate(values ...string) string {
	for _, v := range values {
		if d := date(v); d != "" {
			return d
		}
	}
	return ""
}

// dateLayouts are the forms that pages give dates in. Those with a zone are
// points in time, of the others only the date is sure.
var zonedLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04-0700", "2006-01-02 15:04:05-07:00",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05-0700", "2006-01-02T15:04:05-07", time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700",
}

var localLayouts = []string{
	"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006/01/02", "2006/01/02 15:04:05", "2006/01/02 15:04", "20060102", "20060102150405", "January 2, 2006", "2 January 2006", "Jan 2, 2006", "2006-1-2",
}

// date returns a date as RFC 3339 has it, or "" when it cannot be read without
// guessing.
func date(value string) string {
	value = strings.TrimSpace(value)
	if value == "" || len(value) > 60 {
		return ""
	}
	for _, layout := range zonedLayouts {
		if t, err := time.Parse(layout, value); err == nil && plausible(t) {
			return t.Format(time.RFC3339)
		}
	}
	for _, layout := range localLayouts {
		if t, err := time.Parse(layout, value); err == nil && plausible(t) {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

// plausible keeps out the zero dates of programs.
func plausible(t time.Time) bool { return t.Year() > 1970 && t.Year() < 2200 }

// titleSeparators stand between a headline and the name of the site.
var titleSeparators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", "_", " / ", "｜", " |"}

// withoutSite returns a title without the name of the site at its end or its
// beginning.
func withoutSite(title, site, address string) string {
	for range 3 { // "headline | section | site"
		cut := false
		for _, sep := range titleSeparators {
			if i := strings.LastIndex(title, sep); i > 0 && isSite(title[i+len(sep):], sep, site, address) {
				title, cut = strings.TrimSpace(title[:i]), true
			}
			if i := strings.Index(title, sep); i > 0 && isNamed(title[:i], site, address) {
				title, cut = strings.TrimSpace(title[i+len(sep):]), true
			}
		}
		if !cut {
			break
		}
	}
	return title
}

// isSite reports whether the end of a title is the site's name. After a bar it
// is one when it is short; after a dash it must be the name.
func isSite(end, sep, site, address string) bool {
	if isNamed(end, site, address) {
		return true
	}
	bar := strings.ContainsAny(sep, "|｜_»•")
	return bar && utf8.RuneCountInString(end) <= 30
}

func isNamed(part, site, address string) bool {
	name := letters(part)
	if name == "" {
		return false
	}
	if s := letters(site); s != "" && (name == s || strings.Contains(name, s) && len(name) < len(s)+16) {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && len(name) > 3 && strings.Contains(letters(u.Hostname()), name)
}

// letters folds a text to its letters and digits, to compare titles whatever
// their punctuation is.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if runeWeight(r) == 0 {
			return -1
		}
		return r
	}, language.Fold(text))
}

// sameTitle reports whether two titles are one: equal, or one cut short or
// followed by something.
func sameTitle(a, b string) bool { return sameLetters(letters(a), letters(b)) }

func sameLetters(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || len(a) >= 20 && 2*len(a) > len(b) && strings.Contains(b, a)
}

// languageOf returns the language that the page declares. A declaration that
// the script of the text contradicts does not count.
func languageOf(s *survey, l linked, text string) string {
	script := language.DominantScript(text[:min(len(text), 4000)])
	for _, tag := range []string{s.lang, s.first("content-language", "language", "dc.language"), s.meta["og:locale"], l.language} {
		if tag = languageTag(tag); tag != "" && agrees(tag, script) {
			return tag
		}
	}
	return ""
}

// languageTag returns a BCP 47 tag as it is written, or "".
func languageTag(tag string) string {
	tag, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), ",")
	parts := strings.Split(tag, "-")
	if n := len(parts[0]); n < 2 || n > 3 || len(parts) > 4 {
		return ""
	}
	for i, part := range parts {
		if part == "" || len(part) > 8 || strings.ContainsFunc(part, func(r rune) bool { return r >= utf8.RuneSelf || runeWeight(r) == 0 }) {
			return ""
		}
		switch {
		case i == 0:
			parts[i] = strings.ToLower(part)
		case len(part) == 2:
			parts[i] = strings.ToUpper(part)
		case len(part) == 4:
			parts[i] = strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		}
	}
	if language.Script(parts[0]) == "" {
		return ""
	}
	return strings.Join(parts, "-")
}

// agrees reports whether a language can be written in a script.
func agrees(tag, script string) bool {
	want := language.Script(tag)
	if want == "Hans" || want == "Hant" {
		want = "Hani"
	}
	return script == "" || want == "" || want == script || alsoIn(language.Base(tag), script)
}

// alsoIn reports whether a language has a second script in the news.
func alsoIn(base, script string) bool {
	switch base {
	case "sr", "bs", "uz", "kk", "az", "tk", "ky", "tg", "mn", "tt":
		return script == "Latn" || script == "Cyrl" || script == "Arab"
	case "ku", "ckb", "pa", "ms", "ug", "ha":
		return script == "Latn" || script == "Arab" || script == "Guru"
	}
	return false
}
