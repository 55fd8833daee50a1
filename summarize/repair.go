package summarize

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/check"
	"dragoman/internal/language"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// repairWords is the number of source words up to which a repair of evidence
// sees the whole article again: the right segment may be one that the sentence
// does not name. A longer article gives the segments the draft names.
const repairWords = 1500

// complaint is a sentence to be asked again, and why.
type complaint struct {
	slot     slot
	messages []string
}

// repair asks once for the sentences that fail a check, and takes those that
// are no worse. It reports whether it took any. A repair that fails leaves the
// draft as it was: its faults are then dealt with by settle.
func (j *job) repair(ctx context.Context, c llm.Candidate, d *draft) bool {
	complaints := j.complaints(d)
	if len(complaints) == 0 {
		return false
	}
	var names []string
	for _, m := range complaints {
		names = append(names, m.slot.name())
	}
	req, err := j.request(c, prompts.Shorten, j.repairBlock(d, complaints), strings.Join(names, ", "))
	if err != nil {
		return false
	}
	if req.Carrier == llm.CarrierSchema {
		req.SchemaName, req.Schema = "sentences", repairSchema(names)
	}
	j.watch(Event{Model: c.Name(), Repair: true})
	reply, err := j.ask(ctx, c, req, true)
	if err != nil {
		if j.Escalate != nil && ctx.Err() == nil && j.Warn != nil {
			j.Warn(err) // the summary goes on without it; its owner should know
		}
		return false
	}
	a, err := parseSentences(req.Carrier, reply.Text, names)
	if err != nil {
		return false
	}
	return j.take(d, complaints, a)
}

// complaints returns what is wrong with each sentence, in reading order. A body
// that is too long as a whole is a complaint about each of its sentences, which
// share what is too much.
func (j *job) complaints(d *draft) []complaint {
	faults := j.faults(d)
	words, most := d.bodyWords(), j.Limits.MaxWords
	var out []complaint
	for _, s := range d.slots() {
		m := complaint{slot: s}
		for _, f := range faults[s] {
			m.messages = append(m.messages, f.Message)
		}
		if s.place == check.SummaryBody && most > 0 && words > most {
			m.messages = append(m.messages, fmt.Sprintf("the body has %d words, at most %d are wanted: say this in at most %d words",
				words, most, max(1, language.CountWords(d.at(s).text)*most/words)))
		}
		if len(m.messages) > 0 {
			out = append(out, m)
		}
	}
	return out
}

// repairBlock is the data of a repair request: each sentence with its faults,
// then the segments.
func (j *job) repairBlock(d *draft, complaints []complaint) string {
	var b strings.Builder
	for _, m := range complaints {
		p := d.at(m.slot)
		fmt.Fprintf(&b, "[%s] %s\n", strings.Join(append([]string{m.slot.name()}, prompts.IDs(p.evidence)...), " "), p.text)
		for _, message := range m.messages {
			fmt.Fprintf(&b, "[fault] %s\n", oneLine(message))
		}
	}
	b.WriteByte('\n')
	for _, number := range j.repairScope(d) {
		j.writeSegment(&b, number)
	}
	return strings.TrimRight(b.String(), "\n")
}

// repairScope returns the segments a repair may use.
func (j *job) repairScope(d *draft) []int {
	words := 0
	for _, n := range j.scope {
		words += language.CountWords(j.article.Segments[n-1].Text)
	}
	if words <= repairWords {
		return j.scope
	}
	named := map[int]bool{}
	for _, s := range d.slots() {
		for _, n := range d.at(s).evidence {
			named[n] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(j.scope), func(n int) bool { return !named[n] })
}

// take replaces each sentence by its correction where no check fails then that
// passed before.
func (j *job) take(d *draft, complaints []complaint, a answer) bool {
	taken := false
	before := j.failing(d)
	for _, m := range complaints {
		p, ok := a[m.slot.name()]
		if !ok || j.refuses(p.text) {
			continue
		}
		if len(p.evidence) == 0 {
			p.evidence = d.at(m.slot).evidence
		}
		if m.slot.place == check.SummaryHeadline {
			p.text = withoutStop(p.text)
		}
		next := d.with(m.slot, p)
		after := j.failing(&next)
		if worse(before, after) {
			continue
		}
		*d, before, taken = next, after, true
	}
	return taken
}

// failed names a check that fails in a place.
type failed struct {
	slot  slot
	check string
}

func (j *job) failing(d *draft) map[failed]bool {
	set := map[failed]bool{}
	for s, findings := range j.faults(d) {
		for _, f := range findings {
			set[failed{s, f.Check}] = true
		}
	}
	return set
}

// worse reports whether something fails after that passed before.
func worse(before, after map[failed]bool) bool {
	for f := range after {
		if !before[f] {
			return true
		}
	}
	return false
}
