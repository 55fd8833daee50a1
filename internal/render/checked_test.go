package render_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"dragoman/internal/article"
	"dragoman/internal/check"
	"dragoman/internal/digest"
	"dragoman/internal/render"
)

// checkedSample has a finding of each severity, one accepted and one lapsed
// decision, and texts that try to become commands.
func checkedSample() render.Checked {
	target := "The toll is 30,000, officials say."
	d := digest.Digest{
		Article:     article.Article{Language: "ar", Segments: []article.Segment{{Number: 1, Kind: article.Paragraph, Text: "قتل 300 ألف"}}},
		Translation: &digest.Translation{Language: "en", Segments: []digest.Segment{{Number: 1, Target: &target, State: digest.OK}}},
		Findings: []check.Finding{
			{ID: "aaa", Check: "dates", Category: "accuracy/other", Severity: check.Note, Place: check.Translation, Message: "no date"},
			{ID: "bbb", Check: "length", Category: "accuracy/omission", Severity: check.Error, Place: check.Translation, Segment: 1, Message: "300 ألف (300,000) is 30,000 in the translation\n::error::x",
				SourceEvidence: &check.Evidence{Text: "300 ألف", Start: 4, End: 11}, TargetEvidence: &check.Evidence{Text: "30,000%", Start: 12, End: 18}},
			{ID: "ccc", Check: "summary-voice", Category: "style/register", Severity: check.Error, Place: check.SummaryBody, Index: 2, Message: "speaks in the first person"},
		},
		Accepted: []digest.Acceptance{
			{ID: "ccc", Check: "summary-voice", Reason: "a column", By: "night desk"},
			{ID: "ddd", Check: "cut", Reason: "old"},
		},
	}
	d.Tally()
	return render.Checked{Input: "t,1:2.txt", Record: d, Where: func(f check.Finding) (render.Spot, []render.Spot) {
		if f.Segment == 0 {
			return render.Spot{File: "t,1:2.txt", Line: 1}, nil
		}
		return render.Spot{File: "t,1:2.txt", Line: 3, EndLine: 3, Column: 13, EndColumn: 19, Evidence: "30,000"}, []render.Spot{{File: "dir/s 1.txt", Line: 2}}
	}}
}

