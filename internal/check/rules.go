package check

import (
	"slices"

	"dragoman/internal/glossary"
)

// Rules are a house's own: how it grades the checks, its style and its terms.
// The zero value changes and adds nothing.
type Rules struct {
	Policy   Policy
	House    House
	Glossary *glossary.Glossary // what documents are compared with; nil is none
}

// Apply returns the checks with those of the house style, as the policy grades
// them.
func (r Rules) Apply(checks []Check) []Check {
	return r.Policy.Apply(slices.Concat(checks, r.House.Checks()))
}
