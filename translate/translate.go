// Package translate turns an article into a [digest.Translation]: every
// segment with an accepted text, or marked as failed with its reason.
//
// [Translator.Translate] plans (what is English already, what memory and store
// know, what must be asked), asks for the rest in as few requests as fit, and
// accepts segment by segment: by id, whole, and only when no check for
// acceptance finds an error. What is missing or fails is asked again in one
// repair request that quotes the findings, then alone, then of the next model;
// what still fails is failed. Source text never stands in for a translation.
// One fault alone costs no segment its translation: a link or the like that no
// answer kept. Its text is taken without, and the record's findings say so.
package translate

import (
	"context"
	"errors"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/internal/name"
	"dragoman/prompts"
)

// Store keeps accepted translations by segment key across runs. Load reports
// false for anything it cannot vouch for.
type Store interface {
	Load(key string) (data []byte, ok bool)
	Save(key string, data []byte) error
}

// Memory knows segments that a person approved. A likeness of 1 is the same
// text, and its target wins over store and model. A near text has a smaller one
// and is shown to the model as what to start from; 0 is none.
type Memory interface {
	Lookup(source, language string) (near, target string, likeness float64)
}

// Event says how far a translation is, for progress. Again is set when segments
// are asked for again.
type Event struct {
	Done  int // segments accepted
	Total int
	Again []Again
}

// Again is a segment that is asked for again, and why.
type Again struct {
	Number int
	Why    string
}

// Translator translates articles. Models and Prompts are needed, the rest is
// optional. It is safe for concurrent use.
type Translator struct {
	Models  []llm.Candidate // in the order they are asked
	Prompts *prompts.Set
	Style   prompts.Style
	Store   Store
	Memory  Memory
	// Escalate is a stronger model that corrects what the first one gets wrong,
	// in that one's place; it is never asked for a draft. Nil: each model
	// corrects itself.
	Escalate *llm.Candidate
	Rounds   int         // corrections before a segment is asked alone; 0 is one, a negative number none at all
	Rules    check.Rules // how the house grades checks, and its style
	Watch    func(Event)
	Warn     func(error) // a store that cannot save; the translation goes on
}

// Result is a translation and what it took. With an error it holds what was
// accepted before.
type Result struct {
	Translation digest.Translation
	Answers     []llm.Answer
}

// ErrNoModel is returned when something must be asked and no model is set.
var ErrNoModel = errors.New("translate: no model is set")

// Translate translates every segment of a. emit, which may be nil, is called
// with each segment when its text or failure is final, in order, once; who wrote
// it may be known only later, and stands in the result.
//
// A segment that failed is part of the result and no error. The error is the
// last model's when no model could go on, or the context's; the result then
// holds what was accepted, the rest marked failed.
func (t *Translator) Translate(ctx context.Context, a article.Article, emit func(digest.Segment)) (Result, error) {
	j := newJob(t, a, emit)
	j.lookUp()
	err := j.askAll(ctx)
	j.finish(ctx, err)
	return Result{
		Translation: digest.Translation{Language: target, Status: digest.Machine, Segments: j.segments},
		Answers:     j.answers,
	}, err
}

// target is the language translations are in.
const target = "en"

// job is one article on its way. It is used by one goroutine.
type job struct {
	*Translator
	article  article.Article
	checks   []check.Check      // what decides acceptance
	segments []digest.Segment   // by number-1; State is empty while open
	keys     []string           // store keys, by number-1
	drafts   map[int]draft      // rejected texts of the model that is asked, by number
	earlier  map[int]draft      // those of the models before
	asked    map[int][]exchange // requests a segment took part in, by number
	near     map[int]reference  // approved translations of nearly the same text, by number
	cutShort bool               // a correction could not be asked for
	answers  []llm.Answer
	names    []name.Name // of the first so many segments that were accepted
	named    int
	emit     func(digest.Segment)
	emitted  int
}

// draft is a text that was not accepted, with its tags, and why. Text is empty
// when the model gave none.
type draft struct {
	text     string
	findings []check.Finding
	reason   string // a digest.Reason…
	detail   string
	model    string // who wrote the text
}

// reference is an approved translation of a text that is nearly a segment's.
type reference struct{ source, target string }

// exchange is a request and whom it was sent to.
type exchange struct {
	model llm.Model
	req   llm.Request
}

func newJob(t *Translator, a article.Article, emit func(digest.Segment)) *job {
	rules := t.Rules
	rules.Glossary = t.Style.Glossary
	j := &job{
		Translator: t, article: a, emit: emit, checks: check.AtLeast(rules.Apply(check.Segment()), check.Error),
		segments: make([]digest.Segment, len(a.Segments)),
		keys:     make([]string, len(a.Segments)),
		drafts:   map[int]draft{},
		earlier:  map[int]draft{},
		asked:    map[int][]exchange{},
		near:     map[int]reference{},
	}
	for i, s := range a.Segments {
		j.segments[i] = digest.Segment{Number: s.Number, Key: digest.Key(s.Text), Kind: s.Kind, Source: s.Text}
		j.keys[i] = t.storeKey(a, i, reference{})
	}
	return j
}

// open returns the numbers of the segments that are not decided yet.
func (j *job) open() []int {
	var numbers []int
	for _, s := range j.segments {
		if s.State == "" {
			numbers = append(numbers, s.Number)
		}
	}
	return numbers
}

// accept makes a text with its marks the translation of a segment.
func (j *job) accept(number int, text string, marks []article.Mark, origin digest.Origin, model string) {
	s := &j.segments[number-1]
	s.Target, s.TargetMarks, s.State, s.Origin, s.Model = &text, marks, digest.OK, origin, model
	delete(j.drafts, number)
	j.progress()
}

// progress hands on every segment that is final and whose turn has come.
func (j *job) progress() {
	for j.emitted < len(j.segments) && j.segments[j.emitted].State != "" {
		if j.emit != nil {
			j.emit(j.segments[j.emitted])
		}
		j.emitted++
	}
	j.watch(nil)
}

func (j *job) watch(again []Again) {
	if j.Watch != nil {
		j.Watch(Event{Done: len(j.segments) - len(j.open()), Total: len(j.segments), Again: again})
	}
}

// finish marks what is still open as failed, with err as the reason where no
// model could be asked, and forgets the stored answers behind it so that the
// next run tries again.
func (j *job) finish(ctx context.Context, err error) {
	for _, number := range j.open() {
		d, tried := j.drafts[number]
		if old, ok := j.earlier[number]; ok && (!tried || old.better(d)) {
			d, tried = old, true
		}
		if j.settleFor(number, d, err == nil && ctx.Err() == nil && !j.cutShort) {
			continue
		}
		if !tried {
			d = draft{reason: digest.ReasonUnavailable}
			if err != nil {
				d.detail = why(err)
			}
		}
		if len(j.Models) == 1 && d.reason == digest.ReasonRefused {
			d.detail += "; no fallback is set (tasks.translate.fallback)"
		}
		s := &j.segments[number-1]
		s.State, s.Reason, s.Detail = digest.SegmentFailed, d.reason, d.detail
		for _, e := range j.asked[number] {
			j.forget(ctx, e)
		}
	}
	j.progress()
}

func (j *job) forget(ctx context.Context, e exchange) {
	f, ok := e.model.(llm.Forgetter)
	if !ok {
		return
	}
	if err := f.Forget(context.WithoutCancel(ctx), e.req); err != nil {
		j.warn(err)
	}
}

func (j *job) warn(err error) {
	if j.Warn != nil {
		j.Warn(err)
	}
}
