package summarize_test

import (
	"context"
	"fmt"

	"dragoman/internal/article"
	"dragoman/internal/llm"
	"dragoman/prompts"
	"dragoman/summarize"
)

// canned is a model that always gives the same answer.
type canned string

func (c canned) Ask(context.Context, llm.Request, func(string)) (llm.Reply, error) {
	return llm.Reply{Text: string(c), Finish: llm.FinishStop, Model: "small"}, nil
}

var flood = article.Article{Language: "fr", Segments: []article.Segment{
	{Number: 1, Kind: article.Headline, Text: "Le pont du port est fermé"},
	{Number: 2, Kind: article.Paragraph, Text: "Le pont du port est fermé depuis lundi à cause d'une crue."},
}}

func ExampleSummarizer_Summarize() {
	limits, err := summarize.Length("brief", 0, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	model := canned(`{"headline":"Flood closes harbour bridge","headline_evidence":["s01","s02"],
		"dek":"The harbour bridge has been closed since Monday because of a flood.","dek_evidence":["s02"],"body":[]}`)
	s := summarize.Summarizer{
		Models:  []llm.Candidate{{Provider: "local", Model: "small", Ask: model}},
		Prompts: prompts.Embedded(),
		Limits:  limits,
	}
	result, err := s.Summarize(context.Background(), flood, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Summary.Headline, result.Summary.HeadlineEvidence)
	fmt.Println(result.Summary.Dek, result.Summary.DekEvidence)
	// Output:
	// Flood closes harbour bridge [1 2]
	// The harbour bridge has been closed since Monday because of a flood. [2]
}

func ExampleExtract() {
	limits, err := summarize.Length("brief", 0, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	s := summarize.Extract(flood, limits)
	fmt.Println(s.Headline, s.HeadlineEvidence)
	fmt.Println(s.Dek, s.DekEvidence)
	// Output:
	// Le pont du port est fermé [1]
	// Le pont du port est fermé depuis lundi à cause d'une crue. [2]
}
