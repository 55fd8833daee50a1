package openai_test

import (
	"context"
	"testing"

	"dragoman/internal/llm"
	"dragoman/internal/llm/llmtest"
	"dragoman/internal/llm/openai"
)

// generic is a dialect without surprises.
func generic() openai.Dialect {
	return openai.Dialect{TokenField: "max_tokens", SeedField: "seed", FirstCarrier: llm.CarrierSchema, StreamUsage: true}
}

// key returns a source of the test key.
func key(k string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return k, nil }
}

func TestContract(t *testing.T) {
	w := llmtest.OpenAI()
	w.New = func(s llmtest.Setup) llm.Model {
		return openai.New(openai.Config{
			Provider: "test", BaseURL: s.URL + "/v1", Key: key(s.Key), Dialect: generic(), HTTP: s.HTTP, NoProgress: s.NoProgress,
		})
	}
	llmtest.Run(t, w)
}
