package page

import (
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

// Finding says what a page seems to be when it holds no article.
type Finding struct {
	Kind  string // such as "consent form"; empty: an article was found
	Words int    // of all visible text
	Kept  int    // words of the blocks that are kept, without the headline
}

// What Finding.Kind can be.
const (
	consentForm   = "consent form"
	paywallTeaser = "paywall teaser"
	sectionFront  = "section front"
	scriptShell   = "page that needs JavaScript"
	errorPage     = "page of an error"
	noText        = "page without an article"
)

const (
	teaserWords = 100 // fewer are the beginning of an article, where the page says so
	flashWords  = 60  // a report can be this short
	shellWords  = 60  // more than a page says whose text a script would load
	formWords   = 500 // more than a consent form or an error has to say
	frontLinks  = 8   // fewer headings that are links stand below articles too
)

// finding says what the page is, once its blocks are decided.
func (r *reader) finding(blocks []article.Block) Finding {
	f := Finding{}
	for _, b := range blocks {
		if b.Reason == "hidden" {
			continue
		}
		n := language.CountWords(b.Text)
		f.Words += n
		if b.Kept() && b.Kind != article.Headline {
			f.Kept += n
		}
	}
	if !r.opt.KeepAll && !r.ruled {
		f.Kind = r.kind(f)
	}
	return f
}

func (r *reader) kind(f Finding) string {
	text := r.folded(f)
	switch {
	case f.Kept < teaserWords && f.Words < formWords && says("error", language.Fold(r.names())) > 0:
		return errorPage
	case r.isConsent(f, text):
		return consentForm
	case f.Kept < flashWords && r.cutAt() >= 0, f.Kept < teaserWords && r.closed() && says("offer", text) > 0:
		return paywallTeaser
	case f.Words < shellWords && f.Kept < shellWords/2 && (r.survey.scripts > 0 && f.Kept == 0 || says("script", text) > 0):
		return scriptShell
	case r.isFront(f):
		return sectionFront
	case f.Kept == 0:
		return noText
	}
	return ""
}

// names returns the titles that a page has. A message of an error is one.
func (r *reader) names() string {
	names := r.survey.title + "\n" + r.out.Title
	for i := range r.blocks {
		if b := &r.blocks[i]; !b.hidden && b.level == 1 {
			names += "\n" + b.text
		}
	}
	return names
}

// folded returns the text of a page that has little, with what it says to
// browsers without scripts, and else nothing.
func (r *reader) folded(f Finding) string {
	if f.Kept >= teaserWords && f.Words >= formWords {
		return ""
	}
	text := strings.Builder{}
	for i := range r.blocks {
		if b := &r.blocks[i]; text.Len() < 1<<16 {
			text.WriteString(b.text + "\n")
		}
	}
	return language.Fold(text.String())
}

// isDeclared reports whether the page calls itself an article.
func (r *reader) isDeclared() bool {
	return r.linked.headline != "" || r.survey.meta["og:type"] == "article" || r.out.Published != ""
}

// closed reports whether the page says that it is not free.
func (r *reader) closed() bool { return r.linked.free != nil && !*r.linked.free }

// isConsent reports whether all that a page has to say is about consent: in
// what is kept, or where next to nothing is.
func (r *reader) isConsent(f Finding, text string) bool {
	if f.Words >= formWords || r.isDeclared() && f.Kept >= teaserWords/2 || says("consent", text) < 3 {
		return false
	}
	if f.Kept < 30 {
		return true
	}
	kept := 0
	for i := range r.blocks {
		if b := &r.blocks[i]; b.taken() && says("consent", language.Fold(b.text)) > 0 {
			kept += b.size
		}
	}
	return 2*kept > r.bodySize()
}

// bodySize returns how much is kept without the headline.
func (r *reader) bodySize() int {
	size := 0
	for i := range r.blocks {
		if b := &r.blocks[i]; b.taken() && i != r.headline {
			size += b.size
		}
	}
	return size
}

// isFront reports whether a page leads to articles and is none: it does not
// call itself one, has many headings that are links, and nowhere three
// paragraphs of prose in a row.
func (r *reader) isFront(f Finding) bool {
	if r.isDeclared() {
		return false
	}
	links, run := 0, 0
	for i := range r.blocks {
		b := &r.blocks[i]
		switch {
		case b.hidden:
		case b.link > 0 && 10*b.link >= 9*b.size && b.size >= 20:
			links++
			run = 0
		case b.taken() && b.kind == article.Paragraph && b.size >= longText && 3*b.link < b.size:
			if run++; run >= 3 || b.size >= 6*longText {
				return false
			}
		case b.level > 0:
			run = 0
		}
	}
	return links >= frontLinks
}

// maxNotice is longer than a line that says who may read on.
const maxNotice = 250

// notices leaves out the lines that say that the rest is for subscribers, and
// notes whether one ends the text.
func (r *reader) notices() {
	if at := r.cutAt(); at >= 0 {
		r.out.Cut = r.bodySize() > 0
	}
	last := r.lastProse()
	first := r.firstProse()
	for i := range r.blocks {
		if b := &r.blocks[i]; b.taken() && i != r.headline && (i < first || i >= last) && isNotice(b) {
			b.reason = "subscription notice"
		}
	}
	if r.closed() && !r.out.Cut {
		r.out.Cut = r.offersAfter(r.lastProse())
	}
}

func isNotice(b *block) bool {
	return b.size > 0 && b.size < maxNotice && says("cut", language.Fold(b.text)) > 0
}

// cutAt returns the first line after the headline and the last of the prose
// that says that the rest is for subscribers, or -1.
func (r *reader) cutAt() int {
	for i := max(r.lastProse(), r.headline+1, 0); i < len(r.blocks); i++ {
		if b := &r.blocks[i]; !b.hidden && !elsewhere(b) && isNotice(b) {
			return i
		}
	}
	return -1
}

// elsewhere reports whether a block was left out as part of what stands on
// every page of a site.
func elsewhere(b *block) bool {
	switch b.reason {
	case "navigation", "header", "footer", "related links", "newsletter", "reader comments", "comment form", "cookie notice", "share bar":
		return true
	}
	return false
}

// lastProse returns the last block of the body that is prose, or -1.
func (r *reader) lastProse() int {
	for i := len(r.blocks) - 1; i > r.headline; i-- {
		if b := &r.blocks[i]; b.taken() && b.size >= longText && !isNotice(b) {
			return i
		}
	}
	return -1
}

// offersAfter reports whether a box right after the text of a page that is not
// free offers a subscription.
func (r *reader) offersAfter(last int) bool {
	near := 0
	for i := last + 1; last >= 0 && i < len(r.blocks) && near < 5; i++ {
		b := &r.blocks[i]
		if b.hidden || elsewhere(b) {
			continue
		}
		if near++; says("offer", language.Fold(b.text)) > 0 {
			return true
		}
	}
	return false
}
