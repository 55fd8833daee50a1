// Package language knows what the program needs to know of human languages:
// which one a text is in, which script and direction it has, how to clean it
// before a model sees it and fold it before texts are compared, and where its
// sentences and words are.
//
// Languages are BCP 47 tags, such as "ar" or "pt-BR"; scripts are ISO 15924
// codes, such as "Arab". [Detect] names the language of a text, [Clean] is for
// text that is kept or sent, [Fold] for matching only. The package does no I/O
// and nothing before it is used: its tables are read on first use.
package language

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/languages.txt
var languagesFile string

type entry struct{ script, name string }

var languages = sync.OnceValue(func() map[string]entry {
	table := make(map[string]entry, 200)
	for line := range strings.Lines(languagesFile) {
		f := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(f) == 3 && f[0] != "#" {
			table[f[0]] = entry{f[1], f[2]}
		}
	}
	return table
})

// Base returns the language part of a tag, in lower case: "pt" for "pt-BR".
func Base(tag string) string {
	base, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return strings.ToLower(base)
}

// Name returns the English name of a language: "Arabic" for "ar". A variant is
// named by its language; an unknown tag is its own name.
func Name(tag string) string {
	if tag == "" {
		return "unknown language"
	}
	if e, ok := languages()[Base(tag)]; ok {
		return e.name
	}
	return tag
}

// IsTag reports whether a text has the shape of a BCP 47 tag: a language of two
// or three letters, then parts of letters and digits, eight at most each.
func IsTag(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		if len(part) == 0 || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) > 3) {
			return false
		}
		for _, c := range []byte(part) {
			if c|0x20 < 'a' || c|0x20 > 'z' {
				if i == 0 || !isDigit(c) {
					return false
				}
			}
		}
	}
	return true
}

// IsEnglish reports whether a tag is English of any variety.
func IsEnglish(tag string) bool { return Base(tag) == "en" }

// Script returns the script a language is written in. A script in the tag
// wins: "Latn" for "sr-Latn". It is empty when unknown.
func Script(tag string) string {
	for part := range strings.SplitSeq(strings.ReplaceAll(tag, "_", "-"), "-") {
		if len(part) == 4 && !isDigit(part[0]) {
			return strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		}
	}
	return languages()[Base(tag)].script
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// Direction returns "rtl" or "ltr", the value of HTML's dir. Unknown languages
// are "ltr".
func Direction(tag string) string {
	switch Script(tag) {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm":
		return "rtl"
	}
	return "ltr"
}
