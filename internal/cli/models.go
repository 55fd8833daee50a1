package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"dragoman/internal/config"
	"dragoman/internal/llm"
	"dragoman/internal/llm/anthropic"
	"dragoman/internal/llm/openai"
	"dragoman/internal/llm/preset"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/render"
	"dragoman/testdata"
)

// client is what every adapter is beside a Model.
type client interface {
	llm.Model
	Identity() llm.Identity
	Learned() []string
	Models(context.Context) ([]string, error)
}

// endpoint is a provider as the settings and the preset table give it.
type endpoint struct {
	preset.Preset
	own       config.Provider // the user's part; zero for a bare preset
	here      bool            // on this machine
	keySource string          // where the key comes from, for people; empty: no key found
	key       func(context.Context) (string, error)
}

// endpoint returns a provider by name: one of the user's own, or a preset.
func (a *app) endpoint(name string) (endpoint, error) {
	own, defined := a.settings.FindProvider(name)
	base := name
	if defined && own.Preset != "" {
		base = own.Preset
	}
	p, known := preset.Find(base)
	if !known {
		if !defined || own.Preset != "" {
			return endpoint{}, a.unknownProvider(base)
		}
		p = preset.Preset{Adapter: preset.OpenAI, Dialect: preset.Generic()}
	}
	p.Name = name
	e := endpoint{Preset: p, own: own}
	e.locate(a.Env)
	if err := e.adapt(); err != nil {
		return endpoint{}, err
	}
	e.findKey(a.Env)
	return e, nil
}

func (a *app) unknownProvider(name string) error {
	var names []string
	for _, p := range preset.All() {
		names = append(names, p.Name)
	}
	for _, p := range a.settings.Providers {
		names = append(names, p.Name)
	}
	hint := "there are: " + strings.Join(append(names, recorded.Name), ", ")
	if near := config.Nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fail(exitSettings, fmt.Errorf("there is no provider %q", name), hint)
}

// locate finds the base URL: the user's own, then the provider's variables,
// then the preset's.
func (e *endpoint) locate(env Env) {
	for _, name := range e.BaseURLEnv {
		if value := env.lookup(name); value != "" {
			e.BaseURL = e.Base(value)
			break
		}
	}
	if e.own.BaseURL != "" {
		e.BaseURL = e.own.BaseURL
	}
	e.here = loopback(e.BaseURL) // a preset's server may have been moved elsewhere
	e.Local = e.here || e.own.Local
}

// adapt applies what the user says the service has otherwise than its preset.
func (e *endpoint) adapt() error {
	d := e.own.Dialect
	if e.Adapter == preset.Anthropic && (d.TokenField != "" || d.Role != "" || d.SeedField != "" || d.StreamUsage != nil || len(d.Set) > 0) {
		return fail(exitSettings, fmt.Errorf("provider %s speaks Anthropic's protocol, whose dialect has only drop", e.Name), "take the other dialect settings out")
	}
	if d.TokenField != "" {
		e.Dialect.TokenField = d.TokenField
	}
	if d.Role != "" {
		e.Dialect.InstructionRole = d.Role
	}
	if d.SeedField != "" {
		e.Dialect.SeedField = d.SeedField
	}
	if d.StreamUsage != nil {
		e.Dialect.StreamUsage = *d.StreamUsage
	}
	e.Dialect.Drop = slices.Concat(e.Dialect.Drop, d.Drop)
	for _, f := range d.Set {
		e.Dialect.Set = append(slices.Clip(e.Dialect.Set), openai.Field{Name: f.Name, Value: json.RawMessage(f.Value)})
	}
	return nil
}

// anthropic returns the dialect of an endpoint that speaks Anthropic's protocol.
func (e endpoint) anthropic() anthropic.Dialect {
	d := anthropic.Default()
	d.Drop = slices.Concat(d.Drop, e.own.Dialect.Drop)
	return d
}

