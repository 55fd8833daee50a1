package seed

import (
	_ "embed"
	"math/rand/v2"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/names.txt
var namesFile string

// newNames are the names that replace others, by what they name.
var newNames = sync.OnceValue(func() map[string][]string {
	lists := map[string][]string{}
	for _, line := range table(namesFile) {
		kind, name, _ := strings.Cut(line, " ")
		lists[kind] = append(lists[kind], name)
	}
	return lists
})

//go:embed data/common.txt
var commonFile string

// common are capitalised words that name no person or place by themselves.
var common = sync.OnceValue(func() map[string]bool {
	list := map[string]bool{}
	for _, line := range table(commonFile) {
		for _, w := range strings.Fields(line) {
			list[w] = true
		}
	}
	return list
})

// name replaces the last word of a name: capitalised words that do not open a
// sentence and have no article before them, as names of people and places have
// none and those of offices mostly do. It passes titles, capitals alone, common
// nouns, nationalities, days and months, and words that stand in small letters
// elsewhere in the document.
func name(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	list := words(text)
	if titled(list) {
		return change{}, false
	}
	small := smallWords(pairs)
	var places []int
	for k := 1; k < len(list); k++ {
		if endsName(text, list, k) && !small[strings.ToLower(bare(list[k].text))] {
			places = append(places, k)
		}
	}
	if len(places) == 0 {
		return change{}, false
	}
	k := pick(r, places)
	w := list[k]
	return replace(text, w.start, w.start+len(bare(w.text)), newName(r, lower(list, k-1), bare(w.text), pairs)), true
}

// bare returns a word without its possessive.
func bare(w string) string {
	base, _, _ := strings.Cut(strings.ReplaceAll(w, "’", "'"), "'")
	if len(base) < 3 { // O'Neill
		return w
	}
	return base
}

// smallWords are the words of the translation that stand there in small letters.
func smallWords(pairs []Pair) map[string]bool {
	small := map[string]bool{}
	for _, p := range pairs {
		for _, w := range words(p.Target) {
			if !capital(w.text) {
				small[w.text] = true
			}
		}
	}
	return small
}

// endsName reports whether the word at k is the last of a name.
func endsName(text string, list []word, k int) bool {
	w := bare(list[k].text)
	if !nameLike(w) || gap(text, list, k) == " " && w == list[k].text && capital(list[k+1].text) || strings.HasPrefix(text[list[k].end:], "-") {
		return false
	}
	first := k
	for first > 0 && gap(text, list, first-1) == " " && capital(list[first-1].text) && list[first-1].text != "I" && !common()[list[first-1].text] {
		first--
	}
	between := gap(text, list, first-1)
	if first == 0 || between != " " && between != ", " && between != ". " {
		return false
	}
	before := lower(list, first-1)
	if between == ". " { // Mr. Smith; elsewhere a sentence begins
		return titles[before]
	}
	return !articles[before] && (!capital(list[first-1].text) || common()[list[first-1].text])
}

var articles = map[string]bool{"the": true, "a": true, "an": true, "this": true, "that": true, "these": true, "those": true, "every": true, "each": true, "any": true, "another": true}

var titles = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "sen": true, "gov": true, "rep": true, "gen": true, "st": true}

// nameLike reports whether a word is written as a name: a capital and small
// letters, four at least, and none that names no one.
func nameLike(w string) bool {
	if utf8.RuneCountInString(w) < 4 || !capital(w) || common()[w] || calendar(w) {
		return false
	}
	_, n := utf8.DecodeRuneInString(w)
	return strings.IndexFunc(w[n:], func(c rune) bool { return !unicode.IsLower(c) }) < 0 && !nationality(w)
}

// nationality reports whether a word ends like the name of a people or creed.
func nationality(w string) bool {
	for _, end := range []string{"ish", "ese", "ian", "ians", "ist", "ists", "ican", "icans", "ism", "eans", "ean"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// newName returns a name that begins otherwise and is not in the document: of a
// place after a word of place, of a person elsewhere.
func newName(r *rand.Rand, before, was string, pairs []Pair) string {
	list := newNames()["person"]
	switch before {
	case "in", "at", "near", "from", "into", "across", "outside":
		list = newNames()["place"]
	}
	for {
		is := pick(r, list)
		if !strings.EqualFold(is[:1], was[:1]) && !mentions(pairs, is) {
			return is
		}
	}
}

func mentions(pairs []Pair, name string) bool {
	for _, p := range pairs {
		if strings.Contains(p.Target, name) {
			return true
		}
	}
	return false
}
