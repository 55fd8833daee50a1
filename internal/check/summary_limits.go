package check

import (
	"fmt"

	"dragoman/internal/language"
)

var summaryLimits = Check{
	Name:     "summary-limits",
	Category: "design/length",
	About:    "headline, dek, sentences and body keep the word limits that were asked for",
	Run:      runSummaryLimits,
}

func runSummaryLimits(doc Document) Result {
	result := eachSentence(limitsOf)(doc)
	if doc.Summary == nil {
		return result
	}
	words, body := 0, false
	for _, s := range doc.Summary.Sentences {
		if s.Place == SummaryBody {
			words, body = words+language.CountWords(s.Text), true
		}
	}
	least, most := doc.Summary.MinWords, doc.Summary.MaxWords
	switch {
	case most > 0 && words > most:
		result.Findings = append(result.Findings, Finding{Severity: Warning, Place: SummaryBody,
			Message: fmt.Sprintf("the body has %d words, at most %d were asked for", words, most)})
	case body && words < least:
		result.Findings = append(result.Findings, Finding{Severity: Warning, Place: SummaryBody,
			Message: fmt.Sprintf("the body has %d words, at least %d were asked for", words, least)})
	}
	return result
}

func limitsOf(_ Document, s Sentence) []Finding {
	words := language.CountWords(s.Text)
	if s.MaxWords <= 0 || words <= s.MaxWords {
		return nil
	}
	return []Finding{{Severity: Warning, Message: fmt.Sprintf("has %d words, at most %d were asked for", words, s.MaxWords),
		TargetEvidence: whole(s.Text)}}
}
