package digest

import (
	"time"

	"dragoman/internal/check"
)

// Acceptance is a person's decision that a finding may stand. It names the
// finding by its id, which depends on the source's text and on what the finding
// quotes: when either changes, the acceptance no longer names anything.
type Acceptance struct {
	ID     string    `json:"id"`
	Check  string    `json:"check"`
	Reason string    `json:"reason"`
	By     string    `json:"by,omitempty"` // who says so, if they want to be named
	At     time.Time `json:"at"`
}

// Acceptance returns the decision about a finding, if there is one.
func (d Digest) Acceptance(f check.Finding) (Acceptance, bool) {
	for _, a := range d.Accepted {
		if a.ID == f.ID && a.Check == f.Check {
			return a, true
		}
	}
	return Acceptance{}, false
}

// Accept keeps a decision; an earlier one about the same finding gives way. The
// list of the record it was copied from is not touched.
func (d *Digest) Accept(a Acceptance) {
	kept := make([]Acceptance, 0, len(d.Accepted)+1)
	for _, old := range d.Accepted {
		if old.ID != a.ID || old.Check != a.Check {
			kept = append(kept, old)
		}
	}
	d.Accepted = append(kept, a)
	d.Tally()
}

// Lapsed returns the acceptances that name none of the record's findings.
func (d Digest) Lapsed() []Acceptance {
	named := map[[2]string]bool{}
	for _, f := range d.Findings {
		named[[2]string{f.ID, f.Check}] = true
	}
	var lapsed []Acceptance
	for _, a := range d.Accepted {
		if !named[[2]string{a.ID, a.Check}] {
			lapsed = append(lapsed, a)
		}
	}
	return lapsed
}

// Tally counts the findings by severity, those that were accepted apart.
func (d *Digest) Tally() {
	c := &d.Checks
	c.Errors, c.Warnings, c.Notes, c.Accepted = 0, 0, 0, 0
	for _, f := range d.Findings {
		_, accepted := d.Acceptance(f)
		switch {
		case accepted:
			c.Accepted++
		case f.Severity == check.Error:
			c.Errors++
		case f.Severity == check.Warning:
			c.Warnings++
		default:
			c.Notes++
		}
	}
}
