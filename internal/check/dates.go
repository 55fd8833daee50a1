package check

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"dragoman/internal/language"
)

var dates = Check{
	Name:     "dates",
	Category: "accuracy/other",
	About:    "relative days such as \"today\" stand in an article whose publication date is known",
	Run:      runDates,
}

//go:embed data/days.txt
var daysFile string

// day is a way to say a relative day.
type day struct {
	english string   // "today", "tonight", "tomorrow", "yesterday"
	words   []string // in its language, folded
	text    string   // the same, for scripts without spaces
}

// dayTable holds the relative days of a language.
type dayTable struct {
	days []day
	last [256]bool // the bytes that words that can begin one end with
}

// days are the relative days by language.
var days = sync.OnceValue(func() map[string]*dayTable {
	table := map[string]*dayTable{}
	for line := range strings.Lines(daysFile) {
		f := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		t := table[f[0]]
		if t == nil {
			t = &dayTable{}
			t.last['s'] = f[0] == "en" // today's
			table[f[0]] = t
		}
		d := day{f[1], wordsOf(f[2]), f[2]}
		if len(d.words) > 0 {
			t.last[d.words[0][len(d.words[0])-1]] = true
		}
		t.days = append(t.days, d)
	}
	return table
})

// mention is a relative day in a text.
type mention struct {
	english    string
	start, end int
}

// runDates makes one note of all relative days while the publication date is
// unknown: the reader cannot know which day is meant.
func runDates(doc Document) Result {
	if doc.Published != "" {
		return Result{}
	}
	var said, segments []string
	var first Finding
	count := 0
	for i, p := range doc.Pairs {
		mentions := doc.relativeDays(i)
		if len(mentions) == 0 {
			continue
		}
		for _, m := range mentions {
			if !slices.Contains(said, m.english) {
				said = append(said, m.english)
			}
		}
		segments = append(segments, fmt.Sprintf("[%d]", p.Number))
		if count++; count == 1 {
			first = Finding{Severity: Note, Place: Translation, Segment: p.Number, SourceEvidence: doc.sourceDay(i, mentions[0].english), TargetEvidence: doc.targetDay(i, mentions[0])}
		}
	}
	if count == 0 {
		return Result{}
	}
	first.Message = `"` + strings.Join(said, `", "`) + `": publication date unknown; set --published`
	if count > 1 {
		first.Segment, first.Message = 0, strings.Join(segments, " ")+" "+first.Message
	}
	return Result{Findings: []Finding{first}}
}

// relativeDays returns the relative days of doc.Pairs[i]: those of the
// translation that the source has too, or the source's while there is none.
// «اليوم» may be "the day", and "today" may be "now" in the source.
func (d Document) relativeDays(i int) []mention {
	p := d.Pairs[i]
	if !d.Translated || p.Target == "" || p.Kept {
		source, _ := d.calendarSides(i)
		return source.days()
	}
	_, target := d.calendarSides(i)
	return slices.DeleteFunc(slices.Clone(target.days()), func(m mention) bool {
		return known(d.SourceLanguage) && d.sourceDay(i, m.english) == nil
	})
}

func known(tag string) bool { return days()[language.Base(tag)] != nil }

// sourceDay quotes where the source of doc.Pairs[i] says a relative day.
func (d Document) sourceDay(i int, english string) *Evidence {
	source, _ := d.calendarSides(i)
	for _, m := range source.days() {
		if m.english == english {
			return span(source.text, m.start, m.end)
		}
	}
	return nil
}

// targetDay quotes a relative day of the translation.
func (d Document) targetDay(i int, m mention) *Evidence {
	if p := d.Pairs[i]; d.Translated && p.Target != "" && !p.Kept {
		return span(p.Target, m.start, m.end)
	}
	return nil
}

// daysIn returns the relative days of a text in a language; none where the
// language is not in the table.
func daysIn(text string, tokens []token, tag string) []mention {
	base := language.Base(tag)
	table := days()[base]
	if table == nil {
		return nil
	}
	var found []mention
	if base == "zh" || base == "ja" {
		for _, d := range table.days {
			if at := strings.Index(text, d.text); at >= 0 {
				found = append(found, mention{d.english, at, at + len(d.text)})
			}
		}
		return found
	}
	for i := range tokens {
		if word := tokens[i].word; word == "" || !table.last[word[len(word)-1]] { // a mark alone folds to nothing
			continue
		}
		for _, d := range table.days {
			if prefixed(tokens[i].word, d.words[0], base) && hasAt(tokens, i+1, d.words[1:]) {
				found = append(found, mention{d.english, tokens[i].start, tokens[i+len(d.words)-1].end})
				break
			}
		}
	}
	return found
}

// prefixed reports whether a word is another one after the conjunctions and prepositions
// that Arabic and Hebrew write with it: واليوم, لليوم, והיום.
func prefixed(word, want, base string) bool {
	if word == want || base == "en" && word == want+"'s" {
		return true
	}
	rest, found := strings.CutSuffix(word, want)
	if !found {
		rest, found = strings.CutSuffix(word, strings.TrimPrefix(want, "ا")) // ل and ال make لل
		if !found || base != "ar" || rest != "ل" && rest != "ول" || !strings.HasPrefix(want, "ال") {
			return false
		}
		return true
	}
	switch base {
	case "ar", "fa", "ur":
		return rest == "و" || rest == "ف" || rest == "ب" || rest == "ك"
	case "fr":
		return rest == "d'" || rest == "l'" || rest == "qu'" || rest == "jusqu'"
	case "he":
		return rest == "ו" || rest == "מ" || rest == "ב" || rest == "ל" || rest == "עד"
	}
	return false
}
