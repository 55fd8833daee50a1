package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const theSecret = "s3cr3t-V4lue"

// holder has settings where fmt cannot call methods.
type holder struct{ settings Settings }

func TestSecretsAreNeverPrinted(t *testing.T) {
	l := world{named: "providers:\n- name: house\n  base_url: http://localhost:1\n  proxy: http://u:" + theSecret + "@proxy:1\n  api_key_command: printkey --password " + theSecret + "\n  headers:\n  - {name: X-Key, value: " + theSecret + "}\n"}.mustLoad(t)
	p := l.Settings.Providers[0]
	if got := p.Headers[0].Value.Reveal(); got != theSecret {
		t.Fatalf("the header's value is %q", got)
	}
	printed := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		printed["settings "+verb] = fmt.Sprintf(verb, l.Settings)
		printed["header "+verb] = fmt.Sprintf(verb, p.Headers[0])
		printed["secret "+verb] = fmt.Sprintf(verb, p.Headers[0].Value)
		printed["pointer "+verb] = fmt.Sprintf(verb, &p.Headers[0].Value)
		printed["unexported "+verb] = fmt.Sprintf(verb, struct{ h Header }{p.Headers[0]})
		printed["key "+verb] = fmt.Sprintf(verb, Provider{Name: "a"}.FindKey([]string{"K"}, []string{"K=" + theSecret}))
	}
	printed["holder"] = fmt.Sprintf("%+v", holder{Settings{Providers: []Provider{p}}})
	for name, encode := range map[string]func(any) ([]byte, error){"json": json.Marshal, "yaml": yaml.Marshal} {
		data, err := encode(p.Headers)
		if err != nil || !bytes.Contains(data, []byte(hidden)) {
			t.Errorf("%s: got %s, %v; want %q in it", name, data, err, hidden)
		}
		printed[name] = string(data)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "value", p.Headers[0].Value, "header", p.Headers[0], "settings", l.Settings.Providers[0].Proxy)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "value", p.Headers[0].Value, "header", p.Headers[0])
	printed["slog"] = log.String()
	for _, e := range l.Entries() {
		printed["entry "+e.Key] = e.Value
	}
	for how, text := range printed {
		if strings.Contains(text, theSecret) || strings.Contains(text, fmt.Sprintf("%x", theSecret)) {
			t.Errorf("%s shows the secret: %s", how, text)
		}
	}
	if printed["entry providers[house].headers[0].value"] != hidden || printed["entry providers[house].proxy"] != hidden || printed["entry providers[house].api_key_command"] != "printkey …" {
		t.Errorf("entries are %v", printed)
	}
}

// A secret in a wrong place is not repeated by the message about it.
func TestErrorsNeverRepeatSecrets(t *testing.T) {
	for _, file := range []string{
		"providers: [{name: a, api_key: " + theSecret + "}]\n",
		"api_key: " + theSecret + "\n",
		"providers: [{name: a, api_key_env: " + theSecret + "}]\n",
		"providers: [{name: a, base_url: 'https://me:" + theSecret + "@host/v1'}]\n",
		"providers: [{name: a, base_url: 'https://host/v1?key=" + theSecret + "'}]\n",
		"providers: [{name: a, proxy: '" + theSecret + "'}]\n",
		"providers: [{name: a, proxy: ['" + theSecret + "']}]\n",
		"providers: [{name: a, headers: [{name: X, value: \"" + theSecret + "\\n\"}]}]\n",
		"providers: [{name: a, headers: [{name: X, value: [" + theSecret + "]}]}]\n",
		"providers: [{name: a, api_key_command: 'x \"" + theSecret + "'}]\n",
		"providers: [{name: a, api_key_command: ./" + theSecret + "}]\n",
		"providers:\n- name: a\n  headers:\n  - {name: X, value: " + theSecret + "\n",
	} {
		e := world{named: file}.wrong(t)
		if text := fmt.Sprintf("%v %+v %q %q", e, *e, e.Message, e.Hint); strings.Contains(text, theSecret) {
			t.Errorf("%s\nis refused with %s", file, text)
		}
	}
	e := world{env: []string{"DRAGOMAN_API_KEY=" + theSecret}}.wrong(t)
	if strings.Contains(e.Error(), theSecret) {
		t.Error(e)
	}
}

func TestEmptySecret(t *testing.T) {
	if s := NewSecret(""); !s.IsZero() || s.String() != "" || s.Reveal() != "" || !s.Equal(Secret{}) {
		t.Errorf("got %q", s)
	}
	if NewSecret("a").Equal(NewSecret("b")) {
		t.Error("two secrets are equal")
	}
}
