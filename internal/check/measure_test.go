package check

import (
	"os"
	"strings"
	"testing"
)

func TestMeasureDump(t *testing.T) {
	names := strings.Split(os.Getenv("CHECKS"), ",")
	var list []Check
	for _, n := range names {
		if c, ok := Find(n); ok {
			list = append(list, c)
		}
	}
	total := map[string]map[string]int{}
	for _, l := range ntrex {
		for _, doc := range readNTREX(t, l.file, l.tag) {
			for _, f := range Run(doc, list).Findings {
				if total[f.Check] == nil {
					total[f.Check] = map[string]int{}
				}
				total[f.Check][l.tag+string(f.Severity[:1])]++
				p := doc.Pairs[f.Segment-1]
				t.Logf("%s %s %s %s\n   %s -> %s\n   %s\n   %s", l.tag, f.Severity, f.Check, f.Message, quoted(f.SourceEvidence), quoted(f.TargetEvidence), p.Source, p.Target)
			}
		}
	}
	t.Log(total)
}
