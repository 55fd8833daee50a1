package check

// Why a check that needs something did not run.
const (
	noTranslation = "there is no translation"
	noSummary     = "there is no summary"
	isExtractive  = "the summary is in the article's own words"
)

// eachPair makes a check's function of one that looks at doc.Pairs[i]. Pairs
// without a text, and those kept because they were in the target language
// already, are not looked at.
func eachPair(look func(doc Document, i int) []Finding) func(Document) Result {
	return func(doc Document) Result {
		if !doc.Translated {
			return Result{Skipped: noTranslation}
		}
		var findings []Finding
		for i, p := range doc.Pairs {
			if p.Kept || p.Reason != "" || p.Target == "" {
				continue
			}
			for _, f := range look(doc, i) {
				f.Place, f.Segment = Translation, p.Number
				findings = append(findings, f)
			}
		}
		return Result{Findings: findings}
	}
}

// eachSentence makes a check's function of one that looks at one sentence of
// the summary.
func eachSentence(look func(doc Document, s Sentence) []Finding) func(Document) Result {
	return func(doc Document) Result {
		if doc.Summary == nil {
			return Result{Skipped: noSummary}
		}
		var findings []Finding
		for _, s := range doc.Summary.Sentences {
			for _, f := range look(doc, s) {
				findings = append(findings, about(s, f))
			}
		}
		return Result{Findings: findings}
	}
}

// about puts a finding at a sentence's place. Its segment is the sentence's
// evidence where that is a single one.
func about(s Sentence, f Finding) Finding {
	f.Place, f.Index = s.Place, s.Index
	if f.Segment == 0 && len(s.Evidence) == 1 {
		f.Segment = s.Evidence[0]
	}
	return f
}

// notExtractive makes a check's function one that does not run on extractive
// summaries: their sentences are the article's, in the article's language.
func notExtractive(run func(Document) Result) func(Document) Result {
	return func(doc Document) Result {
		if doc.Summary != nil && doc.Summary.Extractive {
			return Result{Skipped: isExtractive}
		}
		return run(doc)
	}
}
