package check

import (
	"strings"
)

var summaryQuotes = Check{
	Name:     "summary-quotes",
	Category: "accuracy/addition",
	About:    "every quotation in the summary is word for word in the segments it rests on",
	Run:      notExtractive(runSummaryQuotes),
}

func runSummaryQuotes(doc Document) Result {
	if doc.Summary != nil && !doc.sameLanguage(doc.everything()) && !doc.Translated {
		return Result{Skipped: "not checked without a translation"}
	}
	return eachSentence(quotesOf)(doc)
}

func quotesOf(doc Document, s Sentence) []Finding {
	quotes := quotedSpans(s.Text)
	texts := doc.evidence(s)
	if len(quotes) == 0 || !doc.sameLanguage(texts) { // a segment that failed: its words are not in English
		return nil
	}
	var findings []Finding
	for _, q := range quotes {
		if doc.quotesWords(texts, s.Text[q.start:q.end]) {
			continue
		}
		var elsewhere []int
		for _, t := range doc.everything() {
			if doc.quotesWords([]support{t}, s.Text[q.start:q.end]) {
				elsewhere = append(elsewhere, t.number)
			}
		}
		f := Finding{Severity: Error, Message: notInEvidence("the quotation", s, elsewhere), TargetEvidence: span(s.Text, q.start, q.end)}
		if len(elsewhere) > 0 {
			f.Severity = Warning
		}
		findings = append(findings, f)
	}
	return findings
}

// omissions stand in a quotation for what was left out or put in.
var omissions = strings.NewReplacer("[…]", "\n", "[...]", "\n", "…", "\n", "...", "\n", "[", "\n[", "]", "]\n")

// quotesWords reports whether the words of a quotation stand in a row in one
// of the texts. What is between brackets was put in by the writer; before and
// after an omission the words must stand in a row each.
func (d Document) quotesWords(texts []support, quoted string) bool {
	for part := range strings.SplitSeq(omissions.Replace(quoted), "\n") {
		words := wordsOf(part)
		if len(words) == 0 || strings.HasPrefix(part, "[") {
			continue
		}
		found := false
		for _, t := range texts {
			found = found || index(d.tokensOf(t), words) >= 0
		}
		if !found {
			return false
		}
	}
	return true
}
