package name

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Name is a line of the ledger of names: what a person, place or organisation
// is called in the source and in the translation.
type Name struct {
	Source   string // as the source writes it, without particles glued to it; empty when it is not known
	Target   string
	Kind     Kind // empty when it is not known
	How      How
	Segments []int // numbers, in order, each once
}

// Find lists the names of a translation into English, in the order in which
// they come. A surname alone is counted to the full name, and peoples and the
// adjectives of places to none.
func Find(pairs []Pair, tag string, glossary []Term) []Name {
	return Compare(pairs, tag, glossary).Names()
}

// Names lists the names; see [Find].
func (c *Comparison) Names() []Name {
	list := ledger{byTarget: map[string]int{}}
	for i := range c.pairs {
		for _, r := range c.named(i) {
			for _, p := range c.parts(&r) {
				list.add(c.entryOf(&r, p), c.pairs[i].Number)
			}
		}
	}
	for i := range c.pairs {
		list.mention(&c.pairs[i])
	}
	return list.listed()
}

// named returns the rows of a pair, with the words that open sentences where
// these are names.
func (c *Comparison) named(pair int) []judged {
	p := &c.pairs[pair]
	list := rows(p.Target, p.TargetWords, true)
	if len(list) > 0 && c.sources[pair] == nil {
		c.sources[pair] = NewSource(p.Source, c.tag, p.SourceWords)
	}
	var named []judged
	for _, r := range list[:min(len(list), mostRows)] {
		j := judged{Row: r, pair: pair, verdicts: c.judge(p.Target, r, c.sources[pair])}
		if r.opens && !c.opener(&j) {
			if r.Words = r.Words[1:]; len(r.Words) == 0 {
				continue
			}
			r.Start = r.Words[0].Start
			j.Row, j.verdicts = r, c.judge(p.Target, r, c.sources[pair])
		}
		named = append(named, j)
	}
	return named
}

// opener reports whether the word that opens a sentence and a row is a name: a
// table has it, or the source has it beside the next.
func (c *Comparison) opener(r *judged) bool {
	v, word := r.verdicts[0], r.Words[0].Text
	known := v.how != "" && v.how != Unsupported
	given := english().given[word]
	switch {
	case v.until > 1 && known:
		return true
	case len(word) < 4 && !given:
		return false
	case v.until > 0 && known, given && len(r.Words) > 1:
		return true
	case !v.found || len(r.Words) < 2 || isCommon(word):
		return false
	case organised(r.Words[1:]):
		return true
	}
	next := r.verdicts[1]
	return next.found && next.hit.first-v.hit.last <= 2 && next.hit.first > v.hit.first
}

// part is the words first to last of a row, which name one thing.
type part struct{ first, last int }

// parts divides a row: a known name is a part of its own, and so are words
// between which a title stands.
func (c *Comparison) parts(r *judged) []part {
	var parts []part
	target := c.pairs[r.pair].Target
	for i := 0; i < len(r.Words); i++ {
		p := part{i, i}
		if r.verdicts[i].until > i {
			p.last = r.verdicts[i].until - 1
		} else {
			for p.last+1 < len(r.Words) && r.verdicts[p.last+1].until == 0 && together(target[r.Words[p.last].End:r.Words[p.last+1].Start]) {
				p.last++
			}
		}
		i = p.last
		if c.names(r, p) {
			parts = append(parts, p)
		}
	}
	return parts
}

// together reports whether what stands between two words of a row keeps them
// one name: nothing but connectors.
func together(gap string) bool {
	for _, w := range Words(gap) {
		if !connectors[w.Text] && utf8.RuneCountInString(w.Text) > 1 {
			return false
		}
	}
	return true
}

// names reports whether a part is one for the ledger: not a people, not the
// adjective of a place, not a month of a date, and not a common word alone.
func (c *Comparison) names(r *judged, p part) bool {
	words := r.Words[p.first : p.last+1]
	v := r.verdicts[p.first]
	switch {
	case !slices.ContainsFunc(words, func(w Word) bool { return !english().people[w.Text] }):
		return false
	case v.until > 0 && v.kind == Place && english().people[words[len(words)-1].Text]:
		return false
	case v.until > 0 && (v.kind == Place || v.kind == "") && (v.how == CLDR || v.how == Exonym) && c.adjective(words):
		return false
	case len(words) == 1 && english().months[words[0].Text] && besideDigit(c.pairs[r.pair].Target, words[0]):
		return false
	case len(words) == 1 && v.until > 0 && isCommon(words[0].Text) && !c.exactly(words):
		return false // Republic, of the Republican Party
	case len(words) == 1:
		return v.how != "" && (v.until > 0 || !isCommon(words[0].Text))
	}
	for i := p.first; i <= p.last; i++ {
		if r.verdicts[i].until > 0 || r.verdicts[i].how != "" && !isCommon(r.Words[i].Text) {
			return true
		}
	}
	return organised(words)
}

