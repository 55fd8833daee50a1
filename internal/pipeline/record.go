package pipeline

import (
	"slices"
	"time"

	"dragoman/internal/digest"
	"dragoman/internal/llm"
	"dragoman/prompts"
	"dragoman/summarize"
)

// limits returns what the summary was asked to keep.
func (p *Pipeline) limits() summarize.Limits {
	switch {
	case p.Extract != nil:
		return *p.Extract
	case p.Summarizer != nil:
		return p.Summarizer.Limits
	}
	return summarize.Limits{}
}

// provenance says what made the record.
func (p *Pipeline) provenance(d *digest.Digest, answers []llm.Answer) {
	v := &d.Provenance
	v.Program, v.Settings = p.Program, p.Settings
	v.Finished = p.Now().UTC().Truncate(time.Millisecond)
	v.Prompts = map[string]string{}
	v.Asked, v.Answered = []string{}, []string{}
	if p.Translator != nil {
		v.Prompts[prompts.Translate], v.Prompts[prompts.Repair] = p.Prompts.Hash(prompts.Translate), p.Prompts.Hash(prompts.Repair)
		v.Asked = asked(v.Asked, p.Translator.Models)
		v.Asked = askedToo(v.Asked, p.Translator.Escalate)
	}
	if p.Summarizer != nil {
		v.Prompts[prompts.Summarise], v.Prompts[prompts.Shorten] = p.Prompts.Hash(prompts.Summarise), p.Prompts.Hash(prompts.Shorten)
		v.Asked = asked(v.Asked, p.Summarizer.Models)
		v.Asked = askedToo(v.Asked, p.Summarizer.Escalate)
	}
	if d.Translation != nil {
		v.Segments = map[digest.Origin]int{}
		for _, s := range d.Translation.Segments {
			v.Answered = once(v.Answered, s.Model)
			if s.State == digest.OK {
				v.Segments[s.Origin]++
			}
		}
	}
	for _, a := range answers {
		if a.Reply.Text != "" {
			v.Answered = once(v.Answered, a.Name())
		}
		if a.Reply.Writer != "" {
			v.Recorded = a.Reply.Writer
		}
	}
}

func asked(names []string, models []llm.Candidate) []string {
	for _, m := range models {
		names = once(names, m.Name())
	}
	return names
}

// askedToo adds the model that corrects, where there is one.
func askedToo(names []string, by *llm.Candidate) []string {
	if by == nil {
		return names
	}
	return once(names, by.Name())
}

func once(names []string, name string) []string {
	if name == "" || slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}
