package drill

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/eval/seed"
	"dragoman/internal/fixture"
)

// shouting is a check that finds capitals at the end of a segment, for tests:
// it knows nothing of language.
func shouting(severity check.Severity) check.Check {
	return check.Check{Name: "shouting", Run: func(doc check.Document) check.Result {
		var r check.Result
		for _, p := range doc.Pairs {
			if p.Target == "" {
				r.Findings = append(r.Findings, check.Finding{Severity: severity, Segment: 0, Message: "something is missing"})
			} else if !strings.HasSuffix(p.Target, ".") {
				r.Findings = append(r.Findings, check.Finding{Severity: severity, Segment: p.Number, Message: "no full stop"})
			}
		}
		return r
	}}
}

var small = Corpus{
	From:      "de",
	Source:    []string{"Minister in Wien", "Er kam am Montag in Wien an und blieb.", "Sie ging am Abend wieder fort von dort.", "Ein anderer Text steht hier allein."},
	Target:    []string{"Minister in Vienna", "He arrived in Vienna on Monday and stayed there.", "She went away from there again in the evening.", "Another text stands here all by itself."},
	Documents: []string{"a", "a", "a", "b"},
}

func TestSplit(t *testing.T) {
	docs := small.Split()
	if len(docs) != 2 || docs[0].Name != "a" || len(docs[0].Pairs) != 3 || docs[1].Pairs[0].Number != 1 {
		t.Fatalf("got %+v", docs)
	}
	if docs[0].Pairs[0].Kind != article.Headline || docs[0].Pairs[1].Kind != article.Paragraph || docs[1].Pairs[0].Kind != article.Paragraph {
		t.Error("a first line without a full stop is a headline, and nothing else")
	}
	if diff := cmp.Diff([]int{3}, docs[1].Lines); diff != "" {
		t.Error(diff)
	}
}

func TestJoined(t *testing.T) {
	joined := small.Joined(2)
	if diff := cmp.Diff([]string{small.Target[0] + " " + small.Target[1], small.Target[2], small.Target[3]}, joined.Target); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a", "a", "b"}, joined.Documents); diff != "" {
		t.Error(diff)
	}
}

func TestRunCounts(t *testing.T) {
	classes := seed.Classes()
	class := func(name string) seed.Class {
		i := slices.IndexFunc(classes, func(c seed.Class) bool { return c.Name == name })
		return classes[i]
	}
	r := Run(small, []seed.Class{class("cut"), class("drop-segment"), class("weekday")}, []check.Check{shouting(check.Error)}, 1)
	want := []Class{
		{Class: "cut", Seeded: 2, Found: 2, Errors: 2, Share: 1, Checks: map[string]int{"shouting": 2}}, // the other two are too short
		{Class: "drop-segment", Seeded: 3, Found: 3, Errors: 3, Share: 1, Checks: map[string]int{"shouting": 3}},
		{Class: "weekday", Seeded: 1, Checks: map[string]int{}},
	}
	for i := range r.Classes {
		r.Classes[i].About = ""
	}
	if diff := cmp.Diff(want, r.Classes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Alarms{{Check: "shouting", Errors: 1}}, r.Alarms); diff != "" {
		t.Error(diff)
	}
	if r.Flagged != (Flagged{Errors: 1}) || r.Segments != 4 || r.Documents != 2 {
		t.Errorf("got %+v", r)
	}
	r = Run(small, []seed.Class{class("cut")}, []check.Check{shouting(check.Warning)}, 1)
	if r.Classes[0].Found != 2 || r.Classes[0].Errors != 0 || r.Flagged.Warnings != 1 {
		t.Errorf("warnings: got %+v", r)
	}
	r = Run(small, []seed.Class{class("cut")}, []check.Check{shouting(check.Note)}, 1)
	if r.Classes[0].Found != 0 {
		t.Errorf("a note finds nothing: got %+v", r)
	}
}

// TestOldFindingsDoNotCount holds that what the good version has already is no
// detection.
func TestOldFindingsDoNotCount(t *testing.T) {
	old := check.Finding{Check: "c", Severity: check.Error, Segment: 1, Message: "m", TargetEvidence: &check.Evidence{Text: "x", Start: 3, End: 4}}
	moved := old
	moved.TargetEvidence = &check.Evidence{Text: "x", Start: 5, End: 6}
	if got := added([]check.Finding{moved}, []check.Finding{old}); got != nil {
		t.Errorf("got %+v", got)
	}
	if got := added([]check.Finding{moved, old}, []check.Finding{old}); len(got) != 1 {
		t.Errorf("a second one is new: got %+v", got)
	}
}

func TestText(t *testing.T) {
	var b bytes.Buffer
	if err := Run(small, seed.Classes(), []check.Check{shouting(check.Error)}, 7).Text(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 documents · 4 segments · seed 7", "cut ", "shouting 3", "good segments with an error: 1 of 4 (25.0 %)"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// languages are those of the shared slice of NTREX-128, each with its tag.
var languages = []struct{ file, tag string }{
	{"arb", "ar"}, {"fas", "fa"}, {"urd", "ur"}, {"heb", "he"}, {"fra", "fr"}, {"deu", "de"},
	{"spa", "es"}, {"rus", "ru"}, {"zho-CN", "zh"}, {"hin", "hi"}, {"jpn", "ja"}, {"tur", "tr"},
}

// TestNTREX seeds errors into professional translations of twelve languages and
// logs a table for docs/benchmarks.md: the share of the errors that the checks
// find, by class and language, and the good segments they find fault with.
func TestNTREX(t *testing.T) {
	if testing.Short() {
		t.Skip("tens of thousands of documents are checked")
	}
	checks := append(check.Segment(), check.Article()...)
	reports := make([]Report, len(languages))
	t.Run("languages", func(t *testing.T) {
		for i, l := range languages {
			t.Run(l.tag, func(t *testing.T) {
				t.Parallel()
				c := Corpus{From: l.tag, Source: lines(t, l.file), Target: lines(t, "eng"), Documents: lines(t, "docids")}
				reports[i] = ntrex(c, checks)
				for _, class := range reports[i].Classes {
					if class.Seeded < 5 {
						t.Errorf("%s: only %d were seeded", class.Class, class.Seeded)
					}
				}
			})
		}
	})
	if !t.Failed() && reports[0].Segments > 0 {
		t.Log("\n" + Markdown(reports))
	}
}

// ntrex tries a language. The segments are single sentences, so sentences are
// dropped from paragraphs made of three.
func ntrex(c Corpus, checks []check.Check) Report {
	r := Run(c, seed.Classes(), checks, 1)
	for i, class := range seed.Classes() {
		if class.Name == "drop-sentence" {
			r.Classes[i] = Run(c.Joined(3), []seed.Class{class}, checks, 1).Classes[0]
		}
	}
	return r
}

func lines(t *testing.T, name string) []string {
	data, err := os.ReadFile(filepath.Join(fixture.Path(t, "data", "ntrex"), name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}
