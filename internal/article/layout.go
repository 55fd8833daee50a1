package article

import "slices"

// Piece is a part of an article's layout: text of the source that is carried
// over as it is, or the place of a segment. Either Text or Segment is set. The
// pieces in order, each segment with its marks, are the source document; only
// lines wrapped inside a paragraph are joined.
type Piece struct {
	Text    string `json:"text,omitempty"`
	Segment int    `json:"segment,omitempty"`
}

// MarkKind says what a mark is.
type MarkKind string

// The kinds of marks. Those up to Strike stand around words that are
// translated; the others stand for themselves, and their words stay.
const (
	Link     MarkKind = "link"
	Image    MarkKind = "image" // around its description
	Emphasis MarkKind = "emphasis"
	Strong   MarkKind = "strong"
	Strike   MarkKind = "strike"
	Code     MarkKind = "code"
	URL      MarkKind = "url"      // an address that is its own text
	Raw      MarkKind = "raw"      // HTML inside a line
	Footnote MarkKind = "footnote" // a reference to one
	Break    MarkKind = "break"    // a line end that is meant
	Cell     MarkKind = "cell"     // what stands between two cells of a table row
	Number   MarkKind = "number"   // of a numbered item, which is part of its text
)

// Mark is the markup of a span of a text. Start and End count bytes of the
// text, End exclusive; a mark may have no text at all. Open and Close are what
// the source has around the span; the source of a mark that stands for itself
// is Open alone. Marks are sorted by Start, an outer one before those inside
// it, and do not cross. Depth counts the marks around one: places alone do not
// tell whether one without text stands before or behind another's end.
type Mark struct {
	Kind  MarkKind `json:"kind"`
	Start int      `json:"start"`
	End   int      `json:"end"`
	Depth int      `json:"depth,omitempty"`
	Open  string   `json:"open"`
	Close string   `json:"close,omitempty"`
}

// Wraps reports whether the words inside a mark of this kind are translated.
func (k MarkKind) Wraps() bool {
	switch k {
	case Link, Image, Emphasis, Strong, Strike:
		return true
	}
	return false
}

// Style reports whether a mark of this kind is only emphasis, which a
// translation can lose without losing content.
func (k MarkKind) Style() bool {
	return k == Emphasis || k == Strong || k == Strike
}

// Without returns a layout after the segment with a number was left out: its
// place goes, and the segments after it count one less.
func Without(layout []Piece, number int) []Piece {
	layout = slices.DeleteFunc(slices.Clone(layout), func(p Piece) bool { return p.Segment == number })
	for i := range layout {
		if layout[i].Segment > number {
			layout[i].Segment--
		}
	}
	return layout
}
