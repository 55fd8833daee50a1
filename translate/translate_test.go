package translate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// scripted answers each request with the next reply; the last one repeats.
type scripted struct {
	replies  []reply
	requests []llm.Request
	forgot   []llm.Request
}

// reply is what a scripted model answers. With a text function the text is
// made from the request.
type reply struct {
	text string
	make func(llm.Request) string
	err  error
}

func (s *scripted) Ask(_ context.Context, req llm.Request, onText func(string)) (llm.Reply, error) {
	r := s.replies[min(len(s.requests), len(s.replies)-1)]
	s.requests = append(s.requests, req)
	text := r.text
	if r.make != nil {
		text = r.make(req)
	}
	for i := 0; i < len(text); i += 7 { // in small pieces, so that parts arrive torn
		onText(text[i:min(i+7, len(text))])
	}
	return llm.Reply{Text: text, Finish: llm.FinishStop, Model: "answering", Attempts: 1}, r.err
}

func (s *scripted) Forget(_ context.Context, req llm.Request) error {
	s.forgot = append(s.forgot, req)
	return nil
}

// asked returns the ids between "Translate" or "Give" and "in English".
func asked(req llm.Request) []string {
	var schema struct{ Required []string }
	if json.Unmarshal(req.Schema, &schema) == nil && len(schema.Required) > 0 {
		return schema.Required
	}
	last := req.Messages[1].Content[strings.LastIndex(req.Messages[1].Content, "\n")+1:]
	found := regexp.MustCompile(`s\d\d`).FindAllString(last, -1)
	if len(found) == 2 && strings.Contains(last, " to ") {
		var from, to int
		fmt.Sscanf(found[0]+found[1], "s%02ds%02d", &from, &to)
		found = nil
		for n := from; n <= to; n++ {
			found = append(found, prompts.ID(n))
		}
	}
	return found
}

// english is a plausible translation of the test article's segments.
var english = map[string]string{
	"s01": "Ministers meet in Jeddah to discuss the draft resolution",
	"s02": "The ministers met in Jeddah on Sunday, and 21 delegations from the region took part in the session.",
	"s03": "The minister said that the meeting discussed 3 proposals on humanitarian aid and on stopping the fighting.",
	"s04": "The secretary-general called on the international community to respond faster to the situation in the region.",
}

func answerAll(req llm.Request) string {
	parts := map[string]string{}
	for _, id := range asked(req) {
		parts[id] = english[id]
	}
	return carry(req, parts)
}

func carry(req llm.Request, parts map[string]string) string {
	switch req.Carrier {
	case llm.CarrierTags:
		var b strings.Builder
		for _, id := range asked(req) {
			if text, ok := parts[id]; ok {
				fmt.Fprintf(&b, "<%s>%s</%s>\n", id, text, id)
			}
		}
		return b.String()
	case llm.CarrierSingle:
		for _, text := range parts {
			return text
		}
	}
	data, _ := json.Marshal(parts)
	return string(data)
}

func testArticle() article.Article {
	texts := []string{
		"وزراء الخارجية يجتمعون في جدة لبحث مشروع القرار",
		"اجتمع الوزراء في جدة يوم الأحد بمشاركة 21 وفدا من دول المنطقة وبحضور عدد من المسؤولين في الدورة.",
		"وقال الوزير إن الاجتماع ناقش 3 مقترحات حول المساعدات الإنسانية ووقف القتال في المنطقة بشكل عاجل.",
		"ودعا الأمين العام المجتمع الدولي إلى الاستجابة بشكل أسرع للوضع في المنطقة خلال الفترة المقبلة.",
	}
	a := article.Article{Language: "ar", Publisher: "Test Agency"}
	for i, text := range texts {
		kind := article.Paragraph
		if i == 0 {
			kind = article.Headline
		}
		a.Segments = append(a.Segments, article.Segment{Number: i + 1, Kind: kind, Text: text})
	}
	return a
}

func candidate(name string, m llm.Model) llm.Candidate {
	return llm.Candidate{Provider: name, Model: "m", Ask: m, Ladder: llm.NewLadder(llm.CarrierSchema, false)}
}

func translator(models ...llm.Candidate) *Translator {
	return &Translator{Models: models, Prompts: prompts.Embedded()}
}

func targets(t *testing.T, r Result) []string {
	t.Helper()
	var out []string
	for _, s := range r.Translation.Segments {
		switch {
		case s.Target != nil:
			out = append(out, *s.Target)
		default:
			out = append(out, "FAILED "+s.Reason)
		}
	}
	return out
}

func wantAll(t *testing.T, r Result) {
	t.Helper()
	for i, got := range targets(t, r) {
		if want := english[prompts.ID(i+1)]; got != want {
			t.Errorf("segment %d: got %q, want %q", i+1, got, want)
		}
	}
}

