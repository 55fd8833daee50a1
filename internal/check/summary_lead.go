package check

import (
	"dragoman/internal/article"
	"dragoman/internal/language"
)

var summaryLead = Check{
	Name:     "summary-lead",
	Category: "style/repetition",
	About:    "the summary is no copy of the article's first paragraphs",
	Gravest:  Note,
	Run:      notExtractive(runSummaryLead),
}

const (
	// leadParagraphs is how many paragraphs are the lead.
	leadParagraphs = 2
	// copyWords is how many words a sentence needs to be taken for a copy: what
	// is shorter has few other ways to be said.
	copyWords = 10
	// copied3 is the share of its rows of three words that stand in the lead.
	copied3 = 0.85
)

// runSummaryLead finds sentences of dek and body that stand nearly word for word
// in the lead. It is a note: a good lead is a good summary, and an editor may
// want to know that nobody wrote another.
func runSummaryLead(doc Document) Result {
	if doc.Summary == nil {
		return Result{Skipped: noSummary}
	}
	leads := doc.leads()
	if len(leads) == 0 {
		return Result{Skipped: "not checked without a translation"}
	}
	var findings []Finding
	for _, s := range doc.Summary.Sentences {
		if s.Place == SummaryHeadline {
			continue
		}
		for _, l := range leads {
			if copies(s.Text, l.text) {
				findings = append(findings, about(s, Finding{Severity: Note, Segment: l.number,
					Message: "is nearly word for word the lead " + where([]int{l.number}), TargetEvidence: whole(s.Text)}))
				break
			}
		}
	}
	return Result{Findings: findings}
}

// leads returns the first paragraphs that are in the summary's language.
func (d Document) leads() []support {
	var list []support
	for i, p := range d.Pairs {
		if p.Kind == article.Paragraph && len(list) < leadParagraphs {
			if s := d.supportOf(i); language.Base(s.tag) == language.Base(d.summaryTag()) {
				list = append(list, s)
			}
		}
	}
	return list
}

// copies reports whether nearly all rows of three words of a sentence stand in
// a text.
func copies(sentence, text string) bool {
	words := tokenize(sentence)
	if len(words) < copyWords {
		return false
	}
	rows := map[[3]string]bool{}
	there := tokenize(text)
	for i := 0; i+2 < len(there); i++ {
		rows[[3]string{there[i].word, there[i+1].word, there[i+2].word}] = true
	}
	same := 0
	for i := 0; i+2 < len(words); i++ {
		if rows[[3]string{words[i].word, words[i+1].word, words[i+2].word}] {
			same++
		}
	}
	return float64(same) >= copied3*float64(len(words)-2)
}
