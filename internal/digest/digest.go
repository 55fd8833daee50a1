// Package digest is the record of one article: the article, its translation,
// its summary, and what the checks found, with usage and provenance.
//
// The JSON names are a contract with scripts: snake_case, and only added to.
// [Schema] is the contract as a JSON Schema.
package digest

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"dragoman/internal/article"
	"dragoman/internal/check"
)

// SchemaName is the value of every record's "schema".
const SchemaName = "dragoman/digest/1"

// Status says how whole a record is.
type Status string

// The statuses of a record.
const (
	Complete Status = "complete" // every segment and the summary
	Partial  Status = "partial"  // something failed, and is marked
	Failed   Status = "failed"   // nothing usable
)

// Digest is the record of one article. Translation or Summary is nil when it
// was not asked for.
type Digest struct {
	Schema      string          `json:"schema"`
	Status      Status          `json:"status"`
	Article     article.Article `json:"article"`
	Translation *Translation    `json:"translation"`
	Summary     *Summary        `json:"summary"`
	Names       []Name          `json:"names"`
	Findings    []check.Finding `json:"findings"`
	Accepted    []Acceptance    `json:"accepted,omitempty"`
	Checks      Checks          `json:"checks"`
	Usage       Usage           `json:"usage"`
	Provenance  Provenance      `json:"provenance"`
}

// TranslationStatus says who stands behind a translation.
type TranslationStatus string

// The translation statuses.
const (
	Machine  TranslationStatus = "machine"
	Edited   TranslationStatus = "edited"
	Approved TranslationStatus = "approved"
)

// Translation is the article's segments in the target language, in order.
type Translation struct {
	Language string            `json:"language"`
	Status   TranslationStatus `json:"status"`
	Segments []Segment         `json:"segments"`
}

// State says whether a segment has an accepted text.
type State string

// The states of a segment.
const (
	OK            State = "ok"
	SegmentFailed State = "failed"
)

// Origin says where a segment's text came from.
type Origin string

// The origins of a segment.
const (
	FromModel      Origin = "model"
	FromCache      Origin = "cache"
	FromMemory     Origin = "memory"
	FromPerson     Origin = "person"
	SourceIsTarget Origin = "source-is-target"
)

// Why a segment failed.
const (
	ReasonRefused = "refused"
	ReasonCut     = "cut"
	ReasonCheck   = "check"
	// ReasonUnavailable: no model could be asked; Detail says why.
	ReasonUnavailable = "unavailable"
)

