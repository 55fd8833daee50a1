package check

import (
	"strings"
	"testing"

	"dragoman/internal/article"
)

// pairRow is one translated segment and what a check says of it: "severity
// message" for each finding, or nothing.
type pairRow struct {
	name   string
	pair   Pair
	source string // language; Arabic when empty
	prompt string
	want   string
}

// testPairs runs a check on rows. Whatever it finds must quote what is there,
// and say the same when it runs alone.
func testPairs(t *testing.T, c Check, rows []pairRow) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := row.pair
			p.Number = 1
			if p.Kind == "" {
				p.Kind = article.Paragraph
			}
			if row.source == "" {
				row.source = "ar"
			}
			doc := Document{SourceLanguage: row.source, TargetLanguage: "en", Translated: true, Pairs: []Pair{p}, Prompt: row.prompt}
			report := Run(doc, []Check{c})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
			if alone := c.Run(doc); len(alone.Findings) != len(report.Findings) {
				t.Errorf("%d findings without Run, %d with", len(alone.Findings), len(report.Findings))
			}
		})
	}
}

func compare(t *testing.T, report Report, want string) {
	t.Helper()
	var got []string
	for _, f := range report.Findings {
		got = append(got, string(f.Severity)+" "+f.Message)
	}
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("findings:\n%s\nwant:\n%s", g, want)
	}
	for _, s := range report.Skipped {
		t.Errorf("%s was skipped: %s", s.Check, s.Reason)
	}
}

// checkEvidence compares every quotation with the text it is taken from.
func checkEvidence(t *testing.T, doc Document, report Report) {
	t.Helper()
	for _, f := range report.Findings {
		if e := f.SourceEvidence; e != nil {
			holdsSpan(t, f, e, func(p Pair) string { return p.Source }, doc)
		}
		e := f.TargetEvidence
		if e == nil {
			continue
		}
		if f.Place == Translation {
			holdsSpan(t, f, e, func(p Pair) string { return p.Target }, doc)
			continue
		}
		for _, s := range doc.Summary.Sentences {
			if s.Place == f.Place && s.Index == f.Index {
				sliced(t, f, e, s.Text)
			}
		}
	}
}

func holdsSpan(t *testing.T, f Finding, e *Evidence, text func(Pair) string, doc Document) {
	t.Helper()
	for _, p := range doc.Pairs {
		if p.Number == f.Segment {
			sliced(t, f, e, text(p))
			return
		}
	}
}

func sliced(t *testing.T, f Finding, e *Evidence, text string) {
	t.Helper()
	r := []rune(text)
	if e.Start < 0 || e.End > len(r) || e.Start > e.End || string(r[e.Start:e.End]) != e.Text {
		t.Errorf("%s quotes %q at %d to %d, which is not there in %q", f.Check, e.Text, e.Start, e.End, text)
	}
}

// sentenceRow is one sentence of a summary of the sample and what a check says
// of it.
type sentenceRow struct {
	name      string
	text      string
	evidence  []int
	published string
	want      string
}

func testSentences(t *testing.T, c Check, rows []sentenceRow) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := sampleDocument()
			doc.Published = row.published
			doc.Summary.Sentences = []Sentence{{Place: SummaryBody, Index: 1, Text: row.text, Evidence: row.evidence}}
			report := Run(doc, []Check{c})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
		})
	}
}