// loopback reports whether a URL's host is this machine.
func loopback(base string) bool {
	u, err := url.Parse(base)
	if err != nil {
		return false
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
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
		return nil, fail(exitSettings, fmt.Errorf("--local (local: true) allows only servers on this machine; %s is at %s", e.Name, e.BaseURL), "choose a local one: --provider ollama, or leave --local out")
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
		provider, model := a.reference(ref, "")
		if provider == "" {
			return nil, fail(exitSettings, fmt.Errorf("the fallback %q names no provider", ref), `write it as "provider/model"`)
		}
		c, err := a.candidate(provider, model, t.Carrier)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
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
		Provider: provider, Model: model, Ask: asked, Endpoint: c.Identity().Endpoint, Local: e.Local,
		Ladder: a.ladder(provider+"/"+model, first, fixed), MaxTokens: e.own.MaxTokens,
		ContextTokens: e.own.ContextTokens, Temperature: e.own.Temperature, Thinking: llm.Thinking(e.own.Thinking),
	}, nil
}

// model returns the model to use when none is named.
func (e endpoint) model() string {
	if e.own.Model != "" {
		return e.own.Model
	}
	return e.Model
}

// carrier returns the first carrier to try, and whether a setting fixed it.
func (e endpoint) carrier(task llm.Carrier) (llm.Carrier, bool) {
	switch {
	case task != "":
		return task, true
	case e.own.Carrier != "":
		return llm.Carrier(e.own.Carrier), true
	case e.Adapter == preset.OpenAI && e.Dialect.FirstCarrier != "":
		return e.Dialect.FirstCarrier, false
	}
	return llm.CarrierSchema, false
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

// wrap puts the wrappers around an adapter, outside in: cache, retry, record.
func (a *app) wrap(c client) (llm.Model, error) {
	var m llm.Model = c
	if a.record != "" {
		dir := a.path(a.record)
		m = llm.Record(m, func(r llm.Recording) error { return written(recorded.Save(dir, r)) })
	}
	m = llm.Retry(m, llm.RetryPolicy{Notify: a.noteRetry})
	mode := llm.Mode(a.settings.Cache.Mode)
	if mode == llm.Off || a.record != "" {
		return llm.Cached(m, nil, c.Identity(), llm.Off, a.warn), nil
	}
	store, err := a.openCache()
	if err != nil {
		return nil, err
	}
	return llm.Cached(m, store, c.Identity(), mode, a.warn), nil
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

// noted tells --verbose of each answer: who gave it, its request id and its
// tokens; never its text.
type noted struct {
	llm.Model
	app *app
}

func (n noted) Ask(ctx context.Context, req llm.Request, onText func(string)) (llm.Reply, error) {
	started := n.app.Now()
	reply, err := n.Model.Ask(ctx, req, onText)
	name := req.Provider + "/" + req.Model
	took := render.Duration(n.app.Now().Sub(started))
	switch {
	case err != nil:
		n.app.verbose(fmt.Sprintf("%s: %v, %s", name, err, took))
	case reply.Hit:
		n.app.verbose(fmt.Sprintf("%s: answered from the cache, %s", name, took))
	default:
		n.app.verbose(fmt.Sprintf("%s: request %s, %d tokens in, %d out, %s", name, orDash(reply.RequestID), reply.Usage.PromptTokens, reply.Usage.CompletionTokens, took))
	}
	return reply, err
}

// Forget passes on what a cached model can do.
func (n noted) Forget(ctx context.Context, req llm.Request) error {
	if f, ok := n.Model.(llm.Forgetter); ok {
		return f.Forget(ctx, req)
	}
	return nil
}

// noteRetry tells --verbose of a wait; never with text.
func (a *app) noteRetry(attempt int, wait time.Duration, err error) {
	a.verbose(fmt.Sprintf("attempt %d: %v; again in %s", attempt, err, wait.Round(10*time.Millisecond)))
}

// warn reports what went wrong without stopping the run.
func (a *app) warn(err error) {
	var miss *llm.StoreError
	if errors.As(err, &miss) && miss.Op == "get" {
		a.verbose(err.Error()) // a damaged entry is a miss; it is asked again
		return
	}
	if !a.settings.Quiet {
		a.note("warning: " + err.Error())
	}
}

// verbose prints a line with --verbose.
func (a *app) verbose(line string) {
	if a.settings.Verbose {
		a.note(line)
	}
}

// note prints a line on standard error, whole, from any goroutine.
func (a *app) note(line string) {
	a.noteMu.Lock()
	defer a.noteMu.Unlock()
	io.WriteString(a.Err, line+"\n")
}
