package check

import "strings"

// phrase is a line of a phrase file: a severity, where in a text the words must
// stand, and the words.
type phrase struct {
	severity Severity
	where    string // "start", "label" (at the start, before a colon), "end", "any"
	text     string // as written in the file
	words    []string
}

// readPhrases reads a phrase file: "severity where words…" on each line; "#"
// begins a comment.
func readPhrases(file string) []phrase {
	var list []phrase
	for line := range strings.Lines(file) {
		f := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		list = append(list, phrase{Severity(f[0]), f[1], f[2], wordsOf(f[2])})
	}
	return list
}

// endWords is how many of a text's last words count as its end: a sentence.
const endWords = 25

// at returns the tokens that a phrase covers, or nil.
func (p phrase) at(tokens []token, text string) []token {
	switch p.where {
	case "start":
		if hasAt(tokens, 0, p.words) {
			return tokens[:len(p.words)]
		}
	case "label":
		if hasAt(tokens, 0, p.words) && strings.HasPrefix(strings.TrimLeft(text[tokens[len(p.words)-1].end:], " *_"), ":") {
			return tokens[:len(p.words)]
		}
	case "end":
		last := tokens[max(0, len(tokens)-endWords):]
		if i := index(last, p.words); i >= 0 {
			return last[i : i+len(p.words)]
		}
	case "any":
		if i := index(tokens, p.words); i >= 0 {
			return tokens[i : i+len(p.words)]
		}
	}
	return nil
}
