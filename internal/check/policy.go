package check

import (
	"cmp"
	"slices"
)

// Off in a [Policy] turns a check off.
const Off Severity = "off"

// Policy grades checks by name, as a house sees them; checks that it does not
// name are as they are. The gravest findings of a check get the severity given
// here. Milder ones, such as a note on a unit that was converted, stay as they
// are, or become as mild as that.
type Policy map[string]Severity

// Severities are what a policy can say of a check.
func Severities() []Severity { return []Severity{Error, Warning, Note, Off} }

// offReason is why a check that a policy turned off did not run.
const offReason = "off in the settings"

// Apply returns the checks as the policy grades them. Those it turns off find
// nothing and say why, so that a record shows what was not looked at.
func (p Policy) Apply(checks []Check) []Check {
	graded := make([]Check, 0, len(checks))
	for _, c := range checks {
		switch want := p[c.Name]; want {
		case Off:
			c.Run = func(Document) Result { return Result{Skipped: offReason} }
			graded = append(graded, c)
		case "", c.gravest():
			graded = append(graded, c)
		default:
			graded = append(graded, c.graded(want))
		}
	}
	return graded
}

// GravestSeverity is how grave what a check finds can be.
func (c Check) GravestSeverity() Severity { return c.gravest() }

// AtLeast returns the checks whose gravest findings are as grave as a severity:
// the others cannot decide what waits for findings of it.
func AtLeast(checks []Check, least Severity) []Check {
	return slices.DeleteFunc(slices.Clone(checks), func(c Check) bool { return severityOrder[c.gravest()] > severityOrder[least] })
}

func (c Check) gravest() Severity { return cmp.Or(c.Gravest, Error) }

// graded returns the check with another severity for its gravest findings.
func (c Check) graded(want Severity) Check {
	run, gravest := c.Run, c.gravest()
	c.Gravest = want
	c.Run = func(doc Document) Result {
		result := run(doc)
		for i := range result.Findings {
			f := &result.Findings[i]
			if f.Severity == gravest || severityOrder[f.Severity] < severityOrder[want] {
				f.Severity = want
			}
		}
		return result
	}
	return c
}
