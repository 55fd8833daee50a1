package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"dragoman/internal/article"
)

// dropLinks leaves out what only leads elsewhere: lists of links, and blocks of
// the article's flow that are a link.
func (r *reader) dropLinks() {
	for i := range r.elems {
		e := &r.elems[i]
		if e.parent >= 0 && e.reason == "" && r.elems[e.parent].reason == linksReason {
			e.reason = linksReason
		}
		if e.reason == "" && r.isLinkList(e) {
			e.reason = linksReason
		}
	}
	for i := range r.blocks {
		b := &r.blocks[i]
		switch {
		case !b.open() || i == r.headline || b.sure:
		case r.elems[b.elem].reason == linksReason, isLinkLine(b):
			b.reason = linksReason
		}
	}
}

const linksReason = "related links"

// isLinkList reports whether most of an element's text is links and the rest no
// prose.
func (r *reader) isLinkList(e *element) bool {
	if !e.block || e.h1 || e.size == 0 || 3*e.voted > r.voted && r.voted > 0 {
		return false
	}
	switch e.node.DataAtom {
	case atom.Ul, atom.Ol, atom.Dl, atom.Div, atom.Section, atom.Article, atom.Aside, atom.Table:
	default:
		return false
	}
	return 5*e.link >= 3*e.size && e.size-e.link < 200
}

// isLinkLine reports whether a block is one link, with no more before it than a
// label: "Read also: …".
func isLinkLine(b *block) bool {
	if b.link == 0 || b.kind == article.Quote || b.kind == article.TableRow || b.kind == article.Caption {
		return false
	}
	if 10*b.link >= 9*b.size {
		return true
	}
	return b.after == 0 && b.led <= 40 && b.link >= b.led && labels(b.text, b.led)
}

// labels reports whether the first letters of a text, so many, end in a colon
// or are set off by a sign at the start of the text.
func labels(text string, letters int) bool {
	if first, _ := utf8.DecodeRuneInString(text); strings.ContainsRune("►▶→»👉➤➡▸•>", first) {
		return true
	}
	for i, r := range text {
		if letters <= 0 && runeWeight(r) > 0 {
			break
		}
		letters -= runeWeight(r)
		if letters <= 0 && (r == ':' || r == '：' || r == '|') {
			return i < 100
		}
	}
	return false
}

// dropLines leaves out the lines around and in an article that are not its
// text: byline, date, the headline again, notices of rights.
func (r *reader) dropLines() {
	title, by := letters(r.out.Title), letters(r.out.Byline)
	if r.headline >= 0 {
		title = letters(r.blocks[r.headline].text)
	}
	titleSize := weight(title)
	body := r.firstProse()
	edge := func(i int) bool { return i <= body || i > r.last-2 } // not inside: a score or a speaker's name
	details := r.shortLines(body) <= maxDetails
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.open() || i == r.headline || b.size > 400 {
			continue
		}
		switch {
		case weight(b.text) == 0:
			b.reason = "separator"
		case isRights(b):
			b.reason = "copyright notice"
		case near(b.size, titleSize) && (i <= body || b.level == 1) && b.letters() == title:
			b.reason = "repeated headline"
		case edge(i) && by != "" && b.size <= len(by)+40 && strings.Contains(b.letters(), by):
			b.reason = "byline"
		case edge(i) && b.kind != article.TableRow && b.kind != article.ListItem && isDateLine(b):
			b.reason = "date"
		case b.kind == article.Paragraph && r.survey.altSizes[b.size] && r.survey.alts[b.letters()]:
			b.reason = "caption"
		case details && r.headline < i && i < body && isDetail(b):
			b.reason = "article details"
		case i < r.headline && r.headline < body && !r.ruled:
			b.reason = "header"
		}
	}
	r.dropApart()
}

// near reports whether two texts of these sizes can be the same but for marks
// that folding takes away.
func near(a, b int) bool { return b > 0 && 5*a >= 4*b && 4*a <= 5*b }

// isDetail reports whether a block is too short for a paragraph.
func isDetail(b *block) bool {
	return b.kind == article.Paragraph && b.size < 40 && !ends(b.text)
}

// maxDetails is how many short lines there can be about an article before it
// begins. More of them are an article of short lines.
const maxDetails = 4

// shortLines counts the short lines between headline and body.
func (r *reader) shortLines(body int) int {
	n := 0
	for i := r.headline + 1; i < body; i++ {
		if b := &r.blocks[i]; b.taken() && isDetail(b) {
			n++
		}
	}
	return n
}

// dropApart leaves out what stands apart from the body: last paragraphs that
// are in other elements than nearly all the others, and boxes made of a table
// inside a page that is laid out with tables.
func (r *reader) dropApart() {
	body, share := r.flow()
	if body < 0 || r.ruled {
		return
	}
	if share >= 60 && r.inCell(body) {
		r.dropBoxes(body)
		_, share = r.flow()
	}
	switch {
	case share >= 80:
		r.dropTail(body, r.voted/5)
	case share >= 70:
		r.dropTail(body, r.voted/10)
	}
}

