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
// them. Without a glossary nobody asked for the check of that name.
func (r Rules) Apply(checks []Check) []Check {
	all := slices.Concat(checks, r.House.Checks())
	if r.Glossary.Len() == 0 {
		all = slices.DeleteFunc(all, func(c Check) bool { return c.Name == glossaryKept.Name })
	}
	return r.Policy.Apply(all)
}
