package config

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/google/go-cmp/cmp"
)

// names returns the settings of the struct as the table names them.
func names(n *node) []string {
	var found []string
	for _, c := range n.children {
		if !c.section {
			found = append(found, c.name)
		}
		found = append(found, names(c)...)
	}
	return found
}

func TestTableAndStructAreOne(t *testing.T) {
	inStruct := map[string]bool{}
	for _, name := range names(tree()) {
		inStruct[name] = true
	}
	inTable := map[string]bool{}
	for _, r := range rules() {
		if inTable[r.name] {
			t.Errorf("%s stands in the table twice", r.name)
		}
		inTable[r.name] = true
		if r.about == "" || strings.HasSuffix(r.about, ".") || strings.Contains(r.about, "\n") {
			t.Errorf("%s: its line is %q", r.name, r.about)
		}
	}
	if diff := cmp.Diff(inStruct, inTable); diff != "" {
		t.Errorf("settings of the struct (-) and the table (+):\n%s", diff)
	}
}

// The names are what viper and the environment need: lower case, no point in a
// part, no two with one variable.
func TestNames(t *testing.T) {
	variables := map[string]string{configEnv: "--config"}
	for _, n := range leaves() {
		if strings.Trim(n.key, "abcdefghijklmnopqrstuvwxyz_") != "" {
			t.Errorf("%s: its key is not of lower-case letters and _", n.name)
		}
		v := n.variable()
		if n.list != (v == "") {
			t.Errorf("%s: its variable is %q", n.name, v)
		}
		if other := variables[v]; v != "" && other != "" {
			t.Errorf("%s and %s have one variable, %s", n.name, other, v)
		}
		variables[v] = n.name
	}
	if got := leaf("tasks.translate.model").variable(); got != "DRAGOMAN_TASKS_TRANSLATE_MODEL" {
		t.Errorf("got %s", got)
	}
}

func TestDefaults(t *testing.T) {
	s := world{}.mustLoad(t).Settings
	want := Settings{
		Provider: "auto", Repair: "1", Jobs: 4, Color: "auto",
		Style:   Style{English: "us", Honorifics: "shorten", Doctor: "keep", Headline: "sentence", Dateline: "keep"},
		Summary: Summary{Length: "short"}, Read: Read{MaxSize: 10 << 20, Captions: "lead"},
		Fetch: Fetch{Timeout: 30 * time.Second, MaxAge: time.Hour, PerHost: 1}, Cache: Cache{Mode: "rw"},
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Error(diff)
	}
	for _, k := range Keys() {
		n := leaf(k.Name)
		if n == nil {
			continue // of an item; its default is its zero value
		}
		if got := format(n.fallback()); k.Default != "" && got != k.Default {
			t.Errorf("%s: the table says %q, it prints as %q", k.Name, k.Default, got)
		}
	}
}

// uncommented returns the template with every setting in it.
func uncommented() string {
	var b strings.Builder
	for line := range strings.Lines(Template()) {
		if !strings.HasPrefix(strings.TrimSpace(line), "##") {
			line = strings.TrimPrefix(line, "#")
		}
		b.WriteString(line)
	}
	return b.String()
}

func TestTemplateAsItIsChangesNothing(t *testing.T) {
	l := world{named: Template()}.mustLoad(t)
	for _, e := range l.Entries() {
		if !e.Origin.IsDefault() {
			t.Errorf("%s is set, by %s", e.Key, e.Origin)
		}
	}
}

func TestTemplateWithEveryLine(t *testing.T) {
	text := uncommented()
	l := world{named: text}.mustLoad(t)
	for _, n := range leaves() {
		if n.graded() {
			if got := l.Settings.Checks; got["loops"] != "off" || got["length"] != "note" {
				t.Errorf("the template's example grades %v", got)
			}
			continue
		}
		if o := l.Origin(n.name); o.Kind != FromConfig {
			t.Errorf("%s is not in the template", n.name)
		}
		if n.list {
			continue
		}
		if got, want := entry(t, l, n.name), format(n.fallback()); got != want {
			t.Errorf("%s: the template has %q, the default is %q", n.name, got, want)
		}
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	mark(doc.Content[0], "", there)
	for _, r := range rules() {
		if !there[r.name] {
			t.Errorf("%s is not in the template", r.name)
		}
	}
}

// mark notes the names of everything in a file as the table has them.
func mark(y *yaml.Node, name string, there map[string]bool) {
	there[name] = true
	switch y.Kind {
	case yaml.SequenceNode:
		for _, item := range y.Content {
			mark(item, name+"[]", there)
		}
	case yaml.MappingNode:
		for i := 0; i < len(y.Content); i += 2 {
			mark(y.Content[i+1], strings.TrimPrefix(name+"."+y.Content[i].Value, "."), there)
		}
	}
}

// Every setting of the template can be put in effect alone, its sections'
// lines as they are.
func TestTemplateLineByLine(t *testing.T) {
	lines, example, tried := strings.SplitAfter(Template(), "\n"), false, 0
	for i, line := range lines {
		setting := strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "##")
		example = setting && (example || strings.HasSuffix(line, ":\n"))
		if !setting || example {
			continue
		}
		tried++
		changed := slices.Clone(lines)
		changed[i] = strings.TrimPrefix(line, "#")
		l, err := world{named: strings.Join(changed, "")}.load(t)
		if err != nil {
			t.Errorf("%q alone: %v", line, err)
			continue
		}
		set := 0
		for _, e := range l.Entries() {
			if !e.Origin.IsDefault() {
				set++
			}
		}
		if set != 1 {
			t.Errorf("%q alone sets %d settings", line, set)
		}
	}
	single := 0
	for _, n := range leaves() {
		if !n.list && !n.graded() {
			single++
		}
	}
	if tried != single {
		t.Errorf("the template has %d settings on lines of their own, want %d", tried, single)
	}
}

