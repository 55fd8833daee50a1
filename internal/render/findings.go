package render

import (
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/check"
	"dragoman/internal/digest"
)

const (
	// maxFindings is how many groups of errors and warnings are printed unasked;
	// more than a screen's worth is not read.
	maxFindings = 10
	// maxQuote is how much of a span is quoted, in characters: enough to find it.
	maxQuote = 80
)

// group is findings with one cause: the same check saying the same, at several
// places.
type group struct {
	Severity check.Severity
	Check    string
	Message  string
	Places   []place
	Source   string // quoted evidence where every finding of the group has the same
	Target   string
}

// place is where a finding is: a segment, or a part of the summary.
type place struct {
	Segment int    // 0 in the summary, and for the article as a whole
	Label   string // such as "[2]", "summary headline"
}

// acceptedSeverity stands in place of a severity once a person accepted a
// finding.
const acceptedSeverity check.Severity = "accepted"

// decision says who accepted a finding, and why.
func decision(f check.Finding, a digest.Acceptance) string {
	by := ""
	if a.By != "" {
		by = " by " + Line(a.By)
	}
	return fmt.Sprintf("%s, accepted%s: %s", f.Severity, by, Line(a.Reason))
}

// FindingLines returns the findings as lines for stderr: errors and warnings
// in full, at most ten groups of them, each followed by the spans it is about;
// of the notes, those that say what to set. With verbose, everything.
func FindingLines(d digest.Digest, verbose bool) []string {
	var lines []string
	shown, left := 0, 0
	for _, g := range groups(d) {
		switch {
		case verbose, g.Severity == acceptedSeverity:
		case g.Severity == check.Note:
			if !strings.Contains(g.Message, "; set --") {
				continue
			}
			g.Source, g.Target = "", "" // what to set says enough
		case shown == maxFindings:
			left++
			continue
		default:
			shown++
		}
		lines = append(lines, g.lines()...)
	}
	if left > 0 {
		lines = append(lines, fmt.Sprintf("and %s more (--verbose shows all)", Count(left)))
	}
	return lines
}

// allFindings returns every finding, or a line that says there is none.
func allFindings(d digest.Digest) []string {
	if lines := FindingLines(d, true); len(lines) > 0 {
		return lines
	}
	return []string{"no findings"}
}

// groups joins the findings of one cause, worst first, otherwise in the order
// of their first.
func groups(d digest.Digest) []group {
	var out []group
	for _, f := range d.Findings {
		g := group{Severity: f.Severity, Check: Line(f.Check), Message: Line(f.Message)}
		g.Source, g.Target = quotes(d, f, g.Message)
		if a, ok := d.Acceptance(f); ok {
			g.Severity, g.Message = acceptedSeverity, g.Message+" ("+decision(f, a)+")"
		}
		i := slices.IndexFunc(out, func(o group) bool {
			return o.Severity == g.Severity && o.Check == g.Check && o.Message == g.Message
		})
		if i < 0 {
			out, i = append(out, g), len(out)
		}
		if out[i].Source != g.Source {
			out[i].Source = ""
		}
		if out[i].Target != g.Target {
			out[i].Target = ""
		}
		if p := placeOf(f); p.Label != "" && !slices.Contains(out[i].Places, p) {
			out[i].Places = append(out[i].Places, p)
		}
	}
	rank := map[check.Severity]int{check.Error: 0, check.Warning: 1, check.Note: 2, acceptedSeverity: 3}
	slices.SortStableFunc(out, func(a, b group) int { return rank[a.Severity] - rank[b.Severity] })
	return out
}

// quotes returns the spans of a finding that its message does not quote and
// that are not the whole text, which its number names already.
func quotes(d digest.Digest, f check.Finding, message string) (source, target string) {
	segment, _ := d.Article.Segment(f.Segment)
	whole := ""
	if d.Translation != nil && f.Segment > 0 && f.Segment <= len(d.Translation.Segments) {
		if t := d.Translation.Segments[f.Segment-1].Target; t != nil {
			whole = *t
		}
	}
	part := func(e *check.Evidence, whole string) string {
		if e == nil || e.Text == whole {
			return ""
		}
		return quote(e, message)
	}
	return part(f.SourceEvidence, segment.Text), part(f.TargetEvidence, whole)
}

// quote returns a span, cut to a length at which it is found again; nothing
// where the message quotes it.
func quote(e *check.Evidence, message string) string {
	if e == nil || e.Text == "" {
		return ""
	}
	text := Line(e.Text)
	if strings.Contains(message, text) {
		return ""
	}
	if r := []rune(text); len(r) > maxQuote {
		text = string(r[:maxQuote-1]) + "…"
	}
	return text
}

func placeOf(f check.Finding) place {
	switch f.Place {
	case check.SummaryHeadline:
		return place{Label: "summary headline"}
	case check.SummaryDek:
		return place{Label: "summary dek"}
	case check.SummaryBody:
		if f.Index == 0 {
			return place{Label: "summary"}
		}
		return place{Label: fmt.Sprintf("summary point %d", f.Index)}
	}
	if f.Segment == 0 {
		return place{}
	}
	return place{Segment: f.Segment, Label: fmt.Sprintf("[%d]", f.Segment)}
}

// lines returns a group as one line and, under it, the quoted spans, each on a
// line of its own because their directions may differ.
func (g group) lines() []string {
	head := []string{string(g.Severity), g.Check}
	if at := g.at(); at != "" {
		head = append(head, at)
	}
	lines := []string{strings.Join(append(head, g.Message), "  ")}
	if g.Source != "" {
		lines = append(lines, "  source:  "+g.Source)
	}
	if g.Target != "" {
		lines = append(lines, "  English: "+g.Target)
	}
	return lines
}

// at returns the places: segment numbers, then parts of the summary.
func (g group) at() string {
	var numbers, labels []string
	for _, p := range g.Places {
		if p.Segment > 0 {
			numbers = append(numbers, p.Label)
		} else {
			labels = append(labels, p.Label)
		}
	}
	parts := labels
	if len(numbers) > 0 {
		parts = append([]string{strings.Join(numbers, " ")}, labels...)
	}
	return strings.Join(parts, ", ")
}
