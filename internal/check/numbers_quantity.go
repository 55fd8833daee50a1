package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// weight says how much a number must be on the other side too.
type weight int

const (
	idle    weight = iota // a small word, a month: supports, is never asked for
	few                   // small, in digits: may be in words or idioms there
	spelled               // larger, in words
	strong                // in digits
)

// smallValue is the largest number that good style puts into words.
const smallValue = 12

// quantity is a number of a text with what stands beside it.
type quantity struct {
	language.Number
	start, end int // bytes, of the number alone
	last       int // where its unit ends
	number     float64
	weight     weight
	forms      []string // the values it may have on the other side, its own first
	unit       string   // a key of units, or ""
	money      string   // code of a currency, or ""
	percent    bool
	decade     bool // the 80s
	hour       bool
	century    bool // it counts centuries
}

// side is one text of a pair as its numbers are compared.
type side struct {
	text   string
	tokens []token
	base   string
	words  bool // the language's number words are known
	list   []quantity
}

// newSide reads the numbers of a text with what stands beside them.
func newSide(text string, tokens []token, tag string, numbers []language.Number) side {
	s := side{text: text, tokens: tokens, base: language.Base(tag), words: language.KnowsNumberWords(tag)}
	if len(numbers) == 0 {
		return s
	}
	s.list = make([]quantity, 0, len(numbers))
	at, runes := 0, 0
	for _, n := range numbers {
		for runes < n.Start {
			_, size := utf8.DecodeRuneInString(text[at:])
			at, runes = at+size, runes+1
		}
		if inAddress(text, at) {
			continue
		}
		s.list = append(s.list, s.read(n, at))
	}
	for i := range s.list {
		s.relate(i)
	}
	return s
}

// inAddress reports whether text[at:] is inside a web or mail address.
func inAddress(text string, at int) bool {
	from, to := at, at
	for from > 0 && '!' <= text[from-1] && text[from-1] <= '~' {
		from--
	}
	for to < len(text) && '!' <= text[to] && text[to] <= '~' {
		to++
	}
	word := text[from:to]
	return strings.Contains(word, "://") || strings.Contains(word, "www.") || strings.Contains(word, "@")
}

// read makes a quantity of a number that begins at text[at:].
func (s side) read(n language.Number, at int) quantity {
	q := quantity{Number: n, start: at, end: at + len(n.Text), last: at + len(n.Text)}
	q.number, _ = strconv.ParseFloat(n.Value, 64)
	q.forms = append(q.forms, n.Value)
	if n.Or != "" {
		q.forms = append(q.forms, n.Or)
	}
	s.name(&q)
	q.weight = s.weigh(q)
	q.forms = append(q.forms, s.customs(q)...)
	return q
}

// name finds what stands beside a number: its unit, its currency, a percent
// sign, an hour.
func (s side) name(q *quantity) {
	table := unitWords(s.base)
	q.percent = strings.HasSuffix(q.Text, "%") || strings.HasSuffix(q.Text, "٪") || strings.HasSuffix(q.Text, "％")
	before := strings.TrimRight(s.text[:q.start], " \u00A0\u202F")
	r, n := utf8.DecodeLastRuneInString(before)
	if unicode.Is(unicode.Sc, r) || r == '%' || r == '％' || r == '٪' {
		s.take(q, table.code(before[len(before)-n:]), q.last)
	}
	if s.base == "zh" && strings.HasSuffix(before, "百分之") {
		q.percent = true
	}
	if !table.spaced {
		s.nameUnspaced(q, table)
		return
	}
	if i := s.tokenAt(q.start); i > 0 { // القرن العشرين, les années 30, yüzde 58
		switch code := table.code(s.tokens[i-1].word); code {
		case "century", "decade":
			s.take(q, code, q.last)
		case "percent":
			q.percent = q.percent || s.base == "tr"
		}
	}
	i, _ := slices.BinarySearchFunc(s.tokens, q.end, func(t token, at int) int { return t.end - at })
	s.nameSpaced(q, table, i)
}

// tokenAt returns which word holds text[at:].
func (s side) tokenAt(at int) int {
	i, _ := slices.BinarySearchFunc(s.tokens, at+1, func(t token, at int) int { return t.end - at })
	return i
}

