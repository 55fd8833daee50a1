package name

import (
	"slices"
	"strings"
)

// onsets are what syllables of Japanese, Chinese and Korean begin with as they
// are romanised, the longest first; codas are what they end with.
var (
	onsets = strings.Fields("tch tsu chy shy zh ch sh ts ky gy ny hy by py my ry jy kk pp tt ss ll b c d f g h j k l m n p q r s t w x y z")
	codas  = []string{"ng", "n", "m", ""}
)

// eastAsian reports whether a folded word is made of syllables as those of
// Japanese, Chinese and Korean names are: one consonant, vowels, perhaps an n.
func eastAsian(word string) bool {
	if word == "" {
		return true
	}
	rest := word
	for _, o := range onsets {
		if strings.HasPrefix(word, o) {
			rest = word[len(o):]
			break
		}
	}
	vowels := len(rest) - len(strings.TrimLeft(rest, "aeiou"))
	if vowels == 0 || vowels > 3 {
		return false
	}
	rest = rest[vowels:]
	return slices.ContainsFunc(codas, func(c string) bool {
		return strings.HasPrefix(rest, c) && (c == "" || rest == c || eastAsian(rest[len(c):])) && (c != "" || eastAsian(rest))
	})
}
