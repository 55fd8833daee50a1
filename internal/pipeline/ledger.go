package pipeline

import (
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/name"
)

// found lists the names of a translation that the glossary does not have, with
// what they are in the source.
func found(doc check.Document) []digest.Name {
	var list []digest.Name
	for _, n := range check.NamesIn(doc) {
		if n.How != name.Glossary {
			list = append(list, digest.Name{Source: n.Source, Target: n.Target, Kind: string(n.Kind), Origin: originOf(n.How), Segments: n.Segments})
		}
	}
	return list
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
