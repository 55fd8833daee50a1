package check

import "testing"

func TestNumbersNTREX(t *testing.T) {
	for _, l := range ntrex {
		e, w := 0, 0
		for d, doc := range readNTREX(t, l.file, l.tag) {
			for _, f := range Run(doc, []Check{numbers}).Findings {
				p := doc.Pairs[f.Segment-1]
				switch f.Severity {
				case Error:
					e++
				case Warning:
					w++
				default:
					t.Logf("%s %s %s", l.tag, f.Severity, f.Message)
					continue
				}
				t.Logf("%s %s d%d[%d] %s\n\t%s\n\t%s", l.tag, f.Severity, d, f.Segment, f.Message, p.Source, p.Target)
			}
		}
		t.Logf("%s: %d errors, %d warnings", l.tag, e, w)
	}
}