func TestFindingList(t *testing.T) {
	var out bytes.Buffer
	if err := render.FindingList(&out, checkedSample()); err != nil {
		t.Fatal(err)
	}
	want := `t,1:2.txt: Arabic → English · 1 segment
error  length  [1]  300 ألف (300,000) is 30,000 in the translation ::error::x  (bbb)
  English: 30,000%
accepted  summary-voice  summary point 2  speaks in the first person  (ccc)
  error, accepted by night desk: a column
note  dates  no date  (aaa)
lapsed  cut  ddd  was accepted (old); the finding is gone or its text has changed
checks: 1 error, 0 warnings, 1 note, 1 accepted (0 ran)
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Nothing of a text may end an annotation or begin another.
func TestAnnotations(t *testing.T) {
	var out bytes.Buffer
	if err := render.Annotations(&out, checkedSample()); err != nil {
		t.Fatal(err)
	}
	want := `::notice file=t%2C1%3A2.txt,line=1,title=dates::no date%0Aid aaa
::error file=t%2C1%3A2.txt,line=3,col=13,endColumn=18,title=length::[1] 300 ألف (300,000) is 30,000 in the translation ::error::x%0AEnglish: 30,000%25%0Aid bbb
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// sarifEssentials is what the schema of SARIF 2.1.0 (OASIS, errata 01) demands
// of the parts that are used, with its own names and limits.
const sarifEssentials = `{
  "type": "object", "required": ["version", "runs"], "additionalProperties": false,
  "properties": {
    "$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"},
    "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}}
  },
  "$defs": {
    "text": {"type": "object", "required": ["text"], "additionalProperties": false, "properties": {"text": {"type": "string", "minLength": 1}}},
    "level": {"enum": ["none", "note", "warning", "error"]},
    "run": {"type": "object", "required": ["tool", "results"], "additionalProperties": false, "properties": {
      "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
        "name": {"type": "string"}, "version": {"type": "string"}, "rules": {"type": "array", "uniqueItems": true, "items": {"$ref": "#/$defs/rule"}}}}}},
      "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
      "results": {"type": "array", "items": {"$ref": "#/$defs/result"}}}},
    "rule": {"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
      "id": {"type": "string"}, "shortDescription": {"$ref": "#/$defs/text"}, "help": {"$ref": "#/$defs/text"},
      "defaultConfiguration": {"type": "object", "properties": {"level": {"$ref": "#/$defs/level"}}}, "properties": {"type": "object"}}},
    "result": {"type": "object", "required": ["message"], "additionalProperties": false, "properties": {
      "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": -1}, "level": {"$ref": "#/$defs/level"}, "message": {"$ref": "#/$defs/text"},
      "locations": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/location"}},
      "relatedLocations": {"type": "array", "uniqueItems": true, "items": {"$ref": "#/$defs/location"}},
      "partialFingerprints": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
      "suppressions": {"type": "array", "uniqueItems": true, "items": {"type": "object", "required": ["kind"], "properties": {
        "kind": {"enum": ["inSource", "external"]}, "status": {"enum": ["accepted", "underReview", "rejected"]}, "justification": {"type": "string"}}}},
      "properties": {"type": "object"}}},
    "location": {"type": "object", "additionalProperties": false, "properties": {
      "id": {"type": "integer", "minimum": -1}, "message": {"$ref": "#/$defs/text"},
      "logicalLocations": {"type": "array", "uniqueItems": true, "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
      "physicalLocation": {"type": "object", "required": ["artifactLocation"], "properties": {
        "artifactLocation": {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri-reference"}}},
        "region": {"type": "object", "required": ["startLine"], "additionalProperties": false, "properties": {
          "startLine": {"type": "integer", "minimum": 1}, "startColumn": {"type": "integer", "minimum": 1},
          "endLine": {"type": "integer", "minimum": 1}, "endColumn": {"type": "integer", "minimum": 1}, "snippet": {"$ref": "#/$defs/text"}}}}}}}
  }
}`

func TestSARIF(t *testing.T) {
	var out bytes.Buffer
	if err := render.SARIF(&out, "1.2.3", check.Known(), []render.Checked{checkedSample()}); err != nil {
		t.Fatal(err)
	}
	log := validSARIF(t, out.Bytes())
	run := log["runs"].([]any)[0].(map[string]any)
	rules := run["tool"].(map[string]any)["driver"].(map[string]any)["rules"].([]any)
	results := run["results"].([]any)
	if len(results) != 3 || len(rules) != len(check.Known()) {
		t.Fatalf("%d results of %d rules", len(results), len(rules))
	}
	for _, r := range results {
		r := r.(map[string]any)
		rule := rules[int(r["ruleIndex"].(float64))].(map[string]any)
		if rule["id"] != r["ruleId"] {
			t.Errorf("result of %v points at rule %v", r["ruleId"], rule["id"])
		}
		if known, _ := check.Find(rule["id"].(string)); !strings.HasPrefix(rule["help"].(map[string]any)["text"].(string), known.About) {
			t.Errorf("rule %v: its help is %v", rule["id"], rule["help"])
		}
	}
	number := results[1].(map[string]any)
	if got := number["partialFingerprints"].(map[string]any)["dragomanFinding/v1"]; got != "bbb" {
		t.Errorf("fingerprint %v, want the finding's id", got)
	}
	at := number["locations"].([]any)[0].(map[string]any)["physicalLocation"].(map[string]any)
	want := map[string]any{"artifactLocation": map[string]any{"uri": "t,1:2.txt"},
		"region": map[string]any{"startLine": 3.0, "startColumn": 13.0, "endLine": 3.0, "endColumn": 19.0, "snippet": map[string]any{"text": "30,000"}}}
	if at["artifactLocation"].(map[string]any)["uri"] == "./t,1:2.txt" { // a colon in a first part would be a scheme
		want["artifactLocation"] = at["artifactLocation"]
	}
	if diff := cmp.Diff(want, at); diff != "" {
		t.Errorf("location (-want +got):\n%s", diff)
	}
	if got := number["relatedLocations"].([]any)[0].(map[string]any)["physicalLocation"].(map[string]any)["artifactLocation"]; !cmp.Equal(got, map[string]any{"uri": "dir/s%201.txt"}) {
		t.Errorf("the source is at %v", got)
	}
	if results[2].(map[string]any)["suppressions"] == nil || number["suppressions"] != nil {
		t.Error("the accepted finding alone is suppressed")
	}
}

// A log without findings has results, too: an empty list says that they ran.
func TestSARIFWithoutFindings(t *testing.T) {
	var out bytes.Buffer
	if err := render.SARIF(&out, "dev", check.Known(), nil); err != nil {
		t.Fatal(err)
	}
	if validSARIF(t, out.Bytes())["runs"].([]any)[0].(map[string]any)["results"] == nil {
		t.Error("no results")
	}
}

func validSARIF(t *testing.T, data []byte) map[string]any {
	t.Helper()
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(sarifEssentials))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("sarif.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	var log map[string]any
	if err := json.Unmarshal(data, &log); err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(log); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return log
}
