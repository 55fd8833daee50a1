package translate

import (
	"context"
	"errors"
	"slices"

	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// once sends one request and accepts what is whole and right while it arrives.
// An answer without any part it asked for is an error of kind BadReply.
func (j *job) once(ctx context.Context, c llm.Candidate, carrier llm.Carrier, numbers []int, repair bool) error {
	req, err := j.request(c, carrier, numbers, repair)
	if err != nil {
		return err
	}
	number := map[string]int{}
	for _, n := range numbers {
		number[prompts.ID(n)] = n
		j.asked[n] = append(j.asked[n], exchange{c.Ask, req})
	}
	in := newReader(req.Carrier, prompts.IDs(numbers))
	parts := map[int]string{}
	reply, err := c.Ask.Ask(ctx, req, func(text string) {
		in.feed(text, func(id, text string) { parts[number[id]] = j.consider(c, number[id], text, req) })
	})
	if req.Carrier == llm.CarrierSingle && err == nil && in.rest() != "" {
		parts[numbers[0]] = j.consider(c, numbers[0], in.rest(), req)
	}
	j.settle(llm.Answer{Provider: c.Provider, Model: c.Model, Local: c.Local, Repair: repair, Reply: reply}, c, numbers, parts, err)
	if err == nil && len(parts) == 0 {
		return &llm.Error{Provider: c.Provider, Model: c.Model, Kind: llm.BadReply, Err: errNoPart}
	}
	return err
}

// consider accepts a whole text or keeps it as a draft with its faults, and
// returns it, with its tags. A repair must fail nothing that the draft passed,
// but a draft that is cut or no translation has passed nothing.
func (j *job) consider(c llm.Candidate, number int, text string, req llm.Request) string {
	text = language.Clean(text)
	plain, marks := j.untag(number, text)
	faults := j.faults(number, plain, marks, req.Messages[0].Content)
	if len(faults) == 0 {
		j.accept(number, plain, marks, digest.FromModel, "")
		return text
	}
	next := draft{text: text, findings: faults, reason: reasonOf(faults), detail: c.Name() + "'s text " + faults[0].Message, model: c.Name()}
	if old := j.drafts[number]; old.text == "" || next.better(old) || !old.better(next) && !worse(faults, old.findings) {
		j.drafts[number] = next
	}
	return text
}

// worse reports whether a text fails a check that the draft before it passed.
func worse(faults, before []check.Finding) bool {
	return slices.ContainsFunc(faults, func(f check.Finding) bool {
		return !slices.ContainsFunc(before, func(b check.Finding) bool { return b.Check == f.Check })
	})
}

func reasonOf(faults []check.Finding) string {
	for _, f := range faults {
		if f.Check == "refusal" {
			return digest.ReasonRefused
		}
	}
	return digest.ReasonCheck
}

// settle books an answer: usage, the model that wrote each accepted text, the
// store, and why what is still open is so.
func (j *job) settle(answer llm.Answer, c llm.Candidate, numbers []int, parts map[int]string, err error) {
	reply := answer.Reply
	if err == nil || reply.Attempts > 0 || reply.Usage != (llm.Usage{}) {
		j.answers = append(j.answers, answer)
	}
	for _, n := range numbers {
		s := &j.segments[n-1]
		if _, ok := parts[n]; ok && s.State == digest.OK {
			s.Model = answer.Name()
			if reply.Hit {
				s.Origin = digest.FromCache
			}
			j.save(n, stored{Target: parts[n], Model: s.Model})
			continue
		}
		if _, ok := j.drafts[n]; s.State == "" && !ok {
			j.drafts[n] = missing(c, err)
		}
	}
}

// why says for people why no model could be asked.
func why(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "the run was interrupted before it"
	case errors.Is(err, context.DeadlineExceeded):
		return "the time limit was over before it"
	}
	return err.Error()
}

// missing says why a segment has no text after an answer.
func missing(c llm.Candidate, err error) draft {
	switch llm.KindOf(err) {
	case llm.Refused:
		return draft{reason: digest.ReasonRefused, detail: c.Provider + " refused it"}
	case llm.Cut:
		return draft{reason: digest.ReasonCut, detail: c.Provider + "'s answer was cut before it"}
	case llm.Context:
		return draft{reason: digest.ReasonUnavailable, detail: withHint(err).Error()}
	case "":
		if err != nil {
			return draft{reason: digest.ReasonUnavailable, detail: why(err)}
		}
		return draft{reason: digest.ReasonCut, detail: c.Provider + "'s answer did not have it"}
	case llm.BadReply:
		if errors.Is(err, errNoPart) {
			return draft{reason: digest.ReasonCut, detail: c.Provider + "'s answer did not have it"}
		}
	}
	return draft{reason: digest.ReasonUnavailable, detail: why(err)}
}
