package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"dragoman/internal/digest"
	"dragoman/internal/eval/scorecard"
	"dragoman/internal/language"
)

// readTexts reads a file of texts, one a line.
func (a *app) readTexts(ctx context.Context, flag, name string) ([]string, error) {
	data, err := a.readWhole(ctx, flag, name)
	if err != nil {
		return nil, err
	}
	return lines(data, flag, name)
}

func (a *app) readWhole(ctx context.Context, flag, name string) ([]byte, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = io.ReadAll(a.stdin(ctx))
	} else {
		data, err = os.ReadFile(a.path(name))
	}
	if err != nil {
		return nil, fail(exitInput, fmt.Errorf("--%s: %w", flag, err))
	}
	return bytes.TrimPrefix(data, []byte("\uFEFF")), nil
}

// lines splits a text. Only LF and CR LF end a line: the other separators of
// Unicode stand inside texts.
func lines(data []byte, flag, name string) ([]string, error) {
	if !utf8.Valid(data) {
		return nil, fail(exitInput, fmt.Errorf("--%s %s is not UTF-8", flag, name))
	}
	text := strings.TrimSuffix(string(data), "\n")
	if text == "" {
		return nil, fail(exitInput, fmt.Errorf("--%s %s is empty", flag, name))
	}
	list := strings.Split(text, "\n")
	for i, l := range list {
		list[i] = strings.TrimSuffix(l, "\r")
	}
	return list, nil
}

// readReferences reads the references: several files are several references of
// each text.
func (c *evalCommand) readReferences(ctx context.Context, in *evalInput) error {
	for _, name := range c.references {
		list, err := c.readTexts(ctx, "reference", name)
		if err != nil {
			return err
		}
		if in.References == nil {
			in.References = make([][]string, len(list))
		}
		if len(list) != len(in.References) {
			return fail(exitInput, fmt.Errorf("--reference %s has %d lines, the first one %d; line by line they must belong together", name, len(list), len(in.References)))
		}
		for i, text := range list {
			if c.summary {
				text = sentenceLines(text)
			}
			in.References[i] = append(in.References[i], text)
		}
	}
	return nil
}

// readSources reads the sources and the documents they belong to.
func (c *evalCommand) readSources(ctx context.Context, in *evalInput) error {
	var err error
	if c.source != "" {
		if in.lines, err = c.readTexts(ctx, "source", c.source); err != nil {
			return err
		}
		if in.From = c.settings.From; in.From == "" {
			in.From, _ = language.Detect(strings.Join(in.lines, "\n"))
		}
	}
	if c.docids != "" {
		if in.documents, err = c.readTexts(ctx, "docids", c.docids); err != nil {
			return err
		}
		if in.lines != nil && len(in.documents) != len(in.lines) {
			return fail(exitInput, fmt.Errorf("--docids %s has %d lines, --source %s %d", c.docids, len(in.documents), c.source, len(in.lines)))
		}
	}
	if c.summary {
		in.Documents = distinct(in.documents)
		return nil
	}
	in.Sources, in.Documents = in.lines, in.documents
	return nil
}

// distinct returns each name once, in order of first mention.
func distinct(names []string) []string {
	var list []string
	seen := map[string]bool{}
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			list = append(list, n)
		}
	}
	return list
}

// fileSystem is a system that was read from a file, with what records say of
// its sources.
type fileSystem struct {
	scorecard.Candidate
	sources   []string // nil: not known
	documents []string // of each text; nil: not known
}

// readSystem reads the texts of a system: lines, or those of records.
func (c *evalCommand) readSystem(ctx context.Context, name string) (fileSystem, error) {
	data, err := c.readWhole(ctx, "hypothesis", name)
	if err != nil {
		return fileSystem{}, err
	}
	if start := bytes.TrimSpace(data); bytes.HasPrefix(start, []byte("{")) && bytes.Contains(data, []byte(`"`+digest.SchemaName+`"`)) {
		return c.readRecords(name, data)
	}
	s := fileSystem{Candidate: scorecard.Candidate{Name: name, Origin: "text"}}
	if s.Hypotheses, err = lines(data, "hypothesis", name); err != nil {
		return s, err
	}
	if c.summary {
		for i, h := range s.Hypotheses {
			s.Hypotheses[i] = sentenceLines(h)
		}
	}
	return s, nil
}

// readRecords takes the texts of stored records, one record after the other.
func (c *evalCommand) readRecords(name string, data []byte) (fileSystem, error) {
	s := fileSystem{Candidate: scorecard.Candidate{Name: name, Origin: "digest"}}
	for d, err := range digest.DecodeAll(bytes.NewReader(data)) {
		var failed *digest.FailedArticle
		switch {
		case errors.As(err, &failed):
			return s, fail(exitInput, fmt.Errorf("--hypothesis %s: an article in it has no record (%w)", name, err), "make it again, or leave it out of the references")
		case err != nil:
			return s, fail(exitInput, fmt.Errorf("--hypothesis %s: %w", name, err))
		case c.summary && d.Summary == nil:
			return s, fail(exitInput, fmt.Errorf("--hypothesis %s: the record of %s has no summary", name, d.Article.Source))
		case !c.summary && d.Translation == nil:
			return s, fail(exitInput, fmt.Errorf("--hypothesis %s: the record of %s has no translation", name, d.Article.Source), "score its summary: --summary")
		}
		s.Usage = append(s.Usage, usageOf(d))
		if c.summary {
			s.Hypotheses = append(s.Hypotheses, summaryText(*d.Summary, c.part))
			s.documents = append(s.documents, d.Article.ID)
			continue
		}
		for _, segment := range d.Translation.Segments {
			text := ""
			if segment.Target != nil {
				text = *segment.Target
			}
			s.Hypotheses = append(s.Hypotheses, text)
			s.sources = append(s.sources, segment.Source)
			s.documents = append(s.documents, d.Article.ID)
		}
	}
	return s, nil
}

func usageOf(d digest.Digest) scorecard.Usage {
	u := d.Usage
	return scorecard.Usage{Requests: u.Requests, CacheHits: u.CacheHits, PromptTokens: u.PromptTokens, CompletionTokens: u.CompletionTokens, CostUSD: u.CostUSD}
}

// summaryText returns a part of a summary, a sentence a line, as ROUGE-Lsum
// wants it.
func summaryText(s digest.Summary, part string) string {
	var list []string
	if part == "headline" || part == "all" {
		list = append(list, s.Headline)
	}
	if part == "dek" || part == "all" {
		list = append(list, sentenceLines(s.Dek))
	}
	if part == "body" || part == "all" {
		for _, b := range s.Body {
			list = append(list, b.Text)
		}
	}
	return strings.Join(list, "\n")
}

// sentenceLines puts each sentence of an English text on a line of its own.
func sentenceLines(text string) string {
	var list []string
	for _, s := range language.Sentences(text, "en") {
		list = append(list, s.Of(text))
	}
	return strings.Join(list, "\n")
}
