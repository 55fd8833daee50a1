package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
)

// graded loads settings of a world in which there are four checks.
func graded(t *testing.T, w world, flags ...string) (*Loaded, error) {
	t.Helper()
	home, work := w.folder(t)
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.StringSlice("check", nil, "")
	flag := set.Lookup("check")
	flag.Value = &joined{}
	for _, f := range flags {
		if err := set.Set("check", f); err != nil {
			t.Fatal(err)
		}
	}
	return Load(Options{Environ: append(homeEnv(home), w.env...), WorkDir: work, Flags: map[string]*pflag.Flag{"checks": flag},
		Checks: []string{"numbers", "names", "length-total", "dates"}})
}

// joined is a flag that can be repeated, as the command line has it.
type joined struct{ all []string }

func (j *joined) String() string     { return strings.Join(j.all, ",") }
func (j *joined) Set(s string) error { j.all = append(j.all, s); return nil }
func (j *joined) Type() string       { return "list" }

func TestGrades(t *testing.T) {
	w := world{
		user:    "checks:\n  numbers: warning\n  names: off\n  dates: note\n",
		project: "checks:\n  names: error\n",
		env:     []string{"DRAGOMAN_CHECKS=length-total=off, dates=error"},
	}
	l, err := graded(t, w, "dates=off", "length-total=note")
	if err != nil {
		t.Fatal(err)
	}
	want := Grades{"numbers": "warning", "names": "error", "dates": "off", "length-total": "note"}
	if diff := cmp.Diff(want, l.Settings.Checks); diff != "" {
		t.Errorf("every check from the strongest that grades it (-want +got):\n%s", diff)
	}
	if got := entry(t, l, "checks.names"); got != "error" {
		t.Errorf("config show has %q for names", got)
	}
	for name, kind := range map[string]Kind{"numbers": FromUser, "names": FromProject, "dates": FromFlag} {
		if got := l.Origin("checks." + name).Kind; got != kind {
			t.Errorf("%s is from %s, want %s", name, got, kind)
		}
	}
}

func TestGradeErrors(t *testing.T) {
	for _, row := range []struct {
		name, file, env, flag, want string
	}{
		{"unknown", "checks:\n  numbrs: error\n", "", "", `dragoman.yaml line 2: checks.numbrs: there is no check "numbrs"; did you mean "numbers"?`},
		{"severity", "checks:\n  names: fatal\n", "", "", `dragoman.yaml line 2: checks.names: "fatal" is none of error, warning, note, off`},
		{"twice", "checks:\n  names: off\n  names: note\n", "", "", "dragoman.yaml line 3: checks.names: it stands here a second time, after line 2"},
		{"list", "checks: [names]\n", "", "", "dragoman.yaml line 1: checks: the names of checks are expected here"},
		{"section", "checks:\n  names: {severity: off}\n", "", "", "dragoman.yaml line 2: checks.names: one value is expected here"},
		{"anchor", "checks:\n  names: &a off\n", "", "", "dragoman.yaml line 2: checks.names: anchors"},
		{"variable", "", "DRAGOMAN_CHECKS=names", "", `DRAGOMAN_CHECKS: "names" is no grade; write it as NAME=SEVERITY`},
		{"flag", "", "", "date=off", `--check: there is no check "date"; did you mean "dates"?`},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := world{project: row.file}
			if row.env != "" {
				w.env = []string{row.env}
			}
			var flags []string
			if row.flag != "" {
				flags = []string{row.flag}
			}
			_, err := graded(t, w, flags...)
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got  %v\nwant %s", err, row.want)
			}
		})
	}
	if l, err := graded(t, world{project: "checks:\n"}); err != nil || len(l.Settings.Checks) != 0 {
		t.Errorf("an empty section: %v, %v", l, err)
	}
}
