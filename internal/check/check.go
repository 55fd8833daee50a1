// Package check compares a translation and a summary with their source.
//
// Checks are deterministic, offline and pure: the same [Document] gives the
// same findings on any machine. A check is a small value: a name, an MQM
// category and one function. [Run] runs a list of them and says what ran and
// what could not.
//
// Checks see words, numbers, names and marks. They do not see meaning: who did
// what to whom is not covered.
package check

import (
	"dragoman/internal/article"
	"dragoman/internal/glossary"
)

// Severity grades a finding.
type Severity string

// The severities, worst first.
const (
	Error   Severity = "error"   // the text must not be used as it is
	Warning Severity = "warning" // a person should look
	Note    Severity = "note"    // worth knowing
)

// Place says which text a finding is about.
type Place string

// The places a finding can have.
const (
	Translation     Place = "translation"
	SummaryHeadline Place = "summary.headline"
	SummaryDek      Place = "summary.dek"
	SummaryBody     Place = "summary.body"
)

// Evidence quotes a span of a text. Start and End count code points from the
// start of that text, End exclusive.
type Evidence struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Finding is what one check says about one place.
type Finding struct {
	ID       string   `json:"id"`       // stable between runs; set by Run
	Check    string   `json:"check"`    // set by Run
	Category string   `json:"category"` // MQM, such as "accuracy/omission"; set by Run where empty
	Severity Severity `json:"severity"`
	Place    Place    `json:"place"`
	Segment  int      `json:"segment"` // the segment's number; 0 when the finding is about no single one
	Index    int      `json:"index"`   // the sentence's position in summary.body from 1; otherwise 0
	Message  string   `json:"message"` // for people: lower case, no full stop

	SourceEvidence *Evidence `json:"source_evidence"`
	TargetEvidence *Evidence `json:"target_evidence"`
}

// Pair is one segment with its translation.
type Pair struct {
	Number int
	Kind   article.Kind
	Source string
	Target string // empty when the segment failed
	Reason string // why it failed: "refused", "cut", "check"; empty when it did not
	Kept   bool   // the source was in the target language already and was kept as it is, or stands there only for what is beside it

	Marks, TargetMarks []article.Mark // the markup of source and target
}

// Sentence is one sentence of a summary, or a bullet of one, with the numbers
// of the segments it rests on.
type Sentence struct {
	Place    Place
	Index    int // from 1 within summary.body; 0 elsewhere
	Text     string
	Evidence []int
	MaxWords int // 0 is no limit
}

// Summary is a summary as the checks see it.
type Summary struct {
	Sentences  []Sentence
	Extractive bool   // its sentences are copies of source sentences, in the source's language
	MaxWords   int    // limit over the whole body; 0 is none
	MinWords   int    // lower limit over the whole body; 0 is none
	Language   string // BCP 47
}

// Document is everything the checks may look at. Without a translation the
// pairs' targets are empty and Translated is false.
type Document struct {
	SourceLanguage string // BCP 47; empty when unknown
	TargetLanguage string
	Published      string // RFC 3339; empty when unknown
	Translated     bool
	Pairs          []Pair
	Summary        *Summary           // nil when there is none
	Prompt         string             // instructions as sent, for leak detection; empty when unknown
	Glossary       *glossary.Glossary // the house's renderings; nil is none
	Unmatched      *Unmatched         // lines that found no partner; nil when segments were matched by their ids
	Context        []string           // what stands beside the text and may be named in a summary: publisher, title, byline

	facts *facts // set by Run: what several checks need, worked out once
}

// Result is what one check says of one document. A check that cannot run says
// why in Skipped and finds nothing.
type Result struct {
	Findings []Finding
	Skipped  string
}

// Check is one check. Run must be pure and must not keep the document.
type Check struct {
	Name     string   // one word or words joined by hyphens, such as "length-ratio"
	Category string   // MQM category its findings have unless they set their own
	About    string   // one line for people: what it covers
	Gravest  Severity // the severity of its gravest findings; empty is Error
	Run      func(Document) Result
}

// Skip names a check that did not run.
type Skip struct {
	Check  string `json:"check"`
	Reason string `json:"reason"`
}

// Report is the outcome of a list of checks.
type Report struct {
	Findings []Finding
	Ran      []string
	Skipped  []Skip
}
