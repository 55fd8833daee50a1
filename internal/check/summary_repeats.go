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
	var all []saying
	for i, s := range doc.Summary.Sentences {
		all = append(all, saying{s, bare(s.Text), content(s.Text)})
		for _, earlier := range all[:i] {
			if f, found := all[i].repeats(earlier); found {
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

// saying is a sentence with what is compared of it.
type saying struct {
	Sentence
	bare  string
	words []string // with meaning
}

// repeats compares a sentence with an earlier one. The same sentence twice in
// the body is an error. A headline is short enough for the dek to hold its
// words, so nearly the same is a finding only against dek and body.
func (s saying) repeats(earlier saying) (Finding, bool) {
	f := Finding{Severity: Warning, TargetEvidence: whole(s.Text)}
	if s.bare == earlier.bare {
		f.Message = "repeats " + nameOf(earlier.Sentence)
		if s.Place == SummaryBody {
			f.Severity = Error
		}
		return f, true
	}
	if earlier.Place == SummaryHeadline || len(s.words) < contentWords {
		return f, false
	}
	shared := 0
	for _, w := range s.words {
		if slices.Contains(earlier.words, w) {
			shared++
		}
	}
	f.Message = "says little that is not in " + nameOf(earlier.Sentence)
	return f, float64(shared) >= repeated*float64(len(s.words))
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
