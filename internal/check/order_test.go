package check

import (
	"testing"
)

func TestOrder(t *testing.T) {
	doc := sampleDocument()
	if got := Run(doc, []Check{orderKept}).Findings; len(got) > 0 {
		t.Errorf("good document: %v", lines(got))
	}
	doc.Pairs[2].Target, doc.Pairs[3].Target = doc.Pairs[3].Target, doc.Pairs[2].Target
	report := Run(doc, []Check{orderKept})
	compare(t, report, "error [3] and [4] have each other's translations")
	checkEvidence(t, doc, report)
	doc.Pairs[3].Reason, doc.Pairs[3].Target = "check", ""
	compare(t, Run(doc, []Check{orderKept}), "")
	doc.Translated = false
	if got := Run(doc, []Check{orderKept}).Skipped; len(got) != 1 {
		t.Errorf("without a translation: skipped %v", got)
	}
}

func TestSoundOf(t *testing.T) {
	for _, row := range []struct{ a, b string }{
		{"trump", "ترامب"}, {"trump", "трамп"}, {"trump", "טראמפ"}, {"trump", "ट्रम्प"}, {"kavanaugh", "كافانو"},
		{"sainsbury", "سينسبري"}, {"london", "لندن"}, {"chelsea", "челси"}, {"facebook", "フェイスブック"},
	} {
		a, b := soundOf(tokenize(row.a)[0].word), soundOf(tokenize(row.b)[0].word)
		if a == 0 || a != b && a != b.withoutLast() {
			t.Errorf("%s is %o, %s is %o", row.a, a, row.b, b)
		}
	}
	if soundOf("aia") != 0 || soundOf("to") != 0 {
		t.Error("a short word has a sound")
	}
	if soundOf("merkel") == soundOf("macron") {
		t.Error("two names have one sound")
	}
}

// TestSeededSwaps exchanges the translations of any two segments of an article.
func TestSeededSwaps(t *testing.T) {
	segments, wrong, wrongErrors, seeded, alone, errors, together := 0, 0, 0, 0, 0, 0, 0
	for _, l := range ntrex {
		for _, doc := range readNTREX(t, l.file, l.tag) {
			segments += len(doc.Pairs)
			for _, f := range Run(doc, []Check{orderKept}).Findings {
				wrong++
				if f.Severity == Error {
					wrongErrors++
				}
			}
			// What speaks for a swap in the good article speaks as much against
			// one in the swapped article.
			m := doc.match(doc.comparable())
			for a := range m.sides {
				for b := a + 1; b < len(m.sides); b++ {
					seeded++
					switch gain := -m.gain(a, b); {
					case gain >= swapError:
						errors++
						fallthrough
					case gain >= swapWarning:
						alone++
						together++
					case othersFind(doc, m.sides[a].index, m.sides[b].index):
						together++
					}
				}
			}
		}
	}
	t.Logf("good: %d segments, %d findings, %d errors; swapped: %d, found %.1f %% alone (%.1f %% as errors), %.1f %% with the segment checks",
		segments, wrong, wrongErrors, seeded, 100*float64(alone)/float64(seeded), 100*float64(errors)/float64(seeded), 100*float64(together)/float64(seeded))
	if float64(alone) < 0.97*float64(seeded) || float64(together) < 0.98*float64(seeded) {
		t.Error("want 97 % found alone and 98 % together")
	}
	if wrong > segments/150 || wrongErrors > 0 {
		t.Error("want findings on fewer good segments")
	}
}

// othersFind runs the segment checks on two segments with each other's
// translations.
func othersFind(doc Document, i, j int) bool {
	a, b := doc.Pairs[i], doc.Pairs[j]
	a.Target, b.Target = b.Target, a.Target
	doc.Pairs = []Pair{a, b}
	return len(Run(doc, Segment()).Findings) > 0
}
