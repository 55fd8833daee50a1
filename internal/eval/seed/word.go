package seed

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a word of a text with its place in bytes. What an apostrophe joins
// is one word ("didn't"); a hyphen ends a word.
type word struct {
	text       string
	start, end int
}

func words(text string) []word {
	var list []word
	start := -1
	for i, r := range text {
		in := unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
		if !in && start >= 0 && (r == '\'' || r == '’') {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			in = unicode.IsLetter(next)
		}
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			list = append(list, word{text[start:i], start, i})
			start = -1
		}
	}
	if start >= 0 {
		list = append(list, word{text[start:], start, len(text)})
	}
	return list
}

// lower returns the word at i in lower case, or nothing outside the list.
func lower(list []word, i int) string {
	if i < 0 || i >= len(list) {
		return ""
	}
	return strings.ToLower(list[i].text)
}

// gap returns what stands between the word at i and the one after it; "" at
// the end of the text, where nothing follows.
func gap(text string, list []word, i int) string {
	if i < 0 || i+1 >= len(list) {
		return ""
	}
	return text[list[i].end:list[i+1].start]
}

// capital reports whether a word begins with a capital.
func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// like writes a replacement in the capitals of the word it stands for.
func like(was, is string) string {
	switch {
	case was == strings.ToUpper(was) && utf8.RuneCountInString(was) > 1:
		return strings.ToUpper(is)
	case capital(was):
		return strings.ToUpper(is[:1]) + is[1:]
	}
	return strings.ToLower(is[:1]) + is[1:]
}

// titled reports whether a text is written as a title, with most longer words
// capitalised: there a capital says nothing of a word.
func titled(list []word) bool {
	long, capitals := 0, 0
	for _, w := range list {
		if utf8.RuneCountInString(w.text) >= 4 {
			long++
			if capital(w.text) {
				capitals++
			}
		}
	}
	return 2*capitals > long
}

// table reads a data file: one entry a line, "#" begins a comment.
func table(file string) []string {
	var list []string
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
