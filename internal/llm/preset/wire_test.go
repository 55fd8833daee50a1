package preset_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
	"dragoman/internal/llm/llmtest"
	"dragoman/internal/llm/openai"
	"dragoman/internal/llm/preset"
)

var update = flag.Bool("update", false, "write the golden files")

// sent returns the body that is sent for a request, by asking a fake server.
func sent(t *testing.T, p preset.Preset, r llm.Request) []byte {
	t.Helper()
	answer := llmtest.Step{Body: llmtest.OpenAI().Stream(llmtest.Answer{Pieces: []string{"ok"}})}
	server := llmtest.NewServer(t, llmtest.Steps(answer))
	c := openai.New(openai.Config{Provider: p.Name, BaseURL: server.URL + "/v1", Dialect: p.Dialect})
	if _, err := c.Ask(t.Context(), r, nil); err != nil {
		t.Fatal(err)
	}
	return server.Received()[0].Body
}

// full returns a request with every knob set.
func full(model string, thinking llm.Thinking, carrier llm.Carrier) llm.Request {
	temperature, topP, seed := 0.0, 0.9, 7
	r := llmtest.Request()
	r.Model, r.Thinking, r.Carrier = model, thinking, carrier
	r.Temperature, r.TopP, r.Seed = &temperature, &topP, &seed
	return r
}

// TestWire compares what is sent for every preset's default model with golden
// bodies, so that an update of go-openai or a change to a row shows itself.
func TestWire(t *testing.T) {
	for _, p := range dialects() {
		t.Run(p.Name, func(t *testing.T) {
			model := cmp.Or(p.Model, "some-model")
			bodies := map[string]json.RawMessage{}
			for _, thinking := range []llm.Thinking{llm.ThinkingLeast, llm.ThinkingDefault, llm.ThinkingHigh} {
				bodies["thinking "+cmp.Or(string(thinking), "least")] = sent(t, p, full(model, thinking, llm.CarrierSchema))
			}
			bodies["json"] = sent(t, p, full(model, llm.ThinkingLeast, llm.CarrierJSON))
			plain := llmtest.Request()
			plain.Model, plain.Carrier, plain.MaxTokens = model, llm.CarrierTags, 0
			bodies["plain"] = sent(t, p, plain)
			got, err := json.MarshalIndent(bodies, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", "wire", p.Name+".json"), append(got, '\n'))
		})
	}
}

// golden compares with a file, or writes it with -update.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run go test -update)", err)
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
	if diff := gocmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
