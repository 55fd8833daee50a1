package check

import (
	"hash/maphash"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// trait is something of a text that its translation has too: a number, a name
// by its sound, a word in Latin letters, a weekday. Traits are hashes that are
// only compared with each other.
type trait struct {
	key  uint64
	kind traitKind
	at   int // where it stands, in bytes
}

type traitKind uint8

const (
	numberTrait   traitKind = iota // a number, by its digits
	latinTrait                     // a word in Latin letters, as it is
	soundTrait                     // a word that may be a name, by its sound
	variantTrait                   // the same without a preposition or an ending
	smallTrait                     // a long word without a capital, by its sound
	calendarTrait                  // a weekday or month
	conceptTrait                   // a word of data/concepts.txt
)

// traitWeights are how much a match of each kind says, before it is known how
// rare it is. A number or a Latin word is nearly always kept; sounds are coarse.
var traitWeights = [...]float64{numberTrait: 1.2, latinTrait: 1, soundTrait: 0.8, variantTrait: 0.5, smallTrait: 0.5, calendarTrait: 1.2, conceptTrait: conceptWeight}

// leastLatin is the length of a Latin word that is a trait.
const leastLatin = 3

// sourceTraits and targetTraits return the traits of doc.Pairs[i].
func (d Document) sourceTraits(i int) []trait {
	source, _ := d.calendarSides(i)
	if source.traits == nil {
		source.traits = addConcepts(traitsOf(source, true), source, lexiconOf(d.SourceLanguage))
	}
	return source.traits
}

func (d Document) targetTraits(i int) []trait {
	_, target := d.calendarSides(i)
	if target.traits == nil {
		target.traits = addConcepts(traitsOf(target, false), target, lexiconOf(d.TargetLanguage))
	}
	return target.traits
}

// traitsOf returns the traits of a text, never nil. Those of a source have the
// forms a name may have behind a preposition or before an ending as well.
func traitsOf(s *calendarSide, source bool) []trait {
	traits := make([]trait, 0, 2*len(s.tokens))
	for _, t := range s.tokens {
		r, _ := utf8.DecodeRuneInString(s.text[t.start:])
		switch digits := digitsOf(t.word); {
		case r >= firstKana || len(digits) > 0 && len(digits) < len(t.word):
			for part := range strings.FieldsFuncSeq(t.word, notSpoken) {
				traits = addWord(traits, part, t.start, source, false)
			}
			continue
		case r < utf8.RuneSelf && len(t.word) >= leastLatin && len(digits) == 0:
			traits = append(traits, trait{maphash.String(wordSeed, t.word) | 1, latinTrait, t.start})
		}
		traits = addWord(traits, t.word, t.start, source, unicode.IsLower(r))
	}
	for _, n := range s.names {
		if n.class <= monthName && n.sure {
			traits = append(traits, trait{uint64(1+n.class)<<40 | uint64(n.value)<<32, calendarTrait, n.start})
		}
	}
	return traits
}

// addWord adds a number by its digits, as they are between separators, and any
// other word by its sound.
func addWord(traits []trait, word string, at int, source, small bool) []trait {
	if digits := digitsOf(word); digits != "" {
		return append(traits, trait{maphash.String(wordSeed, digits) | 1, numberTrait, at})
	}
	return addSounds(traits, word, at, source, small)
}

// addSounds adds what a word sounds like. Words without a capital are seldom
// names, and count when they are long: supermarkets are супермаркеты.
func addSounds(traits []trait, word string, at int, source, small bool) []trait {
	s := soundOf(word)
	switch {
	case s == 0 || small && s.length() <= shortestSound:
		return traits
	case small && source:
		return append(traits, trait{uint64(s) << 1, smallTrait, at})
	}
	traits = append(traits, trait{uint64(s) << 1, soundTrait, at})
	if !source {
		return traits
	}
	for _, v := range variants(word, s) {
		if v != 0 {
			traits = append(traits, trait{uint64(v) << 1, variantTrait, at})
		}
	}
	return traits
}

// conceptWeight is what a word of data/concepts.txt says.
const conceptWeight = 1.0

// addConcepts adds the concepts of a text's words.
func addConcepts(traits []trait, s *calendarSide, l *lexicon) []trait {
	if l == nil {
		return traits
	}
	add := func(c concept, at int) { traits = append(traits, trait{uint64(c)<<48 | 1<<47, conceptTrait, at}) }
	if l.anywhere {
		l.within(s.text, add)
		return traits
	}
	for _, t := range s.tokens {
		l.each(t.word, func(c concept) { add(c, t.start) })
	}
	return traits
}

// firstKana is the first letter of the scripts whose words are not divided.
const firstKana = '\u3040'

// notSpoken divides Japanese text, whose names in katakana have no spaces
// around them.
func notSpoken(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana) }

