package check

import "slices"

// All returns every check, in the order they are listed to people.
func All() []Check {
	return slices.Concat(Segment(), Article(), SummaryChecks())
}

// Segment returns the checks of one translated segment: an error from one of
// them makes the segment be asked again.
func Segment() []Check { return slices.Concat(Structure(), Facts()) }

// Structure returns the checks of a segment whose errors leave no usable text:
// it is cut, copied, in another language, no translation at all. A segment
// that still fails one in the end is failed.
func Structure() []Check {
	return []Check{cut, copied, wrongLanguage, leftover, chat, refusal, length, loops}
}

// Facts returns the checks that compare what a segment says with its source. A
// segment that still fails one in the end is kept, and the finding with it: the
// check may be wrong, and a person must see the text to decide.
func Facts() []Check {
	return []Check{markupKept, glossaryKept}
}

// Article returns the checks that look at a translation as a whole.
func Article() []Check {
	return []Check{completeness, lengthTotal, dates}
}

// SummaryChecks returns the checks of a summary.
func SummaryChecks() []Check {
	return []Check{
		summaryEvidence, summaryNumbers, summaryNames, summaryQuotes, summaryDates,
		summaryLimits, summaryLanguage, summaryVoice, summaryRepeats,
	}
}

// Names returns the names of all checks, in All's order.
func Names() []string {
	var names []string
	for _, c := range All() {
		names = append(names, c.Name)
	}
	return names
}

// Find returns the check with a name.
func Find(name string) (Check, bool) {
	for _, c := range All() {
		if c.Name == name {
			return c, true
		}
	}
	return Check{}, false
}
