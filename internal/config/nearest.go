package config

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the name that was probably meant, or "" when none is near: a
// quarter of the letters and one more may differ, three at most, so that two
// swapped letters, which count as two, are found in words of four.
func Nearest(name string, names []string) string {
	best, least := "", min(1+len([]rune(name))/4, 3)+1
	for _, n := range names {
		if d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(n)); d < least && d < len(n) {
			best, least = n, d
		}
	}
	return best
}
