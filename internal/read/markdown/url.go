package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bareURL returns the place of the first web address in a text; at is negative
// when there is none. Punctuation at its end is the sentence's, as is a bracket
// that the address does not open (GFM, autolinks).
func bareURL(text string) (at, end int) {
	for from := 0; ; {
		i := strings.Index(text[from:], "://")
		if i < 0 {
			return -1, -1
		}
		at, from = from+i, from+i+3
		scheme := "https"
		if !strings.HasSuffix(text[:at], scheme) {
			scheme = "http"
		}
		before, ok := strings.CutSuffix(text[:at], scheme)
		last, _ := utf8.DecodeLastRuneInString(before)
		if !ok || before != "" && (unicode.IsLetter(last) && last < utf8.RuneSelf || unicode.IsDigit(last)) {
			continue
		}
		if end = urlEnd(text, from); end > from {
			return len(before), end
		}
	}
}

// urlEnd returns the end of an address whose host begins at start.
func urlEnd(text string, start int) int {
	end := strings.IndexFunc(text[start:], func(r rune) bool { return r == '<' || r >= utf8.RuneSelf || unicode.IsSpace(r) })
	if end < 0 {
		end = len(text) - start
	}
	url := text[start : start+end]
	for {
		n := len(url)
		url = strings.TrimRight(url, "?!.,:;*_~'\"\\]")
		if strings.HasSuffix(url, ")") && strings.Count(url, ")") > strings.Count(url, "(") {
			url = url[:len(url)-1]
		}
		if len(url) == n {
			return start + n
		}
	}
}
