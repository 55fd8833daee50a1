// Package seed puts errors into good translations, one into each copy, so that
// checks can be measured: how many of the errors they find, and in how many
// good texts they see what is not there.
//
// [Classes] lists the kinds of error, [Seed] makes the copies of one document.
// Everything is drawn from a PCG generator seeded by the caller's seed, the
// document's name, the class and the segment, so the same input gives the same
// copies on every machine, and neither another class nor another document
// changes them.
//
// The classes know English, the language of the translations, and nothing of
// the checks. They would rather spoil fewer segments than make an error that
// is none: each says when it passes.
package seed

import (
	"hash/fnv"
	"math/rand/v2"
	"strings"
)

// Pair is one segment of a good translation. Target is English.
type Pair struct{ Source, Target string }

// Class is one kind of error.
type Class struct {
	Name  string // such as "drop-sentence"
	About string // one line for people: what is done to the text

	// spoil returns pairs[i] spoiled. It must not change pairs. ok is false when
	// the segment does not lend itself to this error.
	spoil func(pairs []Pair, i int, r *rand.Rand) (change change, ok bool)
}

// change is what a class does: the new text of the segment and, when two are
// exchanged, that of another.
type change struct {
	target   string
	was, is  string // the words that changed, for people
	other    int    // the second segment; -1: there is none
	otherNew string
}

// Copy is a document with one error.
type Copy struct {
	Class   string
	Pairs   []Pair // all of the document's; an omitted segment has an empty Target
	Spoiled []int  // positions in Pairs of the segments the error concerns
	Was, Is string // what was changed, for people; may be empty
}

// Classes returns the kinds of error, in the order they are reported.
func Classes() []Class {
	return []Class{
		{"drop-segment", "a segment has no translation", dropSegment},
		{"drop-sentence", "one sentence of five words or more is left out of a segment", dropSentence},
		{"number", "a number in digits or words has another value", number},
		{"scale", "million is billion or thousand, and so on", scale},
		{"weekday", "a weekday is another one", weekday},
		{"month", "a month is another one", month},
		{"negation", "a not, no or never comes or goes", negation},
		{"name", "one word of a name is another name", name},
		{"quote", "four to ten words are put in quotation marks where there are none", quote},
		{"untranslated", "the segment stands there in the source language", untranslated},
		{"repeat-sentence", "a sentence of the segment is repeated three to six times", repeatSentence},
		{"repeat-segment", "the text of the segment before stands there once more", repeatSegment},
		{"cut", "the segment ends in the middle of a sentence", cut},
		{"swap", "two segments have each other's text", swap},
		{"chat", "words to the user stand before or after the translation", chat},
	}
}

// Find returns the class with a name.
func Find(name string) (Class, bool) {
	for _, c := range Classes() {
		if c.Name == name {
			return c, true
		}
	}
	return Class{}, false
}

// Seed returns a copy of the document for every segment that a class can
// spoil, in the order of the segments. Name tells the document from others of
// the same run.
func Seed(name string, pairs []Pair, class Class, seed uint64) []Copy {
	var copies []Copy
	for i, p := range pairs {
		if strings.TrimSpace(p.Target) == "" {
			continue
		}
		c, ok := class.spoil(pairs, i, generator(seed, name, class.Name, i))
		if !ok || c.target == p.Target {
			continue
		}
		spoiled := Copy{Class: class.Name, Pairs: append([]Pair(nil), pairs...), Spoiled: []int{i}, Was: c.was, Is: c.is}
		spoiled.Pairs[i].Target = c.target
		if c.other >= 0 {
			spoiled.Pairs[c.other].Target = c.otherNew
			spoiled.Spoiled = append(spoiled.Spoiled, c.other)
		}
		copies = append(copies, spoiled)
	}
	return copies
}

// generator returns the generator of one copy.
func generator(seed uint64, name, class string, segment int) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	h.Write([]byte{0})
	h.Write([]byte(class))
	h.Write([]byte{0, byte(segment), byte(segment >> 8), byte(segment >> 16), byte(segment >> 24)})
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// only is a change of one segment.
func only(target, was, is string) change { return change{target: target, was: was, is: is, other: -1} }

// replace is a change of text[start:end] to is.
func replace(text string, start, end int, is string) change {
	return only(text[:start]+is+text[end:], text[start:end], is)
}

// pick returns one of a list.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
