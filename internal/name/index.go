package name

import (
	"slices"
	"strings"
)

// Index is what a text in English, or another language in Latin script, has to
// support a name: its words, the acronyms in it and those its names can be
// shortened to, and the places it names in any form.
type Index struct {
	words    map[string]bool // whether one is an acronym: in capitals
	list     []string        // the same
	initials []string        // of rows of capitalised words
	places   []int           // groups of the table
}

// NewIndex reads a text; words are those of the text.
func NewIndex(text string, words []Word) *Index {
	x := &Index{words: make(map[string]bool, len(words)), list: make([]string, 0, len(words))}
	for _, w := range words {
		x.add(WithoutPossessive(w.Text), IsAcronym(text[w.Start:w.End]))
	}
	x.initials = initialsOf(text, words)
	for i, w := range words {
		for _, g := range english().groups[w.Text] {
			if x.namesPlace(g, words, i) && !slices.Contains(x.places, g) {
				x.places = append(x.places, g)
			}
		}
	}
	return x
}

func (x *Index) add(word string, acronym bool) {
	was, found := x.words[word]
	if !found {
		x.list = append(x.list, word)
	}
	if !found || acronym && !was {
		x.words[word] = acronym
	}
}

// namesPlace reports whether one of a group's names stands at words[at:].
func (x *Index) namesPlace(group int, words []Word, at int) bool {
	return slices.ContainsFunc(english().same[group], func(m []string) bool {
		return hasAt(words, at, m) && (len(m) > 1 || len(m[0]) > 2 || x.words[m[0]]) // US, not us
	})
}

// supports reports whether a word of a name, without possessive, is in the text:
// as it is, as an adjective or noun of the same stem, as the short form of a name
// spelled out, or as another form of the same place.
func (x *Index) supports(word, start string) bool {
	if _, found := x.words[word]; found {
		return true
	}
	if start != "" {
		for _, w := range x.list {
			if strings.HasPrefix(w, start) && sameStem(word, w) {
				return true
			}
		}
	}
	if len(word) >= 2 {
		for _, row := range x.initials {
			if strings.Contains(row, word) {
				return true
			}
		}
	}
	for _, group := range x.places {
		for _, m := range english().same[group] {
			if slices.Contains(m, word) {
				return true
			}
		}
	}
	return false
}

// Missing returns the words of a row that no text supports. A name spelled out
// is supported as a whole by its acronym.
func Missing(r Row, texts []*Index) []Word {
	if len(r.Initials) > 1 && slices.ContainsFunc(texts, func(x *Index) bool { return x.words[r.Initials] }) {
		return nil
	}
	var words []Word
	for _, w := range r.Words {
		word := WithoutPossessive(w.Text)
		start := startOf(word)
		if !slices.ContainsFunc(texts, func(x *Index) bool { return x.supports(word, start) }) {
			words = append(words, w)
		}
	}
	return words
}
