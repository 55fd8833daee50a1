package name

import "slices"

// The costs of making one row of sounds of another: a sound that is missing or
// another one, and one that may go unheard.
const (
	wrong   = 8
	unheard = 1
)

// weight is how many consonants of a row must be heard: how much it tells.
func weight(sounds []sound) int {
	n := 0
	for _, s := range sounds {
		if s&optional == 0 && s&heard != vowel {
			n++
		}
	}
	return n
}

// allowance is the cost up to which a name of a weight is heard in a word. In
// a long name one sound may be another, as transcriptions go.
func allowance(weight int) int {
	switch {
	case weight >= 8:
		return 2*wrong + wrong - 1
	case weight >= 5:
		return wrong + wrong - 1
	}
	return wrong - 1
}

// longest is how many sounds of a word are compared; no name has more.
const longest = 24

// distance returns the cost of making one row of sounds of another, or more
// than limit. With open, what b has behind a costs nothing.
func distance(a, b []sound, open bool, limit int) int {
	a, b = a[:min(len(a), longest)], b[:min(len(b), longest)]
	var rows [2][longest + 1]int
	last, row := &rows[0], &rows[1]
	for j, y := range b {
		last[j+1] = last[j] + skip(y, j)
	}
	for i, x := range a {
		sx := skip(x, i)
		row[0] = last[0] + sx
		least := row[0]
		for j, y := range b {
			best := last[j]
			if x&y&heard == 0 {
				best += wrong
			}
			best = min(best, last[j+1]+sx, row[j]+skip(y, j))
			row[j+1] = best
			least = min(least, best)
		}
		if least > limit {
			return least
		}
		last, row = row, last
	}
	if open {
		return slices.Min(last[:len(b)+1])
	}
	return last[len(b)]
}

// skip is the cost of leaving out the sound at a place.
func skip(s sound, at int) int {
	if s&optional != 0 || at > 0 && s&heard&^vowel == 0 {
		return unheard
	}
	return wrong
}
