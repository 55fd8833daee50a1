package pipeline

import (
	"slices"

	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/name"
)

// found lists the names of a translation that the glossary does not have, with
// what they are in the source.
func (p *Pipeline) found(d *digest.Digest) []digest.Name {
	if d.Translation == nil || !language.IsEnglish(d.Translation.Language) {
		return nil
	}
	var pairs []name.Pair
	for _, s := range d.Translation.Segments {
		if s.Target != nil && s.Origin != digest.SourceIsTarget {
			pairs = append(pairs, name.Pair{Number: s.Number, Source: s.Source, Target: *s.Target})
		}
	}
	var list []digest.Name
	for _, n := range name.Find(pairs, d.Article.Language, p.nameTerms(d)) {
		if n.How != name.Glossary {
			list = append(list, digest.Name{Source: n.Source, Target: n.Target, Kind: string(n.Kind), Origin: originOf(n.How), Segments: n.Segments})
		}
	}
	return list
}

// nameTerms are the terms of the glossary that occur, as names are compared
// with them.
func (p *Pipeline) nameTerms(d *digest.Digest) []name.Term {
	var terms []name.Term
	for _, t := range p.Style.Glossary.Occurring(passages(d.Article)...) {
		targets := slices.Clone(t.Targets)
		if t.Keep {
			targets = []string{t.Source}
		}
		terms = append(terms, name.Term{Source: t.Source, Targets: targets, Kind: name.Kind(t.Kind)})
	}
	return terms
}

// originOf says where the rendering of a name comes from: from tables of known
// names, or from the translation alone.
func originOf(how name.How) string {
	switch how {
	case name.CLDR, name.Exonym:
		return digest.NameFromCLDR
	}
	return digest.NameFromTranslation
}
