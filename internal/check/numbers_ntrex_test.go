package check

import (
	"bufio"
	"encoding/json"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dragoman/internal/fixture"
)

// TestNumbersNTREX measures how often the numbers of professional translations
// are found fault with. Some of these findings are right: translations have
// errors too.
func TestNumbersNTREX(t *testing.T) {
	segments, errors, warnings := 0, 0, 0
	for _, l := range ntrex {
		n, e, w := 0, 0, 0
		for _, doc := range readNTREX(t, l.file, l.tag) {
			n += len(doc.Pairs)
			for _, f := range Run(doc, []Check{numbers}).Findings {
				switch f.Severity {
				case Error:
					e++
				case Warning:
					w++
				}
				p := doc.Pairs[f.Segment-1]
				t.Logf("%s %s %s\n\t%s\n\t%s", l.tag, f.Severity, f.Message, p.Source, p.Target)
			}
		}
		t.Logf("%-3s %4d segments %3d errors %3d warnings", l.tag, n, e, w)
		if limit := 0.017; float64(e) > limit*float64(n) {
			t.Errorf("%s: %d errors on %d good segments, want at most %.1f %%", l.tag, e, n, 100*limit)
		}
		segments, errors, warnings = segments+n, errors+e, warnings+w
	}
	t.Logf("all %4d segments %3d errors %3d warnings", segments, errors, warnings)
	if limit := 0.008; float64(errors) > limit*float64(segments) {
		t.Errorf("%d errors on %d good segments, want at most %.1f %%", errors, segments, 100*limit)
	}
	if limit := 0.01; float64(warnings) > limit*float64(segments) {
		t.Errorf("%d warnings on %d good segments, want at most %.0f %%", warnings, segments, 100*limit)
	}
}

var (
	digitsRE = regexp.MustCompile(`\d`)
	scaleRE  = regexp.MustCompile(`(?i)(?:\d|\b(?:a|one|two|three|four|five|six|seven|eight|nine|ten|hundred)) ?(thousand|million|billion|bn|m)\b`)
)

// changeDigits returns a text once for each of its digits with that digit
// changed; by how much is drawn from the text, always the same.
func changeDigits(text string) []string {
	var spoilt []string
	for _, at := range digitsRE.FindAllStringIndex(text, -1) {
		h := fnv.New32a()
		h.Write([]byte(text[:at[1]]))
		d := '0' + (rune(text[at[0]]-'0')+1+rune(h.Sum32()%9))%10
		first := at[0] == 0 || text[at[0]-1] < '0' || text[at[0]-1] > '9'
		if d == '0' && first {
			d = '1' + (rune(text[at[0]]-'0'))%9
		}
		spoilt = append(spoilt, text[:at[0]]+string(d)+text[at[1]:])
	}
	return spoilt
}

// changeScales returns a text once for each of its scale words with that word
// made larger or smaller, and once with it left out.
func changeScales(text string) []string {
	others := map[string]string{"thousand": "million", "million": "billion", "billion": "million", "bn": "m", "m": "bn"}
	var spoilt []string
	for _, at := range scaleRE.FindAllStringSubmatchIndex(text, -1) {
		word := text[at[2]:at[3]]
		if d := text[at[2]-1]; len(word) <= 2 && (d < '0' || d > '9') { // am

			continue
		}
		spoilt = append(spoilt, text[:at[2]]+others[strings.ToLower(word)]+text[at[3]:])
		if d := text[at[0]]; '0' <= d && d <= '9' {
			spoilt = append(spoilt, strings.TrimRight(text[:at[2]], " ")+text[at[3]:])
		}
	}
	return spoilt
}

// TestNumbersSeeded changes numbers in good translations and counts how many of
// the changes are found: by an error or warning that the good one has not.
func TestNumbersSeeded(t *testing.T) {
	for _, seed := range []struct {
		name  string
		spoil func(string) []string
		least float64
	}{{"digit", changeDigits, 0.97}, {"scale", changeScales, 0.97}} {
		seeded, errors, found := 0, 0, 0
		for _, l := range ntrex {
			for _, doc := range readNTREX(t, l.file, l.tag) {
				for _, p := range doc.Pairs {
					one := doc
					one.Pairs = []Pair{p}
					before := messagesOf(Run(one, []Check{numbers}))
					for _, target := range seed.spoil(p.Target) {
						one.Pairs[0].Target = target
						seeded++
						switch gravest(Run(one, []Check{numbers}), before) {
						case Error:
							errors, found = errors+1, found+1
						case Warning:
							found++
						default:
							t.Logf("%s %s not found:\n\t%s\n\t%s", l.tag, seed.name, p.Source, target)
						}
					}
				}
			}
		}
		share := float64(found) / float64(seeded)
		t.Logf("%s changed: %d of %d found (%.1f %%), %d as errors (%.1f %%)", seed.name, found, seeded, 100*share, errors, 100*float64(errors)/float64(seeded))
		if share < seed.least {
			t.Errorf("%s changed: found %.1f %% of %d, want at least %.0f %%", seed.name, 100*share, seeded, 100*seed.least)
		}
	}
}

func messagesOf(r Report) []string {
	var list []string
	for _, f := range r.Findings {
		list = append(list, f.Message)
	}
	return list
}

// gravest returns the severity of the worst finding that was not there before.
func gravest(r Report, before []string) Severity {
	worst := Note
	for _, f := range r.Findings {
		if !slices.Contains(before, f.Message) && severityOrder[f.Severity] < severityOrder[worst] {
			worst = f.Severity
		}
	}
	return worst
}

// checkerCase is one labelled pair of the shared data.
type checkerCase struct {
	Label, Kind, Lang, Text, English, Note string
	Line                                   int `json:"ntrex_line"`
}

func readCases(t *testing.T) []checkerCase {
	f, err := os.Open(filepath.Join(fixture.Path(t, "data", "ntrex"), "checker_cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cases []checkerCase
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c checkerCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	return cases
}

// TestNumbersCases runs the labelled pairs: every wrong number is found, and no
// pair that only looks wrong is an error.
func TestNumbersCases(t *testing.T) {
	for _, c := range readCases(t) {
		tag := ntrexTag(c.Lang)
		doc := Document{SourceLanguage: tag, TargetLanguage: "en", Translated: true, Pairs: []Pair{{Number: 1, Source: c.Text, Target: c.English}}}
		report := Run(doc, []Check{numbers})
		worst := gravest(report, nil)
		t.Logf("%s %s %s %d: %s: %s %q", c.Label, c.Kind, c.Lang, c.Line, c.Note, worst, messagesOf(report))
		switch {
		case c.Label == "error" && c.Kind == "number" && worst != Error:
			t.Errorf("%s %d: %s: not found", c.Lang, c.Line, c.Note)
		case c.Label == "benign" && worst == Error:
			t.Errorf("%s %d: %s: an error, %q", c.Lang, c.Line, c.Note, messagesOf(report))
		}
	}
}

func ntrexTag(file string) string {
	for _, l := range ntrex {
		if l.file == file {
			return l.tag
		}
	}
	return file
}
