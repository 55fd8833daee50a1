package openai_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"dragoman/internal/llm"
	"dragoman/internal/llm/openai"
)

// TestEndToEnd talks to a real server. Set DRAGOMAN_TEST_LLM_URL to the base
// URL, ending in /v1, of one that has exactly one model; what the model says
// does not matter, so a tiny one with random weights will do.
func TestEndToEnd(t *testing.T) {
	base := os.Getenv("DRAGOMAN_TEST_LLM_URL")
	if base == "" {
		t.Skip("DRAGOMAN_TEST_LLM_URL is not set")
	}
	c := openai.New(openai.Config{Provider: "endtoend", BaseURL: base, Dialect: generic(), Local: true})
	models, err := c.Models(t.Context())
	if err != nil || len(models) != 1 {
		t.Fatalf("models: got %q, %v; want one", models, err)
	}
	request := func(carrier llm.Carrier) llm.Request {
		zero := 0.0
		return llm.Request{
			Provider: "endtoend", Model: models[0], Carrier: carrier, SchemaName: "translation", MaxTokens: 2000, Temperature: &zero,
			Schema: []byte(`{"type":"object","properties":{"s01":{"type":"string"},"s02":{"type":"string"}},"required":["s01","s02"],"additionalProperties":false}`),
			Messages: []llm.Message{
				{Role: llm.System, Content: "Translate into English. Answer with a JSON object of id to text."},
				{Role: llm.User, Content: "s01: Guten Morgen.\ns02: Gute Nacht."},
			},
		}
	}
	t.Run("schema", func(t *testing.T) {
		var parts map[string]string
		reply := askReal(t, c, request(llm.CarrierSchema))
		if err := json.Unmarshal([]byte(reply.Text), &parts); err != nil || len(parts) != 2 {
			t.Errorf("got %v from %q, want two texts", err, reply.Text)
		}
	})
	t.Run("json", func(t *testing.T) {
		reply := askReal(t, c, request(llm.CarrierJSON))
		if !strings.HasPrefix(strings.TrimSpace(reply.Text), "{") {
			t.Errorf("got %q, want an object", reply.Text)
		}
	})
	t.Run("tags", func(t *testing.T) { askReal(t, c, request(llm.CarrierTags)) })
	t.Run("output limit", func(t *testing.T) {
		r := request(llm.CarrierSchema)
		r.MaxTokens = 2
		reply, err := c.Ask(t.Context(), r, nil)
		if llm.KindOf(err) != llm.Cut || reply.Finish != llm.FinishLength {
			t.Errorf("got %v, finish %q; want cut by length", err, reply.Finish)
		}
	})
	t.Run("unknown model", func(t *testing.T) {
		r := request(llm.CarrierTags)
		r.Model = "no-such-model"
		if _, err := c.Ask(t.Context(), r, nil); llm.KindOf(err) != llm.BadRequest {
			t.Errorf("got %v, want bad_request", err)
		}
	})
}

// askReal asks and checks what every answer of a real server has. JSON without
// a schema may run into the output limit; that is the model's doing.
func askReal(t *testing.T, c *openai.Client, r llm.Request) llm.Reply {
	t.Helper()
	var pieces strings.Builder
	reply, err := c.Ask(t.Context(), r, func(p string) { pieces.WriteString(p) })
	if err != nil && (r.Carrier != llm.CarrierJSON || reply.Finish != llm.FinishLength) {
		t.Fatal(err)
	}
	if reply.Text == "" || pieces.String() != reply.Text {
		t.Errorf("text %q, pieces %q; want the same, not empty", reply.Text, pieces.String())
	}
	if reply.Usage.PromptTokens == 0 || reply.Usage.CompletionTokens == 0 {
		t.Errorf("usage: got %+v, want counts", reply.Usage)
	}
	return reply
}
