package check

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// calendarIn finds weekdays and months of a summary that its evidence does not
// have, by name, by number or by a relative day. One that the evidence speaks
// against is an error.
func calendarIn(doc Document, s Sentence, names []calendarName) []Finding {
	if doc.Summary.Extractive || !slices.ContainsFunc(names, func(n calendarName) bool { return n.sure }) {
		return nil
	}
	sides, known := doc.evidenceSides(s)
	if !known {
		return nil
	}
	var findings []Finding
	for i, n := range names {
		same := func(m calendarName) bool { return m.class == n.class && m.value == n.value }
		if !n.sure || n.class > monthName || slices.ContainsFunc(names[:i], same) || slices.ContainsFunc(sides, func(e evidenceSide) bool { return e.supports(n) }) {
			continue
		}
		f := doc.unsupported(s, n, names, sides)
		f.TargetEvidence = span(s.Text, n.start, n.end)
		findings = append(findings, f)
	}
	return findings
}

// evidenceSide is a text that a sentence rests on.
type evidenceSide struct {
	*calendarSide
	number int
}

// evidenceSides returns the evidence in the languages whose calendar is known;
// the second result is false when some of it is in no such language.
func (d Document) evidenceSides(s Sentence) ([]evidenceSide, bool) {
	var sides []evidenceSide
	for i, p := range d.Pairs {
		if slices.Contains(s.Evidence, p.Number) {
			found := d.segmentSides(i)
			if len(found) == 0 {
				return nil, false
			}
			sides = append(sides, found...)
		}
	}
	return sides, len(sides) > 0
}

// segmentSides returns the translation and the source of doc.Pairs[i].
func (d Document) segmentSides(i int) []evidenceSide {
	source, target := d.calendarSides(i)
	var sides []evidenceSide
	for _, side := range []*calendarSide{target, source} {
		if side.text != "" && calendarOf(side.tag) != nil {
			sides = append(sides, evidenceSide{side, d.Pairs[i].Number})
		}
	}
	return sides
}

// supports reports whether the text has a name, or a day it stands for.
func (e evidenceSide) supports(n calendarName) bool {
	if e.has(n) {
		return true
	}
	if n.class == weekdayName {
		return slices.ContainsFunc(e.resolvedDates(), func(day time.Time) bool { return isoWeekday(day) == n.value })
	}
	if slices.ContainsFunc(e.numericDates(), func(d numericDate) bool { return d.isMonth(n.value) }) {
		return true
	}
	return slices.ContainsFunc(e.nearbyDates(), func(day time.Time) bool { return int(day.Month()) == n.value })
}

// resolvedDates returns the days that the relative days of the text can mean.
func (e evidenceSide) resolvedDates() []time.Time {
	var dates []time.Time
	for _, m := range e.days() {
		for _, published := range publishedDays(e.published) {
			dates = append(dates, published.AddDate(0, 0, dayShifts[m.english]))
		}
	}
	return dates
}

// nearbyDates returns days of the months that the text can mean without naming
// one: those of its relative days and weekdays, and of "last month".
func (e evidenceSide) nearbyDates() []time.Time {
	published, ok := day0(e.published)
	if !ok {
		return nil
	}
	dates := e.resolvedDates()
	if e.hasClass(weekdayName) || len(dates) > 0 {
		dates = append(dates, published.AddDate(0, 0, -7), published, published.AddDate(0, 0, 7))
	}
	if e.roughly(monthName) {
		first := published.AddDate(0, 0, 1-published.Day())
		dates = append(dates, first.AddDate(0, -1, 0), first, first.AddDate(0, 1, 0))
	}
	return dates
}

// newsZones are the hours from UTC of the zones most news is written in.
var newsZones = [2]time.Duration{-8 * time.Hour, 9 * time.Hour}

// publishedDays returns the days that a publication date can be where the
// article was written: one, unless the time is in UTC and near midnight.
func publishedDays(published string) []time.Time {
	day, ok := day0(published)
	if !ok {
		return nil
	}
	days := []time.Time{day}
	at, err := time.Parse(time.RFC3339, published)
	if err != nil || !strings.HasSuffix(published, "Z") {
		return days
	}
	for _, shift := range newsZones {
		if other := at.Add(shift).Truncate(24 * time.Hour); !other.Equal(day) {
			days = append(days, other)
		}
	}
	return days
}

// unsupported says what is wrong with a name that the evidence does not have.
func (d Document) unsupported(s Sentence, n calendarName, names []calendarName, sides []evidenceSide) Finding {
	name := s.Text[n.start:n.end]
	var elsewhere []int
	for i, p := range d.Pairs {
		if slices.ContainsFunc(d.segmentSides(i), func(e evidenceSide) bool { return e.supports(n) }) {
			elsewhere = append(elsewhere, p.Number)
		}
	}
	if len(elsewhere) > 0 {
		return Finding{Severity: Warning, Message: notInEvidence(name, s, elsewhere)}
	}
	for _, e := range sides {
		for _, m := range e.names {
			if m.class == n.class && m.sure && !slices.ContainsFunc(names, func(o calendarName) bool { return o.class == m.class && o.value == m.value }) {
				return Finding{Severity: Error, Segment: e.number, Message: fmt.Sprintf("%s is %s in [%d]", name, e.label(m), e.number)}
			}
		}
	}
	if n.class == weekdayName {
		for _, e := range sides {
			if dates, mentions := e.resolvedDates(), e.days(); len(dates) > 0 {
				return Finding{Severity: Error, Segment: e.number, Message: fmt.Sprintf("%s is %q in [%d], which is %s",
					name, mentions[0].english, e.number, dates[0].Format("Monday, 2 January"))}
			}
		}
	}
	return Finding{Severity: Warning, Message: notInEvidence(name, s, nil)}
}
