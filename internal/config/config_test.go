package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
)

// world is the surroundings of one Load.
type world struct {
	user, project, named string // contents of files; empty: not there
	env                  []string
	flags                []string // such as --words=40
}

// folder makes the files and returns the home and the working folder.
func (w world) folder(t *testing.T) (home, work string) {
	t.Helper()
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	work = filepath.Join(home, "news", "today")
	write(t, UserFile(homeEnv(home)), w.user)
	write(t, filepath.Join(home, "news", "dragoman.yaml"), w.project)
	write(t, filepath.Join(work, "named.yaml"), w.named)
	if err := os.MkdirAll(work, 0o755); err != nil {
		t.Fatal(err)
	}
	return home, work
}

// homeEnv is an environment with a home folder, on every system.
func homeEnv(home string) []string {
	return []string{"HOME=" + home, "USERPROFILE=" + home, "AppData=" + filepath.Join(home, "AppData")}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if text == "" {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// bound returns flags as the command line has them, text but for switches,
// after parsing.
func bound(t *testing.T, args []string) map[string]*pflag.Flag {
	t.Helper()
	set := pflag.NewFlagSet("test", pflag.ContinueOnError)
	flags := map[string]*pflag.Flag{}
	for _, n := range leaves() {
		if n.list {
			continue
		}
		name := strings.ReplaceAll(strings.ReplaceAll(n.name, ".", "-"), "_", "-")
		if n.typ.Kind() == reflect.Bool {
			set.Bool(name, false, "")
		} else {
			set.String(name, n.rule.fallback, "")
		}
		flags[n.name] = set.Lookup(name)
	}
	if err := set.Parse(args); err != nil {
		t.Fatal(err)
	}
	return flags
}

func (w world) load(t *testing.T) (*Loaded, error) {
	t.Helper()
	home, work := w.folder(t)
	o := Options{Flags: bound(t, w.flags), Environ: append(homeEnv(home), w.env...), WorkDir: work}
	if w.named != "" {
		o.ConfigFile = "named.yaml"
	}
	return Load(o)
}

func (w world) mustLoad(t *testing.T) *Loaded {
	t.Helper()
	l, err := w.load(t)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// wrong loads settings that are wrong and returns the error.
func (w world) wrong(t *testing.T) *Error {
	t.Helper()
	l, err := w.load(t)
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got settings %+v and error %v, want an *Error", l, err)
	}
	return e
}

// values returns two different values of a setting, as text.
func (n *node) samples() (a, b, c, d string) {
	switch {
	case len(n.values) >= 2:
		v := n.values
		return v[0], v[1], v[len(v)-1], v[0]
	case n.typ.Kind() == reflect.Bool:
		return "true", "false", "true", "false"
	case n.typ == durationType:
		return "1m", "2m", "3m", "4m"
	case n.typ == sizeType:
		return "1MB", "2MB", "3MB", "4MB"
	case n.typ.Kind() == reflect.Int:
		return "21", "22", "23", "24"
	case n.typ == textsType && n.path:
		return "a", "b", "c", "d"
	case n.typ == textsType:
		return "p/a", "p/b", "p/c", "p/d"
	case n.name == "judge", strings.HasSuffix(n.name, ".escalate"):
		return "p/a", "p/b", "p/c", "p/d"
	case n.name == "from":
		return "ar", "fr", "he", "zh"
	}
	return "aa", "bb", "cc", "dd"
}

// file writes one setting as a settings file.
func (n *node) file(text string) string {
	parts := strings.Split(n.name, ".")
	var b strings.Builder
	for i, p := range parts {
		b.WriteString(strings.Repeat("  ", i) + p + ":")
		if i < len(parts)-1 {
			b.WriteString("\n")
		}
	}
	if n.typ == textsType {
		text = "[" + text + "]"
	}
	return b.String() + " " + text + "\n"
}

// Every setting obeys the order: flag, environment, project, user, default.
func TestPrecedenceOfEverySetting(t *testing.T) {
	for _, n := range leaves() {
		if n.list || n.graded() { // TestGrades
			continue
		}
		t.Run(n.name, func(t *testing.T) {
			user, project, env, flag := n.samples()
			if n.place == tighten { // a project's file can only turn it on
				user, project, env, flag = "false", "true", "false", "true"
			}
			all := world{user: n.file(user), project: n.file(project), env: []string{n.variable() + "=" + env},
				flags: []string{"--" + strings.ReplaceAll(strings.ReplaceAll(n.name, ".", "-"), "_", "-") + "=" + flag}}
			steps := []struct {
				kind Kind
				text string
				w    world
			}{
				{FromFlag, flag, all},
				{FromEnv, env, world{user: all.user, project: all.project, env: all.env}},
				{FromProject, project, world{user: all.user, project: all.project}},
				{FromUser, user, world{user: all.user}},
				{FromDefault, n.rule.fallback, world{}},
			}
			for _, s := range steps {
				if n.place == outside { // a project's file cannot have it at all
					if s.kind == FromProject {
						continue
					}
					s.w.project = ""
				}
				l := s.w.mustLoad(t)
				if got := l.Origin(n.name).Kind; got != s.kind {
					t.Errorf("origin is %s, want %s", got, s.kind)
				}
				want, problem := n.parse(s.text)
				if problem != "" {
					t.Fatal(problem)
				}
				got := entry(t, l, n.name)
				if n.path && (s.kind == FromProject || s.kind == FromUser) {
					got = filepath.Base(got)
				}
				if got != format(want) {
					t.Errorf("%s: value is %q, want %q", s.kind, got, format(want))
				}
			}
		})
	}
}

func entry(t *testing.T, l *Loaded, key string) string {
	t.Helper()
	for _, e := range l.Entries() {
		if e.Key == key {
			return e.Value
		}
	}
	t.Fatalf("there is no entry %s", key)
	return ""
}

func TestNamedFileReplacesTheProjects(t *testing.T) {
	w := world{user: "model: u\nfrom: ar\n", project: "model: p\n", named: "model: n\nproviders: [{name: house, base_url: http://localhost:1}]\n"}
	l := w.mustLoad(t)
	if l.Settings.Model != "n" || l.Settings.From != "ar" || len(l.Settings.Providers) != 1 {
		t.Errorf("got model %q, from %q, %d providers; want the named file over the user's", l.Settings.Model, l.Settings.From, len(l.Settings.Providers))
	}
	if got := l.Origin("model"); got.Kind != FromConfig || got.String() != "named.yaml line 1" {
		t.Errorf("origin is %v (%s), want named.yaml line 1", got, got.Kind)
	}
	var kinds []Kind
	for _, f := range l.Files {
		kinds = append(kinds, f.Kind)
		if !f.Found {
			t.Errorf("%s is not found", f.Path)
		}
	}
	if diff := cmp.Diff([]Kind{FromConfig, FromUser}, kinds); diff != "" {
		t.Error(diff)
	}
}

func TestNamedFileMustBeThere(t *testing.T) {
	_, err := Load(Options{WorkDir: t.TempDir(), ConfigFile: "house.yaml"})
	var e *Error
	if !errors.As(err, &e) || e.File != "house.yaml" || !strings.Contains(e.Hint, "dragoman config init house.yaml") {
		t.Errorf("got %#v, want an error about house.yaml that says how to write one", err)
	}
}

func TestListsAreTakenWhole(t *testing.T) {
	w := world{
		user:  "style:\n  country_names:\n    - {source: a, target: b}\n    - {source: c, target: d}\ntasks:\n  translate:\n    fallback: [x/1, y/2]\n",
		named: "style:\n  country_names:\n    - {source: e, target: f}\ntasks:\n  translate:\n    fallback: [z/3]\n",
	}
	l := w.mustLoad(t)
	if diff := cmp.Diff([]Term{{"e", "f"}}, l.Settings.Style.CountryNames); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"z/3"}, l.Settings.Tasks.Translate.Fallback); diff != "" {
		t.Error(diff)
	}
	if got := l.Origin("style.country_names[1].source"); !got.IsDefault() {
		t.Errorf("the replaced list's second entry still has origin %v", got)
	}
	if got := l.Origin("style.country_names[0].target").String(); got != "named.yaml line 3" {
		t.Errorf("origin is %s, want named.yaml line 3", got)
	}
}