// Key returns the key of a segment's text: 16 hex digits of SHA-256 over it.
// Texts are normalised when they are read.
func Key(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// Segment is one translated segment. Target is nil exactly when State is
// failed; Reason and Detail are empty exactly when it is ok. The marks of the
// source are the article's; TargetMarks are where they stand in Target.
type Segment struct {
	Number      int            `json:"number"`
	Key         string         `json:"key"` // hash of the normalised source text
	Kind        article.Kind   `json:"kind"`
	Source      string         `json:"source"`
	Target      *string        `json:"target"`
	TargetMarks []article.Mark `json:"target_marks,omitempty"`
	State       State          `json:"state"`
	Reason      string         `json:"reason,omitempty"`
	Detail      string         `json:"detail,omitempty"` // for people: who refused it, which check it failed
	Origin      Origin         `json:"origin,omitempty"`
	Model       string         `json:"model,omitempty"` // provider/model that wrote it
}

// Form is the shape of a summary's body.
type Form string

// The forms of a summary.
const (
	Bullets       Form = "bullets"
	ParagraphForm Form = "paragraph"
	Lead          Form = "lead" // headline and dek only
)

// Method says how a summary was made.
type Method string

// The methods of a summary.
const (
	FromSourceAndTranslation Method = "source-and-translation"
	FromSource               Method = "source"
	Extractive               Method = "extractive"
)

// Summary is a headline, a dek and a body, each sentence with the numbers of
// the segments it rests on.
type Summary struct {
	Headline         string     `json:"headline"`
	HeadlineEvidence []int      `json:"headline_evidence"`
	Dek              string     `json:"dek"`
	DekEvidence      []int      `json:"dek_evidence"`
	Form             Form       `json:"form"`
	Body             []Sentence `json:"body"`
	Method           Method     `json:"method"`
	Language         string     `json:"language"`
	Model            string     `json:"model,omitempty"` // provider/model that wrote it; empty when extractive
}

// Sentence is one bullet, or one sentence of a paragraph.
type Sentence struct {
	Text     string `json:"text"`
	Evidence []int  `json:"evidence"`
}

// Where a name's rendering came from.
const (
	NameFromGlossary    = "glossary"
	NameFromMemory      = "memory"
	NameFromModel       = "model"
	NameFromTranslation = "translation" // found in the text that a model wrote
	NameFromCLDR        = "cldr"
)

// Name is a person, place or organisation and its rendering. A confirmed one is
// a decision of the house; the others wait for one.
type Name struct {
	Source    string `json:"source"`
	Target    string `json:"target"`
	Kind      string `json:"kind"`
	Origin    string `json:"origin"`
	Confirmed bool   `json:"confirmed,omitempty"`
	Segments  []int  `json:"segments"`
}

// Checks counts the findings and names the checks behind the counts. Findings
// that a person accepted count as accepted and nothing else.
type Checks struct {
	Errors   int          `json:"errors"`
	Warnings int          `json:"warnings"`
	Notes    int          `json:"notes"`
	Accepted int          `json:"accepted,omitempty"`
	Ran      []string     `json:"ran"`
	Skipped  []check.Skip `json:"skipped"`
}

// Tokens counts what models used, and what that cost.
type Tokens struct {
	Requests         int      `json:"requests"`
	CacheHits        int      `json:"cache_hits"`
	PromptTokens     int      `json:"prompt_tokens"`
	CachedTokens     int      `json:"cached_tokens"`
	CompletionTokens int      `json:"completion_tokens"`
	ReasoningTokens  int      `json:"reasoning_tokens"`
	CostUSD          *float64 `json:"cost_usd"` // nil when a price is unknown
}

// Usage is what one record cost in this run. Answers from the cache count as
// hits and cost nothing.
type Usage struct {
	Tokens
	ByModel []ModelUsage `json:"by_model"`
	Repairs *Repairs     `json:"repairs,omitempty"` // nil: nothing was asked for again
}

// Repairs is the share of what was asked for again because a check found fault
// with it.
type Repairs struct {
	Requests  int      `json:"requests"`
	CacheHits int      `json:"cache_hits"`
	CostUSD   *float64 `json:"cost_usd"` // nil when a price is unknown
	// SavedUSD is what the same models would have cost for the whole article or
	// summary anew, less CostUSD; nil when that is unknown.
	SavedUSD *float64 `json:"saved_usd"`
}

// ModelUsage is the share of one model.
type ModelUsage struct {
	Model string `json:"model"`
	Tokens
}

// Provenance says what made the record.
type Provenance struct {
	Program  string            `json:"program"`            // "dragoman" and its version
	Asked    []string          `json:"asked"`              // provider/model, in the order tried
	Answered []string          `json:"answered"`           // provider/model that really answered
	Judge    string            `json:"judge,omitempty"`    // provider/model that read the translation for errors
	Recorded string            `json:"recorded,omitempty"` // who wrote the recorded replies
	Segments map[Origin]int    `json:"segments,omitempty"` // how many of the translation came from where
	Prompts  map[string]string `json:"prompts"`            // prompt name -> hash
	Settings map[string]any    `json:"settings"`           // those that shaped the text
	Started  time.Time         `json:"started"`
	Finished time.Time         `json:"finished"`
}

// Failure is the line that stands in a JSONL output for an article without a
// record.
type Failure struct {
	Schema string       `json:"schema"`
	ID     string       `json:"id"`
	Source string       `json:"source"`
	Status Status       `json:"status"` // always failed
	Error  FailureError `json:"error"`
}

// FailureError says what went wrong. Code is the exit code the failure has
// alone.
type FailureError struct {
	Code      int    `json:"code"`
	Kind      string `json:"kind"`
	Retryable bool   `json:"retryable"`
	Message   string `json:"message"`
}
