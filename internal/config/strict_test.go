package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestStrictFiles(t *testing.T) {
	tests := []struct {
		name, file, want string
		hint             string // a part of it
	}{
		{"misspelt", "\n\nmodle: x\n", `named.yaml line 3: unknown setting "modle"; did you mean "model"?`, ""},
		{"misspelt below", "style:\n  englsih: uk\n", `named.yaml line 2: unknown setting "englsih"; did you mean "english"?`, ""},
		{"wrong place", "english: uk\n", `named.yaml line 1: unknown setting "english"; did you mean "style.english"?`, ""},
		{"upper case", "Model: x\n", `named.yaml line 1: unknown setting "Model"; did you mean "model"?`, ""},
		{"nothing near", "xyzzyplugh: 1\n", `named.yaml line 1: unknown setting "xyzzyplugh"`, "dragoman help settings"},
		{"point in a name", "style.english: uk\n", `named.yaml line 1: unknown setting "style.english"`, ""},
		{"in an entry", "providers:\n  - name: house\n    baseurl: http://x\n", `named.yaml line 3: unknown setting "baseurl"; did you mean "base_url"?`, ""},
		{"a key", "providers:\n  - name: house\n    api_key: sk-secret\n", `named.yaml line 3: unknown setting "api_key"`, "api_key_env"},
		{"twice", "model: a\nprovider: b\nmodel: c\n", `named.yaml line 3: model: it stands here a second time, after line 1`, ""},
		{"twice in an entry", "providers:\n- name: a\n  name: b\n", `named.yaml line 3: providers[0].name: it stands here a second time, after line 2`, ""},
		{"section as text", "style: uk\n", `named.yaml line 1: style: settings are expected here: english, honorifics, doctor, headline, dateline, country_names, charged, notes`, ""},
		{"text as section", "model:\n  name: x\n", `named.yaml line 2: model: one value is expected here, not a list or section`, ""},
		{"text as list", "model: [a]\n", `named.yaml line 1: model: one value is expected here, not a list or section`, ""},
		{"list as text", "tasks: {translate: {fallback: a/b}}\n", `named.yaml line 1: tasks.translate.fallback: a list is expected here`, "fallback: [one, two]"},
		{"entries as section", "providers:\n  house: {}\n", `named.yaml line 2: providers: a list is expected here; every entry begins with a dash`, ""},
		{"entry as text", "providers: [house]\n", `named.yaml line 1: providers[0]: settings are expected here: name, preset`, ""},
		{"number as text", "model: 4.1\n", `named.yaml line 1: model: text is expected here; put it in quotes: "…"`, ""},
		{"switch as text", "from: true\n", `named.yaml line 1: from: text is expected here; put it in quotes: "…"`, ""},
		{"date as text", "from: 2026-11-23\n", `named.yaml line 1: from: text is expected here; put it in quotes: "…"`, ""},
		{"text as switch", "local: yes\n", `named.yaml line 1: local: "yes" is not true or false`, ""},
		{"quoted switch", "local: \"true\"\n", `named.yaml line 1: local: "true" is not true or false`, ""},
		{"no value", "local:\n", `named.yaml line 1: local: it has no value; write one, or "" for none`, ""},
		{"text as number", "jobs: many\n", `named.yaml line 1: jobs: "many" is not a whole number`, ""},
		{"octal", "jobs: 010\n", `named.yaml line 1: jobs: "010" is not a whole number from 0 to 100,000,000`, ""},
		{"hexadecimal", "jobs: 0x10\n", `named.yaml line 1: jobs: "0x10" is not a whole number from 0 to 100,000,000`, ""},
		{"too large", "jobs: 99999999999999999999\n", `named.yaml line 1: jobs: "99999999999999999999" is not a whole number`, ""},
		{"none", "jobs: 0\n", `named.yaml line 1: jobs: it must be 1 at least`, ""},
		{"time without unit", "timeout: 600\n", `named.yaml line 1: timeout: "600" is not a number with a unit`, ""},
		{"negative time", "timeout: -5m\n", `named.yaml line 1: timeout: "-5m" is no time; write a number and a unit, such as 90s or 10m`, ""},
		{"size", "read: {max_size: huge}\n", `named.yaml line 1: read.max_size: "huge" is no size`, ""},
		{"enumerated", "cache: {mode: offf}\n", `named.yaml line 1: cache.mode: "offf" is none of rw, ro, refresh, offline, off; did you mean "off"?`, ""},
		{"carrier", "tasks: {summarize: {carrier: xml}}\n", `named.yaml line 1: tasks.summarize.carrier: "xml" is none of schema, json, tags, single`, ""},
		{"host", "sites: [{host: 'https://example.org/news'}]\n", `named.yaml line 1: sites[0].host: "https://example.org/news" is no host; write it as example.org`, ""},
		{"selector", "sites: [{host: example.org, drop: ['.a', 'p[']}]\n", `named.yaml line 1: sites[0].drop: "p[" is no CSS selector`, ""},
		{"language", "from: العربية\n", `named.yaml line 1: from: "العربية" is no language tag`, ""},
		{"fallback without provider", "tasks: {translate: {fallback: [gpt]}}\n", `named.yaml line 1: tasks.translate.fallback: "gpt" names no provider`, ""},
		{"top is a list", "- model\n", `named.yaml line 1: settings are expected here: provider, model`, ""},
		{"top is text", "hello\n", `named.yaml line 1: settings are expected here: provider, model`, ""},
		{"not YAML", "model: x\nprovider: [a\n", `named.yaml line 2: it is not YAML: did not find expected ',' or ']'`, ""},
		{"tab", "style:\n\tenglish: uk\n", `named.yaml line 2: it is not YAML: found character that cannot start any token`, ""},
		{"second document", "model: x\n---\nmodel: y\n", `named.yaml line 2: a second document begins here; settings are one document`, ""},
		{"not UTF-8", "model: x\nfrom: \xe9\n", `named.yaml line 2: it is not UTF-8 text`, ""},
		{"UTF-16", "\xff\xfem\x00o\x00", `named.yaml line 1: it is not UTF-8 text`, ""},
		{"NUL", "model: \x00\n", `named.yaml line 1: it is not UTF-8 text, or holds a control character`, ""},
		{"anchor", "model: &m x\n", `named.yaml line 1: model: anchors, aliases and merge keys are not read in settings`, ""},
		{"alias", "model: x\ntasks: {translate: {model: *m}}\n", `named.yaml: it is not YAML: unknown anchor 'm' referenced`, ""},
		{"merge key", "style: {<<: {english: uk}}\n", `named.yaml line 1: anchors, aliases and merge keys are not read in settings`, ""},
		{"number as name", "1: x\n", `named.yaml line 1: the name of a setting is expected here`, ""},
		{"null as name", "~: x\n", `named.yaml line 1: the name of a setting is expected here`, ""},
		{"list as name", "? [a]\n: x\n", `named.yaml line 1: the name of a setting is expected here`, ""},
		{"tag", "model: !!binary aGk=\n", `named.yaml line 1: model: tags are not read in settings`, ""},
		{"own tag", "model: !exec id\n", `named.yaml line 1: model: tags are not read in settings`, ""},
		{"entry without name", "providers:\n  - base_url: http://x\n", `named.yaml line 2: providers[0]: it has no name`, ""},
		{"price without output", "prices: [{model: a/b, input: 1}]\n", `named.yaml line 1: prices[0]: it has no output`, ""},
		{"empty term", "style: {charged: [{source: '', target: x}]}\n", `named.yaml line 1: style.charged[0]: it has no source`, ""},
		{"negative price", "prices: [{model: a/b, input: -1, output: 1}]\n", `named.yaml line 1: prices[0].input: "-1" is no price`, ""},
		{"infinite price", "prices: [{model: a/b, input: .inf, output: 1}]\n", `named.yaml line 1: prices[0].input: ".inf" is no price`, ""},
		{"temperature", "providers: [{name: a, temperature: 3}]\n", `named.yaml line 1: providers[0].temperature: "3" is not a number from 0 to 2`, ""},
		{"dialect field", "providers: [{name: a, dialect: {set: [{name: messages, value: 1}]}}]\n", `named.yaml line 1: providers[0].dialect.set[0].name: "messages" is the program's own to send`, ""},
		{"dialect value", "providers: [{name: a, dialect: {set: [{name: effort, value: low}]}}]\n", `named.yaml line 1: providers[0].dialect.set[0].value: "low" is not JSON`, ""},
		{"reserved name", "providers: [{name: auto}]\n", `named.yaml line 1: providers[0].name: "auto" is a name that the program uses itself`, ""},
		{"slash in a name", "providers: [{name: a/b}]\n", `named.yaml line 1: providers[0].name: "a/b" is no name for a provider`, ""},
		{"two of a name", "providers:\n- name: a\n- name: a\n", `named.yaml line 3: providers[1].name: there is a provider "a" already, at line 2`, ""},
		{"address", "providers: [{name: a, base_url: localhost:8080}]\n", `named.yaml line 1: providers[0].base_url: it is no address`, ""},
		{"file address", "providers: [{name: a, base_url: 'file:///etc'}]\n", `named.yaml line 1: providers[0].base_url: it is no address`, ""},
		{"header line", "providers: [{name: a, headers: [{name: X, value: \"a\\r\\nB: c\"}]}]\n", `named.yaml line 1: providers[0].headers[0].value: it holds a line end`, ""},
		{"header name", "providers: [{name: a, headers: [{name: 'X: y', value: v}]}]\n", `named.yaml line 1: providers[0].headers[0].name: "X: y" is no name for a header`, ""},
		{"relative command", "providers: [{name: a, api_key_command: ./key.sh}]\n", `named.yaml line 1: providers[0].api_key_command: the program is relative`, ""},
		{"open quote", "providers: [{name: a, api_key_command: 'pass \"show'}]\n", `named.yaml line 1: providers[0].api_key_command: a quote in it is not closed`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := world{named: test.file}.wrong(t)
			if !strings.HasPrefix(e.Error(), test.want) {
				t.Errorf("got  %s\nwant %s", e, test.want)
			}
			if !strings.Contains(e.Hint, test.hint) {
				t.Errorf("hint is %q, want %q in it", e.Hint, test.hint)
			}
			if e.Kind != FromConfig {
				t.Errorf("kind is %s, want %s", e.Kind, FromConfig)
			}
		})
	}
}

