package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// customs returns the values that other customs give a number: 3pm is 15:00,
// the 1930s are the 30s, 3割 is 30 per cent, 30年 of Heisei is 2018.
func (s side) customs(q quantity) []string {
	var forms []string
	add := func(v float64) { forms = append(forms, strconv.FormatFloat(v, 'f', -1, 64)) }
	v := q.number
	whole := v == math.Trunc(v)
	rest := s.text[q.end:]
	switch {
	case q.hour && v <= 12:
		add(v + 12)
		if v == 12 {
			add(0)
		}
	case q.hour && v > 12:
		add(v - 12)
	}
	if whole && v >= 1700 && v < 2100 && int(v)%10 == 0 {
		add(float64(int(v) % 100))
		if int(v)%100 == 0 && glued(rest, "s") {
			add(v/100 + 1)
		}
	}
	if q.Scale == "" && (glued(rest, "m") || glued(strings.TrimLeft(rest, " \u00A0"), "m")) {
		add(v * 1e6)
	}
	if q.percent && (v == 50 || v == 25 || v == 75) {
		add(v / 100)
	}
	if q.percent && (v == 10 || v == 20 || v == 25) { // one in four
		add(100 / v)
	}
	if at := s.tokenAt(q.end); len(q.Text) == 4 && at < len(s.tokens) && slices.Contains([]string{"gmt", "utc", "hrs", "bst", "est", "local"}, s.tokens[at].word) {
		add(float64(int(v)/100) + math.Mod(v, 100)/100) // 0430 GMT
	}
	switch {
	case strings.HasPrefix(rest, "割"), s.base == "zh" && strings.HasPrefix(rest, "成"):
		add(v * 10)
	}
	forms = append(forms, s.eras(q)...)
	for _, t := range s.tokens[min(len(s.tokens), s.tokenAt(q.end)):min(len(s.tokens), s.tokenAt(q.end)+1)] {
		if times := amountWords(s.base).times[t.word]; times > 0 {
			add(v * times)
		}
	}
	return forms
}

// glued reports whether a text begins with a word that stands alone.
func glued(text, word string) bool {
	if len(text) < len(word) || !strings.EqualFold(text[:len(word)], word) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[len(word):])
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// japaneseEras are the years before the first of each.
var japaneseEras = map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}

// eras returns the Christian years that a year of another calendar may be.
func (s side) eras(q quantity) []string {
	year := func(v int) []string { return []string{strconv.Itoa(v), strconv.Itoa(v + 1)} }
	v := int(q.number)
	switch s.base {
	case "ja":
		for name, before := range japaneseEras {
			if strings.HasSuffix(s.text[:q.start], name) {
				return year(v + before)[:1]
			}
		}
	case "th":
		if v > 2400 && v < 2600 {
			return year(v - 543)[:1]
		}
	case "fa", "ar", "ur", "ps":
		if v >= 1300 && v <= 1450 && q.Scale == "" && len(q.Text) <= 8 {
			return append(year(v+621), year(int(float64(v)*0.970224+621.57))...)
		}
	}
	return nil
}

// relate reads a number with its neighbours: times, ranges, years, dates.
func (s side) relate(i int) {
	q := &s.list[i]
	q.decade = q.decade || glued(s.text[q.end:], "s") && int(q.number)%10 == 0
	if q.decade && q.number >= 1000 && q.number < 2100 && int(q.number)%100 == 0 { // the early 2000s: the beginning of the century
		q.weight = few
	}
	if i+1 == len(s.list) {
		return
	}
	next := &s.list[i+1]
	gap := s.text[q.end:next.start]
	if q.century && next.decade { // 20世纪30年代 is the 1930s
		q.weight = idle
	}
	if isTime(*q, *next, gap) {
		s.clock(q, next)
		return
	}
	if len(gap) > 16 || strings.ContainsAny(gap, ".,;،؛:") && gap != "." {
		return
	}
	if q.Scale == "" && next.Scale != "" && q.number < 1000 && len(strings.Fields(gap)) <= 2 { // 5 to 6 million
		if scale, err := strconv.ParseFloat(next.Scale, 64); err == nil {
			q.forms = append(q.forms, strconv.FormatFloat(q.number*scale, 'f', -1, 64))
		}
	}
	if q.unit == "" && q.money == "" && !q.percent && len(strings.Fields(gap)) <= 1 {
		q.unit = next.unit
	}
	if isDash(gap) {
		q.percent = q.percent || next.percent
		if q.number >= 1000 && q.number < 2100 && next.number < 100 && len(next.Text) == 2 { // 2018-19
			next.forms = append(next.forms, strconv.Itoa(int(q.number)/100*100+int(next.number)))
		}
	}
	if i+2 < len(s.list) && len(gap) == 1 && strings.Contains("./-", gap) && s.text[next.end:s.list[i+2].start] == gap {
		for _, p := range []*quantity{q, next} { // a date in digits: the month may be a word there
			if p.weight == few {
				p.weight = idle
			}
		}
	}
}

func isDash(gap string) bool {
	switch strings.TrimSpace(gap) {
	case "-", "–", "—", "‑", "~", "～", "/":
		return true
	}
	return false
}

// isTime reports whether two numbers are an hour and its minutes.
func isTime(q, next quantity, gap string) bool {
	if q.number > 24 || len(next.Text) != 2 && utf8.RuneCountInString(next.Text) != 2 || next.number > 59 || q.InWords() || next.InWords() {
		return false
	}
	switch strings.TrimSpace(gap) {
	case ":", "：", "h", "Uhr", "时", "時", "点", "點", "시", "ч", "час", "часов", "часа", "٫":
		return true
	}
	return gap == "." // only where the reader took it for no decimal
}

// clock gives an hour and its minutes the forms that times have.
func (s side) clock(q, next *quantity) {
	q.hour = true
	for _, h := range []float64{q.number, math.Mod(q.number+12, 24)} {
		both := strconv.FormatFloat(h+next.number/100, 'f', -1, 64)
		whole := strconv.FormatFloat(h, 'f', -1, 64)
		q.forms, next.forms = append(q.forms, whole, both), append(next.forms, both)
	}
	switch next.number {
	case 0:
		next.weight = idle
	case 30: // half past; in other languages half of the next hour
		half := strconv.FormatFloat(q.number+0.5, 'f', -1, 64) // الخامسة والنصف
		next.forms = append(next.forms, "0.5", half)
		q.forms = append(q.forms, strconv.FormatFloat(q.number+1, 'f', -1, 64), half)
	case 15, 45:
		next.forms = append(next.forms, "0.25", "4") // cinco y cuarto
	}
}
