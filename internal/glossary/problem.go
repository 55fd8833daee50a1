package glossary

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"dragoman/internal/language"
)

// Severity grades a problem.
type Severity string

// The severities of problems.
const (
	Error   Severity = "error"   // a run would refuse the file, or it would be chance what a term means
	Warning Severity = "warning" // a person should look
)

// Problem is something wrong with a glossary. It is an error of one line.
type Problem struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Check    string   `json:"check"` // field, conflict, duplicate, overlap or homograph
	Severity Severity `json:"severity"`
	Source   string   `json:"source"` // of the term; may be empty
	Message  string   `json:"message"`
}

func (p Problem) Error() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message) }

// Scan reads a file like [Read], but goes on after what is wrong with single
// terms. The error is of a file that cannot be read at all.
func Scan(name string, r io.Reader) ([]Term, []Problem, error) { return scan(name, r) }

// Check looks for terms that contradict each other or would be found where they
// are not meant, over all files together, in the order of the terms. Several
// renderings of one term are alternatives and no conflict.
func Check(terms []Term) []Problem {
	var problems []Problem
	add := func(t Term, check string, s Severity, format string, args ...any) {
		problems = append(problems, Problem{File: t.File, Line: t.Line, Check: check, Severity: s, Source: t.Source, Message: fmt.Sprintf(format, args...)})
	}
	g, first := New(terms), map[string][]Term{}
	for _, t := range terms {
		id := identity(&t, tokenize(t.Source))
		if before, ok := sameLanguage(first[id], t); ok {
			if sameRendering(before, t) {
				add(t, "duplicate", Warning, "%q stands at %s already, with the same rendering", t.Source, place(before))
			} else {
				add(t, "conflict", Error, "%q is %s here and %s at %s; the first counts. Put both on one line as alternatives, or remove one",
					t.Source, rendering(t), rendering(before), place(before))
			}
			continue
		}
		first[id] = append(first[id], t)
		if isHomograph(t) {
			add(t, "homograph", Warning, "%q is so short that other words look like it; add a longer form, such as the full name", t.Source)
		}
		for _, inner := range g.inside(t) {
			if !agrees(inner, t) {
				add(t, "overlap", Warning, "%q holds %q (%s), whose rendering %s is not in %s", t.Source, inner.Source, place(inner), rendering(inner), rendering(t))
			}
		}
	}
	return problems
}

func place(t Term) string { return fmt.Sprintf("%s:%d", t.File, t.Line) }

// rendering says for people what a term is in English.
func rendering(t Term) string {
	if t.Keep {
		return "kept as it is"
	}
	return `"` + strings.Join(t.Targets, `" / "`) + `"`
}

func sameLanguage(terms []Term, t Term) (Term, bool) {
	i := slices.IndexFunc(terms, func(o Term) bool {
		return o.Language == "" || t.Language == "" || language.Base(o.Language) == language.Base(t.Language)
	})
	if i < 0 {
		return Term{}, false
	}
	return terms[i], true
}

// sameRendering compares sets: the order of alternatives is no conflict.
func sameRendering(a, b Term) bool {
	x, y := slices.Sorted(slices.Values(a.Targets)), slices.Sorted(slices.Values(b.Targets))
	return a.Keep == b.Keep && slices.Equal(x, y)
}

// inside returns the terms that stand within a longer one.
func (g *Glossary) inside(t Term) []Term {
	var inner []Term
	for _, m := range g.Every(t.Source, t.Language) {
		if m.Start > 0 || m.End < len(t.Source) {
			inner = append(inner, m.Term)
		}
	}
	return inner
}

// agrees reports whether a longer term says in English what a term inside it
// does, in one of its renderings.
func agrees(inner, outer Term) bool {
	if outer.Keep || inner.Keep {
		return inner.Keep && (outer.Keep || slices.ContainsFunc(outer.Targets, func(s string) bool { return strings.Contains(s, inner.Source) }))
	}
	return slices.ContainsFunc(outer.Targets, func(s string) bool {
		_, _, ok := Rendered(s, inner)
		return ok || Shortened(s, inner)
	})
}

// shortSource is the length in letters up to which a word of a script without
// written vowels is likely to be several words.
const shortSource = 2

func isHomograph(t Term) bool {
	tokens := tokenize(t.Source)
	if len(tokens) != 1 {
		return false
	}
	key := tokens[0].key
	switch language.DominantScript(t.Source) {
	case "Arab", "Hebr":
		return utf8.RuneCountInString(key) <= shortSource
	case "Latn", "Cyrl", "Grek":
		return utf8.RuneCountInString(key) <= shortSource && !t.Case && !t.Kind.IsName()
	}
	return false
}
