package pipeline

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/glossary"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

func usd(v float64) *float64 { return &v }

func answer(provider, asked, answered string, r llm.Reply) llm.Answer {
	r.Model = answered
	return llm.Answer{Provider: provider, Model: asked, Reply: r}
}

func TestUsage(t *testing.T) {
	tokens := llm.Usage{PromptTokens: 100, CachedTokens: 40, CompletionTokens: 20, ReasoningTokens: 5}
	one := digest.Tokens{Requests: 1, PromptTokens: 100, CachedTokens: 40, CompletionTokens: 20, ReasoningTokens: 5, CostUSD: usd(0.25)}
	unknown := one
	unknown.CostUSD = nil
	cases := []struct {
		name    string
		answers []llm.Answer
		want    digest.Usage
	}{
		{"nothing asked", nil, digest.Usage{Tokens: digest.Tokens{CostUSD: usd(0)}, ByModel: []digest.ModelUsage{}}},
		{"one answer", []llm.Answer{answer("p", "m", "m", llm.Reply{Attempts: 1, Usage: tokens})},
			digest.Usage{Tokens: one, ByModel: []digest.ModelUsage{{Model: "p/m", Tokens: one}}}},
		{"a hit costs nothing and uses no token", []llm.Answer{answer("p", "m", "m", llm.Reply{Hit: true, Usage: tokens})},
			digest.Usage{Tokens: digest.Tokens{CacheHits: 1, CostUSD: usd(0)}, ByModel: []digest.ModelUsage{{Model: "p/m", Tokens: digest.Tokens{CacheHits: 1, CostUSD: usd(0)}}}}},
		{"a hit of unknown price is free all the same", []llm.Answer{answer("dear", "m", "m", llm.Reply{Hit: true, Usage: tokens})},
			digest.Usage{Tokens: digest.Tokens{CacheHits: 1, CostUSD: usd(0)}, ByModel: []digest.ModelUsage{{Model: "dear/m", Tokens: digest.Tokens{CacheHits: 1, CostUSD: usd(0)}}}}},
		{"retries are requests", []llm.Answer{answer("p", "m", "m", llm.Reply{Attempts: 4, Usage: tokens})},
			digest.Usage{Tokens: with(one, 4), ByModel: []digest.ModelUsage{{Model: "p/m", Tokens: with(one, 4)}}}},
		{"the model that answered is the one that is named", []llm.Answer{answer("p", "m", "m-2026", llm.Reply{Attempts: 1, Usage: tokens})},
			digest.Usage{Tokens: one, ByModel: []digest.ModelUsage{{Model: "p/m-2026", Tokens: one}}}},
		{"one unknown price makes the sum unknown, not the parts", []llm.Answer{
			answer("p", "m", "m", llm.Reply{Attempts: 1, Usage: tokens}),
			answer("dear", "m", "m", llm.Reply{Attempts: 1, Usage: tokens}),
			answer("p", "m", "m", llm.Reply{Attempts: 1, Usage: tokens}),
		}, digest.Usage{
			Tokens:  digest.Tokens{Requests: 3, PromptTokens: 300, CachedTokens: 120, CompletionTokens: 60, ReasoningTokens: 15},
			ByModel: []digest.ModelUsage{{Model: "p/m", Tokens: add(one, one)}, {Model: "dear/m", Tokens: unknown}},
		}},
	}
	p := &Pipeline{Price: func(a llm.Answer) (float64, bool) { return 0.25, a.Provider != "dear" }}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := p.usage(c.answers)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("usage (-want +got):\n%s", diff)
			}
			sum := digest.Tokens{CostUSD: usd(0)}
			for _, m := range got.ByModel {
				sum = add(sum, m.Tokens)
			}
			if diff := cmp.Diff(sum, got.Tokens); diff != "" {
				t.Errorf("by_model does not add up (-by_model +usage):\n%s", diff)
			}
		})
	}
}

func with(t digest.Tokens, requests int) digest.Tokens {
	t.Requests = requests
	return t
}

