package name

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"dragoman/internal/language"
)

//go:embed data/known.txt
var knownFile string

//go:embed data/cldr.txt
var cldrFile string

// Kind says what a name names; empty when that is not known.
type Kind string

// The kinds of names.
const (
	Person       Kind = "person"
	Place        Kind = "place"
	Organisation Kind = "organisation"
)

// known is a name that tables know: what it is called in English and in one
// source language.
type known struct {
	kind    Kind
	how     How
	english [][]string // its forms, as folded words without connectors
	forms   [][]string // beginnings of words, folded
}

// atlas is what is known for one source language.
type atlas struct {
	names   []known
	first   map[string][]int // English: by each form's first word
	byStart map[string][]int // English: single words, by three letters

	university [][]string // what the language calls one
}

var atlases struct {
	sync.Mutex
	byLanguage map[string]*atlas
}

// atlasOf returns the names known for a source language.
func atlasOf(base string) *atlas {
	atlases.Lock()
	defer atlases.Unlock()
	if a := atlases.byLanguage[base]; a != nil {
		return a
	}
	a := &atlas{names: make([]known, 0, 2048), first: make(map[string][]int, 2048), byStart: make(map[string][]int, 1024)}
	a.readKnown(base)
	a.readCLDR(base)
	for _, group := range english().same {
		a.addNames(Place, Exonym, group, nil)
	}
	a.share()
	if atlases.byLanguage == nil {
		atlases.byLanguage = map[string]*atlas{}
	}
	atlases.byLanguage[base] = a
	return a
}

func (a *atlas) readKnown(base string) {
	for line := range strings.Lines(knownFile) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch kind {
		case "place", "person", "organisation":
			columns := strings.Split(rest, " ; ")
			a.add(Kind(kind), Exonym, columns[0], formsIn(columns[1:], base))
		case "university":
			for _, f := range formsIn(strings.Split(rest, " ; ")[1:], base) {
				a.university = append(a.university, phrase(f))
			}
		case "known":
			for n := range strings.SplitSeq(rest, "|") {
				a.add(Place, Skeleton, n, nil)
			}
		}
	}
}

// formsIn returns the column of a language: "ar one|two".
func formsIn(columns []string, base string) []string {
	for _, c := range columns {
		if tag, forms, _ := strings.Cut(c, " "); tag == base {
			return strings.Split(forms, "|")
		}
	}
	return nil
}

// readCLDR reads the names of countries and languages: sections of lines with
// a code and a name, in the same order.
func (a *atlas) readCLDR(base string) {
	plain := strings.NewReplacer(" (", "|", ")", "", " & ", " ", " - ", " ", " SAR China", "")
	own := map[string]string{}
	for line := range strings.Lines(section(base)) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		own[code] = name
	}
	for line := range strings.Lines(section("en")) {
		code, name, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		var forms []string
		if f := own[code]; f != "" {
			forms = []string{stems(f, base)}
		}
		kind := Place
		if code == strings.ToLower(code) {
			kind = ""
		}
		if strings.ContainsAny(name, "(&-") || strings.HasSuffix(name, " SAR China") {
			name = plain.Replace(name)
		}
		a.add(kind, CLDR, name, forms)
	}
}

// section returns the lines of the CLDR file for a language.
func section(base string) string {
	_, rest, _ := strings.Cut(cldrFile, "\n["+base+"]\n")
	rest, _, _ = strings.Cut(rest, "\n[")
	return rest
}

// stems cuts the words of a name to what their inflections and adjectives
// share: "Франция" to "Франци".
func stems(name, base string) string {
	if spaceless(base) {
		return name
	}
	words := strings.Fields(name)
	for i, w := range words {
		n, cut := utf8.RuneCountInString(w), 0
		switch {
		case n >= 6 && w[0] < utf8.RuneSelf: // Belgique and belge
			cut = n - max(4, n-4)
		case n >= 7:
			cut = 2
		case n >= 5:
			cut = 1
		}
		for range cut {
			_, size := utf8.DecodeLastRuneInString(w)
			w = w[:len(w)-size]
		}
		words[i] = w
	}
	return strings.Join(words, " ")
}

func (a *atlas) add(kind Kind, how How, english string, forms []string) {
	var names [][]string
	for e := range strings.SplitSeq(english, "|") {
		names = append(names, phrase(e))
	}
	a.addNames(kind, how, names, forms)
}

func (a *atlas) addNames(kind Kind, how How, english [][]string, forms []string) {
	n := len(a.names)
	k := known{kind: kind, how: how}
	for _, e := range english {
		words := e
		if slices.ContainsFunc(e, isConnector) {
			words = slices.DeleteFunc(slices.Clone(e), isConnector)
		}
		if len(words) == 0 {
			continue
		}
		k.english = append(k.english, words)
		a.first[words[0]] = append(a.first[words[0]], n)
		if s := startOf(words[0]); len(words) == 1 && s != "" {
			a.byStart[s] = append(a.byStart[s], n)
		}
	}
	for _, f := range forms {
		if words := phrase(f); len(words) > 0 {
			k.forms = append(k.forms, words)
		}
	}
	a.names = append(a.names, k)
}

