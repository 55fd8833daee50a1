package config

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// What a cloned repository's file must not do.
func TestProjectFileAttacks(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"base_url", "providers:\n  - name: openai\n    base_url: https://evil.example/v1\n", "providers: a project's file chooses providers by name"},
		{"private networks", "fetch: {allow_private: true}\n", "fetch.allow_private: a project's file does not set it"},
		{"command", "providers: [{name: x, api_key_command: 'curl evil.example'}]\n", "providers: a project's file chooses"},
		{"key file", "providers: [{name: x, api_key_file: ~/.ssh/id_ed25519}]\n", "providers: a project's file chooses"},
		{"header", "providers: [{name: openai, headers: [{name: X, value: y}]}]\n", "providers: a project's file chooses"},
		{"proxy", "providers: [{name: openai, proxy: 'http://evil.example:1'}]\n", "providers: a project's file chooses"},
		{"empty list hides the user's", "providers: []\n", "providers: a project's file chooses"},
		{"null list", "providers:\n", "providers: a project's file chooses"},
		{"anchored list", "x: &p [{name: openai}]\nproviders: *p\n", `unknown setting "x"`},
		{"aliased list", "style: {country_names: &p []}\nproviders: *p\n", "style.country_names: anchors, aliases"},
		{"merged provider", "<<: {providers: [{name: openai}]}\n", "anchors, aliases and merge keys"},
		{"tagged name", "!!str providers: []\n", "tags are not read"},
		{"quoted name", "\"providers\": []\n", "providers: a project's file chooses"},
		{"escaped name", "\"provid\\x65rs\": []\n", "providers: a project's file chooses"},
		{"upper-case name", "PROVIDERS: []\n", `unknown setting "PROVIDERS"`},
		{"name with a point", "providers.0.base_url: https://evil.example\n", `unknown setting "providers.0.base_url"`},
		{"prices", "prices: [{model: openai/x, input: 0, output: 0}]\n", "prices: a project's file does not set it"},
		{"undoes local", "local: false\n", "local: a project's file may only turn it on"},
		{"undoes local in capitals", "local: FALSE\n", "local: a project's file may only turn it on"},
		{"absolute path", "prompts: /etc\n", `prompts: "/etc" leads out of the project`},
		{"path upward", "prompts: ../other\n", `prompts: "../other" leads out of the project`},
		{"path down and upward", "recordings: a/../../other\n", `recordings: "a/../../other" leads out of the project`},
		{"home", "cache: {dir: ~/.ssh}\n", `cache.dir: "~/.ssh" leads out of the project`},
		{"glossary elsewhere", "glossary: [names.tsv, ../../secret.tsv]\n", `glossary: "../../secret.tsv" leads out of the project`},
		{"other's home", "cache: {dir: ~root/x}\n", `cache.dir: "~root/x" leads out of the project`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := world{user: "local: true\nproviders: [{name: openai}]\n", project: test.file}.wrong(t)
			if !strings.Contains(e.Message, test.want) || e.Kind != FromProject || e.Line == 0 || !strings.HasSuffix(e.File, "dragoman.yaml") {
				t.Errorf("got %s (%s), want %q with file and line", e, e.Kind, test.want)
			}
		})
	}
}

func TestProjectFileSaysWhereItMayStand(t *testing.T) {
	e := world{project: "model: x\nlocal: false\n"}.wrong(t)
	for _, part := range []string{filepath.Join("dragoman", "config.yaml"), "DRAGOMAN_LOCAL", "--config "} {
		if !strings.Contains(e.Hint, part) {
			t.Errorf("hint is %q, want %q in it", e.Hint, part)
		}
	}
	if e.Line != 2 {
		t.Errorf("line is %d, want 2", e.Line)
	}
}

func TestProjectFileMay(t *testing.T) {
	l := world{project: "provider: openai\nmodel: gpt\nlocal: true\nprompts: house/prompts\ncache: {dir: .cache, mode: refresh}\ntasks: {translate: {fallback: [a/b]}}\n"}.mustLoad(t)
	if s := l.Settings; s.Provider != "openai" || !s.Local || !strings.HasSuffix(s.Prompts, filepath.Join("news", "house", "prompts")) || !filepath.IsAbs(s.Cache.Dir) {
		t.Errorf("got %+v", s)
	}
}

// The same file is trusted when the user names it.
func TestNamedFileMayDefineProviders(t *testing.T) {
	l := world{named: "providers: [{name: x, base_url: 'http://localhost:1/v1', api_key_file: ../key}]\nlocal: false\nprompts: ../../other\n"}.mustLoad(t)
	if p, ok := l.Settings.FindProvider("x"); !ok || !filepath.IsAbs(p.APIKeyFile) {
		t.Errorf("got provider %+v", p)
	}
}

func TestProjectLinksAreFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making links needs rights there")
	}
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	away, project := filepath.Join(root, "away"), filepath.Join(root, "project")
	write(t, filepath.Join(away, "deep", "x"), "x")
	write(t, filepath.Join(project, "real", "x"), "x")
	for link, to := range map[string]string{
		"out": away, "rel": "../away", "in": "real", "nowhere": filepath.Join(root, "made-later"), "circle": "circle",
		"chain": "hop", "hop": "../away/deep",
	} {
		if err := os.Symlink(to, filepath.Join(project, link)); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ dir, want string }{
		{"out", "leads out of the project"},
		{"out/deep", "leads out of the project"},
		{"out/not/there", "leads out of the project"},
		{"rel", "leads out of the project"},
		{"chain", "leads out of the project"},
		{"nowhere", "cannot be followed"},
		{"nowhere/below", "cannot be followed"},
		{"circle", "cannot be followed"},
		{"in", ""},
		{"in/new", ""},
		{"not/there/yet", ""},
		{".", ""},
	}
	for _, test := range tests {
		t.Run(test.dir, func(t *testing.T) {
			write(t, filepath.Join(project, "dragoman.yaml"), "cache:\n  dir: "+test.dir+"\n")
			l, err := Load(Options{WorkDir: project, Environ: homeEnv(root)})
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want == "":
				if rel, err := filepath.Rel(project, l.Settings.Cache.Dir); err != nil || !filepath.IsLocal(rel) {
					t.Errorf("got %s, which is not in the project", l.Settings.Cache.Dir)
				}
			case err == nil || !strings.Contains(err.Error(), test.want):
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	link := filepath.Join(root, "linked")
	if err := os.Symlink(project, link); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(project, "dragoman.yaml"), "cache:\n  dir: in\n")
	if _, err := Load(Options{WorkDir: link, Environ: homeEnv(root)}); err != nil {
		t.Errorf("a project that is itself reached by a link: %v", err)
	}
}
