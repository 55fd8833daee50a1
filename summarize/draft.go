package summarize

import (
	"fmt"
	"reflect"
	"slices"

	"dragoman/internal/check"
	"dragoman/internal/language"
)

// part is one sentence of a summary and the numbers it says it rests on. A
// number that is no segment's is kept until the draft is settled: it is a fault
// that the model may correct.
type part struct {
	text     string
	evidence []int
}

// numbers returns the evidence for the record, never nil.
func (p part) numbers() []int { return append([]int{}, p.evidence...) }

// draft is a summary as a model gave it, on its way to being accepted.
type draft struct {
	headline part
	dek      part
	body     []part
	model    string // provider/model that wrote it
	prompt   string // the instructions it was written by
}

// slot names one sentence of a draft; the index counts the body from 1.
type slot struct {
	place check.Place
	index int
}

// name is what the slot is called in a repair.
func (s slot) name() string {
	switch s.place {
	case check.SummaryHeadline:
		return "headline"
	case check.SummaryDek:
		return "dek"
	}
	return fmt.Sprintf("point%d", s.index)
}

// label is what the slot is called for people.
func (s slot) label() string {
	if s.place == check.SummaryBody {
		return fmt.Sprintf("point %d", s.index)
	}
	return s.name()
}

// slots returns the slots of a draft in reading order.
func (d *draft) slots() []slot {
	slots := []slot{{check.SummaryHeadline, 0}, {check.SummaryDek, 0}}
	for i := range d.body {
		slots = append(slots, slot{check.SummaryBody, i + 1})
	}
	return slots
}

// at returns the sentence in a slot, or nil when there is none.
func (d *draft) at(s slot) *part {
	switch {
	case s.place == check.SummaryHeadline:
		return &d.headline
	case s.place == check.SummaryDek:
		return &d.dek
	case s.place == check.SummaryBody && s.index >= 1 && s.index <= len(d.body):
		return &d.body[s.index-1]
	}
	return nil
}

// with returns a copy of the draft with another sentence in a slot.
func (d *draft) with(s slot, p part) draft {
	c := *d
	c.body = slices.Clone(d.body)
	*c.at(s) = p
	return c
}

func (d *draft) bodyWords() int {
	words := 0
	for _, p := range d.body {
		words += language.CountWords(p.text)
	}
	return words
}

// document is what the checks see of a draft.
func (j *job) document(d *draft) check.Document {
	return check.Document{
		SourceLanguage: j.article.Language, TargetLanguage: target, Published: j.article.Published,
		Translated: j.targets != nil, Pairs: j.pairs, Summary: j.Limits.Checked(j.summary(*d)), Prompt: d.prompt,
		Glossary: j.Rules.Glossary,
		Context:  []string{j.article.Publisher, j.article.Title, j.article.Byline},
	}
}

// faults returns what the checks find wrong with a draft's sentences. Notes are
// for people and no fault. A draft that did not change is not checked again.
func (j *job) faults(d *draft) map[slot][]check.Finding {
	doc := j.document(d)
	if j.checked != nil && reflect.DeepEqual(*doc.Summary, *j.checked) {
		return j.found
	}
	found := map[slot][]check.Finding{}
	j.checked, j.found = doc.Summary, found
	for _, f := range check.Run(doc, j.checks).Findings {
		s := slot{f.Place, f.Index}
		if f.Severity != check.Note && (d.at(s) != nil || s.place == check.SummaryBody && s.index == 0) {
			found[s] = append(found[s], f)
		}
	}
	return found
}
