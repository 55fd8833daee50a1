// Package article holds what was read: plain types, no I/O.
//
// An [Article] is an ordered list of numbered [Segment] values and the blocks
// that were left out on the way, each with its reason. Everything downstream
// (translation, checks, summary, record) refers to segments by number.
package article

// Kind says what part a segment plays in its article.
type Kind string

// The kinds a segment can have.
const (
	Headline   Kind = "headline"
	Dateline   Kind = "dateline" // place, date, agency; rendered at the start of the paragraph after it
	Subheading Kind = "subheading"
	Paragraph  Kind = "paragraph"
	Quote      Kind = "quote"
	ListItem   Kind = "list_item"
	Caption    Kind = "caption"
	TableRow   Kind = "table_row" // its cells, with " | " between them
)

// Segment is the unit of work. Numbers count from 1 without gaps, in reading
// order, over the whole article.
type Segment struct {
	Number int    `json:"number"`
	Kind   Kind   `json:"kind"`
	Text   string `json:"text"`
	Marks  []Mark `json:"marks,omitempty"` // what the source's format says about spans of Text
}

// Block is a part of a page or text before it is a segment or left out.
type Block struct {
	Kind   Kind
	Text   string
	Reason string // why it is left out, such as "comment form"; empty: it is kept
	Marks  []Mark

	// In a format whose layout is kept, Before and After stand around the text
	// in the source, and go where the block goes.
	Before, After string
	Carried       bool // stays in the layout as it is, though it is no segment
}

// Kept reports whether the block is to be a segment.
func (b Block) Kept() bool { return b.Reason == "" }

// Dropped is a block that was read and left out.
type Dropped struct {
	Text   string `json:"text"`
	Reason string `json:"reason"` // such as "repeated headline", "comment form"

	// Carried says that it is in the layout all the same: it is not translated,
	// and stands in the document as it is.
	Carried bool `json:"carried,omitempty"`
}

// Caveat is something that an article is not. It is the reader's own finding:
// what an input says of itself goes to Extra.
type Caveat string

// The caveats there are.
const (
	SummaryOnly Caveat = "summary_only" // its feed has no more than a summary
	Paywalled   Caveat = "paywalled"    // its page shows the beginning only
	NoSiteRule  Caveat = "site_rule"    // the site's rule matched nothing and was not followed
)

// Article is one article as it was read. Empty strings mean unknown.
type Article struct {
	ID         string         `json:"id"`          // stable: --id, else from the source text
	Source     string         `json:"source"`      // as the user named it: a path, or "-"
	SourceHash string         `json:"source_hash"` // "sha256:" and 64 hex digits over the decoded segments' texts
	URL        string         `json:"url"`
	Publisher  string         `json:"publisher"`
	Title      string         `json:"title"`
	Byline     string         `json:"byline"`
	Published  string         `json:"published"` // RFC 3339 date or time; only from the user or a dateline
	Updated    string         `json:"updated"`
	Language   string         `json:"language"` // BCP 47, such as "ar"
	Segments   []Segment      `json:"segments"`
	Dropped    []Dropped      `json:"dropped"`
	Caveats    []Caveat       `json:"caveats,omitempty"`
	Extra      map[string]any `json:"extra"`
	Layout     []Piece        `json:"layout,omitempty"`  // only of a format whose structure is kept
	CopyOf     *Copy          `json:"copy_of,omitempty"` // nil: no copy is known
}

// Copy names the article of the same run that an article repeats, as papers
// print what an agency wrote.
type Copy struct {
	ID         string  `json:"id"`
	Source     string  `json:"source"`
	Similarity float64 `json:"similarity"` // of the texts, 0 to 1, two decimals
}

// Segment returns the segment with the given number.
func (a *Article) Segment(number int) (Segment, bool) {
	if number < 1 || number > len(a.Segments) {
		return Segment{}, false
	}
	return a.Segments[number-1], true
}
