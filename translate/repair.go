package translate

import (
	"context"
	"errors"

	"dragoman/internal/digest"
	"dragoman/internal/llm"
)

// askChunk brings the segments of one chunk as far as one model can, with the
// model that corrects it.
func (j *job) askChunk(ctx context.Context, c llm.Candidate, chunk []int) error {
	err := j.descend(ctx, c, chunk, false)
	by := c
	if j.Escalate != nil {
		by = *j.Escalate
	}
	left := j.repairable(chunk, by)
	if len(left) == 0 || (err != nil && stops(err)) || llm.KindOf(err) == llm.Context {
		return err
	}
	j.sayAgain(left)
	together := llm.KindOf(err) != llm.Refused || by.Name() != c.Name()
	err = j.mend(ctx, by, left, len(chunk), together)
	if err != nil && by.Name() != c.Name() && ctx.Err() == nil && llm.KindOf(err) != "" {
		j.cutShort = true
		j.warn(withHint(err)) // the first model can still be asked for the other chunks
		return nil
	}
	return err
}

// mend has segments corrected: together, in as many rounds as are set, and then
// each alone that has not been asked alone yet. The error is one that ends the
// model's part.
func (j *job) mend(ctx context.Context, by llm.Candidate, left []int, drafted int, together bool) error {
	corrected := 0 // the segment that was corrected by itself
	for range j.rounds() {
		if !together || by.Ladder.Carrier() == llm.CarrierSingle || len(left) == 0 {
			break
		}
		if len(left) == 1 {
			corrected = left[0]
		}
		if err := j.correct(ctx, by, left); err != nil && stops(err) {
			return unlessMissing(err)
		}
		left = j.repairable(left, by)
	}
	for _, n := range left {
		repair := j.drafts[n].text != ""
		if repair && n == corrected || !repair && drafted == 1 && j.Escalate == nil {
			continue // alone already
		}
		if err := j.once(ctx, by, by.Ladder.Carrier(), []int{n}, repair); err != nil && stops(err) {
			return unlessMissing(err)
		}
	}
	return nil
}

// correct asks for a correction. A model that wrote the draft has found its
// carrier; another one has to find it now.
func (j *job) correct(ctx context.Context, by llm.Candidate, left []int) error {
	if j.Escalate != nil {
		return j.descend(ctx, by, left, true)
	}
	return j.once(ctx, by, by.Ladder.Carrier(), left, true)
}

// corrections is how often a text is corrected, 0 for never.
func (j *job) corrections() int {
	if j.Rounds < 0 {
		return 0
	}
	return j.rounds()
}

// rounds is how often segments are corrected together. Where no text is to be
// corrected, those without any are still asked for, once.
func (j *job) rounds() int { return max(j.Rounds, 1) }

// sayAgain tells which segments are asked for again.
func (j *job) sayAgain(numbers []int) {
	again := make([]Again, len(numbers))
	for i, n := range numbers {
		d := j.drafts[n]
		again[i] = Again{Number: n, Why: d.detail}
		if len(d.findings) > 0 {
			again[i].Why = "failed the check " + d.findings[0].Check // its message may quote the text
		}
	}
	j.watch(again)
}

// unlessMissing drops the error of a repair that is not in the cache or among
// the recordings: the draft was, so its findings are the answer.
func unlessMissing(err error) error {
	if llm.KindOf(err) == llm.Missing {
		return nil
	}
	return err
}

// repairable returns those of numbers that are open and that asking a model
// again can help. A segment that the same one refused by itself is not among
// them, and no text where corrections are turned off.
func (j *job) repairable(numbers []int, by llm.Candidate) []int {
	var left []int
	for _, n := range numbers {
		if j.segments[n-1].State != "" {
			continue
		}
		d := j.drafts[n]
		if d.text != "" && (j.Rounds < 0 || d.reason == digest.ReasonRefused && d.model == by.Name()) {
			continue
		}
		left = append(left, n)
	}
	return left
}

// descend asks for a translation of a chunk, or a correction, going down the
// carriers while the model cannot use the one in use, and asking a cut answer's
// missing rest again while each answer brings something.
func (j *job) descend(ctx context.Context, c llm.Candidate, chunk []int, repair bool) error {
	for empty := 0; ; {
		carrier := c.Ladder.Carrier()
		if carrier == llm.CarrierSingle && len(chunk) > 1 {
			return nil // each is asked alone
		}
		before := len(chunk)
		err := j.once(ctx, c, carrier, chunk, repair)
		chunk = j.openOf(chunk)
		switch {
		case len(chunk) == 0 && (err == nil || !stops(err)):
			return nil // whole, however the answer ended
		case len(chunk) == 0:
			return err
		case unusable(err) && len(chunk) == before && c.Ladder.Down(carrier):
		case llm.KindOf(err) == llm.BadReply && !errors.Is(err, errNoPart) && empty == 0:
			empty++ // an answer that is none at all may be an accident, once
		case llm.KindOf(err) == llm.Cut && len(chunk) < before:
		default:
			return err
		}
	}
}

// errNoPart is an answer that has text and none of the segments asked for.
var errNoPart = errors.New("the reply holds none of the segments asked for")

// unusable reports whether an error says that the carrier does not work: the
// service refuses the parameter, or the answer has no part in it. An empty
// answer says nothing about the carrier.
func unusable(err error) bool {
	var e *llm.Error
	if !errors.As(err, &e) {
		return false
	}
	return errors.Is(err, errNoPart) || e.Kind == llm.BadRequest && e.Param == "response_format"
}

func (j *job) openOf(numbers []int) []int {
	var left []int
	for _, n := range numbers {
		if j.segments[n-1].State == "" {
			left = append(left, n)
		}
	}
	return left
}
