package cache

import (
	"path/filepath"
	"testing"

	"dragoman/internal/llm"
)

var identity = llm.Identity{Endpoint: "https://api.example.org/v1", Dialect: "d1", Adapter: "openai/1"}

// request returns a request that differs from others by its prompt.
func request(prompt string) llm.Request {
	return llm.Request{
		Provider: "openai", Model: "m-1", Carrier: llm.CarrierSchema, MaxTokens: 100,
		Schema: []byte(`{ "type": "object" }`),
		Messages: []llm.Message{
			{Role: llm.System, Content: "You translate.\nAnswer in English.\nKeep numbers."},
			{Role: llm.User, Content: prompt},
		},
	}
}

// answer returns the reply that belongs to request(prompt).
func answer(prompt string) llm.Reply {
	cost := 0.25
	return llm.Reply{
		Text: "answer to " + prompt, Finish: llm.FinishStop, Model: "m-1-2026-11-01", RequestID: "req_1",
		Usage: llm.Usage{PromptTokens: 20, CompletionTokens: 7, CostUSD: &cost},
	}
}

func open(t testing.TB) *Cache {
	t.Helper()
	c, err := Open(filepath.Join(t.TempDir(), "cache"))
	must(t, err)
	return c
}

// put stores answer(prompt) and returns its key.
func put(t testing.TB, c *Cache, prompt string) string {
	t.Helper()
	key := llm.Key(request(prompt), identity)
	must(t, c.Put(key, request(prompt), identity, answer(prompt)))
	return key
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
