package digest

import (
	"io"

	"dragoman/internal/check"
)

// Report is what the checks say of one input, in the words of a record.
type Report struct {
	Input    string          `json:"input"` // as the user named it
	Findings []check.Finding `json:"findings"`
	Accepted []Acceptance    `json:"accepted,omitempty"`
	Checks   Checks          `json:"checks"`
}

// EncodeReport writes a report as indented JSON.
func EncodeReport(w io.Writer, r Report) error { return encode(w, "  ", r.complete(), "report") }

// EncodeReportLine writes a report as one line of JSONL.
func EncodeReportLine(w io.Writer, r Report) error { return encode(w, "", r.complete(), "report") }

func (r Report) complete() Report {
	d := Digest{Findings: r.Findings, Accepted: r.Accepted, Checks: r.Checks}.complete()
	r.Findings, r.Accepted, r.Checks = d.Findings, d.Accepted, d.Checks
	return r
}
