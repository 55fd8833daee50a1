package check

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAtLeast(t *testing.T) {
	checks := []Check{{Name: "numbers"}, {Name: "names", Gravest: Warning}, {Name: "spelling", Gravest: Note}}
	for least, want := range map[Severity]int{Error: 1, Warning: 2, Note: 3} {
		if got := AtLeast(checks, least); len(got) != want {
			t.Errorf("%s: %d checks, want %d", least, len(got), want)
		}
	}
}

func TestPolicy(t *testing.T) {
	found := func(severities ...Severity) func(Document) Result {
		return func(Document) Result {
			var findings []Finding
			for _, s := range severities {
				findings = append(findings, Finding{Severity: s})
			}
			return Result{Findings: findings}
		}
	}
	numbers := Check{Name: "numbers", Run: found(Error, Warning, Note)}
	names := Check{Name: "names", Gravest: Warning, Run: found(Warning, Note)}
	for _, test := range []struct {
		name   string
		policy Policy
		want   map[string][]Severity
	}{
		{"none", nil, map[string][]Severity{"numbers": {Error, Warning, Note}, "names": {Warning, Note}}},
		{"off", Policy{"names": Off}, map[string][]Severity{"numbers": {Error, Warning, Note}}},
		{"raised", Policy{"names": Error}, map[string][]Severity{"numbers": {Error, Warning, Note}, "names": {Error, Note}}},
		{"lowered", Policy{"numbers": Warning}, map[string][]Severity{"numbers": {Warning, Warning, Note}, "names": {Warning, Note}}},
		{"lowered twice", Policy{"numbers": Note}, map[string][]Severity{"numbers": {Note, Note, Note}, "names": {Warning, Note}}},
		{"as it is", Policy{"numbers": Error}, map[string][]Severity{"numbers": {Error, Warning, Note}, "names": {Warning, Note}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := map[string][]Severity{}
			report := Run(Document{}, test.policy.Apply([]Check{numbers, names}))
			for _, f := range report.Findings {
				got[f.Check] = append(got[f.Check], f.Severity)
			}
			if off := test.policy["names"] == Off; off != slices.Equal(report.Skipped, []Skip{{"names", "off in the settings"}}) {
				t.Errorf("skipped %v", report.Skipped)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
