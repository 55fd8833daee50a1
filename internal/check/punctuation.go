package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var punctuation = Check{
	Name:     "punctuation",
	Category: "linguistic/punctuation",
	About:    "questions stay questions, and brackets that the source closes are closed",
	Gravest:  Warning,
	Run:      eachPair(punctuationIn),
}

// punctuationIn compares what punctuation says of a text: that it asks, and that
// it is whole. A question that is none any more may have been answered.
func punctuationIn(doc Document, i int) []Finding {
	p := doc.Pairs[i]
	var findings []Finding
	if endsWithQuestion(p.Source) && !strings.ContainsAny(p.Target, questionMarks) {
		findings = append(findings, Finding{Severity: Warning, Message: "asks no question, its source does",
			SourceEvidence: ending(p.Source, 30), TargetEvidence: ending(p.Target, 30)})
	}
	if at, mark := unclosed(p.Target); at >= 0 {
		if open, _ := unclosed(p.Source); open < 0 && strings.ContainsAny(p.Source, ")]}）】") {
			n := utf8.RuneLen(mark)
			findings = append(findings, Finding{Severity: Warning, Message: "opens or closes " + string(mark) + " alone",
				SourceEvidence: whole(p.Source), TargetEvidence: span(p.Target, at, at+n)})
		}
	}
	return findings
}

const questionMarks = "?؟？\u037E՞፧"

// endsWithQuestion reports whether a text ends with a question mark, within
// quotation marks or not.
func endsWithQuestion(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(closers, r) || r == '!'
	})
	r, _ := utf8.DecodeLastRuneInString(text)
	return r == '?' || r == '؟' || r == '？'
}

// brackets are the signs that come in pairs and mean nothing else. Quotation
// marks are the quotes check's.
var brackets = map[rune]rune{')': '(', ']': '[', '}': '{', '）': '（', '】': '【'}

// unclosed returns where a bracket stands that has no partner, or -1. A list's
// "a)" is none.
func unclosed(text string) (at int, mark rune) {
	var open []int
	for i, r := range text {
		switch r {
		case '(', '[', '{', '（', '【':
			open = append(open, i)
		case ')', ']', '}', '）', '】':
			if n := len(open); n > 0 {
				if was, _ := utf8.DecodeRuneInString(text[open[n-1]:]); was == brackets[r] {
					open = open[:n-1]
					continue
				}
			}
			if !listMark(text[:i], r) {
				return i, r
			}
		}
	}
	if len(open) > 0 {
		r, _ := utf8.DecodeRuneInString(text[open[0]:])
		return open[0], r
	}
	return -1, 0
}

// listMark reports whether a closing bracket after text belongs to the mark of a
// list, as in "a)" and "12)", or to a face: ":)".
func listMark(before string, closing rune) bool {
	if closing != ')' {
		return false
	}
	word := before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
	return utf8.RuneCountInString(word) <= 2
}