func isConnector(word string) bool { return connectors[word] }

// share gives each country's forms to the groups of names that have it: what
// says "Belgium" supports "Belgian".
func (a *atlas) share() {
	for i := range a.names {
		from := a.names[i]
		if from.how != CLDR {
			continue
		}
		for _, e := range from.english {
			for _, n := range a.first[e[0]] {
				if to := &a.names[n]; to.how != CLDR && slices.ContainsFunc(to.english, func(o []string) bool { return slices.Equal(o, e) }) {
					to.forms = append(to.forms, from.forms...)
				}
			}
		}
	}
}

// find returns the names that words[at:] may be, the longest form first, and
// how many words that form has.
func (a *atlas) find(words []Word, at int) (names []int, length int) {
	for _, n := range a.first[words[at].Text] {
		for _, e := range a.names[n].english {
			switch {
			case e[0] != words[at].Text || !hasAt(words, at, e) || len(e) < length:
			case len(e) > length:
				names, length = []int{n}, len(e)
			case !slices.Contains(names, n):
				names = append(names, n)
			}
		}
	}
	if length > 0 {
		return names, length
	}
	for _, n := range a.byStart[startOf(words[at].Text)] {
		for _, e := range a.names[n].english {
			if len(e) == 1 && sameStem(e[0], words[at].Text) && !slices.Contains(names, n) {
				names, length = append(names, n), 1
			}
		}
	}
	return names, length
}

// findForm returns the words of a source that begin one of a name's forms.
func (s *Source) findForm(k known) (hit, bool) {
	for _, form := range k.forms {
		if spaceless(s.base) {
			if f := strings.Join(form, ""); strings.Contains(s.folded, f) {
				return hit{first: -1, form: f}, true
			}
			continue
		}
		for i := range s.words {
			if letter, ok := s.words[i].begins(form[0]); ok && s.follows(i+1, form[1:]) {
				return hit{first: i, last: i + len(form) - 1, letter: letter}, true
			}
		}
	}
	return hit{}, false
}

func (s *Source) follows(at int, form []string) bool {
	if at+len(form) > len(s.words) {
		return false
	}
	for i, f := range form {
		if _, ok := s.words[at+i].begins(f); !ok {
			return false
		}
	}
	return true
}

// begins reports whether a word is a form with no more than an ending behind
// it, and where in the word it begins.
func (h *heardWord) begins(form string) (letter int, ok bool) {
	if h.latin && strings.Contains(h.Text, "'") {
		if _, after, _ := strings.Cut(h.Text, "'"); tails(after, form) {
			return len(h.Text) - len(after), true
		}
	}
	for _, at := range h.starts {
		if at.letter < len(h.Text) && tails(h.Text[at.letter:], form) {
			return at.letter, true
		}
	}
	return 0, false
}

func tails(word, form string) bool {
	if !strings.HasPrefix(word, form) {
		return false
	}
	tail := utf8.RuneCountInString(word[len(form):])
	switch n := utf8.RuneCountInString(form); {
	case n <= 2:
		return tail == 0 || word[len(form)] == '\''
	case n <= 3:
		return tail <= 5
	}
	return tail <= 12 // Turkish: İngiltere'dekilerden
}

// Term is a line of a glossary: what a source form is called in English.
type Term struct {
	Source  string
	Targets []string
	Kind    Kind
}

// terms makes glossary lines names that are known.
func terms(list []Term, base string) *atlas {
	a := &atlas{first: map[string][]int{}, byStart: map[string][]int{}}
	for _, t := range list {
		form := t.Source
		if spaceless(base) {
			form = strings.ReplaceAll(language.Fold(form), " ", "")
		}
		a.add(t.Kind, Glossary, strings.Join(t.Targets, "|"), []string{form})
	}
	return a
}

// knownPlaces are the places of one word that the tables have in English: those
// that are written with a capital wherever they stand.
var knownPlaces = sync.OnceValue(func() map[string]bool {
	places := map[string]bool{}
	for line := range strings.Lines(section("en")) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		if code == strings.ToUpper(code) && !strings.Contains(name, " ") {
			places[strings.Join(phrase(name), " ")] = true
		}
	}
	for line := range strings.Lines(knownFile) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if kind != string(Place) {
			continue
		}
		english, _, _ := strings.Cut(rest, ";")
		for e := range strings.SplitSeq(english, "|") {
			if words := phrase(e); len(words) == 1 {
				places[words[0]] = true
			}
		}
	}
	return places
})
