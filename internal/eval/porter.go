package eval

import "strings"

// stem returns the stem of an English word in small ASCII letters, by Porter's
// algorithm (1980) with the changes of NLTK's stemmer, which rouge_score uses.
func stem(word string) string {
	if s, ok := irregular[word]; ok {
		return s
	}
	if len(word) <= 2 {
		return word
	}
	for _, step := range []func(string) string{plural, past, finalY, doubleSuffix, suffix3, suffix4, finalE, doubleL} {
		word = step(word)
	}
	return word
}

// irregular are the words that NLTK does not leave to the rules.
var irregular = map[string]string{
	"sky": "sky", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news", "innings": "inning", "inning": "inning",
	"outings": "outing", "outing": "outing", "cannings": "canning", "canning": "canning", "howe": "howe", "proceed": "proceed", "exceed": "exceed", "succeed": "succeed",
}

func consonant(w string, i int) bool {
	switch w[i] {
	case 'a', 'e', 'i', 'o', 'u':
		return false
	case 'y':
		return i == 0 || !consonant(w, i-1)
	}
	return true
}

// measure counts the places where a consonant follows a vowel.
func measure(w string) int {
	n := 0
	for i := 1; i < len(w); i++ {
		if consonant(w, i) && !consonant(w, i-1) {
			n++
		}
	}
	return n
}

func hasVowel(w string) bool {
	for i := range len(w) {
		if !consonant(w, i) {
			return true
		}
	}
	return false
}

// endsShort reports whether a word ends in consonant, vowel, consonant other
// than w, x and y; or is a vowel and a consonant.
func endsShort(w string) bool {
	n := len(w)
	if n == 2 {
		return !consonant(w, 0) && consonant(w, 1)
	}
	return n > 2 && consonant(w, n-3) && !consonant(w, n-2) && consonant(w, n-1) && !strings.ContainsRune("wxy", rune(w[n-1]))
}

func endsDouble(w string) bool {
	n := len(w)
	return n > 1 && w[n-1] == w[n-2] && consonant(w, n-1)
}

// ending is one rule: the suffix, what comes in its place, and the measure that
// the rest must exceed.
type ending struct {
	suffix, with string
	over         int
}

// first applies the first rule whose suffix the word has, where the rest is
// long enough; no later rule is tried.
func first(w string, rules []ending) string {
	for _, r := range rules {
		if rest, ok := strings.CutSuffix(w, r.suffix); ok {
			if measure(rest) > r.over {
				return rest + r.with
			}
			return w
		}
	}
	return w
}

func plural(w string) string {
	if len(w) == 4 && strings.HasSuffix(w, "ies") {
		return w[:3]
	}
	return first(w, []ending{{"sses", "ss", -1}, {"ies", "i", -1}, {"ss", "ss", -1}, {"s", "", -1}})
}

func past(w string) string {
	if rest, ok := strings.CutSuffix(w, "ied"); ok {
		if len(w) == 4 {
			return rest + "ie"
		}
		return rest + "i"
	}
	if strings.HasSuffix(w, "eed") {
		return first(w, []ending{{"eed", "ee", 0}})
	}
	rest, ok := strings.CutSuffix(w, "ed")
	if !ok || !hasVowel(rest) {
		if rest, ok = strings.CutSuffix(w, "ing"); !ok || !hasVowel(rest) {
			return w
		}
	}
	switch {
	case strings.HasSuffix(rest, "at"), strings.HasSuffix(rest, "bl"), strings.HasSuffix(rest, "iz"):
		return rest + "e"
	case endsDouble(rest):
		if strings.ContainsRune("lsz", rune(rest[len(rest)-1])) {
			return rest
		}
		return rest[:len(rest)-1]
	case measure(rest) == 1 && endsShort(rest):
		return rest + "e"
	}
	return rest
}

func finalY(w string) string {
	rest, ok := strings.CutSuffix(w, "y")
	if ok && len(rest) > 1 && consonant(rest, len(rest)-1) {
		return rest + "i"
	}
	return w
}

func doubleSuffix(w string) string {
	if rest, ok := strings.CutSuffix(w, "alli"); ok && measure(rest) > 0 {
		return doubleSuffix(rest + "al")
	}
	if rest, ok := strings.CutSuffix(w, "logi"); ok && measure(rest+"l") > 0 { // geologi: its l counts with the stem
		return rest + "log"
	}
	return first(w, []ending{
		{"ational", "ate", 0}, {"tional", "tion", 0}, {"enci", "ence", 0}, {"anci", "ance", 0}, {"izer", "ize", 0}, {"bli", "ble", 0},
		{"alli", "al", 0}, {"entli", "ent", 0}, {"eli", "e", 0}, {"ousli", "ous", 0}, {"ization", "ize", 0}, {"ation", "ate", 0},
		{"ator", "ate", 0}, {"alism", "al", 0}, {"iveness", "ive", 0}, {"fulness", "ful", 0}, {"ousness", "ous", 0}, {"aliti", "al", 0},
		{"iviti", "ive", 0}, {"biliti", "ble", 0}, {"fulli", "ful", 0},
	})
}

func suffix3(w string) string {
	return first(w, []ending{{"icate", "ic", 0}, {"ative", "", 0}, {"alize", "al", 0}, {"iciti", "ic", 0}, {"ical", "ic", 0}, {"ful", "", 0}, {"ness", "", 0}})
}

func suffix4(w string) string {
	if rest, ok := strings.CutSuffix(w, "ion"); ok {
		if measure(rest) > 1 && (rest[len(rest)-1] == 's' || rest[len(rest)-1] == 't') {
			return rest
		}
		return w
	}
	return first(w, []ending{
		{"al", "", 1}, {"ance", "", 1}, {"ence", "", 1}, {"er", "", 1}, {"ic", "", 1}, {"able", "", 1}, {"ible", "", 1}, {"ant", "", 1},
		{"ement", "", 1}, {"ment", "", 1}, {"ent", "", 1}, {"ou", "", 1}, {"ism", "", 1}, {"ate", "", 1}, {"iti", "", 1}, {"ous", "", 1},
		{"ive", "", 1}, {"ize", "", 1},
	})
}

func finalE(w string) string {
	rest, ok := strings.CutSuffix(w, "e")
	if !ok {
		return w
	}
	if m := measure(rest); m > 1 || m == 1 && !endsShort(rest) {
		return rest
	}
	return w
}

func doubleL(w string) string {
	if strings.HasSuffix(w, "ll") && measure(w[:len(w)-1]) > 1 {
		return w[:len(w)-1]
	}
	return w
}
