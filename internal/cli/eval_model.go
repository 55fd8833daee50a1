package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/config"
	"dragoman/internal/digest"
	"dragoman/internal/eval/drill"
	"dragoman/internal/eval/scorecard"
	"dragoman/internal/language"
	"dragoman/internal/llm/preset"
	"dragoman/internal/llm/recorded"
	"dragoman/internal/pipeline"
	"dragoman/internal/render"
)

// ask lets a model translate, or summarise, every document of the sources. The
// code says whether something failed; an error ends the evaluation, because
// nothing can be scored or the next model would end the same way.
func (c *evalCommand) ask(ctx context.Context, model string, in *evalInput) (scorecard.Candidate, int, error) {
	line, err := c.line(ctx, model)
	if err != nil {
		return scorecard.Candidate{}, exitDone, err
	}
	docs, articles := c.articles(in)
	names := make([]string, len(articles))
	for i, a := range articles {
		names[i] = a.Source
	}
	if !c.settings.Quiet {
		fmt.Fprintf(c.Err, "asking %s: %s\n", render.Line(model), render.Plural(len(articles), "document"))
	}
	records := make([]*digest.Digest, len(articles))
	of := articleCommand{app: c.app}
	code := c.over(ctx, names, c.settings.Jobs, func(ctx context.Context, input string, s *slot) outcome {
		d, err := line.Run(ctx, articles[s.index], nil)
		err = of.ended(ctx, err)
		o := outcome{input: input, record: d, err: err, code: codeOf(err)}
		if records[s.index] = d; d != nil {
			o.code = worse(o.code, of.codeOf(*d))
		}
		return o
	})
	system, answered := c.answers(model, in, docs, records)
	if stopsAll(code) || !answered {
		return system, code, exit(worse(code, exitPartial))
	}
	return system, code, nil
}

// line returns the pipeline that asks one model and no other.
func (c *evalCommand) line(ctx context.Context, model string) (*pipeline.Pipeline, error) {
	set := c.settings
	defer func() { c.settings = set }()
	provider, name := c.reference(model, "")
	if provider == "" && c.isProvider(model) { // its default model
		provider, name = model, ""
	}
	if provider == "" {
		return nil, fail(exitUsage, fmt.Errorf("--model %s names no provider", model), "write it as provider/model; the providers: dragoman providers list")
	}
	c.settings.Provider, c.settings.Model = provider, name
	kind, task := taskTranslate, config.Task{Carrier: set.Tasks.Translate.Carrier}
	if c.summary {
		kind, task = taskSummarize, config.Task{Carrier: set.Tasks.Summarize.Carrier}
	}
	c.settings.Tasks.Translate, c.settings.Tasks.Summarize = task, task
	return c.pipeline(ctx, kind, false)
}

func (c *evalCommand) isProvider(name string) bool {
	_, own := c.settings.FindProvider(name)
	_, known := preset.Find(name)
	return own || known || name == recorded.Name
}

// articles makes an article of each document of the sources. Empty lines are no
// segments.
func (c *evalCommand) articles(in *evalInput) ([]drill.Document, []article.Article) {
	docs := drill.Corpus{From: in.From, Source: in.lines, Target: in.lines, Documents: in.documents}.Split()
	articles := make([]article.Article, len(docs))
	for d, doc := range docs {
		a := article.Article{Source: doc.Name, Language: in.From, Segments: []article.Segment{}, Dropped: []article.Dropped{}, Extra: map[string]any{}}
		if a.Source == "" {
			a.Source = c.source
		}
		sum := sha256.New()
		for _, p := range doc.Pairs {
			if text := language.Clean(p.Source); strings.TrimSpace(text) != "" {
				a.Segments = append(a.Segments, article.Segment{Number: len(a.Segments) + 1, Kind: p.Kind, Text: text})
				fmt.Fprintf(sum, "%d:%s", len(text), text)
			}
		}
		a.ID = hex.EncodeToString(sum.Sum(nil))[:12]
		articles[d] = a
	}
	return docs, articles
}

// answers puts the texts of the records where their sources stand. answered
// says that there is any.
func (c *evalCommand) answers(model string, in *evalInput, docs []drill.Document, records []*digest.Digest) (scorecard.Candidate, bool) {
	s := scorecard.Candidate{Name: model, Origin: "model"}
	answered := false
	if c.summary {
		s.Hypotheses = make([]string, len(docs))
	} else {
		s.Hypotheses = make([]string, len(in.lines))
	}
	for d, record := range records {
		if record == nil {
			s.Usage = append(s.Usage, scorecard.Usage{}) // what it cost is not known
			continue
		}
		s.Usage = append(s.Usage, usageOf(*record))
		answered = answered || record.Status != digest.Failed
		switch {
		case c.summary && record.Summary != nil:
			s.Hypotheses[d] = summaryText(*record.Summary, c.part)
		case !c.summary && record.Translation != nil:
			putTexts(s.Hypotheses, docs[d], record.Translation.Segments)
		}
	}
	return s, answered
}

// putTexts puts the segments of a document where their lines are.
func putTexts(texts []string, doc drill.Document, segments []digest.Segment) {
	next := 0
	for i, p := range doc.Pairs {
		if strings.TrimSpace(language.Clean(p.Source)) == "" {
			continue
		}
		if next < len(segments) && segments[next].Target != nil {
			texts[doc.Lines[i]] = *segments[next].Target
		}
		next++
	}
}