// TestUsageOfARun counts what a run really asked, its failed calls included.
func TestUsageOfARun(t *testing.T) {
	first := true
	cut := &scripted{}
	cut.answer = func(req llm.Request, _ func(string)) (llm.Reply, error) {
		r := reply(req, english)
		if first {
			first = false
			r.Text, r.Finish = r.Text[:len(r.Text)/2], llm.FinishLength
			return r, &llm.Error{Provider: req.Provider, Model: req.Model, Kind: llm.Cut}
		}
		return r, nil
	}
	d, err := run(t, t.Context(), line(cut, good()), port())
	if err != nil || d.Status != digest.Complete {
		t.Fatalf("record %v, error %v", d, err)
	}
	want := digest.Tokens{Requests: 3, PromptTokens: 300, CompletionTokens: 30, CostUSD: usd(0.75)}
	if diff := cmp.Diff(want, d.Usage.Tokens); diff != "" {
		t.Errorf("usage (-want +got):\n%s", diff)
	}
}

func TestProvenance(t *testing.T) {
	refusing, second := failing(llm.Refused), good()
	p := line(refusing, good())
	p.Translator.Models = append(p.Translator.Models, second.candidate("q"))
	d, err := run(t, t.Context(), p, port())
	if err != nil {
		t.Fatal(err)
	}
	set := prompts.Embedded()
	want := digest.Provenance{
		Program: "dragoman test", Asked: []string{"p/m", "q/m"}, Answered: []string{"q/m", "p/m"},
		Segments: map[digest.Origin]int{digest.FromModel: 4}, Prompts: map[string]string{
			"translate": set.Hash("translate"), "repair": set.Hash("repair"),
			"summarise": set.Hash("summarise"), "shorten": set.Hash("shorten"),
		},
		Settings: map[string]any{"style": "house"},
		Started:  start.UTC().Truncate(time.Millisecond), Finished: start.UTC().Add(time.Second).Truncate(time.Millisecond),
	}
	if diff := cmp.Diff(want, d.Provenance); diff != "" {
		t.Errorf("provenance (-want +got):\n%s", diff)
	}
	if got := d.Translation.Segments[0].Model; got != "q/m" {
		t.Errorf("segment 1 was written by %q, want q/m", got)
	}
}

// TestRecordedReplyNamesItsWriter: whoever was asked, the record says who wrote.
func TestRecordedReplyNamesItsWriter(t *testing.T) {
	m := &scripted{answer: func(req llm.Request, _ func(string)) (llm.Reply, error) {
		r := reply(req, english)
		r.Writer, r.Hit, r.Attempts = "the writer", true, 0
		return r, nil
	}}
	d, err := run(t, t.Context(), line(m, nil), port())
	if err != nil || d.Provenance.Recorded != "the writer" || d.Usage.CacheHits != 1 {
		t.Errorf("recorded %q, usage %+v, error %v", d.Provenance.Recorded, d.Usage, err)
	}
}

func TestNames(t *testing.T) {
	p := &Pipeline{Style: prompts.Style{Glossary: glossary.New([]glossary.Term{
		{Source: "تركيا", Targets: []string{"Türkiye"}, Kind: glossary.Place},
		{Source: "فرنسا", Targets: []string{"France"}, Kind: glossary.Place},
		{Source: "مصر", Targets: []string{"Egypt"}, Kind: glossary.Place},
		{Source: "الاجتماع", Targets: []string{"the meeting"}},
		{Source: "منظمة التعاون الإسلامي", Targets: []string{"Organisation of Islamic Cooperation", "OIC"}, Kind: glossary.Organisation},
		{Source: "AFP", Keep: true, Kind: glossary.Organisation},
	})}}
	text := func(s string) *string { return &s }
	d := &digest.Digest{
		Article: article.Article{Language: "ar", Segments: []article.Segment{
			{Number: 1, Text: "نائب وزير خارجية تركيا"},
			{Number: 2, Text: "الاجتماع لا شيء هنا لـAFP"},
			{Number: 3, Text: "اجتماع بين منظمة التعاون الإسلامي وتُركيا وفرنسا"},
		}},
		Translation: &digest.Translation{Segments: []digest.Segment{
			{Number: 1, Target: text("Türkiye's deputy foreign minister")}, {Number: 2}, {Number: 3, Target: text("a meeting of the OIC, Türkiye and France")},
		}},
	}
	want := []digest.Name{
		{Source: "تركيا", Target: "Türkiye", Kind: "place", Origin: "glossary", Confirmed: true, Segments: []int{1, 3}},
		{Source: "فرنسا", Target: "France", Kind: "place", Origin: "glossary", Confirmed: true, Segments: []int{3}},
		{Source: "منظمة التعاون الإسلامي", Target: "OIC", Kind: "organisation", Origin: "glossary", Confirmed: true, Segments: []int{3}},
		{Source: "AFP", Target: "AFP", Kind: "organisation", Origin: "glossary", Confirmed: true, Segments: []int{2}},
	}
	if diff := cmp.Diff(want, p.names(d)); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	d.Translation = nil
	if got := p.names(d); len(got) != 4 || got[2].Target != "Organisation of Islamic Cooperation" {
		t.Errorf("without a translation the names are %v, want the preferred renderings", got)
	}
	if got := (&Pipeline{}).names(d); got == nil || len(got) != 0 {
		t.Errorf("without terms the names are %v, want an empty list", got)
	}
}

