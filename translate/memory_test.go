package translate

import (
	"strings"
	"testing"

	"dragoman/internal/digest"
	"dragoman/internal/memory"
)

// A text that a person approved is never asked for, and one that is nearly the
// same is shown with its translation.
func TestMemory(t *testing.T) {
	a := testArticle()
	before := strings.Replace(a.Segments[3].Text, "الفترة", "المرحلة", 1)
	m := &scripted{replies: []reply{{make: answerAll}}}
	tr := translator(candidate("a", m))
	tr.Memory = memory.New([]memory.Pair{
		{Source: a.Segments[1].Text, Target: "What the desk approved on Sunday, 21 delegations and all", Language: "ar"},
		{Source: before, Target: "What the desk approved before", Language: "ar"},
	})
	r, err := tr.Translate(t.Context(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := r.Translation.Segments[1]; s.Origin != digest.FromMemory || !strings.HasPrefix(*s.Target, "What the desk approved on Sunday") {
		t.Errorf("got %+v, want the approved text", s)
	}
	user := m.requests[0].Messages[1].Content
	if got := asked(m.requests[0]); len(m.requests) != 1 || len(got) != 3 {
		t.Errorf("%d requests, the first for %v; want one for three segments", len(m.requests), got)
	}
	want := "[s04] " + a.Segments[3].Text + "\n[s04 near] " + before + "\n[s04 approved] What the desk approved before\n"
	if !strings.Contains(user, want) || !strings.Contains(user, "smallest change") {
		t.Errorf("the request lacks what was approved:\n%s", user)
	}
	if strings.Count(user, " near]") != 1 {
		t.Error("a segment without a near text has one")
	}
}

func TestRequestsWithoutMemorySayNothingOfIt(t *testing.T) {
	m := &scripted{replies: []reply{{make: answerAll}}}
	tr := translator(candidate("a", m))
	tr.Memory = memory.New([]memory.Pair{{Source: "نص آخر تماما لا يشبه ذلك", Target: "Another text", Language: "ar"}})
	if _, err := tr.Translate(t.Context(), testArticle(), nil); err != nil {
		t.Fatal(err)
	}
	if user := m.requests[0].Messages[1].Content; strings.Contains(user, "near") || strings.Contains(user, "approved") {
		t.Errorf("got\n%s", user)
	}
}
