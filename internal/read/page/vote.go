package page

import (
	"hash/maphash"
	"strconv"
	"strings"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"dragoman/internal/language"
)

// maxVoters bounds the page that readability is asked about. It clones its
// input up to four times; real pages have a
// tenth of these nodes.
const maxVoters = 40000

// vote asks readability which blocks are the article. It reads the copy, from
// which everything that the names of elements rule out was removed.
func (r *reader) vote() {
	if r.copies > maxVoters {
		r.voteLong()
		return
	}
	r.prune()
	doc := &html.Node{Type: html.DocumentNode}
	root := &html.Node{Type: html.ElementNode, Data: "html"}
	doc.AppendChild(root)
	root.AppendChild(r.tree)
	if !r.count(readable(doc)) {
		r.voteLong()
	}
}

// readable returns what readability makes of a document. A page that it fails
// on is a page without a vote.
func readable(doc *html.Node) (found *html.Node) {
	defer func() {
		if recover() != nil {
			found = nil
		}
	}()
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	a, err := parser.ParseAndMutate(doc, nil)
	if err != nil {
		return nil
	}
	return a.Node
}

// count notes the blocks whose numbers stand in the result.
func (r *reader) count(found *html.Node) bool {
	if found == nil {
		return false
	}
	any := false
	for n := range found.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if i, err := strconv.Atoi(attr(n, blockAttr)); err == nil && i < len(r.blocks) {
			r.blocks[i].voted, any = true, true
		}
	}
	return any
}

// voteLong takes every long paragraph with few links for the article: for pages
// that readability finds nothing in or that are too large for it.
func (r *reader) voteLong() {
	for i := range r.blocks {
		b := &r.blocks[i]
		b.voted = b.open() && b.size >= longText && 4*b.link < b.size
	}
}

// longText is the length from which a block is prose by itself.
const longText = 80

// prune removes from the copy what cannot be the article.
func (r *reader) prune() {
	prose := r.elems[0].size - r.elems[0].link
	for i := 1; i < len(r.elems); i++ {
		e := &r.elems[i]
		if !e.block || e.copy.Parent == nil {
			continue
		}
		if e.reason != "" || e.mark != nil && r.prunes(e, prose) {
			e.copy.Parent.RemoveChild(e.copy)
		}
	}
}

// prunes reports whether the mark of an element is believed before the vote: it
// is not the one that holds the headline, nor most of the page's prose.
func (r *reader) prunes(e *element, prose int) bool {
	if e.h1 || e.mark.limit > 0 && e.size > e.mark.limit {
		return false
	}
	return 3*(e.size-e.link) <= prose
}

// voteLinked adds the blocks that stand in the text that the page's JSON-LD
// gives as the article's.
func (r *reader) voteLinked() {
	if weight(r.linked.body) < minLinked {
		return
	}
	body := r.linked.body
	if strings.ContainsRune(body, '<') {
		body = strings.Join(stripTags(body), " ")
	}
	grams := newGrams(body)
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.open() && b.size >= minGram && grams.share(b.text) >= 0.8 {
			b.voted, b.sure = true, true
		}
	}
}

const (
	minLinked = 400 // less is a teaser
	minGram   = 40  // shorter blocks have too few words to be sure
)

// grams is the set of the runs of three words in a text.
type grams struct {
	seed maphash.Seed
	set  map[uint64]struct{}
}

func newGrams(text string) grams {
	g := grams{maphash.MakeSeed(), map[uint64]struct{}{}}
	for h := range g.of(text) {
		g.set[h] = struct{}{}
	}
	return g
}

// of yields the hashes of the runs of three words, or letters in scripts
// without spaces.
func (g grams) of(text string) func(func(uint64) bool) {
	return func(yield func(uint64) bool) {
		words := gramWords(text)
		for i := 0; i+3 <= len(words); i++ {
			if !yield(maphash.String(g.seed, words[i]+" "+words[i+1]+" "+words[i+2])) {
				return
			}
		}
	}
}

func gramWords(text string) []string {
	var words []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !language.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if r := []rune(word); len(r) > 4 && r[0] >= 0x2E80 {
			for _, c := range r {
				words = append(words, string(c))
			}
			continue
		}
		words = append(words, word)
	}
	return words
}

// share returns how much of a text's runs of words are in the set.
func (g grams) share(text string) float64 {
	n, in := 0, 0
	for h := range g.of(text) {
		n++
		if _, ok := g.set[h]; ok {
			in++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(in) / float64(n)
}
