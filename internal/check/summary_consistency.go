package check

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
	"dragoman/internal/name"
)

var summaryConsistency = Check{
	Name:     "summary-consistency",
	Category: "accuracy/mistranslation",
	About:    "headline, dek and body do not give different numbers of the same thing",
	Gravest:  Warning,
	Run:      notExtractive(runSummaryConsistency),
}

// count is a number of a sentence with the words that say what it counts.
type count struct {
	sentence int
	number   language.Number
	what     []string // the first word is the thing, the second what happened to it
	clause   clause
}

// clause is what a number stands in.
type clause struct {
	names   []string // capitalised words
	content []string // words with meaning, long ones
	other   bool     // it speaks of another time, or of more of the thing
}

// runSummaryConsistency compares every number with those of the sentences
// before it. Each is in its evidence, or another check says so; here the
// summary must agree with itself.
func runSummaryConsistency(doc Document) Result {
	if doc.Summary == nil {
		return Result{Skipped: noSummary}
	}
	if !language.IsEnglish(doc.summaryTag()) {
		return Result{Skipped: "not checked for " + language.Name(doc.summaryTag())}
	}
	sentences := doc.Summary.Sentences
	var all []count
	var findings []Finding
	for i, s := range sentences {
		counts := countsIn(i, s.Text)
		for _, c := range counts {
			if at := slices.IndexFunc(all, func(o count) bool { return c.contradicts(o, all, counts) }); at >= 0 {
				o := all[at]
				findings = append(findings, about(s, Finding{
					Severity: Warning, TargetEvidence: &Evidence{Text: c.number.Text, Start: c.number.Start, End: c.number.End},
					Message: fmt.Sprintf("says %s where %s says %s (%s)", c.number.Text, nameOf(sentences[o.sentence]), o.number.Text, strings.Join(c.what, " ")),
				}))
			}
		}
		all = append(all, counts...)
	}
	return Result{Findings: findings}
}

// contradicts reports whether two numbers count the same and differ. A sentence
// that has both, or several of the thing, speaks of a change or of parts.
func (c count) contradicts(o count, before, here []count) bool {
	if c.number.Value == o.number.Value || !c.sameThing(o) || c.clause.other || o.clause.other || disjoint(c.clause.names, o.clause.names) {
		return false
	}
	if !c.isEvent() && sharedWords(c.clause.content, o.clause.content) < sameContent {
		return false
	}
	several := func(list []count, like count) bool {
		n := 0
		for _, x := range list {
			if x.sentence == like.sentence && x.what[0] == like.what[0] {
				n++
			}
		}
		return n > 1
	}
	return !several(here, c) && !several(before, o)
}

// sameContent is how many words, the thing among them, two clauses share that
// speak of the same: "will create 140 jobs in Brest". An event says enough by
// itself.
const sameContent = 3

func sharedWords(a, b []string) int {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return n
}

// isEvent reports whether what happened is said: "killed".
func (c count) isEvent() bool { return isEvent(c.what[len(c.what)-1]) }

func isEvent(word string) bool { return countTable().event[word] != "" }

// sameThing reports whether the words after two numbers say the same: thing and
// event, as far as both say them.
func (c count) sameThing(o count) bool {
	if c.what[0] != o.what[0] {
		return false
	}
	if len(c.what) > 1 && len(o.what) > 1 {
		return c.what[1] == o.what[1]
	}
	return len(c.what) == len(o.what) || isEvent(c.what[0])
}

// disjoint reports whether both clauses name somebody, and not the same.
func disjoint(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

//go:embed data/counts.txt
var countsFile string

// countWords is what words after a number say of it: see data/counts.txt.
type countWords struct {
	skip, unit, other map[string]bool
	event             map[string]string // to the first word of its line
}

var countTable = sync.OnceValue(func() countWords {
	t := countWords{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}}
	sets := map[string]map[string]bool{"skip": t.skip, "unit": t.unit, "other": t.other}
	for line := range strings.Lines(countsFile) {
		f := strings.Fields(line)
		for _, w := range f[min(1, len(f)):] {
			if f[0] == "event" {
				t.event[w] = f[1]
			} else if set := sets[f[0]]; set != nil {
				set[w] = true
			}
		}
	}
	return t
})

