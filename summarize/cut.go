package summarize

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// ellipsis marks a text that was cut inside a sentence.
const ellipsis = "…"

// clauseShare is the part of the limit, in percent, that must be left for a cut
// to go back to the end of a clause.
const clauseShare = 60

// shorten returns the beginning of a text with at most limit words: whole
// sentences where one fits, otherwise up to the end of a clause or a word,
// with an ellipsis.
func shorten(text string, limit int, tag string) string {
	if language.CountWords(text) <= limit {
		return text
	}
	if whole := wholeSentences(text, limit, tag); whole != "" {
		return whole
	}
	return beginning(text, limit) + ellipsis
}

// wholeSentences returns the longest run of sentences from the beginning of a
// text that has at most limit words.
func wholeSentences(text string, limit int, tag string) string {
	end := 0
	for _, span := range language.Sentences(text, tag) {
		if language.CountWords(text[:span.End]) > limit {
			break
		}
		end = span.End
	}
	return strings.TrimSpace(text[:end])
}

// beginning returns a prefix of text with at most limit words that ends with a
// word, at the end of a clause where one is near, and not inside a quotation
// that begins late.
func beginning(text string, limit int) string {
	ends := wordEnds(text)
	fits := func(i int) bool { return language.CountWords(text[:ends[i]]) <= limit }
	n := sort.Search(len(ends), func(i int) bool { return !fits(i) })
	if n == 0 {
		return trimEnd(text)
	}
	best := text[:ends[n-1]]
	for i := n - 1; i >= 0; i-- {
		prefix := text[:ends[i]]
		if language.CountWords(prefix)*100 < limit*clauseShare {
			break
		}
		if endsClause(prefix) {
			best = prefix
			break
		}
	}
	return trimEnd(beforeOpenQuote(best, limit))
}

// wordEnds returns the byte offsets behind which a text may be cut: before
// white space, and between the signs of scripts that have none.
func wordEnds(text string) []int {
	var ends []int
	var previous rune
	for i, r := range text {
		if i > 0 && (unicode.IsSpace(r) && !unicode.IsSpace(previous) || unspaced(previous) || unspaced(r)) {
			ends = append(ends, i)
		}
		previous = r
	}
	return append(ends, len(text))
}

// unspaced reports whether a letter belongs to a script that writes no spaces
// between words. A combining mark is none of them, so no cluster is split.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && unicode.IsLetter(r)
}

const clauseMarks = ",;:،؛、，；：—–"

func endsClause(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(clauseMarks, r)
}

// trimEnd removes what cannot stand before an ellipsis.
func trimEnd(s string) string {
	return strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(clauseMarks+"-.([{“«‘", r)
	})
}

// beforeOpenQuote cuts a text before a quotation that it opens and does not
// close, when at least half of the limit is left: half a quotation reads as if
// it were the whole one.
func beforeOpenQuote(s string, limit int) string {
	open := openQuote(s)
	if open < 0 || language.CountWords(s[:open])*2 < limit {
		return s
	}
	return s[:open]
}

// openQuote returns where the quotation opens that s does not close, or -1.
func openQuote(s string) int {
	open := -1
	for i, r := range s {
		switch r {
		case '"':
			if open >= 0 {
				open = -1
			} else {
				open = i
			}
		case '“', '«', '„':
			open = i
		case '”', '»':
			open = -1
		}
	}
	return open
}
