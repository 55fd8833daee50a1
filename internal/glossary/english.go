package glossary

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// englishIndex makes the index of renderings in an English text. A term that is
// kept is its own rendering, in its own capitals.
func englishIndex(terms []Term) *index {
	x := newIndex("en")
	x.english = true
	for i := range terms {
		t := &terms[i]
		if t.Keep {
			kept := *t
			kept.Case = true
			if tokens := tokenize(t.Source); len(tokens) > 0 {
				x.add(i, &kept, tokens)
			}
			continue
		}
		for _, target := range t.Targets {
			if tokens := withoutArticle(tokenize(target)); len(tokens) > 0 {
				x.add(i, t, tokens)
			}
		}
	}
	return x
}

// withoutArticle drops an article at the start of a rendering: whether it
// stands there is the sentence's matter.
func withoutArticle(tokens []token) []token {
	if len(tokens) > 1 && slices.Contains([]string{"the", "a", "an"}, tokens[0].key) {
		return tokens[1:]
	}
	return tokens
}

// singular returns a noun without the ending of its plural, by spelling alone.
func singular(word string) string {
	switch {
	case len(word) < 4 || !strings.HasSuffix(word, "s") || strings.HasSuffix(word, "ss"):
		return word
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"), strings.HasSuffix(word, "xes"), strings.HasSuffix(word, "sses"):
		return word[:len(word)-2]
	}
	return word[:len(word)-1]
}

// Rendered returns where one of a term's renderings stands in an English text,
// in bytes: in the plural, with a possessive, in other capitals unless the term
// has its own, with a hyphen for a space. A term that is kept stands as it is.
func Rendered(text string, t Term) (start, end int, ok bool) {
	found := englishIndex([]Term{t}).find(text)
	if len(found) == 0 {
		return 0, 0, false
	}
	return found[0].Start, found[0].End, true
}

// Shortened reports whether a text has a form of one of a term's renderings
// that English puts in its place: a person's last name, an organisation's
// initials, the adjective and the people of a place. The first name alone does
// not count: too many people share it.
func Shortened(text string, t Term) bool {
	if t.Keep || !t.Kind.IsName() {
		return false
	}
	tokens := tokenize(text)
	return slices.ContainsFunc(t.Targets, func(target string) bool {
		words := withoutArticle(tokenize(target))
		return len(words) > 0 && slices.ContainsFunc(tokens, func(tok token) bool { return stands(tok, words, t) })
	})
}

// stands reports whether a word can stand for a name of a kind.
func stands(tok token, name []token, t Term) bool {
	if !beginsUpper(tok.raw) {
		return false
	}
	last := name[len(name)-1]
	switch t.Kind {
	case Person:
		return slices.ContainsFunc(familyNames(name, t.Source), func(n token) bool { return tok.key == n.key || singular(tok.key) == n.key })
	case Organisation:
		initials, all := initialsOf(name)
		raw := strings.TrimSuffix(tok.raw, "s")
		return len(initials) > 1 && (raw == initials || raw == all)
	}
	return isPeopleOf(tok.key, last.key)
}

// familyNames returns the words of a person's name by which English calls them:
// the last, and the first of names from East Asia, where the family comes first.
// Of three words or more in Latin letters the last but one may be it, as in
// Spanish.
func familyNames(name []token, source string) []token {
	var names []token
	last := name[len(name)-1]
	if utf8.RuneCountInString(last.key) >= minCore {
		names = append(names, last)
	}
	switch language.DominantScript(source) {
	case "Hani", "Jpan", "Hang":
		names = append(names, name[0])
	case "Latn":
		if n := len(name); n > 2 && beginsUpper(name[n-2].raw) && utf8.RuneCountInString(name[n-2].key) >= minCore {
			names = append(names, name[n-2])
		}
	}
	return names
}

// initialsOf returns the initials of the capitalised words of a name, and those
// of all its words.
func initialsOf(name []token) (capitals, all string) {
	for _, w := range name {
		r, _ := utf8.DecodeRuneInString(w.raw)
		if unicode.IsUpper(r) {
			capitals += string(r)
		}
		all += string(unicode.ToUpper(r))
	}
	return capitals, all
}

// peopleEndings make adjectives and peoples of the names of places.
var peopleEndings = []string{"n", "ns", "i", "is", "ish", "ese", "ite", "ites", "ans", "er", "ers"}

// isPeopleOf recognises adjectives and peoples that share all but the last
// letter of a place's name, such as Libyan, Iraqi, Mexican, Ukrainian.
func isPeopleOf(word, place string) bool {
	if word == place || utf8.RuneCountInString(place) < 4 {
		return false
	}
	shared := max(4, len(place)-1)
	return len(word) >= shared && len(place) >= shared && word[:shared] == place[:shared] &&
		slices.ContainsFunc(peopleEndings, func(e string) bool { return strings.HasSuffix(word, e) })
}
