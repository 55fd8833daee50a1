package digest

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"dragoman/internal/article"
	"dragoman/internal/check"
)

// wrong names the first field that breaks a promise of the record on which the
// program relies, and says how; two empty strings when there is none.
func (d Digest) wrong() (field, reason string) {
	if !slices.Contains([]Status{Complete, Partial, Failed}, d.Status) {
		return "status", fmt.Sprintf("%q is not complete, partial or failed", d.Status)
	}
	for i, s := range d.Article.Segments {
		if s.Number != i+1 {
			return fmt.Sprintf("article.segments[%d].number", i), fmt.Sprintf("%d, want %d: numbers count from 1 without gaps", s.Number, i+1)
		}
	}
	if field, reason = wrongLayout(d.Article); field != "" {
		return field, reason
	}
	if field, reason = d.wrongTranslation(); field != "" {
		return field, reason
	}
	if field, reason = d.wrongSummary(); field != "" {
		return field, reason
	}
	if field, reason = d.wrongFinding(); field != "" {
		return field, reason
	}
	return d.wrongAcceptance()
}

// wrongLayout holds that a layout has each segment once: a document written
// around it is neither short of a paragraph nor has one twice.
func wrongLayout(a article.Article) (field, reason string) {
	next := 1
	for i, p := range a.Layout {
		at := fmt.Sprintf("article.layout[%d]", i)
		switch {
		case p.Segment == 0:
		case p.Text != "":
			return at, "a text and a segment in one piece"
		case p.Segment != next:
			return at + ".segment", fmt.Sprintf("%d, want %d: every segment once, in order", p.Segment, next)
		default:
			next++
		}
	}
	if len(a.Layout) > 0 && next != len(a.Segments)+1 {
		return "article.layout", fmt.Sprintf("%d segments, but the article has %d", next-1, len(a.Segments))
	}
	for i, s := range a.Segments {
		if reason := wrongMark(s.Marks, s.Text); reason != "" {
			return fmt.Sprintf("article.segments[%d].marks", i), reason
		}
	}
	return "", ""
}

// wrongMark says which mark does not stand on whole characters of its text.
func wrongMark(marks []article.Mark, text string) string {
	edge := func(i int) bool { return i == len(text) || 0 <= i && i < len(text) && utf8.RuneStart(text[i]) }
	for i, m := range marks {
		if !edge(m.Start) || !edge(m.End) || m.End < m.Start {
			return fmt.Sprintf("mark %d stands from byte %d to %d of %d", i, m.Start, m.End, len(text))
		}
	}
	return ""
}

func (d Digest) wrongTranslation() (field, reason string) {
	if d.Translation == nil {
		return "", ""
	}
	t := d.Translation
	if !slices.Contains([]TranslationStatus{Machine, Edited, Approved}, t.Status) {
		return "translation.status", fmt.Sprintf("%q is not machine, edited or approved", t.Status)
	}
	if len(t.Segments) != len(d.Article.Segments) {
		return "translation.segments", fmt.Sprintf("%d segments, but the article has %d", len(t.Segments), len(d.Article.Segments))
	}
	for i, s := range t.Segments {
		at := fmt.Sprintf("translation.segments[%d].", i)
		switch {
		case s.Number != i+1:
			return at + "number", fmt.Sprintf("%d, want %d: segments stand in the article's order", s.Number, i+1)
		case s.State != OK && s.State != SegmentFailed:
			return at + "state", fmt.Sprintf("%q is not ok or failed", s.State)
		case s.State == OK && (s.Target == nil || *s.Target == ""):
			return at + "target", "empty, but the state is ok"
		case s.State == SegmentFailed && s.Target != nil:
			return at + "target", "a text, but the state is failed"
		case s.Target != nil:
			if reason := wrongMark(s.TargetMarks, *s.Target); reason != "" {
				return at + "target_marks", reason
			}
		}
	}
	return "", ""
}

func (d Digest) wrongSummary() (field, reason string) {
	if d.Summary == nil {
		return "", ""
	}
	s := d.Summary
	if !slices.Contains([]Form{Bullets, ParagraphForm, Lead}, s.Form) {
		return "summary.form", fmt.Sprintf("%q is not bullets, paragraph or lead", s.Form)
	}
	if !slices.Contains([]Method{FromSourceAndTranslation, FromSource, Extractive}, s.Method) {
		return "summary.method", fmt.Sprintf("%q is not source-and-translation, source or extractive", s.Method)
	}
	all := map[string][]int{"summary.headline_evidence": s.HeadlineEvidence, "summary.dek_evidence": s.DekEvidence}
	fields := []string{"summary.headline_evidence", "summary.dek_evidence"}
	for i, b := range s.Body {
		field := fmt.Sprintf("summary.body[%d].evidence", i)
		fields, all[field] = append(fields, field), b.Evidence
	}
	for _, field := range fields {
		for _, n := range all[field] {
			if _, ok := d.Article.Segment(n); !ok {
				return field, fmt.Sprintf("the article has no segment %d", n)
			}
		}
	}
	return "", ""
}

func (d Digest) wrongFinding() (field, reason string) {
	for i, f := range d.Findings {
		at := fmt.Sprintf("findings[%d].", i)
		if !slices.Contains([]check.Severity{check.Error, check.Warning, check.Note}, f.Severity) {
			return at + "severity", fmt.Sprintf("%q is not error, warning or note", f.Severity)
		}
		if !slices.Contains([]check.Place{check.Translation, check.SummaryHeadline, check.SummaryDek, check.SummaryBody}, f.Place) {
			return at + "place", fmt.Sprintf("%q is not translation, summary.headline, summary.dek or summary.body", f.Place)
		}
	}
	return "", ""
}

// wrongAcceptance holds that a decision says what it is about and why.
func (d Digest) wrongAcceptance() (field, reason string) {
	for i, a := range d.Accepted {
		at := fmt.Sprintf("accepted[%d].", i)
		for _, f := range []struct{ name, text string }{{"id", a.ID}, {"check", a.Check}, {"reason", a.Reason}} {
			if f.text == "" {
				return at + f.name, "empty: an acceptance names its finding and a reason"
			}
		}
	}
	return "", ""
}
