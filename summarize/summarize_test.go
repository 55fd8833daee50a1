package summarize

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/llm"

	"github.com/google/go-cmp/cmp"
)

func TestSummarizeShort(t *testing.T) {
	m := scripted(t, step{text: good})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	m.done()
	want := digest.Summary{
		Headline: "Ministers of 57 countries discuss aid to Gaza in Jeddah", HeadlineEvidence: []int{1, 2},
		Dek: "Ministers of 57 countries met in Jeddah on Monday to discuss aid to Gaza.", DekEvidence: []int{2},
		Form: digest.Bullets, Method: digest.FromSourceAndTranslation, Language: "en", Model: "one/m",
		Body: []digest.Sentence{
			{Text: "Deputy Minister Nuh Yilmaz called for a ceasefire as he opened the meeting.", Evidence: []int{3}},
			{Text: "Secretary-General Hissein Taha called the plan “a step backwards” for about 300 thousand people.", Evidence: []int{4}},
			{Text: "A draft resolution is to be submitted on Tuesday.", Evidence: []int{5}},
		},
	}
	if diff := cmp.Diff(want, got.Summary); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	if len(got.Findings) != 0 {
		t.Errorf("findings: got %v, want none", got.Findings)
	}
	if len(got.Answers) != 1 || got.Answers[0].Reply.Usage.PromptTokens != 10 {
		t.Errorf("answers: got %v, want one with its usage", got.Answers)
	}
	if diff := cmp.Diff([]string{"one/m"}, got.Asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

func TestSummarizeFromSourceAlone(t *testing.T) {
	m := scripted(t, step{text: bare})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), nil)
	if err != nil {
		t.Fatal(err)
	}
	m.done()
	if got.Summary.Method != digest.FromSource {
		t.Errorf("method: got %q, want %q", got.Summary.Method, digest.FromSource)
	}
	if user := m.requests[0].Messages[1].Content; strings.Contains(user, " en]") {
		t.Errorf("the request holds a translation:\n%s", user)
	}
}

func TestSummarizeBrief(t *testing.T) {
	m := scripted(t, step{text: good})
	got, err := summarizer(t, "brief", m).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	if got.Summary.Form != digest.Lead || got.Summary.Body == nil || len(got.Summary.Body) != 0 {
		t.Errorf("got form %q and body %v, want %q and an empty body", got.Summary.Form, got.Summary.Body, digest.Lead)
	}
}

func TestSummarizeLongIsSplitIntoSentences(t *testing.T) {
	one := `"body":[{"text":"Deputy Minister Nuh Yilmaz called for a ceasefire as he opened the meeting. A draft resolution is to be submitted on Tuesday.","evidence":["s03","s05"]}]}`
	m := scripted(t, step{text: good[:strings.Index(good, `"body"`)] + one})
	s := summarizer(t, "long", m)
	s.Limits.MinWords = 0
	got, err := s.Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	want := []digest.Sentence{
		{Text: "Deputy Minister Nuh Yilmaz called for a ceasefire as he opened the meeting.", Evidence: []int{3, 5}},
		{Text: "A draft resolution is to be submitted on Tuesday.", Evidence: []int{3, 5}},
	}
	if diff := cmp.Diff(want, got.Summary.Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

func TestFailedSegmentsAreSentAsSource(t *testing.T) {
	tr := aidEnglish()
	tr.Segments[2].State, tr.Segments[2].Target, tr.Segments[2].Reason = digest.SegmentFailed, nil, digest.ReasonRefused
	body := change(t, good, `{"text":"Deputy Minister Nuh Yilmaz called for a ceasefire as he opened the meeting.","evidence":["s03"]},`, "")
	m := scripted(t, step{text: body})
	if _, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), tr); err != nil {
		t.Fatal(err)
	}
	user := m.requests[0].Messages[1].Content
	if !strings.Contains(user, "[s03 paragraph] وافتتح") || strings.Contains(user, "[s03 en]") {
		t.Errorf("segment 3 should stand as source alone:\n%s", user)
	}
}