// countsIn returns the numbers of a sentence with what they count. Years, dates,
// ages and measures are left out: there are many of each in one article.
func countsIn(sentence int, text string) []count {
	tokens, quotes := tokenize(text), quotedSpans(text)
	places := runeOffsets(text)
	var list []count
	for _, n := range language.Numbers(text, "en") {
		start, end := places[n.Start], places[n.End]
		if reworded(n) || ordinal(n, text[end:]) || inside(quotes, start, end) || strings.ContainsAny(before(text, start), "$€£¥") {
			continue
		}
		what := thing(text, tokens, end)
		if len(what) == 0 || countTable().unit[what[0]] || countTable().unit[what[0]+"s"] {
			continue
		}
		list = append(list, count{sentence, n, what, clauseOf(text, tokens, start, end)})
	}
	return list
}

// ordinal reports whether a number says which one, not how many: "the 17th".
func ordinal(n language.Number, after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	word := strings.ToLower(n.Text)
	return unicode.IsLetter(r) || n.InWords() && (strings.HasSuffix(word, "th") || strings.HasSuffix(word, "first") || strings.HasSuffix(word, "second") || strings.HasSuffix(word, "third"))
}

// before returns the character before a place.
func before(text string, at int) string { return text[max(0, at-3):at] }

// runeOffsets returns where each code point of a text begins in bytes, and the
// end.
func runeOffsets(text string) []int {
	list := make([]int, 0, len(text)+1)
	for i := range text {
		list = append(list, i)
	}
	return append(list, len(text))
}

// afterCount is how many words after a number can say what it counts.
const afterCount = 6

// thing returns the first two words with meaning after a number, in its clause.
func thing(text string, tokens []token, end int) []string {
	var words []string
	at, seen := end, 0
	for _, t := range tokens {
		if t.start < end {
			continue
		}
		gap := text[at:t.start]
		if seen++; seen > afterCount || strings.ContainsAny(gap, ".,;:()—–") || at == end && strings.Contains(gap, "-") {
			break
		}
		at = t.end
		if countTable().skip[t.word] {
			continue
		}
		if unicode.IsDigit(rune(t.word[0])) || opensUpper(text[t.start:]) {
			break
		}
		if words = append(words, stemmed(t.word)); len(words) == 2 {
			break
		}
	}
	if len(words) > 1 && !isEvent(words[1]) { // what follows the thing is no event: it tells nothing apart
		words = words[:1]
	}
	return words
}

// stemmed returns a word without the s of a plural, or the usual word for an
// event.
func stemmed(word string) string {
	if event := countTable().event[word]; event != "" {
		return event
	}
	if len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") {
		return word[:len(word)-1]
	}
	return word
}

// clauseOf returns what stands around a number. A word that only opens the
// sentence is no name.
func clauseOf(text string, tokens []token, start, end int) clause {
	from, to := strings.LastIndexAny(text[:start], ".;:()—–")+1, len(text)
	if i := strings.IndexAny(text[end:], ".;:()—–"); i >= 0 {
		to = end + i
	}
	var c clause
	for i, t := range tokens {
		if t.start < from || t.end > to {
			continue
		}
		if i > 0 && opensUpper(text[t.start:]) {
			c.names = append(c.names, name.WithoutPossessive(t.word))
		}
		if len(t.word) > 3 && !slices.Contains(c.content, stemmed(t.word)) {
			c.content = append(c.content, stemmed(t.word))
		}
		c.other = c.other || countTable().other[t.word] || year(t.word)
	}
	return c
}

// year reports whether a word is a year of the last hundred or the next.
func year(word string) bool {
	return len(word) == 4 && (word[:2] == "19" || word[:2] == "20") && unicode.IsDigit(rune(word[2])) && unicode.IsDigit(rune(word[3]))
}
