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
// they come. A surname alone is counted to the full name before it, and the
// adjective of a place to none.
func Find(pairs []Pair, tag string, glossary []Term) []Name {
	return Compare(pairs, tag, glossary).Names()
}

// Names lists the names; see [Find].
func (c *Comparison) Names() []Name {
	var list ledger
	list.byTarget = map[string]int{}
	for i := range c.rows {
		for _, p := range c.parts(&c.rows[i]) {
			list.add(c.nameOf(&c.rows[i], p), c.pairs[c.rows[i].pair].Number)
		}
	}
	return list.names
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

// names reports whether a part is one for the ledger: not the adjective of a
// place, and not a common word alone.
func (c *Comparison) names(r *judged, p part) bool {
	v, word := r.verdicts[p.first], r.Words[p.first].Text
	if p.first == p.last {
		if v.kind == Place && (v.how == CLDR || v.how == Exonym) && c.adjective(word) {
			return false
		}
		return v.how != "" && (v.until > 0 || !isCommon(word))
	}
	for i := p.first; i <= p.last; i++ {
		if r.verdicts[i].until > 0 || r.verdicts[i].how != "" && !isCommon(r.Words[i].Text) {
			return true
		}
	}
	return organised(r.Words[p.first : p.last+1])
}

// adjectives are endings of the people or the adjective of a place.
var adjectives = []string{"ian", "ians", "ean", "eans", "ese", "ish", "ic", "ch", "ans", "an", "i", "is", "ss", "ks", "rk", "bs", "sh"}

// adjective reports whether a word is an adjective or the people of a place,
// not the name of one: it is no country's name and not the first of its group.
func (c *Comparison) adjective(word string) bool {
	names, _ := c.atlas.find([]Word{{Text: word}}, 0)
	for _, n := range names {
		k := c.atlas.names[n]
		if k.english[0][0] == word || k.how == CLDR && k.kind == Place && slices.ContainsFunc(k.english, func(e []string) bool { return e[0] == word }) {
			return false
		}
	}
	return slices.ContainsFunc(adjectives, func(e string) bool { return strings.HasSuffix(word, e) })
}

// organised reports whether a name is an organisation's by its words.
func organised(words []Word) bool {
	return slices.ContainsFunc(words, func(w Word) bool { return english().bodies[w.Text] })
}

func (c *Comparison) nameOf(r *judged, p part) Name {
	target, words := c.pairs[r.pair].Target, r.Words[p.first:p.last+1]
	n := Name{Target: trimPossessive(target[words[0].Start:words[len(words)-1].End])}
	n.How = c.howOf(r, p)
	n.Source = c.sources[r.pair].written(r.verdicts[p.first : p.last+1])
	switch v := r.verdicts[p.first]; {
	case v.kind != "":
		n.Kind = v.kind
	case organised(words) || IsAcronym(n.Target):
		n.Kind = Organisation
	case english().ignored[r.After] && p.first == 0, len(words) > 1 && english().given[words[0].Text], c.speaks(target, words[len(words)-1].End):
		n.Kind = Person
	case english().placed[r.After] && p.first == 0:
		n.Kind = Place
	}
	return n
}

// speaks reports whether what stands behind a name is what people do.
func (c *Comparison) speaks(target string, at int) bool {
	rest := strings.TrimLeft(target[at:], " ")
	word, _, _ := strings.Cut(rest, " ")
	return english().verbs[strings.ToLower(strings.Trim(word, ".,;:"))]
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

// written returns what a source has for the words of a name: from the first to
// the last of its words when nothing but a particle stands between them.
func (s *Source) written(verdicts []verdict) string {
	var places []int
	from := map[int]int{}
	for _, v := range verdicts {
		if !v.found {
			continue
		}
		for w := v.hit.first; w <= v.hit.last && w < len(s.words); w++ {
			if !slices.Contains(places, w) {
				places = append(places, w)
			}
		}
		from[v.hit.first] = v.hit.letter
	}
	if len(places) == 0 {
		return verdicts[0].hit.form
	}
	slices.Sort(places)
	first, last := places[0], places[len(places)-1]
	if last-first <= len(places) {
		end := s.bareEnd(last)
		start, article := s.bareStart(first, from[first])
		return article + s.text[start:max(start, end)]
	}
	var parts []string
	for _, w := range places {
		start, article := s.bareStart(w, from[w])
		parts = append(parts, article+s.text[start:s.bareEnd(w)])
	}
	return strings.Join(parts, " ")
}

// bareEnd returns where a word ends without what an apostrophe joins to it.
func (s *Source) bareEnd(word int) int {
	w := s.words[word]
	if s.base == "tr" || s.base == "az" {
		if at := strings.IndexAny(s.text[w.Start:w.End], "'’"); at > 0 {
			return w.Start + at
		}
	}
	return w.End
}

// bareStart returns where a word begins when its name begins at a letter of
// the folded text: behind particles, but with the article, which is put back
// where a particle swallowed its first letter.
func (s *Source) bareStart(word, letter int) (start int, article string) {
	w := s.words[word]
	before := w.Text[:letter]
	switch {
	case strings.HasSuffix(before, "لل"):
		article = "ال"
	case strings.HasSuffix(before, "ال"):
		before = strings.TrimSuffix(before, "ال")
	}
	skip := utf8.RuneCountInString(before)
	for i := range s.text[w.Start:w.End] {
		if skip == 0 {
			return w.Start + i, article
		}
		skip--
	}
	return w.Start, ""
}

// ledger collects names.
type ledger struct {
	names    []Name
	byTarget map[string]int
}

func (l *ledger) add(n Name, segment int) {
	key := strings.Join(phrase(n.Target), " ")
	at, ok := l.byTarget[key]
	if !ok && !strings.Contains(key, " ") {
		at, ok = l.surname(key)
	}
	if !ok {
		l.byTarget[key] = len(l.names)
		n.Segments = []int{segment}
		l.names = append(l.names, n)
		return
	}
	known := &l.names[at]
	if !slices.Contains(known.Segments, segment) {
		known.Segments = append(known.Segments, segment)
	}
	if known.Source == "" || known.How == Unsupported && n.How != Unsupported {
		if strings.Join(phrase(known.Target), " ") == key {
			known.Source, known.How = n.Source, n.How
		}
	}
	if known.Kind == "" {
		known.Kind = n.Kind
	}
}

// surname returns the one full name of a person that a word ends.
func (l *ledger) surname(word string) (int, bool) {
	found, at := 0, 0
	for i, n := range l.names {
		if words := phrase(n.Target); n.Kind != Organisation && n.Kind != Place && len(words) > 1 && words[len(words)-1] == word {
			found, at = found+1, i
		}
	}
	return at, found == 1
}
