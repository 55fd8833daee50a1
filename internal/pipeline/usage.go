package pipeline

import (
	"slices"

	"dragoman/internal/digest"
	"dragoman/internal/llm"
)

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
	a.CostUSD = sum(a.CostUSD, b.CostUSD)
	return a
}

// repairs adds up what the corrections of each task cost. It is nil when there
// were none.
func (p *Pipeline) repairs(tasks ...[]llm.Answer) *digest.Repairs {
	cost, saved := 0.0, 0.0
	r := &digest.Repairs{CostUSD: &cost, SavedUSD: &saved}
	for _, answers := range tasks {
		var whole llm.Usage // of the drafts, which asked for everything
		spent, by := new(float64), (*llm.Answer)(nil)
		for i, a := range answers {
			if !a.Repair {
				whole.PromptTokens += a.Reply.Usage.PromptTokens
				whole.CompletionTokens += a.Reply.Usage.CompletionTokens
				whole.ReasoningTokens += a.Reply.Usage.ReasoningTokens
				continue
			}
			t := p.tokens(a)
			r.Requests, r.CacheHits = r.Requests+t.Requests, r.CacheHits+t.CacheHits
			spent = sum(spent, t.CostUSD)
			if by == nil && !a.Reply.Hit {
				by = &answers[i]
			}
		}
		r.CostUSD = sum(r.CostUSD, spent)
		if by != nil {
			r.SavedUSD = sum(r.SavedUSD, p.saved(*by, whole, spent))
		}
	}
	if r.Requests+r.CacheHits == 0 {
		return nil
	}
	return r
}

// saved is what the corrections of a task cost less than asking the model that
// made them for the whole once more; nil when that is unknown.
func (p *Pipeline) saved(by llm.Answer, whole llm.Usage, cost *float64) *float64 {
	by.Reply.Usage = whole
	usd, known := p.Price(by)
	if !known || cost == nil || whole == (llm.Usage{}) {
		return nil
	}
	usd = max(0, usd-*cost)
	return &usd
}

// sum adds amounts of which one may be unknown.
func sum(a, b *float64) *float64 {
	if a == nil || b == nil {
		return nil
	}
	s := *a + *b
	return &s
}
