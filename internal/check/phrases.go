package check

import (
	"hash/maphash"
	"strings"
)

// phrase is a line of a phrase file: a severity, where in a text the words must
// stand, and the words.
type phrase struct {
	severity Severity
	where    string // "start", "label" (before a colon, at the start, on a new line or in brackets), "end", "any"
	text     string // as written in the file
	words    []string
	first    uint64 // hash of the first word
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
		p := phrase{severity: Severity(f[0]), where: f[1], text: f[2], words: wordsOf(f[2])}
		p.first = maphash.String(wordSeed, p.words[0])
		list = append(list, p)
	}
	return list
}

// wordSet says which words a text may have: a bit for each of its words, by hash.
// Looking for a hundred phrases in a text, it spares looking for nearly all.
type wordSet [16]uint64

func setOf(hashes []uint64) (s wordSet) {
	for _, h := range hashes {
		s[h>>60] |= 1 << (h & 63)
	}
	return s
}

// has reports whether the text may have a word.
func (s *wordSet) has(hash uint64) bool { return s[hash>>60]>>(hash&63)&1 == 1 }

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
		last := len(tokens)
		if strings.IndexByte(text, '\n') < 0 && strings.IndexByte(text, '(') < 0 && strings.IndexByte(text, '[') < 0 {
			last = min(last, 1)
		}
		for i := range last {
			if tokens[i].word == p.words[0] && (i == 0 || setApart(text[tokens[i-1].end:tokens[i].start])) && hasAt(tokens, i, p.words) &&
				strings.HasPrefix(strings.TrimLeft(text[tokens[i+len(p.words)-1].end:], " *_"), ":") {
				return tokens[i : i+len(p.words)]
			}
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

// setApart reports whether what stands between two words sets the second one
// apart: a new line, or an opening bracket.
func setApart(gap string) bool { return strings.ContainsAny(gap, "\n([") }
