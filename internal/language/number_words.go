package language

import (
	_ "embed"
	"math/big"
	"strings"
	"unicode/utf8"
)

//go:embed data/numbers.txt
var numbersFile string

// numberTable is what is known of a language's number words, folded.
type numberTable struct {
	words   map[string]part
	pieces  map[string]part  // more words, for compounds only
	tails   map[string]bool  // what may end a compound; empty where the language has none
	longest int              // in bytes, of the words
	starts  map[[2]byte]bool // the first two bytes of the words
}

// numberWords returns the number words of a language.
var numberWords = byLanguage(func(base string) numberTable {
	kinds := map[string]partKind{"unit": unitPart, "before": beforePart, "half": halfPart, "small": smallPart, "scale": scalePart, "after": afterPart, "piece": unitPart}
	t := numberTable{words: map[string]part{}, pieces: map[string]part{}, tails: map[string]bool{}, starts: map[[2]byte]bool{}}
	endings := map[string][]string{}
	linesOf(numbersFile, base, func(columns []string) {
		switch columns[0] {
		case "ending":
			endings[columns[1]] = columns[2:]
			return
		case "tail":
			for _, w := range columns[2:] {
				t.tails[Fold(w)] = true
			}
			return
		}
		v, ok := new(big.Rat).SetString(columns[1])
		if !ok {
			panic("language: number table: bad value " + columns[1])
		}
		p := part{kind: kinds[columns[0]], value: v}
		for _, w := range columns[2:] {
			for _, form := range inflected(w, endings) {
				form = Fold(form)
				if columns[0] == "piece" {
					t.pieces[form] = p
					continue
				}
				t.words[form] = p
				t.starts[startOf(form)] = true
				t.longest = max(t.longest, len(form))
			}
		}
	})
	return t
})

// startOf returns the first two bytes of a word.
func startOf(word string) [2]byte {
	if len(word) < 2 {
		return [2]byte{word[0]}
	}
	return [2]byte{word[0], word[1]}
}

// inflected returns the forms of a word of the table: "stem~name" stands for
// the stem with each of the endings of that name.
func inflected(word string, endings map[string][]string) []string {
	stem, name, found := strings.Cut(word, "~")
	if !found {
		return []string{word}
	}
	var forms []string
	for _, e := range endings[name] {
		forms = append(forms, stem+e)
	}
	return forms
}

// longestNumber is the length in bytes from which a word is no number any more:
// "siebenhundertsiebenundsiebzigtausendsiebenhundertsiebenundsiebzig".
const longestNumber = 80

// longestPrefix is the length in bytes of what may be written before a number
// word or disappears in folding: vowel signs and joiners.
const longestPrefix = 16

// lookUpNumber finds a word in the table: as it stands, in Arabic and Hebrew
// behind the article, conjunctions and prepositions that are written with it,
// and in languages with compounds by its pieces.
func lookUpNumber(word, base string, table *numberTable) (part, bool) {
	if len(table.words) == 0 || len(word) > longestNumber || len(table.tails) == 0 && len(word) > table.longest+longestPrefix {
		return part{}, false
	}
	if start := startOf(word); len(word) > 1 && start[0] < utf8.RuneSelf && start[1] < utf8.RuneSelf && !table.starts[[2]byte{start[0] | 0x20, start[1] | 0x20}] {
		return part{}, false // as most words; Latin letters fold to Latin letters
	}
	var buffer [longestNumber]byte
	folded := foldInto(buffer[:0], word)
	if p, ok := table.words[string(folded)]; ok {
		return p, true
	}
	switch base {
	case "ar":
		return prefixedNumber(folded, table, arabicPrefixes)
	case "he":
		return prefixedNumber(folded, table, hebrewPrefixes)
	case "fa", "ur", "tr", "es", "pt", "fr", "en", "hi":
		return part{}, false
	}
	if len(table.tails) > 0 {
		return compoundNumber(string(folded), table)
	}
	return part{}, false
}

const virama = '\u094D'

// foldInto appends a folded word. Most words fold letter by letter.
func foldInto(to []byte, word string) []byte {
	for _, r := range word {
		q, ok := foldQuick(r)
		if !ok && r == virama { // which only beside other scripts' marks is not quick
			q, ok = r, true
		}
		if !ok {
			return append(to[:0], Fold(word)...)
		}
		to = utf8.AppendRune(to, q)
	}
	return to
}

var (
	arabicPrefixes = []string{"وال", "بال", "فال", "كال", "ال", "لل", "ولل", "و", "ب", "ل", "ف", "ك"}
	hebrewPrefixes = []string{"וה", "ה", "ו", "ב", "ל", "כ", "מ", "ש", "שב", "מה", "וב", "כש"}
)

func prefixedNumber(word []byte, table *numberTable, prefixes []string) (part, bool) {
	for _, prefix := range prefixes {
		rest, found := cutPrefix(word, prefix)
		if !found || len(rest) > table.longest {
			continue
		}
		p, ok := table.words[string(rest)]
		if !ok || strings.HasSuffix(prefix, "ال") && p.value.Cmp(hundred) == 0 { // بالمئة is "per cent"
			continue
		}
		p.and = strings.HasPrefix(prefix, "و") || strings.HasPrefix(prefix, "ו")
		return p, true
	}
	return part{}, false
}

func cutPrefix(word []byte, prefix string) ([]byte, bool) {
	if len(word) <= len(prefix) || string(word[:len(prefix)]) != prefix {
		return nil, false
	}
	return word[len(prefix):], true
}

// compoundNumber reads a word that is made of number words, and perhaps a tail:
// dreihundertfünfzig, trecentocinquanta, двадцатипятилетний.
func compoundNumber(word string, table *numberTable) (part, bool) {
	s := sum{total: zero, group: zero, last: zero}
	rest, pieces, and := word, 0, false
	for rest != "" {
		if pieces > 0 && table.tails[rest] {
			break
		}
		if after, found := strings.CutPrefix(rest, "und"); found && pieces > 0 && !and {
			rest, and = after, true
			continue
		}
		p, n := table.longestPiece(rest)
		if n == 0 || pieces > 0 && !s.compounds(p, and) {
			return part{}, false
		}
		s.add(p)
		rest, pieces, and = rest[n:], pieces+1, false
	}
	if and || pieces == 0 {
		return part{}, false
	}
	return part{kind: unitPart, value: plus(plus(s.total, s.group), s.last)}, true
}

// longestPiece finds the longest number word that a text begins with, and its
// length.
func (t *numberTable) longestPiece(text string) (part, int) {
	for n := min(len(text), t.longest); n > 1; n-- {
		if p, ok := t.words[text[:n]]; ok {
			return p, n
		}
		if p, ok := t.pieces[text[:n]]; ok {
			return p, n
		}
	}
	return part{}, 0
}

// compounds reports whether a piece can follow inside a compound word.
func (s *sum) compounds(p part, and bool) bool {
	switch p.kind {
	case smallPart, scalePart, afterPart:
		return !and && s.kind != scalePart && s.kind != afterPart && (s.scale == nil || p.value.Cmp(s.scale) < 0)
	case halfPart:
		return true
	}
	if s.kind == smallPart || s.kind == scalePart || s.kind == afterPart {
		return true
	}
	a, b := s.last, p.value
	switch {
	case and:
		return a.Cmp(ten) < 0 && b.Cmp(hundred) < 0 && b.Cmp(ten) > 0
	case a.Cmp(hundred) >= 0:
		return b.Cmp(hundred) < 0
	}
	return a.Cmp(twenty) >= 0 && b.Cmp(ten) < 0
}
