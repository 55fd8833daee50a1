// Package drill tries the checks: on good translations, where every finding is
// a false alarm, and on copies with one error each, where it must be found.
//
// [Run] does both for one [Corpus] and reports counts; nothing in it depends on
// anything but the texts, the checks and the seed.
package drill

import (
	"strings"
	"unicode/utf8"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/eval/seed"
)

// Corpus is a translation line by line: Target[i] is the English of Source[i].
type Corpus struct {
	From           string // BCP 47 tag of the sources
	Source, Target []string
	Documents      []string // the document of each line; nil: all are one
}

// Joined returns the corpus with up to n lines of a document made one, with a
// space between: paragraphs, where the lines are sentences.
func (c Corpus) Joined(n int) Corpus {
	if n < 2 {
		return c
	}
	joined := Corpus{From: c.From}
	held := 0
	for i := range c.Source {
		last := len(joined.Source) - 1
		if held > 0 && held < n && c.document(i) == c.document(i-1) {
			joined.Source[last] += " " + c.Source[i]
			joined.Target[last] += " " + c.Target[i]
			held++
			continue
		}
		joined.Source, joined.Target = append(joined.Source, c.Source[i]), append(joined.Target, c.Target[i])
		joined.Documents = append(joined.Documents, c.document(i))
		held = 1
	}
	return joined
}

func (c Corpus) document(i int) string {
	if c.Documents == nil {
		return ""
	}
	return c.Documents[i]
}

// Document is a document of a corpus as the checks see it.
type Document struct {
	Name  string
	Lines []int // where its segments stand in the corpus
	check.Document
}

// Split returns the documents of a corpus, in order of first mention. The first
// segment of a document is a headline where it does not end as a sentence does;
// all others are paragraphs.
func (c Corpus) Split() []Document {
	var docs []Document
	at := map[string]int{}
	for i := range c.Source {
		name := c.document(i)
		d, known := at[name]
		if !known {
			d = len(docs)
			at[name] = d
			docs = append(docs, Document{Name: name, Document: check.Document{SourceLanguage: c.From, TargetLanguage: "en", Translated: true}})
		}
		kind := article.Paragraph
		if !known && c.Documents != nil && !endsSentence(c.Source[i]) {
			kind = article.Headline
		}
		docs[d].Lines = append(docs[d].Lines, i)
		docs[d].Pairs = append(docs[d].Pairs, check.Pair{Number: len(docs[d].Pairs) + 1, Kind: kind, Source: c.Source[i], Target: c.Target[i]})
	}
	return docs
}

// endsSentence reports whether a text ends in a mark that ends sentences.
func endsSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, " \t\"'”’»」』)"))
	return strings.ContainsRune(".!?…。！？؟۔।:", last)
}

// Class says how many errors of one class were found.
type Class struct {
	Class  string         `json:"class"`
	About  string         `json:"about"`
	Seeded int            `json:"seeded"`
	Found  int            `json:"found"`           // by an error or a warning
	Errors int            `json:"found_as_error"`  // by an error
	Share  float64        `json:"share"`           // found of seeded
	Checks map[string]int `json:"found_by_checks"` // errors that each check found; several may find one
}

// Alarms says what one check found on the good translations.
type Alarms struct {
	Check    string `json:"check"`
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Notes    int    `json:"notes"`
}

// Report is the outcome of a drill.
type Report struct {
	From      string       `json:"from"`
	Seed      uint64       `json:"seed"`
	Documents int          `json:"documents"`
	Segments  int          `json:"segments"`
	Classes   []Class      `json:"classes"`
	Alarms    []Alarms     `json:"false_alarms"` // of every check that ran
	Flagged   Flagged      `json:"flagged_segments"`
	Skipped   []check.Skip `json:"skipped"` // checks that could not run
}

// Flagged counts the good segments with a finding of a severity; what concerns
// a document as a whole counts as one.
type Flagged struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"` // those with an error are not among them
}

