package page

import (
	_ "embed"
	"strings"
	"sync"

	"dragoman/internal/language"
)

//go:embed data/phrases.txt
var phrasesFile string

// phraseTable holds the phrases of the data file by kind, folded.
var phraseTable = sync.OnceValue(func() map[string][]string {
	table, kind := map[string][]string{}, ""
	for line := range strings.Lines(phrasesFile) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			kind = strings.Trim(line, "[]")
		default:
			table[kind] = append(table[kind], language.Fold(line))
		}
	}
	return table
})

// says reports how many phrases of a kind stand in a folded text.
func says(kind, folded string) int {
	n := 0
	for _, phrase := range phraseTable()[kind] {
		if strings.Contains(folded, phrase) {
			n++
		}
	}
	return n
}
