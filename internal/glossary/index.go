package glossary

import (
	"slices"
	"strings"

	"dragoman/internal/language"
)

// index is what one language's matching needs: the terms of that language by
// the key of their first word.
type index struct {
	base  string
	first map[string][]entry
}

// entry is a term as it is looked for.
type entry struct {
	term  Term
	words []string
}

func (g *Glossary) index(base string) *index {
	x := &index{base: base, first: map[string][]entry{}}
	seen := map[string]bool{}
	for _, t := range g.terms {
		if t.Language != "" && base != "" && base != "und" && language.Base(t.Language) != base {
			continue
		}
		var words []string
		for _, tok := range tokenize(t.Source) {
			words = append(words, tok.key)
		}
		id := strings.Join(words, " ")
		if len(words) == 0 || seen[id] {
			continue
		}
		seen[id] = true
		x.first[words[0]] = append(x.first[words[0]], entry{t, words})
	}
	return x
}

func (x *index) find(text string) []Match {
	tokens := tokenize(text)
	var found []Match
	for i, tok := range tokens {
		for _, e := range x.first[tok.key] {
			end := i + len(e.words)
			if end <= len(tokens) && slices.EqualFunc(tokens[i:end], e.words, func(t token, w string) bool { return t.key == w }) {
				found = append(found, Match{e.term, tok.start, tokens[end-1].end})
			}
		}
	}
	return leftmostLongest(found)
}
