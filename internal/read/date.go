package read

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"time"

	"dragoman/internal/language"
)

func isYear(s string) bool {
	s = language.Digits(strings.TrimRight(s, ".م "))
	n, err := strconv.Atoi(s)
	return err == nil && len(s) == 4 && 1900 <= n && n <= 2100
}

// parseDate reads a day and a month, with or without a year, and weekdays
// around them. published is empty when the date is not whole or of another
// calendar.
func parseDate(s string) (published string, ok bool) {
	if t, err := time.Parse(time.DateOnly, language.Digits(s)); err == nil {
		return t.Format(time.DateOnly), true
	}
	day, year, month, named := 0, 0, 0, false
	for _, w := range strings.Fields(s) {
		w = strings.Trim(language.Digits(w), ".")
		if n, err := strconv.Atoi(strings.TrimRight(w, "ersthndmº°هم")); err == nil {
			switch {
			case isYear(w) && year == 0:
				year = n
			case 1 <= n && n <= 31 && day == 0:
				day = n
			case named && month == 0 && n > 1000: // a year of the other calendar
			default:
				return "", false
			}
			continue
		}
		m, kind := dateWord(w)
		switch {
		case kind == monthWord && !named:
			month, named = m, true
		case kind == monthWord || kind == noDateWord:
			return "", false
		}
	}
	if !named || day == 0 {
		return "", false
	}
	if month == 0 || year == 0 {
		return "", true
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

//go:embed data/dates.txt
var datesFile string

type wordKind int

const (
	noDateWord wordKind = iota
	monthWord
	dayWord    // a weekday
	fillerWord // "de" in "3 de marzo"
)

type dateEntry struct {
	month int
	kind  wordKind
}

var dateWords = sync.OnceValue(func() map[string]dateEntry {
	table := map[string]dateEntry{}
	for line := range strings.Lines(datesFile) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		entry, words := dateEntry{kind: fillerWord}, f[1:]
		if f[0] != "+" {
			entry, words = dateEntry{kind: dayWord}, f[2:]
			if n, err := strconv.Atoi(f[1]); err == nil {
				entry = dateEntry{n, monthWord}
			}
		}
		for _, w := range words {
			if _, taken := table[language.Fold(w)]; !taken {
				table[language.Fold(w)] = entry
			}
		}
	}
	return table
})

func dateWord(w string) (month int, kind wordKind) {
	e := dateWords()[strings.TrimRight(language.Fold(w), ".")]
	return e.month, e.kind
}

// isDateWord reports whether a word names a month or weekday and so cannot be
// a place.
func isDateWord(w string) bool {
	_, kind := dateWord(w)
	return kind == monthWord || kind == dayWord
}
