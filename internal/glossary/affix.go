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

// affixClass is what an affix does; see the data file.
type affixClass int

const (
	conjunction affixClass = iota
	prefix
	articled
	pronoun
	ending
	particle
	chain
	tail
	light
	affixClasses
)

var classNames = map[string]affixClass{
	"conjunction": conjunction, "prefix": prefix, "article": articled, "pronoun": pronoun, "ending": ending,
	"particle": particle, "chain": chain, "tail": tail, "light": light,
}

// affixes are those of one language; nil has none.
type affixes struct {
	of [affixClasses][]affix
	// Words that begin or end with no byte of these have nothing to take off,
	// as most words have not. Of a beginning it is the first letter's last byte.
	starts, ends [256]bool
}

var affixTables = sync.OnceValue(func() map[string]*affixes {
	tables := map[string]*affixes{}
	for line := range strings.Lines(affixFile) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		class, ok := classNames[f[1]]
		if !ok {
			panic("glossary: affixes.txt: unknown class " + f[1])
		}
		if tables[f[0]] == nil {
			tables[f[0]] = &affixes{}
		}
		tables[f[0]].add(class, f[2:])
	}
	for _, t := range tables {
		slices.SortStableFunc(t.of[light], func(a, b affix) int { return len(b.off) - len(a.off) })
	}
	return tables
})

func (a *affixes) add(class affixClass, items []string) {
	for _, item := range items {
		off, put, _ := strings.Cut(item, "=")
		a.of[class] = append(a.of[class], affix{off, put})
		if class <= articled {
			a.starts[startByte(off)] = true
		} else {
			a.ends[off[len(off)-1]] = true
		}
	}
}

func startByte(word string) byte {
	_, n := utf8.DecodeRuneInString(word)
	return word[n-1]
}

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

// forms adds a word and what it may stand for to found.
func (a *affixes) forms(found []form, word string) []form {
	at := len(found)
	found = append(found, form{key: word})
	if a == nil || word == "" {
		return found
	}
	if a.starts[startByte(word)] {
		found = a.fronts(found, word)
	}
	if !a.ends[word[len(word)-1]] {
		return found
	}
	for end := len(found); at < end; at++ {
		found = a.backs(found, found[at])
	}
	return found
}

// fronts takes off what may stand before a word.
func (a *affixes) fronts(found []form, word string) []form {
	for class := conjunction; class <= articled; class++ {
		for _, x := range a.of[class] {
			rest, ok := strings.CutPrefix(word, x.off)
			if !ok || rest == "" || class != conjunction && utf8.RuneCountInString(rest) < minCore {
				continue
			}
			found = append(found, form{key: x.put + rest, prefix: true, article: class == articled})
		}
	}
	return found
}

// backs adds to all what is left of a form without what may stand after it.
func (a *affixes) backs(all []form, f form) []form {
	for class := pronoun; class <= particle; class++ {
		for _, x := range a.of[class] {
			rest, ok := strings.CutSuffix(f.key, x.off)
			if !ok || rest == "" || class != particle && utf8.RuneCountInString(rest)+utf8.RuneCountInString(x.put) < minCore {
				continue
			}
			g := f
			g.key, g.pronoun, g.ending = rest+x.put, class == pronoun, class == ending
			all = append(all, g)
		}
	}
	return a.chained(all, len(all), f, 3)
}

// chained takes off up to depth endings, one after the other. What it has found
// for the word stands from all[from:] on.
func (a *affixes) chained(all []form, from int, f form, depth int) []form {
	if depth == 0 {
		return all
	}
	for _, x := range a.of[chain] {
		rest, ok := strings.CutSuffix(f.key, x.off)
		if !ok || utf8.RuneCountInString(rest) < minCore || slices.ContainsFunc(all[from:], func(g form) bool { return g.key == rest }) {
			continue
		}
		g := form{key: rest, ending: true}
		all = a.chained(append(all, g), from, g, depth-1)
	}
	return all
}

// light takes the longest inflection off a word, or returns it as it is.
func (a *affixes) light(word string) string {
	for _, x := range a.of[light] {
		if rest, ok := strings.CutSuffix(word, x.off); ok && utf8.RuneCountInString(rest) >= minCore {
			return rest
		}
	}
	return word
}

// isTail reports whether a word may follow another after a zero-width
// non-joiner without making another word of both.
func (a *affixes) isTail(word string) bool {
	return a != nil && slices.ContainsFunc(a.of[tail], func(x affix) bool { return x.off == word })
}