func TestProjectFileIsFoundUpToHome(t *testing.T) {
	home, work := world{project: "model: p\n"}.folder(t)
	write(t, filepath.Join(filepath.Dir(home), "dragoman.yaml"), "")
	l, err := Load(Options{Environ: homeEnv(home), WorkDir: work})
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(home, "news", "dragoman.yaml"); l.Files[0].Path != want || l.Settings.Model != "p" {
		t.Errorf("got %s and model %q, want %s and p", l.Files[0].Path, l.Settings.Model, want)
	}
	outer, inner := t.TempDir(), ""
	inner = filepath.Join(outer, "home", "work")
	write(t, filepath.Join(outer, "dragoman.yaml"), "model: above\n")
	write(t, filepath.Join(inner, "x"), "x")
	l, err = Load(Options{Environ: homeEnv(filepath.Join(outer, "home")), WorkDir: inner})
	if err != nil {
		t.Fatal(err)
	}
	if l.Settings.Model != "" || l.Files[0].Found {
		t.Errorf("got model %q from above the home folder", l.Settings.Model)
	}
}

func TestEnvironment(t *testing.T) {
	l := world{env: []string{"DRAGOMAN_TASKS_TRANSLATE_FALLBACK=openai/a, anthropic/b", "DRAGOMAN_TIMEOUT=90s", "DRAGOMAN_MODEL=", "DRAGOMAN_TEST_X=1", "DRAGOMAN_CONFIG=", "OTHER=1"}}.mustLoad(t)
	if diff := cmp.Diff([]string{"openai/a", "anthropic/b"}, l.Settings.Tasks.Translate.Fallback); diff != "" {
		t.Error(diff)
	}
	if l.Settings.Timeout != 90*time.Second || !l.Origin("model").IsDefault() {
		t.Errorf("got timeout %v and model from %v", l.Settings.Timeout, l.Origin("model"))
	}
	for _, test := range []struct{ env, want string }{
		{"DRAGOMAN_MODLE=x", "DRAGOMAN_MODLE in the environment is no setting; did you mean DRAGOMAN_MODEL?"},
		{"DRAGOMAN_CONFG=x", "DRAGOMAN_CONFG in the environment is no setting; did you mean DRAGOMAN_CONFIG?"},
		{"DRAGOMAN_XYZZY_PLUGH=x", "DRAGOMAN_XYZZY_PLUGH in the environment is no setting"},
		{"DRAGOMAN_PROVIDERS=x", "DRAGOMAN_PROVIDERS in the environment: providers is a list of entries, which stands in a settings file"},
		{"DRAGOMAN_JOBS=many", `DRAGOMAN_JOBS: "many" is not a whole number from 0 to 100,000,000`},
		{"DRAGOMAN_STYLE_ENGLISH=uks", `DRAGOMAN_STYLE_ENGLISH: "uks" is none of us, uk; did you mean "us"?`},
	} {
		if got := (world{env: []string{test.env}}).wrong(t); got.Error() != test.want || got.Kind != FromEnv {
			t.Errorf("%s: got %q (%s), want %q", test.env, got, got.Kind, test.want)
		}
	}
}

