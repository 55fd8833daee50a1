// Package judge asks a second model for errors in a translation, segment by
// segment, by MQM.
//
// A judge can add findings and clear none. What it says counts only where it
// quotes words that really stand in the source and in the translation; the rest
// is left out. Long input makes judges find fewer errors (arXiv 2505.01761), so
// each request asks about one segment and shows its neighbours.
package judge

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"

	"golang.org/x/sync/errgroup"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/flight"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// Name is the check under which a judge's findings stand.
const Name = "judge"

// Check is the judge among the checks: its findings are given, not found again.
// An opinion is no proof, so it is a warning at most, unless a house decides
// otherwise.
func Check(findings []check.Finding) check.Check {
	given := slices.Clone(findings)
	for i := range given {
		if given[i].Severity == check.Error { // as another house had graded it
			given[i].Severity = check.Warning
		}
	}
	return check.Check{
		Name: Name, Category: "other", Gravest: check.Warning,
		About: "errors of meaning that a second model sees (--judge), each with its place in both texts",
		Run:   func(check.Document) check.Result { return check.Result{Findings: slices.Clone(given)} },
	}
}

// Judge reads translations. It is safe for concurrent use.
type Judge struct {
	Model   llm.Candidate
	Prompts *prompts.Set
	Jobs    int // segments judged at once; 0 is one
}

// Judgement is what a judge said, and what it took.
type Judgement struct {
	Findings []check.Finding
	Answers  []llm.Answer
}

// Judge reads the segments that a model translated. Those of a person, of the
// memory and those that were English already are not its business. With an
// error the judgement holds what came before.
func (j *Judge) Judge(ctx context.Context, a article.Article, tr digest.Translation) (Judgement, error) {
	results := make([]Judgement, len(tr.Segments))
	var group errgroup.Group
	group.SetLimit(max(1, j.Jobs))
	for i, s := range tr.Segments {
		if s.Target == nil || s.Origin != digest.FromModel && s.Origin != digest.FromCache {
			continue
		}
		group.Go(func() (err error) {
			defer func() {
				if value := recover(); value != nil {
					err = &flight.Panic{Value: value, Stack: debug.Stack()}
				}
			}()
			if ctx.Err() != nil {
				return ctx.Err()
			}
			results[i], err = j.segment(ctx, a.Language, tr.Segments, i)
			return err
		})
	}
	err := group.Wait()
	var fault *flight.Panic
	if errors.As(err, &fault) {
		panic(fault) // where the caller's guard is
	}
	var all Judgement
	for _, r := range results {
		all.Findings = append(all.Findings, r.Findings...)
		all.Answers = append(all.Answers, r.Answers...)
	}
	return all, err
}

// segment judges one segment. A reply that cannot be read is asked for once
// more, since nothing can be taken from it.
func (j *Judge) segment(ctx context.Context, language string, segments []digest.Segment, i int) (Judgement, error) {
	req, err := j.request(language, segments, i)
	if err != nil {
		return Judgement{}, err
	}
	var out Judgement
	for range 2 {
		reply, err := j.Model.Ask.Ask(ctx, req, nil)
		if err == nil || reply.Attempts > 0 {
			out.Answers = append(out.Answers, llm.Answer{Provider: j.Model.Provider, Model: j.Model.Model, Local: j.Model.Local, Reply: reply})
		}
		if err != nil {
			return out, err
		}
		opinions, err := parse(reply.Text)
		if err == nil {
			out.Findings = findings(segments[i], opinions)
			return out, nil
		}
		if f, ok := j.Model.Ask.(llm.Forgetter); ok {
			if err := f.Forget(ctx, req); err != nil {
				return out, err
			}
		}
	}
	return out, &llm.Error{Provider: j.Model.Provider, Model: j.Model.Model, Kind: llm.BadReply, Err: errNoList}
}

var errNoList = errors.New("the reply holds no list of errors")