func TestOneRequestForAnArticle(t *testing.T) {
	m := &scripted{replies: []reply{{make: answerAll}}}
	var emitted []int
	r, err := translator(candidate("a", m)).Translate(t.Context(), testArticle(), func(s digest.Segment) {
		emitted = append(emitted, s.Number)
	})
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, r)
	if len(m.requests) != 1 {
		t.Errorf("requests: got %d, want 1", len(m.requests))
	}
	if fmt.Sprint(emitted) != "[1 2 3 4]" {
		t.Errorf("emitted: got %v, want each once, in order", emitted)
	}
	if got := r.Translation.Segments[1].Model; got != "a/answering" {
		t.Errorf("model: got %q, want the one that answered", got)
	}
}

func TestWhatFailsIsAskedAgain(t *testing.T) {
	without := func(drop string) func(llm.Request) string {
		return func(req llm.Request) string {
			parts := map[string]string{}
			for _, id := range asked(req) {
				if id != drop {
					parts[id] = english[id]
				}
			}
			return carry(req, parts)
		}
	}
	copied := func(req llm.Request) string {
		parts := map[string]string{}
		for _, id := range asked(req) {
			parts[id] = english[id]
		}
		parts["s03"] = testArticle().Segments[2].Text
		return carry(req, parts)
	}
	half := func(req llm.Request) string {
		text := answerAll(req)
		return text[:strings.Index(text, `"s03"`)+20]
	}
	for _, tt := range []struct {
		name     string
		replies  []reply
		requests int
	}{
		{"missing id", []reply{{make: without("s03")}, {make: answerAll}}, 2},
		{"copied source", []reply{{make: copied}, {make: answerAll}}, 2},
		{"cut inside a text", []reply{{make: half, err: &llm.Error{Kind: llm.Cut}}, {make: answerAll}}, 2},
		{"cut before any text", []reply{{err: &llm.Error{Kind: llm.Cut}}, {make: answerAll}}, 2},
		{"prose and a fence around it", []reply{{make: func(r llm.Request) string { return "Here is \"it\":\n```json\n" + answerAll(r) + "\n```" }}}, 1},
		{"unknown id beside", []reply{{make: func(r llm.Request) string { return strings.Replace(answerAll(r), "{", `{"s99":"What?",`, 1) }}}, 1},
		{"value of another type", []reply{{make: func(r llm.Request) string { return `{"s01":null,"s02":7,"s03":["x"],"s04":{}}` }}, {make: answerAll}}, 2},
		{"schema refused", []reply{{err: &llm.Error{Kind: llm.BadRequest, Param: "response_format"}}, {make: answerAll}}, 2},
		{"garbage, then tags", []reply{{text: "no"}, {text: "no"}, {make: answerAll}}, 3},
		{"all but single calls refused", []reply{{err: &llm.Error{Kind: llm.Refused}}, {make: answerAll}}, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := &scripted{replies: tt.replies}
			r, err := translator(candidate("a", m)).Translate(t.Context(), testArticle(), nil)
			if err != nil {
				t.Fatal(err)
			}
			wantAll(t, r)
			if len(m.requests) != tt.requests {
				t.Errorf("requests: got %d, want %d", len(m.requests), tt.requests)
			}
		})
	}
}

func TestRepairQuotesTheFinding(t *testing.T) {
	source := testArticle().Segments[2].Text
	m := &scripted{replies: []reply{{make: func(req llm.Request) string {
		return strings.Replace(answerAll(req), english["s03"], source, 1)
	}}, {make: answerAll}}}
	if _, err := translator(candidate("a", m)).Translate(t.Context(), testArticle(), nil); err != nil {
		t.Fatal(err)
	}
	got := m.requests[1].Messages[1].Content
	for _, want := range []string{"[draft] " + source, "[fault] ", "Give s03 in English"} {
		if !strings.Contains(got, want) {
			t.Errorf("repair request lacks %q:\n%s", want, got)
		}
	}
}

