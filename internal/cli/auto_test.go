package cli

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/internal/llm/preset"
)

// localServer is a fake Ollama (or llama.cpp) with the models given, which
// translates as the house does.
func localServer(t *testing.T, identity string, models ...string) *service {
	t.Helper()
	return newService(t, func(w http.ResponseWriter, r *http.Request, c call) bool {
		switch r.URL.Path {
		case "/v1/chat/completions":
			houseStream(counting{w, len(c.body) / 2}, c.Model, houseReply(c.houseRequest), "stop")
		case "/api/version", "/props":
			fmt.Fprint(w, identity)
		case "/v1/models":
			var list []string
			for _, m := range models {
				list = append(list, fmt.Sprintf(`{"id":%q,"object":"model"}`, m))
			}
			fmt.Fprintf(w, `{"object":"list","data":[%s]}`, strings.Join(list, ","))
		default:
			return false
		}
		return true
	})
}

// counting is a response that says how many tokens the prompt really had, since
// a local server that saw fewer has cut it.
type counting struct {
	http.ResponseWriter
	tokens int
}

func (w counting) Write(p []byte) (int, error) {
	counted := bytes.ReplaceAll(p, []byte(`"prompt_tokens":100`), fmt.Appendf(nil, `"prompt_tokens":%d`, w.tokens))
	_, err := w.ResponseWriter.Write(counted)
	return len(p), err
}

const ollamaVersion = `{"version":"0.12.3"}`

// ollamaAt is the variable that leads to a fake Ollama.
func ollamaAt(s *service) string { return "OLLAMA_HOST=" + strings.TrimPrefix(s.URL, "http://") }

// llamaAt writes user settings that move llama.cpp's own port, which a test
// cannot have, to a fake server.
func llamaAt(t *testing.T, p place, s *service) {
	t.Helper()
	p.file(t, "config/dragoman/config.yaml", "providers:\n  - name: llamacpp\n    preset: llamacpp\n    base_url: "+s.base()+"\n")
}

// noLlama keeps a real llama.cpp of this machine out of a test.
func noLlama(t *testing.T, p place) {
	t.Helper()
	p.file(t, "config/dragoman/config.yaml", "providers:\n  - name: llamacpp\n    preset: llamacpp\n    base_url: http://127.0.0.1:9/v1\n")
}

