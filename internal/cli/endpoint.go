package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"dragoman/internal/config"
	"dragoman/internal/llm"
	"dragoman/internal/llm/anthropic"
	"dragoman/internal/llm/openai"
	"dragoman/internal/llm/preset"
	"dragoman/internal/llm/recorded"
)

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

// address returns the base URL for people, without credentials.
func (e endpoint) address() string {
	u, err := url.Parse(e.BaseURL)
	if err != nil {
		return "an address that is no URL"
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return u.String()
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
