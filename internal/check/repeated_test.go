package check

import (
	"slices"
	"testing"
)

func TestRepeated(t *testing.T) {
	good := func() Document { return sampleDocument() }
	doc := good()
	compare(t, Run(doc, []Check{repeatedText}), "")
	doc.Pairs[4].Target = doc.Pairs[1].Target
	report := Run(doc, []Check{repeatedText})
	compare(t, report, "error has the translation of [2]")
	checkEvidence(t, doc, report)

	doc = good()
	doc.Pairs[4].Target = doc.Pairs[1].Target + " " + doc.Pairs[4].Target
	compare(t, Run(doc, []Check{repeatedText}), "error has the translation of [2] in it")

	doc = good() // the source says it twice as well
	doc.Pairs = append(doc.Pairs, Pair{Number: 6, Source: doc.Pairs[1].Source, Target: doc.Pairs[1].Target})
	compare(t, Run(doc, []Check{repeatedText}), "")

	doc = good() // short texts have more than one source
	doc.Pairs[0] = Pair{Number: 1, Source: "اقرأ أيضا", Target: "Read also:"}
	doc.Pairs[1] = Pair{Number: 2, Source: "طالع أيضا", Target: "Read also:"}
	compare(t, Run(doc, []Check{repeatedText}), "")
}

// TestSeededRepeats gives each long segment the translation of another.
func TestSeededRepeats(t *testing.T) {
	seeded, found := 0, 0
	for _, l := range ntrex {
		for _, doc := range readNTREX(t, l.file, l.tag) {
			if got := repeatedText.Run(doc).Findings; len(got) > 0 {
				t.Errorf("%s: good document: %v", l.tag, lines(got))
			}
			long := doc.comparable()
			for k, i := range long {
				j := long[(k+1+k%3)%len(long)]
				if i == j {
					continue
				}
				spoiled := doc
				spoiled.Pairs = slices.Clone(doc.Pairs)
				spoiled.Pairs[i].Target = doc.Pairs[j].Target
				seeded++
				if len(repeatedText.Run(spoiled).Findings) > 0 || spoiledFound(spoiled, i) {
					found++
				} else {
					t.Logf("%s not found: %q", l.tag, doc.Pairs[j].Target)
				}
			}
		}
	}
	t.Logf("%d of %d found (%.1f %%)", found, seeded, 100*float64(found)/float64(seeded))
	if found < seeded {
		t.Error("want all")
	}
}