// TestKeyOrder sets the keys of two neighbours in the table at a time: the
// earlier one is taken, the later one is named.
func TestKeyOrder(t *testing.T) {
	var withKey []preset.Preset
	for _, p := range preset.All() {
		if !p.Local && len(p.KeyEnv) > 0 {
			withKey = append(withKey, p)
		}
	}
	for i := range withKey[1:] {
		first, second := withKey[i], withKey[i+1]
		t.Run(first.Name, func(t *testing.T) {
			last := first.KeyEnv[len(first.KeyEnv)-1] // any of its variables will do
			a := &app{Env: Env{Environ: []string{second.KeyEnv[0] + "=k2", last + "=k1"}}}
			got, ok := a.byKey()
			want := choice{provider: first.Name, reason: last + " is set; " + second.Name + " too: choose with --provider"}
			if !ok || got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
	a := &app{Env: Env{Environ: []string{"OPENAI_API_KEY=", "OLLAMA_API_KEY=k", "VLLM_API_KEY=k"}}}
	if got, ok := a.byKey(); ok {
		t.Errorf("an empty variable or a local server's key chose %+v", got)
	}
}

// TestChoiceIsAnnounced names provider, model and reason once, before the first
// request, with several articles at once.
func TestChoiceIsAnnounced(t *testing.T) {
	p := newPlace(t)
	var errs shared
	server := newService(t, func(_ http.ResponseWriter, _ *http.Request, c call) bool {
		if c.Model != "" && !strings.HasPrefix(errs.String(), "using openai/gpt-6-luna (OPENAI_API_KEY is set; anthropic, mistral too: choose with --provider)\n") {
			t.Errorf("asked before it was said whom:\n%s", errs.String())
		}
		return false
	})
	p = p.with("OPENAI_API_KEY=k", "OPENAI_BASE_URL="+server.base(), "MISTRAL_API_KEY=k", "ANTHROPIC_API_KEY=k")
	p.file(t, "a.txt", story(1))
	p.file(t, "b.txt", story(2))
	var out shared
	code := Main([]string{"digest", "-j", "2", "a.txt", "b.txt"}, Env{Out: &out, Err: &errs, Dir: p.dir, Now: time.Now, Environ: p.environ})
	if code != 0 || strings.Count(errs.String(), "using ") != 1 {
		t.Errorf("exit code %d\n%s", code, errs.String())
	}
	if len(server.seen()) != 4 {
		t.Errorf("%d requests, want 4", len(server.seen()))
	}
	if r := p.run("digest", "--quiet", "a.txt"); r.err != "" {
		t.Errorf("--quiet prints %q", r.err)
	}
}

// TestLocalServers: a server counts when it says who it is, and is asked
// nothing of the article before it was chosen.
func TestLocalServers(t *testing.T) {
	cases := []struct {
		name   string
		ollama *service
		llama  *service // nil: none
		model  string   // that is asked; empty: none
		code   int
		says   []string
	}{
		{"one chat model", localServer(t, ollamaVersion, "gemma3:4b"), nil, "gemma3:4b", 0, []string{"using ollama/gemma3:4b (it runs at http://127.0.0.1:"}},
		{"one chat model beside one that embeds", localServer(t, ollamaVersion, "nomic-embed-text", "qwen3", "bge-m3"), nil, "qwen3", 0, []string{"using ollama/qwen3 "}},
		{"several models", localServer(t, ollamaVersion, "gemma3", "qwen3"), nil, "", 78, []string{"with 2 models", "it has: gemma3, qwen3", "--model ollama/gemma3"}},
		{"no model", localServer(t, ollamaVersion), nil, "", 77, []string{"no provider is configured"}},
		{"another program on the port", localServer(t, `<html>hello</html>`, "gemma3"), nil, "", 77, []string{"no provider is configured"}},
		{"llama.cpp", localServer(t, "no"), localServer(t, `{"default_generation_settings":{}}`, "gpt-oss"), "gpt-oss", 0, []string{"using llamacpp/gpt-oss "}},
		{"both: the first in the table", localServer(t, ollamaVersion, "gemma3"), localServer(t, `{"default_generation_settings":{}}`, "gpt-oss"), "gemma3", 0, []string{"using ollama/gemma3 "}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPlace(t, ollamaAt(c.ollama))
			noLlama(t, p)
			if c.llama != nil {
				llamaAt(t, p, c.llama)
			}
			p.file(t, "a.txt", french)
			r := p.run("translate", "a.txt")
			if r.code != c.code {
				t.Errorf("exit code %d, want %d", r.code, c.code)
			}
			for _, text := range c.says {
				if !strings.Contains(r.err, text) {
					t.Errorf("%q is not said:\n%s", text, r.err)
				}
			}
			calls := c.ollama.seen()
			if c.llama != nil {
				calls = append(calls, c.llama.seen()...)
			}
			var asked []string
			for _, got := range calls {
				if got.Model != "" {
					asked = append(asked, got.Model)
				} else if got.body != "" || strings.Contains(fmt.Sprint(got.header, got.path), "port") {
					t.Errorf("the probe %s carries %q", got.path, got.body)
				}
			}
			var want []string
			if c.model != "" {
				want = []string{c.model}
			}
			if !slices.Equal(asked, want) {
				t.Errorf("asked the models %v, want %v", asked, want)
			}
		})
	}
}

// TestProbeGoesNowhereElse: a probe obeys no redirect, and a server that does
// not answer is none.
func TestProbeGoesNowhereElse(t *testing.T) {
	elsewhere := localServer(t, ollamaVersion, "gemma3")
	release := make(chan struct{})
	t.Cleanup(func() { close(release) }) // before the server's own end, which waits for it
	for name, reply := range map[string]func(http.ResponseWriter, *http.Request, call) bool{
		"redirect": func(w http.ResponseWriter, r *http.Request, _ call) bool {
			http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusFound)
			return true
		},
		"silence": func(_ http.ResponseWriter, r *http.Request, _ call) bool {
			select {
			case <-r.Context().Done():
			case <-release:
			}
			return true
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t, ollamaAt(newService(t, reply)))
			noLlama(t, p)
			p.file(t, "a.txt", french)
			if r := p.run("translate", "a.txt"); r.code != exitKey {
				t.Errorf("exit code %d, want 77\n%s", r.code, r.err)
			}
		})
	}
	if n := len(elsewhere.seen()); n > 0 {
		t.Errorf("a probe was led elsewhere %d times", n)
	}
}

