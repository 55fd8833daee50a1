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
var pairedMarks = map[rune]string{
	'“': "”\"", '«': "»", '„': "“”\"", '‹': "›", '「': "」", '『': "』", '"': "\"”", '”': "”", '‘': "’", '\'': "'",
}

// longestQuote is in bytes. A mark whose partner is further away is an
// apostrophe or lost its partner.
const longestQuote = 1500

// quotedSpans returns the quotations of a text, in order; one inside another
// is part of it. A mark that is not closed quotes nothing.
func quotedSpans(text string) []quote {
	if !strings.ContainsAny(text, "\"'“«„‹「『‘”") {
		return nil
	}
	var quotes []quote
	for at := 0; at < len(text); {
		r, n := utf8.DecodeRuneInString(text[at:])
		marks, opens := pairedMarks[r]
		if opens && opensQuote(text, at, n, r) {
			if end := closing(text, at+n, marks); end > at+n {
				quotes = append(quotes, quote{at + n, end})
				_, m := utf8.DecodeRuneInString(text[end:])
				at = end + m
				continue
			}
		}
		at += n
	}
	return quotes
}

// opensQuote tells an opening mark from an apostrophe and a straight mark that
// closes.
func opensQuote(text string, at, n int, mark rune) bool {
	if mark != '\'' && mark != '‘' && mark != '"' && mark != '”' {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+n:])
	if at > 0 && (unicode.IsLetter(before) && mark != '"' || unicode.IsDigit(before)) || unicode.IsSpace(after) {
		return false
	}
	return mark == '"' || !unicode.IsDigit(after) // '90s
}

// closing returns where the quotation that begins at from ends, or -1.
func closing(text string, from int, marks string) int {
	limit := min(len(text), from+longestQuote)
	for i, r := range text[from:limit] {
		if !strings.ContainsRune(marks, r) {
			continue
		}
		at := from + i
		after, _ := utf8.DecodeRuneInString(text[at+utf8.RuneLen(r):])
		if (r == '\'' || r == '’') && (unicode.IsLetter(after) || i == 0) {
			continue // an apostrophe
		}
		return at
	}
	return -1
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
