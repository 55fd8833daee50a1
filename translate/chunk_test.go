package translate

import (
	"fmt"
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

func TestLongArticleGoesInChunksWithContext(t *testing.T) {
	a := testArticle()
	for len(a.Segments) < 160 {
		n := len(a.Segments) + 1
		a.Segments = append(a.Segments, article.Segment{Number: n, Kind: article.Paragraph, Text: a.Segments[1+n%3].Text})
	}
	m := &scripted{replies: []reply{{make: func(req llm.Request) string {
		parts := map[string]string{}
		for _, name := range asked(req) {
			var n int
			fmt.Sscanf(name, "s%d", &n)
			parts[name] = english[prompts.ID(n)]
			if n > 4 {
				parts[name] = english[prompts.ID(2+n%3)]
			}
		}
		return carry(req, parts)
	}}}}
	r, err := translator(candidate("a", m)).Translate(t.Context(), a, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Translation.Segments {
		if s.State != digest.OK {
			t.Fatalf("segment %d: %+v", s.Number, s)
		}
	}
	if len(m.requests) < 2 {
		t.Fatalf("%d words went in one request", 160*16)
	}
	second := m.requests[1].Messages[1].Content
	for _, want := range []string{a.Segments[0].Text, a.Segments[1].Text, "  en: " + english["s01"], "To be translated:"} {
		if !strings.Contains(second, want) {
			t.Errorf("the second chunk lacks %q", want)
		}
	}
}

func TestTooLongPromptIsHalved(t *testing.T) {
	m := &scripted{replies: []reply{{err: &llm.Error{Kind: llm.Context}}, {make: answerAll}}}
	r, err := translator(candidate("a", m)).Translate(t.Context(), testArticle(), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, r)
	if got := len(asked(m.requests[1])); got >= 4 {
		t.Errorf("after a prompt that was too long, the next one asked for %d segments", got)
	}
}
