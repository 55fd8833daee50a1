package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dragoman/internal/language"
)

var calendar = Check{
	Name:     "calendar",
	Category: "accuracy/mistranslation",
	About:    "weekdays, months and the years of other calendars are those of the source",
	Run:      runCalendar,
}

func runCalendar(doc Document) Result {
	if !doc.Translated {
		return Result{Skipped: noTranslation}
	}
	for _, tag := range []string{doc.SourceLanguage, doc.TargetLanguage} {
		switch {
		case tag == "":
			return Result{Skipped: "a language is unknown"}
		case calendarOf(tag) == nil:
			return Result{Skipped: "not checked for " + language.Name(tag)}
		}
	}
	return eachPair(calendarOfPair)(doc)
}

// calendarSide is one side of a pair as the check compares it.
type calendarSide struct {
	published string // of the document
	text      string
	tag       string
	tokens    []token
	names     []calendarName
	traits    []trait // nil until they are asked for
	mentions  []mention
	numeric   []numericDate
	read      struct{ mentions, numeric bool } // what is known already
}

// calendarSides returns the source and the target of doc.Pairs[i].
func (d Document) calendarSides(i int) (source, target *calendarSide) {
	if d.facts != nil && d.facts.sides[i][0] != nil {
		return d.facts.sides[i][0], d.facts.sides[i][1]
	}
	p := d.Pairs[i]
	source = newCalendarSide(d, p.Source, d.SourceLanguage, d.sourceTokens(i))
	target = newCalendarSide(d, p.Target, d.TargetLanguage, d.targetTokens(i))
	if d.facts != nil {
		d.facts.sides[i] = [2]*calendarSide{source, target}
	}
	return source, target
}

func newCalendarSide(d Document, text, tag string, tokens []token) *calendarSide {
	return &calendarSide{published: d.Published, text: text, tag: tag, tokens: tokens, names: calendarNames(text, tokens, tag)}
}

// days returns the relative days of the text.
func (s *calendarSide) days() []mention {
	if !s.read.mentions {
		s.mentions, s.read.mentions = daysIn(s.text, s.tokens, s.tag), true
	}
	return s.mentions
}

// numericDates returns the dates in numbers of the text.
func (s *calendarSide) numericDates() []numericDate {
	if !s.read.numeric {
		s.numeric, s.read.numeric = numericDates(s.text), true
	}
	return s.numeric
}

// calendarOfPair compares the weekdays, the months and the years of one pair.
// What one side alone has is a warning, as what the other says instead may be
// right; one name in place of another is an error.
func calendarOfPair(doc Document, i int) []Finding {
	source, target := doc.calendarSides(i)
	findings := eraYears(source, target)
	if len(source.names) == 0 && len(target.names) == 0 {
		return findings
	}
	for _, class := range []calendarClass{weekdayName, monthName, hijriName, solarName, hebrewName} {
		findings = append(findings, compareClass(source, target, class)...)
	}
	findings = append(findings, solarMonths(source, target)...)
	if len(findings) > 0 && !inLanguage(source.text, source.tag) {
		return nil
	}
	return findings
}

// compareClass compares the names of one class.
func compareClass(source, target *calendarSide, class calendarClass) []Finding {
	missing, added := source.without(target, class), target.without(source, class)
	if class > monthName && (len(missing) == 0 || len(added) == 0) {
		return nil // these have too many spellings, or were converted
	}
	switch {
	case len(missing) > 0 && len(added) > 0:
		m, a := missing[0], added[0]
		return []Finding{{Severity: Error, Message: fmt.Sprintf("%s is %s in the translation", source.label(m), target.quoted(a)),
			SourceEvidence: span(source.text, m.start, m.end), TargetEvidence: span(target.text, a.start, a.end)}}
	case len(missing) > 0:
		m := missing[0]
		if f, found := otherDate(source, target, m); found {
			f.SourceEvidence, f.TargetEvidence = f.TargetEvidence, f.SourceEvidence
			return []Finding{f}
		}
		if target.mayMean(source, class) {
			return nil
		}
		return []Finding{{Severity: Warning, Category: "accuracy/omission", Message: source.label(m) + " is not in the translation",
			SourceEvidence: span(source.text, m.start, m.end)}}
	case len(added) > 0:
		a := added[0]
		if f, found := otherDate(target, source, a); found {
			return []Finding{f}
		}
		if source.mayMean(target, class) {
			return nil
		}
		return []Finding{{Severity: Warning, Category: "accuracy/addition", Message: target.quoted(a) + " is not in the source",
			TargetEvidence: span(target.text, a.start, a.end)}}
	}
	return nil
}

