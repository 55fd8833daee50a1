package check

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// badDocument has something for most checks to find.
func badDocument() Document {
	doc := sampleDocument()
	doc.Pairs[1].Target = "Here is the translation: a preparatory meeting was held in Jeddah today."
	doc.Pairs[2].Target = doc.Pairs[2].Source
	doc.Pairs[3].Target, doc.Pairs[3].Reason = "", "refused"
	doc.Summary.Sentences[1].Text = "We heard Erdogan call for \"more war\" today; 999 people came."
	doc.Summary.Sentences[3].Evidence = []int{99}
	return doc
}

func TestRunIsPure(t *testing.T) {
	doc := badDocument()
	first, second := Run(doc, All()), Run(badDocument(), All())
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the same input gave another report (-first +second):\n%s", diff)
	}
	if diff := cmp.Diff(badDocument(), doc, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".facts" }, cmp.Ignore())); diff != "" {
		t.Errorf("Run changed its input:\n%s", diff)
	}
	if len(first.Findings) < 8 {
		t.Errorf("%d findings, want at least 8: %v", len(first.Findings), lines(first.Findings))
	}
	if !slices.IsSortedFunc(first.Findings, order) {
		t.Errorf("findings are not sorted: %v", lines(first.Findings))
	}
}

func TestIDs(t *testing.T) {
	doc := badDocument()
	report := Run(doc, All())
	ids := map[string]Finding{}
	for _, f := range report.Findings {
		if !regexp.MustCompile(`^[0-9a-f]{12}$`).MatchString(f.ID) {
			t.Errorf("id %q is not 12 hex digits", f.ID)
		}
		if old, found := ids[f.ID]; found {
			t.Errorf("%q has the id of %q", f.Message, old.Message)
		}
		ids[f.ID] = f
	}
	t.Run("checks in another order", func(t *testing.T) {
		checks := All()
		slices.Reverse(checks)
		if diff := cmp.Diff(report.Findings, Run(doc, checks).Findings); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("one check alone", func(t *testing.T) {
		for _, c := range All() {
			for _, f := range Run(doc, []Check{c}).Findings {
				if _, found := ids[f.ID]; !found {
					t.Errorf("%s: %q has another id alone", c.Name, f.Message)
				}
			}
		}
	})
	t.Run("another segment repaired, numbers shifted", func(t *testing.T) {
		other := badDocument()
		other.Pairs[1].Target = sampleTarget[1]
		other.Pairs = other.Pairs[1:]
		for i := range other.Pairs {
			other.Pairs[i].Number = i + 1
		}
		for _, f := range Run(other, Segment()).Findings {
			if _, found := ids[f.ID]; !found {
				t.Errorf("%q has another id", f.Message)
			}
		}
	})
	t.Run("source changed", func(t *testing.T) {
		other := badDocument()
		other.Pairs[2].Source += " ثم"
		other.Pairs[2].Target = other.Pairs[2].Source
		for _, f := range Run(other, []Check{copied}).Findings {
			if _, found := ids[f.ID]; found {
				t.Errorf("%q has the id of another source text", f.Message)
			}
		}
	})
}

func TestEqualFindingsDiffer(t *testing.T) {
	twice := Check{Name: "twice", Run: func(Document) Result {
		return Result{Findings: []Finding{{Severity: Note, Segment: 1, Message: "a"}, {Severity: Note, Segment: 1, Message: "a"}}}
	}}
	got := Run(sampleDocument(), []Check{twice}).Findings
	if len(got) != 2 || got[0].ID == got[1].ID {
		t.Errorf("two equal findings: %+v, want two ids", got)
	}
}

func TestRunFills(t *testing.T) {
	c := Check{Name: "x", Category: "fluency", Run: func(Document) Result {
		return Result{Findings: []Finding{{Check: "other", Severity: Note, Message: "a"}, {Severity: Note, Category: "own", Message: "b"}}}
	}}
	got := Run(Document{}, []Check{c}).Findings
	if got[0].Check != "x" || got[0].Category != "fluency" || got[0].Place != Translation || got[1].Category != "own" {
		t.Errorf("got %+v", got)
	}
}

func TestNothingToCheck(t *testing.T) {
	report := Run(Document{}, All())
	if len(report.Findings) > 0 {
		t.Errorf("findings on nothing: %v", lines(report.Findings))
	}
	for _, s := range report.Skipped {
		if s.Reason == "" {
			t.Errorf("%s was skipped without a reason", s.Check)
		}
	}
	if len(report.Ran)+len(report.Skipped) != len(All()) {
		t.Errorf("%d ran and %d were skipped of %d", len(report.Ran), len(report.Skipped), len(All()))
	}
	if report.Findings == nil || report.Ran == nil || Run(Document{}, nil).Skipped == nil {
		t.Error("a list is null in JSON")
	}
}

// TestKept puts source that was in the target language already under every
// check: it is no translation to find fault with.
func TestKept(t *testing.T) {
	doc := Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true, Published: "2026-11-23"}
	text := "Here is the translation: as an AI, the <s01> committee met and the"
	doc.Pairs = []Pair{{Number: 1, Source: text, Target: text, Kept: true}}
	if got := Run(doc, append(Segment(), Article()...)).Findings; len(got) > 0 {
		t.Errorf("findings: %v, want none", lines(got))
	}
}

func TestList(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Known() {
		if seen[c.Name] {
			t.Errorf("%s is there twice", c.Name)
		}
		seen[c.Name] = true
		if !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(c.Name) || c.About == "" || !strings.Contains(c.Category, "/") || c.Run == nil {
			t.Errorf("check %+v lacks something", c)
		}
		if found, ok := Find(c.Name); !ok || found.Name != c.Name {
			t.Errorf("Find(%q) = %q, %v", c.Name, found.Name, ok)
		}
	}
	if _, ok := Find("no-such-check"); ok {
		t.Error("Find found what is not there")
	}
	if diff := cmp.Diff(len(Known()), len(Names())); diff != "" {
		t.Errorf("Names: %s", diff)
	}
}