// nameSpaced reads the words behind a number, the rest of its own word first.
func (s side) nameSpaced(q *quantity, table unitTable, i int) {
	if i < len(s.tokens) && s.tokens[i].start < q.end { // 80mph; or the number's own word
		if s.tokens[i].end > q.end {
			s.take(q, table.code(strings.TrimLeft(language.Fold(s.text[q.end:s.tokens[i].end]), "'-")), s.tokens[i].end)
		}
		i++
	}
	square := false
	for ahead := 0; ahead < 3 && i < len(s.tokens); ahead, i = ahead+1, i+1 {
		t := s.tokens[i]
		gap := s.text[max(q.end, s.before(i)):t.start]
		if r, n := utf8.DecodeRuneInString(strings.TrimLeft(gap, " \u00A0")); n > 0 && (unicode.Is(unicode.Sc, r) || r == '°') && ahead == 0 {
			if r == '°' {
				s.take(q, "degree", t.start)
			} else {
				s.take(q, table.code(string(r)), t.start-len(gap)+strings.IndexRune(gap, r)+n)
			}
		}
		if strings.ContainsAny(gap, ".,;:()،؛\"«»\n") && gap != "." || '0' <= t.word[0] && t.word[0] <= '9' {
			return
		}
		code := ""
		if i+1 < len(s.tokens) {
			code = table.words[t.word+" "+s.tokens[i+1].word]
		}
		if code == "" {
			code = table.code(t.word)
		}
		if square && code != "" {
			code = "sq" + code
		}
		s.take(q, code, t.end)
		square = t.word == "square" || t.word == "sq"
	}
}

// before returns where the word before tokens[i] ends.
func (s side) before(i int) int {
	if i == 0 {
		return 0
	}
	return s.tokens[i-1].end
}

// nameUnspaced reads what stands right behind a number in a script without
// spaces.
func (s side) nameUnspaced(q *quantity, table unitTable) {
	rest := strings.TrimLeft(s.text[q.end:], " 多余余点以")
	at := len(s.text) - len(rest)
	word := language.Fold(rest[:cutAt(rest, table.longest)])
	for n := len(word); n > 0; n-- {
		if c := table.stems[word[:n]]; c != "" {
			s.take(q, c, min(at+n, len(s.text)))
			return
		}
	}
}

// cutAt returns the end of the last rune that ends within the first n bytes.
func cutAt(text string, n int) int {
	if len(text) <= n {
		return len(text)
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}

// take notes what a word beside a number means; the first word of a kind counts.
func (s side) take(q *quantity, code string, end int) {
	switch {
	case code == "":
	case code == "percent":
		q.percent = true
	case code == "century":
		q.century = q.number <= 30
	case code == "decade":
		q.decade = math.Mod(q.number, 10) == 0
	case code == "oclock":
		q.hour = q.hour || q.unit == "" && q.number <= 24
	case code == "month":
		if q.number <= 12 {
			q.unit = "month"
		}
	case code == strings.ToUpper(code):
		if q.money == "" {
			q.money = code
		}
	case q.unit == "" && q.money == "":
		if _, ok := units[code]; ok {
			q.unit, q.last = code, max(q.last, end)
		}
	}
}

// weigh says how much a number must be on the other side.
func (s side) weigh(q quantity) weight {
	whole := q.number == math.Trunc(q.number)
	switch {
	case q.unit == "month", q.Value == "0" && q.InWords():
		return idle
	case q.InWords():
		lone := q.number >= 100 && strings.Trim(q.Value, "0") == "1" // a thousand; Zehntausende
		if q.century || q.number <= smallValue || lone || s.base == "zh" || s.base == "ja" || s.base == "ko" {
			return idle
		}
		return spelled
	case q.century:
		return few
	case s.named(q):
		if q.Value == "19" { // COVID-19, of which many languages make another word
			return idle
		}
		return spelled
	case whole && q.number <= smallValue && q.Scale == "" && q.money == "" && !q.percent && q.unit == "":
		return few
	}
	return strong
}

// named reports whether a number belongs to a name in capitals: COVID-19, F-16,
// A320. Other languages leave it out of some names.
func (s side) named(q quantity) bool {
	before := strings.TrimSuffix(s.text[:q.start], "-")
	if before == "" {
		return false
	}
	if c := before[len(before)-1]; 'A' <= c && c <= 'Z' {
		return true
	}
	return len(before) >= 5 && strings.EqualFold(before[len(before)-5:], "covid")
}

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

// eras returns the Christian years that a year of another calendar may be.
func (s side) eras(q quantity) []string {
	year := func(v int) []string { return []string{strconv.Itoa(v), strconv.Itoa(v + 1)} }
	v := int(q.number)
	switch s.base {
	case "ja":
		for name, before := range map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867} {
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
