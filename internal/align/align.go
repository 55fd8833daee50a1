// Package align matches the paragraphs of a text with those of its translation
// where their counts differ.
//
// [Paragraphs] is the way in. It follows Gale and Church (1993): paragraphs in
// order, and of all ways to match them the one whose lengths are most likely,
// with one paragraph split into two, two joined into one, or one that has no
// partner. Anchors that survive translation (numbers, names in one script,
// acronyms, addresses) pull the right ones together. The package is pure and
// knows nothing of checks or files.
package align

// Options say what is known of the two texts.
type Options struct {
	SourceLanguage, TargetLanguage string // BCP 47
	// Ratio is how long the translation is for one character of the source, and
	// Deviation how much that varies between paragraphs. With 0 they are taken
	// from the texts themselves.
	Ratio, Deviation float64
}

// Bead is paragraphs that belong together: one and one, usually. A side that
// is empty has no partner. Ranges count from 0, their ends are exclusive.
type Bead struct {
	SourceStart, SourceEnd int
	TargetStart, TargetEnd int
}

// Sources and Targets are how many paragraphs a bead holds of each side.
func (b Bead) Sources() int { return b.SourceEnd - b.SourceStart }

// Targets is the count of the translation's paragraphs.
func (b Bead) Targets() int { return b.TargetEnd - b.TargetStart }

// Matched reports whether both sides have something.
func (b Bead) Matched() bool { return b.Sources() > 0 && b.Targets() > 0 }

// Paragraphs matches two texts. The beads hold every paragraph of both once, in
// order. It takes time and memory in proportion to the longer text and how far
// the two drift apart.
func Paragraphs(source, target []string, o Options) []Bead {
	m := newModel(source, target, o)
	for width := startWidth + abs(len(source)-len(target)); ; width *= 2 {
		beads, touched := m.search(width)
		if !touched || width > len(target) {
			return beads
		}
	}
}

// startWidth is how far from the diagonal the search looks at first, in
// paragraphs. A path that touches the edge is searched for again in a band of
// double width.
const startWidth = 12

func abs(n int) int { return max(n, -n) }