// shape is what the form of a text says, whatever its language.
type shape struct {
	signs  uint // bits: which of signs it has
	stops  int  // ends of sentences, roughly
	length int  // characters
}

// What a difference in each sign says, by its bit. A translation seldom gains or
// loses them.
var signCosts = [...]float64{question: 1.5, quotation: 0.4, bracket: 0.8, percent: 1.0, colon: 0.3, exclamation: 0.5, finish: 0.7}

const (
	question = iota
	quotation
	bracket
	percent
	colon
	exclamation
	finish // the text ends like a sentence
)

// shapeOf reads the shape of a text.
func shapeOf(text string) (s shape) {
	text = strings.TrimSpace(text)
	for i, r := range text {
		s.length++
		bit, stop := -1, false
		switch r {
		case '?', '؟', '？':
			bit, stop = question, true
		case '!', '！':
			bit, stop = exclamation, true
		case '.', '۔', '。', '।':
			stop = true
		case '"', '“', '”', '«', '»', '„', '「', '『':
			bit = quotation
		case '(', '[', '（':
			bit = bracket
		case '%', '٪', '％':
			bit = percent
		case ':', '：':
			bit = colon
		}
		if bit >= 0 {
			s.signs |= 1 << bit
		}
		if stop && endsHere(text[i+utf8.RuneLen(r):], r) {
			s.stops++
		}
	}
	if ends(text) {
		s.signs |= 1 << finish
	}
	return s
}

// endsHere reports whether a mark with this after it may end a sentence.
func endsHere(after string, mark rune) bool {
	if after == "" || mark >= '।' && mark != '\u06D4' { // full stops of scripts without spaces, and of Hindi
		return true
	}
	r, _ := utf8.DecodeRuneInString(after)
	return unicode.IsSpace(r) || strings.ContainsRune(closers, r)
}

// signDistance is what the signs that only one of two texts has say against
// their being translations of each other.
func signDistance(a, b shape) float64 {
	cost := 0.0
	for bit, c := range signCosts {
		if (a.signs^b.signs)>>bit&1 == 1 {
			cost += c
		}
	}
	return cost
}

// lengthSpread is how far lengths of translations differ from the usual ratio,
// as a standard deviation of its logarithm, for languages that were not measured.
const lengthSpread = 0.25

// lengthDistance is the cost of two lengths by the model of Gale and Church, for
// the usual ratio of their article.
func lengthDistance(source, target int, ratio, spread float64) float64 {
	d := lengthDifference(source, target, ratio)
	return min(d*d/(2*spread*spread), mostLengthCost)
}

// mostLengthCost keeps one length from deciding alone.
const mostLengthCost = 8

// lengthDifference is the logarithm of how much longer a translation is than
// usual.
func lengthDifference(source, target int, ratio float64) float64 {
	const floor = 15 // characters; a word more or less says little in a short text
	return math.Log((float64(target) + floor) / (ratio*float64(source) + floor))
}

// digitsOf returns the digits a folded word begins with.
func digitsOf(word string) string {
	end := 0
	for end < len(word) && '0' <= word[end] && word[end] <= '9' {
		end++
	}
	return word[:end]
}
