package check

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed data/spelling.txt
var spellingFile string

// spellings maps the words that a variety does not write to those it does.
type spellings struct {
	words    map[string]string
	numbered map[string]string // only after a number: 500 meters, but a parking meter
	except   [][]string        // phrases in which the word is right
}

// spellingTables are by the variety of the house.
var spellingTables = sync.OnceValue(func() map[string]spellings {
	tables := map[string]spellings{}
	for _, house := range []string{"us", "uk"} {
		tables[house] = readSpellings(house)
	}
	return tables
})

// readSpellings reads what concerns one house from the table.
func readSpellings(house string) spellings {
	s := spellings{words: map[string]string{}, numbered: map[string]string{}}
	for line := range strings.Lines(spellingFile) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		if f[0] == "except" {
			s.except = append(s.except, f[1:])
			continue
		}
		whose, numbered := strings.CutSuffix(f[0], "#")
		if len(f) != 4 || whose != "both" && whose != house {
			continue
		}
		right, wrong, into := f[1], f[2], s.words
		if house == "uk" {
			right, wrong = wrong, right
		}
		if numbered {
			into = s.numbered
		}
		for ending := range strings.SplitSeq(f[3], ",") {
			ending = strings.TrimPrefix(ending, "-")
			into[wrong+ending] = right + ending
		}
	}
	return s
}

var varieties = map[string]string{"us": "American", "uk": "British"}

func (h House) spellingCheck() Check {
	return Check{
		Name: "spelling", Category: "style/organizational", Gravest: Note,
		About: "the spelling of the house's English, American or British; not in quotations and names",
		Run: eachText(func(_ Document, e englishText) []Finding {
			return h.spellingIn(e, spellingTables()[h.style.English])
		}),
	}
}

// spellingIn finds each word of the other variety once in a text.
func (h House) spellingIn(e englishText, table spellings) []Finding {
	var findings []Finding
	var seen []string
	for i, t := range e.tokens {
		word := owned(t.word)
		right := table.words[word]
		if right == "" && i > 0 && endsInDigit(e.tokens[i-1].word) {
			right = table.numbered[word]
		}
		if right == "" || slices.Contains(seen, word) || isName(e, i) || e.quoted(i, i) || table.excepted(e.tokens, i) {
			continue
		}
		seen = append(seen, word)
		findings = append(findings, Finding{Severity: Note, TargetEvidence: e.span(i, i),
			Message: fmt.Sprintf("the house writes %s English: %q, not %q", varieties[h.style.English], right, word)})
	}
	return findings
}

func endsInDigit(word string) bool { return unicode.IsDigit(rune(word[len(word)-1])) }

// isName reports whether a word belongs to a name, which is spelled its own
// way: it has a capital within a sentence, or opens one and a capital follows.
func isName(e englishText, i int) bool {
	t := e.tokens[i]
	if !opensUpper(e.text[t.start:]) {
		return false
	}
	if i > 0 && !afterStop(e.text, t) {
		return true
	}
	return i+1 < len(e.tokens) && opensUpper(e.text[e.tokens[i+1].start:])
}

// excepted reports whether a word stands in a phrase in which it is right.
func (s spellings) excepted(tokens []token, i int) bool {
	for _, phrase := range s.except {
		for at, w := range phrase {
			if w == tokens[i].word && i >= at && hasAt(tokens, i-at, phrase) {
				return true
			}
		}
	}
	return false
}
