package check

import (
	"fmt"
	"slices"
)

var summaryEvidence = Check{
	Name:     "summary-evidence",
	Category: "accuracy/addition",
	About:    "every sentence of the summary names segments of the article that it rests on",
	Run:      eachSentence(evidenceOf),
}

func evidenceOf(doc Document, s Sentence) []Finding {
	if len(s.Evidence) == 0 {
		return []Finding{{Severity: Error, Message: "names no segment that it rests on", TargetEvidence: whole(s.Text)}}
	}
	var findings []Finding
	for i, n := range s.Evidence {
		if slices.Contains(s.Evidence[:i], n) || slices.ContainsFunc(doc.Pairs, func(p Pair) bool { return p.Number == n }) {
			continue
		}
		findings = append(findings, Finding{Severity: Error, Message: fmt.Sprintf("rests on [%d], which is no segment of the article", n),
			TargetEvidence: whole(s.Text)})
	}
	return findings
}
