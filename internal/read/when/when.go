// Package when reads the dates of feeds and records.
//
// [Parse] is all of it: the many spellings of a moment that software writes, as
// RFC 3339. The dates that people write in articles are not its matter.
package when

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"dragoman/internal/language"
)

// Parse returns the date or time in a text as RFC 3339, with the offset it was
// written with. A date without a time of day stays a date. A time without a
// zone is taken as UTC, as feed readers do; one with a zone nobody knows loses
// its time of day, which could be wrong by hours. ok is false when the text is
// no date, or one that can be read in two ways, such as 03/04/2026.
func Parse(text string) (date string, ok bool) {
	text = strings.TrimSpace(language.Digits(text))
	if len(text) > 80 { // twice the longest spelling known
		return "", false
	}
	if m, ok := iso(text); ok {
		return m.format()
	}
	if m, ok := mail(text); ok {
		return m.format()
	}
	return "", false
}

// Unix returns the moment that many seconds, or milliseconds, after 1970 as
// RFC 3339 in UTC. ok is false outside of 1973 to 2286: such a number is no
// moment, and 20260102 in particular is not one.
func Unix(n float64) (date string, ok bool) {
	if n >= 1e11 {
		n /= 1000
	}
	if n < 1e8 || n >= 1e10 {
		return "", false
	}
	return time.Unix(int64(n), 0).UTC().Format(time.RFC3339), true
}

// moment is what a text says, before it is known to exist.
type moment struct {
	year, month, day  int
	hour, minute, sec int
	timed             bool
	offset            int  // in seconds
	zoned             bool // the offset was given
	lost              bool // a zone was given that is not known
}

func (m moment) format() (string, bool) {
	t := time.Date(m.year, time.Month(m.month), m.day, m.hour, m.minute, min(m.sec, 59), 0, time.FixedZone("", m.offset))
	if m.year < 1 || t.Year() != m.year || int(t.Month()) != m.month || t.Day() != m.day || t.Hour() != m.hour || t.Minute() != m.minute || m.sec > 60 {
		return "", false
	}
	if !m.timed || m.lost && !m.zoned {
		return t.Format(time.DateOnly), true
	}
	return t.Format(time.RFC3339), true
}

var isoPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})(?:(?:[Tt]|,? +)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)? *(\S+(?: \S+)?)?)?$`)
})

var bareDay = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(19|20)\d{6}$`) })

// iso reads ISO 8601 in the forms in use: 2026-01-02, 2026/01/02, 20260102, and
// with a time.
func iso(text string) (m moment, ok bool) {
	if bareDay().MatchString(text) {
		return moment{year: number(text[:4]), month: number(text[4:6]), day: number(text[6:])}, true
	}
	f := isoPattern().FindStringSubmatch(text)
	if f == nil || f[2] != f[4] {
		return m, false
	}
	m = moment{year: number(f[1]), month: number(f[3]), day: number(f[5])}
	if f[6] != "" {
		m.timed, m.hour, m.minute, m.sec = true, number(f[6]), number(f[7]), number(f[8])
		m.zone(f[9])
	}
	return m, true
}

// number reads digits; anything else is 0.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// mail reads the dates of RFC 822 and what is made of them: the parts in any
// order, full names, 12-hour clocks, glued zones, weekdays in any language.
func mail(text string) (m moment, ok bool) {
	words := strings.Fields(separators.Replace(text))
	for i, w := range words {
		w = strings.Trim(w, ".")
		switch {
		case m.clock(w), m.dayMonth(w), m.monthName(w), m.dayOrYear(w), m.half(w), m.zone(w):
		case i == 0 && !strings.ContainsAny(w, "0123456789"): // a weekday
		case i > 0 && isWeekday(w) || w == "" || strings.EqualFold(w, "at"):
		default:
			return m, false
		}
	}
	return m, m.year != 0 && m.month != 0 && m.day != 0
}

var separators = strings.NewReplacer(",", " ", "(", " ", ")", " ", ";", " ", "a.m.", "am", "p.m.", "pm")

var clockPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?(am|pm)?(\S*)$`)
})

// clock reads a time of day, with the zone that is glued to it.
func (m *moment) clock(w string) bool {
	f := clockPattern().FindStringSubmatch(w)
	if f == nil || m.timed {
		return false
	}
	m.timed, m.hour, m.minute, m.sec = true, number(f[1]), number(f[2]), number(f[3])
	return (f[4] == "" || m.half(f[4])) && (f[5] == "" || m.zone(f[5]))
}

// half reads the half of the day of a 12-hour clock.
func (m *moment) half(w string) bool {
	if !m.timed || m.hour > 12 {
		return false
	}
	switch strings.ToLower(w) {
	case "am":
		m.hour %= 12
	case "pm":
		m.hour = m.hour%12 + 12
	default:
		return false
	}
	return true
}

// dayMonth reads what joins its parts: 02-Jan-06, 31.12.2026, and 12/31/2026
// where only one reading is a date.
func (m *moment) dayMonth(w string) bool {
	f := strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '.' || r == '/' })
	if len(f) != 3 || m.day != 0 || m.month != 0 || w[0] == '-' {
		return false
	}
	if m.monthName(f[1]) {
		return m.dayOrYear(f[0]) && m.dayOrYear(f[2])
	}
	day, month := number(f[0]), number(f[1])
	if strings.Contains(w, "/") {
		if month > 12 {
			day, month = month, day
		} else if day <= 12 && day != month {
			return false
		}
	}
	if len(f[2]) != 4 {
		return false
	}
	m.day, m.month, m.year = day, month, number(f[2])
	return m.day > 0 && m.month > 0
}

const months = "january february march april may june july august september october november december"

// monthName reads an English month, in full or cut after three letters.
func (m *moment) monthName(w string) bool {
	if len(w) < 3 || m.month != 0 {
		return false
	}
	for i, name := range strings.Fields(months) {
		if strings.HasPrefix(name, strings.ToLower(w)) {
			m.month = i + 1
			return true
		}
	}
	return false
}

func isWeekday(w string) bool {
	w = strings.ToLower(w)
	for name := range strings.FieldsSeq("monday tuesday wednesday thursday friday saturday sunday") {
		if len(w) >= 3 && strings.HasPrefix(name, w) {
			return true
		}
	}
	return false
}

// dayOrYear reads a number: the first of one or two digits is the day, one of
// two digits after it the year as RFC 2822 reads it.
func (m *moment) dayOrYear(w string) bool {
	digits := strings.TrimRight(strings.ToLower(w), "stndrh")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || digits[0] == '+' {
		return false
	}
	switch {
	case len(digits) == 4 && m.year == 0:
		m.year = n
	case len(digits) <= 2 && m.day == 0:
		m.day = n
	case len(digits) == 2 && m.year == 0 && n < 50:
		m.year = 2000 + n
	case len(digits) == 2 && m.year == 0:
		m.year = 1900 + n
	default:
		return false
	}
	return true
}

// zones are the names of zones that mean one offset in news, in hours. Those
// that mean several (IST, CST in China, BST in Bangladesh) have the reading of
// RFC 822 or none.
var zones = map[string]float64{
	"Z": 0, "UT": 0, "GMT": 0, "UTC": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2,
	"EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "JST": 9, "KST": 9, "HKT": 8, "WIB": 7, "PKT": 5, "IRST": 3.5,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}

var zonePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:GMT|UTC|UT)?([-+])(\d{1,2}?):?(\d{2})?(?::?00)?$`)
})

// zone reads a zone. A second one, such as the name in brackets after an
// offset, says nothing new.
func (m *moment) zone(w string) bool {
	w, _, _ = strings.Cut(strings.ToUpper(w), " ")
	if w == "" || !m.timed {
		return w == ""
	}
	if hours, ok := zones[w]; ok {
		if !m.zoned {
			m.offset, m.zoned = int(hours*3600), true
		}
		return true
	}
	if f := zonePattern().FindStringSubmatch(w); f != nil {
		m.offset, m.zoned = number(f[2])*3600+number(f[3])*60, true
		if f[1] == "-" {
			m.offset = -m.offset
		}
		return m.offset <= 14*3600 && m.offset >= -12*3600
	}
	m.lost = true
	return !strings.ContainsAny(w, "0123456789:") && len(w) <= 5
}
