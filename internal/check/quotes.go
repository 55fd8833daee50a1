package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quote is what stands between two quotation marks, in bytes, without the
// marks.
type quote struct{ start, end int }

// pairedMarks maps each opening quotation mark to those that can close it.
// German, Danish and Hungarian also turn the angles to the words: »so«.
var pairedMarks = map[rune]string{
	'“': "”\"", '«': "»", '„': "“”\"‟", '‹': "›", '「': "」", '『': "』", '｢': "｣", '〝': "〞〟", '＂': "＂",
	'"': "\"”", '”': "”", '»': "«»", '‚': "‘’", '‘': "’", '\'': "'",
}

// nextMark returns where in a text the next sign stands that can quote, an
// apostrophe or a title mark among them, or the end of the text. It looks at
// bytes: most texts are read from end to end and have none.
func nextMark(text string, at int) int {
	for ; at < len(text); at++ {
		switch text[at] {
		case '"', '\'':
			return at
		case 0xC2: // « »
			if at+1 < len(text) && (text[at+1] == 0xAB || text[at+1] == 0xBB) {
				return at
			}
		case 0xE2: // ‘ to ‟, ‹ ›
			if at+2 < len(text) && text[at+1] == 0x80 && (0x98 <= text[at+2] && text[at+2] <= 0x9F || text[at+2] == 0xB9 || text[at+2] == 0xBA) {
				return at
			}
		case 0xE3: // 〈 to 』, 〝 to 〟
			if at+2 < len(text) && text[at+1] == 0x80 && (0x88 <= text[at+2] && text[at+2] <= 0x8F || 0x9D <= text[at+2] && text[at+2] <= 0x9F) {
				return at
			}
		case 0xEF: // ＂ ｢ ｣
			if at+2 < len(text) && (text[at+1] == 0xBC && text[at+2] == 0x82 || text[at+1] == 0xBD && (text[at+2] == 0xA2 || text[at+2] == 0xA3)) {
				return at
			}
		}
	}
	return len(text)
}

// longestQuote is in bytes. A mark whose partner is further away is an
// apostrophe or lost its partner.
const longestQuote = 1500

// deepest is how many quotations stand inside one another, in the same marks,
// in a text that means it.
const deepest = 4

// quotedSpans returns the quotations of a text, in order; one inside another
// is part of it. A mark that is not closed quotes nothing.
func quotedSpans(text string) []quote {
	var quotes []quote
	for at := nextMark(text, 0); at < len(text); {
		r, n := utf8.DecodeRuneInString(text[at:])
		if marks, opens := pairedMarks[r]; opens && opensQuote(text, at, n, r) {
			if end := closing(text, at+n, r, marks); end > at+n {
				quotes = append(quotes, quote{at + n, end})
				_, m := utf8.DecodeRuneInString(text[end:])
				at = nextMark(text, end+m)
				continue
			}
		}
		at = nextMark(text, at+n)
	}
	return quotes
}

// opensQuote tells an opening mark from an apostrophe, a mark inside a word and
// a mark that closes.
func opensQuote(text string, at, n int, mark rune) bool {
	if !strings.ContainsRune("'‘\"“”»", mark) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+n:])
	switch {
	case mark == '“':
		return !gershayim(text, at, n)
	case unicode.IsSpace(after) || at > 0 && unicode.IsDigit(before):
		return false
	case mark == '»': // in French it closes, with a space before it and none or one after
		return unicode.IsLetter(after) && !unicode.IsLetter(before)
	case mark == '"':
		return !gershayim(text, at, n)
	case mark == '”' && gershayim(text, at, n):
		return false
	}
	return !(at > 0 && unicode.IsLetter(before)) && !unicode.IsDigit(after) // '90s
}