func TestLadder(t *testing.T) {
	tags := `<headline s01 s02>Ministers of 57 countries discuss aid to Gaza in Jeddah</headline>
<dek s02>Ministers of 57 countries met in Jeddah on Monday to discuss aid to Gaza.</dek>
<point s05>A draft resolution is to be submitted on Tuesday.</point>`
	noSchema := llmError(llm.BadRequest)
	noSchema.Param = "response_format"
	m := scripted(t, step{err: noSchema}, step{text: "Here is what I think of it."}, step{text: tags})
	s := summarizer(t, "short", m)
	got, err := s.Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	m.done()
	var carriers []llm.Carrier
	for _, r := range m.requests {
		carriers = append(carriers, r.Carrier)
		if (r.Carrier == llm.CarrierSchema) != (len(r.Schema) > 0) {
			t.Errorf("carrier %s goes with schema %q", r.Carrier, r.Schema)
		}
	}
	if diff := cmp.Diff([]llm.Carrier{llm.CarrierSchema, llm.CarrierJSON, llm.CarrierTags}, carriers); diff != "" {
		t.Errorf("carriers (-want +got):\n%s", diff)
	}
	if len(got.Summary.Body) != 1 || got.Summary.DekEvidence[0] != 2 {
		t.Errorf("summary: got %+v", got.Summary)
	}
	if c := s.Models[0].Ladder.Carrier(); c != llm.CarrierTags {
		t.Errorf("the ladder stands at %q, want %q", c, llm.CarrierTags)
	}
}

func TestLadderStopsAtTags(t *testing.T) {
	m := scripted(t, step{text: "no"}, step{text: "no"}, step{text: "no"})
	s := summarizer(t, "short", m)
	_, err := s.Summarize(t.Context(), aid(), nil)
	m.done()
	if llm.KindOf(err) != llm.BadReply {
		t.Errorf("error: got %v, want kind %s", err, llm.BadReply)
	}
	if c := s.Models[0].Ladder.Carrier(); c != llm.CarrierTags {
		t.Errorf("the ladder stands at %q, want %q", c, llm.CarrierTags)
	}
}

func TestSingleCarrierIsAskedInTags(t *testing.T) {
	m := scripted(t, step{text: `<headline s01>Ministers meet in Jeddah</headline><dek s02>Ministers of 57 countries met in Jeddah.</dek><point s05>A draft resolution is to be submitted on Tuesday.</point>`})
	s := summarizer(t, "short", m)
	s.Models[0].Ladder = llm.NewLadder(llm.CarrierSingle, true)
	if _, err := s.Summarize(t.Context(), aid(), aidEnglish()); err != nil {
		t.Fatal(err)
	}
	if got := m.requests[0].Carrier; got != llm.CarrierTags {
		t.Errorf("carrier: got %q, want %q", got, llm.CarrierTags)
	}
}

func TestCutIsAskedAgainWhole(t *testing.T) {
	m := scripted(t, step{text: good[:300], err: llmError(llm.Cut)}, step{text: good})
	got, err := summarizer(t, "short", m).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	m.done()
	if diff := cmp.Diff(m.requests[0], m.requests[1]); diff != "" {
		t.Errorf("the second request differs:\n%s", diff)
	}
	if len(got.Summary.Body) != 3 || len(got.Answers) != 2 {
		t.Errorf("got %d points and %d answers, want 3 and 2", len(got.Summary.Body), len(got.Answers))
	}
}

func TestCutTwiceGoesToTheNextModel(t *testing.T) {
	one := scripted(t, step{err: llmError(llm.Cut)}, step{err: llmError(llm.Cut)})
	two := scripted(t, step{text: good})
	got, err := summarizer(t, "short", one, two).Summarize(t.Context(), aid(), aidEnglish())
	if err != nil {
		t.Fatal(err)
	}
	one.done()
	if got.Summary.Model != "two/m" {
		t.Errorf("model: got %q, want two/m", got.Summary.Model)
	}
}

func TestFallback(t *testing.T) {
	for _, kind := range []llm.Kind{llm.Auth, llm.Quota, llm.Rate, llm.Overload, llm.Network, llm.Refused, llm.BadRequest, llm.Missing} {
		t.Run(string(kind), func(t *testing.T) {
			one, two := scripted(t, step{err: llmError(kind)}), scripted(t, step{text: good})
			got, err := summarizer(t, "short", one, two).Summarize(t.Context(), aid(), aidEnglish())
			if err != nil {
				t.Fatal(err)
			}
			one.done()
			if diff := cmp.Diff([]string{"one/m", "two/m"}, got.Asked); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
			if got.Summary.Model != "two/m" {
				t.Errorf("model: got %q, want two/m", got.Summary.Model)
			}
			if len(one.forgot) != 0 {
				t.Errorf("an answer was forgotten although there is a summary")
			}
		})
	}
}

