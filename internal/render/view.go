package render

import (
	"slices"
	"strings"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/digest"
)

// piece is the text of one segment within a block.
type piece struct {
	Number int
	Text   string
}

// block is what is shown as one paragraph: a segment, or a dateline and the
// paragraph after it.
type block struct {
	Number  int
	Kind    article.Kind
	Source  []piece // what stands above a bilingual translation
	Target  []piece // empty when the segment failed
	Failure string  // why there is no translation; empty when there is one
}

// joiner makes blocks of segments that come one by one. A dateline waits for
// the paragraph it belongs to.
type joiner struct {
	bilingual bool
	waiting   *digest.Segment
}

// add takes the next segment and returns the blocks that are whole now.
func (j *joiner) add(s digest.Segment) []block {
	if s.Kind == article.Dateline {
		out := j.rest()
		j.waiting = &s
		return out
	}
	if j.waiting == nil {
		return []block{j.block(s)}
	}
	lead := *j.waiting
	if s.Kind != article.Paragraph || lead.State != digest.OK || s.State != digest.OK {
		return append(j.rest(), j.block(s))
	}
	j.waiting = nil
	a, b := j.block(lead), j.block(s)
	b.Source, b.Target = append(a.Source, b.Source...), append(a.Target, b.Target...)
	return []block{b}
}

// rest returns a dateline that no paragraph followed.
func (j *joiner) rest() []block {
	if j.waiting == nil {
		return nil
	}
	s := *j.waiting
	j.waiting = nil
	return []block{j.block(s)}
}

func (j *joiner) block(s digest.Segment) block {
	b := block{Number: s.Number, Kind: s.Kind}
	if j.bilingual && s.Origin != digest.SourceIsTarget {
		b.Source = []piece{{s.Number, s.Source}}
	}
	if s.State != digest.OK || s.Target == nil {
		b.Failure = failure(s)
		return b
	}
	b.Target = []piece{{s.Number, *s.Target}}
	return b
}

// blocks returns the blocks of a whole translation.
func blocks(t digest.Translation, bilingual bool) []block {
	j := joiner{bilingual: bilingual}
	var out []block
	for _, s := range t.Segments {
		out = append(out, j.add(s)...)
	}
	return append(out, j.rest()...)
}

// failure says why a segment has no translation.
func failure(s digest.Segment) string {
	why := Line(s.Detail)
	if why == "" {
		switch s.Reason {
		case digest.ReasonRefused:
			why = "the model refused it"
		case digest.ReasonCut:
			why = "the answer ended before it"
		case digest.ReasonCheck:
			why = "no draft of it passed the checks"
		default:
			why = "no model could be asked"
		}
	}
	return "was not translated: " + why
}

// dash returns what stands between a dateline and its paragraph: nothing but a
// space where the dateline brings its own dash or colon.
func dash(lead string) string {
	lead = strings.TrimSpace(lead)
	for _, end := range []string{"-", "–", "—", ":", "："} {
		if strings.HasSuffix(lead, end) {
			return " "
		}
	}
	return " – "
}

// noSummary is said in place of a summary that was asked for and is not there.
const noSummary = "the summary was not made; run again to ask for it"

// summaryMissing reports whether the record's makers asked for a summary in
// vain. The prompts that were used tell.
func summaryMissing(d digest.Digest) bool {
	_, asked := d.Provenance.Prompts["summarise"]
	return asked && d.Summary == nil
}

// footer says who stands behind a text.
type footer struct {
	Label string // such as "Machine translation, not reviewed"
	Model string // who wrote it; may be empty
	Day   string // may be empty
}

func (f footer) String() string {
	parts := []string{f.Label}
	for _, s := range []string{f.Model, f.Day} {
		if s != "" {
			parts = append(parts, Line(s))
		}
	}
	return strings.Join(parts, " · ")
}

// foot returns the footer, or false where none is wanted: approved text, text
// for pasting, and text in which no model had a part.
func foot(d digest.Digest, opt Options) (footer, bool) {
	label := footLabel(d, opt.Part)
	if label == "" || opt.Clean {
		return footer{}, false
	}
	f := footer{Label: label}
	if d.Provenance.Recorded == "" {
		f.Day = day(d.Provenance) // a recorded reply is not from the day it is replayed
	}
	if label != extractedLabel {
		f.Model = writer(d)
	}
	return f, true
}

const extractedLabel = "Sentences of the article, chosen by machine"

func footLabel(d digest.Digest, part Part) string {
	summary := d.Summary != nil && part != Translation
	switch {
	case d.Translation != nil && d.Translation.Status == digest.Approved:
		return ""
	case d.Translation != nil && d.Translation.Status == digest.Edited:
		return "Machine translation, edited, not approved"
	case d.Translation != nil && translated(*d.Translation):
		return "Machine translation, not reviewed"
	case summary && d.Summary.Method == digest.Extractive:
		return extractedLabel
	case summary:
		return "Machine summary, not reviewed"
	}
	return ""
}

// translated reports whether a translation holds more than text that was in
// its language already.
func translated(t digest.Translation) bool {
	for _, s := range t.Segments {
		if s.Origin != digest.SourceIsTarget {
			return true
		}
	}
	return false
}

// writer names who wrote a record's text.
func writer(d digest.Digest) string {
	if d.Provenance.Recorded != "" {
		return "recorded reply · " + Line(d.Provenance.Recorded)
	}
	return Line(strings.Join(models(d), ", "))
}

// models returns the models that answered, each once.
func models(d digest.Digest) []string {
	if len(d.Provenance.Answered) > 0 {
		return d.Provenance.Answered
	}
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if d.Translation != nil {
		for _, s := range d.Translation.Segments {
			add(s.Model)
		}
	}
	if d.Summary != nil {
		add(d.Summary.Model)
	}
	return names
}

// day returns the day a record was made, in UTC.
func day(p digest.Provenance) string {
	t := p.Finished
	if t.IsZero() {
		t = p.Started
	}
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
