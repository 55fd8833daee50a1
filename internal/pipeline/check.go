package pipeline

import (
	"slices"

	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/judge"
	"dragoman/summarize"
)

// check runs every check that concerns what the record holds, and lists its
// names. support are the
// findings of the summary's own making: what was cut and dropped; made are
// checks that a model did.
func (p *Pipeline) check(d *digest.Digest, support []check.Finding, made []check.Check) {
	if p.Summarizer != nil {
		made = append(made, Support(support))
	}
	report, doc := reportOn(*d, p.limits(), p.rules(), made)
	d.Names = append(p.names(d), found(doc)...)
	d.Findings = report.Findings
	d.Checks = digest.Checks{Ran: report.Ran, Skipped: report.Skipped}
	d.Tally()
}

// Recheck runs the checks of a stored record again and returns the record with
// what they find now. Findings of the summary's making and a judge's are taken
// over: they cannot be found again without a model. Acceptances hold as far as they still
// name a finding.
func Recheck(d digest.Digest, rules check.Rules) digest.Digest {
	var made []check.Check
	if slices.Contains(d.Checks.Ran, supportName) {
		made = append(made, Support(findingsOf(d, supportName)))
	}
	if slices.Contains(d.Checks.Ran, judge.Name) {
		made = append(made, judge.Check(findingsOf(d, judge.Name)))
	}
	report, _ := reportOn(d, limitsOf(d), rules, made)
	d.Findings = report.Findings
	d.Checks = digest.Checks{Ran: report.Ran, Skipped: report.Skipped}
	d.Tally()
	return d
}

// findingsOf returns what a check found when the record was made.
func findingsOf(d digest.Digest, name string) []check.Finding {
	var kept []check.Finding
	for _, f := range d.Findings {
		if f.Check == name {
			kept = append(kept, f)
		}
	}
	return kept
}

// reportOn runs the checks of a record, as the house grades them. It returns the
// document they looked at, too.
func reportOn(d digest.Digest, limits summarize.Limits, rules check.Rules, made []check.Check) (check.Report, check.Document) {
	doc := document(&d)
	doc.Glossary = rules.Glossary
	checks := check.Source()
	if d.Translation != nil {
		checks = slices.Concat(checks, check.Segment(), check.Article())
	}
	if d.Summary != nil {
		doc.Summary = limits.Checked(*d.Summary)
		checks = slices.Concat(checks, check.SummaryChecks())
	}
	doc = check.Read(doc)
	return check.Run(doc, rules.Apply(slices.Concat(checks, made))), doc
}

// rules are the house's, with the terms that the prompts have, too.
func (p *Pipeline) rules() check.Rules {
	rules := p.Rules
	rules.Glossary = p.Style.Glossary
	return rules
}

// supportName is the check that runs while a summary is made.
const supportName = "summary-support"

// Support is that check: what it found is given, not found again.
func Support(findings []check.Finding) check.Check {
	return check.Check{
		Name: supportName, Category: "accuracy/addition",
		About: "what was dropped from the summary because the article does not support it, cut or replaced",
		Run:   func(check.Document) check.Result { return check.Result{Findings: slices.Clone(findings)} },
	}
}

// limitsOf returns what the summary of a stored record was asked to keep. A
// record that does not say so is not measured.
func limitsOf(d digest.Digest) summarize.Limits {
	set, _ := d.Provenance.Settings["summary"].(map[string]any)
	length, _ := set["length"].(string)
	limits, err := summarize.Length(length, number(set["words"]), number(set["bullets"]))
	if length == "" || err != nil {
		return summarize.Limits{}
	}
	return limits
}

// number reads a whole number of settings, which are plain values in a run and
// JSON's in a stored record.
func number(v any) int {
	switch n := v.(type) {
	case int:
		return n
	case float64:
		return int(n)
	}
	return 0
}

// document gives the checks what they look at.
func document(d *digest.Digest) check.Document {
	doc := check.Document{
		SourceLanguage: d.Article.Language, TargetLanguage: "en",
		Published: d.Article.Published, Translated: d.Translation != nil,
		Context: []string{d.Article.Publisher, d.Article.Title, d.Article.Byline},
	}
	for i, s := range d.Article.Segments {
		pair := check.Pair{Number: s.Number, Kind: s.Kind, Source: s.Text, Marks: s.Marks}
		if d.Translation != nil && i < len(d.Translation.Segments) {
			t := d.Translation.Segments[i]
			pair.Reason, pair.Kept, pair.TargetMarks = t.Reason, t.Origin == digest.SourceIsTarget, t.TargetMarks
			if t.Target != nil {
				pair.Target = *t.Target
			}
		}
		doc.Pairs = append(doc.Pairs, pair)
	}
	return doc
}
