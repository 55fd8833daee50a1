package glossary

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// The fields of a term, as files name them.
const (
	fieldSource   = "source"
	fieldTarget   = "target"
	fieldLanguage = "language"
	fieldNote     = "note"
	fieldCase     = "case"
	fieldKeep     = "do-not-translate"
	fieldKind     = "kind"
	fieldComment  = "comment" // for people; not read
)

// fields are in the order of columns of a file without a heading.
var fields = []string{fieldSource, fieldTarget, fieldLanguage, fieldNote, fieldCase, fieldKeep, fieldKind, fieldComment}

// row is a term as a file has it.
type row struct {
	line    int
	cells   map[string]string
	targets []string // where the file has them apart; cells[fieldTarget] otherwise
	wrong   string   // why the row could not be read; empty when it could
}

// fieldOf returns the field that a heading or key names.
func fieldOf(heading string) (string, bool) {
	name := strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(strings.TrimSpace(heading)))
	switch name {
	case "targets":
		name = fieldTarget
	case "lang":
		name = fieldLanguage
	case "notes":
		name = fieldNote
	}
	return name, slices.Contains(fields, name)
}

func unknownField(heading string) string {
	return fmt.Sprintf("%q is no field of a term; there are: %s", heading, strings.Join(fields, ", "))
}

// The longest that fields may be, in characters: names of institutions in full,
// and a note of two or three sentences. Both go to the model.
const (
	maxPhrase = 200
	maxNote   = 500
)

// finish makes terms of rows and says what is wrong with the others.
func finish(file string, rows []row) ([]Term, []Problem) {
	var terms []Term
	var problems []Problem
	for _, r := range rows {
		t, wrong := r.term()
		t.File, t.Line = file, r.line
		if wrong != "" {
			problems = append(problems, Problem{File: file, Line: r.line, Check: "field", Severity: Error, Source: t.Source, Message: wrong})
			continue
		}
		terms = append(terms, t)
	}
	return terms, problems
}

// term returns the term of a row, or what is wrong with it and what to do.
func (r row) term() (t Term, wrong string) {
	if r.wrong != "" {
		return t, r.wrong
	}
	phrase := func(field, text string, most int) string {
		clean, problem := oneLine(field, text, most)
		if wrong == "" {
			wrong = problem
		}
		return clean
	}
	t.Source = phrase(fieldSource, r.cells[fieldSource], maxPhrase)
	t.Note = phrase(fieldNote, r.cells[fieldNote], maxNote)
	t.Language = phrase(fieldLanguage, r.cells[fieldLanguage], maxPhrase)
	targets := r.targets
	if targets == nil {
		targets = splitTargets(r.cells[fieldTarget])
	}
	for _, target := range targets {
		target = phrase(fieldTarget, target, maxPhrase)
		if target != "" && !slices.Contains(t.Targets, target) {
			t.Targets = append(t.Targets, target)
		}
	}
	for field, into := range map[string]*bool{fieldCase: &t.Case, fieldKeep: &t.Keep} {
		ok := false
		if *into, ok = yes(r.cells[field]); !ok && wrong == "" {
			wrong = fmt.Sprintf("%s is %q; write yes or no", field, r.cells[field])
		}
	}
	if wrong == "" {
		t.Kind, wrong = kindOf(r.cells[fieldKind])
	}
	if wrong == "" {
		wrong = t.wrong()
	}
	if t.Keep {
		t.Targets = nil
	}
	return t, wrong
}

// wrong says what keeps a term from being one.
func (t Term) wrong() string {
	switch {
	case t.Source == "":
		return "the source is empty; write the term, or remove the line"
	case len(tokenize(t.Source)) == 0:
		return fmt.Sprintf("the source %q has no letter or digit to look for", t.Source)
	case t.Keep && len(t.Targets) > 0 && !slices.Equal(t.Targets, []string{t.Source}):
		return fmt.Sprintf("%q has a target and do-not-translate: yes; remove one of them", t.Source)
	case !t.Keep && len(t.Targets) == 0:
		return fmt.Sprintf("%q has no target; write one, or do-not-translate: yes", t.Source)
	case t.Language != "" && !isTag(t.Language):
		return fmt.Sprintf("%q is no language tag; write it as ar, zh or pt-BR", t.Language)
	case language.IsEnglish(t.Language):
		return fmt.Sprintf("%q is a term in English; the source language is meant", t.Source)
	}
	for _, target := range t.Targets {
		if len(tokenize(target)) == 0 {
			return fmt.Sprintf("the target %q of %q has no letter or digit", target, t.Source)
		}
	}
	return ""
}

// oneLine returns a field without invisible signs and outer spaces. Control
// characters and line ends are refused: fields stand in prompts, a line each,
// and in terminals.
func oneLine(field, text string, most int) (string, string) {
	text = strings.TrimSpace(text)
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }) {
		return "", fmt.Sprintf("the %s holds a line end, a tab or another control character; a term is one line", field)
	}
	if utf8.RuneCountInString(text) > most {
		return "", fmt.Sprintf("the %s is longer than %d characters", field, most)
	}
	return strings.Join(strings.Fields(language.Clean(text)), " "), ""
}

// splitTargets takes renderings apart: "a / b" are two, "24\/7" is one.
func splitTargets(text string) []string {
	var targets []string
	var b strings.Builder
	escaped := false
	for _, r := range text {
		switch {
		case escaped:
			if r != '/' {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == '/':
			targets = append(targets, b.String())
			b.Reset()
		default:
			b.WriteRune(r)
		}
	}
	if escaped {
		b.WriteByte('\\')
	}
	return append(targets, b.String())
}

// joinTargets is the reverse of splitTargets.
func joinTargets(targets []string) string {
	escaped := make([]string, len(targets))
	for i, t := range targets {
		escaped[i] = strings.ReplaceAll(t, "/", `\/`)
	}
	return strings.Join(escaped, " / ")
}

func yes(text string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "no", "false", "0":
		return false, true
	case "yes", "true", "1", "x":
		return true, true
	}
	return false, false
}

func kindOf(text string) (Kind, string) {
	switch k := Kind(strings.ToLower(strings.TrimSpace(text))); k {
	case "", Word, Person, Place, Organisation:
		return k, ""
	case "organization":
		return Organisation, ""
	}
	return "", fmt.Sprintf("the kind %q is unknown; write term, person, place or organisation", text)
}

// isTag accepts the shape of BCP 47 tags.
func isTag(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		if len(part) > 8 || part == "" || i == 0 && (len(part) < 2 || len(part) > 3) {
			return false
		}
		if strings.ContainsFunc(part, func(r rune) bool {
			return !('a' <= r|0x20 && r|0x20 <= 'z' || i > 0 && '0' <= r && r <= '9')
		}) {
			return false
		}
	}
	return true
}
