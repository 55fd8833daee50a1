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
	unconfirmed := func(n digest.Name) int {
		if n.Origin == "model" {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b digest.Name) int { return unconfirmed(a) - unconfirmed(b) })
	return out
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
		fmt.Fprintf(out, "%s  %s, %s%s\n%s\n", Line(n.Target), Line(n.Kind), Line(n.Origin), evidence(n.Segments, Options{}), Line(n.Source))
	}
}
