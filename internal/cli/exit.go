package cli

import (
	"context"
	"errors"
	"net/http"
	"os"
	"slices"
	"syscall"

	"dragoman/internal/config"
	"dragoman/internal/fetch"
	"dragoman/internal/llm"
	"dragoman/internal/read"
)

// The exit codes, as `dragoman help exit-codes` explains them.
const (
	exitDone      = 0
	exitPartial   = 1
	exitStrict    = 3
	exitUsage     = 64
	exitInput     = 65
	exitProvider  = 69
	exitBug       = 70
	exitOutput    = 73
	exitDisk      = 74
	exitLater     = 75
	exitKey       = 77
	exitSettings  = 78
	exitInterrupt = 130
	exitTerminate = 143
)

// rank lists the codes from the one that says most: where several apply, the
// first one found is the program's.
var rank = []int{
	exitInterrupt, exitTerminate, exitBug, exitSettings, exitKey, exitLater, exitDisk,
	exitOutput, exitProvider, exitUsage, exitInput, exitPartial, exitStrict, exitDone,
}

// worse returns that one of two codes which the program exits with.
func worse(a, b int) int {
	if slices.Index(rank, a) <= slices.Index(rank, b) {
		return a
	}
	return b
}

// stopsAll reports whether a code ends a run over several articles: the next
// article would end the same way.
func stopsAll(code int) bool {
	return slices.Contains([]int{exitInterrupt, exitTerminate, exitBug, exitSettings, exitKey, exitLater, exitDisk}, code)
}

// failure is an error with the code it ends the program with and what to do
// about it.
type failure struct {
	code  int
	err   error
	hints []string // each a line; commands can be pasted as they stand
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

func fail(code int, err error, hints ...string) error {
	return &failure{code: code, err: err, hints: hints}
}

// signalled is the cause of a context that a signal cancelled.
type signalled struct{ os.Signal }

func (s signalled) Error() string { return "interrupted" }

func codeOfSignal(s os.Signal) int {
	if s == syscall.SIGTERM {
		return exitTerminate
	}
	return exitInterrupt
}

// codeOf returns the exit code of an error.
func codeOf(err error) int {
	var (
		own     *failure
		in      *read.Error
		setting *config.Error
		model   *llm.Error
		page    *fetch.Error
		sig     signalled
		done    exitCode
	)
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &done):
		return int(done)
	case errors.As(err, &sig):
		return codeOfSignal(sig.Signal)
	case errors.Is(err, errStopped):
		return exitPartial // the code of the article that stopped the run is the run's
	case errors.Is(err, errBrokenPipe):
		return exitOutput
	case errors.As(err, &own):
		return own.code
	case errors.As(err, &in):
		return exitInput
	case errors.As(err, &setting) && setting.Kind == config.FromFlag:
		return exitUsage
	case errors.As(err, &setting):
		return exitSettings
	case errors.As(err, &model):
		return codeOfKind(model.Kind)
	case errors.As(err, &page):
		return codeOfPage(page)
	case errors.Is(err, context.DeadlineExceeded):
		return exitLater
	case errors.Is(err, context.Canceled):
		return exitInterrupt
	}
	return exitBug
}

// codeOfKind returns the exit code of a model's failure.
func codeOfKind(kind llm.Kind) int {
	switch kind {
	case llm.Auth:
		return exitKey
	case llm.Rate:
		return exitLater
	case llm.Refused, llm.Cut, llm.Context:
		return exitPartial
	}
	return exitProvider
}

// codeOfPage returns the exit code of a page that was not fetched: a wrong
// address or header, a site that does not answer, or no article.
func codeOfPage(e *fetch.Error) int {
	switch e.Kind {
	case fetch.KindURL, fetch.KindScheme, fetch.KindHeader:
		return exitUsage
	case fetch.KindTimeout, fetch.KindNetwork, fetch.KindOffline:
		return exitProvider
	case fetch.KindStatus:
		if e.Status == http.StatusTooManyRequests || e.Status >= 500 {
			return exitProvider
		}
	}
	return exitInput
}

// kindOf names an error for scripts, in a failed article's record.
func kindOf(err error) string {
	if kind := llm.KindOf(err); kind != "" {
		return string(kind)
	}
	var page *fetch.Error
	switch {
	case errors.Is(err, errStopped):
		return "stopped"
	case errors.As(err, &page):
		return "fetch"
	}
	switch codeOf(err) {
	case exitInput:
		return "input"
	case exitSettings, exitUsage:
		return "settings"
	case exitOutput, exitDisk:
		return "output"
	case exitLater:
		return "time_limit"
	case exitInterrupt, exitTerminate:
		return "interrupted"
	}
	return "internal"
}

// retryable reports whether the same command may succeed later as it stands.
func retryable(err error) bool {
	var model *llm.Error
	if errors.As(err, &model) {
		return model.Retryable() || model.Kind == llm.Cut
	}
	var page *fetch.Error
	switch {
	case errors.Is(err, errStopped):
		return true
	case errors.As(err, &page):
		return codeOfPage(page) == exitProvider
	}
	return stopsAll(codeOf(err)) && codeOf(err) != exitSettings && codeOf(err) != exitKey && codeOf(err) != exitBug
}