// exactly reports whether a table has words as they are.
func (c *Comparison) exactly(words []Word) bool {
	for _, a := range []*atlas{c.terms, c.atlas} {
		names, n := a.find(words, 0)
		for _, at := range names {
			if slices.ContainsFunc(a.names[at].english, func(e []string) bool { return len(e) == n && hasAt(words, 0, e) }) {
				return true
			}
		}
	}
	return false
}

// besideDigit reports whether a number stands beside a word.
func besideDigit(text string, w Word) bool {
	before, after := strings.TrimRight(text[:w.Start], " "), strings.TrimLeft(text[w.End:], ", ")
	digit := func(b byte) bool { return '0' <= b && b <= '9' }
	return before != "" && digit(before[len(before)-1]) || after != "" && digit(after[0])
}

// adjectives are endings of the people or the adjective of a place.
var adjectives = []string{"ian", "ians", "ean", "eans", "ese", "ish", "ic", "ch", "ans", "an", "i", "is", "ss", "ks", "rk", "bs", "sh"}

// adjective reports whether words are the adjective or the people of a place,
// not the name of one: no country's name and not the first of their group.
func (c *Comparison) adjective(words []Word) bool {
	names, n := c.atlas.find(words, 0)
	if n != len(words) {
		return false
	}
	for _, at := range names {
		k := c.atlas.names[at]
		if k.how == CLDR && k.kind == "" { // a language
			continue
		}
		is := func(e []string) bool { return len(e) == n && hasAt(words, 0, e) }
		if is(k.english[0]) || k.how == CLDR && k.kind == Place && slices.ContainsFunc(k.english, is) {
			return false
		}
	}
	return slices.ContainsFunc(adjectives, func(e string) bool { return strings.HasSuffix(words[n-1].Text, e) }) && c.derives(words, names)
}

// derives reports whether words are formed from the first name of one of their
// groups, or a table says that they belong to it: Tehran is no adjective of
// Iran.
func (c *Comparison) derives(words []Word, names []int) bool {
	name := make([]string, len(words))
	for i, w := range words {
		name[i] = w.Text
	}
	if same := SamePlace(name); len(same) > 0 && !slices.Equal(same[0], name) {
		return true
	}
	last := name[len(name)-1]
	return slices.ContainsFunc(names, func(at int) bool {
		return slices.ContainsFunc(c.atlas.names[at].english, func(e []string) bool {
			return len(e) == len(name) && e[len(e)-1] != last && sameStem(e[len(e)-1], last) && len(e[len(e)-1]) <= len(last)
		})
	})
}

// organised reports whether a name is an organisation's by its words.
func organised(words []Word) bool {
	return slices.ContainsFunc(words, func(w Word) bool { return english().bodies[w.Text] })
}

// entryOf returns the line of the ledger for a part.
func (c *Comparison) entryOf(r *judged, p part) entry {
	target, words := c.pairs[r.pair].Target, r.Words[p.first:p.last+1]
	var e entry
	e.Target = trimPossessive(target[words[0].Start:words[len(words)-1].End])
	e.How = c.howOf(r, p)
	e.Kind, e.evidence = c.kindOf(r, p)
	e.Source, e.weak = c.sourceOf(r, p)
	return e
}

func trimPossessive(text string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(text, "'s"), "’s"), "'")
}

// howOf returns what supports a part: as much as its worst word that can be
// told has.
func (c *Comparison) howOf(r *judged, p part) How {
	order := []How{Glossary, Latin, CLDR, Exonym, Skeleton, Unsupported}
	worst, any := 0, false
	for i := p.first; i <= p.last; i++ {
		if how := r.verdicts[i].how; how != "" {
			any, worst = true, max(worst, slices.Index(order, how))
		}
	}
	if !any {
		return Unsupported
	}
	return order[worst]
}
