package check

import (
	_ "embed"
	"iter"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"dragoman/internal/language"
)

//go:embed data/units.txt
var unitsFile string

//go:embed data/amounts.txt
var amountsFile string

// byBase makes a language's table when it is first asked for.
func byBase[T any](read func(base string) T) func(base string) T {
	var tables sync.Map
	return func(base string) T {
		if t, ok := tables.Load(base); ok {
			return t.(T)
		}
		t, _ := tables.LoadOrStore(base, read(base))
		return t.(T)
	}
}

// linesOf yields the lines of a data file that are about a language, which stands
// in their first column. A run needs the tables of two or three languages.
func linesOf(file, base string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(file) {
			if len(line) > len(base) && line[len(base)] == ' ' && line[:len(base)] == base && base != "" && base != "#" && !yield(strings.TrimSpace(line)) {
				return
			}
		}
	}
}

// unitTable holds what words beside a number mean in one language: the codes
// of the data file.
type unitTable struct {
	words   map[string]string // words, or two of them with a space between
	stems   map[string]string // beginnings of words
	longest int               // in bytes, of the stems
	spaced  bool              // words are apart from each other
}

var unitWords = byBase(func(base string) unitTable {
	t := unitTable{words: map[string]string{}, stems: map[string]string{}, spaced: base != "zh" && base != "ja" && base != "ko"}
	for line := range strings.Lines(unitsFile) {
		_, rest, _ := strings.Cut(line, " ")
		if tag, _, _ := strings.Cut(rest, " "); tag != "*" && tag != base {
			continue
		}
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		for _, w := range f[2:] {
			key := strings.Join(wordsOf(w), " ")
			if key == "" { // a sign
				key = w
			}
			if strings.HasSuffix(w, "*") || !t.spaced {
				t.stems[key] = f[0]
				t.longest = max(t.longest, len(key))
				continue
			}
			t.words[key] = f[0]
		}
	}
	return t
})

// code returns what a word means, or "".
func (t unitTable) code(word string) string {
	if c := t.words[word]; c != "" {
		return c
	}
	for n := min(len(word), t.longest); n > 0; n-- {
		if c := t.stems[word[:n]]; c != "" {
			return c
		}
	}
	return ""
}

// amountTable holds the words of a language that stand for numbers without
// being any.
type amountTable struct {
	like  map[string][]string // values
	times map[string]float64
}

var amountWords = byBase(func(base string) amountTable {
	t := amountTable{like: map[string][]string{}, times: map[string]float64{}}
	for line := range strings.Lines(amountsFile) {
		f := strings.Fields(line)
		if len(f) < 4 || f[0] != base {
			continue
		}
		for _, w := range f[3:] {
			w = language.Fold(w)
			if f[1] == "like" {
				t.like[w] = append(t.like[w], f[2])
			} else if v, err := strconv.ParseFloat(f[2], 64); err == nil {
				t.times[w] = v
			}
		}
	}
	return t
})

// standIns returns the values that words of a text stand for: Roman numerals, and
// those of the table.
func standIns(text string, tokens []token, base string) map[string]bool {
	table := amountWords(base)
	values := map[string]bool{}
	for _, t := range tokens {
		for _, v := range table.like[t.word] {
			values[v] = true
		}
		if n := roman(text[t.start:t.end]); n > 0 {
			values[strconv.Itoa(n)] = true
		}
	}
	if base == "ja" {
		for name, before := range japaneseEras {
			if strings.Contains(text, name+"元年") {
				values[strconv.Itoa(before+1)] = true
			}
		}
	}
	return values
}

// roman reads a word as a Roman numeral in capitals, perhaps with the ending of
// an ordinal: XIX, XIXe. It is 0 where the word is none.
func roman(word string) int {
	if word == "" || word[0] > utf8.RuneSelf || strings.IndexByte("IVXL", word[0]) < 0 {
		return 0
	}
	capitals := len(word) - len(strings.TrimLeft(word, "IVXLC"))
	switch word[capitals:] {
	case "", "e", "er", "ème", "ᵉ", "th", "º", "ª", "o", "a":
	default:
		return 0
	}
	total, last := 0, 0
	for i := capitals - 1; i >= 0; i-- {
		v := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}[word[i]]
		if v < last {
			v = -v
		} else {
			last = v
		}
		total += v
	}
	return max(total, 0)
}

// hanNumeral writes a number below a hundred in Chinese characters.
func hanNumeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 0 || n > 99:
		return ""
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}
