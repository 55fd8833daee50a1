package summarize

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// promptData is what the prompts "summarise" and "shorten" may name. Whatever
// the article says stands in Block alone; the other fields come from the
// program, the settings and the user.
type promptData struct {
	Source     string   // English name of the source language
	Translated bool     // Block holds the translation as well
	Published  string   // "2026-11-23 (Monday)"; empty when unknown
	Publisher  bool     // the first line of Block names it
	Carrier    string   // "schema", "json" or "tags"
	Form       string   // "bullets", "paragraph" or "lead"
	Style      string   // house style, one "  - " line each
	Terms      []string // "source → English", those that occur

	HeadlineWords, DekWords, Bullets, BulletWords, MinWords, MaxWords int

	Fence string // the token around Block
	Block string // everything that is data
	Asked string // shorten: the names of the sentences asked for, such as "dek, point2"
}

// request builds a request from a prompt whose data is in block.
func (j *job) request(c llm.Candidate, prompt, block, asked string) (llm.Request, error) {
	carrier := carrierOf(c)
	text, err := j.Prompts.Render(prompt, promptData{
		Source: prompts.Language(j.article.Language), Translated: j.targets != nil,
		Published: day(j.article.Published), Publisher: j.article.Publisher != "",
		Carrier: string(carrier), Form: string(j.Limits.Form), Style: j.Style, Terms: j.Terms,
		HeadlineWords: j.Limits.HeadlineWords, DekWords: j.Limits.DekWords,
		Bullets: j.Limits.Bullets, BulletWords: j.Limits.BulletWords,
		MinWords: j.Limits.MinWords, MaxWords: j.Limits.MaxWords,
		Fence: prompts.Fence(block), Block: block, Asked: asked,
	})
	if err != nil {
		return llm.Request{}, err
	}
	return llm.Request{
		Provider: c.Provider, Model: c.Model, Carrier: carrier,
		Messages:  []llm.Message{{Role: llm.System, Content: text.System}, {Role: llm.User, Content: text.User}},
		MaxTokens: c.MaxTokens, Temperature: c.Temperature, Thinking: c.Thinking,
	}, nil
}

// carrierOf returns the carrier a summary is asked in. A summary has several
// parts, so tags are the plainest there is.
func carrierOf(c llm.Candidate) llm.Carrier {
	if carrier := c.Ladder.Carrier(); carrier != llm.CarrierSingle {
		return carrier
	}
	return llm.CarrierTags
}

// draftRequest asks for the whole summary.
func (j *job) draftRequest(c llm.Candidate) (llm.Request, error) {
	req, err := j.request(c, prompts.Summarise, j.block(), "")
	if err == nil && req.Carrier == llm.CarrierSchema {
		req.SchemaName, req.Schema = "summary", summarySchema()
	}
	return req, err
}

// block is the article as the model sees it: one line for each segment's
// source, one for its translation.
func (j *job) block() string {
	var b strings.Builder
	if publisher := prompts.Publisher(j.article.Publisher); publisher != "" {
		fmt.Fprintf(&b, "[publisher] %s\n", publisher)
	}
	if title := oneLine(j.article.Title); title != "" && !j.isSegment(title) {
		fmt.Fprintf(&b, "[title] %s\n", title)
	}
	for _, number := range j.scope {
		j.writeSegment(&b, number)
	}
	return strings.TrimRight(b.String(), "\n")
}

func (j *job) isSegment(text string) bool {
	return slices.ContainsFunc(j.article.Segments, func(s article.Segment) bool { return oneLine(s.Text) == text })
}

// writeSegment keeps each text on one line, so that no text can begin a line
// that looks like another segment.
func (j *job) writeSegment(b *strings.Builder, number int) {
	s := j.article.Segments[number-1]
	source, english := prompts.Line(s.Text), oneLine(j.targets[number])
	fmt.Fprintf(b, "[%s %s] %s\n", prompts.ID(number), s.Kind, source)
	if english != "" && english != source {
		fmt.Fprintf(b, "[%s en] %s\n", prompts.ID(number), english)
	}
}

// day returns the date of an RFC 3339 date or time with its weekday, which the
// model needs to write "on Monday" for "today". Anything else is unknown.
func day(published string) string {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, published); err == nil {
			return t.Format("2006-01-02 (Monday)")
		}
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Schemas keep to the subset every service takes: everything required, nothing
// additional, no limits.
const (
	evidenceSchema = `{"type":"array","items":{"type":"string"}}`
	sentenceSchema = `{"type":"object","properties":{"text":{"type":"string"},"evidence":` + evidenceSchema +
		`},"required":["text","evidence"],"additionalProperties":false}`
)

// summarySchema is the JSON Schema of a summary.
func summarySchema() json.RawMessage {
	return json.RawMessage(`{"type":"object","properties":{` +
		`"headline":{"type":"string"},"headline_evidence":` + evidenceSchema +
		`,"dek":{"type":"string"},"dek_evidence":` + evidenceSchema +
		`,"body":{"type":"array","items":` + sentenceSchema +
		`}},"required":["headline","headline_evidence","dek","dek_evidence","body"],"additionalProperties":false}`)
}

// repairSchema is the JSON Schema of a reply with the named sentences.
func repairSchema(names []string) json.RawMessage {
	var properties, required []string
	for _, name := range names {
		properties = append(properties, strconv.Quote(name)+":"+sentenceSchema)
		required = append(required, strconv.Quote(name))
	}
	return json.RawMessage(`{"type":"object","properties":{` + strings.Join(properties, ",") +
		`},"required":[` + strings.Join(required, ",") + `],"additionalProperties":false}`)
}
