package translate

import (
	"strings"
	"testing"

	"dragoman/internal/check"
	"dragoman/internal/llm"
)

// with answers every segment as it should be, but one.
func with(id, text string) func(llm.Request) string {
	return func(req llm.Request) string {
		parts := map[string]string{}
		for _, asked := range asked(req) {
			parts[asked] = english[asked]
			if asked == id {
				parts[asked] = text
			}
		}
		return carry(req, parts)
	}
}

// chatty is a text that fails a check.
const chatty = "Here is the translation: The minister said that the meeting discussed 3 proposals on humanitarian aid."

func TestEscalate(t *testing.T) {
	cheap, strong := &scripted{replies: []reply{{make: with("s03", chatty)}}}, &scripted{replies: []reply{{make: answerAll}}}
	tr := translator(candidate("cheap", cheap))
	c := candidate("strong", strong)
	tr.Escalate = &c
	r, err := tr.Translate(t.Context(), testArticle(), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, r)
	if len(cheap.requests) != 1 || len(strong.requests) != 1 {
		t.Fatalf("%d and %d requests, want one of each", len(cheap.requests), len(strong.requests))
	}
	if got := asked(strong.requests[0]); len(got) != 1 || got[0] != "s03" {
		t.Errorf("the strong model was asked for %v, want the failing segment alone", got)
	}
	if !strings.Contains(strong.requests[0].Messages[1].Content, "[draft] "+chatty) {
		t.Error("the strong model was not shown the draft")
	}
	if s := r.Translation.Segments; s[2].Model != "strong/answering" || s[1].Model != "cheap/answering" {
		t.Errorf("written by %s and %s", s[2].Model, s[1].Model)
	}
	if a := r.Answers; len(a) != 2 || a[0].Repair || !a[1].Repair {
		t.Errorf("answers %+v, want a draft and a repair", a)
	}
}

func TestStrongModelDown(t *testing.T) {
	cheap := &scripted{replies: []reply{{make: with("s03", chatty)}}}
	down := &scripted{replies: []reply{{err: &llm.Error{Provider: "strong", Kind: llm.Overload}}}}
	next := &scripted{replies: []reply{{make: answerAll}}}
	tr := translator(candidate("cheap", cheap), candidate("next", next))
	c := candidate("strong", down)
	tr.Escalate = &c
	var warned []string
	tr.Warn = func(err error) { warned = append(warned, err.Error()) }
	r, err := tr.Translate(t.Context(), testArticle(), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, r)
	if len(warned) == 0 || len(next.requests) != 1 || len(asked(next.requests[0])) != 1 {
		t.Errorf("warned %q; the next model had %d requests, want one for one segment", warned, len(next.requests))
	}
}

func TestRounds(t *testing.T) {
	for _, test := range []struct {
		name      string
		rounds    int
		text      string // what the model gives for a segment, whenever it is asked
		together  int    // requests, of which
		alone     int
		untouched bool
	}{
		{"one", 0, chatty, 1, 0, false},
		{"three", 3, chatty, 3, 0, false},
		{"off", -1, chatty, 0, 0, true},
		{"off, and no text", -1, "", 1, 1, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := &scripted{replies: []reply{{make: with("s03", test.text)}}}
			tr := translator(candidate("a", m))
			tr.Rounds = test.rounds
			r, err := tr.Translate(t.Context(), testArticle(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := len(m.requests)-1, test.together+test.alone; got != want {
				t.Errorf("%d requests after the draft, want %d", got, want)
			}
			if s := r.Translation.Segments[2]; s.Target != nil {
				t.Errorf("accepted %q", *s.Target)
			}
		})
	}
}

func TestPolicyDecidesAcceptance(t *testing.T) {
	m := &scripted{replies: []reply{{make: with("s03", chatty)}}}
	tr := translator(candidate("a", m))
	tr.Rules.Policy = check.Policy{"chat": check.Off}
	r, err := tr.Translate(t.Context(), testArticle(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := r.Translation.Segments[2]; s.Target == nil || *s.Target != chatty || len(m.requests) != 1 {
		t.Errorf("%d requests for %+v, want the text as it came", len(m.requests), s)
	}
}

// wrong has a number that its source has not: a fact, which may be kept.
const wrong = "The minister said that the meeting discussed 7 proposals on humanitarian aid and on stopping the fighting."

func store() memoryStore { return memoryStore{} }

// A correction that could not be asked for is not stored as one in vain.
func TestCutShortIsNotInVain(t *testing.T) {
	m := &scripted{replies: []reply{{make: with("s03", wrong)}, {err: &llm.Error{Provider: "a", Kind: llm.Overload}}}}
	tr := translator(candidate("a", m))
	tr.Store = store()
	r, err := tr.Translate(t.Context(), testArticle(), nil)
	if s := r.Translation.Segments[2]; err == nil || s.Target == nil || *s.Target != wrong {
		t.Fatalf("%v: %+v, want the draft and the error", err, s)
	}
	m.replies = []reply{{make: answerAll}}
	m.requests = nil
	if r, err = tr.Translate(t.Context(), testArticle(), nil); err != nil || len(m.requests) != 1 {
		t.Fatalf("%d requests (%v), want one for the segment", len(m.requests), err)
	}
	if got := *r.Translation.Segments[2].Target; got != english["s03"] {
		t.Errorf("got %q", got)
	}
}

// More rounds than were in vain before are tried.
func TestMoreRounds(t *testing.T) {
	m := &scripted{replies: []reply{{make: with("s03", wrong)}}}
	tr := translator(candidate("a", m))
	tr.Store, tr.Rounds = store(), -1
	for _, test := range []struct{ rounds, requests int }{{-1, 1}, {-1, 0}, {1, 2}, {1, 0}} {
		m.requests, tr.Rounds = nil, test.rounds
		if _, err := tr.Translate(t.Context(), testArticle(), nil); err != nil || len(m.requests) != test.requests {
			t.Errorf("rounds %d: %d requests (%v), want %d", test.rounds, len(m.requests), err, test.requests)
		}
	}
}

// A fallback that has nothing costs no text that one model alone would keep.
func TestFallbackLosesNothing(t *testing.T) {
	a := &scripted{replies: []reply{{make: with("s03", wrong)}}}
	b := &scripted{replies: []reply{{err: &llm.Error{Provider: "b", Kind: llm.Refused}}}}
	r, err := translator(candidate("a", a), candidate("b", b)).Translate(t.Context(), testArticle(), nil)
	if err != nil && llm.KindOf(err) != llm.Refused {
		t.Fatal(err)
	}
	if s := r.Translation.Segments[2]; s.Target == nil || *s.Target != wrong {
		t.Errorf("got %+v, want the text with its finding", s)
	}
}

// A draft that is no translation has passed no check that a repair could fail.
func TestRepairOfNoTranslation(t *testing.T) {
	m := &scripted{replies: []reply{{make: with("s03", chatty)}, {make: with("s03", wrong)}}}
	r, err := translator(candidate("a", m)).Translate(t.Context(), testArticle(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := r.Translation.Segments[2]; s.Target == nil || *s.Target != wrong {
		t.Errorf("got %+v, want the repair, with its finding", s)
	}
}
