package translate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/glossary"
	"dragoman/internal/language"
	"dragoman/internal/markup"
	"dragoman/prompts"
)

// shortWords is the length under which a segment's neighbours are part of its
// key: a few words mean different things in different places.
const shortWords = 8

// keyed is what a stored translation depends on. Fence, ids, numbers, context
// pairs and the publisher's name are left out on purpose: they change from run
// to run and do not change what a segment means.
type keyed struct {
	Version  int      `json:"v"`
	Source   string   `json:"source"`
	Before   string   `json:"before,omitempty"`
	After    string   `json:"after,omitempty"`
	Kind     string   `json:"kind"`
	From     string   `json:"from"`
	To       string   `json:"to"`
	Asked    []string `json:"asked"`
	Prompts  []string `json:"prompts"`
	Style    string   `json:"style"`
	Headline string   `json:"headline"`
	Terms    []string `json:"terms"`
	Tagged   string   `json:"tagged,omitempty"` // the source as it is sent, where that is not its text
	Near     []string `json:"near,omitempty"`   // the approved pair that is shown with it
}

func (t *Translator) storeKey(a article.Article, i int, near reference) string {
	s := a.Segments[i]
	k := keyed{
		Version: 1, Source: s.Text, Kind: string(s.Kind), From: a.Language, To: target,
		Asked:   t.askedNames(),
		Prompts: []string{t.Prompts.Hash(prompts.Translate), t.Prompts.Hash(prompts.Repair)},
		Style:   t.Style.Rules(), Headline: t.Style.HeadlineCase(), Terms: t.terms(a, s.Number),
	}
	if markup.Tagged(s.Marks) {
		k.Tagged = tagged(s)
	}
	if near != (reference{}) {
		k.Near = []string{near.source, near.target}
	}
	if language.CountWords(s.Text) < shortWords {
		if i > 0 {
			k.Before = a.Segments[i-1].Text
		}
		if i+1 < len(a.Segments) {
			k.After = a.Segments[i+1].Text
		}
	}
	data, err := json.Marshal(k)
	if err != nil {
		panic("translate: segment key does not marshal: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// terms returns the lines of the house's renderings that occur in some segments.
// Each is read in its own language and for itself: no term begins in one and
// ends in the next.
func (t *Translator) terms(a article.Article, numbers ...int) []string {
	if !t.Style.HasTerms() {
		return nil
	}
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = a.Segments[n-1].Text
	}
	return t.Style.Terms(glossary.PassagesOf(a.Language, texts...)...)
}

// askedNames returns the models of the task with the knobs that shape their
// answers, in order.
func (t *Translator) askedNames() []string {
	models := t.Models
	if t.Escalate != nil {
		models = append(slices.Clip(models), *t.Escalate)
	}
	names := make([]string, len(models))
	for i, m := range models {
		knobs, err := json.Marshal([]any{m.Name(), m.Endpoint, m.Dialect, m.MaxTokens, m.Temperature, m.Thinking})
		if err != nil {
			panic("translate: model does not marshal: " + err.Error())
		}
		names[i] = string(knobs)
	}
	return names
}

// stored is the value kept under a segment key. The target has its tags, not
// what they stand for: a link that changed its address is no new translation.
// The model is the one that really answered, so a run after a fallback makes no
// request. Faults are the checks that the text was kept in spite of, when no
// model asked could do better.
type stored struct {
	Target string   `json:"target"`
	Model  string   `json:"model"`
	Faults []string `json:"faults,omitempty"`
	Rounds int      `json:"rounds,omitempty"` // of corrections that were in vain
}

// lookUp decides every segment that needs no model: English already, approved
// by a person, or translated before.
func (j *job) lookUp() {
	for i, s := range j.article.Segments {
		switch {
		case language.IsEnglish(language.SegmentTag(s.Text, j.article.Language)), nothingToTranslate(s):
			j.accept(s.Number, s.Text, s.Marks, digest.SourceIsTarget, "")
		case j.remembered(s):
		default:
			j.restore(i)
		}
	}
}

// remembered takes a text that a person approved, or notes one that is near.
// Memory knows no marks: those around words that are spelled alike are found
// again, the others are lost, and the check for markup says so.
func (j *job) remembered(s article.Segment) bool {
	if j.Memory == nil {
		return false
	}
	near, text, likeness := j.Memory.Lookup(s.Text, j.article.Language)
	switch {
	case likeness == 1:
		j.accept(s.Number, text, markup.Place(text, s.Text, s.Marks), digest.FromMemory, "")
		return true
	case likeness > 0:
		j.near[s.Number] = reference{near, text}
		j.keys[s.Number-1] = j.storeKey(j.article, s.Number-1, j.near[s.Number])
	}
	return false
}

// restore takes a segment from the store. What fails a check that it did not
// fail when it was stored is asked again.
func (j *job) restore(i int) {
	if j.Store == nil {
		return
	}
	data, ok := j.Store.Load(j.keys[i])
	if !ok {
		return
	}
	var v stored
	if json.Unmarshal(data, &v) != nil || v.Target == "" {
		return
	}
	text, marks := j.untag(i+1, v.Target)
	faults := j.faults(i+1, text, marks, "")
	switch {
	case len(faults) == 0:
		j.accept(i+1, text, marks, digest.FromCache, v.Model)
	case v.Rounds >= j.corrections() && !slices.ContainsFunc(faults, func(f check.Finding) bool { return !slices.Contains(v.Faults, f.Check) }):
		if text, marks, ok := j.salvage(i+1, v.Target, faults); ok {
			j.accept(i+1, text, marks, digest.FromCache, v.Model)
		}
	}
}

// save keeps an accepted translation with its tags. A store that cannot save costs a later
// run its saving, not this one its translation.
func (j *job) save(number int, v stored) {
	if j.Store == nil {
		return
	}
	data, err := json.Marshal(v)
	if err != nil {
		panic("translate: stored segment does not marshal: " + err.Error())
	}
	if err := j.Store.Save(j.keys[number-1], data); err != nil {
		j.warn(err)
	}
}

// faults returns the errors for which a text is not accepted as the
// translation of a segment.
func (j *job) faults(number int, text string, marks []article.Mark, prompt string) []check.Finding {
	s := j.article.Segments[number-1]
	pairs := j.beside(number)
	for i := range pairs {
		if p := &pairs[i]; p.Number == number {
			p.Target, p.TargetMarks, p.Kept = text, marks, false
		}
	}
	report := check.Run(check.Document{
		SourceLanguage: language.SegmentTag(s.Text, j.article.Language), TargetLanguage: target,
		Published: j.article.Published, Translated: true, Prompt: prompt, Glossary: j.Style.Glossary, Pairs: pairs,
	}, j.checks)
	var errors []check.Finding
	for _, f := range report.Findings {
		if f.Severity == check.Error {
			errors = append(errors, f)
		}
	}
	return errors
}

// besideReach is how many segments before and after one a check sees: enough
// to know a quotation that runs over several paragraphs.
const besideReach = 3

// beside returns a segment and those around it as pairs. They are marked as
// kept: the checks find no fault with them, but see what stands beside.
func (j *job) beside(number int) []check.Pair {
	first, last := max(0, number-1-besideReach), min(len(j.article.Segments), number+besideReach)
	pairs := make([]check.Pair, 0, last-first)
	for i := first; i < last; i++ {
		s := j.article.Segments[i]
		pairs = append(pairs, check.Pair{Number: i + 1, Kind: s.Kind, Source: s.Text, Marks: s.Marks, Kept: true})
	}
	return pairs
}