// TestGlossaryCheckRunsWithAGlossary: nobody else is told of it.
func TestGlossaryCheckRunsWithAGlossary(t *testing.T) {
	p := line(good(), nil)
	d, err := run(t, t.Context(), p, port())
	if err != nil || slices.Contains(d.Checks.Ran, "glossary") || slices.ContainsFunc(d.Checks.Skipped, func(s check.Skip) bool { return s.Check == "glossary" }) {
		t.Errorf("without a glossary: %+v, %v", d.Checks, err)
	}
	p.Style.Glossary = glossary.New([]glossary.Term{{Source: "société portuaire", Targets: []string{"Port Authority"}, Kind: glossary.Organisation}})
	d, err = run(t, t.Context(), p, port())
	if err != nil || !slices.Contains(d.Checks.Ran, "glossary") || d.Checks.Errors != 1 || d.Findings[0].Check != "glossary" || d.Findings[0].Segment != 3 {
		t.Errorf("with a glossary: %+v, %+v, %v", d.Checks, d.Findings, err)
	}
}

// TestDroppedSentenceIsAFinding: what the summary says beyond the article is
// asked again once, then dropped, and the record says so.
func TestDroppedSentenceIsAFinding(t *testing.T) {
	liar := &scripted{answer: func(req llm.Request, _ func(string)) (llm.Reply, error) {
		r := reply(req, nil)
		r.Text = `{"headline":"Brest opens electric quay","headline_evidence":["s01"],"dek":"The port opened a quay.","dek_evidence":["s03"],"body":[{"text":"It cost 999 million euros.","evidence":["s04"]}]}`
		if req.SchemaName != "summary" {
			r.Text = `{"point1": {"text": "It cost 999 million euros.", "evidence": ["s04"]}}`
		}
		return r, nil
	}}
	d, err := run(t, t.Context(), line(nil, liar), port())
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Summary.Body) != 0 {
		t.Errorf("the sentence stands: %+v", d.Summary.Body)
	}
	if len(liar.asked) != 2 {
		t.Errorf("%d requests, want the summary and one repair", len(liar.asked))
	}
	var found check.Finding
	for _, f := range d.Findings {
		if f.Check == "summary-support" {
			found = f
		}
	}
	if found.ID == "" || found.Place != check.SummaryBody {
		t.Errorf("no finding says that it was dropped: %+v", d.Findings)
	}
}

// TestFindingIDsAreStable makes the same record twice.
func TestFindingIDsAreStable(t *testing.T) {
	ids := func() []string {
		d, err := run(t, t.Context(), line(without("s02", "s03"), good()), port())
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, f := range d.Findings {
			ids = append(ids, f.ID)
		}
		return ids
	}
	first := ids()
	if diff := cmp.Diff(first, ids()); diff != "" || len(first) == 0 {
		t.Errorf("findings of the same record (-first +second):\n%s", diff)
	}
}
