package cli

import (
	"context"

	"dragoman/internal/llm"
)

// findKey finds where the key comes from, without reading it. A service that
// wants a key and has none says so when it is asked, not before: what is in the
// cache needs no key.
func (e *endpoint) findKey(env Env) {
	source := e.own.FindKey(e.KeyEnv, env.Environ)
	if source != nil {
		e.keySource, e.key = source.String(), source.Key
		return
	}
	wanted := e.KeyEnv
	if e.own.APIKeyEnv != "" {
		wanted = []string{e.own.APIKeyEnv}
	}
	if e.Local || len(wanted) == 0 {
		return // a server of one's own need not have one
	}
	name, hint := e.Name, "set it: export "+wanted[0]+"=…"
	if e.KeyURL != "" {
		hint += "   (get one: " + e.KeyURL + ")"
	}
	e.key = func(context.Context) (string, error) {
		return "", &llm.Error{Provider: name, Kind: llm.Auth, Message: "no key is set (" + wanted[0] + ")", Hint: hint}
	}
}

// keyState says in a word or two whether there is a key.
func (e endpoint) keyState() string {
	switch {
	case e.keySource != "":
		return e.keySource
	case e.own.APIKeyEnv != "":
		return "not set (" + e.own.APIKeyEnv + ")"
	case e.Local || len(e.KeyEnv) == 0 && e.own.APIKeyEnv == "":
		return "none needed"
	}
	return "not set"
}
