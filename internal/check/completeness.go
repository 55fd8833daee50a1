package check

import "fmt"

var completeness = Check{
	Name:     "completeness",
	Category: "accuracy/omission",
	About:    "every segment is there once and has a translation; a cut one is reported by cut",
	Run:      runCompleteness,
}

func runCompleteness(doc Document) Result {
	if !doc.Translated {
		return Result{Skipped: noTranslation}
	}
	var findings []Finding
	count := make(map[int]int, len(doc.Pairs))
	last := 0
	for _, p := range doc.Pairs {
		count[p.Number]++
		last = max(last, p.Number)
		if count[p.Number] == 2 {
			findings = append(findings, Finding{Severity: Error, Segment: p.Number, Message: "stands there more than once",
				SourceEvidence: whole(p.Source), TargetEvidence: whole(p.Target)})
		}
		if f, failed := failedPair(p); failed {
			findings = append(findings, f)
		}
	}
	for n := 1; n < last; n++ {
		if count[n] == 0 {
			findings = append(findings, Finding{Severity: Error, Segment: n, Message: fmt.Sprintf("segment %d is missing", n)})
		}
	}
	return Result{Findings: findings}
}

// failedPair reports a segment that has no accepted text. Empty texts without
// a reason are reported by copied.
func failedPair(p Pair) (Finding, bool) {
	why := ""
	switch p.Reason {
	case "", reasonCut:
		return Finding{}, false
	case "refused":
		why = "the model refused it"
	case "check":
		why = "what came back failed a check"
	case "unavailable":
		why = "no model could be asked"
	default:
		why = p.Reason
	}
	return Finding{Severity: Error, Segment: p.Number, Message: "was not translated: " + why, SourceEvidence: whole(p.Source)}, true
}
