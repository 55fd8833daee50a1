package glossary

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"

	"dragoman/internal/language"
)

// snowball returns a language's snowball stemmer, or nil. They want words as
// they are spelled, in lower case and with their diacritics.
func snowball(base string) func(string, bool) string {
	switch base {
	case "en":
		return english.Stem
	case "es":
		return spanish.Stem
	case "fr":
		return french.Stem
	case "hu":
		return hungarian.Stem
	case "nb", "nn", "no":
		return norwegian.Stem
	case "ru":
		return russian.Stem
	case "sv":
		return swedish.Stem
	}
	return nil
}

// maxStems is how many words' stems are remembered: those of some hundred
// articles, in a few megabytes.
const maxStems = 50_000

// remembered keeps the stems of words that were seen: words recur, and every
// text is read several times, for its key, its request and its checks.
func remembered(stem func(raw string) string) func(raw, key string) string {
	var known sync.Map
	var count atomic.Int64
	return func(raw, _ string) string {
		if s, ok := known.Load(raw); ok {
			return s.(string)
		}
		s := stem(raw)
		if count.Load() < maxStems {
			count.Add(1)
			known.Store(strings.Clone(raw), s)
		}
		return s
	}
}

// inflectsNames reports whether the names of a language have its endings. Those
// of the Romance languages and of English do not, and their stems are short:
// París and para have the same.
func inflectsNames(base string) bool {
	switch base {
	case "en", "es", "fr", "pt", "it", "ca", "id", "ms":
		return false
	}
	return true
}

// stemmer returns the function that gives a word its stem, or nil where a
// language has none. A stem is a key for matching, not a word.
func stemmer(base string) func(raw, key string) string {
	if stem := snowball(base); stem != nil {
		return remembered(func(raw string) string { return language.Fold(stem(strings.ToLower(raw), true)) })
	}
	if a := affixTables()[base]; a != nil && a.of[light] != nil {
		return func(_, key string) string { return a.light(key) }
	}
	return nil
}
