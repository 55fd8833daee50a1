package anthropic_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
	"dragoman/internal/llm/anthropic"
	"dragoman/internal/llm/llmtest"
)

var update = flag.Bool("update", false, "rewrite the golden wire bodies")

// full is a request with every field set.
func full(model string) llm.Request {
	half, seed := 0.5, 7
	return llm.Request{
		Provider: "test", Model: model, Carrier: llm.CarrierSchema, SchemaName: "summary",
		Schema: json.RawMessage(`{"type":"object","properties":{"headline":{"type":"string"},"dek":{"type":"string"}},"required":["headline","dek"],"additionalProperties":false}`),
		Messages: []llm.Message{
			{Role: llm.System, Content: "Translate into English."},
			{Role: llm.System, Content: "Keep <names>."},
			{Role: llm.User, Content: "[s01] Es war einmal"},
			{Role: llm.Assistant, Content: "Once"},
			{Role: llm.User, Content: "Go on."},
		},
		MaxTokens: 1000, Temperature: &half, TopP: &half, Seed: &seed,
	}
}

// TestWire shows what is sent. A change here, of ours or by an update of the
// SDK, changes what a cached answer was the answer to: raise the adapter's
// version.
func TestWire(t *testing.T) {
	plain := llm.Request{
		Model: "claude-haiku-5-5", Carrier: llm.CarrierTags, Thinking: llm.ThinkingDefault,
		Messages: []llm.Message{{Role: llm.System, Content: "A house style that is long."}, {Role: llm.User, Content: "Text"}},
	}
	early := anthropic.Default()
	early.CacheFrom = len("A house style that is long.")
	high := full("claude-opus-5-5")
	high.Thinking = llm.ThinkingHigh
	adaptive := anthropic.Default()
	adaptive.Rules, adaptive.Thinking = nil, []anthropic.ThinkingRow{{Level: llm.ThinkingLeast, Type: "disabled"}, {Level: llm.ThinkingHigh, Type: "adaptive"}}
	for _, test := range []struct {
		name    string
		req     llm.Request
		dialect anthropic.Dialect
	}{
		{"haiku-5-5", full("claude-haiku-5-5"), anthropic.Default()},
		{"opus-5-5-high", high, anthropic.Default()},
		{"sonnet-4-6", full("claude-sonnet-4-6"), anthropic.Default()},
		{"haiku-4-5", full("claude-haiku-4-5"), anthropic.Default()},
		{"short-prompt", plain, anthropic.Default()},
		{"cached-prompt", plain, early},
		{"thinking-disabled", full("other-model"), adaptive},
		{"thinking-adaptive", high, adaptive},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := sent(t, test.req, test.dialect)
			golden(t, filepath.Join("testdata", "wire", test.name+".json"), got.Body)
		})
	}
}

// sent returns the request that goes out.
func sent(t *testing.T, req llm.Request, d anthropic.Dialect) llmtest.Received {
	t.Helper()
	server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Body: stream(llmtest.Answer{Pieces: []string{"ok"}})}))
	if _, err := client(llmtest.Setup{URL: server.URL, Key: llmtest.Key}, d).Ask(t.Context(), req, nil); err != nil {
		t.Fatal(err)
	}
	return server.Received()[0]
}

func golden(t *testing.T, path string, body []byte) {
	t.Helper()
	var got bytes.Buffer
	if err := json.Indent(&got, body, "", "  "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("wire body (-want +got):\n%s", diff)
	}
}

// TestHeaders: nothing about this machine leaves it, the environment adds
// nothing, and the protocol's version is pinned.
func TestHeaders(t *testing.T) {
	t.Setenv("ANTHROPIC_API_KEY", "from-the-environment")
	t.Setenv("ANTHROPIC_AUTH_TOKEN", "from-the-environment")
	t.Setenv("ANTHROPIC_BASE_URL", "http://elsewhere.invalid")
	t.Setenv("ANTHROPIC_CUSTOM_HEADERS", "X-Extra: from-the-environment")
	got := sent(t, full("claude-haiku-5-5"), anthropic.Default())
	for name, values := range got.Header {
		if strings.HasPrefix(name, "X-Stainless") || strings.Contains(strings.Join(values, " "), "environment") {
			t.Errorf("sent header %s: %v", name, values)
		}
	}
	for name, want := range map[string]string{"X-Api-Key": llmtest.Key, "Authorization": "", "Anthropic-Version": "2023-06-01", "User-Agent": "dragoman", "X-Extra": ""} {
		if got := got.Header.Get(name); got != want {
			t.Errorf("header %s: got %q, want %q", name, got, want)
		}
	}
}

// TestBaseURL: the address works with and without the version, and below a
// path, as services in between have it.
func TestBaseURL(t *testing.T) {
	for base, want := range map[string]string{"": "/v1/messages", "/": "/v1/messages", "/v1": "/v1/messages", "/v1/": "/v1/messages", "/anthropic": "/anthropic/v1/messages"} {
		server := llmtest.NewServer(t, llmtest.Steps(llmtest.Step{Body: stream(llmtest.Answer{Pieces: []string{"ok"}})}))
		c := anthropic.New(anthropic.Config{BaseURL: server.URL + base, Headers: http.Header{"x-proxy": {"1"}}})
		if _, err := c.Ask(t.Context(), llm.Request{Model: "m", Messages: []llm.Message{{Role: llm.User, Content: "x"}}}, nil); err != nil {
			t.Fatal(err)
		}
		r := server.Received()[0]
		if r.Path != want || r.Header.Get("X-Proxy") != "1" || r.Header.Get("X-Api-Key") != "" {
			t.Errorf("base %q: got path %s, proxy header %q, key %q; want %s, 1, none", base, r.Path, r.Header.Get("X-Proxy"), r.Header.Get("X-Api-Key"), want)
		}
	}
}

// TestHash: every field of a dialect, at any depth, is part of the identity.
func TestHash(t *testing.T) {
	base := anthropic.Dialect{
		MaxTokens: 1, CacheFrom: 1, Drop: []string{"a"},
		Thinking: []anthropic.ThinkingRow{{Level: "a", Effort: "a", Type: "a"}},
		Rules:    []anthropic.Rule{{Models: []string{"a"}, Drop: []string{"a"}, Thinking: []anthropic.ThinkingRow{{Level: "a"}}}},
	}
	seen := map[string]string{base.Hash(): "nothing"}
	walk(reflect.ValueOf(&base).Elem(), "Dialect", func(path string) {
		hash := base.Hash()
		if other, ok := seen[hash]; ok {
			t.Errorf("changing %s gives the hash of changing %s", path, other)
		}
		seen[hash] = path
	})
	if len(seen) < 11 {
		t.Errorf("walked %d fields, want at least 11", len(seen))
	}
}

// walk changes each leaf in turn, calls changed, and puts it back.
func walk(v reflect.Value, path string, changed func(string)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), path+"."+v.Type().Field(i).Name, changed)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), path+"[]", changed)
		}
	case reflect.String:
		v.SetString("b")
		changed(path)
		v.SetString("a")
	case reflect.Int:
		v.SetInt(2)
		changed(path)
		v.SetInt(1)
	default:
		panic("a field of a kind nobody thought of: " + path)
	}
}
