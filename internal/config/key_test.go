package config

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The test program is also the program that prints a key.
func TestMain(m *testing.M) {
	switch os.Getenv("DRAGOMAN_TEST_KEY") {
	case "":
		os.Exit(m.Run())
	case "print":
		f, err := os.OpenFile(os.Getenv("DRAGOMAN_TEST_LOG"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err == nil {
			f.WriteString("ran\n")
			f.Close()
		}
		os.Stdout.WriteString(strings.Join(os.Args[1:], "|") + "\nsecond line\n")
	case "fail":
		os.Stderr.WriteString(theSecret)
		os.Stdout.WriteString(theSecret)
		os.Exit(3)
	case "flood":
		for range 1000 {
			os.Stdout.WriteString(strings.Repeat("x", 1000))
		}
	case "hang":
		select {}
	}
}

// self returns a command line that runs the test program.
func self(t *testing.T, args string) Command {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return NewCommand(`"` + exe + `" ` + args)
}

func key(t *testing.T, k *KeySource) string {
	t.Helper()
	if k == nil {
		t.Fatal("no key was found")
	}
	text, err := k.Key(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestKeyFromTheEnvironment(t *testing.T) {
	usual := []string{"FIRST_KEY", "SECOND_KEY"}
	tests := []struct {
		name     string
		provider Provider
		env      []string
		where    string
		want     string
	}{
		{"the first that is set", Provider{}, []string{"SECOND_KEY=b"}, "SECOND_KEY", "b"},
		{"in their order", Provider{}, []string{"SECOND_KEY=b", "FIRST_KEY=a"}, "FIRST_KEY", "a"},
		{"empty is not set", Provider{}, []string{"FIRST_KEY=", "SECOND_KEY=b"}, "SECOND_KEY", "b"},
		{"its own", Provider{APIKeyEnv: "HOUSE"}, []string{"HOUSE=h", "FIRST_KEY=a"}, "HOUSE", "h"},
		{"its own and no other", Provider{APIKeyEnv: "HOUSE"}, []string{"FIRST_KEY=a"}, "no key", ""},
		{"none", Provider{}, nil, "no key", ""},
		{"space around", Provider{}, []string{"FIRST_KEY= a \n"}, "FIRST_KEY", "a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			k := test.provider.FindKey(usual, test.env)
			if k.String() != test.where {
				t.Fatalf("it comes from %s, want %s", k, test.where)
			}
			if k != nil && key(t, k) != test.want {
				t.Errorf("got %q, want %q", key(t, k), test.want)
			}
		})
	}
}

func TestKeyFromAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	p := Provider{Name: "house", APIKeyFile: path}
	for name, test := range map[string]struct{ text, want, problem string }{
		"one line":         {"abc", "abc", ""},
		"line end":         {"abc\r\n", "abc", ""},
		"more lines":       {"abc\nnot this\n", "abc", ""},
		"byte order mark":  {"\ufeffabc\n", "abc", ""},
		"nothing":          {" \n", "", "there is no key in its first line"},
		"empty first line": {"\nabc\n", "", "there is no key in its first line"},
		"two words":        {"abc def\n", "", "characters that are in no key"},
		"control":          {"abc\x1b[2J\n", "", "characters that are in no key"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := p.FindKey(nil, nil).Key(context.Background())
			var e *Error
			switch {
			case test.problem == "" && (err != nil || got != test.want):
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			case test.problem != "" && (!errors.As(err, &e) || !strings.Contains(e.Message, test.problem) || e.Key != "providers[house].api_key_file"):
				t.Errorf("got %q, %v; want %q", got, err, test.problem)
			}
		})
	}
	for name, path := range map[string]string{"missing": path + "-not", "folder": filepath.Dir(path)} {
		_, err := Provider{Name: "house", APIKeyFile: path}.FindKey(nil, nil).Key(context.Background())
		if err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v, want an error that names the file", name, err)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	if got := p.Exposed(); got != "" {
		t.Errorf("a private file is said to be exposed: %s", got)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := p.Exposed(); !strings.Contains(got, "chmod 600 "+path) {
		t.Errorf("got %q", got)
	}
}

func TestKeyFromACommand(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	env := append(os.Environ(), "DRAGOMAN_TEST_KEY=print", "DRAGOMAN_TEST_LOG="+log)
	k := Provider{Name: "house", APIKeyCommand: self(t, `a "b$HOME" 'c;d' e\f`)}.FindKey([]string{"UNUSED"}, env)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got, err := k.Key(context.Background()); got != `a|b$HOME|c;d|e\f` || err != nil {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	wait.Wait()
	if ran, err := os.ReadFile(log); err != nil || string(ran) != "ran\n" {
		t.Errorf("it ran %q times, %v; want once", ran, err)
	}
}

func TestKeyCommandsThatFail(t *testing.T) {
	fail := func(mode string, command Command) (*KeySource, []string) {
		env := append(os.Environ(), "DRAGOMAN_TEST_KEY="+mode)
		return Provider{Name: "house", APIKeyCommand: command}.FindKey(nil, env), env
	}
	for name, test := range map[string]struct {
		mode    string
		command Command
		want    string
	}{
		"status":  {"fail", self(t, "x"), "ended with exit status 3"},
		"missing": {"fail", NewCommand("no-such-program-here x"), `there is no program "no-such-program-here"`},
		"flood":   {"flood", self(t, "x"), ""},
	} {
		k, _ := fail(test.mode, test.command)
		got, err := k.Key(context.Background())
		switch {
		case test.want == "" && (err != nil || len(got) != maxKey):
			t.Errorf("%s: got %d bytes, %v; want the first %d", name, len(got), err, maxKey)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), theSecret)):
			t.Errorf("%s: got %v, want %q", name, err, test.want)
		}
	}
	k, _ := fail("hang", self(t, "x"))
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	if _, err := k.Key(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a command that hangs: got %v, want the context's error", err)
	}
	if k.done {
		t.Error("what a context ended is kept as the command's answer")
	}
}

func TestSplit(t *testing.T) {
	tests := []struct {
		line string
		want []string
	}{
		{"pass show key", []string{"pass", "show", "key"}},
		{`  a   'b c'  "d 'e'" `, []string{"a", "b c", "d 'e'"}},
		{`C:\Tools\op.exe read`, []string{`C:\Tools\op.exe`, "read"}},
		{`a "" b`, []string{"a", "", "b"}},
		{`a"b c"d`, []string{"ab cd"}},
		{"a $(b) `c` | d > e", []string{"a", "$(b)", "`c`", "|", "d", ">", "e"}},
		{"", nil},
	}
	for _, test := range tests {
		got, err := split(test.line)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", test.line, err, diff)
		}
	}
	if _, err := split(`a "b`); err == nil {
		t.Error("an open quote is accepted")
	}
}
