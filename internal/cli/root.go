// Package cli is the program's command line: one file per command, and the
// wiring of providers.
//
// [Main] takes arguments and surroundings and returns the exit code. Results
// go to standard output, everything else to standard error.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"dragoman/internal/cache"
	"dragoman/internal/config"
	"dragoman/internal/fetch"
	"dragoman/internal/glossary"
	"dragoman/internal/llm"
	"dragoman/internal/read"
	"dragoman/internal/render"
)

// app is one run of the program.
type app struct {
	Env
	settings config.Settings
	loaded   *config.Loaded
	read     readFlags
	global   globalFlags
	root     *cobra.Command

	terms     func() (*glossary.Glossary, error) // reads the glossary once; nil before
	houseHash string                             // of the house file that was read; empty without one

	record  string    // --record: where requests and replies are kept
	dry     bool      // nothing is announced
	started time.Time // entries of the cache older than this are ignored with refresh

	clientsMu sync.Mutex // guards what is made once for each process
	clients   map[string]client
	ladders   map[string]*llm.Ladder
	store     *cache.Cache
	choiceMu  sync.Mutex
	chosen    *choice
	noteMu    sync.Mutex
	stateMu   sync.Mutex
	onState   func(string)
}

// exitCode is the outcome of a command that has reported its failures already.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// exit returns a command's result for an exit code.
func exit(code int) error {
	if code == exitDone {
		return nil
	}
	return exitCode(code)
}

// gcPercent is how much the heap may grow between collections. One article
// takes about 20 MB, most of it tables that live as long as the program: with
// Go's own 100, a run of 40 ms spends a fifth of it on looking at them.
const gcPercent = 400

// Main runs the program and returns its exit code.
func Main(args []string, env Env) (code int) {
	a := &app{Env: env}
	if a.lookup("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	defer func() {
		if r := recover(); r != nil {
			a.bug(env.Err, r)
			code = exitBug
		}
	}()
	ctx, stop := interruptible()
	defer stop()
	a.root = newRoot(a)
	a.root.SetArgs(joinNames(args))
	a.root.SetIn(env.In)
	a.root.SetOut(env.Out)
	a.root.SetErr(env.Err)
	if asksVersion(a.root, args) {
		_, err := fmt.Fprintf(a.Out, "dragoman %s\n", a.Version)
		return a.conclude(ctx, err)
	}
	return a.conclude(ctx, a.root.ExecuteContext(ctx))
}

// conclude reports what a command returned and gives it a code.
func (a *app) conclude(ctx context.Context, err error) int {
	var done exitCode
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &done):
		return int(done)
	case errors.Is(err, errBrokenPipe):
		return exitOutput
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		err = errors.Join(context.Cause(ctx), err)
	}
	a.complain(a.Err, err)
	return codeOf(err)
}

// interruptible returns a context that the first interrupt ends; the second one
// ends the program.
func interruptible() (context.Context, func()) {
	signal.Ignore(syscall.SIGPIPE) // a closed output is an error of the write; what was paid for is kept
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		s, ok := <-signals
		if ok {
			signal.Stop(signals)
			cancel(signalled{s})
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel(nil)
	}
}

// complain prints an error as people need it: the thing, the cause, what to do.
func (a *app) complain(w io.Writer, err error) {
	if errors.Is(err, errBrokenPipe) {
		return
	}
	message, hints := explain(err)
	if refused := a.refusedKey(err); refused != "" {
		message = refused
	}
	fmt.Fprintln(w, a.red("dragoman: ")+render.Safe(message)) // it may quote a file's name or a service
	for _, hint := range hints {
		fmt.Fprintln(w, "  "+render.Safe(hint))
	}
}

// refusedKey says which key a service refused, or nothing.
func (a *app) refusedKey(err error) string {
	var model *llm.Error
	if !errors.As(err, &model) || model.Kind != llm.Auth || model.Status == 0 {
		return ""
	}
	e, err := a.endpoint(model.Provider)
	if err != nil || e.keySource == "" {
		return ""
	}
	where := fmt.Sprint(model.Status)
	if model.RequestID != "" {
		where += ", request " + model.RequestID
	}
	return fmt.Sprintf("%s refused the key of %s (%s)", model.Provider, e.keySource, where)
}

// explain splits an error into its message and what to do about it.
func explain(err error) (string, []string) {
	var (
		own     *failure
		in      *read.Error
		setting *config.Error
		model   *llm.Error
		page    *fetch.Error
		sig     signalled
		hints   []string
	)
	switch {
	case errors.As(err, &sig):
		return "interrupted; what was finished is saved", []string{"run the same command again to continue"}
	case errors.As(err, &own):
		return err.Error(), own.hints
	case errors.As(err, &in) && in.Hint != "":
		hints = []string{in.Hint}
	case errors.As(err, &page) && page.Hint != "":
		hints = []string{page.Hint}
	case errors.As(err, &setting) && setting.Hint != "":
		hints = []string{setting.Hint}
	case errors.As(err, &model):
		hints = adviseModel(model)
	}
	return strings.TrimPrefix(err.Error(), "dragoman: "), hints
}

// adviseModel says what to do about a model's failure.
func adviseModel(e *llm.Error) []string {
	var hints []string
	if e.Hint != "" {
		hints = append(hints, e.Hint)
	}
	switch e.Kind {
	case llm.Auth:
		test := "dragoman providers test " + e.Provider
		if strings.Contains(e.Hint, test) {
			hints = nil // the same advice
		}
		hints = append(hints, "check it: "+test)
	case llm.Rate:
		hints = append(hints, "run the same command again to continue; what was finished is saved")
	case llm.Overload, llm.Network:
		hints = append(hints, "try again later, or name a fallback: tasks.translate.fallback")
	case llm.Quota:
		hints = append(hints, "check the account's credit or spend limit, or choose another provider with --provider")
	}
	return hints
}

// path resolves a path the user named against the working folder.
func (a *app) path(name string) string {
	if name == "" || name == "-" || filepath.IsAbs(name) || a.Dir == "" {
		return name
	}
	if wd, err := os.Getwd(); err == nil && wd == a.Dir {
		return name // as the user wrote it, so that messages and records show that
	}
	return filepath.Join(a.Dir, name)
}

func (a *app) paths(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = a.path(name)
	}
	return out
}

// must stands where only a mistake in this package can fail.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// setState says who is told what a slow server is doing.
func (a *app) setState(f func(string)) {
	a.stateMu.Lock()
	defer a.stateMu.Unlock()
	a.onState = f
}

// state hands on what a slow server is doing, such as "loading model".
func (a *app) state(text string) {
	a.stateMu.Lock()
	f := a.onState
	a.stateMu.Unlock()
	if f != nil {
		f(text)
	}
}