// gershayim reports whether a double mark stands inside a Hebrew word and
// makes it an acronym, צה"ל. After a prefix of one or two letters it opens a
// quotation: ב"הארץ".
func gershayim(text string, at, n int) bool {
	after, m := utf8.DecodeRuneInString(text[at+n:])
	if !hebrew(after) {
		return false
	}
	letters, prefix := 0, true
	for rest := text[:at]; ; letters++ {
		r, size := utf8.DecodeLastRuneInString(rest)
		if !hebrew(r) {
			break
		}
		prefix = prefix && strings.ContainsRune("והבלמשכ", r)
		rest = rest[:len(rest)-size]
	}
	next, _ := utf8.DecodeRuneInString(text[at+n+m:])
	return letters > 0 && !(prefix && letters <= 2 && hebrew(next))
}

func hebrew(r rune) bool { return 'א' <= r && r <= 'ת' }

// closing returns where the quotation that begins at from ends, or -1. A
// quotation in the same marks inside it is part of it.
func closing(text string, from int, open rune, marks string) int {
	limit := min(len(text), from+longestQuote)
	depth := 0
	nests := !strings.ContainsRune(marks, open) && open != '„' && open != '‘'
	for i, r := range text[from:limit] {
		if nests && r == open {
			if depth++; depth > deepest {
				return -1
			}
			continue
		}
		if !strings.ContainsRune(marks, r) || !closes(text, from, from+i, r) {
			continue
		}
		if depth == 0 {
			return from + i
		}
		depth--
	}
	return -1
}

// closes tells a closing mark at text[at:] from an apostrophe and from a mark
// inside a Hebrew word.
func closes(text string, from, at int, mark rune) bool {
	n := utf8.RuneLen(mark)
	after, _ := utf8.DecodeRuneInString(text[at+n:])
	switch mark {
	case '\'', '’':
		return !unicode.IsLetter(after) && at > from
	case '"', '“', '”':
		return !hebrew(after) || !gershayim(text, at, n)
	}
	return true
}

// inside reports whether text[start:end] lies in one of the quotations.
func inside(quotes []quote, start, end int) bool {
	for _, q := range quotes {
		if q.start <= start && end <= q.end {
			return true
		}
	}
	return false
}

// quoting is how a text quotes.
type quoting struct {
	spans  []quote
	opens  bool // a mark opens what no mark closes
	closes bool // a mark closes what no mark opened
	titles bool // has title marks, 《》, which other languages write as quotation marks
}

// any reports whether a text has any mark of quotation.
func (q quoting) any() bool { return len(q.spans) > 0 || q.opens || q.closes || q.titles }

// paired reports whether each mark of a text has its partner.
func (q quoting) paired() bool { return !q.opens && !q.closes }

// readQuoting reads the marks of a text. Single marks count where they are
// paired; alone they are apostrophes.
func readQuoting(text string) quoting {
	if nextMark(text, 0) == len(text) {
		return quoting{}
	}
	q := quoting{spans: quotedSpans(text), titles: strings.ContainsAny(text, "《〈")}
	from := 0
	for _, s := range q.spans {
		_, n := utf8.DecodeLastRuneInString(text[:s.start])
		q.alone(text, from, s.start-n)
		_, n = utf8.DecodeRuneInString(text[s.end:])
		from = s.end + n
	}
	q.alone(text, from, len(text))
	return q
}

// alone reads the marks of text[from:to], which have no partners.
func (q *quoting) alone(text string, from, to int) {
	for at := nextMark(text, from); at < to; {
		r, n := utf8.DecodeRuneInString(text[at:])
		q.mark(text, at, n, r)
		at = nextMark(text, at+n)
	}
}

// mark reads one mark without partner.
func (q *quoting) mark(text string, at, n int, r rune) {
	switch r {
	case '«', '„', '「', '『':
		q.opens = true
	case '」', '』':
		q.closes = true
	case '"', '“', '”', '»', '＂', '‟':
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+n:])
		switch {
		case gershayim(text, at, n) || r == '"' && at > 0 && unicode.IsDigit(before): // an acronym, inches
		case at+n < len(text) && !unicode.IsSpace(after) && (at == 0 || unicode.IsSpace(before) || strings.ContainsRune("([—–-:：", before)):
			q.opens = true
		case at > 0:
			q.closes = true
		}
	}
}
