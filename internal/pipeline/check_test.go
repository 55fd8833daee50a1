package pipeline

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
)

// of returns the findings of one check.
func of(d *digest.Digest, name string) []check.Finding {
	return slices.DeleteFunc(slices.Clone(d.Findings), func(f check.Finding) bool { return f.Check != name })
}

func house(severity check.Severity) check.House {
	return check.NewHouse(check.Style{Terms: []check.StyleTerm{{Forbid: "quay", Prefer: "dock", Severity: severity}}})
}

// What the house rules is checked in translation and summary. An error makes
// the segment be asked again, with the finding; a text that still has it is
// kept, and the finding with it.
func TestHouseReachesEverything(t *testing.T) {
	translator, summarizer := good(), good()
	p := line(translator, summarizer)
	p.Rules.House = house(check.Error)
	d, err := run(t, t.Context(), p, port())
	if err != nil {
		t.Fatal(err)
	}
	found := of(d, "house-terms")
	places := map[check.Place]bool{}
	for _, f := range found {
		places[f.Place] = true
	}
	if !places[check.Translation] || !places[check.SummaryHeadline] || d.Checks.Errors == 0 || d.Status != digest.Complete {
		t.Errorf("status %s, findings %+v", d.Status, found)
	}
	if len(translator.asked) < 2 || !strings.Contains(translator.asked[1].Messages[1].Content, `it writes "dock"`) {
		t.Errorf("%d requests; the second does not quote the finding", len(translator.asked))
	}

	translator = good()
	p = line(translator, nil)
	p.Rules.House = house(check.Warning)
	if d, err = run(t, t.Context(), p, port()); err != nil || len(translator.asked) != 1 || d.Checks.Warnings != 2 {
		t.Errorf("as a warning: %v, %d requests, %+v", err, len(translator.asked), d.Checks)
	}
}

func TestPolicyReachesEverything(t *testing.T) {
	translator := good()
	p := line(translator, good())
	p.Rules = check.Rules{House: house(check.Warning), Policy: check.Policy{"house-terms": check.Off, "summary-limits": check.Off}}
	d, err := run(t, t.Context(), p, port())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"house-terms", "summary-limits"} {
		if slices.Contains(d.Checks.Ran, name) || !slices.Contains(d.Checks.Skipped, check.Skip{Check: name, Reason: "off in the settings"}) || len(of(d, name)) > 0 {
			t.Errorf("%s is off: ran %v, skipped %v", name, d.Checks.Ran, d.Checks.Skipped)
		}
	}
	p.Rules.Policy = check.Policy{"house-terms": check.Error}
	translator.asked = nil
	if d, err = run(t, t.Context(), p, port()); err != nil || d.Checks.Errors == 0 || len(translator.asked) < 2 {
		t.Errorf("raised to an error: %v, %+v, %d requests", err, d.Checks, len(translator.asked))
	}
}

// A stored record is checked again with the same result, by the rules of now,
// and decisions about it hold.
func TestRecheck(t *testing.T) {
	p := line(good(), good())
	p.Settings = map[string]any{"summary": map[string]any{"length": "short", "words": 0, "bullets": 1}}
	p.Rules.House = house(check.Error)
	made, err := run(t, t.Context(), p, port())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := digest.Encode(&b, *made); err != nil {
		t.Fatal(err)
	}
	stored, err := digest.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	again := Recheck(stored, p.Rules)
	if diff := cmp.Diff(made.Findings, again.Findings); diff != "" {
		t.Errorf("findings (-made +again):\n%s", diff)
	}
	if diff := cmp.Diff(made.Checks, again.Checks); diff != "" {
		t.Errorf("checks (-made +again):\n%s", diff)
	}
	one := of(made, "house-terms")[0]
	stored.Accept(digest.Acceptance{ID: one.ID, Check: one.Check, Reason: "quoted from a sign"})
	again = Recheck(stored, p.Rules)
	if again.Checks.Errors != made.Checks.Errors-1 || again.Checks.Accepted != 1 {
		t.Errorf("accepted one of %d errors: %+v", made.Checks.Errors, again.Checks)
	}
	stored.Article.Segments = slices.Clone(stored.Article.Segments)
	stored.Article.Segments[one.Segment-1].Text += " Nouveau."
	if again = Recheck(stored, p.Rules); again.Checks.Accepted != 0 || len(again.Lapsed()) != 1 {
		t.Errorf("the source has changed and the decision holds: %+v", again.Checks)
	}
	if free := Recheck(stored, check.Rules{}); len(of(&free, "house-terms")) > 0 {
		t.Error("without a house its terms are found")
	}
}

// Findings of the summary's making are in what was dropped, which a record does
// not hold: they are taken over.
func TestRecheckKeepsWhatWasDropped(t *testing.T) {
	text := "Brest opens a quay"
	d := digest.Digest{
		Article:     article.Article{Language: "fr", Segments: []article.Segment{{Number: 1, Kind: article.Headline, Text: "Brest"}}},
		Translation: &digest.Translation{Language: "en", Segments: []digest.Segment{{Number: 1, Source: "Brest", Target: &text, State: digest.OK}}},
		Summary:     &digest.Summary{Headline: text, HeadlineEvidence: []int{1}, Form: digest.Lead, Method: digest.FromSource, Language: "en"},
		Findings:    []check.Finding{{ID: "x", Check: "summary-support", Category: "accuracy/addition", Severity: check.Warning, Place: check.SummaryBody, Message: "a sentence was dropped"}},
		Checks:      digest.Checks{Ran: []string{"summary-support"}},
	}
	for range 2 {
		d = Recheck(d, check.Rules{})
		if found := of(&d, "summary-support"); len(found) != 1 || !slices.Contains(d.Checks.Ran, "summary-support") {
			t.Fatalf("got %+v", found)
		}
	}
}
