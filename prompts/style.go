package prompts

import (
	"fmt"
	"strings"

	"dragoman/internal/glossary"
	"dragoman/internal/language"
)

// Style is the house style of a newsroom. The zero value is the default style.
type Style struct {
	English    string             // "us" (default) or "uk"
	Honorifics string             // "shorten" (default), "keep" or "drop"
	Doctor     string             // "keep" (default) or "drop"
	Headline   string             // "sentence" (default) or "title"
	Glossary   *glossary.Glossary // the house's own renderings of terms and names; nil is none
	Charged    []Charge           // the house's own renderings of charged words
	Notes      string             // free text, given to the model as it is
}

// Charge is a charged word and its rendering; When limits it to "narration" or
// "speech", empty is both.
type Charge struct {
	Source string
	Target string
	When   string
}

// Variety returns the name of the English the house writes.
func (s Style) Variety() string {
	if s.English == "uk" {
		return "British"
	}
	return "American"
}

// HeadlineCase says how headlines are written.
func (s Style) HeadlineCase() string {
	if s.Headline == "title" {
		return "title case"
	}
	return "sentence case"
}

// Rules returns the part of the style that holds for every article, as lines
// for a prompt.
func (s Style) Rules() string {
	var lines []string
	add := func(line string) { lines = append(lines, "  - "+line) }
	add(s.Variety() + " spelling, vocabulary and dates.")
	switch s.Honorifics {
	case "keep":
		add("Honorifics are kept and translated (His Excellency, His Highness).")
	case "drop":
		add("Honorifics and titles of courtesy are dropped, offices kept.")
	default:
		add("Honorifics are shortened: the office stays (minister, ambassador, king), courtesy goes (معالي, سعادة, His Excellency).")
	}
	if s.Doctor == "drop" {
		add(`The title "Dr." is dropped, except for physicians.`)
	} else {
		add(`The title "Dr." is kept.`)
	}
	if s.Headline == "title" {
		add("Headlines are in title case.")
	}
	for _, line := range strings.Split(strings.TrimSpace(s.Notes), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			add(line)
		}
	}
	return strings.Join(lines, "\n")
}

// HasTerms reports whether the house has renderings of its own.
func (s Style) HasTerms() bool { return s.Glossary.Len()+len(s.Charged) > 0 }

// Terms returns the terms of the glossary and the charged words that occur in
// some passages, one line each, in the order of the settings. Only these are
// part of a request, so a new term invalidates only the segments in which it
// occurs.
func (s Style) Terms(passages ...glossary.Passage) []string {
	var lines []string
	for _, t := range s.Glossary.Occurring(passages...) {
		lines = append(lines, t.Instruction())
	}
	if len(s.Charged) == 0 {
		return lines
	}
	var folded strings.Builder
	for _, p := range passages {
		folded.WriteString(language.Fold(p.Text) + "\n")
	}
	for _, charge := range s.Charged {
		if !occurs(charge.Source, folded.String()) {
			continue
		}
		line := charge.Source + " → " + charge.Target
		if charge.When != "" {
			line += fmt.Sprintf(" (only in %s)", charge.When)
		}
		lines = append(lines, line)
	}
	return lines
}

// occurs reports whether a charged word stands in a folded text. It matches
// inside words as well: such words are often verbs, of which a glossary knows
// few forms, and their renderings are for the model alone, no check holds a
// text to them. One sent without need costs a few tokens, one that is missed
// costs the house style.
func occurs(word, folded string) bool {
	word = language.Fold(word)
	return word != "" && strings.Contains(folded, word)
}
