package align

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"dragoman/internal/language"
)

// anchors numbers the words that survive translation: numbers by value, and
// words in Latin letters that are names, acronyms or addresses, by their
// beginning.
type anchors struct {
	ids    map[string]int
	counts [][2]int  // in how many paragraphs of each side, by id
	extra  [][2]int  // the same of words, by id - numberIDs
	worth  []float64 // of words, beside their rarity
	sounds bool      // names are compared by their sounds: the scripts differ
}

// numberIDs is where the numbers' ids end and those of words begin.
const numberIDs = 1 << 24

// stem is how many letters of a name are compared: enough to tell names apart,
// and endings and cases are not in it.
const stem = 5

// smallWords is the largest number that good English writes in words, or leaves
// out: it is no anchor when it is written in words.
const smallWords = 1

// read returns a paragraph of one side.
func (a *anchors) read(text, tag string, side int) paragraph {
	p := describe(text)
	for _, n := range language.Numbers(text, tag) {
		if len(n.Value) <= smallWords && n.InWords() {
			continue
		}
		p.anchors = a.add(p.anchors, "#"+n.Value, side, true)
	}
	p.numbers = len(p.anchors)
	for _, w := range names(text) {
		p.anchors = a.add(p.anchors, w, side, false)
	}
	if a.sounds {
		for _, w := range heard(text, side == 1) {
			p.anchors = a.add(p.anchors, "~"+w, side, false)
		}
	}
	slices.Sort(p.anchors)
	return p
}

// mostAnchors is how many anchors of a paragraph are compared; real ones have
// a few dozen.
const mostAnchors = 500

// add adds an anchor to those of a paragraph, once.
func (a *anchors) add(list []int, word string, side int, number bool) []int {
	id, known := a.ids[word]
	if !known {
		if number {
			id = len(a.counts)
			a.counts = append(a.counts, [2]int{})
		} else {
			id = numberIDs + len(a.extra)
			a.extra = append(a.extra, [2]int{})
			a.worth = append(a.worth, worth(word))
		}
		a.ids[word] = id
	}
	if len(list) == mostAnchors || slices.Contains(list, id) {
		return list
	}
	a.count(id)[side]++
	return append(list, id)
}

func (a *anchors) count(id int) *[2]int {
	if id < numberIDs {
		return &a.counts[id]
	}
	return &a.extra[id-numberIDs]
}

// names returns the words in Latin letters that look like names: with a capital
// or a digit in them. German writes every noun so, which does no harm: in
// another language few have the same beginning.
func names(text string) []string {
	var list []string
	start := -1
	for i, r := range text + " " {
		switch {
		case unicode.In(r, unicode.Latin) || start >= 0 && unicode.IsDigit(r):
			if start < 0 {
				start = i
			}
		case start >= 0:
			if w := text[start:i]; len(w) > 2 && strings.IndexFunc(w, unicode.IsUpper) >= 0 || strings.HasPrefix(text[i:], "://") {
				list = append(list, beginning(w))
			}
			start = -1
		}
	}
	return list
}

// beginning folds a word and returns its first letters.
func beginning(word string) string {
	word = language.Fold(word)
	n := 0
	for i := range word {
		if n == stem {
			return word[:i]
		}
		n++
	}
	return word
}

// worth is how much a word says: sounds are shared by chance, too.
func worth(word string) float64 {
	switch {
	case word[0] != '~':
		return 1
	case len(word) > 4:
		return soundWorth
	}
	return soundWorth / 2
}

// weights gives the anchors their worth: 1 for one that stands in one
// paragraph of each side, less for those that are everywhere, nothing for
// those that only one side has.
func (a *anchors) weights(paragraphs int) weights {
	w := weights{numbers: make([]float64, len(a.counts)), words: make([]float64, len(a.extra))}
	rarity := func(c [2]int) float64 {
		if c[0] == 0 || c[1] == 0 || paragraphs < 2 {
			return 0
		}
		most := float64(max(c[0], c[1]))
		return math.Max(0, 1-math.Log(most)/math.Log(float64(paragraphs)))
	}
	for i, c := range a.counts {
		w.numbers[i] = rarity(c)
	}
	for i, c := range a.extra {
		w.words[i] = rarity(c) * a.worth[i]
	}
	return w
}

// weights are what anchors are worth, by their ids.
type weights struct{ numbers, words []float64 }

func (w weights) of(id int) float64 {
	if id < numberIDs {
		return w.numbers[id]
	}
	return w.words[id-numberIDs]
}
