package check

import (
	"fmt"
	"slices"
)

var summaryRepeats = Check{
	Name:     "summary-repeats",
	Category: "style/repetition",
	About:    "no sentence of the summary says again what another one says",
	Run:      runSummaryRepeats,
}

func runSummaryRepeats(doc Document) Result {
	if doc.Summary == nil {
		return Result{Skipped: noSummary}
	}
	var findings []Finding
	for i, s := range doc.Summary.Sentences {
		for _, earlier := range doc.Summary.Sentences[:i] {
			if f, found := repeats(s, earlier); found {
				findings = append(findings, about(s, f))
				break
			}
		}
	}
	return Result{Findings: findings}
}

const (
	// contentWords is how many words with meaning a sentence needs to be
	// compared with another.
	contentWords = 5
	// repeated is the share of them that makes it a repetition; empirical.
	repeated = 0.85
)

// repeats compares a sentence with an earlier one. The same sentence twice in
// the body is an error. A headline is short enough for the dek to hold its
// words, so nearly the same is a finding only against dek and body.
func repeats(s, earlier Sentence) (Finding, bool) {
	f := Finding{Severity: Warning, TargetEvidence: whole(s.Text)}
	if bare(s.Text) == bare(earlier.Text) {
		f.Message = "repeats " + nameOf(earlier)
		if s.Place == SummaryBody {
			f.Severity = Error
		}
		return f, true
	}
	words, others := content(s.Text), content(earlier.Text)
	if earlier.Place == SummaryHeadline || len(words) < contentWords {
		return f, false
	}
	shared := 0
	for _, w := range words {
		if slices.Contains(others, w) {
			shared++
		}
	}
	f.Message = "says little that is not in " + nameOf(earlier)
	return f, float64(shared) >= repeated*float64(len(words))
}

// content returns the different words of a text that carry meaning, which are
// the long ones.
func content(text string) []string {
	var list []string
	for _, t := range tokenize(text) {
		if len(t.word) > 3 && !slices.Contains(list, t.word) {
			list = append(list, t.word)
		}
	}
	return list
}

// nameOf names a sentence to people.
func nameOf(s Sentence) string {
	switch s.Place {
	case SummaryHeadline:
		return "the headline"
	case SummaryDek:
		return "the dek"
	}
	return fmt.Sprintf("point %d", s.Index)
}
