package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"dragoman/internal/llm"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/render"
)

// wrap puts the wrappers around an adapter, outside in: cache, retry, record.
func (a *app) wrap(c client) (llm.Model, error) {
	var m llm.Model = c
	if a.record != "" {
		dir := a.path(a.record)
		m = llm.Record(m, func(r llm.Recording) error { return written(recorded.Save(dir, r)) })
	}
	m = llm.Retry(m, llm.RetryPolicy{Notify: a.noteRetry})
	mode := llm.Mode(a.settings.Cache.Mode)
	if mode == llm.Off || a.record != "" {
		return llm.Cached(m, nil, c.Identity(), llm.Off, a.warn), nil
	}
	store, err := a.openCache()
	if err != nil {
		return nil, err
	}
	return llm.Cached(m, store, c.Identity(), mode, a.warn), nil
}

// noted tells --verbose of each answer: who gave it, its request id and its
// tokens; never its text.
type noted struct {
	llm.Model
	app *app
}

func (n noted) Ask(ctx context.Context, req llm.Request, onText func(string)) (llm.Reply, error) {
	started := n.app.Now()
	reply, err := n.Model.Ask(ctx, req, onText)
	name := req.Provider + "/" + req.Model
	took := render.Duration(n.app.Now().Sub(started))
	switch {
	case err != nil:
		n.app.verbose(fmt.Sprintf("%s: %v, %s", name, err, took))
	case reply.Hit:
		n.app.verbose(fmt.Sprintf("%s: answered from the cache, %s", name, took))
	default:
		n.app.verbose(fmt.Sprintf("%s: request %s, %d tokens in, %d out, %s", name, orDash(reply.RequestID), reply.Usage.PromptTokens, reply.Usage.CompletionTokens, took))
	}
	return reply, err
}

// Forget passes on what a cached model can do.
func (n noted) Forget(ctx context.Context, req llm.Request) error {
	if f, ok := n.Model.(llm.Forgetter); ok {
		return f.Forget(ctx, req)
	}
	return nil
}

// noteRetry tells --verbose of a wait; never with text.
func (a *app) noteRetry(attempt int, wait time.Duration, err error) {
	a.verbose(fmt.Sprintf("attempt %d: %v; again in %s", attempt, err, wait.Round(10*time.Millisecond)))
}

// warn reports what went wrong without stopping the run.
func (a *app) warn(err error) {
	var miss *llm.StoreError
	if errors.As(err, &miss) && miss.Op == "get" {
		a.verbose(err.Error()) // a damaged entry is a miss; it is asked again
		return
	}
	if !a.settings.Quiet {
		a.note("warning: " + err.Error())
	}
}

// verbose prints a line with --verbose.
func (a *app) verbose(line string) {
	if a.settings.Verbose {
		a.note(line)
	}
}

// note prints a line on standard error, whole, from any goroutine.
func (a *app) note(line string) {
	a.noteMu.Lock()
	defer a.noteMu.Unlock()
	io.WriteString(a.Err, render.Safe(line)+"\n")
}
