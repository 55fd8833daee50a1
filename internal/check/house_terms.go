package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/name"
)

// houseTerm is a term with its words as texts are compared with them.
type houseTerm struct {
	StyleTerm
	words, prefer []string
}

func (h House) termsCheck() Check {
	return Check{
		Name: "house-terms", Category: "terminology/inconsistent", Gravest: h.gravestTerm(),
		About: "no word that the house file forbids; in quotations, a note",
		Run: eachText(func(_ Document, e englishText) []Finding {
			var findings []Finding
			for _, t := range h.terms {
				findings = append(findings, t.in(e)...)
			}
			return findings
		}),
	}
}

// gravestTerm is the severity of the gravest term: a policy grades those.
func (h House) gravestTerm() Severity {
	worst := Note
	for _, t := range h.terms {
		if severityOrder[t.Severity] < severityOrder[worst] {
			worst = t.Severity
		}
	}
	if len(h.terms) == 0 {
		return Warning
	}
	return worst
}

func (t houseTerm) in(e englishText) []Finding {
	var findings []Finding
	last := len(t.words) - 1
	for i := range e.tokens {
		if !t.at(e, i) || t.preferred(e.tokens, i) {
			continue
		}
		f := Finding{Severity: t.Severity, Message: t.message(e.text[e.tokens[i].start:e.tokens[i+last].end]), TargetEvidence: e.span(i, i+last)}
		if e.quoted(i, i+last) {
			f.Severity = Note
		}
		findings = append(findings, f)
	}
	return findings
}

func (t houseTerm) message(found string) string {
	message := fmt.Sprintf("the house does not write %q", found)
	if t.Prefer != "" {
		message += fmt.Sprintf("; it writes %q", t.Prefer)
	}
	if t.Note != "" {
		message += ": " + strings.Join(strings.Fields(t.Note), " ")
	}
	return message
}

// at reports whether the term stands at tokens[i:]. Its last word may be a
// plural or a possessive there; its capitals must be capitals.
func (t houseTerm) at(e englishText, i int) bool {
	last := len(t.words) - 1
	if i+last >= len(e.tokens) || !hasAt(e.tokens, i, t.words[:last]) {
		return false
	}
	word := owned(e.tokens[i+last].word)
	if word != t.words[last] && !pluralOf(word, t.words[last]) {
		return false
	}
	if !opensUpper(t.Forbid) {
		return true
	}
	return opensUpper(e.text[e.tokens[i].start:])
}

// owned returns a word without a possessive ending, whatever its apostrophe.
func owned(word string) string { return name.WithoutPossessive(strings.ReplaceAll(word, "’", "'")) }

func pluralOf(word, singular string) bool {
	if stem, ok := strings.CutSuffix(singular, "y"); ok && word == stem+"ies" {
		return true
	}
	return word == singular+"s" || word == singular+"es"
}

func opensUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}

// preferred reports whether the words at tokens[i:] are part of what the house
// writes: "Great Britain" where "Britain" alone is forbidden.
func (t houseTerm) preferred(tokens []token, i int) bool {
	for at := range t.prefer {
		if i >= at && len(t.prefer) >= at+len(t.words) && hasAt(tokens, i-at, t.prefer) {
			return true
		}
	}
	return false
}
