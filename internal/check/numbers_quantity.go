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

// longestAddress is how far to either side a number looks for the signs of an
// address, in bytes.
const longestAddress = 200

// inAddress reports whether text[at:] is inside a web or mail address.
func inAddress(text string, at int) bool {
	from, to := at, at
	for from > 0 && at-from < longestAddress && '!' <= text[from-1] && text[from-1] <= '~' {
		from--
	}
	for to < len(text) && to-at < longestAddress && '!' <= text[to] && text[to] <= '~' {
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

// longestUnit is more bytes than any word of the table has.
const longestUnit = 64

// tokenAt returns which word holds text[at:].
func (s side) tokenAt(at int) int {
	i, _ := slices.BinarySearchFunc(s.tokens, at+1, func(t token, at int) int { return t.end - at })
	return i
}

// nameSpaced reads the words behind a number, the rest of its own word first.
func (s side) nameSpaced(q *quantity, table unitTable, i int) {
	if i < len(s.tokens) && s.tokens[i].start < q.end { // 80mph; or the number's own word
		if rest := s.tokens[i].end - q.end; rest > 0 && rest <= longestUnit {
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
	rest := strings.TrimLeft(s.text[q.end:], " 多余点以")
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
