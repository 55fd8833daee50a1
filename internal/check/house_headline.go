package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/article"

	"dragoman/internal/name"
)

func (h House) headlineCheck() Check {
	return Check{
		Name: "headline-case", Category: "style/organizational", Gravest: Note,
		About: "headlines have the case that the house has chosen: sentence or title",
		Run:   h.headlines,
	}
}

// headlines looks at translated headlines and at that of the summary.
func (h House) headlines(doc Document) Result {
	if !doc.Translated && doc.Summary == nil {
		return Result{Skipped: noTranslation}
	}
	common := h.style.Headline == "sentence"
	var lower map[string]bool
	if common {
		lower = lowerWords(doc)
	}
	look := func(text string, tokens []token) []Finding {
		if common {
			return notSentenceCase(text, tokens, lower)
		}
		return notTitleCase(text, tokens)
	}
	var findings []Finding
	for i, p := range doc.Pairs {
		if doc.Translated && !p.Kept && p.Reason == "" && p.Kind == article.Headline && p.Target != "" {
			for _, f := range look(p.Target, doc.targetTokens(i)) {
				f.Segment = p.Number
				findings = append(findings, f)
			}
		}
	}
	if doc.Summary != nil && !doc.Summary.Extractive {
		for _, s := range doc.Summary.Sentences {
			if s.Place == SummaryHeadline {
				for _, f := range look(s.Text, tokenize(s.Text)) {
					findings = append(findings, about(s, f))
				}
			}
		}
	}
	return Result{Findings: findings}
}

// smallWords are those that title case leaves small within a headline.
var smallWords = []string{
	"a", "an", "the", "and", "but", "or", "nor", "as", "at", "by", "for", "from", "in", "into", "of", "off", "on", "onto", "out", "over",
	"per", "than", "to", "up", "via", "with", "vs", "v", "amid", "after", "before", "under", "if", "is", "are", "al", "de", "bin", "between", "against", "without", "about", "through", "during",
}

// notTitleCase finds the first word that title case would have begun with a
// capital.
func notTitleCase(text string, tokens []token) []Finding {
	for i, t := range tokens {
		r, _ := utf8.DecodeRuneInString(text[t.start:])
		if !unicode.IsLower(r) || i > 0 && slices.Contains(smallWords, t.word) || mixedCase(text[t.start:t.end]) || afterApostrophe(text, t) {
			continue
		}
		return []Finding{{Severity: Note, TargetEvidence: span(text, t.start, t.end),
			Message: fmt.Sprintf("the house writes headlines in title case; %q is small", text[t.start:t.end])}}
	}
	return nil
}

// mixedCase reports whether a word is spelled its own way: "iPhone".
func mixedCase(word string) bool { return strings.IndexFunc(word, unicode.IsUpper) > 0 }

func afterApostrophe(text string, t token) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:t.start])
	return before == '-' || before == '\'' || before == '’'
}

// manyCapitals is how many words must have a capital without need before it is
// title case: one may be a name that is also a word.
const manyCapitals = 2

// notSentenceCase finds a headline with capitals on words that the article
// itself writes small.
func notSentenceCase(text string, tokens []token, lower map[string]bool) []Finding {
	var raised []token
	for i, t := range tokens {
		word := text[t.start:t.end]
		if i == 0 || !opensUpper(word) || name.IsAcronym(word) || !lower[t.word] || afterStop(text, t) {
			continue
		}
		raised = append(raised, t)
	}
	if len(raised) < manyCapitals {
		return nil
	}
	return []Finding{{Severity: Note, TargetEvidence: span(text, raised[0].start, raised[0].end),
		Message: fmt.Sprintf("the house writes headlines in sentence case; %q has a capital", text[raised[0].start:raised[0].end])}}
}

// afterStop reports whether a word begins a sentence or what follows a colon or
// an opening mark.
func afterStop(text string, t token) bool {
	before := strings.TrimRight(text[:t.start], " ")
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(".:?!—–\"“‘'(", last)
}

// lowerWords returns the words of the translation's paragraphs and of the
// summary's sentences that begin small.
func lowerWords(doc Document) map[string]bool {
	words := map[string]bool{}
	add := func(text string, tokens []token) {
		for _, t := range tokens {
			if r, _ := utf8.DecodeRuneInString(text[t.start:]); unicode.IsLower(r) {
				words[t.word] = true
			}
		}
	}
	for i, p := range doc.Pairs {
		if p.Kind != article.Headline && p.Target != "" {
			add(p.Target, doc.targetTokens(i))
		}
	}
	if doc.Summary != nil {
		for _, s := range doc.Summary.Sentences {
			if s.Place != SummaryHeadline {
				add(s.Text, tokenize(s.Text))
			}
		}
	}
	return words
}
