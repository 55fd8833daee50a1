package check

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/fixture"
)

// ntrex are the languages of the shared slice of NTREX-128, each with its tag.
var ntrex = []struct{ file, tag string }{
	{"arb", "ar"}, {"fas", "fa"}, {"urd", "ur"}, {"heb", "he"}, {"fra", "fr"}, {"deu", "de"},
	{"spa", "es"}, {"rus", "ru"}, {"zho-CN", "zh"}, {"hin", "hi"}, {"jpn", "ja"}, {"tur", "tr"},
}

// readNTREX returns the documents of one language with English as their
// translation.
func readNTREX(t testing.TB, file, tag string) []Document {
	lines := func(name string) []string {
		data, err := os.ReadFile(filepath.Join(fixture.Path(t, "data", "ntrex"), name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	}
	ids, source, target := lines("docids"), lines(file), lines("eng")
	var docs []Document
	for i, id := range ids {
		if i == 0 || id != ids[i-1] {
			docs = append(docs, Document{SourceLanguage: tag, TargetLanguage: "en", Translated: true, Published: "2018-10-01"})
		}
		d := &docs[len(docs)-1]
		kind := article.Paragraph
		if len(d.Pairs) == 0 {
			kind = article.Headline
		}
		d.Pairs = append(d.Pairs, Pair{Number: len(d.Pairs) + 1, Kind: kind, Source: source[i], Target: target[i]})
	}
	return docs
}

// TestNTREX measures how often the checks of a translation find fault with
// professional ones. Errors make a segment be asked again, so nearly none may
// be wrong. Some are right: docs/benchmarks.md lists them.
func TestNTREX(t *testing.T) {
	segments, errors, warnings := 0, 0, 0
	for _, l := range ntrex {
		n, e, w := 0, 0, 0
		for _, doc := range readNTREX(t, l.file, l.tag) {
			n += len(doc.Pairs)
			worst := map[int]Severity{}
			for _, f := range Run(doc, append(Segment(), Article()...)).Findings {
				if old, found := worst[f.Segment]; !found || severityOrder[f.Severity] < severityOrder[old] {
					worst[f.Segment] = f.Severity
				}
				t.Logf("%s %s %s [%d] %s | %s | %s", l.tag, f.Severity, f.Check, f.Segment, f.Message, quoted(f.SourceEvidence), quoted(f.TargetEvidence))
			}
			for _, s := range worst {
				switch s {
				case Error:
					e++
				case Warning:
					w++
				}
			}
		}
		t.Logf("%-3s %4d segments %3d with an error %3d with a warning", l.tag, n, e, w)
		if limit := 0.03; float64(e) > limit*float64(n) {
			t.Errorf("%s: errors on %d of %d good segments, want at most %.0f %%", l.tag, e, n, 100*limit)
		}
		segments, errors, warnings = segments+n, errors+e, warnings+w
	}
	t.Logf("all %4d segments %3d with an error %3d with a warning", segments, errors, warnings)
	if limit := 0.015; float64(errors) > limit*float64(segments) {
		t.Errorf("errors on %d good segments, want at most %.1f %%", errors, 100*limit)
	}
	if limit := 0.05; float64(warnings) > limit*float64(segments) {
		t.Errorf("warnings on %d good segments, want at most %.0f %%", warnings, 100*limit)
	}
}

// TestSeededErrors spoils good translations in the ways models do and counts
// how many the segment checks stop: by an error, so that they are asked again.
func TestSeededErrors(t *testing.T) {
	filler := strings.Repeat("He said that it was so. ", 8)
	seeds := []struct {
		name  string
		spoil func(p Pair) (target string, ok bool)
		least float64 // share to find
	}{
		{"left untranslated", func(p Pair) (string, bool) { return p.Source, runes(p.Source) > 60 }, 0.98},
		{"half untranslated", func(p Pair) (string, bool) {
			source, target := strings.Fields(p.Source), strings.Fields(p.Target)
			return strings.Join(append(target[:len(target)/2:len(target)/2], source[len(source)/2:]...), " "), len(source) > 12 && !latin(p.Source)
		}, 0.98},
		{"stuck in a loop", func(p Pair) (string, bool) { return p.Target + " " + filler, true }, 1},
		{"preamble", func(p Pair) (string, bool) { return "Here is the translation: " + p.Target, true }, 1},
		{"offer to help", func(p Pair) (string, bool) { return p.Target + " Let me know if you need anything else!", true }, 1},
		{"refused", func(p Pair) (string, bool) {
			return "I'm sorry, but I can't assist with translating this content.", true
		}, 1},
		{"tagged", func(p Pair) (string, bool) { return "<s01>" + p.Target + "</s01>", true }, 1},
		{"cut after a word", func(p Pair) (string, bool) {
			at := strings.Index(p.Target, " the ")
			return p.Target[:max(at, 0)] + " the", at > 0 && ends(p.Source) && p.Kind != article.Headline
		}, 1},
		{"most left out", func(p Pair) (string, bool) {
			return strings.Join(strings.Fields(p.Target)[:1], " ") + ".", runes(p.Source) > 60 && runes(p.Target) > 100
		}, 0.95},
	}
	for _, seed := range seeds {
		t.Run(seed.name, func(t *testing.T) {
			seeded, found := 0, 0
			for _, l := range ntrex {
				for _, doc := range readNTREX(t, l.file, l.tag) {
					for _, p := range doc.Pairs {
						target, ok := seed.spoil(p)
						if !ok {
							continue
						}
						seeded++
						one := doc
						one.Pairs = []Pair{{Number: p.Number, Kind: p.Kind, Source: p.Source, Target: target}}
						findings := Run(one, Segment()).Findings
						if slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == Error }) {
							found++
						} else if testing.Verbose() {
							t.Logf("%s not found: %s | %s", l.tag, p.Source, target)
						}
					}
				}
			}
			share := float64(found) / float64(seeded)
			t.Logf("%d of %d found (%.1f %%)", found, seeded, 100*share)
			if share < seed.least {
				t.Errorf("found %.1f %% of %d, want at least %.1f %%", 100*share, seeded, 100*seed.least)
			}
		})
	}
}

// latin reports whether a text has no letter of another script.
func latin(text string) bool {
	return strings.IndexFunc(text, beyondLatin) < 0
}
