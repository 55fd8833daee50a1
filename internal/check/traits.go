package check

import (
	"hash/maphash"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// trait is something of a text that its translation has too: a number, a name
// by its sound, a word in Latin letters, a weekday. Traits are hashes that are
// only compared with each other.
type trait struct {
	key    uint64
	weight float64 // how much it says, before it is known how rare it is
}

// The kinds of traits, and how much a match of each says. A number or a Latin
// word is nearly always kept; sounds are coarse.
const (
	numberWeight   = 1.2
	latinWeight    = 1.0
	soundWeight    = 0.8
	variantWeight  = 0.5
	smallWeight    = 0.5
	calendarWeight = 1.2
)

func numberTrait(word string) uint64    { return maphash.String(wordSeed, word) | 1 }
func soundTrait(s sound) uint64         { return uint64(s) << 1 }
func calendarTrait(c, value int) uint64 { return uint64(1+c)<<40 | uint64(value)<<32 }
func (n calendarName) trait() (uint64, bool) {
	return calendarTrait(int(n.class), n.value), n.class <= monthName
}

// traitsOf returns the traits of a text, each once. Those of a source have the
// forms a name may have behind a preposition or before an ending as well.
func traitsOf(s *calendarSide, source bool) []trait {
	traits := make([]trait, 0, len(s.tokens))
	seen := make(map[uint64]bool, len(s.tokens))
	add := func(key uint64, weight float64) {
		if !seen[key] {
			seen[key] = true
			traits = append(traits, trait{key, weight})
		}
	}
	for _, t := range s.tokens {
		r, _ := utf8.DecodeRuneInString(s.text[t.start:])
		switch {
		case t.word[0] >= '0' && t.word[0] <= '9':
			continue
		case r < utf8.RuneSelf && len(t.word) >= 3:
			add(maphash.String(wordSeed, t.word)|1, latinWeight)
		}
		small := unicode.IsLower(r)
		for word := range strings.FieldsFuncSeq(t.word, notSpoken) {
			addSounds(word, source, small, add)
		}
	}
	for _, n := range language.Numbers(s.text, s.tag) {
		add(numberTrait(n.Value), numberWeight)
	}
	for _, n := range s.names {
		if key, ok := n.trait(); ok && n.sure {
			add(key, calendarWeight)
		}
	}
	return traits
}

func addSounds(word string, source, small bool, add func(uint64, float64)) {
	if !source {
		if s := soundOf(word); s != 0 && (!small || s.length() > shortestSound) {
			add(soundTrait(s), soundWeight)
		}
		return
	}
	if small {
		if s := soundOf(word); s.length() > shortestSound {
			add(soundTrait(s), smallWeight)
		}
		return
	}
	for i, s := range soundsLike(word) {
		if s != 0 && i == 0 {
			add(soundTrait(s), soundWeight)
		} else if s != 0 {
			add(soundTrait(s), variantWeight)
		}
	}
}

// notSpoken divides Japanese text, whose names in katakana have no spaces
// around them, and leaves other words whole.
func notSpoken(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana)
}

// signs are what a translation seldom gains or loses, and what a difference in
// each says. The last one is that a text ends like a sentence.
var signs = []struct {
	set  string
	cost float64
}{
	{"?؟？", 1.5}, {"\"“”«»„「『", 0.4}, {"([（", 0.8}, {"%٪％", 1.0}, {":：", 0.3}, {"!！", 0.5}, {"", 0.7},
}

// signsOf returns which signs a text has, as bits.
func signsOf(text string) (bits uint) {
	for i, s := range signs {
		if s.set != "" && strings.ContainsAny(text, s.set) || s.set == "" && ends(text) {
			bits |= 1 << i
		}
	}
	return bits
}

// stops counts the ends of sentences, roughly.
func stops(text string) int {
	n := 0
	for i, r := range text {
		switch r {
		case '.', '!', '?', '؟', '۔':
			after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			if after == utf8.RuneError || unicode.IsSpace(after) || strings.ContainsRune(closers, after) {
				n++
			}
		case '。', '！', '？', '।':
			n++
		}
	}
	return n
}

// signDistance is what the signs that only one of two texts has say against
// their being translations of each other.
func signDistance(a, b uint) float64 {
	cost := 0.0
	for i, s := range signs {
		if (a^b)>>i&1 == 1 {
			cost += s.cost
		}
	}
	return cost
}

// lengthSpread is how far lengths of translations differ from the usual ratio,
// as a standard deviation of its logarithm (measured on NTREX-128: 0.15 to 0.25
// by language).
const lengthSpread = 0.25

// lengthDistance is the cost of two lengths by the model of Gale and Church, for
// the usual ratio of their article.
func lengthDistance(source, target int, ratio, spread float64) float64 {
	const floor = 15 // characters; a word more or less says little in a short text
	d := math.Log((float64(target) + floor) / (ratio*float64(source) + floor))
	return min(d*d/(2*spread*spread), 8)
}
