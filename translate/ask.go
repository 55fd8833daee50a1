package translate

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dragoman/internal/language"
	"dragoman/internal/llm"
)

// chunkWords is the number of source words up to which segments share one
// request. Longer prompts lose quality towards their end and sentences on the
// way (Peng, Bawden, Yvon, arXiv 2412.17592).
const chunkWords = 1500

// askAll asks each model in turn for what is still open. It returns the last
// model's error when no model was left to ask, and at once an error that is no
// model's, such as a recording that could not be kept.
func (j *job) askAll(ctx context.Context) error {
	if len(j.open()) == 0 {
		return nil
	}
	if len(j.Models) == 0 {
		return ErrNoModel
	}
	var err error
	for i, c := range j.Models {
		j.setAside()
		err = j.askModel(ctx, c)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && llm.KindOf(err) == "":
			return err
		case len(j.open()) == 0:
			return nil
		case err != nil && i+1 < len(j.Models):
			j.warn(fmt.Errorf("%w; asking %s", err, j.Models[i+1].Name()))
		}
	}
	return err
}

// setAside puts the drafts of the model before out of the next one's way, which
// begins anew. Of several models' drafts the best stays: it may be kept in the
// end, and says why a segment failed if the next one has nothing to say.
func (j *job) setAside() {
	for n, d := range j.drafts {
		if old, ok := j.earlier[n]; !ok || !old.better(d) {
			j.earlier[n] = d
		}
		delete(j.drafts, n)
	}
}

// better reports whether a draft is nearer to a translation than another: it
// has a text, and one without a fault of structure.
func (d draft) better(other draft) bool {
	switch {
	case d.text == "" || other.text == "":
		return d.text != ""
	}
	return !slices.ContainsFunc(d.findings, structural) && slices.ContainsFunc(other.findings, structural)
}

// askModel asks one model for everything open: chunk by chunk a draft, a
// correction of what failed, then what still fails alone. The error is one that
// ends this model's part, such as a refused key.
func (j *job) askModel(ctx context.Context, c llm.Candidate) error {
	size, warned := chunkWords, false
	done := map[int]bool{} // decided, or this model could not
	for {
		chunk := j.nextChunk(c, size, done)
		if len(chunk) == 0 {
			return nil
		}
		err := j.askChunk(ctx, c, chunk)
		tooLong := llm.KindOf(err) == llm.Context
		if tooLong && !warned {
			warned = true
			j.warn(withHint(err))
		}
		if tooLong && len(chunk) > 1 {
			size = j.words(chunk) / 2
			continue
		}
		if err != nil && stops(err) {
			return err
		}
		for _, n := range chunk {
			done[n] = true
		}
	}
}

// withHint adds what to do to a model's error.
func withHint(err error) error {
	var e *llm.Error
	if errors.As(err, &e) && e.Hint != "" {
		return fmt.Errorf("%w; %s", err, e.Hint)
	}
	return err
}

// stops reports whether an error ends a model's part altogether. A refusal, a
// cut answer or an answer without the segments concerns only those asked for.
func stops(err error) bool {
	switch llm.KindOf(err) {
	case llm.Refused, llm.Cut, llm.Context:
		return false
	}
	return !errors.Is(err, errNoPart)
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
