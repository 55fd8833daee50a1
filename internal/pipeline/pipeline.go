// Package pipeline makes one record of one article: translate, check,
// summarise, check. It wires the rooms; each does its own work.
//
// [Pipeline.Run] is the way in. Reading comes before it and rendering after.
package pipeline

import (
	"context"
	"slices"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/judge"
	"dragoman/internal/llm"
	"dragoman/prompts"
	"dragoman/summarize"
	"dragoman/translate"
)

// Pipeline makes records. It is safe for concurrent use.
type Pipeline struct {
	Translator   *translate.Translator // nil: no translation is wanted
	Summarizer   *summarize.Summarizer // nil: no summary by a model is wanted
	Extract      *summarize.Limits     // not nil: an extractive summary, without a model
	Judge        Judge                 // nil: no second opinion is wanted
	Prompts      *prompts.Set
	Style        prompts.Style
	DropDateline bool
	Rules        check.Rules // how the house grades checks, and its style; given to Translator and Summarizer
	Price        func(llm.Answer) (usd float64, known bool)
	Program      string         // name and version, for the record
	Settings     map[string]any // those that shape the text, for the record
	Now          func() time.Time
}

// Judge gives a second opinion on a translation, as findings.
type Judge interface {
	Judge(ctx context.Context, a article.Article, tr digest.Translation) (judge.Judgement, error)
}

// Run makes the record of one article. emit, which may be nil, is given each
// translated segment when it is final, in order.
//
// The record is nil only when there is nothing to keep. With a record, the
// error says what kept it from being whole; the record's status and its failed
// segments say the same.
func (p *Pipeline) Run(ctx context.Context, a article.Article, emit func(digest.Segment)) (*digest.Digest, error) {
	if p.DropDateline {
		a = withoutDatelines(a)
	}
	d := &digest.Digest{Schema: digest.SchemaName, Article: a}
	d.Provenance.Started = p.Now().UTC().Truncate(time.Millisecond)
	answers, err := p.translate(ctx, d, emit)
	translated := len(answers)
	var support []check.Finding
	if err == nil || ctx.Err() == nil && usable(d.Translation) && p.hasOtherModels() {
		more, findings, serr := p.summarise(ctx, d)
		answers, support = append(answers, more...), findings
		if serr != nil {
			support = append(support, noSummary(serr))
		}
		if err == nil {
			err = serr
		}
	}
	opinion, judged := p.judge(ctx, d, err)
	if err == nil {
		err = ctx.Err() // what was interrupted is not whole
	}
	p.check(d, support, opinion) // a run that was cut short leaves a record, too
	d.Usage = p.usage(slices.Concat(answers, judged))
	d.Usage.Repairs = p.repairs(answers[:translated], answers[translated:])
	p.provenance(d, answers)
	if len(judged) > 0 {
		d.Provenance.Judge = judged[0].Name()
	}
	d.Status = status(d, err)
	if d.Status == digest.Failed && err != nil {
		return nil, err
	}
	return d, err
}

// noSummary is the finding of a record whose summary could not be made.
func noSummary(err error) check.Finding {
	return check.Finding{Severity: check.Error, Place: check.SummaryHeadline, Category: "accuracy/omission", Message: "the summary was not made: " + err.Error()}
}

// hasOtherModels reports whether a summary may succeed where the translation's
// models could not go on: it has another model to ask, or needs none.
func (p *Pipeline) hasOtherModels() bool {
	if p.Summarizer == nil {
		return true
	}
	var tried []string
	for _, m := range p.Translator.Models {
		tried = append(tried, m.Name())
	}
	return slices.ContainsFunc(p.Summarizer.Models, func(m llm.Candidate) bool { return !slices.Contains(tried, m.Name()) })
}

func (p *Pipeline) translate(ctx context.Context, d *digest.Digest, emit func(digest.Segment)) ([]llm.Answer, error) {
	if p.Translator == nil {
		return nil, nil
	}
	t := *p.Translator
	t.Rules = p.Rules
	result, err := t.Translate(ctx, d.Article, emit)
	d.Translation = &result.Translation
	return result.Answers, err
}

func (p *Pipeline) summarise(ctx context.Context, d *digest.Digest) ([]llm.Answer, []check.Finding, error) {
	if p.Extract != nil {
		s := summarize.Extract(d.Article, *p.Extract)
		d.Summary = &s
		return nil, nil, nil
	}
	if p.Summarizer == nil {
		return nil, nil, nil
	}
	s := *p.Summarizer
	s.Style, s.Terms, s.Rules = p.Style.Rules(), p.terms(d.Article), p.rules()
	result, err := s.Summarize(ctx, d.Article, d.Translation)
	if err == nil {
		d.Summary = &result.Summary
	}
	return result.Answers, result.Findings, err
}

// judge asks for a second opinion on a translation that came to its end. A
// judge who could not be asked is a check that did not run, and no failure.
func (p *Pipeline) judge(ctx context.Context, d *digest.Digest, err error) ([]check.Check, []llm.Answer) {
	if p.Judge == nil || d.Translation == nil || err != nil {
		return nil, nil
	}
	j, err := p.Judge.Judge(ctx, d.Article, *d.Translation)
	opinion := judge.Check(j.Findings)
	switch {
	case err != nil && len(j.Findings) == 0:
		opinion.Run = func(check.Document) check.Result { return check.Result{Skipped: err.Error()} }
	case err != nil: // what was said is kept
		opinion = judge.Check(append(j.Findings, check.Finding{Severity: check.Note, Message: "not every segment was judged: " + err.Error()}))
	}
	return []check.Check{opinion}, j.Answers
}

// usable reports whether a translation has at least one text.
func usable(t *digest.Translation) bool {
	if t == nil {
		return false
	}
	for _, s := range t.Segments {
		if s.State == digest.OK {
			return true
		}
	}
	return false
}

// status says how whole a record is.
func status(d *digest.Digest, err error) digest.Status {
	if !usable(d.Translation) && d.Summary == nil {
		return digest.Failed
	}
	if err != nil {
		return digest.Partial
	}
	if d.Translation != nil {
		for _, s := range d.Translation.Segments {
			if s.State != digest.OK {
				return digest.Partial
			}
		}
	}
	return digest.Complete
}

// withoutDatelines moves the datelines to what was dropped and numbers the
// rest anew.
func withoutDatelines(a article.Article) article.Article {
	kept := make([]article.Segment, 0, len(a.Segments))
	for _, s := range a.Segments {
		if s.Kind == article.Dateline {
			a.Dropped = append(a.Dropped[:len(a.Dropped):len(a.Dropped)], article.Dropped{Text: s.Text, Reason: "dateline (style.dateline: drop)"})
			a.Layout = article.Without(a.Layout, len(kept)+1)
			continue
		}
		s.Number = len(kept) + 1
		kept = append(kept, s)
	}
	a.Segments = kept
	return a
}
