package openai_test

import (
	"testing"

	"dragoman/internal/llm"
	"dragoman/internal/llm/llmtest"
	"dragoman/internal/llm/openai"
)

func TestEveryFieldIsInTheKey(t *testing.T) {
	var d openai.Dialect
	t.Run("dialect", func(t *testing.T) { llmtest.EveryField(t, &d, func() string { return d.Hash() }) })
	var r llm.Request
	t.Run("request", func(t *testing.T) {
		llmtest.EveryField(t, &r, func() string { return llm.Key(r, llm.Identity{Endpoint: "e", Dialect: "d", Adapter: "a"}) })
	})
	var id llm.Identity
	t.Run("identity", func(t *testing.T) { llmtest.EveryField(t, &id, func() string { return llm.Key(r, id) }) })
}

func TestRuleWithoutThinkingDiffersFromOneThatSilencesIt(t *testing.T) {
	a := openai.Dialect{Rules: []openai.Rule{{Models: []string{"m"}}}}
	b := openai.Dialect{Rules: []openai.Rule{{Models: []string{"m"}, Thinking: []openai.ThinkingRow{}}}}
	if a.Hash() == b.Hash() {
		t.Error("both rules have one hash, but send different bodies")
	}
}

func TestIdentityHoldsNoCredentials(t *testing.T) {
	c := openai.New(openai.Config{BaseURL: "https://user:secret@example.org/v1/?key=secret#x", Dialect: generic()})
	got := c.Identity()
	if want := "https://example.org/v1/"; got.Endpoint != want {
		t.Errorf("endpoint: got %q, want %q", got.Endpoint, want)
	}
	if got.Dialect != generic().Hash() || got.Adapter == "" {
		t.Errorf("got %+v, want the dialect's hash and an adapter", got)
	}
}
