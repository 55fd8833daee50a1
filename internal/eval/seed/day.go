package seed

import (
	"math/rand/v2"
	"strings"
)

var weekdays = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

var months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// shortMonths stand before a full stop.
var shortMonths = []string{"Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec"}

// weekday passes days that are part of a name: Black Friday, the Sunday Times.
func weekday(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	list := words(text)
	if titled(list) {
		return change{}, false
	}
	var places []word
	for k, w := range list {
		day, _, _ := strings.Cut(strings.ReplaceAll(w.text, "’", "'"), "'")
		if contains(weekdays, day) && capital(day) && !inName(text, list, k) {
			places = append(places, word{day, w.start, w.start + len(day)})
		}
	}
	if len(places) == 0 {
		return change{}, false
	}
	w := pick(r, places)
	return replace(text, w.start, w.end, another(r, weekdays, w.text)), true
}

// inName reports whether a capitalised word is joined by a space to one that
// is no day, month or word that opens a sentence.
func inName(text string, list []word, k int) bool {
	if gap(text, list, k) == " " && capital(list[k+1].text) && !calendar(list[k+1].text) {
		return true
	}
	return gap(text, list, k-1) == " " && capital(list[k-1].text) && !calendar(list[k-1].text) && !opens[lower(list, k-1)]
}

func calendar(w string) bool { return contains(weekdays, w) || contains(months, w) }

// opens are words that stand before a date at the start of a sentence.
var opens = map[string]bool{
	"on": true, "last": true, "next": true, "this": true, "since": true, "until": true, "by": true, "every": true, "from": true,
	"in": true, "late": true, "early": true, "mid": true, "between": true, "after": true, "before": true, "and": true, "to": true,
}

// month passes words that may be no months: "may" and "march" count only as
// part of a date.
func month(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	list := words(text)
	if titled(list) {
		return change{}, false
	}
	var places []func() change
	for k, w := range list {
		switch {
		case contains(months, w.text) && dated(text, list, k):
			places = append(places, func() change { return replace(text, w.start, w.end, another(r, months, w.text)) })
		case contains(shortMonths, w.text) && capital(w.text) && strings.HasPrefix(text[w.end:], ". ") && isDigits(lower(list, k+1)):
			places = append(places, func() change { return replace(text, w.start, w.end, another(r, shortMonths, w.text)) })
		}
	}
	if len(places) == 0 {
		return change{}, false
	}
	return pick(r, places)(), true
}

// dated reports whether the word at k is a month: capitalised, in no name, and
// if it could be another word, beside a number or after a word of time.
func dated(text string, list []word, k int) bool {
	w := list[k]
	if !capital(w.text) || inName(text, list, k) {
		return false
	}
	switch w.text {
	case "May", "March", "August", "April", "June":
		return isDigits(lower(list, k+1)) || isDigits(lower(list, k-1)) || opens[lower(list, k-1)] || lower(list, k-1) == "of"
	}
	return true
}

func isDigits(w string) bool {
	if w == "" || !digit(w[0]) {
		return false
	}
	return strings.Trim(strings.TrimRight(w, "stndrh"), "0123456789") == ""
}
