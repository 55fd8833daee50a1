package glossary

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// index is what matching in one language needs: its rules, and its terms by the
// keys of their first words. It does not change once it is made.
type index struct {
	affixes *affixes
	stem    func(raw, key string) string // nil: there is none
	names   bool                         // names inflect, too, and so have stems
	heads   map[string]bool              // how words begin that have stems among the terms
	entries []entry
	first   map[string]*bucket
	english bool
}

// bucket holds the entries that begin with one word, as positions: those of a
// single word, the others by their second.
type bucket struct {
	alone []int32
	then  map[string][]int32
}

// entry is a term, or one rendering of it, as it is looked for.
type entry struct {
	id    int // position of the term
	term  *Term
	words []word
}

// word is one word of an entry: all keys it is known by.
type word struct {
	raw    string
	keys   []string
	upper  bool // it begins with a capital, and only what does is it
	parted bool // punctuation stands before it in the term itself
}

func newIndex(base string) *index {
	return &index{affixes: affixTables()[base], stem: stemmer(base), names: inflectsNames(base), first: map[string]*bucket{}, heads: map[string]bool{}}
}

// add indexes a phrase of a term and returns what identifies it; "" is a phrase
// without words.
func (x *index) add(id int, t *Term, tokens []token) {
	e := entry{id: id, term: t}
	joint, spaced := "", true
	for _, tok := range tokens {
		w := word{raw: tok.raw, keys: x.keysOf(tok, t.Kind), parted: tok.gap == parted}
		w.upper = !t.Case && beginsUpper(tok.raw) && (t.Kind.IsName() || x.english && isShortAcronym(tok.raw))
		e.words = append(e.words, w)
		joint += tok.key
		spaced = spaced && !tok.single
	}
	x.put(e)
	if len(tokens) > 1 && spaced { // the same written as one word
		e.words = []word{{raw: tokens[0].raw, keys: []string{joint}, upper: e.words[0].upper}}
		x.put(e)
	}
}

func (x *index) put(e entry) {
	at := int32(len(x.entries))
	x.entries = append(x.entries, e)
	for _, key := range e.words[0].keys {
		b := x.first[key]
		if b == nil {
			b = &bucket{}
			x.first[key] = b
		}
		if len(e.words) == 1 {
			b.alone = append(b.alone, at)
			continue
		}
		if b.then == nil {
			b.then = map[string][]int32{}
		}
		for _, second := range e.words[1].keys {
			b.then[second] = append(b.then[second], at)
		}
	}
}

// stemMark begins the keys that are stems, so that a word that is spelled like
// the stem of another is not that word.
const stemMark = "~"

