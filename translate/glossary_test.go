package translate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/digest"
	"dragoman/internal/glossary"
	"dragoman/internal/llm"
)

// house is a glossary with one term of the test article's second segment, one
// of its first two and one of none.
func house(more ...glossary.Term) *glossary.Glossary {
	return glossary.New(append([]glossary.Term{
		{Source: "وفد", Targets: []string{"delegation", "mission"}, Note: "never team"},
		{Source: "تركيا", Targets: []string{"Türkiye"}, Kind: glossary.Place},
	}, more...))
}

var jeddah = glossary.Term{Source: "جدة", Targets: []string{"Jiddah", "Jeddah"}, Kind: glossary.Place}

// A run without a glossary, and one whose glossary has nothing of the article,
// send the same bytes.
func TestRequestsWithoutTermsAreTheSame(t *testing.T) {
	send := func(g *glossary.Glossary) []llm.Request {
		m := &scripted{replies: []reply{{make: answerAll}}}
		tr := translator(candidate("a", m))
		tr.Style.Glossary = g
		if _, err := tr.Translate(t.Context(), testArticle(), nil); err != nil {
			t.Fatal(err)
		}
		return m.requests
	}
	without := send(nil)
	if strings.Contains(without[0].Messages[1].Content, "Terms of this article") {
		t.Error("a request without a glossary speaks of terms")
	}
	unused := glossary.New([]glossary.Term{{Source: "تركيا", Targets: []string{"Türkiye"}}})
	if diff := cmp.Diff(without, send(unused)); diff != "" {
		t.Errorf("terms that do not occur change the request (-without +with):\n%s", diff)
	}
}

func TestOnlyTermsThatOccurAreSent(t *testing.T) {
	m := &scripted{replies: []reply{{make: answerAll}}}
	tr := translator(candidate("a", m))
	tr.Style.Glossary = house(jeddah)
	if _, err := tr.Translate(t.Context(), testArticle(), nil); err != nil {
		t.Fatal(err)
	}
	user := m.requests[0].Messages[1].Content
	want := "Terms of this article (source → English):\nوفد → delegation / mission (never team)\nجدة → Jiddah / Jeddah\nThe article stands"
	if !strings.HasPrefix(user, want) {
		t.Errorf("the request begins %q, want %q", user[:min(len(user), 200)], want)
	}
	if len(m.requests) != 1 {
		t.Errorf("%d requests, want 1", len(m.requests))
	}
}

// Adding a term asks again only for the segments in which it occurs.
func TestNewTermAsksOnlyForItsSegments(t *testing.T) {
	m := &scripted{replies: []reply{{make: answerAll}}}
	tr := translator(candidate("a", m))
	tr.Store, tr.Style.Glossary = memoryStore{}, house()
	run := func() string {
		before := len(m.requests)
		r, err := tr.Translate(t.Context(), testArticle(), nil)
		if err != nil {
			t.Fatal(err)
		}
		wantAll(t, r)
		var ids []string
		for _, req := range m.requests[before:] {
			ids = append(ids, asked(req)...)
		}
		return fmt.Sprint(ids)
	}
	if got := run(); got != "[s01 s02 s03 s04]" {
		t.Fatalf("the first run asked for %s", got)
	}
	tr.Style.Glossary = house(jeddah)
	if got := run(); got != "[s01 s02]" {
		t.Errorf("with a new term asked for %s, want the segments it stands in: [s01 s02]", got)
	}
	tr.Style.Glossary = house(jeddah, glossary.Term{Source: "مصر", Targets: []string{"Egypt"}})
	if got := run(); got != "[]" {
		t.Errorf("with a term that does not occur asked for %s, want none", got)
	}
}

// A missing rendering is asked again with the finding; what stays so is kept,
// and the finding with it is the record's.
func TestMissingTermIsRepaired(t *testing.T) {
	repaired := func(req llm.Request) string {
		return carry(req, map[string]string{"s02": strings.ReplaceAll(english["s02"], "Jeddah", "Jidda")})
	}
	jidda := glossary.Term{Source: "جدة", Targets: []string{"Jidda", "Jeddah City"}, Kind: glossary.Place}
	m := &scripted{replies: []reply{{make: answerAll}, {make: repaired}, {make: answerAll}}}
	tr := translator(candidate("a", m))
	tr.Style.Glossary = glossary.New([]glossary.Term{jidda})
	r, err := tr.Translate(t.Context(), testArticle(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(asked(m.requests[1])); got != "[s01 s02]" {
		t.Errorf("asked again for %s, want [s01 s02]", got)
	}
	if user := m.requests[1].Messages[1].Content; !strings.Contains(user, `[fault] lacks "Jidda" or "Jeddah City", which the glossary has for جدة`) || !strings.Contains(user, "جدة → Jidda / Jeddah City") {
		t.Errorf("the repair does not quote the finding and the term:\n%s", user)
	}
	s := r.Translation.Segments
	if *s[1].Target != strings.ReplaceAll(english["s02"], "Jeddah", "Jidda") {
		t.Errorf("segment 2: %q, want the corrected text", *s[1].Target)
	}
	if s[0].State != digest.OK || *s[0].Target != english["s01"] {
		t.Errorf("segment 1: %+v, want the text kept with its fault", s[0])
	}
}

// Every chunk of a long article has the terms of its own segments.
func TestChunksHaveTheirTerms(t *testing.T) {
	a := testArticle()
	for len(a.Segments) < 160 {
		s := a.Segments[3]
		s.Number = len(a.Segments) + 1
		a.Segments = append(a.Segments, s)
	}
	a.Segments[158].Text = a.Segments[1].Text
	m := &scripted{replies: []reply{{make: func(req llm.Request) string {
		parts := map[string]string{}
		for _, name := range asked(req) {
			parts[name] = english["s04"]
			if name == "s01" || name == "s02" || name == "s03" {
				parts[name] = english[name]
			}
			if name == "s159" {
				parts[name] = english["s02"]
			}
		}
		return carry(req, parts)
	}}}}
	tr := translator(candidate("a", m))
	tr.Style.Glossary = house(jeddah)
	if _, err := tr.Translate(t.Context(), a, nil); err != nil {
		t.Fatal(err)
	}
	line := "جدة → Jiddah / Jeddah\n"
	first, last := m.requests[0].Messages[1].Content, m.requests[len(m.requests)-1].Messages[1].Content
	if len(m.requests) < 2 || !strings.Contains(first, line) || !strings.Contains(last, line) {
		t.Errorf("%d requests; the term stands in the first (%v) and in the last (%v)", len(m.requests), strings.Contains(first, line), strings.Contains(last, line))
	}
}
