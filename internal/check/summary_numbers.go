package check

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"dragoman/internal/language"
)

var summaryNumbers = Check{
	Name:     "summary-numbers",
	Category: "accuracy/mistranslation",
	About:    "every number in the summary is in the segments it rests on, by value; small number words are not compared",
	Run:      eachSentence(numbersOf),
}

func numbersOf(doc Document, s Sentence) []Finding {
	var have []value
	var findings []Finding
	for _, n := range language.Numbers(s.Text, doc.summaryTag()) {
		if reworded(n) || century(s.Text, n) && !doc.sameLanguage(doc.evidence(s)) {
			continue
		}
		if have == nil {
			have = doc.valuesIn(doc.evidence(s))
		}
		forms := formsOf(s.Text, n)
		if holds(have, forms) || doc.resolves(s, n) {
			continue
		}
		var elsewhere []int
		for _, t := range doc.everything() {
			if holds(doc.valuesIn([]support{t}), forms) {
				elsewhere = append(elsewhere, t.number)
			}
		}
		f := Finding{Severity: Error, Message: notInEvidence(n.Text, s, elsewhere), TargetEvidence: &Evidence{Text: n.Text, Start: n.Start, End: n.End}}
		if n.InWords() || len(elsewhere) > 0 {
			f.Severity = Warning
		}
		findings = append(findings, f)
	}
	return findings
}

// reworded reports whether a number is one that good English puts into words
// and takes out of them again: "one of", "first", "two", "both", "half".
func reworded(n language.Number) bool {
	return n.Value == "0" || n.InWords() && (n.Value == "1" || n.Value == "2" || n.Value == "0.5")
}

// centuryBytes is how far behind a number the word for a century may end.
const centuryBytes = 200

// century reports whether a number counts a century, which many languages write
// in Roman numerals.
func century(text string, n language.Number) bool {
	rest := text[offset(text, n.End):]
	for i, t := range tokenize(rest[:cutAt(rest, centuryBytes)]) {
		switch t.word {
		case "st", "nd", "rd", "th":
		case "century", "centuries":
			return i <= 1
		default:
			return false
		}
	}
	return false
}

// value is a number of the evidence; its text's language may have number words
// or scales that are not in the table.
type value struct {
	value    string
	unsure   bool // the language's number words are not known
	mantissa bool // stands for all small numbers of an unknown language
}

// valuesIn returns the values of all numbers in texts.
func (d Document) valuesIn(texts []support) []value {
	values := []value{}
	for _, t := range texts {
		unsure := !language.KnowsNumberWords(t.tag)
		for _, n := range d.numbersOf(t) {
			values = append(values, value{value: n.Value, unsure: unsure})
		}
		if unsure {
			values = append(values, value{mantissa: true})
		}
	}
	return values
}

// smallNumber is the largest number that is often written in words.
const smallNumber = 100

// holds reports whether a number, in one of its forms, is among values. In a
// language whose number words are not known, a small number may be there in
// words, and a large one as the digits before an unknown scale word.
func holds(values []value, forms []string) bool {
	return slices.ContainsFunc(values, func(v value) bool {
		switch {
		case v.mantissa:
			return small(forms[0])
		case slices.Contains(forms, v.value):
			return true
		}
		return v.unsure && sameDigits(v.value, forms[0])
	})
}

// afterNumber is what English writes behind a number that other customs write
// in another way.
var afterNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(:)(\d\d))?(?:[ \x{00A0}]?([ap])\.?m\b)?(?:(s)\b)?`)
})

// formsOf returns the values that a number of the summary can have in its
// evidence, its own first: 3pm is 15:00, 7:55 is 7.55, and the 1930s are the
// 30s.
func formsOf(text string, n language.Number) []string {
	forms := []string{n.Value}
	v, err := strconv.Atoi(n.Value)
	if err != nil {
		return forms
	}
	runes := []rune(text)
	after := afterNumber().FindStringSubmatch(text[offset(text, n.End):])
	if minutes := after[2]; minutes != "" {
		forms = append(forms, strings.TrimRight(n.Value+"."+minutes, "0"))
	}
	if after[3] == "p" && v < 12 {
		forms = append(forms, strconv.Itoa(v+12))
	}
	if after[4] == "s" && v >= 1000 && v%10 == 0 {
		forms = append(forms, strconv.Itoa(v%100))
	}
	if n.Start >= 2 && runes[n.Start-1] == ':' && unicode.IsDigit(runes[n.Start-2]) { // the minutes of a time
		hour := n.Start - 1
		for hour > 0 && unicode.IsDigit(runes[hour-1]) {
			hour--
		}
		forms = append(forms, strings.TrimRight(string(runes[hour:n.Start-1])+"."+n.Text, "0"))
	}
	return forms
}

func small(decimal string) bool {
	v, ok := new(big.Rat).SetString(decimal)
	return ok && v.IsInt() && v.Cmp(big.NewRat(smallNumber, 1)) <= 0
}

// sameDigits reports whether two decimals differ only by a power of ten.
func sameDigits(a, b string) bool {
	bareDigits := func(s string) string { return strings.Trim(strings.ReplaceAll(s, ".", ""), "0") }
	return bareDigits(a) == bareDigits(b)
}

// resolves reports whether a number is part of a date that a relative day of
// the evidence stands for: the summary writes "23 November" for "today". A week
// to either side covers weekdays.
func (d Document) resolves(s Sentence, n language.Number) bool {
	published, ok := day0(d.Published)
	if !ok {
		return false
	}
	text := language.Fold(s.Text)
	for shift := -7; shift <= 7; shift++ {
		date := published.AddDate(0, 0, shift)
		month := strings.ToLower(date.Month().String())
		if !strings.Contains(text, month) && !strings.Contains(text, month[:3]+".") {
			continue
		}
		if n.Value == date.Format("2") || n.Value == date.Format("2006") {
			return true
		}
	}
	return false
}

// day0 reads the day of a publication date, which may have a time.
func day0(published string) (time.Time, bool) {
	if len(published) < len(time.DateOnly) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)])
	return t, err == nil
}
