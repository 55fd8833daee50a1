package render

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
)

func TestHead(t *testing.T) {
	spaced, hostileName, one := arabic(), arabic(), approved()
	spaced.Article.Source = "my files/a.txt"
	hostileName.Article.Source = "$(touch owned).txt"
	one.Article.Language, one.Article.Segments = "en", []article.Segment{{Number: 1}}
	one.Translation.Segments = one.Translation.Segments[:1]
	one.Translation.Segments[0].Origin = digest.SourceIsTarget
	stdin := partial()
	stdin.Article.Source, stdin.Article.Language = "-", ""
	stdin.Article.Dropped = []article.Dropped{{Reason: "share bar"}}
	const left = "left out: repeated headline, comment form (dragoman read --show-dropped "
	rows := []struct {
		name   string
		record digest.Digest
		want   string
	}{
		{"whole", arabic(), "Arabic → English · 9 segments · 1 kept, already in English · " + left + "testdata/articles/harbour.txt)"},
		{"spaces in the name", spaced, "Arabic → English · 9 segments · 1 kept, already in English · " + left + `"my files/a.txt")`},
		{"a name that cannot be pasted", hostileName, "Arabic → English · 9 segments · 1 kept, already in English · " + left + "FILE)"},
		{"stdin, failed, unknown", stdin, "unknown language → English · 4 segments · 1 not translated · left out: share bar (dragoman read --show-dropped FILE)"},
		{"no translation", extractive(), "Persian · 3 segments"},
		{"already English", one, "English · 1 segment · 1 kept, already in English"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := Head(row.record); got != row.want {
				t.Errorf("\n got %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestFindingLines(t *testing.T) {
	d := arabic()
	d.Findings = append(d.Findings,
		check.Finding{Check: "summary-numbers", Severity: check.Error, Place: check.SummaryBody, Index: 2, Message: `"30,000" is not in [5]`,
			TargetEvidence: &check.Evidence{Text: "30,000"}},
		check.Finding{Check: "summary-numbers", Severity: check.Error, Place: check.SummaryHeadline, Message: `"30,000" is not in [5]`},
		check.Finding{Check: "length", Severity: check.Warning, Place: check.Translation, Segment: 6, Message: "much shorter than its source",
			SourceEvidence: &check.Evidence{Text: "رصيف للصيادين"}, TargetEvidence: &check.Evidence{Text: "A quay for fishermen"}},
		check.Finding{Check: "length-total", Severity: check.Note, Place: check.Translation, Message: "a little short"})
	short := []string{
		`error  summary-numbers  summary point 2, summary headline  "30,000" is not in [5]`,
		`warning  numbers  [3]  300 thousand in the source reads as another number`,
		`  source:  300 ألف`,
		`  English: $300,000`,
		`warning  length  [6]  much shorter than its source`,
		`note  dates  [3] [5]  "today", "tomorrow": publication date unknown; set --published`,
	}
	if diff := cmp.Diff(short, FindingLines(d, false)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(append(short, "note  length-total  a little short"), FindingLines(d, true)); diff != "" {
		t.Errorf("verbose (-want +got):\n%s", diff)
	}
}

func TestFindingLinesStopAtTen(t *testing.T) {
	d := approved()
	for i := range 13 {
		d.Findings = append(d.Findings, check.Finding{Check: "names", Severity: check.Warning, Place: check.Translation, Segment: 1, Message: fmt.Sprintf("name %d", i)})
	}
	d.Findings = append(d.Findings, check.Finding{Check: "names", Severity: check.Warning, Place: check.Translation, Segment: 2, Message: "name 0"})
	got := FindingLines(d, false)
	if len(got) != 11 || got[0] != "warning  names  [1] [2]  name 0" || got[10] != "and 3 more (--verbose shows all)" {
		t.Errorf("got %d lines:\n%s", len(got), strings.Join(got, "\n"))
	}
	if got := FindingLines(d, true); len(got) != 13 {
		t.Errorf("verbose: got %d lines, want 13", len(got))
	}
}

func TestChecksLine(t *testing.T) {
	d := digest.Digest{Checks: digest.Checks{Notes: 1, Ran: make([]string, 11)}}
	if got, want := ChecksLine(d), "checks: 0 errors, 0 warnings, 1 note (11 ran)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	d.Checks = digest.Checks{Errors: 1, Warnings: 1200, Ran: []string{"a"}, Skipped: []check.Skip{
		{Check: "names", Reason: "not checked for Chinese"}, {Check: "length", Reason: "no band for Thai"}, {Check: "dates", Reason: "not checked for Chinese"}}}
	if got, want := ChecksLine(d), "checks: 1 error, 1,200 warnings, 0 notes (1 ran; names, dates not checked for Chinese; length skipped: no band for Thai)"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestUsageLine(t *testing.T) {
	zero := 0.0
	hit, mixed, unknown, store, twoModels := arabic(), arabic(), arabic(), arabic(), arabic()
	hit.Usage.Tokens = digest.Tokens{CacheHits: 2, CostUSD: &zero}
	mixed.Usage.Requests, mixed.Usage.CacheHits = 1, 1
	unknown.Usage.CostUSD = nil
	store.Usage = digest.Usage{Tokens: digest.Tokens{CostUSD: &zero}}
	store.Provenance.Answered = nil
	store.Translation.Segments[0].Origin = digest.FromCache
	twoModels.Provenance.Answered = []string{"openai/a", "ollama/b"}
	rows := []struct {
		name    string
		record  digest.Digest
		elapsed time.Duration
		want    string
	}{
		{"asked", arabic(), 3100 * time.Millisecond, "openai/gpt-6-luna · 2 requests · 1,930 tokens in, 1,410 out · $0.0009 · 3.1 s"},
		{"cached", hit, 6 * time.Millisecond, "openai/gpt-6-luna · from cache · $0.0000 · 6 ms"},
		{"half cached", mixed, time.Second, "openai/gpt-6-luna · 1 request, 1 from cache · 1,930 tokens in, 1,410 out · $0.0009 · 1.0 s"},
		{"unknown price", unknown, time.Second, "openai/gpt-6-luna · 2 requests · 1,930 tokens in, 1,410 out · cost unknown · 1.0 s"},
		{"segment store", store, 6 * time.Millisecond, "openai/gpt-6-luna · from cache · $0.0000 · 6 ms"},
		{"two models", twoModels, time.Second, "openai/a, ollama/b · 2 requests · 1,930 tokens in, 1,410 out · $0.0009 · 1.0 s"},
		{"recorded", recorded(), time.Second, "recorded reply · A. Writer, 2026"},
		{"no model", extractive(), 4 * time.Millisecond, "no model was asked · 4 ms"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := UsageLine(row.record, row.elapsed); got != row.want {
				t.Errorf("\n got %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	rows := []struct{ got, want string }{
		{Money(0), "$0.0000"}, {Money(0.0009), "$0.0009"}, {Money(0.00001), "under $0.0001"}, {Money(0.00005), "$0.0001"},
		{Money(0.99994), "$0.9999"}, {Money(0.99996), "$1.00"}, {Money(12.345), "$12.35"}, {Money(1234567.891), "$1,234,567.89"},
		{Cost(nil), "cost unknown"},
		{Count(0), "0"}, {Count(999), "999"}, {Count(1930), "1,930"}, {Count(1234567), "1,234,567"}, {Count(-1930), "-1,930"}, {Count(-193), "-193"},
		{Plural(1, "note"), "1 note"}, {Plural(0, "note"), "0 notes"}, {Plural(1200, "note"), "1,200 notes"},
		{Duration(0), "0 ms"}, {Duration(6 * time.Millisecond), "6 ms"}, {Duration(999 * time.Millisecond), "999 ms"}, {Duration(999900 * time.Microsecond), "1.0 s"},
		{Duration(3100 * time.Millisecond), "3.1 s"}, {Duration(59940 * time.Millisecond), "59.9 s"}, {Duration(59960 * time.Millisecond), "1 min"},
		{Duration(4 * time.Minute), "4 min"}, {Duration(59*time.Minute + 40*time.Second), "1 h"}, {Duration(125 * time.Minute), "2 h 5 min"},
		{Bytes(0), "0 B"}, {Bytes(999), "999 B"}, {Bytes(1000), "1 kB"}, {Bytes(12345), "12 kB"}, {Bytes(999499), "999 kB"}, {Bytes(999500), "1.0 MB"},
		{Bytes(1234567), "1.2 MB"}, {Bytes(9_960_000), "10 MB"}, {Bytes(123_456_789), "123 MB"}, {Bytes(2_500_000_000), "2.5 GB"}, {Bytes(5_000_000_000_000_000), "5000 TB"},
	}
	for _, row := range rows {
		if row.got != row.want {
			t.Errorf("got %q, want %q", row.got, row.want)
		}
	}
}
