package check

import "slices"

var summaryDates = Check{
	Name:     "summary-dates",
	Category: "accuracy/other",
	About:    "the summary's weekdays and months are those of its evidence, and it names no day \"today\" or \"tomorrow\"",
	Run:      eachSentence(datesOf),
}

func datesOf(doc Document, s Sentence) []Finding {
	tokens := tokenize(s.Text)
	names := calendarNames(s.Text, tokens, doc.summaryTag())
	return append(daysOf(doc, s, tokens, names), calendarIn(doc, s, names)...)
}

// daysOf finds relative days outside quotations. An extractive summary cannot
// name the day; it only matters there when nobody knows it.
func daysOf(doc Document, s Sentence, tokens []token, names []calendarName) []Finding {
	extractive := doc.Summary.Extractive
	if extractive && doc.Published != "" {
		return nil
	}
	mentions := daysIn(s.Text, tokens, doc.summaryTag())
	if len(mentions) == 0 || doc.Published != "" && namesDay(names) {
		return nil
	}
	quotes := quotedSpans(s.Text)
	var findings []Finding
	for _, m := range mentions {
		if inside(quotes, m.start, m.end) {
			continue
		}
		f := Finding{Severity: Warning, TargetEvidence: span(s.Text, m.start, m.end)}
		switch {
		case extractive:
			f.Severity, f.Message = Note, `"`+m.english+`": publication date unknown; set --published`
		case doc.Published == "":
			f.Message = `"` + m.english + `": publication date unknown; leave the day out or set --published`
		default:
			f.Message = `"` + m.english + `" is no date; the article was published on ` + doc.Published
		}
		findings = append(findings, f)
	}
	return findings
}

// namesDay reports whether a sentence names a day beside its relative one.
func namesDay(names []calendarName) bool {
	return slices.ContainsFunc(names, func(n calendarName) bool { return n.sure })
}