// keysOf returns the keys of a word of a term: itself and its stem.
func (x *index) keysOf(t token, kind Kind) []string {
	keys := []string{t.key}
	add := func(key string) {
		if key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if x.english {
		add(singular(t.key))
	}
	if x.stem != nil && !t.single && (x.names || !kind.IsName()) {
		add(stemMark + x.stem(t.raw, t.key))
		x.heads[headOf(t.key)] = true
	}
	return keys
}

// headOf returns the first letters of a word, which no stemmer changes. Stemming
// costs more than all the rest, and most words begin like no term.
func headOf(key string) string {
	letters := 0
	for i := range key {
		if letters == minCore {
			return key[:i]
		}
		letters++
	}
	return key
}

// wordForms are what the words of a text may stand for, in one list.
type wordForms struct {
	all  []form
	ends []int // where those of each word end
}

// of returns the forms of a word, itself first.
func (f *wordForms) of(i int) []form {
	if i == 0 {
		return f.all[:f.ends[0]]
	}
	return f.all[f.ends[i-1]:f.ends[i]]
}

func (x *index) formsOf(tokens []token) wordForms {
	f := wordForms{all: make([]form, 0, 3*len(tokens)), ends: make([]int, len(tokens))}
	for i, t := range tokens {
		f.all = x.addForms(f.all, t)
		f.ends[i] = len(f.all)
	}
	return f
}

// addForms adds what a word of a text may stand for to all.
func (x *index) addForms(all []form, t token) []form {
	if t.single {
		return append(all, form{key: t.key})
	}
	at := len(all)
	all = x.affixes.forms(all, t.key)
	add := func(f form) {
		if f.key != "" && !slices.ContainsFunc(all[at:], func(g form) bool { return g.key == f.key }) {
			all = append(all, f)
		}
	}
	if x.english {
		add(form{key: singular(t.key)})
	}
	if x.stem == nil || !x.heads[headOf(t.key)] {
		return all
	}
	if stem := x.stem(t.raw, t.key); utf8.RuneCountInString(stem) >= minCore || stem == t.key {
		add(form{key: stem, ending: !x.names})
		add(form{key: stemMark + stem, ending: !x.names})
	}
	return all
}

// hit is an entry that stands in a text.
type hit struct {
	entry      *entry
	start, end int
	off        int // how much was taken off the first word, in bytes
}

// find returns every occurrence of every entry in a text, longer and shorter.
func (x *index) find(text string) []Match {
	tokens := tokenize(text)
	forms := x.formsOf(tokens)
	var hits []hit
	for i, t := range tokens {
		if t.gap == bound && i > 0 {
			continue // the end of a compound
		}
		for _, f := range forms.of(i) {
			if b := x.first[f.key]; b != nil {
				hits = x.inBucket(hits, b, tokens, &forms, i, f)
			}
		}
		if i+1 < len(tokens) && (tokens[i+1].gap == joined || tokens[i+1].gap == bound) {
			hits = x.findJoint(hits, text, t, tokens[i+1])
		}
	}
	return unique(hits)
}

// inBucket finds the entries that begin with one form of tokens[i].
func (x *index) inBucket(hits []hit, b *bucket, tokens []token, forms *wordForms, i int, first form) []hit {
	try := func(list []int32) {
		for _, at := range list {
			e := &x.entries[at]
			if end, ok := x.matches(e, tokens, forms, i, first); ok {
				hits = append(hits, hit{e, tokens[i].start, tokens[end-1].end, taken(tokens[i], first)})
			}
		}
	}
	try(b.alone)
	if b.then != nil && i+1 < len(tokens) {
		for _, f := range forms.of(i + 1) {
			try(b.then[f.key])
		}
	}
	return hits
}

// matches reports whether an entry stands at tokens[i:], whose first form is
// that of its first word, and where it ends.
func (x *index) matches(e *entry, tokens []token, forms *wordForms, i int, first form) (end int, ok bool) {
	end = i + len(e.words)
	if end > len(tokens) || !first.fits(e.term.Kind, 0) || !e.words[0].looksLike(tokens[i], e.term.Case) {
		return 0, false
	}
	for n := 1; n < len(e.words); n++ {
		w, t := &e.words[n], tokens[i+n]
		if t.gap == parted && !w.parted || !w.looksLike(t, e.term.Case) || !w.isAny(forms.of(i+n), e.term.Kind, n) {
			return 0, false
		}
	}
	if end < len(tokens) && tokens[end].gap == bound && !x.affixes.isTail(tokens[end].key) {
		return 0, false // the start of a compound
	}
	return end, true
}

// isAny reports whether one of a word's forms is the word at a place of a term.
func (w *word) isAny(forms []form, kind Kind, place int) bool {
	for _, f := range forms {
		if f.fits(kind, place) && slices.Contains(w.keys, f.key) {
			return true
		}
	}
	return false
}

// findJoint looks for two words with a hyphen or non-joiner between them as one.
func (x *index) findJoint(hits []hit, text string, a, b token) []hit {
	t := token{raw: text[a.start:b.end], key: a.key + b.key, start: a.start, end: b.end}
	for _, f := range x.affixes.forms(nil, t.key) {
		bucket := x.first[f.key]
		if bucket == nil {
			continue
		}
		for _, at := range bucket.alone {
			if e := &x.entries[at]; f.fits(e.term.Kind, 0) && e.words[0].looksLike(t, e.term.Case) {
				hits = append(hits, hit{e, t.start, t.end, taken(t, f)})
			}
		}
	}
	return hits
}

// looksLike compares capitals.
func (w *word) looksLike(t token, exact bool) bool {
	if exact {
		return sameCase(w.raw, t.raw)
	}
	return !w.upper || beginsUpper(t.raw)
}

// sameCase reports whether two words have their capitals in the same places, as
// far as both go.
func sameCase(a, b string) bool {
	x, y := []rune(a), []rune(b)
	for i := range min(len(x), len(y)) {
		if unicode.IsUpper(x[i]) != unicode.IsUpper(y[i]) {
			return false
		}
	}
	return true
}

func beginsUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// isShortAcronym recognises words that in small letters are others: US, IT, WHO.
func isShortAcronym(word string) bool {
	return len(word) <= 4 && word == strings.ToUpper(word)
}

// unique returns hits as matches, each once: a word may be a term's by its form
// and by its stem. Of readings of the same words those count that take the least
// off: لبنان is no ل before بنان.
func unique(hits []hit) []Match {
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.off, b.off), cmp.Compare(a.entry.id, b.entry.id))
	})
	kept := hits[:0]
	for _, h := range hits {
		if n := len(kept); n > 0 && kept[n-1].start == h.start && kept[n-1].end == h.end {
			if last := kept[n-1]; last.entry.id == h.entry.id || last.off < h.off {
				continue
			}
		}
		kept = append(kept, h)
	}
	hits = kept
	if len(hits) == 0 {
		return nil
	}
	found := make([]Match, len(hits))
	for i, h := range hits {
		found[i] = Match{Term: *h.entry.term, ID: h.entry.id, Start: h.start, End: h.end}
	}
	return found
}

