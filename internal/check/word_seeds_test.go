package check

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	negated  = regexp.MustCompile(`(?i)n't\b| not\b|\bnever | no longer\b`)
	can      = regexp.MustCompile(`\b(?:is|was|are|were|will|would|could|has|had|have|can)\b`)
	contract = regexp.MustCompile(`(?i)\b(can't|won't|cannot)\b`)
)

// TestSeededNegation takes a "not" out of good translations, and puts one into
// others, and counts how many are found, by language.
func TestSeededNegation(t *testing.T) {
	seeds := []struct {
		name  string
		spoil func(p Pair) (string, bool)
		least float64
	}{
		{"taken out", func(p Pair) (string, bool) {
			if contract.MatchString(p.Target) {
				return contract.ReplaceAllString(p.Target, "can"), len(negated.FindAllString(p.Target, -1)) <= 1
			}
			return negated.ReplaceAllString(p.Target, ""), len(negated.FindAllString(p.Target, -1)) == 1
		}, 0.5},
		{"put in", func(p Pair) (string, bool) {
			at := can.FindStringIndex(p.Target)
			if at == nil || negated.MatchString(p.Target) {
				return "", false
			}
			return p.Target[:at[1]] + " not" + p.Target[at[1]:], true
		}, 0.65},
	}
	for _, seed := range seeds {
		t.Run(seed.name, func(t *testing.T) {
			all, allFound := 0, 0
			for _, l := range ntrex {
				seeded, found := 0, 0
				for _, doc := range readNTREX(t, l.file, l.tag) {
					for i, p := range doc.Pairs {
						target, ok := seed.spoil(p)
						if !ok {
							continue
						}
						seeded++
						doc.Pairs[i].Target = target
						if len(negationIn(doc, i)) > 0 {
							found++
						}
						doc.Pairs[i].Target = p.Target
					}
				}
				t.Logf("%-3s %3d of %3d found (%.0f %%)", l.tag, found, seeded, 100*float64(found)/float64(seeded))
				all, allFound = all+seeded, allFound+found
			}
			share := float64(allFound) / float64(all)
			t.Logf("all %3d of %3d found (%.0f %%)", allFound, all, 100*share)
			if share < seed.least {
				t.Errorf("found %.0f %%, want at least %.0f %%", 100*share, 100*seed.least)
			}
		})
	}
}

// TestSeededQuotation puts part of a good translation into quotation marks where
// the source quotes nothing.
func TestSeededQuotation(t *testing.T) {
	seeded, found, errors := 0, 0, 0
	for _, l := range ntrex {
		n, f := 0, 0
		for _, doc := range readNTREX(t, l.file, l.tag) {
			for i, p := range doc.Pairs {
				words := strings.Fields(p.Target)
				if readQuoting(p.Source).any() || doc.running(i) || readQuoting(p.Target).any() || len(words) < 8 {
					continue
				}
				length := 4 + i%7
				at := (i*5 + 1) % max(1, len(words)-length)
				end := min(len(words), at+length)
				n++
				doc.Pairs[i].Target = strings.Join(words[:at], " ") + " “" + strings.Join(words[at:end], " ") + "” " + strings.Join(words[end:], " ")
				switch severity := gravestOf(quotationsIn(doc, i)); severity {
				case Error:
					errors, f = errors+1, f+1
				case Warning:
					f++
				default:
					if testing.Verbose() {
						t.Logf("%s not found: %s | %s", l.tag, p.Source, doc.Pairs[i].Target)
					}
				}
				doc.Pairs[i].Target = p.Target
			}
		}
		t.Logf("%-3s %3d of %3d found (%.0f %%)", l.tag, f, n, 100*float64(f)/float64(n))
		seeded, found = seeded+n, found+f
	}
	share := float64(found) / float64(seeded)
	t.Logf("all %3d of %3d found (%.1f %%), %d of them errors", found, seeded, 100*share, errors)
	if share < 0.95 {
		t.Errorf("found %.1f %%, want at least 95 %%", 100*share)
	}
}

func gravestOf(findings []Finding) Severity {
	if len(findings) == 0 {
		return ""
	}
	return findings[0].Severity
}

// TestWordChecksOnGoodTranslations measures each of the checks that go by words
// and marks on professional translations.
func TestWordChecksOnGoodTranslations(t *testing.T) {
	limits := map[string]struct{ errors, warnings float64 }{
		"quotes": {0.002, 0.008}, "attribution": {0, 0.003}, "claims": {0, 0.003}, "negation": {0, 0.01}, "proxy": {0, 0.001},
		"injection": {0, 0}, "obeyed": {0, 0.001}, "copied": {0.0005, 0.001},
	}
	segments, count := 0, map[string]map[Severity]int{}
	for _, l := range ntrex {
		for _, doc := range readNTREX(t, l.file, l.tag) {
			segments += len(doc.Pairs)
			for _, f := range Run(doc, slices.Concat(Source(), Segment())).Findings {
				if count[f.Check] == nil {
					count[f.Check] = map[Severity]int{}
				}
				count[f.Check][f.Severity]++
			}
		}
	}
	for name, limit := range limits {
		n := count[name]
		t.Logf("%-12s %d errors, %d warnings, %d notes on %d segments", name, n[Error], n[Warning], n[Note], segments)
		if float64(n[Error]) > limit.errors*float64(segments) || float64(n[Warning]) > limit.warnings*float64(segments) {
			t.Errorf("%s: %d errors and %d warnings on %d good segments, want at most %.2f %% and %.2f %%",
				name, n[Error], n[Warning], segments, 100*limit.errors, 100*limit.warnings)
		}
	}
}
