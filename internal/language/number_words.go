package language

import (
	_ "embed"
	"math/big"
	"strings"
	"sync"
)

//go:embed data/numbers.txt
var numbersFile string

// numberWords are the number words of each language, folded.
var numberWords = sync.OnceValue(func() map[string]map[string]part {
	kinds := map[string]partKind{"unit": unitPart, "small": smallPart, "scale": scalePart, "after": afterPart}
	table := map[string]map[string]part{}
	for line := range strings.Lines(numbersFile) {
		f := strings.Fields(line)
		if len(f) < 4 || f[0] == "#" {
			continue
		}
		v, ok := new(big.Rat).SetString(f[2])
		if !ok {
			panic("language: number table: bad value " + f[2])
		}
		if table[f[0]] == nil {
			table[f[0]] = map[string]part{}
		}
		for _, w := range f[3:] {
			table[f[0]][Fold(w)] = part{kind: kinds[f[1]], value: v}
		}
	}
	return table
})

// lookUpNumber finds a word in the table, in Arabic and Hebrew also behind the
// article, conjunctions and prepositions that are written with it.
func lookUpNumber(word, base string, table map[string]part) (part, bool) {
	if len(table) == 0 || base == "zh" || base == "ja" || base == "ko" {
		return part{}, false
	}
	folded := Fold(word)
	if p, ok := table[folded]; ok {
		return p, true
	}
	switch base {
	case "ar":
		return prefixedNumber(folded, table, []string{"وال", "بال", "فال", "كال", "ال", "لل", "و", "ب", "ل", "ف", "ك"})
	case "he":
		return prefixedNumber(folded, table, []string{"וה", "ה", "ו", "ב", "ל", "כ", "מ", "ש"})
	}
	return part{}, false
}

func prefixedNumber(word string, table map[string]part, prefixes []string) (part, bool) {
	for _, prefix := range prefixes {
		rest, found := strings.CutPrefix(word, prefix)
		if !found {
			continue
		}
		if p, ok := table[rest]; ok {
			p.and = strings.HasPrefix(prefix, "و") || strings.HasPrefix(prefix, "ו")
			return p, true
		}
	}
	return part{}, false
}
