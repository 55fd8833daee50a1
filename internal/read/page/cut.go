package page

import (
	"dragoman/internal/article"
	"dragoman/internal/language"
)

// cutKind are the phrases that say by themselves that the rest of an article is
// for subscribers.
const cutKind = "cut"

// maxNotice is longer than a line that says who may read on, in letters.
const maxNotice = 250

// notices leaves out the lines around the text that say that the rest is for
// subscribers. One after the last of the prose says that the page shows only
// the beginning.
func (r *reader) notices() {
	first, last := r.prose()
	for i := range r.blocks {
		b := &r.blocks[i]
		outside := i < first || i > last
		if b.hidden || i == r.headline || !outside || b.size == 0 || b.size > maxNotice || isElsewhere(b) || !noticeIn(language.Fold(b.text), cutKind) {
			continue
		}
		if b.taken() {
			b.reason = "subscription notice"
		}
		r.out.Cut = r.out.Cut || i > last && last >= 0
	}
}

// prose returns the first and the last long paragraph that is kept, -1 without
// any.
func (r *reader) prose() (first, last int) {
	first, last = -1, -1
	for i := range r.blocks {
		b := &r.blocks[i]
		if i == r.headline || !b.taken() || b.kind == article.Caption || b.size < longText || b.size <= maxNotice && noticeIn(language.Fold(b.text), cutKind) {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	return first, last
}

// isElsewhere reports whether a block stands on every page of a site, where
// subscriptions are offered whatever the article is.
func isElsewhere(b *block) bool {
	switch b.reason {
	case "navigation", "header", "footer", "sidebar", "related links", "newsletter", "reader comments", "comment form", "cookie notice", "share bar", "toolbar":
		return true
	}
	return false
}
