package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"dragoman/internal/digest/digesttest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"dragoman": func() { os.Exit(Main(os.Args[1:], System("test"))) },
	})
}

// TestScripts runs every command from outside: arguments, streams, exit code,
// and the files that appeared.
func TestScripts(t *testing.T) {
	articles, err := filepath.Abs("../../testdata/articles")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			for name, dir := range map[string]string{"XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "HOME": "home"} {
				env.Setenv(name, filepath.Join(env.WorkDir, "."+dir))
			}
			env.Setenv("ARTICLES", articles)
			env.Setenv("GLOSSARY", filepath.Join(filepath.Dir(articles), "glossary"))
			env.Setenv("NO_PROXY", "*")
			return startServer(env)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   cmdExits,
			"asked":   cmdAsked,
			"fetched": cmdFetched,
			"valid":   cmdValid,
		},
	})
}

// cmdValid holds a file of records against the JSON Schema: valid FILE.
func cmdValid(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: valid FILE")
	}
	digesttest.Valid(fatal{ts: ts}, []byte(ts.ReadFile(args[0])))
}

// fatal lets helpers for tests report to a script.
type fatal struct {
	testing.TB
	ts *testscript.TestScript
}

func (f fatal) Helper()                           {}
func (f fatal) Errorf(format string, args ...any) { f.ts.Fatalf(format, args...) }
func (f fatal) Error(args ...any)                 { f.ts.Fatalf("%v", args) }
func (f fatal) Fatalf(format string, args ...any) { f.ts.Fatalf(format, args...) }
func (f fatal) Fatal(args ...any)                 { f.ts.Fatalf("%v", args) }

// cmdExits runs a command and compares its exit code: exits CODE COMMAND...
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if exit, ok := err.(interface{ ExitCode() int }); ok {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got := itoa(code); got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}
