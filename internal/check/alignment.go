package check

import (
	"fmt"
	"strings"
)

// Unmatched are the paragraphs of two texts for which matching by length,
// numbers and names found no partner.
type Unmatched struct {
	Sources, Targets []Line
	Joined           []Join
}

// Join is paragraphs that were compared as one text, since their counts differ.
type Join struct {
	Sources, Targets []Line
}

// Line is a paragraph of one of two texts, counted from 1.
type Line struct {
	Number int
	Text   string
}

var alignment = Check{
	Name:     "alignment",
	Category: "accuracy/omission",
	About:    "of two texts with different counts of paragraphs, those that have no partner in the other, or only one together",
	Run:      runAlignment,
}

// runAlignment makes one finding of all that is unmatched. A source paragraph
// without a translation is an error; one that only the translation has may be a
// byline or a translator's note.
func runAlignment(doc Document) Result {
	u := doc.Unmatched
	switch {
	case u == nil:
		return Result{Skipped: "the segments are matched by their ids"}
	case len(u.Sources)+len(u.Targets) == 0:
		return Result{Findings: joinedLines(u.Joined)}
	}
	f := Finding{Severity: Error}
	var parts []string
	if len(u.Sources) > 0 {
		parts = append(parts, "no translation was found for "+paragraphs("source", u.Sources))
		f.SourceEvidence = whole(u.Sources[0].Text)
		if len(u.Sources) == 1 {
			f.Segment = u.Sources[0].Number
		}
	} else {
		f.Severity, f.Category = Warning, "accuracy/addition"
	}
	if len(u.Targets) > 0 {
		parts = append(parts, "no source was found for "+paragraphs("translation", u.Targets))
		f.TargetEvidence = whole(u.Targets[0].Text)
	}
	f.Message = strings.Join(parts, "; ")
	return Result{Findings: append([]Finding{f}, joinedLines(u.Joined)...)}
}

// joinedLines says where paragraphs were compared as one, so that counts which
// differ are never without a word: what looks joined may be lost.
func joinedLines(joins []Join) []Finding {
	var findings []Finding
	for _, j := range joins {
		f := Finding{Severity: Note, Segment: j.Sources[0].Number, SourceEvidence: whole(j.Sources[0].Text), TargetEvidence: whole(j.Targets[0].Text)}
		f.Message = "compared as one: " + paragraphs("source", j.Sources) + ", " + paragraphs("translation", j.Targets)
		if len(j.Sources) > len(j.Targets) {
			f.Severity = Warning
			f.Message += "; one may be missing"
		}
		findings = append(findings, f)
	}
	return findings
}

// paragraphs names lines to people: "source paragraphs 3, 7".
func paragraphs(side string, lines []Line) string {
	numbers := make([]string, len(lines))
	for i, l := range lines {
		numbers[i] = fmt.Sprint(l.Number)
	}
	noun := "paragraph"
	if len(lines) > 1 {
		noun = "paragraphs"
	}
	return fmt.Sprintf("%s %s %s", side, noun, strings.Join(numbers, ", "))
}

// LengthRatio returns how long English is for one character of a source
// language, and how much that varies between segments (one standard deviation),
// for those who match texts by length. Languages of one script that were not
// measured share a guess.
func LengthRatio(source, target string) (mean, deviation float64, known bool) {
	b, why := bandFor(source, target)
	if why != "" {
		return 0, 0, false
	}
	// The band holds 99 % of the segments: 2.58 deviations to either side.
	return (b.totalLow + b.totalHigh) / 2, (b.high - b.low) / (2 * 2.58), true
}
