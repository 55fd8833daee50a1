package summarize

import (
	"context"
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// step is one scripted answer.
type step struct {
	text  string
	err   error
	cause func() // run before the answer is given
}

// script is a Model that gives its answers in order and keeps the requests.
type script struct {
	t        *testing.T
	steps    []step
	requests []llm.Request
	forgot   []llm.Request
}

func (s *script) Ask(ctx context.Context, req llm.Request, _ func(string)) (llm.Reply, error) {
	s.t.Helper()
	s.requests = append(s.requests, req)
	if len(s.requests) > len(s.steps) {
		s.t.Fatalf("request %d was not expected:\n%s", len(s.requests), req.Messages[1].Content)
	}
	next := s.steps[len(s.requests)-1]
	if next.cause != nil {
		next.cause()
	}
	if next.err != nil {
		return llm.Reply{Text: next.text, Attempts: 1}, next.err
	}
	return llm.Reply{Text: next.text, Finish: llm.FinishStop, Attempts: 1, Usage: llm.Usage{PromptTokens: 10, CompletionTokens: 5}}, nil
}

func (s *script) Forget(_ context.Context, req llm.Request) error {
	s.forgot = append(s.forgot, req)
	return nil
}

// done checks that every scripted answer was asked for.
func (s *script) done() {
	s.t.Helper()
	if len(s.requests) != len(s.steps) {
		s.t.Errorf("requests made: got %d, want %d", len(s.requests), len(s.steps))
	}
}

func scripted(t *testing.T, steps ...step) *script { return &script{t: t, steps: steps} }

func candidate(name string, m llm.Model) llm.Candidate {
	return llm.Candidate{Provider: name, Model: "m", Ask: m, Ladder: llm.NewLadder(llm.CarrierSchema, false)}
}

func summarizer(t *testing.T, length string, models ...*script) *Summarizer {
	t.Helper()
	limits, err := Length(length, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := &Summarizer{Prompts: prompts.Embedded(), Limits: limits}
	for i, m := range models {
		s.Models = append(s.Models, candidate([]string{"one", "two", "three"}[i], m))
	}
	return s
}

// aid is a small article in Arabic.
func aid() article.Article {
	texts := []string{
		"وزراء 57 دولة يجتمعون في جدة بشأن المساعدات",
		"عُقد اجتماع لوزراء 57 دولة في جدة يوم الاثنين لمناقشة المساعدات إلى غزة.",
		"وافتتح نائب الوزير نوح يلماز الاجتماع ودعا إلى وقف إطلاق النار.",
		"وقال الأمين العام حسين طه إن الخطة «خطوة إلى الوراء» لنحو 300 ألف شخص.",
		"ومن المقرر تقديم مشروع قرار يوم الثلاثاء.",
	}
	a := article.Article{ID: "aid", Language: "ar", Published: "2026-11-23", Title: texts[0]}
	for i, text := range texts {
		kind := article.Paragraph
		if i == 0 {
			kind = article.Headline
		}
		a.Segments = append(a.Segments, article.Segment{Number: i + 1, Kind: kind, Text: text})
	}
	return a
}

// aidEnglish is its translation.
func aidEnglish() *digest.Translation {
	texts := []string{
		"Ministers of 57 countries meet in Jeddah on aid",
		"A meeting of ministers of 57 countries was held in Jeddah on Monday to discuss aid to Gaza.",
		"Deputy Minister Nuh Yilmaz opened the meeting and called for a ceasefire.",
		"Secretary-General Hissein Taha said the plan was “a step backwards” for about 300 thousand people.",
		"A draft resolution is to be submitted on Tuesday.",
	}
	tr := &digest.Translation{Language: "en", Status: digest.Machine}
	for i, s := range aid().Segments {
		tr.Segments = append(tr.Segments, digest.Segment{
			Number: s.Number, Kind: s.Kind, Source: s.Text, Target: &texts[i], State: digest.OK, Origin: digest.FromModel,
		})
	}
	return tr
}

// good is a summary of it without a fault.
const good = `{"headline":"Ministers of 57 countries discuss aid to Gaza in Jeddah","headline_evidence":["s01","s02"],
"dek":"Ministers of 57 countries met in Jeddah on Monday to discuss aid to Gaza.","dek_evidence":["s02"],
"body":[{"text":"Deputy Minister Nuh Yilmaz called for a ceasefire as he opened the meeting.","evidence":["s03"]},
{"text":"Secretary-General Hissein Taha called the plan “a step backwards” for about 300 thousand people.","evidence":["s04"]},
{"text":"A draft resolution is to be submitted on Tuesday.","evidence":["s05"]}]}`

// bare is the same without the quotation, which cannot be compared with a
// source in another language.
var bare = strings.NewReplacer("“", "", "”", "").Replace(good)

// change returns a text with one part replaced, which must be there.
func change(t *testing.T, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("%q is not in %q", old, text)
	}
	return strings.Replace(text, old, new, 1)
}

func llmError(kind llm.Kind) *llm.Error {
	return &llm.Error{Provider: "one", Kind: kind, Message: string(kind)}
}
