package check

import (
	"slices"
	"strings"

	"dragoman/internal/language"
	"dragoman/internal/name"
)

var summaryNames = Check{
	Name:     "summary-names",
	Category: "accuracy/addition",
	About:    "every name in the summary is in the segments it rests on, as the translation spells it",
	Run:      notExtractive(runSummaryNames),
}

func runSummaryNames(doc Document) Result {
	switch {
	case doc.Summary == nil:
		return Result{Skipped: noSummary}
	case !language.IsEnglish(doc.summaryTag()):
		return Result{Skipped: "not checked for summaries in " + language.Name(doc.summaryTag())}
	case doc.Translated || language.IsEnglish(doc.SourceLanguage):
		return eachSentence(namesOf)(doc)
	}
	if ok, _ := name.Checks(doc.SourceLanguage); !ok {
		return Result{Skipped: "not checked for " + language.Name(doc.SourceLanguage) + " without a translation"}
	}
	return eachSentence(sourceNamesOf)(doc)
}

// namesOf finds names that the evidence does not have. A name of which a part
// is there may be completed from elsewhere in the article: "Taha" there, the
// full name here.
func namesOf(doc Document, s Sentence) []Finding {
	rows := name.Rows(s.Text, name.Words(s.Text))
	texts := doc.evidence(s)
	if len(rows) == 0 || !doc.sameLanguage(texts) {
		return nil
	}
	near := doc.indexes(texts)
	var all []*name.Index
	var findings []Finding
	for _, r := range rows {
		missing := name.Missing(r, near)
		if len(missing) == 0 {
			continue
		}
		if all == nil {
			all = doc.indexes(doc.everything())
		}
		nowhere := name.Missing(name.Row{Words: missing}, all)
		if len(nowhere) == 0 && len(missing) < len(r.Words) {
			continue
		}
		f := Finding{Severity: Error, TargetEvidence: span(s.Text, r.Start, r.End)}
		named := s.Text[r.Start:r.End]
		if len(nowhere) == 0 {
			f.Severity, f.Message = Warning, notInEvidence(named, s, doc.segmentsWith(missing))
		} else {
			f.Message = notInEvidence(named, s, nil)
		}
		findings = append(findings, f)
	}
	return findings
}

func textsOf(list []support) []string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = s.text
	}
	return texts
}

// segmentsWith returns the segments that have one of the words.
func (d Document) segmentsWith(words []name.Word) []int {
	var numbers []int
	for _, t := range d.everything() {
		if len(name.Missing(name.Row{Words: words}, []*name.Index{d.index(t)})) < len(words) {
			numbers = append(numbers, t.number)
		}
	}
	return numbers
}

// sourceNamesOf finds names of a summary that was made without a translation
// and that the source does not support, as [runNames] does for a translation.
// Support by sound is not certain, so these are warnings.
func sourceNamesOf(doc Document, s Sentence) []Finding {
	near := doc.withoutSupport(s.Text, textsOf(doc.evidence(s)))
	if len(near) == 0 {
		return nil
	}
	nowhere := doc.withoutSupport(s.Text, textsOf(doc.everything()))
	var findings []Finding
	for _, doubt := range near {
		var elsewhere []int
		if !slices.Contains(nowhere, doubt) {
			elsewhere = doc.segmentsSupporting(s.Text, doubt)
		}
		findings = append(findings, Finding{Severity: Warning, Message: notInEvidence(doubt.Text, s, elsewhere),
			TargetEvidence: span(s.Text, doubt.Start, doubt.End)})
	}
	return findings
}

// withoutSupport returns the names of an English text that sources, and what
// stands beside the article, do not support.
func (d Document) withoutSupport(text string, sources []string) []name.Doubt {
	source := strings.Join(append(slices.Clone(sources), d.Context...), "\n")
	return name.Compare([]name.Pair{{Source: source, Target: text}}, d.SourceLanguage, d.terms()).Doubts()
}

// segmentsSupporting returns the segments whose source supports a name of a
// text.
func (d Document) segmentsSupporting(text string, doubt name.Doubt) []int {
	var numbers []int
	for _, t := range d.everything() {
		if !slices.Contains(d.withoutSupport(text, []string{t.text}), doubt) {
			numbers = append(numbers, t.number)
		}
	}
	return numbers
}
