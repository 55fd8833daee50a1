package seed

import (
	_ "embed"
	"math/rand/v2"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// Limits below which a text does not lend itself to an error.
const (
	leastDropped  = 5  // words of a sentence that is left out or repeated
	leastCut      = 8  // words of a segment that is cut
	leastForeign  = 12 // letters of a source that stands untranslated
	leastSwapped  = 5  // words of a segment that changes places
	leastSegments = 2
)

func dropSegment(pairs []Pair, i int, _ *rand.Rand) (change, bool) {
	return only("", pairs[i].Target, ""), len(pairs) >= leastSegments
}

// dropSentence passes segments of one sentence, and sentences under five words.
func dropSentence(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	all := language.Sentences(text, "en")
	long := longSentences(text, all)
	if len(all) < 2 || len(long) == 0 {
		return change{}, false
	}
	s := pick(r, long)
	rest := strings.TrimSpace(strings.TrimRight(text[:s.Start], " ") + " " + strings.TrimLeft(text[s.End:], " "))
	return only(rest, s.Of(text), ""), true
}

func longSentences(text string, all []language.Span) []language.Span {
	var long []language.Span
	for _, s := range all {
		if len(words(s.Of(text))) >= leastDropped {
			long = append(long, s)
		}
	}
	return long
}

// untranslated passes sources without enough letters to be a text, and those
// that are the translation: names and the like.
func untranslated(pairs []Pair, i int, _ *rand.Rand) (change, bool) {
	source := pairs[i].Source
	letters := 0
	for _, c := range source {
		if unicode.IsLetter(c) {
			letters++
		}
	}
	if letters < leastForeign || strings.EqualFold(strings.TrimSpace(source), strings.TrimSpace(pairs[i].Target)) {
		return change{}, false
	}
	return only(source, pairs[i].Target, source), true
}

func repeatSentence(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	long := longSentences(text, language.Sentences(text, "en"))
	if len(long) == 0 {
		return change{}, false
	}
	s := pick(r, long)
	again := strings.Repeat(" "+s.Of(text), 3+r.IntN(4))
	return only(text[:s.End]+again+text[s.End:], "", strings.TrimSpace(again)), true
}

// repeatSegment passes the first segment, and texts that are alike already.
func repeatSegment(pairs []Pair, i int, _ *rand.Rand) (change, bool) {
	if i == 0 || !exchangeable(pairs[i-1], pairs[i]) {
		return change{}, false
	}
	return only(pairs[i-1].Target, pairs[i].Target, pairs[i-1].Target), true
}

// swap exchanges a segment with the one after it as often as with any other.
func swap(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	if len(pairs) < leastSegments {
		return change{}, false
	}
	other := (i + 1) % len(pairs)
	if r.IntN(2) == 0 {
		other = (i + 1 + r.IntN(len(pairs)-1)) % len(pairs)
	}
	if !exchangeable(pairs[i], pairs[other]) {
		return change{}, false
	}
	c := only(pairs[other].Target, pairs[i].Target, pairs[other].Target)
	c.other, c.otherNew = other, pairs[i].Target
	return c, true
}

// exchangeable reports whether it is an error to take one text for the other.
func exchangeable(a, b Pair) bool {
	return len(words(a.Target)) >= leastSwapped && len(words(b.Target)) >= leastSwapped &&
		!strings.EqualFold(a.Target, b.Target) && a.Source != b.Source
}

// cut ends a segment after a word, between a third and nine tenths of it, where
// no sentence ends.
func cut(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	list := words(text)
	if len(list) < leastCut {
		return change{}, false
	}
	var places []int
	for k := len(list) / 3; k < len(list)*9/10; k++ {
		if gap(text, list, k) == " " {
			places = append(places, list[k].end)
		}
	}
	if len(places) == 0 {
		return change{}, false
	}
	at := pick(r, places)
	return only(text[:at], text[at:], ""), true
}

//go:embed data/chat.txt
var chatFile string

var chatLines = sync.OnceValue(func() []string { return table(chatFile) })

// chat takes a line of the table; "_" in it stands for the translation.
func chat(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	line := strings.ReplaceAll(pick(r, chatLines()), `\n`, "\n")
	before, after, _ := strings.Cut(line, "_")
	return only(before+pairs[i].Target+after, "", strings.TrimSpace(before+after)), true
}

// Quotation marks of any language, those of Chinese and Japanese with them.
const quotationMarks = "\"“”„‟«»‹›「」『』‘‚‛〝〞〟＂״"

// quoted reports whether a text has quotation marks. An apostrophe is one
// where a word begins.
func quoted(text string) bool {
	if strings.ContainsAny(text, quotationMarks) || strings.Contains(text, "''") || strings.Contains(text, "``") {
		return true
	}
	before := ' '
	for i, c := range text {
		if (c == '\'' || c == '’') && !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(c):])
			if unicode.IsLetter(next) {
				return true
			}
		}
		before = c
	}
	return false
}

// quote passes segments with quotation marks on either side, and those of
// fewer words than leave something outside.
func quote(pairs []Pair, i int, r *rand.Rand) (change, bool) {
	text := pairs[i].Target
	list := words(text)
	if quoted(text) || quoted(pairs[i].Source) || len(list) < 8 {
		return change{}, false
	}
	n := min(4+r.IntN(7), len(list)-4)
	first := 1 + r.IntN(len(list)-n-1) // never the whole sentence: a word stands before and after
	start, end := list[first].start, list[first+n-1].end
	return replace(text, start, end, `"`+text[start:end]+`"`), true
}
