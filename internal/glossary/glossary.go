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
	"cmp"
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

// IsName reports whether terms of this kind are names.
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
	Start, End int
}

// Glossary finds terms. It is immutable and safe for concurrent use; nil is a
// glossary without terms.
type Glossary struct {
	terms   []Term
	indexes sync.Map // base language -> *index; made when first asked for
}

// New returns the glossary of some terms. Of two terms with the same source in
// the same language the first counts.
func New(terms []Term) *Glossary {
	return &Glossary{terms: slices.Clone(terms)}
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

// In returns the terms that occur in a text of a language, in the order of the
// text. A longer term covers those inside it; occurrences do not overlap. An
// unknown language is matched by the rules of each word's script.
func (g *Glossary) In(text, tag string) []Match {
	if g.Len() == 0 || text == "" {
		return nil
	}
	base := language.Base(tag)
	x, ok := g.indexes.Load(base)
	if !ok {
		x, _ = g.indexes.LoadOrStore(base, g.index(base))
	}
	return x.(*index).find(text)
}

// leftmostLongest keeps the longest of overlapping matches, the first of those
// as long, and returns what is kept in the order of the text.
func leftmostLongest(found []Match) []Match {
	slices.SortStableFunc(found, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(a.Start, b.Start))
	})
	var kept []Match
	for _, m := range found {
		if !slices.ContainsFunc(kept, func(k Match) bool { return m.Start < k.End && k.Start < m.End }) {
			kept = append(kept, m)
		}
	}
	slices.SortFunc(kept, func(a, b Match) int { return cmp.Compare(a.Start, b.Start) })
	return kept
}
