package page

import (
	"golang.org/x/net/html/atom"

	"dragoman/internal/article"
)

// measure finds the container of what was voted for.
func (r *reader) measure() {
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.voted || b.hidden || b.reason != "" {
			b.voted = false
			continue
		}
		if r.first < 0 {
			r.first = i
		}
		r.last = i
		r.voted += b.size
		r.elems[b.elem].voted += b.size
	}
	for i := len(r.elems) - 1; i > 0; i-- {
		r.elems[r.elems[i].parent].voted += r.elems[i].voted
	}
	for i := 1; i < len(r.elems); i++ {
		if e := &r.elems[i]; e.block && 10*e.voted >= 9*r.voted && r.voted > 0 {
			r.container = i
		}
	}
}

// markElements decides which elements are left out whole.
func (r *reader) markElements() {
	for i := 1; i < len(r.elems); i++ {
		e := &r.elems[i]
		if e.reason == "" {
			e.reason = r.elems[e.parent].reason
		}
		if e.reason == "" && e.mark != nil && r.believes(i) {
			e.reason = e.mark.reason
		}
	}
}

// believes reports whether an element is what its mark says, after the vote:
// it is small enough, and not the article itself.
func (r *reader) believes(i int) bool {
	e := &r.elems[i]
	m := e.mark
	switch {
	case e.size == 0, e.h1, m.limit > 0 && e.size > m.limit:
		return false
	case m.reason == linksReason && e.link == 0: // an introduction is called a teaser, too
		return false
	case m == headerMark && r.inArticle(i):
		return false
	case m == dateMark && !r.alone(e):
		return false
	case m.limit > 0 && e.block:
		return 2*e.voted <= r.voted
	}
	return 3*e.voted <= r.voted
}

// alone reports whether an inline element is all of its block.
func (r *reader) alone(e *element) bool {
	return e.block || e.parent < 0 || 2*e.size >= r.elems[e.parent].size
}

// inArticle reports whether an element stands in an article or main element.
func (r *reader) inArticle(i int) bool {
	for i = r.elems[i].parent; i > 0; i = r.elems[i].parent {
		switch r.elems[i].node.DataAtom {
		case atom.Article, atom.Main:
			return true
		}
	}
	return false
}

// within reports whether an element stands in another or is it.
func (r *reader) within(i, outer int) bool { return outer <= i && i < r.elems[outer].end }

// inherit gives the blocks the reasons of their elements.
func (r *reader) inherit() {
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.open() && !b.sure {
			b.reason = r.elems[b.elem].reason
		}
	}
}

// rescue takes in what the vote lost inside the article: prose, subheadings,
// quotes and list items that stand among blocks that were voted for.
func (r *reader) rescue() {
	if r.voted == 0 {
		return
	}
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.open() || b.voted || !r.within(b.elem, r.container) || 3*b.link > b.size {
			continue
		}
		b.rescued = r.first < i && i < r.last && r.hasVotedSibling(b)
	}
}

// hasVotedSibling reports whether the block, or an element around it inside the
// container, stands beside something that was voted for.
func (r *reader) hasVotedSibling(b *block) bool {
	if b.kind == article.Caption {
		return true
	}
	for i := b.elem; i > r.container; i = r.elems[i].parent {
		p := &r.elems[r.elems[i].parent]
		if p.voted-r.elems[i].voted > 0 && r.elems[i].size <= 4*max(longText, r.elems[i].voted) || p.voted >= r.voted/2 {
			return true
		}
	}
	return b.elem == r.container
}