// TestQuotationsOverParagraphs: what a check says of a segment depends on those
// beside it, also while it is accepted. Inside a quotation that an earlier
// paragraph opened the translation may have marks of its own; elsewhere an
// invented quotation is asked for again.
func TestQuotationsOverParagraphs(t *testing.T) {
	quoted := func(req llm.Request) string {
		return strings.Replace(answerAll(req), english["s02"], "“"+english["s02"]+"”", 1)
	}
	for name, row := range map[string]struct {
		before, after string
		requests      int
	}{"inside one": {"«", "»", 1}, "invented": {"", "", 2}} {
		t.Run(name, func(t *testing.T) {
			a := testArticle()
			a.Segments[0].Text = row.before + a.Segments[0].Text
			a.Segments[2].Text += row.after
			m := &scripted{replies: []reply{{make: quoted}, {make: answerAll}}}
			r, err := translator(candidate("a", m)).Translate(t.Context(), a, nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(m.requests) != row.requests {
				t.Errorf("%d requests, want %d: %v", len(m.requests), row.requests, targets(t, r))
			}
		})
	}
}

func TestFailedSegmentIsMarkedAndForgotten(t *testing.T) {
	source := testArticle().Segments[2].Text
	m := &scripted{replies: []reply{{make: func(req llm.Request) string {
		parts := map[string]string{}
		for _, id := range asked(req) {
			parts[id] = english[id]
		}
		if _, ok := parts["s03"]; ok {
			parts["s03"] = source
		}
		return carry(req, parts)
	}}}}
	r, err := translator(candidate("a", m)).Translate(t.Context(), testArticle(), nil)
	if err != nil {
		t.Fatal(err)
	}
	s := r.Translation.Segments[2]
	if s.State != digest.SegmentFailed || s.Target != nil || s.Reason != digest.ReasonCheck {
		t.Errorf("got %+v, want failed by a check, without a text", s)
	}
	if len(m.forgot) != len(m.requests) {
		t.Errorf("forgot %d of %d requests the segment took part in", len(m.forgot), len(m.requests))
	}
}

func TestNextModelTakesOver(t *testing.T) {
	t.Run("a refused segment only", func(t *testing.T) {
		first := &scripted{replies: []reply{{make: func(req llm.Request) string {
			parts := map[string]string{}
			for _, id := range asked(req) {
				parts[id] = english[id]
			}
			if _, ok := parts["s03"]; ok {
				parts["s03"] = "I'm sorry, but I can't assist with that request."
			}
			return carry(req, parts)
		}}}}
		second := &scripted{replies: []reply{{make: answerAll}}}
		r, err := translator(candidate("a", first), candidate("b", second)).Translate(t.Context(), testArticle(), nil)
		if err != nil {
			t.Fatal(err)
		}
		wantAll(t, r)
		if len(second.requests) != 1 || fmt.Sprint(asked(second.requests[0])) != "[s03]" {
			t.Errorf("second model was asked %d times, want once, for s03", len(second.requests))
		}
		if got := r.Translation.Segments[2].Model; got != "b/answering" {
			t.Errorf("model: got %q", got)
		}
	})
	t.Run("everything when it is down", func(t *testing.T) {
		first := &scripted{replies: []reply{{err: &llm.Error{Kind: llm.Overload}}}}
		second := &scripted{replies: []reply{{make: answerAll}}}
		r, err := translator(candidate("a", first), candidate("b", second)).Translate(t.Context(), testArticle(), nil)
		if err != nil {
			t.Fatal(err)
		}
		wantAll(t, r)
		if len(first.requests) != 1 {
			t.Errorf("first model: %d requests, want 1", len(first.requests))
		}
	})
	t.Run("none left", func(t *testing.T) {
		m := &scripted{replies: []reply{{err: &llm.Error{Kind: llm.Auth}}}}
		r, err := translator(candidate("a", m)).Translate(t.Context(), testArticle(), nil)
		if llm.KindOf(err) != llm.Auth {
			t.Errorf("error: got %v, want the last model's", err)
		}
		for _, s := range r.Translation.Segments {
			if s.State != digest.SegmentFailed || s.Target != nil {
				t.Errorf("segment %d: got %+v, want failed", s.Number, s)
			}
		}
	})
}

// memoryStore is a Store in memory.
type memoryStore map[string][]byte

func (m memoryStore) Load(key string) ([]byte, bool)     { d, ok := m[key]; return d, ok }
func (m memoryStore) Save(key string, data []byte) error { m[key] = data; return nil }

func TestEnglishIsKept(t *testing.T) {
	m := &scripted{replies: []reply{{err: errors.New("must not be asked")}}}
	a := article.Article{Language: "en", Segments: []article.Segment{
		{Number: 1, Kind: article.Paragraph, Text: "The ministers met in Jeddah on Sunday, and 21 delegations from the region took part in the session there."},
	}}
	r, err := translator(candidate("a", m)).Translate(t.Context(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := r.Translation.Segments[0]
	if s.Origin != digest.SourceIsTarget || s.Target == nil || *s.Target != a.Segments[0].Text {
		t.Errorf("got %+v, want it kept", s)
	}
	if len(m.requests) != 0 {
		t.Errorf("%d requests were made for English text", len(m.requests))
	}
}

func TestCancelledRunKeepsWhatItHas(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	m := &scripted{replies: []reply{{make: func(llm.Request) string {
		defer cancel()
		return `{"s01":"` + english["s01"] + `"`
	}, err: context.Canceled}}}
	store := memoryStore{}
	tr := translator(candidate("a", m))
	tr.Store = store
	r, err := tr.Translate(ctx, testArticle(), nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error: got %v", err)
	}
	if r.Translation.Segments[0].State != digest.OK || len(store) != 1 {
		t.Errorf("the segment that was whole is lost: %+v", r.Translation.Segments[0])
	}
}
