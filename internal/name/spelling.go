package name

import (
	"cmp"
	"slices"
	"strings"
)

// Variant is a name of the source that is spelled in two ways.
type Variant struct {
	Source string // as the source has it where Second stands
	First  Spot
	Second Spot
}

// Spot is where a spelling stands.
type Spot struct {
	Text       string
	Pair       int // index in the pairs
	Start, End int // bytes in the target
}

// rendering is one rendering of a word of the source.
type rendering struct {
	Spot
	row *judged
	at  int // index in row.Words
}

// Variants returns the words of the source that are rendered in two ways, each
// once. Two people of one name may be spelled as each likes, and an adjective
// or a plural is no other spelling.
func (c *Comparison) Variants() []Variant {
	var variants []Variant
	bySource := c.spellings()
	for _, key := range sortedKeys(bySource) {
		list := bySource[key]
		for _, b := range list[1:] {
			a := list[0]
			if !varies(a.word(), b.word()) || c.different(a, b) {
				continue
			}
			v := b.row.verdicts[b.at]
			variants = append(variants, Variant{c.sources[b.Pair].written([]verdict{v}), a.Spot, b.Spot})
			break
		}
	}
	slices.SortStableFunc(variants, func(a, b Variant) int { return cmp.Compare(a.Second.Pair, b.Second.Pair) })
	return variants
}

func sortedKeys(m map[string][]rendering) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (s rendering) word() string { return s.row.Words[s.at].Text }

// spellings returns the renderings of each word of the sources that is heard
// in one word of the translation.
func (c *Comparison) spellings() map[string][]rendering {
	table := map[string][]rendering{}
	for i := range c.rows {
		r := &c.rows[i]
		for j, v := range r.verdicts {
			w := r.Words[j]
			if !v.found || v.how != Skeleton || v.hit.first != v.hit.last || v.hit.cost >= wrong || isCommon(w.Text) || weight(englishSounds(w.Text)) < leastWeight {
				continue
			}
			text := trimPossessive(c.pairs[r.pair].Target[w.Start:w.End])
			key := c.sources[r.pair].key(v.hit)
			table[key] = append(table[key], rendering{Spot{text, r.pair, w.Start, w.Start + len(text)}, r, j})
		}
	}
	return table
}

// key returns a word of a source without particles and endings.
func (s *Source) key(h hit) string {
	w := s.words[h.first]
	text := w.Text[h.letter:]
	if w.latin {
		text = w.bare(s.base)
	}
	if sp := spellers()[scriptOf([]rune(text + " ")[0])]; sp != nil {
		text = text[:sp.inflection(text, s.base)]
	}
	return text
}

// varies reports whether two words are two spellings of one name: they sound
// alike, and neither is a form of the other.
func varies(a, b string) bool {
	if a == b || strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return false
	}
	return alike(a, b) && !derived(a, b)
}

// derived reports whether two words differ as a place and its adjective do.
// The endings of one letter do not count: Kamala is not the plural of Kamal.
func derived(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	long := max(len(a), len(b)) - n
	return long >= 3 && n >= 3 && sameStem(a, b)
}

// alike reports whether two English words have the same consonants.
func alike(a, b string) bool {
	x, y := englishSounds(a), englishSounds(b)
	return distance(x, y, false, 3*unheard) <= 3*unheard
}

// different reports whether two spellings are of two people: each stands
// beside another name, and these are not the same.
func (c *Comparison) different(a, b rendering) bool {
	if a.Pair == b.Pair && a.row.verdicts[a.at].hit.first != b.row.verdicts[b.at].hit.first {
		return true // the source has the word twice in one segment
	}
	mates, others := a.mates(), b.mates()
	if len(mates) == 0 || len(others) == 0 {
		return false
	}
	return !slices.ContainsFunc(mates, func(m string) bool {
		return slices.ContainsFunc(others, func(o string) bool { return m == o || alike(m, o) })
	})
}

// mates returns the other words of a spelling's row that sound like names.
func (s rendering) mates() []string {
	var list []string
	for i, w := range s.row.Words {
		if i != s.at && s.row.verdicts[i].how == Skeleton && !isCommon(w.Text) {
			list = append(list, w.Text)
		}
	}
	return list
}

// Respelled returns for each name of a text about the translation, such as a
// summary, that the translation spells in another way where the translation
// does.
func (c *Comparison) Respelled(text string) []Variant {
	var variants []Variant
	for _, r := range Rows(text, Words(text)) {
		for _, w := range r.Words {
			if c.plainOrNamed(w.Text) || isCommon(w.Text) || weight(englishSounds(w.Text)) < leastWeight {
				continue
			}
			if first, source, ok := c.spelledAs(w.Text); ok {
				bare := trimPossessive(text[w.Start:w.End])
				variants = append(variants, Variant{source, first, Spot{bare, -1, w.Start, w.Start + len(bare)}})
			}
		}
	}
	return variants
}

// plainOrNamed reports whether the translation has a word in any place.
func (c *Comparison) plainOrNamed(word string) bool {
	return slices.ContainsFunc(c.pairs, func(p Pair) bool {
		return slices.ContainsFunc(p.TargetWords, func(w Word) bool { return WithoutPossessive(w.Text) == word })
	})
}

// spelledAs returns where the translation has a name that sounds like a word,
// and its source.
func (c *Comparison) spelledAs(word string) (at Spot, source string, ok bool) {
	for i := range c.rows {
		r := &c.rows[i]
		for j, v := range r.verdicts {
			w := r.Words[j]
			if v.found && (v.how == Skeleton || v.how == Latin) && !isCommon(w.Text) && varies(w.Text, word) {
				text := trimPossessive(c.pairs[r.pair].Target[w.Start:w.End])
				return Spot{text, r.pair, w.Start, w.Start + len(text)}, c.sources[r.pair].written([]verdict{v}), true
			}
		}
	}
	return Spot{}, "", false
}
