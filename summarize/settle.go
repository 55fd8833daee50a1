package summarize

import (
	"errors"
	"fmt"
	"slices"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/language"
)

// The names under which the summary's own findings go, beside those of the
// checks.
const (
	dropCheck    = "summary-dropped"  // a sentence that its evidence does not support
	replaceCheck = "summary-replaced" // a headline or dek that was replaced
	cutCheck     = "summary-cut"      // a text that was too long
	scopeCheck   = "summary-scope"    // an article that was not read whole
)

// limitsCheck is the check whose findings are mended here by cutting.
const limitsCheck = "summary-limits"

// supports are the checks of promise 4: what they find is never left standing,
// however sure they are.
var supports = []string{"summary-numbers", "summary-names", "summary-quotes", "summary-evidence"}

// settle brings a draft that may still have faults into its final form: a
// sentence its evidence does not support is dropped or replaced, a text that is
// too long is cut, and each is a finding. The error says that nothing the model
// wrote can stand.
func (j *job) settle(d *draft) error {
	if j.Limits.Form == digest.ParagraphForm {
		d.body = sentencesOf(d.body)
	}
	for _, s := range d.slots() {
		p := d.at(s)
		p.evidence = slices.DeleteFunc(slices.Clone(p.evidence), func(n int) bool { return !slices.Contains(j.scope, n) })
	}
	unsupported := j.unsupported(d)
	if len(unsupported) == len(d.slots()) {
		return errors.New("no sentence of the summary is supported by its evidence: " + unsupported[0].message)
	}
	j.drop(d, unsupported)
	if err := j.replace(d, unsupported); err != nil {
		return err
	}
	j.drop(d, j.unsupported(d)) // what repeats a replaced dek
	j.cut(d)
	return nil
}

// fault is a slot whose sentence cannot stand, and the first reason.
type fault struct {
	slot    slot
	message string
}

// unsupported returns the sentences that cannot stand, in reading order.
func (j *job) unsupported(d *draft) []fault {
	faults := j.faults(d)
	var out []fault
	for _, s := range d.slots() {
		i := slices.IndexFunc(faults[s], fatal)
		if i >= 0 {
			out = append(out, fault{s, faults[s][i].Message})
		}
	}
	return out
}

// fatal reports whether a sentence with this finding cannot stand. A text that
// is too long can be cut.
func fatal(f check.Finding) bool {
	if f.Check == limitsCheck {
		return false
	}
	return f.Severity == check.Error || slices.Contains(supports, f.Check)
}

// drop removes the unsupported sentences of the body.
func (j *job) drop(d *draft, unsupported []fault) {
	for _, f := range slices.Backward(unsupported) {
		if f.slot.place != check.SummaryBody {
			continue
		}
		i := f.slot.index - 1
		j.find(dropCheck, finding(slot{check.SummaryBody, 0}, d.body[i], fmt.Sprintf("dropped %q: %s", d.body[i].text, f.message)))
		d.body = slices.Delete(d.body, i, i+1)
	}
}

// replace puts another sentence where the headline or the dek cannot stand.
func (j *job) replace(d *draft, unsupported []fault) error {
	for _, f := range unsupported {
		if f.slot.place == check.SummaryBody {
			continue
		}
		old := *d.at(f.slot)
		p, from, ok := j.substitute(d, f.slot, unsupported)
		if !ok {
			return fmt.Errorf("the %s is not supported by its evidence, and there is nothing to replace it: %s", f.slot.name(), f.message)
		}
		if limit := j.Limits.maxWords(f.slot); limit > 0 {
			p.text = shorten(p.text, limit, target)
		}
		*d.at(f.slot) = p
		j.find(replaceCheck, finding(f.slot, old, fmt.Sprintf("%q was replaced by %s: %s", old.text, from, f.message)))
	}
	return nil
}

