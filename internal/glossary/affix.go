package glossary

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/affixes.txt
var affixFile string

// affix is what may be taken off a word, and what then takes its place.
type affix struct{ off, put string }

// affixes are those of one language, by class; see the data file.
type affixes map[string][]affix

var affixTables = sync.OnceValue(func() map[string]affixes {
	tables := map[string]affixes{}
	for line := range strings.Lines(affixFile) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		if tables[f[0]] == nil {
			tables[f[0]] = affixes{}
		}
		for _, item := range f[2:] {
			off, put, _ := strings.Cut(item, "=")
			tables[f[0]][f[1]] = append(tables[f[0]][f[1]], affix{off, put})
		}
	}
	for _, t := range tables {
		slices.SortStableFunc(t["light"], func(a, b affix) int { return len(b.off) - len(a.off) })
	}
	return tables
})

// minCore is how many letters a word keeps when something is taken off it. Of
// words of two letters too many others begin or end like an affix.
const minCore = 3

// form is a word that a word of a text may stand for: what is left without
// affixes.
type form struct {
	key     string
	prefix  bool // something was taken off its front
	article bool // and the article was part of it
	pronoun bool // a pronoun was taken off its end
	ending  bool // an inflection of common words was
}

// fits reports whether a form may be the word at a place of a term.
func (f form) fits(kind Kind, place int) bool {
	switch {
	case place > 0 && (f.prefix && !f.article || f.article && kind.IsName()):
		return false
	case kind == Person:
		return !f.article && !f.pronoun && !f.ending
	case kind.IsName():
		return !f.ending
	}
	return true
}

// forms adds to a word, given as its first form, what it may stand for.
func (a affixes) forms(found []form) []form {
	if len(a) == 0 {
		return found
	}
	found = a.fronts(found)
	for _, f := range found[:len(found):len(found)] {
		found = a.backs(found, f)
	}
	return found
}

// fronts takes off what may stand before a word.
func (a affixes) fronts(found []form) []form {
	word := found[0].key
	for _, class := range [...]string{"conjunction", "prefix", "article"} {
		for _, x := range a[class] {
			rest, ok := strings.CutPrefix(word, x.off)
			if !ok || rest == "" || class != "conjunction" && utf8.RuneCountInString(rest) < minCore {
				continue
			}
			found = append(found, form{key: x.put + rest, prefix: true, article: class == "article"})
		}
	}
	return found
}

// backs adds to all what is left of a form without what may stand after it.
func (a affixes) backs(all []form, f form) []form {
	for _, class := range [...]string{"pronoun", "ending", "particle"} {
		for _, x := range a[class] {
			rest, ok := strings.CutSuffix(f.key, x.off)
			if !ok || class != "particle" && utf8.RuneCountInString(rest+x.put) < minCore || rest == "" {
				continue
			}
			g := f
			g.key, g.pronoun, g.ending = rest+x.put, class == "pronoun", class == "ending"
			all = append(all, g)
		}
	}
	return a.chained(all, f, 3)
}

// chained takes off up to depth endings, one after the other.
func (a affixes) chained(all []form, f form, depth int) []form {
	if depth == 0 {
		return all
	}
	for _, x := range a["chain"] {
		rest, ok := strings.CutSuffix(f.key, x.off)
		if !ok || utf8.RuneCountInString(rest) < minCore || slices.ContainsFunc(all, func(g form) bool { return g.key == rest }) {
			continue
		}
		g := form{key: rest, ending: true}
		all = a.chained(append(all, g), g, depth-1)
	}
	return all
}

// light takes the longest inflection off a word, or returns it as it is.
func (a affixes) light(word string) string {
	for _, x := range a["light"] {
		if rest, ok := strings.CutSuffix(word, x.off); ok && utf8.RuneCountInString(rest) >= minCore {
			return rest
		}
	}
	return word
}

// isTail reports whether a word may follow another after a zero-width
// non-joiner without making another word of both.
func (a affixes) isTail(word string) bool {
	return slices.ContainsFunc(a["tail"], func(x affix) bool { return x.off == word })
}
