package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dragoman/internal/language"
)

// era is a way of counting years that is not the Gregorian one.
type era struct {
	hints   []string       // one of these is in a text that uses it
	pattern *regexp.Regexp // in folded text; its first group is the year
	first   int            // Gregorian year = first + year; 0 for lunar years
	slack   int            // an era year reaches over so many Gregorian ones
}

// year is a year of an era in a text.
type eraYear struct {
	text      string // as it stands in the folded text
	year      int
	low, high int // the Gregorian years it can be
}

// eras are the eras by language. Hijri and Solar Hijri years need their sign or
// month: 1447 alone may be anything.
var eras = sync.OnceValue(func() map[string][]era {
	hijri := era{hints: []string{"هـ", "ه", "ھ"}, slack: 1,
		pattern: regexp.MustCompile(`\b(1[2-5]\d\d) ?(?:(?:ه|هج|هجريه?|هجري قمري|ه\.? ?ق)(?:[^\p{L}\d]|$))`)}
	solar := era{hints: []string{"هـ", "ه", "شمس", "خورشید", "هجری"}, first: 621, slack: 1,
		pattern: regexp.MustCompile(`\b(1[2-4]\d\d) ?(?:(?:ه\.? ?ش|هجري شمسي|هجري خورشيدي|شمسي|خورشيدي)(?:[^\p{L}\d]|$))`)}
	table := map[string][]era{"ar": {hijri}, "ur": {hijri}, "fa": {solar}}
	for name, first := range map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867} {
		table["ja"] = append(table["ja"], era{hints: []string{name}, first: first, pattern: regexp.MustCompile(name + ` ?(\d{1,2}|元) ?年`)})
	}
	for _, name := range []string{"民国", "民國"} {
		table["zh"] = append(table["zh"], era{hints: []string{name}, first: 1911, pattern: regexp.MustCompile(name + ` ?(\d{1,3}|元) ?年`)})
	}
	table["th"] = []era{{hints: []string{"พ.ศ."}, first: -543, pattern: regexp.MustCompile(`พ\.ศ\. ?(2[45]\d\d)`)}}
	return table
})

// eraYears compares the years of other eras with the translation: kept is
// right, converted a note, another year an error.
func eraYears(source, target *calendarSide) []Finding {
	years := source.years()
	if len(years) == 0 {
		return nil
	}
	var findings []Finding
	own, theirs := gregorianYears(language.Fold(source.text)), gregorianYears(language.Fold(target.text))
	for _, y := range years {
		within := func(g int) bool { return y.low <= g && g <= y.high }
		if hasNumber(target.tokens, y.year) || slices.ContainsFunc(own, within) && slices.ContainsFunc(theirs, within) {
			continue
		}
		f := Finding{SourceEvidence: source.evidence(y.text)}
		other := slices.IndexFunc(theirs, func(g int) bool { return !slices.Contains(own, g) })
		switch at := slices.IndexFunc(theirs, within); {
		case at >= 0:
			f.Severity, f.Message = Note, fmt.Sprintf("the year %s is given as %d", y.text, theirs[at])
			f.TargetEvidence = target.evidence(strconv.Itoa(theirs[at]))
		case other >= 0:
			f.Severity, f.Message = Error, fmt.Sprintf("the year %s (%s) is %d in the translation", y.text, y.gregorian(), theirs[other])
			f.TargetEvidence = target.evidence(strconv.Itoa(theirs[other]))
		default:
			f.Severity, f.Category, f.Message = Warning, "accuracy/omission", fmt.Sprintf("the year %s is not in the translation", y.text)
		}
		findings = append(findings, f)
	}
	return findings
}

func (y eraYear) gregorian() string {
	if y.low+1 >= y.high {
		return strconv.Itoa(y.high)
	}
	return fmt.Sprintf("%d or %d", y.low+1, y.high-1)
}

// evidence quotes a part of the text, or all of it where the part was folded.
func (s *calendarSide) evidence(part string) *Evidence {
	if at := strings.Index(s.text, part); at >= 0 {
		return span(s.text, at, at+len(part))
	}
	return whole(s.text)
}

