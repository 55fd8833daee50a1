package translate

import (
	"context"
	"errors"
	"fmt"

	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// chunkWords is the number of source words up to which segments share one
// request. Longer prompts lose quality towards their end and sentences on the
// way (Peng, Bawden, Yvon, arXiv 2412.17592).
const chunkWords = 1500

// askAll asks each model in turn for what is still open. It returns the last
// model's error when no model was left to ask.
func (j *job) askAll(ctx context.Context) error {
	if len(j.open()) == 0 {
		return nil
	}
	if len(j.Models) == 0 {
		return ErrNoModel
	}
	var err error
	for i, c := range j.Models {
		if err = j.askModel(ctx, c); ctx.Err() != nil {
			return ctx.Err()
		}
		if len(j.open()) == 0 {
			return nil
		}
		if err != nil && i+1 < len(j.Models) {
			j.warn(fmt.Errorf("%w; asking %s", err, j.Models[i+1].Name()))
		}
	}
	return err
}

// askModel asks one model for everything open: chunk by chunk a draft, one
// repair of what failed, then what still fails alone. The error is one that
// ends this model's part, such as a refused key.
func (j *job) askModel(ctx context.Context, c llm.Candidate) error {
	size := chunkWords
	refused := map[int]bool{} // left to the next model
	for {
		chunk := j.nextChunk(c, size, refused)
		if len(chunk) == 0 {
			return nil
		}
		err := j.askChunk(ctx, c, chunk)
		if llm.KindOf(err) == llm.Context && len(chunk) > 1 {
			size = j.words(chunk) / 2
			continue
		}
		if err != nil && stops(err) {
			return err
		}
		for _, n := range chunk {
			refused[n] = true // decided, or this model could not
		}
	}
}

// stops reports whether an error ends a model's part altogether. A refusal, a
// cut answer or an answer that is none concerns only the segments asked for.
func stops(err error) bool {
	switch llm.KindOf(err) {
	case llm.Refused, llm.Cut, llm.BadReply, llm.Context:
		return false
	}
	return true
}

// nextChunk returns the next open segments that fit into one request.
func (j *job) nextChunk(c llm.Candidate, size int, done map[int]bool) []int {
	var chunk []int
	words := 0
	for _, n := range j.open() {
		if done[n] {
			continue
		}
		w := language.CountWords(j.article.Segments[n-1].Text)
		if len(chunk) > 0 && (words+w > size || c.Ladder.Carrier() == llm.CarrierSingle) {
			break
		}
		chunk, words = append(chunk, n), words+w
	}
	return chunk
}

func (j *job) words(numbers []int) int {
	words := 0
	for _, n := range numbers {
		words += language.CountWords(j.article.Segments[n-1].Text)
	}
	return words
}

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
		_, tried := j.drafts[n]
		repair := tried && j.drafts[n].text != ""
		if len(chunk) == 1 && !repair || len(left) == 1 && repair && asked {
			continue // asked alone already
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
			again[i].Why = d.findings[0].Message
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
	for {
		carrier := c.Ladder.Carrier()
		if carrier == llm.CarrierSingle && len(chunk) > 1 {
			return nil // each is asked alone
		}
		before := len(chunk)
		err := j.once(ctx, c, carrier, chunk, false)
		chunk = j.openOf(chunk)
		switch {
		case len(chunk) == 0:
			return nil
		case unusable(err) && len(chunk) == before && c.Ladder.Down(carrier):
		case llm.KindOf(err) == llm.Cut && len(chunk) < before:
		default:
			return err
		}
	}
}

// unusable reports whether an error says that the carrier does not work: the
// service refuses the parameter, or the answer has no part in it.
func unusable(err error) bool {
	var e *llm.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Kind == llm.BadReply || e.Kind == llm.BadRequest && e.Param == "response_format"
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
	j.settle(c, numbers, parts, reply, err)
	if err == nil && len(parts) == 0 {
		return &llm.Error{Provider: c.Provider, Model: c.Model, Kind: llm.BadReply, Message: "the reply holds none of the segments asked for"}
	}
	return err
}

// consider accepts a whole text or keeps it as a draft with its faults, and
// returns it. A repair must fail nothing that the draft passed.
func (j *job) consider(c llm.Candidate, number int, text string, req llm.Request) string {
	text = language.Clean(text)
	faults := j.faults(number, text, req.Messages[0].Content)
	if len(faults) == 0 {
		j.accept(number, text, digest.FromModel, "")
		return text
	}
	old, had := j.drafts[number]
	if had && old.text != "" && len(faults) >= len(old.findings) {
		return text
	}
	j.drafts[number] = draft{text: text, findings: faults, reason: reasonOf(faults), detail: c.Name() + "'s text " + faults[0].Message}
	return text
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
func (j *job) settle(c llm.Candidate, numbers []int, parts map[int]string, reply llm.Reply, err error) {
	answer := llm.Answer{Provider: c.Provider, Model: c.Model, Local: c.Local, Reply: reply}
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
			j.save(n, *s.Target, s.Model)
			continue
		}
		if _, ok := j.drafts[n]; s.State == "" && !ok {
			j.drafts[n] = missing(c, err)
		}
	}
}

// missing says why a segment has no text after an answer.
func missing(c llm.Candidate, err error) draft {
	switch llm.KindOf(err) {
	case llm.Refused:
		return draft{reason: digest.ReasonRefused, detail: c.Provider + " refused it"}
	case llm.Cut, llm.Context:
		return draft{reason: digest.ReasonCut, detail: c.Provider + "'s answer was cut before it"}
	case "":
		if err != nil {
			return draft{reason: digest.ReasonUnavailable, detail: err.Error()}
		}
		return draft{reason: digest.ReasonCut, detail: c.Provider + "'s answer did not have it"}
	case llm.BadReply:
		return draft{reason: digest.ReasonCut, detail: c.Provider + "'s answer did not have it"}
	}
	return draft{reason: digest.ReasonUnavailable, detail: err.Error()}
}
