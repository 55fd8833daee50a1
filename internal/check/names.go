package check

import (
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/glossary"
	"dragoman/internal/language"
	"dragoman/internal/name"
)

var names = Check{
	Name:     "names",
	Category: "accuracy/mistranslation",
	About:    "names and acronyms of the translation are in the source, by sound, by known forms or by the glossary",
	Gravest:  Warning,
	Run:      runNames,
}

var nameSpelling = Check{
	Name:     "name-spelling",
	Category: "terminology/inconsistent",
	About:    "a name is spelled in one way in the whole translation",
	Gravest:  Warning,
	Run:      runNameSpelling,
}

var summarySpelling = Check{
	Name:     "summary-spelling",
	Category: "terminology/inconsistent",
	About:    "the summary spells names as the translation does",
	Gravest:  Warning,
	Run:      notExtractive(runSummarySpelling),
}

// namesCannotRun says why names cannot be looked for in the document's source,
// or is empty.
func namesCannotRun(doc Document) string {
	switch {
	case !doc.Translated:
		return noTranslation
	case !language.IsEnglish(doc.TargetLanguage):
		return "not checked for translations into " + language.Name(doc.TargetLanguage)
	}
	_, why := name.Checks(doc.SourceLanguage)
	return why
}

// compared returns the names of the translation beside their source. The pairs
// are numbered as doc.Pairs; one without a text, or kept as it was, has none.
func (d Document) compared() *name.Comparison {
	if d.facts != nil && d.facts.names != nil {
		return d.facts.names
	}
	pairs := make([]name.Pair, len(d.Pairs))
	for i, p := range d.Pairs {
		pairs[i].Number = p.Number
		if !p.Kept && p.Reason == "" {
			pairs[i].Source, pairs[i].Target = p.Source, p.Target
			pairs[i].SourceWords, pairs[i].TargetWords = nameWords(d.sourceTokens(i)), nameWords(d.targetTokens(i))
		}
	}
	c := name.Compare(pairs, d.SourceLanguage, d.terms())
	if d.facts != nil {
		d.facts.names = c
	}
	return c
}

// NamesIn lists the names of a translation into English with what they are in
// the source; nothing for a document without one.
func NamesIn(doc Document) []name.Name {
	if !doc.Translated || !language.IsEnglish(doc.TargetLanguage) {
		return nil
	}
	return doc.compared().Names()
}

// terms returns what the glossary says of the article: support beside the
// source, and all its renderings are right.
func (d Document) terms() []name.Term {
	if d.Glossary.Len() == 0 {
		return nil
	}
	passages := make([]glossary.Passage, len(d.Pairs))
	for i, p := range d.Pairs {
		passages[i] = glossary.Passage{Text: p.Source, Language: tagOf(p.Source, d.SourceLanguage)}
	}
	var terms []name.Term
	for _, t := range d.Glossary.Occurring(passages...) {
		targets := t.Targets
		if t.Keep {
			targets = []string{t.Source}
		}
		terms = append(terms, name.Term{Source: t.Source, Targets: targets, Kind: name.Kind(t.Kind)})
	}
	return terms
}

func nameWords(tokens []token) []name.Word {
	words := make([]name.Word, len(tokens))
	for i, t := range tokens {
		words[i] = name.Word{Text: t.word, Start: t.start, End: t.end}
	}
	return words
}

func runNames(doc Document) Result {
	if why := namesCannotRun(doc); why != "" {
		return Result{Skipped: why}
	}
	c := doc.compared()
	return Result{Findings: append(doc.doubted(c), doc.conflicting(c)...)}
}

