package config

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
)

// Files of a glossary are relative to the settings file that names them.
func TestGlossaryFilesAreRelativeToTheirSettings(t *testing.T) {
	w := world{user: "glossary: [names.tsv, ~/all.csv]\n", project: "glossary:\n  - house/a.tsv\n  - b.yaml\n"}
	home, work := w.folder(t)
	load := func(o Options) []string {
		o.Environ, o.WorkDir = append(homeEnv(home), o.Environ...), work
		l, err := Load(o)
		if err != nil {
			t.Fatal(err)
		}
		return l.Settings.Glossary
	}
	news := filepath.Join(home, "news")
	if diff := cmp.Diff([]string{filepath.Join(news, "house", "a.tsv"), filepath.Join(news, "b.yaml")}, load(Options{})); diff != "" {
		t.Errorf("project: %s", diff)
	}
	write(t, filepath.Join(work, "none.yaml"), "model: x\n")
	user := filepath.Dir(UserFile(homeEnv(home)))
	if diff := cmp.Diff([]string{filepath.Join(user, "names.tsv"), filepath.Join(home, "all.csv")}, load(Options{ConfigFile: "none.yaml"})); diff != "" {
		t.Errorf("user: %s", diff)
	}
	if diff := cmp.Diff([]string{"c.tsv", filepath.Join(home, "d.tsv")}, load(Options{Environ: []string{"DRAGOMAN_GLOSSARY=c.tsv, ~/d.tsv"}})); diff != "" {
		t.Errorf("environment: %s", diff)
	}
}

// A flag for a list may be repeated, and its values may hold commas.
func TestFlagForAList(t *testing.T) {
	home, work := world{}.folder(t)
	set := pflag.NewFlagSet("test", pflag.ContinueOnError)
	set.StringArray("glossary", nil, "")
	if err := set.Parse([]string{"--glossary", "a, b.tsv", "--glossary=~/c.tsv"}); err != nil {
		t.Fatal(err)
	}
	l, err := Load(Options{Flags: map[string]*pflag.Flag{"glossary": set.Lookup("glossary")}, Environ: homeEnv(home), WorkDir: work})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a, b.tsv", filepath.Join(home, "c.tsv")}, l.Settings.Glossary); diff != "" {
		t.Error(diff)
	}
	if got := l.Origin("glossary").String(); got != "--glossary" {
		t.Errorf("origin is %s", got)
	}
}
