package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/digest/digesttest"
	"dragoman/internal/llm"
	"dragoman/prompts"
	"dragoman/summarize"
	"dragoman/translate"
)

// scripted is a Model that answers by rule and keeps what it was asked.
type scripted struct {
	asked  []llm.Request
	answer func(req llm.Request, onText func(string)) (llm.Reply, error)
}

func (s *scripted) Ask(ctx context.Context, req llm.Request, onText func(string)) (llm.Reply, error) {
	if err := ctx.Err(); err != nil {
		return llm.Reply{}, err
	}
	s.asked = append(s.asked, req)
	if onText == nil {
		onText = func(string) {}
	}
	reply, err := s.answer(req, onText)
	onText(reply.Text)
	return reply, err
}

// candidate returns the model under a provider's name.
func (s *scripted) candidate(provider string) llm.Candidate {
	return llm.Candidate{Provider: provider, Model: "m", Ask: s, Ladder: llm.NewLadder(llm.CarrierSchema, true)}
}

// english is a translation that passes the checks, by id.
var english = map[string]string{
	"s01": "Brest opens an electric quay",
	"s02": "BREST, 12 October 2026 –",
	"s03": "The port of Brest opened an electrified quay on Monday, the port company announced.",
	"s04": "The works, begun in April 2024, were finished three months late.",
}

const goodSummary = `{"headline":"Brest opens electric quay","headline_evidence":["s01"],"dek":"The port of Brest opened an electrified quay, the port company announced.","dek_evidence":["s03"],"body":[{"text":"The works were begun in April 2024.","evidence":["s04"]}]}`

func port() article.Article {
	return article.Article{
		ID: "a1", Source: "port.txt", SourceHash: "sha256:" + digest.Key("port") + digest.Key("a") + digest.Key("b") + digest.Key("c"),
		Language: "fr", Published: "2026-10-12",
		Segments: []article.Segment{
			{Number: 1, Kind: article.Headline, Text: "Brest se dote d’un quai électrique"},
			{Number: 2, Kind: article.Dateline, Text: "BREST, 12 octobre 2026 –"},
			{Number: 3, Kind: article.Paragraph, Text: "Le port de Brest a mis en service lundi un quai électrifié, a annoncé la société portuaire."},
			{Number: 4, Kind: article.Paragraph, Text: "Les travaux, commencés en avril 2024, se sont achevés avec trois mois de retard."},
		},
		Dropped: []article.Dropped{}, Extra: map[string]any{},
	}
}

// reply returns the answer to a request: the summary, or the texts of the ids
// that were asked for, where texts has them.
func reply(req llm.Request, texts map[string]string) llm.Reply {
	r := llm.Reply{Finish: llm.FinishStop, Model: req.Model, Attempts: 1, Usage: llm.Usage{PromptTokens: 100, CompletionTokens: 10}}
	if req.SchemaName != "translation" {
		r.Text = goodSummary
		return r
	}
	var schema struct{ Required []string }
	if err := json.Unmarshal(req.Schema, &schema); err != nil {
		panic(err)
	}
	parts := map[string]string{}
	for _, id := range schema.Required {
		if text, ok := texts[id]; ok {
			parts[id] = text
		}
	}
	data, err := json.Marshal(parts)
	if err != nil {
		panic(err)
	}
	r.Text = string(data)
	return r
}

// good answers everything right.
func good() *scripted {
	return &scripted{answer: func(req llm.Request, _ func(string)) (llm.Reply, error) { return reply(req, english), nil }}
}

// without never gives the texts of some ids.
func without(ids ...string) *scripted {
	texts := map[string]string{}
	for id, text := range english {
		texts[id] = text
	}
	for _, id := range ids {
		delete(texts, id)
	}
	return &scripted{answer: func(req llm.Request, _ func(string)) (llm.Reply, error) { return reply(req, texts), nil }}
}

// failing answers nothing.
func failing(kind llm.Kind) *scripted {
	return &scripted{answer: func(req llm.Request, _ func(string)) (llm.Reply, error) {
		return llm.Reply{}, &llm.Error{Provider: req.Provider, Model: req.Model, Kind: kind}
	}}
}

var start = time.Date(2026, 11, 23, 8, 0, 0, 123456789, time.FixedZone("", 3600))

// line returns a pipeline; a nil model leaves its part out. Its clock goes on
// by a second each time it is read.
func line(translator, summarizer *scripted) *Pipeline {
	now := start.Add(-time.Second)
	p := &Pipeline{
		Prompts: prompts.Embedded(), Program: "dragoman test", Settings: map[string]any{"style": "house"},
		Price: func(llm.Answer) (float64, bool) { return 0.25, true },
		Now:   func() time.Time { now = now.Add(time.Second); return now },
	}
	limits, err := summarize.Length("short", 0, 1)
	if err != nil {
		panic(err)
	}
	if translator != nil {
		p.Translator = &translate.Translator{Models: []llm.Candidate{translator.candidate("p")}, Prompts: p.Prompts}
	}
	if summarizer != nil {
		p.Summarizer = &summarize.Summarizer{Models: []llm.Candidate{summarizer.candidate("p")}, Prompts: p.Prompts, Limits: limits}
	}
	return p
}

// run makes a record, which must be valid if there is one.
func run(t *testing.T, ctx context.Context, p *Pipeline, a article.Article) (*digest.Digest, error) {
	t.Helper()
	d, err := p.Run(ctx, a, nil)
	if d != nil {
		valid(t, *d)
	}
	return d, err
}

// valid fails the test unless a record keeps the schema, says which checks ran,
// and counts its findings right.
func valid(t *testing.T, d digest.Digest) {
	t.Helper()
	var b bytes.Buffer
	if err := digest.Encode(&b, d); err != nil {
		t.Fatalf("encode: %v", err)
	}
	digesttest.Valid(t, b.Bytes())
	if len(d.Checks.Ran) == 0 {
		t.Error("a record left without any check")
	}
	if got := d.Checks.Errors + d.Checks.Warnings + d.Checks.Notes + d.Checks.Accepted; got != len(d.Findings) {
		t.Errorf("the record counts %d findings and has %d", got, len(d.Findings))
	}
	for again, err := range digest.DecodeAll(&b) {
		if err != nil {
			t.Errorf("the record cannot be read again: %v", err)
		}
		if again.Status != d.Status {
			t.Errorf("read again, the status is %q, want %q", again.Status, d.Status)
		}
	}
}