// dropTail leaves out the last paragraphs when they are not in the body's
// element, have no more letters than the limit, and no more than two are prose. A
// last section of the article that has an element of its own is longer, or
// begins with a heading.
func (r *reader) dropTail(body, limit int) {
	var tail []*block
	size, prose := 0, 0
	for i := len(r.blocks) - 1; i >= 0; i-- {
		b := &r.blocks[i]
		if !b.taken() || i == r.headline || b.sure {
			continue
		}
		p := r.paragraphOf(b)
		if b.kind != article.Paragraph || r.elems[p].parent == body || r.within(body, p) {
			break
		}
		tail = append(tail, b)
		size += b.size
		if b.size >= longText {
			prose++
		}
	}
	if size > limit || prose > 2 {
		return
	}
	for _, b := range tail {
		b.reason = "outside the article"
	}
}

// flow returns the element whose children are the most of the article's
// paragraphs, and the share of the text, in per cent, that is in them or stands
// bare around that element.
func (r *reader) flow() (body, share int) {
	sizes := map[int]int{} // by element that makes the block
	total := 0
	for i := range r.blocks {
		if b := &r.blocks[i]; b.taken() && b.kind == article.Paragraph {
			sizes[r.paragraphOf(b)] += b.size
			total += b.size
		}
	}
	sums := map[int]int{}
	body = -1
	for p, n := range sizes {
		parent := r.elems[p].parent
		sums[parent] += n
		if body < 0 || sums[parent] > sums[body] || sums[parent] == sums[body] && parent < body {
			body = parent
		}
	}
	if body < 0 || total == 0 {
		return -1, 0
	}
	in := sums[body]
	for p, n := range sizes {
		if r.elems[p].parent != body && r.within(body, p) {
			in += n
		}
	}
	return body, 100 * in / total
}

// inCell reports whether an element stands in a cell of a table.
func (r *reader) inCell(i int) bool {
	for ; i > 0; i = r.elems[i].parent {
		if a := r.elems[i].node.DataAtom; a == atom.Td || a == atom.Th {
			return true
		}
	}
	return false
}

func (r *reader) dropBoxes(body int) {
	for i := r.container + 1; i < r.elems[r.container].end; i++ {
		e := &r.elems[i]
		if e.node.DataAtom == atom.Table && !r.within(body, i) && !isDataTable(e.node) && 3*e.voted < r.voted {
			e.box = true
		}
		e.box = e.box || r.elems[e.parent].box
	}
	for i := range r.blocks {
		if b := &r.blocks[i]; b.open() && !b.sure && i != r.headline && b.kind != article.TableRow && r.elems[b.elem].box {
			b.reason = "sidebar"
		}
	}
}

// paragraphOf returns the element that makes a block a block of its own.
func (r *reader) paragraphOf(b *block) int {
	i := b.elem
	for i > 0 && !r.elems[i].block {
		i = r.elems[i].parent
	}
	return i
}

// firstProse returns the first block of the body: taken, and long.
func (r *reader) firstProse() int {
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.taken() && i != r.headline && b.size >= longText && b.kind != article.Caption {
			return i
		}
	}
	return len(r.blocks)
}

// isDateLine reports whether a short line is a date or time: digits make up a
// quarter of it, with a year or a time among them.
func isDateLine(b *block) bool {
	if b.size > 60 || ends(b.text) && b.size > 30 || b.level > 0 {
		return false
	}
	digits, year, clock := 0, false, false
	number := 0
	for i, r := range b.text {
		if unicode.IsDigit(r) {
			digits++
			number++
			year = year || number == 4 && (strings.HasPrefix(b.text[max(0, i-3*utf8.RuneLen(r)):], "20") || strings.HasPrefix(b.text[max(0, i-3*utf8.RuneLen(r)):], "19") || r >= 0x660)
			continue
		}
		clock = clock || r == ':' && (number == 1 || number == 2)
		number = 0
	}
	return digits >= 3 && (year || clock) && 4*digits >= b.size
}

// isRights reports whether a line claims rights: it begins with the sign.
func isRights(b *block) bool {
	return b.size < 200 && (strings.HasPrefix(b.text, "©") || strings.HasPrefix(b.text, "(c) ") || strings.HasPrefix(b.text, "(C) ") || strings.HasPrefix(b.text, "Copyright "))
}

// orphans leaves out subheadings that head nothing of the article: all that
// follows, up to the next heading or the end, was left out, or a list of links
// follows at once.
func (r *reader) orphans() {
	reason, kept, links := "outside the article", false, 0
	for i := len(r.blocks) - 1; i > r.headline; i-- {
		b := &r.blocks[i]
		switch {
		case b.hidden:
		case b.taken() && b.kind == article.Subheading:
			if !kept && (reason != "outside the article" || i > r.last) || links > 1 {
				b.reason = reason
				continue
			}
			reason, kept, links = "outside the article", true, 0
		case b.taken():
			kept, links = true, 0
		case headed(b):
			reason = b.reason
			if links++; b.reason != linksReason {
				links = 0
			}
		}
	}
}

// headed reports whether a block that was left out can be what a heading before
// it stands over.
func headed(b *block) bool {
	switch b.reason {
	case "related links", "newsletter", "share bar", "comment form", "reader comments", "author box", "tags", "support notice", "app promotion":
		return true
	}
	return false
}
