package translate

import (
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/digest"
	"dragoman/internal/language"
	"dragoman/internal/name"
	"dragoman/prompts"
)

// mostNames is how many decided names go with a request: those of a long
// article's chunk, with room.
const mostNames = 40

// writeDecided writes the names that the translation so far has given a
// spelling, where they occur in the segments asked for: what was decided once
// stays decided in later chunks and in repairs. They come from the article, so
// they are data like it and stand inside the fence.
func (j *job) writeDecided(b *strings.Builder, numbers []int) {
	lines := j.decided(numbers)
	if len(lines) == 0 {
		return
	}
	b.WriteString("Names as they are spelled so far, to be kept:\n")
	for _, line := range lines {
		fmt.Fprintf(b, "- %s\n", prompts.Line(line))
	}
	b.WriteByte('\n')
}

// decided returns those names as "source → English". What the glossary has is
// not among them.
func (j *job) decided(numbers []int) []string {
	known := j.namesSoFar()
	if len(known) == 0 {
		return nil
	}
	text, terms := language.Fold(j.sourceText(numbers)), j.terms(j.article, numbers...)
	var lines []string
	for _, n := range known {
		if n.Source == "" || n.How == name.Unsupported || len(lines) == mostNames || !strings.Contains(text, language.Fold(n.Source)) {
			continue
		}
		there := func(line string) bool { return strings.HasPrefix(line, n.Source+" →") }
		if line := n.Source + " → " + n.Target; !slices.ContainsFunc(terms, there) && !slices.ContainsFunc(lines, there) {
			lines = append(lines, line)
		}
	}
	return lines
}

// namesSoFar lists the names of what is translated. The list is made again when
// a fifth more is: a model that is asked for one segment at a time would
// otherwise have a long article read as often as it has segments.
func (j *job) namesSoFar() []name.Name {
	if pairs := j.accepted(); len(pairs) > j.named+j.named/5 {
		j.names, j.named = name.Find(pairs, j.article.Language, nil), len(pairs)
	}
	return j.names
}

// accepted returns the segments that are translated.
func (j *job) accepted() []name.Pair {
	var pairs []name.Pair
	for _, s := range j.segments {
		if s.Target != nil && s.Origin != digest.SourceIsTarget {
			pairs = append(pairs, name.Pair{Number: s.Number, Source: s.Source, Target: *s.Target})
		}
	}
	return pairs
}

func (j *job) sourceText(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		b.WriteString(j.article.Segments[n-1].Text)
		b.WriteByte('\n')
	}
	return b.String()
}