// years returns the years of other eras in a text.
func (s *calendarSide) years() []eraYear {
	base := language.Base(s.tag)
	var years []eraYear
	folded := ""
	for _, e := range eras()[base] {
		if !slices.ContainsFunc(e.hints, func(hint string) bool { return strings.Contains(s.text, hint) }) {
			continue
		}
		if !unspaced(base) && strings.IndexFunc(s.text, mayHoldDigit) < 0 { // 元年 has none
			continue
		}
		if folded == "" {
			folded = language.Fold(s.text)
		}
		for _, m := range e.pattern.FindAllStringSubmatch(folded, -1) {
			years = append(years, e.year(m[0], m[1]))
		}
	}
	for _, y := range s.yearsBesideMonths() {
		if !slices.ContainsFunc(years, func(other eraYear) bool { return other.year == y.year }) {
			years = append(years, y)
		}
	}
	return years
}

// year converts a year of the era. Lunar years are shorter, and begin in any
// month.
func (e era) year(text, digits string) eraYear {
	n, err := strconv.Atoi(digits)
	if err != nil {
		n = 1 // 元年 is the first
	}
	g := e.first + n
	if e.first == 0 {
		g = lunarYear(n)
	}
	y := eraYear{text: strings.TrimRight(text, " .,;:)-"), year: n, low: g, high: g}
	if e.slack > 0 {
		y.low, y.high = g-1, g+1+e.slack
	}
	return y
}

// lunarYear returns the Gregorian year in which a Hijri year begins.
func lunarYear(hijri int) int { return int(float64(hijri)*0.970229 + 621.5643) }

// yearsBesideMonths returns the years that stand right after a Hijri or Solar
// Hijri month.
func (s *calendarSide) yearsBesideMonths() []eraYear {
	var years []eraYear
	for _, n := range s.names {
		if n.class != hijriName && n.class != solarName {
			continue
		}
		for _, t := range s.tokens {
			if t.start < n.end {
				continue
			}
			if year := leadingNumber(t.word); year >= 1200 && year <= 1500 && datelike(s.text[n.end:t.start]) {
				e := era{slack: 1}
				if n.class == solarName {
					e.first = 621
				}
				years = append(years, e.year(s.text[t.start:t.end], strconv.Itoa(year)))
			}
			break
		}
	}
	return years
}

var yearPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b(?:1[5-9]|20)\d\d\b`) })

// gregorianYears returns what can be Gregorian years in a folded text.
func gregorianYears(folded string) []int {
	var years []int
	for _, m := range yearPattern().FindAllString(folded, -1) {
		year, _ := strconv.Atoi(m)
		years = append(years, year)
	}
	return years
}

func hasNumber(tokens []token, n int) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return leadingNumber(t.word) == n })
}

// solarMonths compares a Solar Hijri month with the Gregorian one that the
// translation gives for it: Farvardin begins on 20 or 21 March.
func solarMonths(source, target *calendarSide) []Finding {
	var findings []Finding
	for _, n := range source.names {
		if n.class != solarName || !n.sure || target.has(n) || source.hasClass(monthName) {
			continue
		}
		first, second := (n.value+1)%12+1, (n.value+2)%12+1
		at := slices.IndexFunc(target.names, func(m calendarName) bool { return m.class == monthName && m.sure })
		if at < 0 {
			continue
		}
		m := target.names[at]
		f := Finding{Severity: Note, Message: fmt.Sprintf("the month %s is given as %s", source.quoted(n), target.quoted(m)),
			SourceEvidence: span(source.text, n.start, n.end), TargetEvidence: span(target.text, m.start, m.end)}
		if !target.has(calendarName{class: monthName, value: first}) && !target.has(calendarName{class: monthName, value: second}) {
			f.Severity = Error
			f.Message = fmt.Sprintf("the month %s is %s in the translation", source.quoted(n), target.quoted(m))
		}
		findings = append(findings, f)
	}
	return findings
}

func (s *calendarSide) hasClass(class calendarClass) bool {
	return slices.ContainsFunc(s.names, func(n calendarName) bool { return n.class == class })
}
