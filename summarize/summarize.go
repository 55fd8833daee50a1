// Package summarize turns an article into a [digest.Summary]: a headline, a
// dek and a body in English, each sentence with the numbers of the segments it
// rests on.
//
// [Summarizer.Summarize] asks one model in one request, from the source alone
// or from source and translation by id. What the checks find wrong is asked
// again once, sentence by sentence; what then still fails its evidence is
// dropped, what is still too long is cut, and each such step is a finding. A
// reply that is cut or cannot be read is never an answer, and never mended.
//
// [Extract] needs no model and works in any language: it chooses sentences of
// the source and keeps them as they are.
package summarize

import (
	"context"
	"errors"
	"slices"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// Event says what is being asked, for progress.
type Event struct {
	Model  string // provider/model
	Repair bool   // a correction of single sentences, not the summary itself
}

// Summarizer writes summaries. Models, Prompts and Limits are needed, the rest
// is optional. It is safe for concurrent use.
type Summarizer struct {
	Models  []llm.Candidate // in the order they are asked
	Prompts *prompts.Set
	Style   string   // house style, as lines for the prompt
	Terms   []string // terms of the article, as lines for the prompt
	Limits  Limits
	// Escalate is a stronger model that corrects what the one that wrote the
	// summary got wrong. Nil: that one does.
	Escalate *llm.Candidate
	Repair   int         // rounds of repair; 0 is one, a negative number none
	Rules    check.Rules // how the house grades checks, and its style
	Watch    func(Event)
	Warn     func(error) // a stored answer that could not be forgotten
}

// Result is a summary and what it took. With an error Answers and Asked hold
// what was spent before.
type Result struct {
	Summary  digest.Summary
	Findings []check.Finding // what was dropped, cut, replaced or left unread
	Answers  []llm.Answer    // for the usage account, in the order they came
	Asked    []string        // provider/model, in the order asked
}

// ErrNoModel is returned when no model is set.
var ErrNoModel = errors.New("summarise: no model is set")

// ErrNoText is returned for an article without segments.
var ErrNoText = errors.New("summarise: the article has no text")

// Try is one model that gave no summary, and why.
type Try struct {
	Model string
	Err   error
}

// Error says that no model gave a summary. It unwraps to the last one's error.
type Error struct{ Tried []Try }

func (e *Error) Error() string {
	parts := make([]string, len(e.Tried))
	for i, t := range e.Tried {
		parts[i] = t.Model + ": " + t.Err.Error()
	}
	return "summarise: " + strings.Join(parts, "; ")
}

// Unwrap returns the error of the model asked last.
func (e *Error) Unwrap() error { return e.Tried[len(e.Tried)-1].Err }

// Summarize writes the summary of a. With a translation the model sees both
// texts by id and the summary is checked against the translation; tr nil means
// from the source alone. Segments that failed are sent as source only.
//
// The error is an [*Error] when no model gave a usable summary, or the
// context's own.
func (s *Summarizer) Summarize(ctx context.Context, a article.Article, tr *digest.Translation) (Result, error) {
	if len(s.Models) == 0 {
		return Result{}, ErrNoModel
	}
	if len(a.Segments) == 0 {
		return Result{}, ErrNoText
	}
	j := newJob(s, a, tr)
	failed := &Error{}
	for _, c := range s.Models {
		summary, err := j.try(ctx, c)
		if ctx.Err() != nil {
			return j.spent(), ctx.Err()
		}
		if err == nil {
			return j.result(summary), nil
		}
		failed.Tried = append(failed.Tried, Try{Model: c.Name(), Err: err})
	}
	j.forget(ctx)
	return j.spent(), failed
}

// job is one article on its way. It is used by one goroutine.
type job struct {
	*Summarizer
	article  article.Article
	targets  map[int]string // translated texts by number; nil without translation
	pairs    []check.Pair
	scope    []int // numbers of the segments that are sent, in order
	findings []check.Finding
	answers  []llm.Answer
	asked    []string
	requests []exchange
	checks   []check.Check            // what is wrong with a sentence
	checked  *check.Summary           // the draft that was checked last
	found    map[slot][]check.Finding // and what was found
	refusal  []check.Check            // what recognises a refusal in words
}

// exchange is a request and whom it was sent to.
type exchange struct {
	model llm.Model
	req   llm.Request
}

func newJob(s *Summarizer, a article.Article, tr *digest.Translation) *job {
	j := &job{Summarizer: s, article: a, checks: check.AtLeast(s.Rules.Apply(check.SummaryChecks()), check.Warning)}
	if tr != nil {
		j.targets = map[int]string{}
		for _, seg := range tr.Segments {
			if seg.State == digest.OK && seg.Target != nil {
				j.targets[seg.Number] = *seg.Target
			}
		}
	}
	for _, seg := range a.Segments {
		j.pairs = append(j.pairs, j.pair(seg, tr))
	}
	if c, ok := check.Find("refusal"); ok {
		j.refusal = []check.Check{c}
	}
	return j
}

func (j *job) pair(seg article.Segment, tr *digest.Translation) check.Pair {
	p := check.Pair{Number: seg.Number, Kind: seg.Kind, Source: seg.Text, Target: j.targets[seg.Number]}
	if tr == nil {
		return p
	}
	i := slices.IndexFunc(tr.Segments, func(t digest.Segment) bool { return t.Number == seg.Number })
	if i >= 0 {
		p.Reason = tr.Segments[i].Reason
		p.Kept = tr.Segments[i].Origin == digest.SourceIsTarget
	}
	return p
}

// try brings one model's summary to its end, or says why there is none.
func (j *job) try(ctx context.Context, c llm.Candidate) (digest.Summary, error) {
	j.asked = append(j.asked, c.Name())
	j.findings = nil
	if c.Ladder == nil {
		c.Ladder = llm.NewLadder(llm.CarrierSchema, false)
	}
	d, err := j.draft(ctx, c)
	if err != nil {
		return digest.Summary{}, err
	}
	by := c
	if j.Escalate != nil {
		by = *j.Escalate
	}
	for range j.rounds() {
		if !j.repair(ctx, by, &d) {
			break
		}
	}
	if ctx.Err() != nil {
		return digest.Summary{}, ctx.Err()
	}
	if err := j.settle(&d); err != nil {
		return digest.Summary{}, &llm.Error{Provider: c.Provider, Model: c.Model, Kind: llm.BadReply, Message: err.Error()}
	}
	return j.summary(d), nil
}

func (j *job) rounds() int {
	if j.Repair == 0 {
		return 1
	}
	return max(j.Repair, 0)
}

// summary is the record's form of a finished draft.
func (j *job) summary(d draft) digest.Summary {
	s := digest.Summary{
		Headline: d.headline.text, HeadlineEvidence: d.headline.numbers(),
		Dek: d.dek.text, DekEvidence: d.dek.numbers(),
		Form: j.Limits.Form, Body: []digest.Sentence{},
		Method: digest.FromSource, Language: target, Model: d.model,
	}
	if j.targets != nil {
		s.Method = digest.FromSourceAndTranslation
	}
	for _, p := range d.body {
		s.Body = append(s.Body, digest.Sentence{Text: p.text, Evidence: p.numbers()})
	}
	return s
}

func (j *job) result(s digest.Summary) Result {
	return Result{Summary: s, Findings: j.numbered(), Answers: j.answers, Asked: j.asked}
}

// spent is the result where there is no summary, and so nothing to find in it.
func (j *job) spent() Result { return Result{Answers: j.answers, Asked: j.asked} }

// forget removes the stored answers of a summary that failed wholly, so that
// the next run asks again.
func (j *job) forget(ctx context.Context) {
	for _, e := range j.requests {
		f, ok := e.model.(llm.Forgetter)
		if !ok {
			continue
		}
		if err := f.Forget(context.WithoutCancel(ctx), e.req); err != nil && j.Warn != nil {
			j.Warn(err)
		}
	}
}

// target is the language summaries are written in.
const target = "en"