// doubted makes one finding of each name without support, at its first mention.
func (d Document) doubted(c *name.Comparison) []Finding {
	var findings []Finding
	mentions := map[string][]name.Doubt{}
	var order []string
	for _, doubt := range c.Doubts() {
		key := language.Fold(doubt.Text)
		if mentions[key] == nil {
			order = append(order, key)
		}
		mentions[key] = append(mentions[key], doubt)
	}
	for _, key := range order {
		first := mentions[key][0]
		p := d.Pairs[first.Pair]
		var also []int
		for _, m := range mentions[key][1:] {
			if n := d.Pairs[m.Pair].Number; n != p.Number && !slices.Contains(also, n) {
				also = append(also, n)
			}
		}
		message := first.Text + " is no name of the source"
		if len(also) > 0 {
			message += ", nor in " + where(also)
		}
		findings = append(findings, Finding{Severity: Warning, Place: Translation, Segment: p.Number, Message: message,
			SourceEvidence: opening(p.Source, evidenceRunes), TargetEvidence: span(p.Target, first.Start, first.End)})
	}
	return findings
}

// evidenceRunes is how much of a source is quoted where it lacks something.
const evidenceRunes = 80

// conflicting makes findings of acronyms that were lost or stand for another
// name.
func (d Document) conflicting(c *name.Comparison) []Finding {
	var findings []Finding
	for _, a := range c.Acronyms() {
		p := d.Pairs[a.Pair]
		f := Finding{Severity: Warning, Place: Translation, Segment: p.Number, SourceEvidence: opening(p.Source, evidenceRunes)}
		if a.SourceStart >= 0 {
			f.SourceEvidence = span(p.Source, a.SourceStart, a.SourceStart+len(a.Source))
		}
		if a.Target != "" {
			f.TargetEvidence = span(p.Target, a.TargetStart, a.TargetStart+len(a.Target))
		}
		switch {
		case a.SourceMeans != "":
			f.Message = fmt.Sprintf("%s stands where the source names the %s", a.Target, a.SourceMeans)
		case a.Target != "":
			f.Message = fmt.Sprintf("%s is %s in the translation", a.Source, a.Target)
		default:
			f.Category, f.Message = "accuracy/omission", a.Source+" is neither in the translation nor spelled out there"
		}
		findings = append(findings, f)
	}
	return findings
}

func runNameSpelling(doc Document) Result {
	if why := namesCannotRun(doc); why != "" {
		return Result{Skipped: why}
	}
	c := doc.compared()
	var findings []Finding
	for _, v := range c.Variants() {
		p := doc.Pairs[v.Second.Pair]
		findings = append(findings, Finding{Severity: Warning, Place: Translation, Segment: p.Number,
			Message:        fmt.Sprintf("%s is %s here and %s in [%d]", v.Source, v.Second.Text, v.First.Text, doc.Pairs[v.First.Pair].Number),
			SourceEvidence: spanOf(p.Source, v.Source), TargetEvidence: span(p.Target, v.Second.Start, v.Second.End)})
	}
	return Result{Findings: findings}
}

// spanOf quotes where a text has a phrase, or nothing.
func spanOf(text, phrase string) *Evidence {
	at := strings.Index(text, phrase)
	if at < 0 || phrase == "" {
		return nil
	}
	return span(text, at, at+len(phrase))
}

// runSummarySpelling finds names that the summary spells in another way than
// the translation.
func runSummarySpelling(doc Document) Result {
	if doc.Summary == nil {
		return Result{Skipped: noSummary}
	}
	if why := namesCannotRun(doc); why != "" {
		return Result{Skipped: why}
	}
	if !language.IsEnglish(doc.summaryTag()) {
		return Result{Skipped: "not checked for summaries in " + language.Name(doc.summaryTag())}
	}
	c := doc.compared()
	return eachSentence(func(doc Document, s Sentence) []Finding {
		var findings []Finding
		for _, v := range c.Respelled(s.Text) {
			first := doc.Pairs[v.First.Pair]
			findings = append(findings, Finding{Severity: Warning,
				Message:        fmt.Sprintf("%s is %s here and %s in the translation [%d]", v.Source, v.Second.Text, v.First.Text, first.Number),
				SourceEvidence: spanOf(first.Source, v.Source), TargetEvidence: span(s.Text, v.Second.Start, v.Second.End)})
		}
		return findings
	})(doc)
}
