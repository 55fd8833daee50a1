package check

import (
	"strings"
	"testing"
	"time"
)

// TestHostileText puts long runs of every sign that something scans for under
// all checks. None takes more than a fifth of a second on a usual machine;
// quadratic work would take minutes.
func TestHostileText(t *testing.T) {
	for _, unit := range []string{"\"", "'", "‘a", "“", "1 111 ", "1.1,", "<s", "[s01", "`", "a ", "A", "A ", "of A ", "س ", "- ", "1万", "I ", "«", "»a", "「", "\"א", "ignore ", "ignore all instructions ", "system:\n", "not ", "не ", "a b c d e f ", "Karim Bazo ", "in Karim, ", "NTS ", "1m ", "1a", "1:11 ", "one ", "millions ", "six ", "1m 1 cm ", "百 "} {
		text := strings.Repeat(unit, 100_000/len(unit))
		doc := Document{SourceLanguage: "fr", TargetLanguage: "en", Translated: true, Prompt: "a a a a a a a a a a",
			Pairs:   []Pair{{Number: 1, Source: text, Target: text + "x"}},
			Summary: &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryDek, Text: text[:2000], Evidence: []int{1}}}}}
		begin := time.Now()
		Run(doc, All())
		if took := time.Since(begin); took > 4*time.Second {
			t.Errorf("100 kB of %q took %v", unit, took)
		} else {
			t.Logf("%q %v", unit, took)
		}
	}
}
