// Package shingle finds texts that are nearly the same: copies of one report in
// several papers, and versions of it.
//
// [Sign] makes a small signature of a text's shingles (runs of words that
// overlap), and an [Index] finds the signature that is nearest to one. Signatures
// are the same on every machine.
//
// The method is MinHash with banding (Broder, "On the resemblance and containment
// of documents", 1997; Leskovec, Rajaraman and Ullman, "Mining of Massive
// Datasets", chapter 3).
package shingle

import (
	"hash/fnv"
	"strings"
	"unicode"

	"dragoman/internal/language"
)

// size is how many words a shingle has: three are seldom the same by chance,
// and a corrected word changes three shingles only.
const size = 3

// values is how many values a signature has: the similarity is then estimated
// to within 0.09 nineteen times in twenty.
const values = 128

// Texts are compared when one of 48 pairs of values is the same. Those that
// share 30 of a hundred shingles have such a pair in 99 of 100 cases; at 5 of a
// hundred, 11 times in a hundred, and then the threshold decides.
const (
	bands   = 48
	perBand = 2
)

// Threshold is the similarity from which a text is a copy. In documents of
// NTREX-128 in 13 languages, a report without its last third, with another
// headline, a credit and a paragraph of its own has 0.34 and more with the
// original, and different reports have 0.05 at most (TestCopiesAreFound).
const Threshold = 0.3

// minWords is the length under which only identical texts are copies.
const minWords = 20

// Signature stands for a text. It has 512 bytes and compares with == as the
// same shingles do.
type Signature struct {
	values [values]uint32
	short  bool
}

// Sign returns the signature of an article's texts. Case, diacritics and
// punctuation do not count.
func Sign(texts []string) Signature {
	words := wordsOf(texts)
	s := Signature{short: len(words) < minWords}
	for i := range s.values {
		s.values[i] = ^uint32(0)
	}
	if s.short {
		s.add(hash(words))
		return s
	}
	for i := 0; i+size <= len(words); i++ {
		s.add(hash(words[i : i+size]))
	}
	return s
}

// add takes the shingle with a hash into the signature: each value is the
// smallest of what one permutation makes of all hashes.
func (s *Signature) add(h uint64) {
	low, high := uint32(h), uint32(h>>32)|1
	for i := range s.values {
		s.values[i] = min(s.values[i], mix(low+uint32(i)*high))
	}
}

// mix scatters the bits of a number (the finaliser of MurmurHash3, by Austin
// Appleby, in the public domain).
func mix(x uint32) uint32 {
	x ^= x >> 16
	x *= 0x85ebca6b
	x ^= x >> 13
	x *= 0xc2b2ae35
	return x ^ x>>16
}

func hash(words []string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return h.Sum64()
}

// Similarity estimates the share of common shingles, 0 to 1.
func (s *Signature) Similarity(other *Signature) float64 {
	if s.short != other.short {
		return 0
	}
	same := 0
	for i := range s.values {
		if s.values[i] == other.values[i] {
			same++
		}
	}
	if s.short && same < values {
		return 0
	}
	return float64(same) / values
}

// wordsOf returns the folded words of some texts. In scripts without spaces each
// character is a word.
func wordsOf(texts []string) []string {
	var words []string
	for _, text := range texts {
		for field := range strings.FieldsFuncSeq(language.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) }) {
			words = appendWord(words, field)
		}
	}
	return words
}

func appendWord(words []string, field string) []string {
	start := 0
	for i, r := range field {
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			continue
		}
		if i > start {
			words = append(words, field[start:i])
		}
		start = i + len(string(r))
		words = append(words, field[i:start])
	}
	if start < len(field) {
		words = append(words, field[start:])
	}
	return words
}