func TestFilesThatAreFine(t *testing.T) {
	for name, file := range map[string]string{
		"comments only":         "# nothing\n",
		"white space":           " \n\n",
		"empty document":        "---\n",
		"byte order mark":       "\ufeffmodel: x\n",
		"CRLF":                  "model: x\r\nstyle:\r\n  english: uk\r\n",
		"null section":          "style:\n  # english: uk\nmodel: x\n",
		"null list":             "tasks:\n  translate:\n    fallback:\n      # - a/b\nproviders:\n",
		"off is text":           "cache:\n  mode: off\n",
		"zero without a unit":   "timeout: 0\n",
		"size without a unit":   "read: {max_size: 5000}\n",
		"JSON is YAML":          `{"model": "x", "style": {"english": "uk"}}`,
		"document end":          "model: x\n...\n",
		"empty text is a value": `model: ""` + "\n",
	} {
		t.Run(name, func(t *testing.T) { world{named: file}.mustLoad(t) })
	}
	l := world{named: "\ufeffmodel: x\r\nstyle:\r\n  notes: |\r\n    one\r\n    two\r\n"}.mustLoad(t)
	if l.Settings.Model != "x" || l.Settings.Style.Notes != "one\ntwo\n" {
		t.Errorf("got model %q and notes %q", l.Settings.Model, l.Settings.Style.Notes)
	}
}

