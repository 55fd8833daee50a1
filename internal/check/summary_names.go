package check

import (
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
	case language.Script(doc.SourceLanguage) != "Latn":
		return Result{Skipped: "not checked for " + language.Name(doc.SourceLanguage) + " without a translation"}
	}
	return eachSentence(foreignNamesOf)(doc)
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
	near := name.NewIndex(append(textsOf(texts), doc.Context...)...)
	var all *name.Index
	var findings []Finding
	for _, r := range rows {
		missing := near.Missing(r)
		if len(missing) == 0 {
			continue
		}
		if all == nil {
			x := name.NewIndex(append(textsOf(doc.everything()), doc.Context...)...)
			all = &x
		}
		nowhere := all.Missing(name.Row{Words: missing})
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
		if x := name.NewIndex(t.text); len(x.Missing(name.Row{Words: words})) < len(words) {
			numbers = append(numbers, t.number)
		}
	}
	return numbers
}

// foreignNamesOf compares names across languages that share the Latin script,
// where they are often, but not always, spelled alike. So only a name of
// several words none of which resembles any word of the article is noted.
func foreignNamesOf(doc Document, s Sentence) []Finding {
	rows := name.Rows(s.Text, name.Words(s.Text))
	if len(rows) == 0 {
		return nil
	}
	x := name.NewIndex(append(textsOf(doc.everything()), doc.Context...)...)
	var findings []Finding
	for _, r := range rows {
		if len(r.Words) < 2 || x.Resembles(r) {
			continue
		}
		findings = append(findings, Finding{Severity: Note, Message: s.Text[r.Start:r.End] + " resembles no name of the article",
			TargetEvidence: span(s.Text, r.Start, r.End)})
	}
	return findings
}
