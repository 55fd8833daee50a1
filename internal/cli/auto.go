package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"dragoman/internal/config"
	"dragoman/internal/llm"
	"dragoman/internal/llm/preset"
	"dragoman/internal/llm/recorded"
)

// probeTime is how long a local server has to say who it is. One that is up
// answers in a few milliseconds.
const probeTime = 200 * time.Millisecond

// choice is a provider, and perhaps a model, that was chosen for the user.
type choice struct {
	provider string
	model    string
	reason   string
}

// choose picks a provider where the settings name none: a key in the
// environment, in the order of the presets; a local server that says who it is;
// the recordings. The choice holds for the process and is announced once,
// before the first request.
func (a *app) choose(ctx context.Context) (choice, error) {
	a.choiceMu.Lock()
	defer a.choiceMu.Unlock()
	if a.chosen != nil {
		return *a.chosen, nil
	}
	c, err := a.pick(ctx)
	if err != nil {
		return choice{}, err
	}
	a.chosen = &c
	if c.provider != recorded.Name && !a.settings.Quiet && !a.dry {
		name := c.provider
		if c.model != "" {
			name += "/" + c.model
		} else if e, err := a.endpoint(c.provider); err == nil && e.model() != "" {
			name += "/" + e.model()
		}
		a.note(fmt.Sprintf("using %s (%s)", name, c.reason))
	}
	return c, nil
}

func (a *app) pick(ctx context.Context) (choice, error) {
	if !a.settings.Local {
		if c, ok := a.byKey(); ok {
			return c, nil
		}
	}
	c, found, err := a.byServer(ctx)
	if found || err != nil {
		return c, err
	}
	return choice{provider: recorded.Name, reason: "no key is set and no local server answers"}, nil
}

// byKey picks the first preset whose key is in the environment, and names the
// others.
func (a *app) byKey() (choice, bool) {
	var c choice
	var others []string
	for _, p := range preset.All() {
		for _, name := range p.KeyEnv {
			if p.Local || a.lookup(name) == "" {
				continue
			}
			if c.provider == "" {
				c = choice{provider: p.Name, reason: name + " is set"}
			} else {
				others = append(others, p.Name)
			}
			break
		}
	}
	if len(others) > 0 {
		c.reason += "; " + strings.Join(others, ", ") + " too: choose with --provider"
	}
	return c, c.provider != ""
}

// byServer picks a local server that answers its own identifying route. With
// one chat model that is taken; with several the user has to say which.
func (a *app) byServer(ctx context.Context) (choice, bool, error) {
	for _, p := range preset.All() {
		if p.Probe.Path == "" {
			continue
		}
		e, err := a.endpoint(p.Name)
		if err != nil || !e.Local || !probe(ctx, p, e.BaseURL) {
			continue
		}
		c, err := a.client(e)
		if err != nil {
			return choice{}, false, err
		}
		models, err := c.Models(ctx)
		if err != nil {
			return choice{}, false, err
		}
		models = chatModels(models)
		switch len(models) {
		case 0:
			continue
		case 1:
			return choice{provider: p.Name, model: models[0], reason: "it runs at " + e.address()}, true, nil
		}
		return choice{}, false, fail(exitSettings, fmt.Errorf("%s runs at %s with %d models; say which one to use", p.Name, e.address(), len(models)),
			"it has: "+strings.Join(models, ", "), "use one: --model "+p.Name+"/"+models[0])
	}
	return choice{}, false, nil
}

// chatModels leaves out the models that only embed.
func chatModels(models []string) []string {
	var chat []string
	for _, m := range models {
		if low := strings.ToLower(m); !strings.Contains(low, "embed") && !strings.Contains(low, "rerank") && !strings.HasPrefix(low, "bge-") {
			chat = append(chat, m)
		}
	}
	return chat
}

// probe asks a server who it is, with no article text.
func probe(ctx context.Context, p preset.Preset, base string) bool {
	url := p.ProbeURL(base)
	if url == "" {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	client := http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true}, // no proxy: it is this machine
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return err == nil && resp.StatusCode == http.StatusOK && strings.Contains(string(body), p.Probe.Contains)
}

// sameText is the share of a request's lines from which on its article is one
// that was recorded, with other options.
const sameText = 0.5

// unrecorded explains a reply that is not among the recordings: the ways to a
// provider, or which option differs from the recording.
func (a *app) unrecorded(err error) error {
	var miss *recorded.Miss
	if llm.KindOf(err) != llm.Missing || !errors.As(err, &miss) {
		return err
	}
	code, what := exitKey, "no provider is configured, and there is no recorded reply for this article"
	if a.settings.Provider == recorded.Name {
		code, what = exitProvider, "there is no recorded reply for this article"
	}
	if miss.Shared >= sameText && len(miss.Differs) > 0 {
		return fail(code, fmt.Errorf("the sample is recorded with %s; you asked for %s", recordedAs, a.askedAs()),
			"with a provider of your own any option works: dragoman providers list")
	}
	return fail(code, errors.New(what),
		"set a key:       export OPENAI_API_KEY=…      (others: dragoman providers list)",
		"or run locally:  start Ollama, ollama pull gemma3, then add --provider ollama",
		"or see it work:  dragoman demo")
}

// recordedAs is what the samples are recorded with.
const recordedAs = "--length short (the Arabic one also brief and long), the default style and no further facts"

// askedAs names what this run asks for beyond that, as flags and settings.
func (a *app) askedAs() string {
	var asked []string
	for _, name := range a.read.given() {
		if name != "id" && name != "url" && name != "byline" {
			asked = append(asked, "--"+name)
		}
	}
	for _, e := range a.loaded.Entries() {
		shapes := strings.HasPrefix(e.Key, "style.") || strings.HasPrefix(e.Key, "summary.") || e.Key == "prompts" || e.Key == "from" || strings.HasPrefix(e.Key, "read.")
		if !shapes || e.Origin.IsDefault() {
			continue
		}
		if e.Origin.Kind == config.FromFlag {
			asked = append(asked, e.Origin.Name+" "+e.Value)
			continue
		}
		asked = append(asked, e.Key+": "+e.Value)
	}
	if len(asked) == 0 {
		return "something else (the text or a prompt has changed)"
	}
	return strings.Join(asked, ", ")
}
