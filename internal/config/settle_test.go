package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is nearer to the command sets aside what was said about another choice.
func TestNearerChoices(t *testing.T) {
	type models struct{ Provider, Model, Translate string }
	tests := []struct {
		name  string
		file  string
		flags []string
		want  models
	}{
		{"--model over a task's model", "tasks: {translate: {model: openai/a}}\n", []string{"--model=anthropic/b"}, models{"auto", "anthropic/b", ""}},
		{"a task's model over the general one", "model: openai/a\ntasks: {translate: {model: anthropic/b}}\n", nil, models{"auto", "openai/a", "anthropic/b"}},
		{"--provider over another provider's model", "model: openai/a\n", []string{"--provider=ollama"}, models{"ollama", "", ""}},
		{"--provider keeps its own model", "model: openai/a\n", []string{"--provider=openai"}, models{"openai", "openai/a", ""}},
		{"--provider over the file's provider and model", "provider: openai\nmodel: a\n", []string{"--provider=ollama"}, models{"ollama", "", ""}},
		{"the same provider again", "provider: openai\nmodel: a\n", []string{"--provider=openai"}, models{"openai", "a", ""}},
		{"a model of no provider", "model: gemma3\n", []string{"--provider=ollama"}, models{"ollama", "gemma3", ""}},
		{"a model whose name has a slash", "model: Qwen/Qwen3\n", []string{"--provider=vllm"}, models{"vllm", "Qwen/Qwen3", ""}},
		{"a provider that serves others' models", "provider: openrouter\nmodel: anthropic/a\n", []string{"--provider=openrouter"}, models{"openrouter", "anthropic/a", ""}},
		{"--provider over a task's model", "tasks: {translate: {model: openai/a}}\n", []string{"--provider=ollama"}, models{"ollama", "", ""}},
		{"--provider and --model", "provider: openai\nmodel: a\n", []string{"--provider=ollama", "--model=b"}, models{"ollama", "b", ""}},
		{"recordings over every model", "model: gemma3\ntasks: {translate: {model: b}}\n", []string{"--provider=recorded"}, models{"recorded", "", ""}},
		{"--provider auto changes nothing named with its provider", "model: openai/a\n", []string{"--provider=auto"}, models{"auto", "openai/a", ""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world{user: test.file, flags: test.flags}
			home, work := w.folder(t)
			l, err := Load(Options{
				Flags: bound(t, w.flags), Environ: homeEnv(home), WorkDir: work,
				IsProvider: func(name string) bool { return strings.Contains("openai anthropic ollama openrouter", name) },
			})
			if err != nil {
				t.Fatal(err)
			}
			s := l.Settings
			if diff := cmp.Diff(test.want, models{s.Provider, s.Model, s.Tasks.Translate.Model}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSetAsideHasTheWinnersOrigin(t *testing.T) {
	l := world{user: "tasks: {translate: {model: openai/a}}\n", flags: []string{"--model=anthropic/b"}}.mustLoad(t)
	if got := l.Origin("tasks.translate.model").String(); got != "--model" {
		t.Errorf("origin is %s, want --model", got)
	}
}

func TestNearerLengthAndVolume(t *testing.T) {
	s := world{user: "summary: {words: 60, bullets: 4}\nverbose: true\n", flags: []string{"--summary-length=brief", "--quiet"}}.mustLoad(t).Settings
	if s.Summary.Words != 0 || s.Summary.Bullets != 0 || s.Verbose || !s.Quiet {
		t.Errorf("got %+v, quiet %v, verbose %v", s.Summary, s.Quiet, s.Verbose)
	}
	s = world{user: "summary: {words: 60}\nquiet: true\n", flags: []string{"--summary-length=short", "--verbose"}}.mustLoad(t).Settings
	if s.Summary.Words != 60 || s.Quiet || !s.Verbose {
		t.Errorf("the same length named again: got %+v, quiet %v, verbose %v", s.Summary, s.Quiet, s.Verbose)
	}
}

func TestRecordingsCallNobody(t *testing.T) {
	s := world{user: "tasks: {translate: {fallback: [openai/a]}, summarize: {fallback: [openai/a]}}\n", flags: []string{"--provider=recorded"}}.mustLoad(t).Settings
	if s.Tasks.Translate.Fallback != nil || s.Tasks.Summarize.Fallback != nil {
		t.Errorf("got %+v, want no fallbacks", s.Tasks)
	}
}

func TestConflictsNameBothSettings(t *testing.T) {
	tests := []struct {
		name, file string
		flags      []string
		want       string
	}{
		{"words of nothing", "summary: {length: brief, words: 40}\n", nil, "named.yaml line 1: summary.words (named.yaml line 1) and summary.length (named.yaml line 1) do not go together: brief is headline and dek only"},
		{"words of nothing, nearer", "summary: {length: brief}\n", []string{"--summary-words=40"}, "summary.words (--summary-words) and summary.length (named.yaml line 1) do not go together"},
		{"bullets of a paragraph", "", []string{"--summary-length=long", "--summary-bullets=3"}, "summary.bullets (--summary-bullets) and summary.length (--summary-length) do not go together: long is a paragraph"},
		{"bullets of nothing", "", []string{"--summary-length=brief", "--summary-bullets=3"}, "summary.bullets (--summary-bullets) and summary.length (--summary-length) do not go together"},
		{"volume", "", []string{"--quiet", "--verbose"}, "quiet (--quiet) and verbose (--verbose) do not go together"},
		{"a model of recordings", "provider: recorded\n", []string{"--model=openai/a"}, "model (--model) and provider (named.yaml line 1) do not go together: recorded replies"},
		{"a fallback of recordings", "provider: recorded\ntasks: {translate: {fallback: [a/b]}}\n", nil, "named.yaml line 2: tasks.translate.fallback (named.yaml line 2) and provider (named.yaml line 1) do not go together"},
		{"two keys", "providers:\n- name: house\n  api_key_env: KEY\n  api_key_command: pass x\n", nil, "named.yaml line 4: providers[house].api_key_command (named.yaml line 4) and providers[house].api_key_env (named.yaml line 3) do not go together: a provider has one key"},
		{"two prices", "prices:\n- {model: a/b, input: 1, output: 1}\n- {model: a/b, input: 2, output: 2}\n", nil, `named.yaml line 3: prices[1].model: there is a price of "a/b" already`},
		{"two country names", "style:\n  country_names:\n  - {source: a, target: b}\n  - {source: a, target: c}\n", nil, `named.yaml line 4: style.country_names[1].source: there is a rendering of "a" already`},
		{"a charged word in speech and always", "style:\n  charged:\n  - {source: a, target: b, when: speech}\n  - {source: a, target: c}\n", nil, `named.yaml line 4: style.charged[1].source: there is a rendering of "a" already`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := world{named: test.file, flags: test.flags}.wrong(t)
			if !strings.HasPrefix(e.Error(), test.want) {
				t.Errorf("got  %s\nwant %s", e, test.want)
			}
			if len(test.flags) > 0 && e.Kind != FromFlag {
				t.Errorf("kind is %s, want %s", e.Kind, FromFlag)
			}
		})
	}
	world{named: "style:\n  charged:\n  - {source: a, target: b, when: speech}\n  - {source: a, target: c, when: narration}\n"}.mustLoad(t)
}
