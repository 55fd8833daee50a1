package page

import (
	_ "embed"
	"strings"
	"sync"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

//go:embed data/notices.txt
var noticesFile string

// Finding says what a page seems to be when it holds no article, or not all of
// it. A caller makes the error of it: "no article found; the page looks like a
// consent page (14 words of text)".
//
// Where an article was found, nothing is counted.
type Finding struct {
	Kind  string // Consent and its like; empty: an article was found
	Words int    // of the text that the page shows
	Kept  int    // of the blocks that are kept, without headline and captions
}

// What a page can be instead of an article.
const (
	Consent = "consent page"
	Paywall = "paywall" // the blocks that are kept are the free beginning, if there is one
	Script  = "page that needs JavaScript"
	Robot   = "robot check"
	Failure = "error page"
	Links   = "list of links"
	Frames  = "set of frames"
	Empty   = "empty page"
	Nothing = "page without an article"
)

// notices are the phrases of the data file, folded, in its order of kinds.
type notices struct{ kind, phrase string }

var noticeTable = sync.OnceValue(func() []notices {
	var table []notices
	kind := ""
	for line := range strings.Lines(noticesFile) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			kind = strings.Trim(line, "[]")
		default:
			table = append(table, notices{kind, language.Fold(line)})
		}
	}
	return table
})

// enoughWords is the length from which text is an article whatever else stands
// on the page. The shortest news in brief have about as many.
const enoughWords = 60

// teaserWords is the length up to which the text of a page that calls itself
// paid for can be its free beginning.
const teaserWords = 150

// enoughSize is as much in letters, with room for long words.
const enoughSize = 1500

func (r *reader) keptSize() int {
	size := 0
	for i := range r.blocks {
		if b := &r.blocks[i]; b.taken() && i != r.headline && b.kind != article.Caption {
			size += b.size
		}
	}
	return size
}

// finding judges a page by what is kept. It is asked last.
func (r *reader) finding() Finding {
	if r.opt.KeepAll || r.keptSize() > enoughSize && !r.callsItselfPaid() {
		return Finding{}
	}
	f := Finding{}
	var shown strings.Builder
	prose := 0
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.hidden {
			continue
		}
		n := language.CountWords(b.text)
		f.Words += n
		if len(b.text) < 600 && shown.Len() < 20000 {
			shown.WriteString(b.text + "\n")
		}
		if b.taken() && i != r.headline && b.kind != article.Caption {
			f.Kept += n
			if b.size >= longText || isBrief(b) {
				prose++
			}
		}
	}
	switch {
	case r.isTeaser(f.Kept):
		f.Kind = Paywall
	case f.Kept < enoughWords || prose == 0:
		f.Kind = r.kindWithout(f, language.Fold(shown.String()), prose)
	}
	return f
}

// briefSize is the length from which one sentence can be news in brief.
const briefSize = 40

// isBrief reports whether a block is a sentence of news in brief: short, whole,
// and no link.
func isBrief(b *block) bool {
	return b.kind == article.Paragraph && b.size >= briefSize && b.link == 0 && ends(b.text)
}

// isTeaser reports whether the page says that its text is paid for, and shows
// little of it.
func (r *reader) isTeaser(words int) bool {
	return words < teaserWords && r.callsItselfPaid() && r.noticed(Paywall)
}

func (r *reader) callsItselfPaid() bool {
	return r.linked.free != nil && !*r.linked.free || r.survey.meta["article:content_tier"] == "locked"
}

// noticed reports whether a short visible block or the names of an element
// speak of a kind of page.
func (r *reader) noticed(kind string) bool {
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.hidden && len(b.text) < 300 && noticeIn(language.Fold(b.text), kind) {
			return true
		}
	}
	return kind == Paywall && r.hasWall()
}

// hasWall reports whether an element is named after a paywall.
func (r *reader) hasWall() bool {
	for i := range r.elems {
		for _, a := range r.elems[i].node.Attr {
			if (a.Key == "class" || a.Key == "id") && (strings.Contains(a.Val, "paywall") || strings.Contains(a.Val, "premium") || strings.Contains(a.Val, "regwall")) {
				return true
			}
		}
	}
	return false
}

func noticeIn(text, kind string) bool {
	for _, n := range noticeTable() {
		if n.kind == kind && strings.Contains(text, n.phrase) {
			return true
		}
	}
	return false
}

// kindWithout says what a page with little text of an article is. A short
// article is still one: it has prose and nothing speaks against it.
func (r *reader) kindWithout(f Finding, shown string, prose int) string {
	switch {
	case r.survey.framed:
		return Frames
	case f.Words < 2*enoughWords && r.needsScript(shown):
		return Script
	case f.Words == 0:
		return Empty
	case f.Words < 3*teaserWords && noticeIn(shown, Robot):
		return Robot
	case prose == 0 && noticeIn(language.Fold(r.out.Title), Failure) || f.Words < enoughWords && noticeIn(shown, Failure):
		return Failure
	case r.consents(f):
		return Consent
	case noticeIn(shown, Paywall) && r.paid(f):
		return Paywall
	case prose > 0 && f.Kept >= enoughWords/4:
		return ""
	case 2*r.elems[0].link > r.elems[0].size:
		return Links
	}
	return Nothing
}

func (r *reader) paid(f Finding) bool {
	return r.callsItselfPaid() || r.hasWall() || f.Kept < enoughWords/2
}

// consents reports whether what a page shows is mostly about consent.
func (r *reader) consents(f Finding) bool {
	about := 0
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.hidden && (b.reason == "cookie notice" || noticeIn(language.Fold(b.text), Consent)) {
			about += language.CountWords(b.text)
		}
	}
	return 3*about >= f.Words
}

// needsScript reports whether the page asks for JavaScript, in what it shows or
// in what it shows without it.
func (r *reader) needsScript(shown string) bool {
	if noticeIn(shown, Script) {
		return true
	}
	for i := range r.blocks {
		if b := &r.blocks[i]; b.hidden && len(b.text) < 2000 && noticeIn(language.Fold(b.text), Script) {
			return true
		}
	}
	return false
}
