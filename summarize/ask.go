package summarize

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/llm"
)

// maxCuts is how often a summary that was cut is asked again whole. A second
// cut has a cause that a third request meets as well.
const maxCuts = 1

// draft asks one model for the whole summary: down the carriers while it cannot
// use the one in use, again after a cut, with less of the article when it does
// not fit.
func (j *job) draft(ctx context.Context, c llm.Candidate) (draft, error) {
	budget := j.budget(c)
	j.scope = j.selectSegments(budget)
	for cuts := 0; ; {
		carrier := carrierOf(c)
		d, err := j.askDraft(ctx, c)
		switch {
		case err == nil:
			if len(j.scope) < len(j.article.Segments) {
				j.noteScope(c)
			}
			return d, nil
		case ctx.Err() != nil:
			return draft{}, ctx.Err()
		case unusable(err) && carrier != llm.CarrierTags && c.Ladder.Down(carrier):
		case llm.KindOf(err) == llm.Cut && cuts < maxCuts:
			cuts++
		case llm.KindOf(err) == llm.Context && j.narrow(&budget):
		default:
			return draft{}, err
		}
	}
}

// unusable reports whether an error says that the carrier does not work: the
// service refuses the parameter, or its answer is none.
func unusable(err error) bool {
	var e *llm.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Kind == llm.BadReply || e.Kind == llm.BadRequest && e.Param == "response_format"
}

func (j *job) askDraft(ctx context.Context, c llm.Candidate) (draft, error) {
	req, err := j.draftRequest(c)
	if err != nil {
		return draft{}, err
	}
	j.watch(Event{Model: c.Name()})
	reply, err := j.ask(ctx, c, req, false)
	if err != nil {
		return draft{}, err
	}
	d, err := parseSummary(req.Carrier, reply.Text, j.Limits)
	if err != nil {
		if j.refuses(reply.Text) {
			return draft{}, failure(c, llm.Refused, "refused it in words")
		}
		return draft{}, failure(c, llm.BadReply, err.Error())
	}
	if j.refuses(d.headline.text) || j.refuses(d.dek.text) {
		return draft{}, failure(c, llm.Refused, "refused it in words")
	}
	d.model = llm.Answer{Provider: c.Provider, Model: c.Model, Reply: reply}.Name()
	d.prompt = req.Messages[0].Content
	j.shape(&d)
	return d, nil
}

// ask sends one request and books the answer.
func (j *job) ask(ctx context.Context, c llm.Candidate, req llm.Request, repair bool) (llm.Reply, error) {
	j.requests = append(j.requests, exchange{c.Ask, req})
	reply, err := c.Ask.Ask(ctx, req, nil)
	if err == nil || reply.Attempts > 0 || reply.Usage != (llm.Usage{}) {
		j.answers = append(j.answers, llm.Answer{Provider: c.Provider, Model: c.Model, Local: c.Local, Repair: repair, Reply: reply})
	}
	return reply, err
}

func (j *job) watch(e Event) {
	if j.Watch != nil {
		j.Watch(e)
	}
}

func failure(c llm.Candidate, kind llm.Kind, message string) *llm.Error {
	return &llm.Error{Provider: c.Provider, Model: c.Model, Kind: kind, Message: message}
}

// refuses reports whether a text is a refusal in words: the translation check
// that knows the phrases is asked about it as the headline's translation.
func (j *job) refuses(text string) bool {
	if len(j.refusal) == 0 {
		return false
	}
	first := j.article.Segments[0]
	report := check.Run(check.Document{
		SourceLanguage: j.article.Language, TargetLanguage: target, Translated: true,
		Pairs: []check.Pair{{Number: 1, Kind: article.Paragraph, Source: first.Text, Target: text}},
	}, j.refusal)
	return slices.ContainsFunc(report.Findings, func(f check.Finding) bool { return f.Severity == check.Error })
}

// shape brings what the model gave into the form that was asked for: a
// paragraph as single sentences, and no more bullets than wanted.
func (j *job) shape(d *draft) {
	d.headline.text = withoutStop(d.headline.text)
	if j.Limits.Form == digest.ParagraphForm {
		d.body = sentencesOf(d.body)
		return
	}
	if most := j.Limits.Bullets; most > 0 && len(d.body) > most {
		for _, p := range d.body[most:] {
			j.find(cutCheck, finding(slot{check.SummaryBody, 0}, p,
				fmt.Sprintf("left out, since %d bullets were asked for: %q", most, p.text)))
		}
		d.body = d.body[:most]
	}
}

// sentencesOf splits texts of several sentences; each keeps the evidence.
func sentencesOf(parts []part) []part {
	var split []part
	for _, p := range parts {
		for _, text := range sentences(p.text, target) {
			split = append(split, part{text: text, evidence: p.evidence})
		}
	}
	return split
}

// withoutStop removes the full stop at a headline's end, unless it belongs to
// an abbreviation such as "U.S.".
func withoutStop(s string) string {
	trimmed, found := strings.CutSuffix(s, ".")
	last := trimmed[strings.LastIndexByte(trimmed, ' ')+1:]
	if !found || trimmed == "" || strings.Contains(last, ".") {
		return s
	}
	return trimmed
}

// sentences returns the sentences of a text, trimmed.
func sentences(text, tag string) []string {
	var out []string
	for _, span := range language.Sentences(text, tag) {
		if s := strings.TrimSpace(text[span.Start:span.End]); s != "" {
			out = append(out, s)
		}
	}
	return out
}
