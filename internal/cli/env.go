package cli

import (
	"io"
	"os"
	"runtime/debug"
	"time"

	"golang.org/x/term"
)

// Env is everything the program takes from outside, so that tests can give it
// something else.
type Env struct {
	In            io.Reader
	Out, Err      io.Writer
	InTTY, ErrTTY bool
	Environ       []string
	Dir           string // the working folder
	Version       string
	Now           func() time.Time
}

// System returns the real surroundings. An empty version is taken from the
// build.
func System(version string) Env {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	return Env{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTTY: term.IsTerminal(int(os.Stdin.Fd())), ErrTTY: term.IsTerminal(int(os.Stderr.Fd())),
		Environ: os.Environ(), Dir: dir, Version: buildVersion(version), Now: time.Now,
	}
}

func buildVersion(version string) string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "dev"
	}
	return info.Main.Version
}

// lookup returns an environment variable's value.
func (e Env) lookup(name string) string {
	for i := len(e.Environ) - 1; i >= 0; i-- {
		if v := e.Environ[i]; len(v) > len(name) && v[len(name)] == '=' && v[:len(name)] == name {
			return v[len(name)+1:]
		}
	}
	return ""
}
