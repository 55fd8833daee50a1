package check

import (
	"slices"
	"strings"
	"testing"
)

// TestConceptColumns holds that each line of the table has a form in every
// column, or says by its absence that the language has none.
func TestConceptColumns(t *testing.T) {
	columns := 0
	for line := range strings.Lines(conceptsFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		n := strings.Count(line, "|")
		if columns == 0 {
			columns = n
		}
		if n != columns {
			t.Errorf("%d columns, want %d: %s", n, columns, line)
		}
	}
	if lexiconOf("sw") != nil {
		t.Error("a language without a column has concepts")
	}
}

func TestConcepts(t *testing.T) {
	of := func(tag, text string) (list []concept) {
		l := lexiconOf(tag)
		if l.anywhere {
			l.within(text, func(c concept, _ int) { list = append(list, c) })
			return list
		}
		for _, w := range tokenize(text) {
			l.each(w.word, func(c concept) { list = append(list, c) })
		}
		return list
	}
	for _, row := range []struct{ tag, source, english string }{
		{"ar", "والمستشفى", "hospital"}, {"fa", "انتخابات", "election"}, {"ur", "حکومت", "government"}, {"he", "המשטרה", "police"},
		{"fr", "incendie", "fire"}, {"de", "Krankenhäuser", "hospitals"}, {"es", "escuelas", "schools"}, {"ru", "правительством", "government"},
		{"zh", "在医院里", "hospital"}, {"hi", "भूकंप", "earthquake"}, {"ja", "地震がありました", "quake"}, {"tr", "depremde", "earthquake"},
	} {
		source, english := of(row.tag, row.source), of("en", row.english)
		if len(english) == 0 || !slices.ContainsFunc(source, func(c concept) bool { return slices.Contains(english, c) }) {
			t.Errorf("%s: %s is %v, %s is %v", row.tag, row.source, source, row.english, english)
		}
		if other := of("en", "lobster"); slices.ContainsFunc(source, func(c concept) bool { return slices.Contains(other, c) }) {
			t.Errorf("%s: %s is a lobster", row.tag, row.source)
		}
	}
}
