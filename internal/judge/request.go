package judge

import (
	"encoding/json"
	"fmt"
	"strings"

	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// promptData is what the prompt "judge" may name.
type promptData struct {
	Source string // English name of the source language
	Fence  string // the token around Block
	Block  string // everything that is data
	Asked  string // the id of the segment
}

// request asks about one segment, with the segments beside it as context.
func (j *Judge) request(language string, segments []digest.Segment, i int) (llm.Request, error) {
	block := block(segments, i)
	text, err := j.Prompts.Render(prompts.Judge, promptData{
		Source: prompts.Language(language), Fence: prompts.Fence(block), Block: block, Asked: prompts.ID(segments[i].Number),
	})
	if err != nil {
		return llm.Request{}, err
	}
	c := j.Model
	req := llm.Request{
		Provider: c.Provider, Model: c.Model, Carrier: carrier(c),
		Messages:  []llm.Message{{Role: llm.System, Content: text.System}, {Role: llm.User, Content: text.User}},
		MaxTokens: c.MaxTokens, Temperature: c.Temperature, Thinking: c.Thinking,
	}
	if req.Carrier == llm.CarrierSchema {
		req.SchemaName, req.Schema = "errors", json.RawMessage(schema)
	}
	return req, nil
}

// carrier is the carrier of the model, where that can hold a list.
func carrier(c llm.Candidate) llm.Carrier {
	if c.Ladder == nil {
		return llm.CarrierJSON
	}
	if at := c.Ladder.Carrier(); at == llm.CarrierSchema || at == llm.CarrierJSON {
		return at
	}
	return llm.CarrierSingle // free text, in which the object is found
}

// block is the segment and its neighbours, one line for each text.
func block(segments []digest.Segment, i int) string {
	var b strings.Builder
	write := func(at int, mark string) {
		if at < 0 || at >= len(segments) || segments[at].Target == nil {
			return
		}
		s := segments[at]
		fmt.Fprintf(&b, "[%s%s] %s\n[%s%s en] %s\n", prompts.ID(s.Number), mark, prompts.Line(s.Source), prompts.ID(s.Number), mark, prompts.Line(*s.Target))
	}
	write(i-1, " context")
	write(i, "")
	write(i+1, " context")
	return strings.TrimRight(b.String(), "\n")
}

// schema keeps to the subset every service takes: everything required, nothing
// additional, no limits.
const schema = `{"type":"object","properties":{"errors":{"type":"array","items":{"type":"object","properties":{` +
	`"category":{"type":"string"},"severity":{"type":"string","enum":["critical","major","minor"]},` +
	`"source":{"type":"string"},"target":{"type":"string"},"why":{"type":"string"}},` +
	`"required":["category","severity","source","target","why"],"additionalProperties":false}}},` +
	`"required":["errors"],"additionalProperties":false}`
