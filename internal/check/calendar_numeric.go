package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// numericDate is a date in numbers. The order of day and month is not known:
// 3/11 is in March or November.
type numericDate struct {
	months [2]int // the readings, 0 where there is none
	days   [2]int // the day of each reading
	whole  bool   // it has a year: no score, no fraction
	text   string
}

func (d numericDate) isMonth(month int) bool { return d.months[0] == month || d.months[1] == month }

// numericPattern reads folded text, whose digits are ASCII.
var numericPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(\d{1,4})[./-] ?(\d{1,2})(?:[./-] ?(\d{2,4}))?`)
})

// numericDates returns the dates in numbers of a text. It is only asked about
// texts that have something to explain.
func numericDates(text string) []numericDate {
	if !mayFoldToDate(text) {
		return nil
	}
	folded := language.Fold(text)
	if !mayHoldDate(folded) {
		return nil
	}
	var dates []numericDate
	for _, m := range numericPattern().FindAllStringSubmatch(folded, -1) {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		d := numericDate{whole: m[3] != "", text: m[0]}
		if len(m[1]) == 4 { // 2026-11-23
			if day, err := strconv.Atoi(m[3]); err == nil {
				a = day
			} else {
				a = 1
			}
			d.read(a, b, 0)
		} else if len(m[1]) <= 2 {
			d.read(a, b, 0)
			d.read(b, a, 1)
		}
		if d.months != [2]int{} {
			dates = append(dates, d)
		}
	}
	return dates
}

// mayHoldDate reports whether in a folded text a digit stands before a sign that
// parts the numbers of a date, and one after it, perhaps behind a space.
func mayHoldDate(folded string) bool {
	digit := func(i int) bool { return i < len(folded) && '0' <= folded[i] && folded[i] <= '9' }
	for i := 1; i < len(folded); i++ {
		if c := folded[i]; (c == '.' || c == '/' || c == '-') && digit(i-1) && (digit(i+1) || i+1 < len(folded) && folded[i+1] == ' ' && digit(i+2)) {
			return true
		}
	}
	return false
}

// mayFoldToDate is a quick look for the same before folding: at what no ASCII
// text needs, it says yes.
func mayFoldToDate(text string) bool {
	digit := false
	for i, r := range text {
		switch {
		case digit && (r == '.' || r == '/' || r == '-'):
			rest := strings.TrimPrefix(text[i+1:], " ")
			if rest != "" && ('0' <= rest[0] && rest[0] <= '9' || rest[0] >= utf8.RuneSelf) {
				return true
			}
		case digit && r >= utf8.RuneSelf && !language.IsLetter(r) && !mayHoldDigit(r):
			return true
		}
		digit = mayHoldDigit(r)
	}
	return false
}

// mayHoldDigit reports whether folding can make a digit of a rune: it is one, a
// number in a circle, or one with its unit in one sign.
func mayHoldDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9'
	}
	return 0x3200 <= r && r <= 0x33FF || !language.IsLetter(r) && unicode.IsNumber(r)
}

// read notes one reading where it is a date.
func (d *numericDate) read(day, month, reading int) {
	if 1 <= month && month <= 12 && 1 <= day && day <= 31 {
		d.months[reading], d.days[reading] = month, day
	}
}

// otherDate finds a month of one side whose day is, on the other, the day of a
// date in numbers with another month.
func otherDate(named, numeric *calendarSide, n calendarName) (Finding, bool) {
	if n.class != monthName {
		return Finding{}, false
	}
	day := dayBeside(named, n)
	for _, d := range numeric.numericDates() {
		if !d.whole || day == 0 || d.days[0] != day && d.days[1] != day {
			continue
		}
		f := Finding{Severity: Error, Message: fmt.Sprintf("the date %s is %s in the other text", d.text, named.label(n)),
			TargetEvidence: span(named.text, n.start, n.end)}
		if at := strings.Index(numeric.text, d.text); at >= 0 {
			f.SourceEvidence = span(numeric.text, at, at+len(d.text))
		}
		return f, true
	}
	return Finding{}, false
}

// dayBeside returns the number of the day that stands beside a month, or 0.
func dayBeside(s *calendarSide, n calendarName) int {
	for i, t := range s.tokens {
		if t.end <= n.start && i+1 < len(s.tokens) && s.tokens[i+1].start >= n.start || t.start >= n.end {
			if day := leadingNumber(t.word); day >= 1 && day <= 31 {
				return day
			}
			if t.start >= n.end {
				break
			}
		}
	}
	return 0
}

// leadingNumber reads the digits a folded word begins with.
func leadingNumber(word string) int {
	end := 0
	for end < len(word) && end < 5 && '0' <= word[end] && word[end] <= '9' {
		end++
	}
	n, _ := strconv.Atoi(word[:end])
	return n
}
