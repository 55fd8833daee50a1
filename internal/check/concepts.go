package check

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

//go:embed data/concepts.txt
var conceptsFile string

// concept is a line of data/concepts.txt, from 1.
type concept uint16

// lexicon finds the concepts of one language's words.
type lexicon struct {
	whole, begins map[string][]concept
	anywhere      bool // words are not divided: the forms of begins stand anywhere
	prefixes      string
	longest       int // of begins, in runes
}

// leastBegins is the length of a beginning that tells words apart, in runes.
const leastBegins = 3

// writtenBefore are the letters that are written before a word, by language.
var writtenBefore = map[string]string{"ar": "وفبلك", "he": "והבלמשכ"}

// lexicons are the words of data/concepts.txt by language. Those of a language
// are read when it is asked for.
var lexicons = struct {
	sync.Mutex
	byTag map[string]*lexicon
}{byTag: map[string]*lexicon{}}

// lexiconOf returns the concepts of a language, nil where there are none.
func lexiconOf(tag string) *lexicon {
	base := language.Base(tag)
	lexicons.Lock()
	defer lexicons.Unlock()
	l, read := lexicons.byTag[base]
	if !read {
		l = readLexicon(base)
		lexicons.byTag[base] = l
	}
	return l
}

func readLexicon(base string) *lexicon {
	l := &lexicon{whole: map[string][]concept{}, begins: map[string][]concept{}, anywhere: base == "zh" || base == "ja", prefixes: writtenBefore[base]}
	column, number := -1, concept(0)
	for line := range strings.Lines(conceptsFile) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "|")
		if number == 0 {
			column = slices.Index(columns, base)
		}
		if column < 0 {
			return nil
		}
		for _, form := range strings.Fields(columns[column]) {
			if number > 0 {
				l.add(form, number)
			}
		}
		number++
	}
	return l
}

// add adds a form of a concept. One character of Chinese says too little.
func (l *lexicon) add(form string, c concept) {
	word, open := strings.CutSuffix(form, "*")
	word = language.Fold(word)
	n := utf8.RuneCountInString(word)
	switch {
	case l.anywhere && n < 2:
		return
	case l.anywhere || open && n >= leastBegins:
		l.begins[word] = append(l.begins[word], c)
		l.longest = max(l.longest, n)
	default:
		l.whole[word] = append(l.whole[word], c)
	}
}

// each calls add with the concepts of a word, those of its longest beginning.
func (l *lexicon) each(word string, add func(concept)) {
	for strips := 0; ; strips++ {
		if list := l.find(word); list != nil {
			for _, c := range list {
				add(c)
			}
			return
		}
		r, n := utf8.DecodeRuneInString(word)
		if strips == 2 || len(word) <= 3*n || !strings.ContainsRune(l.prefixes, r) {
			return
		}
		word = word[n:]
	}
}

func (l *lexicon) find(word string) []concept {
	if list := l.whole[word]; list != nil {
		return list
	}
	n := 0
	var found []concept
	for i := range word {
		if n > l.longest {
			return found
		}
		if n >= leastBegins {
			if list := l.begins[word[:i]]; list != nil {
				found = list
			}
		}
		n++
	}
	if list := l.begins[word]; list != nil {
		found = list
	}
	return found
}

// within calls add with the concepts of a text without spaces.
func (l *lexicon) within(text string, add func(c concept, at int)) {
	for i, r := range text {
		if r < firstKana && !unicode.Is(unicode.Han, r) {
			continue
		}
		end := i
		for n := 1; n <= l.longest && end < len(text); n++ {
			_, size := utf8.DecodeRuneInString(text[end:])
			end += size
			if n > 1 {
				for _, c := range l.begins[text[i:end]] {
					add(c, i)
				}
			}
		}
	}
}