// substitute returns what can stand for the headline or the dek: what the
// article itself says there, in English, or else a sentence of the summary that
// stands.
func (j *job) substitute(d *draft, s slot, unsupported []fault) (p part, from string, ok bool) {
	if s.place == check.SummaryHeadline {
		if n := j.first(article.Headline); n > 0 {
			return part{j.english(n), []int{n}}, "the article's headline", true
		}
	}
	if n := j.first(article.Paragraph, article.Quote, article.ListItem); n > 0 {
		return part{sentences(j.english(n), target)[0], []int{n}}, "the article's first sentence", true
	}
	stands := !slices.ContainsFunc(unsupported, func(f fault) bool { return f.slot.place == check.SummaryDek })
	if s.place == check.SummaryHeadline && stands {
		return d.dek, "the start of the dek", true
	}
	if len(d.body) == 0 {
		return part{}, "", false
	}
	p = d.body[0]
	if s.place == check.SummaryDek {
		d.body = slices.Delete(d.body, 0, 1)
	}
	return p, "the first point", true
}

// first returns the number of the first segment of one of the kinds that has an
// English text, or 0.
func (j *job) first(kinds ...article.Kind) int {
	for _, s := range j.article.Segments {
		if slices.Contains(kinds, s.Kind) && len(sentences(j.english(s.Number), target)) > 0 {
			return s.Number
		}
	}
	return 0
}

// english returns a segment's English text: its translation, or its source
// where the article is English.
func (j *job) english(number int) string {
	if text := j.targets[number]; text != "" {
		return oneLine(text)
	}
	if language.IsEnglish(j.article.Language) {
		return oneLine(j.article.Segments[number-1].Text)
	}
	return ""
}

// cut shortens what is longer than its limit.
func (j *job) cut(d *draft) {
	for _, s := range d.slots() {
		p, limit := d.at(s), j.Limits.maxWords(s)
		j.cutTo(s, p, limit)
	}
	most := j.Limits.MaxWords
	for most > 0 && len(d.body) > 1 && d.bodyWords() > most {
		last := d.body[len(d.body)-1]
		j.find(cutCheck, finding(slot{check.SummaryBody, 0}, last, fmt.Sprintf("left out, since the body has %d words and at most %d were asked for: %q", d.bodyWords(), most, last.text)))
		d.body = d.body[:len(d.body)-1]
	}
	if most > 0 && len(d.body) == 1 {
		j.cutTo(slot{check.SummaryBody, 1}, &d.body[0], most)
	}
}

func (j *job) cutTo(s slot, p *part, limit int) {
	words := language.CountWords(p.text)
	if limit <= 0 || words <= limit {
		return
	}
	j.find(cutCheck, finding(s, *p, fmt.Sprintf("%s was cut: it had %d words, at most %d were asked for: %q", s.label(), words, limit, p.text)))
	p.text = shorten(p.text, limit, target)
}

// finding is about a sentence as it was before something was done to it.
func finding(s slot, p part, message string) check.Finding {
	f := check.Finding{Severity: check.Warning, Place: s.place, Index: s.index, Message: message}
	if len(p.evidence) == 1 {
		f.Segment = p.evidence[0]
	}
	f.TargetEvidence = &check.Evidence{Text: p.text, End: len([]rune(p.text))}
	return f
}

func (j *job) find(name string, f check.Finding) {
	f.Check = name
	j.findings = append(j.findings, f)
}

// numbered returns the findings with their ids, which check.Run gives.
func (j *job) numbered() []check.Finding {
	var checks []check.Check
	for _, c := range []check.Check{
		{Name: dropCheck, Category: "accuracy/addition"},
		{Name: replaceCheck, Category: "accuracy/addition"},
		{Name: cutCheck, Category: "design/length"},
		{Name: scopeCheck, Category: "accuracy/omission"},
	} {
		mine := slices.DeleteFunc(slices.Clone(j.findings), func(f check.Finding) bool { return f.Check != c.Name })
		c.Run = func(check.Document) check.Result { return check.Result{Findings: mine} }
		checks = append(checks, c)
	}
	return check.Run(check.Document{Pairs: j.pairs}, checks).Findings
}
