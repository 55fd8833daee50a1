package check

import (
	"hash/maphash"
	"math"
	"unicode"
	"unicode/utf8"
)

// likeness says how much the texts of one language have in common, two by two.
// A text and its translation are like the same other texts of the article:
// that tells what goes with what where no name or number does.
type likeness [][]float64

// likenessOf compares texts by their words, the rare ones above all.
func likenessOf(texts [][]token) likeness {
	words := 0
	for _, tokens := range texts {
		words += len(tokens)
	}
	h := newHolders(words)
	for i, tokens := range texts {
		for _, t := range tokens {
			eachStem(t.word, func(key uint64) { h.add(key, int32(i)) })
		}
	}
	l := make(likeness, len(texts))
	cells := make([]float64, len(texts)*len(texts))
	for i := range l {
		l[i] = cells[i*len(texts) : (i+1)*len(texts)]
	}
	h.index()
	for key := range h.counts {
		at := h.of(key)
		if len(at) < 2 || len(at) > len(texts)/2 {
			continue
		}
		w := math.Round(1024 * math.Log(float64(len(texts))/float64(len(at)))) // whole numbers add up alike in any order
		for _, i := range at {
			for _, j := range at {
				l[i][j] += w
			}
		}
	}
	return l
}

const (
	stemRunes = 5 // of a word; endings come after
	leastStem = 3
)

// eachStem calls add with what is compared of a word: its first letters, without
// the Arabic article, or its pairs of characters where words are not divided.
func eachStem(word string, add func(uint64)) {
	first, _ := utf8.DecodeRuneInString(word)
	if first >= firstHan && unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana) {
		before := 0
		for i, r := range word {
			if i > 0 && !unicode.Is(unicode.Hiragana, r) {
				add(maphash.String(wordSeed, word[before:i+utf8.RuneLen(r)]))
			}
			before = i
		}
		return
	}
	if first == 'ا' && len(word) > 8 && word[2:4] == "ل" {
		word = word[4:]
	}
	n := 0
	for i := range word {
		if n == stemRunes {
			word = word[:i]
			break
		}
		n++
	}
	if n >= leastStem {
		add(maphash.String(wordSeed, word))
	}
}

// firstHan is before all letters of the scripts whose words are not divided.
const firstHan = '\u2E80'

// agree says how well what text i is like fits what text j of the other
// language is like, over all texts but the two.
func agree(source, target likeness, i, j, a, b int) float64 {
	var dot, x2, y2 float64
	for k := range source {
		if k == a || k == b {
			continue
		}
		x, y := source[i][k], target[j][k]
		dot, x2, y2 = dot+x*y, x2+x*x, y2+y*y
	}
	if x2 == 0 || y2 == 0 {
		return 0
	}
	return dot / math.Sqrt(x2*y2)
}
