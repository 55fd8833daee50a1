// Package preset is the table of known providers: where they are, how they are
// spoken to, which model is a good start.
//
// [All] returns the table in the order in which the program looks for a key;
// [Find] returns one row. Everything in a row can be changed by settings.
package preset

import (
	"net"
	"net/url"
	"strings"

	"dragoman/internal/llm/openai"
)

// The adapters a preset may name.
const (
	OpenAI    = "openai"    // chat completions: internal/llm/openai
	Anthropic = "anthropic" // messages: internal/llm/anthropic
)

// Preset is one provider as it is without settings.
type Preset struct {
	Name       string
	BaseURL    string   // empty: the user has one of their own
	BasePath   string   // added to a base URL from BaseURLEnv that has no path
	BaseURLEnv []string // variables that hold a base URL, first wins
	KeyEnv     []string // variables that hold the key, first wins
	KeyURL     string   // where to get a key
	Adapter    string   // OpenAI or Anthropic
	Dialect    openai.Dialect
	Model      string   // the default; empty: ask the service what it has
	Models     []string // known to translate well enough, cheapest first
	Local      bool     // a server on this machine; its key, if any, is optional
	Probe      Probe    // how to tell the server; local ones that are looked for only
}

// Probe is a route that identifies a local server without being sent anything.
type Probe struct {
	Path     string // from the server's root; empty: not looked for
	Contains string // what a 200's body must contain
}

// Find returns the preset of a name.
func Find(name string) (Preset, bool) {
	for _, p := range All() {
		if p.Name == name {
			return p, true
		}
	}
	return Preset{}, false
}

// ProbeURL returns the address to probe on the server of a base URL, or "" when
// the preset has no probe.
func (p Preset) ProbeURL(base string) string {
	u, err := url.Parse(base)
	if err != nil || p.Probe.Path == "" {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: p.Probe.Path}).String()
}

// Base returns the base URL that the value of one of BaseURLEnv means: with a
// scheme, with BasePath when it has no path, and, as OLLAMA_HOST may name the
// address a server listens on, with a host one can connect to.
func (p Preset) Base(value string) string {
	value = strings.TrimRight(strings.TrimSpace(value), "/")
	if value != "" && !strings.Contains(value, "://") {
		value = "http://" + value
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" {
		return value
	}
	if u.Path == "" {
		u.Path = p.BasePath
	}
	if p.Local {
		u.Host = p.reachable(u)
	}
	return u.String()
}

// reachable returns a host to connect to, with the preset's own port when none
// is given.
func (p Preset) reachable(u *url.URL) string {
	host, port := u.Hostname(), u.Port()
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	if own, err := url.Parse(p.BaseURL); err == nil && port == "" && u.Scheme == "http" {
		port = own.Port()
	}
	if port == "" {
		return host
	}
	return net.JoinHostPort(host, port)
}