func TestEntriesHaveEverySetting(t *testing.T) {
	l := world{named: "provider: house\nproviders:\n- name: house\n  base_url: http://localhost:1/v1\n  dialect: {stream_usage: false, drop: [seed]}\n", env: []string{"DRAGOMAN_JOBS=2"}}.mustLoad(t)
	got := map[string]string{}
	for _, e := range l.Entries() {
		got[e.Key] = e.Value + " | " + e.Origin.String()
	}
	for _, n := range leaves() {
		if _, ok := got[n.name]; !ok && n.name != "providers" {
			t.Errorf("%s is not shown", n.name)
		}
	}
	for key, want := range map[string]string{
		"provider":                              "house | named.yaml line 1",
		"jobs":                                  "2 | DRAGOMAN_JOBS",
		"style.english":                         "us | default",
		"read.max_size":                         "10MiB | default",
		"providers[house].base_url":             "http://localhost:1/v1 | named.yaml line 4",
		"providers[house].dialect.stream_usage": "false | named.yaml line 5",
		"providers[house].dialect.drop":         "seed | named.yaml line 5",
		"prices":                                " | default",
	} {
		if got[key] != want {
			t.Errorf("%s: got %q, want %q", key, got[key], want)
		}
	}
}

func TestKeysForHelp(t *testing.T) {
	var english, header Key
	for _, k := range Keys() {
		switch k.Name {
		case "style.english":
			english = k
		case "providers[].headers[].value":
			header = k
		}
	}
	if diff := cmp.Diff(Key{"style.english", "DRAGOMAN_STYLE_ENGLISH", "us", "us, uk: spelling, vocabulary and dates"}, english); diff != "" {
		t.Error(diff)
	}
	if header.Env != "" || header.Name == "" {
		t.Errorf("a field of an entry is %+v, want one without a variable", header)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"model", "provider", "prompts", "prices", "local"}
	for name, want := range map[string]string{
		"modle": "model", "Model": "model", "prompt": "prompts", "price": "prices", "provder": "provider", "locla": "local",
		"xyz": "", "": "", "timeout": "",
	} {
		if got := Nearest(name, names); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestSizesAndTimes(t *testing.T) {
	for text, want := range map[string]Size{"10MB": 10_000_000, "10MiB": 10 << 20, "1.5 kB": 1500, "20000": 20_000, "3gb": 3_000_000_000, "7B": 7} {
		if got, ok := parseSize(text); !ok || got != want {
			t.Errorf("%s: got %d, %v; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "MB", "-1MB", "1e3", "ten", "1TBB", "99999999999GB", "1.2.3MB", "Inf"} {
		if got, ok := parseSize(text); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
	for want, size := range map[string]Size{"10MiB": 10 << 20, "10MB": 10_000_000, "1500B": 1500, "0B": 0, "1GiB": 1 << 30} {
		if got := size.String(); got != want {
			t.Errorf("%d: got %s, want %s", int64(size), got, want)
		}
		if back, ok := parseSize(size.String()); !ok || back != size {
			t.Errorf("%s is read back as %d", size, int64(back))
		}
	}
	for want, d := range map[string]time.Duration{"10m": 10 * time.Minute, "1h": time.Hour, "1h30m": 90 * time.Minute, "1m30s": 90 * time.Second, "0s": 0, "200ms": 200 * time.Millisecond} {
		if got := formatDuration(d); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Loading twice gives the same, and nothing that one caller changes reaches
// the next.
func TestLoadsAreIndependent(t *testing.T) {
	w := world{named: uncommented()}
	a, b := w.mustLoad(t), w.mustLoad(t)
	a.Settings.Providers[0].Models[0] = "changed"
	a.Settings.Style.CountryNames[0].Target = "changed"
	c := w.mustLoad(t)
	b.Settings.Cache.Dir, c.Settings.Cache.Dir = "", ""
	for _, l := range []*Loaded{b, c} {
		for i := range l.Settings.Providers {
			l.Settings.Providers[i].APIKeyFile = ""
		}
	}
	if !reflect.DeepEqual(b.Settings, c.Settings) {
		t.Error(cmp.Diff(b.Settings, c.Settings))
	}
}

func BenchmarkLoad(b *testing.B) {
	dir := b.TempDir()
	o := Options{WorkDir: dir, Environ: homeEnv(dir)}
	for b.Loop() {
		if _, err := Load(o); err != nil {
			b.Fatal(err)
		}
	}
}
