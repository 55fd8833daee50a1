package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"dragoman/internal/llm"
)

// spy is a Model that keeps the first request and asks nobody.
type spy struct {
	req  llm.Request
	seen bool
}

var errSpied = errors.New("the request is not sent")

func (s *spy) Ask(_ context.Context, req llm.Request, _ func(string)) (llm.Reply, error) {
	if !s.seen {
		s.req, s.seen = req, true
	}
	return llm.Reply{}, &llm.Error{Provider: req.Provider, Kind: llm.Auth, Err: errSpied}
}

// firstRequest returns the request that a task would send first for an article,
// without sending it.
func (a *app) firstRequest(ctx context.Context, kind task, input string) (llm.Request, error) {
	line, err := a.pipeline(ctx, kind, false)
	if err != nil {
		return llm.Request{}, err
	}
	art, err := a.readInput(ctx, input)
	if err != nil {
		return llm.Request{}, err
	}
	s := &spy{}
	if line.Translator != nil {
		t := *line.Translator
		t.Models, t.Store = spied(t.Models, s), nil
		line.Translator = &t
	}
	if line.Summarizer != nil {
		t := *line.Summarizer
		t.Models = spied(t.Models, s)
		line.Summarizer = &t
	}
	_, err = line.Run(ctx, art, nil)
	if s.seen {
		return s.req, nil
	}
	if err != nil {
		return llm.Request{}, err
	}
	return llm.Request{}, fail(exitInput, fmt.Errorf("%s needs no request: it is in English already", art.Source))
}

// spied returns the candidates with their model replaced.
func spied(models []llm.Candidate, s *spy) []llm.Candidate {
	out := make([]llm.Candidate, len(models))
	for i, m := range models {
		m.Ask = s
		out[i] = m
	}
	return out
}

// printRequest writes a request for people.
func printRequest(w io.Writer, req llm.Request) error {
	_, err := fmt.Fprintf(w, "to %s/%s, carrier %s\n", req.Provider, req.Model, req.Carrier)
	for _, m := range req.Messages {
		if err == nil {
			_, err = fmt.Fprintf(w, "\n--- %s ---\n%s\n", m.Role, m.Content)
		}
	}
	if err == nil && len(req.Schema) > 0 {
		_, err = fmt.Fprintf(w, "\n--- schema of the reply ---\n%s\n", req.Schema)
	}
	return err
}
