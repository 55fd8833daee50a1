package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dragoman/internal/glossary"
	"dragoman/internal/language"
	"dragoman/internal/name"
)

const noGlossary = "there is no glossary"

var glossaryKept = Check{
	Name:     "glossary",
	Category: "terminology/inconsistent-with-terminology-resource",
	About:    "a term of the glossary has one of its renderings, and what stays untranslated stands as it is; a rendering has its term in the source",
	Run: func(doc Document) Result {
		if doc.Glossary.Len() == 0 {
			return Result{Skipped: noGlossary}
		}
		return eachPair(glossaryIn)(doc)
	},
}

// tagOf returns the language of a segment: the article's, where it is in the
// script of that.
func tagOf(text, tag string) string {
	if tag != "" && language.DominantScript(text) == language.Script(tag) {
		return tag
	}
	return language.SegmentTag(text, tag)
}

func glossaryIn(doc Document, i int) []Finding {
	p := doc.Pairs[i]
	sources := doc.Glossary.Every(p.Source, tagOf(p.Source, doc.SourceLanguage))
	renderings := doc.Glossary.Renderings(p.Target)
	if len(sources)+len(renderings) == 0 {
		return nil
	}
	return append(unrendered(doc, i, sources, renderings), unfounded(doc, p, sources, renderings)...)
}

// unrendered finds the terms of the source, those inside longer ones aside,
// that have none of their renderings in the translation, each once.
func unrendered(doc Document, i int, sources, renderings []glossary.Match) []Finding {
	p := doc.Pairs[i]
	var findings []Finding
	seen := map[int]bool{}
	for _, m := range glossary.Longest(sources) {
		if seen[m.ID] {
			continue
		}
		seen[m.ID] = true
		if hasTerm(renderings, m.ID) {
			continue
		}
		if glossary.Shortened(p.Target, m.Term) || m.Term.Kind == glossary.Place && hasPeople(doc.targetTokens(i), m.Term) {
			continue
		}
		findings = append(findings, Finding{Severity: sureness(p.Source[m.Start:m.End]), Message: lacks(m.Term), SourceEvidence: span(p.Source, m.Start, m.End)})
	}
	return findings
}

// shortHan is the length up to which Chinese characters without a space beside
// them are often part of a longer word: 印度 is India and begins Indonesia.
const shortHan = 2

// sureness returns the severity of a missing term by how it stands in the
// source.
func sureness(found string) Severity {
	if utf8.RuneCountInString(found) > shortHan {
		return Error
	}
	switch language.DominantScript(found) {
	case "Hani", "Jpan", "Thai":
		return Warning
	}
	return Error
}

// withoutKept returns the words of a translation but for those that the
// glossary keeps as they are, in whatever script: they are where they belong.
func (d Document) withoutKept(target string, tokens []token) []token {
	kept := d.Glossary.Kept(target)
	if len(kept) == 0 {
		return tokens
	}
	return slices.DeleteFunc(slices.Clone(tokens), func(t token) bool {
		return slices.ContainsFunc(kept, func(m glossary.Match) bool { return m.Start < t.end && t.start < m.End })
	})
}

func hasTerm(matches []glossary.Match, id int) bool {
	return slices.ContainsFunc(matches, func(m glossary.Match) bool { return m.ID == id })
}

// lacks says what is missing, in the words of people and of the model that is
// to correct it.
func lacks(t glossary.Term) string {
	if t.Keep {
		return fmt.Sprintf("lacks %q, which the glossary keeps as it is", t.Source)
	}
	return fmt.Sprintf("lacks %s, which the glossary has for %s", `"`+strings.Join(t.Targets, `" or "`)+`"`, t.Source)
}

// unfounded finds renderings without their term in the source, each once. A
// translation may say a name where the source has a pronoun or an adjective, so
// only a person or organisation that the article names nowhere is a warning.
func unfounded(doc Document, p Pair, sources, renderings []glossary.Match) []Finding {
	var findings []Finding
	seen, base := map[int]bool{}, language.Base(doc.SourceLanguage)
	for _, m := range glossary.Longest(renderings) {
		if seen[m.ID] {
			continue
		}
		seen[m.ID] = true
		text := p.Target[m.Start:m.End]
		ids := idsAt(renderings, m, base)
		if len(ids) == 0 || slices.ContainsFunc(sources, func(s glossary.Match) bool { return slices.Contains(ids, s.ID) }) {
			continue
		}
		if m.Term.Kind == glossary.Place && derived(p.Source, m.Term) {
			continue
		}
		severity := Note
		if k := m.Term.Kind; (k == glossary.Person || k == glossary.Organisation) && !m.Term.Keep && !inArticle(doc, ids) {
			severity = Warning
		}
		findings = append(findings, Finding{
			Severity: severity, TargetEvidence: span(p.Target, m.Start, m.End),
			Message: fmt.Sprintf("has %q, which the glossary has for %s; the source does not have that", text, m.Term.Source),
		})
	}
	return findings
}

// derived reports whether a source may have a word made of a place's name, such
// as its adjective, which English may render by the name: all but its last two
// letters stand in it.
func derived(source string, place glossary.Term) bool {
	root := []rune(language.Fold(place.Source))
	root = root[:min(len(root), max(4, len(root)-2))]
	return strings.Contains(language.Fold(source), string(root))
}

// idsAt returns the terms of a language whose rendering stands where m does.
func idsAt(renderings []glossary.Match, m glossary.Match, base string) []int {
	var ids []int
	for _, r := range renderings {
		if r.Start == m.Start && r.End == m.End && r.Term.In(base) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// inArticle reports whether a segment of the article has one of some terms.
func inArticle(doc Document, ids []int) bool {
	return slices.ContainsFunc(doc.Pairs, func(p Pair) bool {
		matches := doc.Glossary.Every(p.Source, tagOf(p.Source, doc.SourceLanguage))
		return slices.ContainsFunc(matches, func(m glossary.Match) bool { return slices.Contains(ids, m.ID) })
	})
}

// peopleEndings are those of adjectives and peoples in the groups of places in
// the table of places, which hold other names of the places as well.
var peopleEndings = []string{"ish", "ese", "an", "ans", "i", "is", "ch", "sh", "ss", "ic", "ek", "eks", "ot", "ots", "ole", "oles", "ane", "anes", "ede", "edes", "inn", "inns", "urk", "urks", "urd", "urds", "ino", "inos", "ard", "ards"}

// hasPeople reports whether the adjective or the people of a place stands in a
// translation, where the source has the place: Turkish for Türkiye. Another
// name of the place does not count: that is what a glossary decides.
func hasPeople(target []token, place glossary.Term) bool {
	for _, t := range place.Targets {
		for _, m := range name.SamePlace(wordsOf(t)) {
			if isPeople(m[len(m)-1]) && index(target, m) >= 0 {
				return true
			}
		}
	}
	return false
}

func isPeople(word string) bool {
	return slices.ContainsFunc(peopleEndings, func(e string) bool { return strings.HasSuffix(word, e) })
}