func TestFlagErrors(t *testing.T) {
	e := world{flags: []string{"--summary-words=-5"}}.wrong(t)
	if want := `--summary-words: "-5" is not a whole number from 0 to 100,000,000`; e.Error() != want || e.Kind != FromFlag {
		t.Errorf("got %q (%s), want %q", e, e.Kind, want)
	}
}

func TestPathsAreRelativeToTheirFile(t *testing.T) {
	w := world{user: "prompts: mine\ncache:\n  dir: ~/elsewhere\n", env: []string{"DRAGOMAN_RECORDINGS=rec"}}
	home, work := w.folder(t)
	l, err := Load(Options{Environ: append(homeEnv(home), w.env...), WorkDir: work})
	if err != nil {
		t.Fatal(err)
	}
	s := l.Settings
	if want := filepath.Join(filepath.Dir(UserFile(homeEnv(home))), "mine"); s.Prompts != want {
		t.Errorf("prompts: got %q, want %q", s.Prompts, want)
	}
	if want := filepath.Join(home, "elsewhere"); s.Cache.Dir != want {
		t.Errorf("cache.dir: got %q, want %q", s.Cache.Dir, want)
	}
	if s.Recordings != "rec" {
		t.Errorf("recordings: got %q, want it as it was given", s.Recordings)
	}
}

func TestUserFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("paths of other systems are not absolute here")
	}
	for _, test := range []struct {
		system, want string
		env          environ
	}{
		{"linux", "/home/a/.config/dragoman/config.yaml", environ{"HOME=/home/a"}},
		{"linux", "/x/dragoman/config.yaml", environ{"HOME=/home/a", "XDG_CONFIG_HOME=/x"}},
		{"linux", "", environ{"HOME=/home/a", "XDG_CONFIG_HOME=x"}},
		{"darwin", "/Users/a/Library/Application Support/dragoman/config.yaml", environ{"HOME=/Users/a"}},
		{"windows", "/appdata/dragoman/config.yaml", environ{"AppData=/appdata"}},
		{"linux", "", nil},
	} {
		if got := userFile(test.system, test.env); got != test.want {
			t.Errorf("%s %v: got %q, want %q", test.system, test.env, got, test.want)
		}
	}
}

func TestDefaultsAreWhatNobodySet(t *testing.T) {
	l, err := Load(Options{WorkDir: t.TempDir(), Environ: []string{"HOME=" + t.TempDir()}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(l.Settings, Defaults()); diff != "" {
		t.Errorf("settings nobody set (-loaded +defaults):\n%s", diff)
	}
}
