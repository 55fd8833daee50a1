package check

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dragoman/internal/fixture"
)

// TestSeededCalendar changes each weekday and month of good translations and
// counts how many changes the check sees, and what it says of the good ones.
func TestSeededCalendar(t *testing.T) {
	for _, seed := range []struct {
		name  string
		class calendarClass
		names []string
	}{
		{"weekday", weekdayName, []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}},
		{"month", monthName, []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}},
	} {
		t.Run(seed.name, func(t *testing.T) {
			seeded, found, errors := 0, 0, 0
			eachSeedable(t, func(doc Document, p Pair) {
				for _, n := range calendarNames(p.Target, tokenize(p.Target), "en") {
					if n.class != seed.class || !n.sure {
						continue
					}
					other := seed.names[(n.value+1+seeded%3)%len(seed.names)]
					if strings.Contains(p.Target, other) {
						continue
					}
					seeded++
					spoiled := p
					spoiled.Target = p.Target[:n.start] + other + p.Target[n.end:]
					doc.Pairs = []Pair{spoiled}
					switch findings := Run(doc, []Check{calendar}).Findings; {
					case slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == Error }):
						errors++
						fallthrough
					case len(findings) > 0:
						found++
					case testing.Verbose():
						t.Logf("%s not found: %s | %s", doc.SourceLanguage, p.Source, spoiled.Target)
					}
				}
			})
			share := float64(found) / float64(seeded)
			t.Logf("%d of %d found (%.1f %%), %d as errors", found, seeded, 100*share, errors)
			if least := 0.97; share < least {
				t.Errorf("found %.1f %%, want at least %.0f %%", 100*share, 100*least)
			}
		})
	}
}

// eachSeedable calls a function with every pair of the shared translations.
func eachSeedable(t *testing.T, use func(doc Document, p Pair)) {
	t.Helper()
	for _, l := range ntrex {
		for _, doc := range readNTREX(t, l.file, l.tag) {
			for _, p := range doc.Pairs {
				use(doc, p)
			}
		}
	}
}

// TestCalendarOnGood counts the findings on professional translations: three of
// the four errors allowed are the translators' own.
func TestCalendarOnGood(t *testing.T) {
	segments, errors, warnings := 0, 0, 0
	eachSeedable(t, func(doc Document, p Pair) {
		segments++
		doc.Pairs = []Pair{p}
		for _, f := range Run(doc, []Check{calendar}).Findings {
			switch f.Severity {
			case Error:
				errors++
			case Warning:
				warnings++
			}
		}
	})
	t.Logf("%d segments: %d errors, %d warnings", segments, errors, warnings)
	if errors > segments*2/1000 || warnings > segments*6/1000 {
		t.Errorf("%d errors and %d warnings on %d good segments, want at most 0.2 %% and 0.6 %%", errors, warnings, segments)
	}
}

// TestCalendarCases reads the labelled pairs: errors of weekdays are found, and
// nothing is said of the benign ones.
func TestCalendarCases(t *testing.T) {
	file, err := os.Open(filepath.Join(fixture.Path(t, "data", "ntrex"), "checker_cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	tags := map[string]string{"arb": "ar", "fas": "fa", "urd": "ur", "heb": "he", "rus": "ru"}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c struct{ Label, Kind, Lang, Text, English, Note string }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		doc := Document{SourceLanguage: tags[c.Lang], TargetLanguage: "en", Translated: true, Pairs: []Pair{{Number: 1, Source: c.Text, Target: c.English}}}
		report := Run(doc, []Check{calendar})
		if len(report.Skipped) > 0 {
			t.Fatalf("%s was skipped: %v", c.Lang, report.Skipped)
		}
		isError := len(report.Findings) > 0 && report.Findings[0].Severity == Error
		switch about := c.Kind == "weekday" || strings.Contains(c.Note, "Sunday became"); {
		case about && !isError:
			t.Errorf("not found: %s", c.Note)
		case c.Label == "benign" && len(report.Findings) > 0:
			t.Errorf("%s: found %v", c.Note, report.Findings)
		}
	}
}