// without returns the sure names of a class that the other side does not have
// in any form: by name, as a number in a date, as a relative day, or in Latin
// letters as they are.
func (s *calendarSide) without(other *calendarSide, class calendarClass) []calendarName {
	var missing []calendarName
	for _, n := range s.names {
		if n.class != class || !n.sure || other.has(n) || strings.Contains(other.text, s.text[n.start:n.end]) {
			continue
		}
		missing = append(missing, n)
	}
	if len(missing) == 0 {
		return nil
	}
	return slices.DeleteFunc(missing, other.implies)
}

func (s *calendarSide) has(n calendarName) bool {
	return slices.ContainsFunc(s.names, func(m calendarName) bool { return m.class == n.class && m.value == n.value })
}

// implies reports whether a text says a weekday or month without its name: with
// a date in numbers, or a relative day of a known publication date.
func (s *calendarSide) implies(n calendarName) bool {
	if n.class == monthName {
		for _, d := range s.numericDates() {
			if d.isMonth(n.value) {
				return true
			}
		}
	}
	for _, day := range s.relativeDates() {
		if n.class == weekdayName && isoWeekday(day) == n.value || n.class == monthName && int(day.Month()) == n.value {
			return true
		}
	}
	return false
}

// dayShifts are how far the relative days are from the day of publication.
var dayShifts = map[string]int{"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}

// relativeDates returns the days that the relative days of a text can mean, with
// one to either side: an article is often dated the day after it was written,
// or in another time zone.
func (s *calendarSide) relativeDates() []time.Time {
	published, ok := day0(s.published)
	if !ok {
		return nil
	}
	var dates []time.Time
	for _, m := range s.days() {
		day := published.AddDate(0, 0, dayShifts[m.english])
		dates = append(dates, day, day.AddDate(0, 0, -1), day.AddDate(0, 0, 1))
	}
	return dates
}

func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// mayMean reports whether something on this side can stand for a name that only
// the other has: "the next day", or a relative day while nobody knows which day
// that was. A month may be the other calendar's.
func (s *calendarSide) mayMean(other *calendarSide, class calendarClass) bool {
	if s.published == "" && len(s.days()) > 0 {
		return true
	}
	if class == monthName && (s.hasOtherMonth() || other.hasOtherMonth()) {
		return true
	}
	return s.roughly(class)
}

// roughly reports whether a text has a phrase that can stand for a name of the
// class, such as "the next day" and "last month".
func (s *calendarSide) roughly(class calendarClass) bool {
	t := calendarOf(s.tag)
	if len(t.byRune) > 0 {
		return slices.ContainsFunc(t.roughText[class], func(text string) bool { return strings.Contains(s.text, text) })
	}
	return slices.ContainsFunc(t.rough[class], func(words []string) bool { return index(s.tokens, words) >= 0 })
}

// hasOtherMonth reports whether a text names a month that is not Gregorian.
func (s *calendarSide) hasOtherMonth() bool {
	return slices.ContainsFunc(s.names, func(n calendarName) bool { return n.class > monthName })
}

// label quotes a name of the source with what it is in English.
func (s *calendarSide) label(n calendarName) string {
	name := englishName(n)
	if name == "" || strings.EqualFold(name, s.text[n.start:n.end]) {
		return s.quoted(n)
	}
	return s.quoted(n) + " (" + name + ")"
}

func (s *calendarSide) quoted(n calendarName) string { return s.text[n.start:n.end] }

// englishName returns the English name of a weekday or Gregorian month.
func englishName(n calendarName) string {
	switch n.class {
	case weekdayName:
		return time.Weekday(n.value % 7).String()
	case monthName:
		return time.Month(n.value).String()
	}
	return ""
}
