package preset_test

import (
	"slices"
	"strings"
	"testing"

	"dragoman/internal/llm"
	"dragoman/internal/llm/preset"
)

func TestTable(t *testing.T) {
	var names []string
	for _, p := range preset.All() {
		names = append(names, p.Name)
		if found, ok := preset.Find(p.Name); !ok || found.BaseURL != p.BaseURL {
			t.Errorf("%s is not found by its name", p.Name)
		}
		if p.BaseURL == "" && len(p.BaseURLEnv) == 0 {
			t.Errorf("%s has no address and no variable for one", p.Name)
		}
		if strings.HasSuffix(p.BaseURL, "/") {
			t.Errorf("%s: base URL ends in a slash: %s", p.Name, p.BaseURL)
		}
		if !p.Local && (len(p.KeyEnv) == 0 || p.KeyURL == "") {
			t.Errorf("%s is remote and says nothing about its key", p.Name)
		}
		if p.Model != "" && !slices.Contains(p.Models, p.Model) {
			t.Errorf("%s: default %q is not among the known models", p.Name, p.Model)
		}
		if p.Adapter == preset.OpenAI && (p.Dialect.TokenField == "" || p.Dialect.FirstCarrier == "") {
			t.Errorf("%s: dialect without a token field or carrier", p.Name)
		}
	}
	want := strings.Fields("openai azure anthropic gemini mistral deepseek groq openrouter together xai cohere dashscope ollama llamacpp vllm lmstudio")
	if !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
	if _, ok := preset.Find("nobody"); ok {
		t.Error("found a provider nobody knows")
	}
}

// A rule behind a shorter prefix of the same name would never be used.
func TestNoRuleIsHidden(t *testing.T) {
	for _, p := range preset.All() {
		var before []string
		for _, rule := range p.Dialect.Rules {
			for _, model := range rule.Models {
				if i := slices.IndexFunc(before, func(b string) bool { return strings.HasPrefix(model, b) }); i >= 0 {
					t.Errorf("%s: the rule for %q is hidden by that for %q", p.Name, model, before[i])
				}
			}
			before = append(before, rule.Models...)
		}
	}
}

func TestEveryLevelOfThinkingIsKnown(t *testing.T) {
	levels := []llm.Thinking{llm.ThinkingLeast, llm.ThinkingDefault, llm.ThinkingLow, llm.ThinkingMedium, llm.ThinkingHigh}
	for _, p := range preset.All() {
		rows := slices.Clone(p.Dialect.Thinking)
		for _, rule := range p.Dialect.Rules {
			rows = append(rows, rule.Thinking...)
		}
		for _, row := range rows {
			if !slices.Contains(levels, row.Level) {
				t.Errorf("%s: unknown level %q", p.Name, row.Level)
			}
			for _, f := range row.Set {
				if allow := p.Dialect.Allow; len(allow) > 0 && !slices.Contains(allow, f.Name) {
					t.Errorf("%s: %q turns thinking down but is not on the list of allowed fields", p.Name, f.Name)
				}
			}
		}
	}
}

func TestBase(t *testing.T) {
	tests := []struct{ name, value, want string }{
		{"ollama", "127.0.0.1:11500", "http://127.0.0.1:11500/v1"},
		{"ollama", "0.0.0.0", "http://localhost:11434/v1"},
		{"ollama", "http://[::]:11434", "http://localhost:11434/v1"},
		{"ollama", ":11500", "http://localhost:11500/v1"},
		{"ollama", "gpu-box", "http://gpu-box:11434/v1"},
		{"ollama", "https://ollama.example.org/proxy/v1/", "https://ollama.example.org/proxy/v1"},
		{"azure", "https://res.openai.azure.com/", "https://res.openai.azure.com/openai/v1"},
		{"openai", "http://localhost:9000/v1", "http://localhost:9000/v1"},
		{"openai", "http://localhost:9000", "http://localhost:9000/v1"},
		{"anthropic", "https://gateway.example.org", "https://gateway.example.org"},
	}
	for _, tt := range tests {
		p, _ := preset.Find(tt.name)
		if got := p.Base(tt.value); got != tt.want {
			t.Errorf("%s, %q: got %q, want %q", tt.name, tt.value, got, tt.want)
		}
	}
}

func TestProbe(t *testing.T) {
	for name, want := range map[string]string{
		"ollama": "http://localhost:11434/api/version", "llamacpp": "http://localhost:8080/props", "openai": "",
	} {
		p, _ := preset.Find(name)
		if got := p.ProbeURL(p.BaseURL); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func BenchmarkAll(b *testing.B) {
	for b.Loop() {
		_ = preset.All()
	}
}

// dialects returns the presets that speak through the openai adapter.
func dialects() []preset.Preset {
	return slices.DeleteFunc(preset.All(), func(p preset.Preset) bool { return p.Adapter != preset.OpenAI })
}
