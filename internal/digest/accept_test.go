package digest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/check"
	"dragoman/internal/digest"
)

func TestAcceptances(t *testing.T) {
	d := digest.Digest{Findings: []check.Finding{
		{ID: "a", Check: "numbers", Severity: check.Error}, {ID: "b", Check: "names", Severity: check.Error},
		{ID: "c", Check: "names", Severity: check.Warning}, {ID: "d", Check: "dates", Severity: check.Note},
	}}
	d.Tally()
	if diff := cmp.Diff(digest.Checks{Errors: 2, Warnings: 1, Notes: 1}, d.Checks); diff != "" {
		t.Error(diff)
	}
	before := d
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	d.Accept(digest.Acceptance{ID: "a", Check: "numbers", Reason: "first", At: at})
	d.Accept(digest.Acceptance{ID: "c", Check: "names", Reason: "house use", At: at})
	d.Accept(digest.Acceptance{ID: "a", Check: "numbers", Reason: "better", At: at})
	if diff := cmp.Diff(digest.Checks{Errors: 1, Notes: 1, Accepted: 2}, d.Checks); diff != "" {
		t.Error(diff)
	}
	if len(before.Accepted) != 0 || len(d.Accepted) != 2 {
		t.Errorf("%d and %d acceptances, want 0 and 2", len(before.Accepted), len(d.Accepted))
	}
	if a, ok := d.Acceptance(d.Findings[0]); !ok || a.Reason != "better" {
		t.Errorf("got %+v, want the later decision", a)
	}
	d.Findings = d.Findings[1:2] // the segment of a and c reads otherwise now
	d.Tally()
	if len(d.Lapsed()) != 2 || d.Checks.Errors != 1 || d.Checks.Accepted != 0 {
		t.Errorf("lapsed %v, counts %+v", d.Lapsed(), d.Checks)
	}
}
