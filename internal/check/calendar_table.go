package check

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

//go:embed data/calendar.txt
var calendarFile string

// calendarClass is what a name of the calendar names.
type calendarClass uint8

// The classes; the months of each calendar are one of their own.
const (
	weekdayName calendarClass = iota
	monthName
	hijriName
	solarName
	hebrewName
	calendarClasses
)

var classNames = map[string]calendarClass{
	"weekday": weekdayName, "month": monthName, "hijri": hijriName, "solar": solarName, "hebrew": hebrewName,
}

// calendarForm is one way to write a weekday or month.
type calendarForm struct {
	class   calendarClass
	value   int
	words   []string // folded; the last one is a stem where stem is set
	text    string   // as written, for scripts without spaces
	doubted bool     // a word with other meanings
	capital bool     // written with a capital
	geresh  bool     // written with an apostrophe at its end
	stem    bool
}

// calendarTable are the names of one language.
type calendarTable struct {
	byWord        map[string][]*calendarForm // by the first word, longest first; of one-word stems nothing
	stems         map[rune][]*calendarForm   // one-word stems by the first letter, longest first
	byRune        map[rune][]*calendarForm   // of scripts without spaces, by the first letter, longest first
	before, after [calendarClasses][][]string
	rough         [calendarClasses][][]string
	roughText     [calendarClasses][]string
	lower         bool // names are written in lower case
}

// spacelessTags are the languages whose names are found as text: their words
// are not divided by spaces, or carry endings without a sign between.
func spacelessTag(base string) bool {
	return base == "zh" || base == "ja" || base == "ko" || base == "th" || base == "yue"
}

// calendarNamesOf returns the names of a language, or nil.
var calendarNamesOf = byBase(func(base string) *calendarTable {
	var t *calendarTable
	for line := range linesOf(calendarFile, base) {
		if t == nil {
			t = &calendarTable{byWord: map[string][]*calendarForm{}, stems: map[rune][]*calendarForm{}, byRune: map[rune][]*calendarForm{}}
		}
		t.read(strings.SplitN(line, " ", 4), spacelessTag(base))
	}
	if t != nil {
		t.sort()
	}
	return t
})

// calendarOf returns the names of the language of a tag, or nil.
func calendarOf(tag string) *calendarTable { return calendarNamesOf(language.Base(tag)) }

// read adds one line of the file.
func (t *calendarTable) read(f []string, spaceless bool) {
	if f[1] == "lower" {
		t.lower = true
		return
	}
	if len(f) < 4 {
		return
	}
	if class, ok := classNames[f[1]]; ok {
		value, _ := strconv.Atoi(f[2]) // the file is ours; a test reads every line
		for form := range strings.SplitSeq(f[3], ", ") {
			t.add(readForm(class, value, form), spaceless)
		}
		return
	}
	class := classNames[f[2]]
	for text := range strings.SplitSeq(f[3], ", ") {
		switch f[1] {
		case "before":
			t.before[class] = append(t.before[class], wordsOf(text))
		case "after":
			t.after[class] = append(t.after[class], wordsOf(text))
		case "rough":
			t.rough[class] = append(t.rough[class], wordsOf(text))
			t.roughText[class] = append(t.roughText[class], text)
		}
	}
}

func readForm(class calendarClass, value int, text string) *calendarForm {
	form := &calendarForm{class: class, value: value}
	text, form.doubted = strings.CutPrefix(text, "?")
	text, form.capital = strings.CutPrefix(text, "^")
	text, form.stem = strings.CutSuffix(text, "*")
	form.geresh = strings.HasSuffix(text, "'")
	form.text, form.words = text, wordsOf(text)
	return form
}

func (t *calendarTable) add(form *calendarForm, spaceless bool) {
	switch first, _ := utf8.DecodeRuneInString(form.words[0]); {
	case spaceless:
		first, _ = utf8.DecodeRuneInString(form.text)
		t.byRune[first] = append(t.byRune[first], form)
	case form.stem && len(form.words) == 1:
		t.stems[first] = append(t.stems[first], form)
	default:
		t.byWord[form.words[0]] = append(t.byWord[form.words[0]], form)
	}
}

// sort puts longer forms first, so that «سه شنبه» is not read as «شنبه».
func (t *calendarTable) sort() {
	longest := func(a, b *calendarForm) int { return len(b.text) - len(a.text) }
	for _, forms := range t.byWord {
		slices.SortStableFunc(forms, longest)
	}
	for _, forms := range t.stems {
		slices.SortStableFunc(forms, longest)
	}
	for _, forms := range t.byRune {
		slices.SortStableFunc(forms, longest)
	}
}

// capitalised reports whether the word at text[at:] begins with a capital.
func capitalised(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsUpper(r)
}
