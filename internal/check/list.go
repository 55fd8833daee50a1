package check

import "slices"

// Known returns every check there is, in the order they are listed to people.
func Known() []Check {
	return slices.Concat(Segment(), Article(), Matching(), SummaryChecks(), HouseChecks())
}

// All returns the checks of every record that is whole: those of a house's
// style, and of texts matched line by line, come to them where they apply.
func All() []Check {
	return slices.Concat(Source(), Segment(), Article(), SummaryChecks())
}

// Source returns the checks that look at the article alone.
func Source() []Check { return []Check{injection} }

// Segment returns the checks of one translated segment: an error from one of
// them makes the segment be asked again.
func Segment() []Check { return slices.Concat(Structure(), Facts()) }

// Structure returns the checks of a segment whose errors leave no usable text:
// it is cut, copied, in another language, no translation at all. A segment
// that still fails one in the end is failed.
func Structure() []Check {
	return []Check{cut, copied, wrongLanguage, leftover, chat, refusal, obeyed, length, loops}
}

// Facts returns the checks that compare what a segment says with its source. A
// segment that still fails one in the end is kept, and the finding with it: the
// check may be wrong, and a person must see the text to decide.
func Facts() []Check {
	return []Check{markupKept, numbers, calendar, sentencesKept, quotations, attribution, claimsKept, negation, byProxy, punctuation, glossaryKept}
}

// Article returns the checks that look at a translation as a whole.
func Article() []Check {
	return []Check{completeness, repeatedText, orderKept, lengthTotal, dates, names, nameSpelling}
}

// Matching returns the checks of two texts that were matched line by line.
func Matching() []Check { return []Check{alignment} }

// SummaryChecks returns the checks of a summary.
func SummaryChecks() []Check {
	return []Check{
		summaryEvidence, summaryNumbers, summaryNames, summarySpelling, summaryQuotes, summaryDates,
		summaryLimits, summaryLanguage, summaryVoice, summaryRepeats, summaryConsistency, summaryLead,
	}
}

// Names returns the names of all checks, in Known's order.
func Names() []string {
	var names []string
	for _, c := range Known() {
		names = append(names, c.Name)
	}
	return names
}

// Find returns the check with a name.
func Find(name string) (Check, bool) {
	for _, c := range Known() {
		if c.Name == name {
			return c, true
		}
	}
	return Check{}, false
}
