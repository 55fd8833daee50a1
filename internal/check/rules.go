package check

import "slices"

// Rules are a house's own: how it grades the checks, and its style. The zero
// value changes and adds nothing.
type Rules struct {
	Policy Policy
	House  House
}

// Apply returns the checks with those of the house style, as the policy grades
// them.
func (r Rules) Apply(checks []Check) []Check {
	return r.Policy.Apply(slices.Concat(checks, r.House.Checks()))
}
