package render

import (
	"bytes"
	"fmt"
	"slices"

	"dragoman/internal/digest"
)

const noNames = "no names are listed in this record"

// names returns the names of a record, those nobody confirmed first.
func names(d digest.Digest) []digest.Name {
	out := slices.Clone(d.Names)
	decided := func(n digest.Name) int {
		if Confirmed(n) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(a, b digest.Name) int { return decided(a) - decided(b) })
	return out
}

// NamesOf returns the names of a record in the order they are shown in.
func NamesOf(d digest.Digest) []digest.Name { return names(d) }

// Confirmed reports whether a name's rendering is a decision of the house.
// Records that do not say so have it where the house's own lists had the name.
func Confirmed(n digest.Name) bool {
	return n.Confirmed || n.Origin == digest.NameFromGlossary || n.Origin == digest.NameFromMemory
}

// originOf says for people where a rendering came from.
func originOf(n digest.Name) string {
	if Confirmed(n) {
		return Line(n.Origin)
	}
	return Line(n.Origin) + ", not confirmed"
}

// textNames writes each name with its source below it on a line of its own, so
// that no line mixes directions.
func textNames(out *bytes.Buffer, d digest.Digest) {
	if len(d.Names) == 0 {
		fmt.Fprintln(out, noNames)
	}
	for i, n := range names(d) {
		if i > 0 {
			out.WriteString("\n")
		}
		fmt.Fprintf(out, "%s  %s, %s%s\n%s\n", Line(n.Target), Line(n.Kind), originOf(n), evidence(n.Segments, Options{}), Line(n.Source))
	}
}

// namesAfter writes the names behind a text, where they are wanted.
func namesAfter(out *bytes.Buffer, d digest.Digest, opt Options) {
	if opt.WithNames {
		out.WriteString("\n--- names ---\n\n")
		textNames(out, d)
	}
}
