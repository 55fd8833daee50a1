package check

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/names.txt
var namesFile string

// nameTable is what is known of English names beside their form.
type nameTable struct {
	ignored map[string]bool // capitalised words that are no names: titles, weekdays, months
	verbs   map[string]bool // what names do: "said"
	generic map[string]bool // words without article that speak: "police said"
	same    [][][]string    // groups of a place's names and its people's, each as words
}

var nameWords = sync.OnceValue(func() nameTable {
	t := nameTable{ignored: map[string]bool{}, verbs: map[string]bool{}, generic: map[string]bool{}}
	sets := map[string]map[string]bool{"ignore": t.ignored, "verb": t.verbs, "generic": t.generic}
	for line := range strings.Lines(namesFile) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case sets[kind] != nil:
			for _, w := range wordsOf(rest) {
				sets[kind][w] = true
			}
		case kind == "same":
			var members [][]string
			for m := range strings.SplitSeq(rest, "|") {
				members = append(members, wordsOf(m))
			}
			t.same = append(t.same, members)
		}
	}
	return t
})

// nameIndex is what a text supports: its words, the acronyms it has and those
// its names can be shortened to, and the places it names in any form.
type nameIndex struct {
	words    map[string]bool
	byStart  map[string][]string // words by their first three letters
	acronyms map[string]bool     // words in capitals
	initials []string            // of rows of capitalised words
	places   map[int]bool        // groups of the table
}

// indexNames reads texts.
func indexNames(texts ...string) nameIndex {
	x := nameIndex{words: map[string]bool{}, byStart: map[string][]string{}, acronyms: map[string]bool{}, places: map[int]bool{}}
	for _, text := range texts {
		tokens := tokenize(text)
		for _, t := range tokens {
			w := withoutPossessive(t.word)
			if !x.words[w] {
				x.words[w] = true
				if s := startOf(w); s != "" {
					x.byStart[s] = append(x.byStart[s], w)
				}
			}
			if isAcronym(text[t.start:t.end]) {
				x.acronyms[w] = true
			}
		}
		x.initials = append(x.initials, initialsOf(text, tokens)...)
		for i, members := range nameWords().same {
			for _, m := range members {
				if x.words[m[0]] && index(tokens, m) >= 0 && (len(m) > 1 || len(m[0]) > 2 || x.acronyms[m[0]]) { // US, not us
					x.places[i] = true
				}
			}
		}
	}
	return x
}

func withoutPossessive(word string) string {
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

// isAcronym reports whether a word is two or more capitals.
func isAcronym(word string) bool {
	n := 0
	for _, r := range word {
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return r == '\'' || r == '’' || n >= 2 && r == 's'
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
func initialsOf(text string, tokens []token) []string {
	var rows []string
	row := ""
	for _, t := range tokens {
		r, _ := utf8.DecodeRuneInString(text[t.start:])
		switch {
		case unicode.IsUpper(r):
			row += string(unicode.ToLower(r))
		case connectors[t.word]:
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

// supports reports whether a word of a name is in the text: as it is, as an
// adjective or noun of the same stem, as the short form of a name spelled out,
// or as another form of the same place.
func (x nameIndex) supports(word string) bool {
	word = withoutPossessive(word)
	if x.words[word] {
		return true
	}
	for _, w := range x.byStart[startOf(word)] {
		if sameStem(word, w) {
			return true
		}
	}
	for _, row := range x.initials {
		if len(word) >= 2 && strings.Contains(row, word) {
			return true
		}
	}
	for i, members := range nameWords().same {
		if !x.places[i] {
			continue
		}
		for _, m := range members {
			for _, w := range m {
				if w == word {
					return true
				}
			}
		}
	}
	return false
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
