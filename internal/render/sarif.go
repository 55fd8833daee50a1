package render

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"dragoman/internal/check"
)

// SARIF 2.1.0 (OASIS), as far as findings need it.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string          `json:"id"`
		ShortDescription sarifText       `json:"shortDescription"`
		Help             sarifText       `json:"help"`
		Configuration    sarifConfig     `json:"defaultConfiguration"`
		Properties       sarifProperties `json:"properties"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifProperties struct {
		Category string `json:"category,omitempty"`
		Segment  int    `json:"segment,omitempty"`
		Place    string `json:"place,omitempty"`
	}
	sarifResult struct {
		RuleID           string             `json:"ruleId"`
		RuleIndex        int                `json:"ruleIndex"`
		Level            string             `json:"level"`
		Message          sarifText          `json:"message"`
		Locations        []sarifLocation    `json:"locations"`
		RelatedLocations []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints     map[string]string  `json:"partialFingerprints"`
		Suppressions     []sarifSuppression `json:"suppressions,omitempty"`
		Properties       sarifProperties    `json:"properties"`
	}
	sarifLocation struct {
		ID       int            `json:"id,omitempty"`
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
		Message  *sarifText     `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int        `json:"startLine"`
		StartColumn int        `json:"startColumn,omitempty"`
		EndLine     int        `json:"endLine,omitempty"`
		EndColumn   int        `json:"endColumn,omitempty"`
		Snippet     *sarifText `json:"snippet,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"name"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
)

const sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"

// fingerprint names the finding's id in a log: it is the same on the next run,
// so that a service knows a finding again.
const fingerprint = "dragomanFinding/v1"

// SARIF writes the findings of all inputs as one log. checks are those that can
// find something; they become the rules.
func SARIF(w io.Writer, version string, checks []check.Check, all []Checked) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "dragoman", Version: version}
	for _, c := range checks {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: c.Name, ShortDescription: sarifText{c.About}, Help: sarifText{c.About + "; all checks: dragoman help checks"},
			Configuration: sarifConfig{sarifLevel(c.GravestSeverity())}, Properties: sarifProperties{Category: c.Category},
		})
	}
	for _, c := range all {
		for _, f := range c.Record.Findings {
			result := sarifOf(c, f)
			result.RuleIndex = slices.IndexFunc(checks, func(c check.Check) bool { return c.Name == f.Check })
			run.Results = append(run.Results, result)
		}
	}
	data, err := json.MarshalIndent(sarifLog{sarifSchema, "2.1.0", []sarifRun{run}}, "", "  ")
	if err != nil {
		return fmt.Errorf("encode SARIF: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

func sarifOf(c Checked, f check.Finding) sarifResult {
	spot, sources := c.Where(f)
	result := sarifResult{
		RuleID: f.Check, Level: sarifLevel(f.Severity), Message: sarifText{annotated(f)},
		Locations: []sarifLocation{spot.location()}, Fingerprints: map[string]string{fingerprint: f.ID},
		Properties: sarifProperties{Category: f.Category, Segment: f.Segment, Place: string(f.Place)},
	}
	if label := placeOf(f).Label; label != "" {
		result.Locations[0].Logical = []sarifLogical{{strings.Trim(label, "[]")}}
	}
	for i, s := range sources {
		l := s.location()
		l.ID, l.Message = i+1, &sarifText{"the source"}
		result.RelatedLocations = append(result.RelatedLocations, l)
	}
	if a, ok := c.Record.Acceptance(f); ok {
		result.Suppressions = []sarifSuppression{{"external", "accepted", Line(a.Reason)}}
	}
	return result
}

func sarifLevel(s check.Severity) string {
	switch s {
	case check.Error, check.Warning:
		return string(s)
	}
	return "note"
}

func (s Spot) location() sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{fileURI(s.File)}}}
	if s.Line > 0 {
		l.Physical.Region = &sarifRegion{StartLine: s.Line, StartColumn: s.Column, EndLine: s.EndLine, EndColumn: s.EndColumn}
		if s.Evidence != "" {
			l.Physical.Region.Snippet = &sarifText{Line(s.Evidence)}
		}
	}
	return l
}

// fileURI is a path as SARIF has it: relative to wherever the log is read, or
// absolute.
func fileURI(path string) string {
	slashed := filepath.ToSlash(path)
	u := url.URL{Path: slashed}
	if filepath.IsAbs(path) {
		u.Scheme = "file"
		if !strings.HasPrefix(slashed, "/") {
			u.Path = "/" + slashed // a drive of Windows
		}
	}
	return u.String()
}
