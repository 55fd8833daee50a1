package render

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"dragoman/internal/check"
	"dragoman/internal/digest"
)

// Checked is what the checks say of one input, for people and for the machines
// that show it beside a file.
type Checked struct {
	Input  string                             // as the user named it
	Record digest.Digest                      // with its findings
	Where  func(check.Finding) (Spot, []Spot) // where a finding stands, and where its source does
}

// Spot is a place in a file. Lines and columns count from 1, columns in code
// points; 0 is unknown. EndColumn is exclusive.
type Spot struct {
	File         string
	Line, Column int
	EndLine      int // 0 is Line
	EndColumn    int
	Evidence     string
}

// FindingList writes every finding of an input with the id that --accept takes.
// The evidence of both sides stands on lines of its own, because their
// directions may differ.
func FindingList(w io.Writer, c Checked) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s: %s\n", Line(c.Input), Head(c.Record))
	for _, f := range sorted(c.Record.Findings) {
		writeFinding(&out, c.Record, f)
	}
	for _, a := range c.Record.Lapsed() {
		fmt.Fprintf(&out, "lapsed  %s  %s  was accepted (%s); the finding is gone or its text has changed\n", Line(a.Check), Line(a.ID), Line(a.Reason))
	}
	fmt.Fprintln(&out, ChecksLine(c.Record))
	_, err := w.Write(out.Bytes())
	return err
}

// sorted returns findings worst first, otherwise as they are.
func sorted(findings []check.Finding) []check.Finding {
	var list []check.Finding
	for _, severity := range []check.Severity{check.Error, check.Warning, check.Note} {
		for _, f := range findings {
			if f.Severity == severity {
				list = append(list, f)
			}
		}
	}
	return list
}

func writeFinding(out *bytes.Buffer, d digest.Digest, f check.Finding) {
	severity, end := string(f.Severity), ""
	if a, ok := d.Acceptance(f); ok {
		severity, end = string(acceptedSeverity), "  "+decision(f, a)+"\n"
	}
	message := Line(f.Message)
	fields := []string{severity, Line(f.Check)}
	if at := placeOf(f).Label; at != "" {
		fields = append(fields, at)
	}
	fmt.Fprintf(out, "%s  (%s)\n%s", strings.Join(append(fields, message), "  "), Line(f.ID), end)
	if source := quote(f.SourceEvidence, message); source != "" {
		fmt.Fprintf(out, "  source:  %s\n", source)
	}
	if target := quote(f.TargetEvidence, message); target != "" {
		fmt.Fprintf(out, "  English: %s\n", target)
	}
}

// Annotations writes the findings as workflow commands of GitHub Actions, which
// it shows beside the lines of a file. Accepted findings are left out.
func Annotations(w io.Writer, c Checked) error {
	var out bytes.Buffer
	for _, f := range c.Record.Findings {
		if _, ok := c.Record.Acceptance(f); ok {
			continue
		}
		spot, _ := c.Where(f)
		command := map[check.Severity]string{check.Error: "error", check.Warning: "warning"}[f.Severity]
		fmt.Fprintf(&out, "::%s %s::%s\n", cmp.Or(command, "notice"), spot.properties(f), commandData(annotated(f)))
	}
	_, err := w.Write(out.Bytes())
	return err
}

// properties says where an annotation stands. Columns are only taken together
// with an end on the same line.
func (s Spot) properties(f check.Finding) string {
	parts := []string{"file=" + commandProperty(s.File)}
	if s.Line > 0 {
		parts = append(parts, fmt.Sprintf("line=%d", s.Line))
		if s.EndLine > s.Line {
			parts = append(parts, fmt.Sprintf("endLine=%d", s.EndLine))
		} else if s.Column > 0 && s.EndColumn > s.Column {
			parts = append(parts, fmt.Sprintf("col=%d,endColumn=%d", s.Column, s.EndColumn-1))
		}
	}
	return strings.Join(append(parts, "title="+commandProperty(Line(f.Check))), ",")
}

// annotated is a finding as an annotation says it: what, and both sides.
func annotated(f check.Finding) string {
	lines := []string{Line(f.Message)}
	if at := placeOf(f).Label; at != "" {
		lines[0] = at + " " + lines[0]
	}
	if source := quote(f.SourceEvidence, lines[0]); source != "" {
		lines = append(lines, "source: "+source)
	}
	if target := quote(f.TargetEvidence, lines[0]); target != "" {
		lines = append(lines, "English: "+target)
	}
	return strings.Join(append(lines, "id "+f.ID), "\n")
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// commandData and commandProperty escape what would end a workflow command or
// begin another one.
func commandData(text string) string     { return dataEscapes.Replace(text) }
func commandProperty(text string) string { return propertyEscapes.Replace(text) }