// Run tries checks on a corpus.
func Run(c Corpus, classes []seed.Class, checks []check.Check, seedValue uint64) Report {
	docs := c.Split()
	r := Report{From: c.From, Seed: seedValue, Documents: len(docs), Segments: len(c.Source), Skipped: []check.Skip{}}
	good := make([]check.Report, len(docs))
	for d := range docs {
		good[d] = check.Run(docs[d].Document, checks)
	}
	r.alarms(good)
	for _, class := range classes {
		result := Class{Class: class.Name, About: class.About, Checks: map[string]int{}}
		for d, doc := range docs {
			for _, spoiled := range seed.Seed(doc.Name, pairs(doc), class, seedValue) {
				result.add(doc, spoiled, good[d].Findings, checks)
			}
		}
		if result.Seeded > 0 {
			result.Share = float64(result.Found) / float64(result.Seeded)
		}
		r.Classes = append(r.Classes, result)
	}
	return r
}

func pairs(doc Document) []seed.Pair {
	list := make([]seed.Pair, len(doc.Pairs))
	for i, p := range doc.Pairs {
		list[i] = seed.Pair{Source: p.Source, Target: p.Target}
	}
	return list
}

// add runs the checks on one spoiled copy.
func (c *Class) add(doc Document, spoiled seed.Copy, good []check.Finding, checks []check.Check) {
	bad := doc.Document
	bad.Pairs = append([]check.Pair(nil), doc.Pairs...)
	for _, i := range spoiled.Spoiled {
		bad.Pairs[i].Target = spoiled.Pairs[i].Target
	}
	concerned := map[int]bool{0: strings.HasPrefix(spoiled.Class, "drop-")}
	for _, i := range spoiled.Spoiled {
		concerned[bad.Pairs[i].Number] = true
	}
	c.Seeded++
	by, worst := map[string]bool{}, check.Note
	for _, f := range added(check.Run(bad, checks).Findings, good) {
		if !concerned[f.Segment] || f.Severity == check.Note {
			continue
		}
		by[f.Check] = true
		if worst != check.Error {
			worst = f.Severity
		}
	}
	for name := range by {
		c.Checks[name]++
	}
	if worst != check.Note {
		c.Found++
	}
	if worst == check.Error {
		c.Errors++
	}
}

// identity is what makes two findings one: their places in the text and the
// figures of their messages move when something else changes.
type identity struct {
	check, message, source string
	severity               check.Severity
	segment                int
}

// added returns the findings that the good version does not have.
func added(findings, good []check.Finding) []check.Finding {
	had := map[identity]int{}
	for _, f := range good {
		had[identify(f)]++
	}
	var list []check.Finding
	for _, f := range findings {
		id := identify(f)
		if had[id] > 0 {
			had[id]--
			continue
		}
		list = append(list, f)
	}
	return list
}

func identify(f check.Finding) identity {
	id := identity{check: f.Check, message: strings.Map(notDigit, f.Message), severity: f.Severity, segment: f.Segment}
	if f.SourceEvidence != nil {
		id.source = f.SourceEvidence.Text
	}
	return id
}

func notDigit(r rune) rune {
	if '0' <= r && r <= '9' {
		return -1
	}
	return r
}

// alarms counts what the checks find on good translations.
func (r *Report) alarms(good []check.Report) {
	at := map[string]int{}
	skipped := map[string]bool{}
	for _, report := range good {
		for _, name := range report.Ran {
			if _, ok := at[name]; !ok {
				at[name] = len(r.Alarms)
				r.Alarms = append(r.Alarms, Alarms{Check: name})
			}
		}
		for _, s := range report.Skipped {
			if !skipped[s.Check] {
				skipped[s.Check] = true
				r.Skipped = append(r.Skipped, s)
			}
		}
		worst := map[int]check.Severity{}
		for _, f := range report.Findings {
			r.Alarms[at[f.Check]].Count(f.Severity)
			if worst[f.Segment] != check.Error && f.Severity != check.Note {
				worst[f.Segment] = f.Severity
			}
		}
		for _, s := range worst {
			if s == check.Error {
				r.Flagged.Errors++
			} else {
				r.Flagged.Warnings++
			}
		}
	}
}

// Count counts one finding.
func (a *Alarms) Count(s check.Severity) {
	switch s {
	case check.Error:
		a.Errors++
	case check.Warning:
		a.Warnings++
	default:
		a.Notes++
	}
}
