package pipeline

import (
	"slices"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/llm"
	"dragoman/prompts"
	"dragoman/summarize"
)

// check runs every check that concerns what the record holds. support are the
// findings of the summary's own making: what was cut and dropped.
func (p *Pipeline) check(d *digest.Digest, support []check.Finding, opinion []check.Check) {
	doc := document(d)
	checks := check.Source()
	if d.Translation != nil {
		checks = append(checks, check.Segment()...)
		checks = append(checks, check.Article()...)
	}
	if d.Summary != nil {
		doc.Summary = p.limits().Checked(*d.Summary)
		checks = append(checks, check.SummaryChecks()...)
	}
	if p.Summarizer != nil {
		checks = append(checks, Support(support))
	}
	report := check.Run(doc, p.Policy.Apply(append(checks, opinion...)))
	d.Findings = report.Findings
	d.Checks = digest.Checks{Ran: report.Ran, Skipped: report.Skipped}
	for _, f := range report.Findings {
		switch f.Severity {
		case check.Error:
			d.Checks.Errors++
		case check.Warning:
			d.Checks.Warnings++
		default:
			d.Checks.Notes++
		}
	}
}

// Support is the check that runs while a summary is made: what it found is
// given, not found again.
func Support(findings []check.Finding) check.Check {
	return check.Check{
		Name: "summary-support", Category: "accuracy/addition",
		About: "what was dropped from the summary because the article does not support it, cut or replaced",
		Run:   func(check.Document) check.Result { return check.Result{Findings: findings} },
	}
}

// limits returns what the summary was asked to keep.
func (p *Pipeline) limits() summarize.Limits {
	switch {
	case p.Extract != nil:
		return *p.Extract
	case p.Summarizer != nil:
		return p.Summarizer.Limits
	}
	return summarize.Limits{}
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

// names lists the house's country names that occur, with their segments.
func (p *Pipeline) names(a article.Article) []digest.Name {
	names := []digest.Name{}
	for _, term := range p.Style.CountryNames {
		var segments []int
		for _, s := range a.Segments {
			if prompts.Occurs(term.Source, language.Fold(s.Text)) {
				segments = append(segments, s.Number)
			}
		}
		if len(segments) > 0 {
			names = append(names, digest.Name{Source: term.Source, Target: term.Target, Kind: "place", Origin: "glossary", Segments: segments})
		}
	}
	return names
}

// provenance says what made the record.
func (p *Pipeline) provenance(d *digest.Digest, answers []llm.Answer) {
	v := &d.Provenance
	v.Program, v.Settings = p.Program, p.Settings
	v.Finished = p.Now().UTC().Truncate(time.Millisecond)
	v.Prompts = map[string]string{}
	v.Asked, v.Answered = []string{}, []string{}
	if p.Translator != nil {
		v.Prompts[prompts.Translate], v.Prompts[prompts.Repair] = p.Prompts.Hash(prompts.Translate), p.Prompts.Hash(prompts.Repair)
		v.Asked = asked(v.Asked, p.Translator.Models)
	}
	if p.Summarizer != nil {
		v.Prompts[prompts.Summarise], v.Prompts[prompts.Shorten] = p.Prompts.Hash(prompts.Summarise), p.Prompts.Hash(prompts.Shorten)
		v.Asked = asked(v.Asked, p.Summarizer.Models)
	}
	if d.Translation != nil {
		v.Segments = map[digest.Origin]int{}
		for _, s := range d.Translation.Segments {
			v.Answered = once(v.Answered, s.Model)
			if s.State == digest.OK {
				v.Segments[s.Origin]++
			}
		}
	}
	for _, a := range answers {
		if a.Reply.Text != "" {
			v.Answered = once(v.Answered, a.Name())
		}
		if a.Reply.Writer != "" {
			v.Recorded = a.Reply.Writer
		}
	}
}

func asked(names []string, models []llm.Candidate) []string {
	for _, m := range models {
		names = once(names, m.Name())
	}
	return names
}

func once(names []string, name string) []string {
	if name == "" || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}
