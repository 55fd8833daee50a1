package language

import (
	_ "embed"
	"math/big"
	"strings"
)

//go:embed data/numbers.txt
var numbersFile string

// numberWords returns the number words of a language, folded.
var numberWords = byLanguage(func(base string) map[string]part {
	kinds := map[string]partKind{"unit": unitPart, "small": smallPart, "scale": scalePart, "after": afterPart}
	table := map[string]part{}
	linesOf(numbersFile, base, func(columns []string) {
		v, ok := new(big.Rat).SetString(columns[1])
		if !ok {
			panic("language: number table: bad value " + columns[1])
		}
		for _, w := range columns[2:] {
			table[Fold(w)] = part{kind: kinds[columns[0]], value: v}
		}
	})
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