// taken is how much shorter a form is than its word.
func taken(t token, f form) int { return len(t.key) - len(strings.TrimPrefix(f.key, stemMark)) }

// Longest keeps the longest of overlapping matches, of those as long the first
// in the text and then in the glossary, and returns them in the text's order.
func Longest(found []Match) []Match {
	if len(found) == 0 {
		return nil
	}
	order, last := make([]int, len(found)), 0
	for i, m := range found {
		order[i], last = i, max(last, m.End)
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &found[i], &found[j]
		return cmp.Or(cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID), i-j)
	})
	covered := make([]bool, last) // bytes of the text; no match holds a longer one, so its ends tell
	keep := order[:0]
	for _, i := range order {
		m := &found[i]
		if covered[m.Start] || covered[m.End-1] {
			continue
		}
		for at := m.Start; at < m.End; at++ {
			covered[at] = true
		}
		keep = append(keep, i)
	}
	slices.SortFunc(keep, func(i, j int) int { return cmp.Compare(found[i].Start, found[j].Start) })
	kept := make([]Match, len(keep))
	for n, i := range keep {
		kept[n] = found[i]
	}
	return kept
}

// sources makes the index of the terms of a language.
func (g *Glossary) sources(base string) *index {
	x := newIndex(base)
	seen := map[string]bool{}
	for i := range g.terms {
		t := &g.terms[i]
		if !t.In(base) {
			continue
		}
		tokens := tokenize(t.Source)
		if id := identity(t, tokens); id != "" && !seen[id] {
			seen[id] = true
			x.add(i, t, tokens)
		}
	}
	return x
}

// identity is the same for terms that would be found in the same places.
func identity(t *Term, tokens []token) string {
	var b strings.Builder
	for _, tok := range tokens {
		b.WriteString(tok.key)
		b.WriteByte(' ')
	}
	if t.Case {
		b.WriteString(t.Source)
	}
	return b.String()
}

// In reports whether the term is one of texts in a language, given as the base
// of its tag; those of an unknown language may have any.
func (t Term) In(base string) bool {
	return t.Language == "" || base == "" || base == "und" || language.Base(t.Language) == base
}
