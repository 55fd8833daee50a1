package page

import (
	"strings"

	"golang.org/x/net/html"

	"dragoman/internal/article"
)

// reader takes one page apart and decides about its blocks.
type reader struct {
	walker
	opt       Options
	survey    *survey
	linked    linked
	out       Page
	tree      *html.Node // the copy for readability
	voted     int        // letters and digits that were voted for
	first     int        // the first block that was voted for; -1: none
	last      int
	container int // the element that holds nearly all that was voted for
	headline  int // the block of the headline; -1: none
	ruled     bool
}

func newReader(doc *html.Node, opt Options) *reader {
	s := newSurvey(doc)
	r := &reader{opt: opt, survey: s, headline: -1, first: -1}
	r.sheet, r.total = &s.sheet, s.size
	title := firstOf(s.meta["og:title"], s.title)
	r.linked = linkedData(s.data, title)
	r.out.describe(s, r.linked, opt)
	body := s.body
	if body == nil {
		body = doc
	}
	r.tree = r.walk(body)
	return r
}

// apply takes the site rules in.
func (r *reader) apply(doc *html.Node, rules siteRules) {
	dropped := map[*html.Node]bool{}
	for _, s := range rules.drop {
		for _, n := range s.MatchAll(doc) {
			dropped[n] = true
		}
	}
	content := map[*html.Node]bool{}
	if rules.content != nil {
		for _, n := range rules.content.MatchAll(doc) {
			content[n] = true
		}
	}
	inside := make([]bool, len(r.elems))
	for i := range r.elems {
		e := &r.elems[i]
		if e.parent >= 0 {
			e.reason, inside[i] = r.elems[e.parent].reason, inside[e.parent]
		}
		if dropped[e.node] {
			e.reason = "site rule"
		}
		inside[i] = inside[i] || content[e.node]
	}
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.hidden && b.reason == "" && inside[b.elem] {
			b.voted, r.ruled = true, true
		}
	}
	r.out.Unmatched = rules.content != nil && !r.ruled
}

// page decides about all blocks and returns the page.
func (r *reader) page() Page {
	if r.opt.KeepAll {
		r.headline = r.findHeadline()
		return r.result()
	}
	if !r.ruled {
		r.vote()
		r.voteLinked()
	}
	r.measure()
	r.markElements()
	r.inherit()
	r.headline = r.findHeadline()
	if !r.ruled {
		r.rescue()
	}
	r.dropLinks()
	r.dropLines()
	r.dek()
	r.captions()
	r.orphans()
	r.notices()
	r.rest()
	return r.result()
}

// open reports whether nothing speaks against a block so far.
func (b *block) open() bool { return !b.hidden && b.reason == "" }

// taken reports whether a block is of the article so far.
func (b *block) taken() bool { return b.open() && (b.voted || b.rescued) }

// rest leaves out everything that nothing speaks for.
func (r *reader) rest() {
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.open() && !b.taken() && i != r.headline {
			b.reason = "outside the article"
		}
	}
}

// result makes the blocks of the page.
func (r *reader) result() Page {
	p := r.out
	p.Blocks = r.merged()
	var kept strings.Builder
	for _, b := range p.Blocks {
		if b.Kept() {
			kept.WriteString(b.Text + "\n")
		}
	}
	p.Language = languageOf(r.survey, r.linked, kept.String())
	p.Found = r.finding()
	return p
}

// merged returns the blocks in reading order, headline first. Neighbours that
// are left out for one reason are one block.
func (r *reader) merged() []article.Block {
	list := make([]article.Block, 0, 64)
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			list[len(list)-1].Text = strings.Join(lines, "\n")
			lines = nil
		}
	}
	for _, b := range r.ordered() {
		if b.hidden {
			b.reason = "hidden"
		}
		if b.reason == "" {
			flush()
			list = append(list, article.Block{Kind: b.kind, Text: b.text})
			continue
		}
		if n := len(list); len(lines) == 0 || list[n-1].Reason != b.reason {
			flush()
			list = append(list, article.Block{Kind: b.kind, Reason: b.reason})
		}
		lines = append(lines, b.text)
	}
	flush()
	return list
}
