package check

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"dragoman/internal/fixture"
)

// TestLabelledCases runs all checks over pairs of which people have said
// whether the two sides agree: 14 do not, 29 only look as if they did not.
func TestLabelledCases(t *testing.T) {
	f, err := os.Open(fixture.Path(t, "data", "ntrex", "checker_cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tags := map[string]string{}
	for _, l := range ntrex {
		tags[l.file] = l.tag
	}
	wrong, found, harmless, flagged := 0, 0, 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c struct{ Label, Kind, Lang, Text, English, Note string }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		doc := Document{SourceLanguage: tags[c.Lang], TargetLanguage: "en", Translated: true, Published: "2018-10-01",
			Pairs: []Pair{{Number: 1, Source: c.Text, Target: c.English}}}
		findings := Run(doc, append(Segment(), Article()...)).Findings
		has := func(worst Severity) bool {
			return slices.ContainsFunc(findings, func(f Finding) bool { return severityOrder[f.Severity] <= severityOrder[worst] })
		}
		switch {
		case c.Label == "error":
			wrong++
			if has(Warning) {
				found++
			} else {
				t.Logf("not found: %s %s: %s", c.Lang, c.Kind, c.Note)
			}
		default:
			harmless++
			if has(Error) {
				flagged++
				t.Logf("wrongly an error: %s %s: %s: %v", c.Lang, c.Kind, c.Note, messagesOf(Report{Findings: findings}))
			}
		}
	}
	t.Logf("%d of %d errors found, %d of %d harmless pairs flagged as error", found, wrong, flagged, harmless)
	if found < wrong-1 || flagged > 2 || wrong == 0 {
		t.Errorf("want all errors but one, and at most two harmless pairs flagged")
	}
}