func TestRefusalInWordsGoesToTheNextModel(t *testing.T) {
	for name, reply := range map[string]string{
		"plain":  "I'm sorry, but I can't help with that.",
		"inside": change(t, good, "Ministers of 57 countries discuss aid to Gaza in Jeddah", "I'm sorry, but I can't help with that request"),
	} {
		t.Run(name, func(t *testing.T) {
			one, two := scripted(t, step{text: reply}), scripted(t, step{text: good})
			got, err := summarizer(t, "short", one, two).Summarize(t.Context(), aid(), aidEnglish())
			if err != nil {
				t.Fatal(err)
			}
			one.done()
			if got.Summary.Model != "two/m" {
				t.Errorf("model: got %q, want two/m", got.Summary.Model)
			}
		})
	}
}

func TestNoModelLeft(t *testing.T) {
	one, two := scripted(t, step{err: llmError(llm.Refused)}), scripted(t, step{err: llmError(llm.Quota)})
	got, err := summarizer(t, "short", one, two).Summarize(t.Context(), aid(), aidEnglish())
	var failed *Error
	if !errors.As(err, &failed) || len(failed.Tried) != 2 {
		t.Fatalf("error: got %v, want one with two tries", err)
	}
	if llm.KindOf(err) != llm.Quota {
		t.Errorf("kind: got %q, want that of the last model", llm.KindOf(err))
	}
	if len(one.forgot) != 1 || len(two.forgot) != 1 {
		t.Errorf("forgotten: got %d and %d, want 1 and 1", len(one.forgot), len(two.forgot))
	}
	if len(got.Asked) != 2 || len(got.Answers) != 2 {
		t.Errorf("got asked %v and %d answers, want both models'", got.Asked, len(got.Answers))
	}
	for _, want := range []string{"one/m", "two/m"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not name %s", err, want)
		}
	}
}

func TestNothingToDo(t *testing.T) {
	if _, err := summarizer(t, "short").Summarize(t.Context(), aid(), nil); !errors.Is(err, ErrNoModel) {
		t.Errorf("without a model: got %v, want %v", err, ErrNoModel)
	}
	a := aid()
	a.Segments = nil
	if _, err := summarizer(t, "short", scripted(t)).Summarize(t.Context(), a, nil); !errors.Is(err, ErrNoText) {
		t.Errorf("without text: got %v, want %v", err, ErrNoText)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	one := scripted(t, step{cause: cancel, err: llmError(llm.Network)})
	two := scripted(t)
	_, err := summarizer(t, "short", one, two).Summarize(ctx, aid(), nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error: got %v, want %v", err, context.Canceled)
	}
	if len(one.forgot) != 0 {
		t.Error("a cancelled summary forgets nothing")
	}
}

func TestWatch(t *testing.T) {
	var events []string
	m := scripted(t, step{text: change(t, good, "57 countries met", "58 countries met")}, step{text: `{"dek":{"text":"Ministers of 57 countries met in Jeddah on Monday.","evidence":["s02"]}}`})
	s := summarizer(t, "short", m)
	s.Watch = func(e Event) { events = append(events, fmt.Sprint(e.Model, e.Repair)) }
	if _, err := s.Summarize(t.Context(), aid(), aidEnglish()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"one/mfalse", "one/mtrue"}, events); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

// of returns the findings of one check.
func of(findings []check.Finding, name string) []check.Finding {
	var out []check.Finding
	for _, f := range findings {
		if f.Check == name {
			out = append(out, f)
		}
	}
	return out
}

// forgetful is a model whose stored answers cannot be removed.
type forgetful struct{ *script }

func (forgetful) Forget(context.Context, llm.Request) error { return errors.New("disk is read-only") }

func TestForgettingThatFailsIsAWarning(t *testing.T) {
	m := scripted(t, step{err: llmError(llm.Quota)})
	s := summarizer(t, "short", m)
	s.Models[0].Ask = forgetful{m}
	var warned []error
	s.Warn = func(err error) { warned = append(warned, err) }
	if _, err := s.Summarize(t.Context(), aid(), nil); llm.KindOf(err) != llm.Quota {
		t.Errorf("error: got %v, want the model's", err)
	}
	if len(warned) != 1 {
		t.Errorf("warnings: got %v, want one", warned)
	}
}

// steady is a model for many callers.
type steady string

func (s steady) Ask(context.Context, llm.Request, func(string)) (llm.Reply, error) {
	return llm.Reply{Text: string(s), Finish: llm.FinishStop, Attempts: 1}, nil
}

func TestManyAtOnce(t *testing.T) {
	s := summarizer(t, "short")
	s.Models = []llm.Candidate{candidate("one", steady(good))}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if _, err := s.Summarize(context.Background(), aid(), aidEnglish()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}
