package cli

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"

	"dragoman/internal/config"
	"dragoman/internal/llm"
	"dragoman/internal/llm/anthropic"
	"dragoman/internal/llm/openai"
	"dragoman/internal/llm/preset"
	"dragoman/internal/llm/recorded"
	"dragoman/testdata"
)

// client is what every adapter is beside a Model.
type client interface {
	llm.Model
	Identity() llm.Identity
	Learned() []string
	Models(context.Context) ([]string, error)
}

// client returns the adapter of an endpoint, one for the life of the process,
// so that what it learns holds for every request.
func (a *app) client(e endpoint) (client, error) {
	a.clientsMu.Lock()
	defer a.clientsMu.Unlock()
	if c, ok := a.clients[e.Name]; ok {
		return c, nil
	}
	c, err := a.newClient(e)
	if err != nil {
		return nil, err
	}
	if a.clients == nil {
		a.clients = map[string]client{}
	}
	a.clients[e.Name] = c
	return c, nil
}

func (a *app) newClient(e endpoint) (client, error) {
	if e.BaseURL == "" {
		hint := "define it in the user file (dragoman config path): providers: [{name: " + e.Name + ", base_url: …}]"
		if len(e.BaseURLEnv) > 0 {
			hint = "set it: export " + e.BaseURLEnv[0] + "=https://…"
		}
		return nil, fail(exitSettings, fmt.Errorf("%s has no base URL", e.Name), hint)
	}
	if a.settings.Local && !e.here {
		return nil, fail(exitSettings, fmt.Errorf("--local (local: true) allows only servers on this machine; %s is at %s", e.Name, e.address()), "choose a local one: --provider ollama, or leave --local out")
	}
	headers := http.Header{}
	for _, h := range e.own.Headers {
		headers.Add(h.Name, h.Value.Reveal())
	}
	switch e.Adapter {
	case preset.Anthropic:
		return anthropic.New(anthropic.Config{
			Provider: e.Name, BaseURL: e.BaseURL, Key: e.key, Dialect: e.anthropic(), Headers: headers,
			Proxy: e.own.Proxy.Reveal(), Local: e.Local, NoProgress: e.own.Timeout, OnState: a.state,
		}), nil
	default:
		return openai.New(openai.Config{
			Provider: e.Name, BaseURL: e.BaseURL, Key: e.key, Dialect: e.Dialect, Headers: headers,
			Proxy: e.own.Proxy.Reveal(), Local: e.Local, NoProgress: e.own.Timeout, OnState: a.state,
		}), nil
	}
}

// reference splits "provider/model". A name without a slash, or whose first
// part is no provider, is a model of the default provider.
func (a *app) reference(ref, provider string) (string, string) {
	first, rest, found := strings.Cut(ref, "/")
	if !found {
		return provider, ref
	}
	_, own := a.settings.FindProvider(first)
	_, known := preset.Find(first)
	if (own || known || first == recorded.Name) && (provider == "" || provider == first || provider == config.Auto) {
		return first, rest
	}
	return provider, ref
}

// candidates returns the ordered models of a task.
func (a *app) candidates(ctx context.Context, t config.Task) ([]llm.Candidate, error) {
	first, err := a.first(ctx, t)
	if err != nil {
		return nil, err
	}
	list := []llm.Candidate{first}
	for _, ref := range t.Fallback {
		c, err := a.candidateOf(ref, t.Carrier)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// candidateOf returns the model of a "provider/model" in the settings.
func (a *app) candidateOf(ref string, carrier llm.Carrier) (llm.Candidate, error) {
	provider, model := a.reference(ref, "")
	if provider == "" {
		return llm.Candidate{}, fail(exitSettings, fmt.Errorf("%q names no provider", ref), `write it as "provider/model"`)
	}
	return a.candidate(provider, model, carrier)
}

// first returns the model a task asks first: the task's own, the general one,
// or what auto chooses.
func (a *app) first(ctx context.Context, t config.Task) (llm.Candidate, error) {
	ref := t.Model
	if ref == "" {
		ref = a.settings.Model
	}
	provider, model := a.reference(ref, a.settings.Provider)
	if provider == "" || provider == config.Auto {
		choice, err := a.choose(ctx)
		if err != nil {
			return llm.Candidate{}, err
		}
		provider = choice.provider
		if model == "" {
			model = choice.model
		}
	}
	return a.candidate(provider, model, t.Carrier)
}

// candidate returns one model, wrapped: cache with single-flight, retry,
// record, adapter. Recordings stand alone: they are a cache of their own.
func (a *app) candidate(provider, model string, carrier llm.Carrier) (llm.Candidate, error) {
	if provider == recorded.Name {
		return a.recordings()
	}
	e, err := a.endpoint(provider)
	if err != nil {
		return llm.Candidate{}, err
	}
	if model == "" {
		model = e.model()
	}
	if model == "" {
		return llm.Candidate{}, fail(exitSettings, fmt.Errorf("%s has no default model", provider), "name one: --model "+provider+"/MODEL", "what it has: dragoman providers test "+provider)
	}
	c, err := a.client(e)
	if err != nil {
		return llm.Candidate{}, err
	}
	asked, err := a.wrap(c)
	if err != nil {
		return llm.Candidate{}, err
	}
	if a.settings.Verbose {
		asked = noted{asked, a}
	}
	first, fixed := e.carrier(carrier)
	return llm.Candidate{
		Provider: provider, Model: model, Ask: asked, Endpoint: c.Identity().Endpoint, Dialect: c.Identity().Dialect, Local: e.Local,
		Ladder: a.ladder(provider+"/"+model, first, fixed), MaxTokens: e.own.MaxTokens,
		ContextTokens: e.own.ContextTokens, Temperature: e.own.Temperature, Thinking: llm.Thinking(e.own.Thinking),
	}, nil
}

// ladder returns the one ladder of a model in this process.
func (a *app) ladder(name string, first llm.Carrier, fixed bool) *llm.Ladder {
	a.clientsMu.Lock()
	defer a.clientsMu.Unlock()
	if a.ladders == nil {
		a.ladders = map[string]*llm.Ladder{}
	}
	if a.ladders[name] == nil {
		a.ladders[name] = llm.NewLadder(first, fixed)
	}
	return a.ladders[name]
}

// recordings returns the model that answers from recorded replies: those that
// come with the program and those of the settings.
func (a *app) recordings() (llm.Candidate, error) {
	folders := []fs.FS{testdata.Recordings()}
	if dir := a.settings.Recordings; dir != "" {
		folders = append(folders, os.DirFS(a.path(dir)))
	}
	m, err := recorded.New(folders...)
	if err != nil {
		return llm.Candidate{}, fail(exitSettings, err)
	}
	return llm.Candidate{
		Provider: recorded.Name, Model: recorded.Name, Ask: m,
		Ladder: llm.NewLadder(llm.CarrierSchema, true), Local: true,
	}, nil
}