// An alias bomb would be billions of values; it is refused at its first
// anchor, without expanding anything.
func TestAliasBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("style:\n  country_names: &a0 [x]\n")
	for i := range 40 {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d,", i), 20))
	}
	started := time.Now()
	e := world{project: b.String()}.wrong(t)
	if !strings.Contains(e.Message, "anchors, aliases") {
		t.Errorf("got %v", e)
	}
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("refusing took %v", took)
	}
}

func TestDeepAndLargeFiles(t *testing.T) {
	e := world{project: "model: " + strings.Repeat("[", 200_000) + "\n"}.wrong(t)
	if e.File == "" {
		t.Errorf("got %v, want an error about the file", e)
	}
	e = world{project: "model: x\n" + strings.Repeat("# a comment\n", 100_000)}.wrong(t)
	if !strings.Contains(e.Message, "larger than 1 MiB") {
		t.Errorf("got %v", e)
	}
}

func TestFilesThatAreNone(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "dragoman.yaml"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := Load(Options{WorkDir: dir})
	if err == nil || err.Error() != "dragoman.yaml: read settings: it is not a file" {
		t.Errorf("got %v", err)
	}
}

func TestFullProvider(t *testing.T) {
	file := "providers:" + strings.ReplaceAll(exampleProviders, "\n", "\n  ") + "\nprices:" + strings.ReplaceAll(examplePrices, "\n", "\n  ")
	s := world{named: file}.mustLoad(t).Settings
	temperature, usage, cached, write, reasoning := 0.2, true, 0.01, 0.125, 0.4
	want := Provider{
		Name: "house", BaseURL: "https://llm.example.org/v1", APIKeyEnv: "HOUSE_LLM_KEY", Model: "gemma3", Models: []string{"gemma3", "qwen3"},
		Headers: []Header{{"X-Team", NewSecret("foreign desk")}}, Proxy: NewSecret("http://proxy.example.org:3128"), Carrier: "json",
		MaxTokens: 8000, ContextTokens: 32000, Temperature: &temperature, Thinking: "low", Timeout: 3 * time.Minute, Local: true,
		Dialect: Dialect{TokenField: "max_tokens", Role: "system", SeedField: "seed", StreamUsage: &usage, Drop: []string{"top_p"}, Set: []Field{{"top_k", "20"}}},
	}
	got, found := s.FindProvider("house")
	if diff := cmp.Diff(want, got); diff != "" || !found {
		t.Errorf("found %v, difference (-want +got):\n%s", found, diff)
	}
	if diff := cmp.Diff([]Price{{"house/gemma3", 0.1, 0.4, &cached, &write, &reasoning}}, s.Prices); diff != "" {
		t.Error(diff)
	}
	if _, found := s.FindProvider("nobody"); found {
		t.Error("found a provider that is not there")
	}
}

func TestSites(t *testing.T) {
	s := world{named: "sites:" + strings.ReplaceAll(exampleSites, "\n", "\n  ")}.mustLoad(t).Settings
	want := []Site{{Host: "example.org", Content: "article .body", Drop: []string{".promo", "#newsletter"}}}
	if diff := cmp.Diff(want, s.Sites); diff != "" {
		t.Error(diff)
	}
}
