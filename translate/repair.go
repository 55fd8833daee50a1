package translate

import (
	"context"
	"errors"

	"dragoman/internal/digest"
	"dragoman/internal/llm"
)

// askChunk brings the segments of one chunk as far as one model can.
func (j *job) askChunk(ctx context.Context, c llm.Candidate, chunk []int) error {
	err := j.draft(ctx, c, chunk)
	left := j.repairable(chunk)
	if len(left) == 0 || (err != nil && stops(err)) || llm.KindOf(err) == llm.Context {
		return err
	}
	j.sayAgain(left)
	carrier := c.Ladder.Carrier()
	asked := llm.KindOf(err) != llm.Refused && carrier != llm.CarrierSingle
	if asked {
		if err := j.once(ctx, c, carrier, left, true); err != nil && stops(err) {
			return unlessMissing(err)
		}
	}
	for _, n := range j.repairable(left) {
		repair := j.drafts[n].text != ""
		drafted, repaired := len(chunk) == 1 && !repair, len(left) == 1 && repair && asked
		if drafted || repaired {
			continue // alone already
		}
		if err := j.once(ctx, c, carrier, []int{n}, repair); err != nil && stops(err) {
			return unlessMissing(err)
		}
	}
	return nil
}

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

// repairable returns those of numbers that are open and that asking the same
// model again can help. A segment it refused by itself is not among them.
func (j *job) repairable(numbers []int) []int {
	var left []int
	for _, n := range numbers {
		if j.segments[n-1].State != "" {
			continue
		}
		if d := j.drafts[n]; d.reason == digest.ReasonRefused && d.text != "" {
			continue
		}
		left = append(left, n)
	}
	return left
}

// draft asks for the first translation of a chunk, going down the carriers
// while the model cannot use the one in use, and asking a cut answer's missing
// rest again while each answer brings something.
func (j *job) draft(ctx context.Context, c llm.Candidate, chunk []int) error {
	for empty := 0; ; {
		carrier := c.Ladder.Carrier()
		if carrier == llm.CarrierSingle && len(chunk) > 1 {
			return nil // each is asked alone
		}
		before := len(chunk)
		err := j.once(ctx, c, carrier, chunk, false)
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
