package name

import (
	"slices"
	"strings"
)

// Index is what texts of English, or of another language in Latin script, have
// to support a name: their words, the acronyms in them and those their names
// can be shortened to, and the places they name in any form.
type Index struct {
	words    map[string]bool
	byStart  map[string][]string // words by their first three letters
	acronyms map[string]bool     // words in capitals
	initials []string            // of rows of capitalised words
	places   map[int]bool        // groups of the table
}

// NewIndex reads texts.
func NewIndex(texts ...string) Index {
	x := Index{words: map[string]bool{}, byStart: map[string][]string{}, acronyms: map[string]bool{}, places: map[int]bool{}}
	for _, text := range texts {
		words := Words(text)
		for _, w := range words {
			x.add(WithoutPossessive(w.Text), IsAcronym(text[w.Start:w.End]))
		}
		x.initials = append(x.initials, initialsOf(text, words)...)
		for i, w := range words {
			for _, g := range english().groups[w.Text] {
				x.addPlace(g, words, i)
			}
		}
	}
	return x
}

func (x *Index) add(word string, acronym bool) {
	if !x.words[word] {
		x.words[word] = true
		if s := startOf(word); s != "" {
			x.byStart[s] = append(x.byStart[s], word)
		}
	}
	if acronym {
		x.acronyms[word] = true
	}
}

// addPlace notes a group of places one of whose names stands at words[at:].
func (x *Index) addPlace(group int, words []Word, at int) {
	for _, m := range english().same[group] {
		if hasAt(words, at, m) && (len(m) > 1 || len(m[0]) > 2 || x.acronyms[m[0]]) { // US, not us
			x.places[group] = true
		}
	}
}

// Supports reports whether a word of a name is in the texts: as it is, as an
// adjective or noun of the same stem, as the short form of a name spelled out,
// or as another form of the same place.
func (x Index) Supports(word string) bool {
	word = WithoutPossessive(word)
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
	for group := range x.places {
		for _, m := range english().same[group] {
			if slices.Contains(m, word) {
				return true
			}
		}
	}
	return false
}

// Missing returns the words of a row that the texts do not support. A name
// spelled out is supported as a whole by its acronym.
func (x Index) Missing(r Row) []Word {
	if len(r.Initials) > 1 && x.acronyms[r.Initials] {
		return nil
	}
	var words []Word
	for _, w := range r.Words {
		if !x.Supports(w.Text) {
			words = append(words, w)
		}
	}
	return words
}
