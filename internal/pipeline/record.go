package pipeline

import (
	"slices"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/llm"
	"dragoman/prompts"
	"dragoman/summarize"
)

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
