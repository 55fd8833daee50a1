package name

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/common.txt
var commonFile string

var commonWords = sync.OnceValue(func() map[string]bool {
	table := make(map[string]bool, 2500)
	for line := range strings.Lines(commonFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			table[w] = true
		}
	}
	return table
})

// formed are endings of words that are formed from others, and are no names of
// people or places.
var formed = []string{"tion", "tions", "sion", "sions", "ment", "ments", "ness", "ship", "ships", "ology", "ologist", "ologists", "ism", "isms", "ists", "ities", "ity", "ical", "ative", "izing", "ising", "ized", "ised", "less", "ful", "ously", "able", "ible", "proof"}

// isCommon reports whether a folded English word is one that is translated,
// though it has a capital.
func isCommon(word string) bool {
	table := commonWords()
	if table[word] || english().ignored[word] || english().generic[word] {
		return true
	}
	if bare, plural := strings.CutSuffix(word, "s"); plural && len(bare) > 2 {
		if table[bare] || table[strings.TrimSuffix(bare, "e")] || strings.HasSuffix(bare, "ie") && table[strings.TrimSuffix(bare, "ie")+"y"] {
			return true
		}
	}
	for _, ending := range []string{"ing", "er", "ers", "ed", "ly", "al"} {
		if bare, ok := strings.CutSuffix(word, ending); ok && len(bare) > 3 && (table[bare] || table[bare+"e"]) {
			return true
		}
	}
	if len(word) > 6 && strings.HasSuffix(word, "ing") { // some surnames too: those are then not missed
		return true
	}
	for at := 4; at+4 <= len(word); at++ { // "Crimestoppers"
		if table[word[:at]] && (table[word[at:]] || table[strings.TrimRight(word[at:], "s")]) {
			return true
		}
	}
	for _, ending := range formed {
		if len(word) > len(ending)+2 && strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}
