// Package glossary holds a house's renderings of terms and names, and finds
// where they stand in a text.
//
// [Read] reads a glossary file, [New] makes a [Glossary] of its terms, and
// [Glossary.In] says which of them occur in a text of a language, by that
// language's rules: prefixes and pronouns that are written together with a
// word, spellings of one letter, inflection. [Rendered] says whether one of a
// term's renderings stands in an English text.
//
// Matching is by form. It does not know meaning: a name that is also a common
// word is found where the common word stands.
package glossary

import (
	"reflect"
	"slices"
	"sync"

	"dragoman/internal/language"
)

// Kind says what a term stands for.
type Kind string

// The kinds of terms.
const (
	Word         Kind = "term"
	Person       Kind = "person"
	Place        Kind = "place"
	Organisation Kind = "organisation"
)

// IsName reports whether terms of this kind are names. Names inflect less, and
// where a name has a capital, only words with one are it.
func (k Kind) IsName() bool { return k == Person || k == Place || k == Organisation }

// Term is one entry of a glossary.
type Term struct {
	Source   string   // as it stands in the source
	Targets  []string // its renderings, the first preferred; empty when Keep is set
	Language string   // BCP 47 tag of Source; empty is any
	Note     string   // for the model and for people
	Case     bool     // it is this term only in these capitals
	Keep     bool     // it is not translated: Source stands in the target as it is
	Kind     Kind     // empty is Word

	File string // where it was read
	Line int
}

// Match is an occurrence of a term: text[Start:End], in bytes, with what is
// written together with it.
type Match struct {
	Term       Term
	ID         int // position of the term in the glossary
	Start, End int
}

// Glossary finds terms. It is immutable and safe for concurrent use; nil is a
// glossary without terms.
type Glossary struct {
	terms   []Term
	indexes sync.Map // base language -> func() *index; made when first asked for
	english func() *index
	keeps   bool // a term is not translated
}

// New returns the glossary of some terms. Of terms with the same source in the
// same language the first counts.
func New(terms []Term) *Glossary {
	g := &Glossary{terms: slices.Clone(terms), keeps: slices.ContainsFunc(terms, func(t Term) bool { return t.Keep })}
	g.english = sync.OnceValue(func() *index { return englishIndex(g.terms) })
	return g
}

// Terms returns the terms in the order they were given.
func (g *Glossary) Terms() []Term {
	if g == nil {
		return nil
	}
	return slices.Clone(g.terms)
}

// Len returns the number of terms.
func (g *Glossary) Len() int {
	if g == nil {
		return 0
	}
	return len(g.terms)
}

// Equal reports whether two glossaries have the same terms in the same order.
func (g *Glossary) Equal(o *Glossary) bool { return reflect.DeepEqual(g.Terms(), o.Terms()) }

// In returns the terms that occur in a text of a language, in the order of the
// text. A longer term covers those inside it; occurrences do not overlap. In a
// text of unknown language words are matched as they are written.
func (g *Glossary) In(text, tag string) []Match { return Longest(g.Every(text, tag)) }

// Every returns all occurrences, also of terms inside longer ones.
func (g *Glossary) Every(text, tag string) []Match {
	if g.Len() == 0 || text == "" {
		return nil
	}
	return g.index(baseOf(text, tag)).find(text)
}

// baseOf returns the language whose rules a text is read by. Where that is
// unknown, a script that one language is mostly written in decides.
func baseOf(text, tag string) string {
	base := language.Base(tag)
	if base != "" && base != "und" {
		return base
	}
	switch language.DominantScript(text) {
	case "Arab":
		return "ar"
	case "Hebr":
		return "he"
	case "Cyrl":
		return "ru"
	case "Hang":
		return "ko"
	}
	return ""
}

// Passage is a text and the tag of its language.
type Passage struct{ Text, Language string }

// PassagesOf returns the texts of an article, each in its own language, which may
// be another than the article's.
func PassagesOf(tag string, texts ...string) []Passage {
	passages := make([]Passage, len(texts))
	for i, text := range texts {
		passages[i] = Passage{text, language.SegmentTag(text, tag)}
	}
	return passages
}

// Occurring returns the terms that occur in some passages, each once, in the
// order of the glossary.
func (g *Glossary) Occurring(passages ...Passage) []Term {
	var matches []Match
	for _, p := range passages {
		matches = append(matches, g.In(p.Text, p.Language)...)
	}
	slices.SortFunc(matches, func(a, b Match) int { return a.ID - b.ID })
	matches = slices.CompactFunc(matches, func(a, b Match) bool { return a.ID == b.ID })
	terms := make([]Term, len(matches))
	for i, m := range matches {
		terms[i] = m.Term
	}
	return terms
}

// Kept returns where terms that are not translated stand in an English text.
func (g *Glossary) Kept(text string) []Match {
	if g == nil || !g.keeps {
		return nil
	}
	return slices.DeleteFunc(g.Renderings(text), func(m Match) bool { return !m.Term.Keep })
}

// Renderings returns every rendering of every term that stands in an English
// text. Terms that share a rendering are all among them.
func (g *Glossary) Renderings(text string) []Match {
	if g.Len() == 0 || text == "" {
		return nil
	}
	return g.english().find(text)
}

func (g *Glossary) index(base string) *index {
	make, ok := g.indexes.Load(base)
	if !ok {
		make, _ = g.indexes.LoadOrStore(base, sync.OnceValue(func() *index { return g.sources(base) }))
	}
	return make.(func() *index)()
}
