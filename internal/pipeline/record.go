package pipeline

import (
	"slices"
	"time"

	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/prompts"
	"dragoman/summarize"
)

// check runs every check that concerns what the record holds. support are the
// findings of the summary's own making: what was cut and dropped.
func (p *Pipeline) check(d *digest.Digest, support []check.Finding) {
	doc := document(d)
	doc.Glossary = p.Style.Glossary
	var checks []check.Check
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
	if doc.Glossary.Len() == 0 { // nobody asked for that check
		checks = slices.DeleteFunc(checks, func(c check.Check) bool { return c.Name == "glossary" })
	}
	report := check.Run(doc, checks)
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

// usage adds up what the answers cost in this run. Answers from the cache are
// hits and cost nothing; one answer of unknown price makes the sum unknown.
func (p *Pipeline) usage(answers []llm.Answer) digest.Usage {
	zero := 0.0
	u := digest.Usage{ByModel: []digest.ModelUsage{}}
	u.CostUSD = &zero
	for _, a := range answers {
		t := p.tokens(a)
		u.Tokens = add(u.Tokens, t)
		i := slices.IndexFunc(u.ByModel, func(m digest.ModelUsage) bool { return m.Model == a.Name() })
		if i < 0 {
			u.ByModel = append(u.ByModel, digest.ModelUsage{Model: a.Name(), Tokens: t})
			continue
		}
		u.ByModel[i].Tokens = add(u.ByModel[i].Tokens, t)
	}
	return u
}

func (p *Pipeline) tokens(a llm.Answer) digest.Tokens {
	cost := 0.0
	if a.Reply.Hit {
		return digest.Tokens{CacheHits: 1, CostUSD: &cost}
	}
	u := a.Reply.Usage
	t := digest.Tokens{
		Requests: a.Reply.Attempts, PromptTokens: u.PromptTokens, CachedTokens: u.CachedTokens,
		CompletionTokens: u.CompletionTokens, ReasoningTokens: u.ReasoningTokens,
	}
	if usd, known := p.Price(a); known {
		t.CostUSD = &usd
	}
	return t
}

func add(a, b digest.Tokens) digest.Tokens {
	a.Requests += b.Requests
	a.CacheHits += b.CacheHits
	a.PromptTokens += b.PromptTokens
	a.CachedTokens += b.CachedTokens
	a.CompletionTokens += b.CompletionTokens
	a.ReasoningTokens += b.ReasoningTokens
	if a.CostUSD == nil || b.CostUSD == nil {
		a.CostUSD = nil
		return a
	}
	sum := *a.CostUSD + *b.CostUSD
	a.CostUSD = &sum
	return a
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
		for _, s := range d.Translation.Segments {
			v.Answered = once(v.Answered, s.Model)
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