// TestLocalIgnoresKeys: --local neither takes a key's service nor sends
// anything to it.
func TestLocalIgnoresKeys(t *testing.T) {
	cloud := newService(t, nil)
	environ := []string{"OPENAI_API_KEY=k", "ANTHROPIC_API_KEY=k", "HTTP_PROXY=" + cloud.URL, "HTTPS_PROXY=" + cloud.URL}
	p := newPlace(t, environ...)
	noLlama(t, p)
	p.file(t, "a.txt", french)
	cases := []struct {
		name string
		args []string
		code int
		says string
	}{
		{"none there", nil, 77, "no provider is configured"},
		{"a remote one by name", []string{"--provider", "openai"}, 78, "--local"},
		{"a remote model by name", []string{"--model", "anthropic/claude-haiku-5-5"}, 78, "--local"},
		{"the recordings", []string{"--provider", "recorded"}, 69, "no recorded reply"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := p.process(t, append([]string{"translate", "--local", "a.txt"}, c.args...)...)
			if r.code != c.code || !strings.Contains(r.err, c.says) || r.out != "" {
				t.Errorf("exit code %d, want %d\n%s%s", r.code, c.code, r.out, r.err)
			}
		})
	}
	ollama := localServer(t, ollamaVersion, "gemma3")
	if r := p.with(ollamaAt(ollama)).process(t, "translate", "--local", "a.txt"); r.code != 0 || !strings.Contains(r.err, "using ollama/gemma3") {
		t.Errorf("with a local server: exit code %d\n%s", r.code, r.err)
	}
	if n := len(cloud.seen()); n > 0 {
		t.Errorf("%d requests left the machine", n)
	}
}

// TestSettingsTurnAutoOff: with a provider set, by whatever means, nobody is
// looked for.
func TestSettingsTurnAutoOff(t *testing.T) {
	house := newService(t, nil)
	for _, c := range []struct {
		name    string
		environ []string
		args    []string
	}{
		{"variable", []string{"DRAGOMAN_PROVIDER=openai"}, nil},
		{"flag", nil, []string{"--provider", "openai"}},
		{"model", nil, []string{"--model", "openai/gpt-6-luna"}},
		{"variable of the model", []string{"DRAGOMAN_MODEL=openai/gpt-6-luna"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			ollama := localServer(t, ollamaVersion, "gemma3")
			p := newPlace(t, append(c.environ, ollamaAt(ollama), "OPENAI_BASE_URL="+house.base(), "ANTHROPIC_API_KEY=k")...)
			noLlama(t, p)
			p.file(t, "a.txt", french)
			// Its key is not set, so that auto would choose another; a server on
			// this machine need not have one.
			r := p.run(append([]string{"translate", "a.txt"}, c.args...)...)
			if r.code != 0 || strings.Contains(r.err, "using ") || !strings.Contains(r.err, "openai/gpt-6-luna") {
				t.Errorf("exit code %d\n%s", r.code, r.err)
			}
			if n := len(ollama.seen()); n > 0 {
				t.Errorf("the local server was probed %d times", n)
			}
		})
	}
	if n := len(house.seen()); n != 4 {
		t.Errorf("the provider that was set was asked %d times, want 4", n)
	}
}
