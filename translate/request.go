package translate

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/article"
	"dragoman/internal/llm"
	"dragoman/prompts"
)

// promptData is what the prompts "translate" and "repair" may name.
type promptData struct {
	Source       string   // English name of the source language
	English      string   // "American" or "British"
	HeadlineCase string   // "sentence case" or "title case"
	Style        string   // house style, one "  - " line each
	Carrier      string   // "schema", "json", "tags" or "single"
	Terms        []string // "source → English", only those that occur
	Fence        string   // the token around Block
	Block        string   // everything that is data: segments, context, drafts, faults
	Near         bool     // approved translations of nearly the same text stand in Block
	Tags         string   // an example of the tags in the segments asked for; empty when there are none
	Asked        string   // the ids asked for, for people: "s01 to s07", "s02, s05"
}

// contextPairs is how many translated segments before a chunk go with it, so
// that names and pronouns stay the same (reference: DocBlocks, arXiv 2504.12140).
const contextPairs = 2

// request builds the request for some segments: a draft when repair is false,
// otherwise a correction of the drafts that were rejected.
func (j *job) request(c llm.Candidate, carrier llm.Carrier, numbers []int, repair bool) (llm.Request, error) {
	name, block := prompts.Translate, j.draftBlock(numbers)
	if repair {
		name, block = prompts.Repair, j.repairBlock(numbers)
	}
	prompt, err := j.Prompts.Render(name, promptData{
		Source: prompts.Language(j.article.Language), English: j.Style.Variety(), HeadlineCase: j.Style.HeadlineCase(),
		Style: j.Style.Rules(), Carrier: string(carrier), Terms: j.terms(j.article, numbers...),
		Fence: prompts.Fence(block), Block: block, Near: j.hasNear(numbers), Tags: j.tags(numbers), Asked: enumerate(numbers),
	})
	if err != nil {
		return llm.Request{}, err
	}
	req := llm.Request{
		Provider: c.Provider, Model: c.Model, Carrier: carrier,
		Messages:  []llm.Message{{Role: llm.System, Content: prompt.System}, {Role: llm.User, Content: prompt.User}},
		MaxTokens: c.MaxTokens, Temperature: c.Temperature, Thinking: c.Thinking,
	}
	if carrier == llm.CarrierSchema {
		req.SchemaName, req.Schema = "translation", schema(numbers)
	}
	return req, nil
}

// draftBlock is the data of a first request: the segments, and before them
// what a chunk needs to know of the rest of a long article.
func (j *job) draftBlock(numbers []int) string {
	var b strings.Builder
	if len(numbers) < len(j.segments) {
		j.writeDecided(&b, numbers)
		j.writeContext(&b, numbers)
	}
	for _, n := range numbers {
		writeSegment(&b, j.article.Segments[n-1])
		j.writeNear(&b, n)
	}
	return strings.TrimRight(b.String(), "\n")
}

// writeNear writes the approved translation of a text that is nearly a
// segment's, where there is one.
func (j *job) writeNear(b *strings.Builder, number int) {
	if r, ok := j.near[number]; ok {
		fmt.Fprintf(b, "[%s near] %s\n[%s approved] %s\n", prompts.ID(number), prompts.Line(r.source), prompts.ID(number), prompts.Line(r.target))
	}
}

func (j *job) hasNear(numbers []int) bool {
	return slices.ContainsFunc(numbers, func(n int) bool { return j.near[n] != reference{} })
}

// repairBlock is the data of a repair request: source, draft and fault of each
// segment.
func (j *job) repairBlock(numbers []int) string {
	var b strings.Builder
	j.writeDecided(&b, numbers)
	j.writeContext(&b, numbers)
	for _, n := range numbers {
		writeSegment(&b, j.article.Segments[n-1])
		j.writeNear(&b, n)
		d := j.drafts[n]
		if d.text != "" {
			fmt.Fprintf(&b, "[draft] %s\n", prompts.Line(d.text))
		}
		for _, f := range d.findings {
			fmt.Fprintf(&b, "[fault] %s\n", prompts.Line(f.Message))
		}
		if d.text == "" {
			b.WriteString("[fault] there is no translation yet\n")
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// writeContext writes the headline, the lead and the last translated segments
// before the first one asked for, none of them twice or among those asked for.
func (j *job) writeContext(b *strings.Builder, numbers []int) {
	asked := map[int]bool{}
	for _, n := range numbers {
		asked[n] = true
	}
	var context []int
	for _, n := range append(j.opening(), j.translatedBefore(numbers[0])...) {
		if !asked[n] {
			asked[n] = true
			context = append(context, n)
		}
	}
	if len(context) == 0 {
		return
	}
	b.WriteString("For context only, not to be translated:\n")
	for _, n := range context {
		s := j.segments[n-1]
		fmt.Fprintf(b, "- %s\n", prompts.Line(s.Source))
		if s.Target != nil {
			fmt.Fprintf(b, "  en: %s\n", prompts.Line(*s.Target))
		}
	}
	b.WriteString("\nTo be translated:\n")
}

// opening returns the numbers of the headline and the lead, where there are any.
func (j *job) opening() []int {
	var found []int
	for _, s := range j.article.Segments {
		switch s.Kind {
		case article.Headline:
			found = append(found, s.Number)
		case article.Paragraph:
			return append(found, s.Number)
		}
	}
	return found
}

// translatedBefore returns the numbers of the last contextPairs translated
// segments before number, in order.
func (j *job) translatedBefore(number int) []int {
	var found []int
	for n := number - 1; n >= 1 && len(found) < contextPairs; n-- {
		if j.segments[n-1].Target != nil {
			found = append([]int{n}, found...)
		}
	}
	return found
}

// writeSegment keeps each text on one line, so that no text can begin a line
// that looks like another segment.
func writeSegment(b *strings.Builder, s article.Segment) {
	if s.Kind == article.Paragraph {
		fmt.Fprintf(b, "[%s] %s\n", prompts.ID(s.Number), prompts.Line(tagged(s)))
		return
	}
	fmt.Fprintf(b, "[%s %s] %s\n", prompts.ID(s.Number), s.Kind, prompts.Line(tagged(s)))
}

// enumerate names the segments asked for: "s01 to s07" where they follow each
// other, otherwise each.
func enumerate(numbers []int) string {
	last := len(numbers) - 1
	if last > 1 && numbers[last]-numbers[0] == last {
		return prompts.ID(numbers[0]) + " to " + prompts.ID(numbers[last])
	}
	return strings.Join(prompts.IDs(numbers), ", ")
}

// schema returns the JSON Schema of a reply: an object with exactly the ids
// asked for. It keeps to the subset every service takes (all required, nothing
// additional, no limits).
func schema(numbers []int) json.RawMessage {
	var b strings.Builder
	b.WriteString(`{"type":"object","properties":{`)
	for i, n := range numbers {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `%q:{"type":"string"}`, prompts.ID(n))
	}
	required, err := json.Marshal(prompts.IDs(numbers))
	if err != nil {
		panic("translate: ids do not marshal: " + err.Error())
	}
	fmt.Fprintf(&b, `},"required":%s,"additionalProperties":false}`, required)
	return json.RawMessage(b.String())
}
