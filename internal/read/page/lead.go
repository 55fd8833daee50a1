package page

import (
	"strings"

	"dragoman/internal/article"
)

// findHeadline returns the block of the headline, or -1: the first-level heading
// or other short block that the page's metadata names as its title; else the
// last first-level heading before the article.
func (r *reader) findHeadline() int {
	title, size := letters(r.out.Title), weight(r.out.Title)
	best, bestRank := -1, 0
	first := r.firstVoted()
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.hidden || b.size > 500 || b.size == 0 {
			continue
		}
		rank := r.headlineRank(i <= first, b, title, size)
		if rank > bestRank || rank > 0 && rank == bestRank && i <= first && r.within(b.elem, r.container) {
			best, bestRank = i, rank
		}
	}
	if best >= 0 {
		r.blocks[best].reason = ""
		r.shortenTitle(r.blocks[best].text)
	}
	return best
}

// firstVoted returns the first block of prose that was voted for.
func (r *reader) firstVoted() int {
	for i := range r.blocks {
		if b := &r.blocks[i]; b.voted && b.size >= longText && b.level == 0 {
			return i
		}
	}
	return len(r.blocks)
}

// shortenTitle makes the headline the title, when the title goes on after it.
func (r *reader) shortenTitle(headline string) {
	title, head := letters(r.out.Title), letters(headline)
	if title == "" || len(title) > len(head) && strings.HasPrefix(title, head) && len(head) >= 12 {
		r.out.Title = headline
	}
}

// headlineRank says how well a block serves as the headline; 0: not at all.
func (r *reader) headlineRank(before bool, b *block, title string, size int) int {
	named := (b.level > 0 || before) && 3*b.size > size && b.size < 3*size && sameLetters(b.letters(), title)
	switch {
	case b.level == 1 && named:
		return 5
	case named && b.level > 0 && b.open() && before:
		return 4
	case b.level == 1 && before && b.open() && b.letters() != letters(r.out.Publisher) && b.size >= 8:
		return 3
	case named && b.open() && b.letters() == title:
		return 2
	}
	return 0
}

// dek takes in what stands between headline and article and introduces it: the
// description that the metadata gives, or prose right beside the headline.
func (r *reader) dek() {
	start := r.headline
	if start < 0 || r.ruled {
		return
	}
	body := r.firstProse()
	description := letters(firstOf(r.survey.meta["og:description"], r.survey.meta["description"], r.linked.description))
	second := letters(firstOf(r.linked.description, r.survey.meta["description"]))
	for i := start + 1; i < body && i < len(r.blocks); i++ {
		b := &r.blocks[i]
		if b.hidden || b.taken() || b.size < 25 || b.size > 900 || 3*b.link > b.size {
			continue
		}
		text := b.letters()
		if isDescription(text, description) || isDescription(text, second) {
			b.reason, b.rescued = "", true
		} else if b.open() && b.kind != article.Caption && r.besideHeadline(b) {
			b.rescued = true
		}
	}
}

// isDescription reports whether a text is the description, which may be cut.
func isDescription(text, description string) bool {
	if len(description) < 30 || len(text) < 30 {
		return false
	}
	return strings.HasPrefix(text, description) && len(text) < 3*len(description) || strings.HasPrefix(description, text)
}

// besideHeadline reports whether a block shares a small element with the
// headline.
func (r *reader) besideHeadline(b *block) bool {
	both := r.common(b.elem, r.blocks[r.headline].elem)
	e := &r.elems[both]
	return b.size >= 40 && e.size-e.voted < 1500 && b.link == 0
}

// captions leaves out the captions that were not asked for.
func (r *reader) captions() {
	lead := r.leadCaption()
	around := max(0, r.elems[r.container].parent)
	for i := range r.blocks {
		b := &r.blocks[i]
		isCaption := b.reason == "caption" || b.open() && b.kind == article.Caption
		if !isCaption {
			continue
		}
		if r.opt.Captions == All && (b.taken() || r.within(b.elem, around)) || i == lead {
			b.kind, b.reason, b.rescued = article.Caption, "", true
		} else {
			b.reason = "caption"
		}
	}
}

// leadCaption returns the caption of the first image: between the headline and
// the third paragraph of the body, longer than a credit. -1: there is none.
func (r *reader) leadCaption() int {
	if r.opt.Captions == None || r.opt.Captions == All {
		return -1
	}
	paragraphs := 0
	for i := max(0, r.headline); i < len(r.blocks) && paragraphs < 3; i++ {
		b := &r.blocks[i]
		switch {
		case b.hidden:
		case (b.open() && b.kind == article.Caption || b.reason == "caption") && b.size >= minCaption && !r.isCredit(b):
			return i
		case b.taken() && b.size >= longText && b.kind != article.Caption:
			paragraphs++
		}
	}
	return -1
}

// minCaption is longer than a photographer's name with an agency's.
const minCaption = 40

// isCredit reports whether a caption names who made the image.
func (r *reader) isCredit(b *block) bool {
	class := strings.ToLower(attr(r.elems[b.elem].node, "class"))
	return strings.Contains(class, "credit") || strings.Contains(class, "photographer") || strings.Contains(class, "copyright") || strings.HasPrefix(b.text, "©")
}

// ordered returns the blocks in reading order: headline, dek, the caption of the
// lead image, the rest as on the page.
func (r *reader) ordered() []block {
	list := make([]block, 0, len(r.blocks)+1)
	switch {
	case r.headline >= 0:
		h := r.blocks[r.headline]
		h.kind, h.reason = article.Headline, ""
		list = append(list, h)
	case r.out.Title != "" && !r.opt.KeepAll:
		list = append(list, block{kind: article.Headline, text: r.out.Title})
	}
	caption, last := r.leadPlace()
	for i := range r.blocks {
		if i != r.headline && i != caption {
			list = append(list, r.blocks[i])
		}
		if i == last && caption >= 0 {
			list = append(list, r.blocks[caption])
		}
	}
	return list
}

// leadPlace returns a caption that stands before the dek, and the last block of
// the dek, after which it is read: kept blocks before the body that are not in
// the element of the body.
func (r *reader) leadPlace() (caption, last int) {
	caption, last = -1, -1
	if r.opt.KeepAll {
		return
	}
	body, _ := r.flow()
	for i := range r.blocks {
		b := &r.blocks[i]
		switch {
		case !b.taken() || i == r.headline:
		case b.kind == article.Caption && caption < 0:
			caption = i
		case b.kind != article.Paragraph && b.kind != article.Subheading || r.within(b.elem, max(body, 0)) || b.size > 900:
			return validPlace(caption, last)
		case caption >= 0:
			last = i
		}
	}
	return validPlace(caption, last)
}

// validPlace returns no caption when there is no place to move it to.
func validPlace(caption, last int) (int, int) {
	if last < 0 {
		return -1, -1
	}
	return caption, last
}
