package name

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

//go:embed data/english.txt
var englishFile string

// englishTable is what is known of English names beside their form.
type englishTable struct {
	titles  map[string]bool // what stands before or behind a person's name; ignored, too
	roles   map[string]bool // what a person is called behind the name
	openers map[string]bool // words that begin a sentence and are of no name
	people  map[string]bool // peoples and religions, which are no names for the ledger
	months  map[string]bool // of other calendars: names of people and firms, too
	geo     map[string]bool // words in the names of places
	within  map[string]bool // what a place's name stands beside: "city", "province"

	shortened map[string]bool // words that a full stop shortens

	ignored map[string]bool // capitalised words that are no names: titles, weekdays, months
	verbs   map[string]bool // what names do: "said"
	generic map[string]bool // words without article that speak: "police said"
	bodies  map[string]bool // words in the names of organisations
	given   map[string]bool // first names
	same    [][][]string    // groups of a place's names and its people's, each as words
	groups  map[string][]int
}

var english = sync.OnceValue(func() englishTable {
	t := englishTable{groups: map[string][]int{}}
	sets := map[string]*map[string]bool{"ignore": &t.ignored, "title": &t.titles, "role": &t.roles, "verb": &t.verbs, "generic": &t.generic, "body": &t.bodies, "given": &t.given,
		"opener": &t.openers, "people": &t.people, "month": &t.months, "geo": &t.geo, "within": &t.within, "shortened": &t.shortened}
	for _, set := range sets {
		*set = map[string]bool{}
	}
	for line := range strings.Lines(englishFile) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case sets[kind] != nil:
			for _, w := range phrase(rest) {
				(*sets[kind])[w] = true
				if kind == "title" {
					t.ignored[w] = true
				}
			}
		case kind == "same":
			t.addGroup(rest)
		}
	}
	return t
})

// addGroup reads the names of a place and its people, with bars between them.
func (t *englishTable) addGroup(names string) {
	var members [][]string
	for m := range strings.SplitSeq(names, "|") {
		words := phrase(m)
		members = append(members, words)
		t.groups[words[0]] = append(t.groups[words[0]], len(t.same))
	}
	t.same = append(t.same, members)
}

// SamePlace returns the other names of a place and of its people, each as
// folded words; nothing for what is no place that has others.
func SamePlace(name []string) [][]string {
	t := english()
	if len(name) == 0 {
		return nil
	}
	var names [][]string
	for _, g := range t.groups[name[0]] {
		if slices.ContainsFunc(t.same[g], func(m []string) bool { return slices.Equal(m, name) }) {
			names = append(names, t.same[g]...)
		}
	}
	return names
}

// phrase returns the folded words of a phrase.
func phrase(text string) []string {
	var words []string
	language.EachWord(text, func(word string, _, _ int) { words = append(words, word) })
	return words
}

// hasAt reports whether the words of a phrase stand at words[at:].
func hasAt(words []Word, at int, phrase []string) bool {
	if at+len(phrase) > len(words) {
		return false
	}
	for i, w := range phrase {
		if words[at+i].Text != w {
			return false
		}
	}
	return true
}

// WithoutPossessive returns a folded word without the ending that owns.
func WithoutPossessive(word string) string {
	word = strings.TrimSuffix(word, "'s")
	return strings.TrimSuffix(word, "'")
}

// startOf returns the first three letters of a word, or "" for a shorter one.
func startOf(word string) string {
	n := 0
	for i := range word {
		if n == 3 {
			return word[:i]
		}
		n++
	}
	if n == 3 {
		return word
	}
	return ""
}

// IsAcronym reports whether a word is two or more capitals.
func IsAcronym(word string) bool {
	n := 0
	for _, r := range word {
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return n >= 2 && (r == '\'' || r == '’' || r == 's')
		}
		n++
	}
	return n >= 2
}

// connectors may stand inside a name without a capital.
var connectors = map[string]bool{
	"of": true, "the": true, "for": true, "and": true, "on": true, "in": true, "to": true, "al": true, "el": true, "de": true, "la": true,
	"du": true, "des": true, "di": true, "da": true, "bin": true, "ibn": true, "von": true, "van": true, "der": true, "ul": true, "as": true,
}

// initialsOf returns the initials of each row of capitalised words, without its
// connectors.
func initialsOf(text string, words []Word) []string {
	var rows []string
	row := ""
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(text[w.Start:])
		switch {
		case unicode.IsUpper(r):
			row += string(unicode.ToLower(r))
		case connectors[w.Text]:
		default:
			if len(row) > 1 {
				rows = append(rows, row)
			}
			row = ""
		}
	}
	if len(row) > 1 {
		rows = append(rows, row)
	}
	return rows
}

// endings turn a name into the adjective or the people, or back: Egypt,
// Egyptian; Lebanon, Lebanese; Türkiye, Turkish.
var endings = map[string]bool{
	"": true, "s": true, "i": true, "is": true, "n": true, "ns": true, "an": true, "ans": true, "ian": true, "ians": true, "ni": true,
	"nian": true, "ish": true, "ese": true, "ic": true, "ical": true, "ite": true, "ites": true, "y": true, "ey": true, "ia": true,
	"iye": true, "e": true, "a": true, "en": true, "ean": true, "eans": true, "er": true, "ers": true, "o": true, "os": true,
	"ist": true, "ists": true, "ism": true, "on": true, "ot": true, "ots": true, "al": true, "nese": true, "ine": true, "inian": true, "inians": true, "ines": true,
	"es": true, "ies": true, "d": true, "ed": true,
}

// sameStem reports whether two words differ only in such an ending.
func sameStem(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for ; n >= 3; n-- { // the common part may end with a letter of the ending
		if endings[a[n:]] && endings[b[n:]] && (n > 3 || n == len(a) || n == len(b)) {
			return true
		}
	}
	return false
}
