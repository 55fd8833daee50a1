package check

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"dragoman/internal/language"
)

//go:embed data/honorifics.txt
var honorificsFile string

// honorific is a form of address in English, or in a source language where
// tag is not empty.
type honorific struct {
	kind  string // "courtesy", "title", "doctor"
	tag   string
	text  string
	words []string
}

// addresses are the English forms by their first word: they are looked for at
// every word of a text.
var addresses = sync.OnceValue(func() map[string][]honorific {
	table := map[string][]honorific{}
	for _, h := range honorifics() {
		if h.tag == "" {
			table[h.words[0]] = append(table[h.words[0]], h)
		}
	}
	return table
})

var honorifics = sync.OnceValue(func() []honorific {
	var list []honorific
	for line := range strings.Lines(honorificsFile) {
		f := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		h := honorific{kind: f[0], tag: f[1], text: f[2], words: wordsOf(f[2])}
		if h.tag == "en" {
			h.tag = ""
		}
		list = append(list, h)
	}
	return list
})

func (h House) honorificsCheck() Check {
	about := "honorifics as the house has them: kept, shortened to the office, or dropped; not in quotations"
	return Check{Name: "honorifics", Category: "style/organizational", Gravest: Warning, About: about, Run: eachText(h.honorificsIn)}
}

func (h House) honorificsIn(doc Document, e englishText) []Finding {
	if h.style.Honorifics == "keep" && e.pair >= 0 {
		return lostHonorific(doc, e)
	}
	var findings []Finding
	for at := range e.tokens {
		for _, a := range addresses()[e.tokens[at].word] {
			if !h.drops(a.kind) || !a.at(e.tokens, at) || e.quoted(at, at+len(a.words)-1) {
				continue
			}
			if !opensUpper(e.text[e.tokens[at].start:]) && opensUpper(a.text) {
				continue
			}
			if a.kind != "courtesy" && !beforeName(e, at+len(a.words)) {
				continue
			}
			findings = append(findings, Finding{Severity: Warning, TargetEvidence: e.span(at, at+len(a.words)-1),
				Message: fmt.Sprintf("the house drops %q", a.text)})
			break
		}
	}
	return findings
}

// at reports whether a form of address stands at tokens[i:]; its last word may
// be a possessive.
func (a honorific) at(tokens []token, i int) bool {
	last := len(a.words) - 1
	return i+last < len(tokens) && hasAt(tokens, i, a.words[:last]) && owned(tokens[i+last].word) == a.words[last]
}

// drops reports whether the house leaves a kind of honorific out.
func (h House) drops(kind string) bool {
	switch kind {
	case "courtesy":
		return h.style.Honorifics == "shorten" || h.style.Honorifics == "drop"
	case "title":
		return h.style.Honorifics == "drop"
	}
	return h.style.Doctor == "drop"
}

// beforeName reports whether a name follows: "Mr. Salem", not "Mr. and Mrs.".
func beforeName(e englishText, at int) bool {
	return at < len(e.tokens) && opensUpper(e.text[e.tokens[at].start:]) && e.tokens[at].start-e.tokens[at-1].end <= 3
}

// lostHonorific finds the source's form of address where the English has none
// at all.
func lostHonorific(doc Document, e englishText) []Finding {
	for _, a := range honorifics() {
		if a.tag == "" && index(e.tokens, a.words) >= 0 {
			return nil
		}
	}
	p := doc.Pairs[e.pair]
	tag := language.Base(doc.SourceLanguage)
	for _, a := range honorifics() {
		if a.tag != tag {
			continue
		}
		if at := a.in(p.Source, doc.sourceTokens(e.pair)); at != nil {
			return []Finding{{Severity: Warning, SourceEvidence: at, TargetEvidence: whole(p.Target),
				Message: fmt.Sprintf("the house keeps honorifics; %s has none in the translation", at.Text)}}
		}
	}
	return nil
}

// in returns where a form of address stands in a source text. In scripts
// without spaces it stands anywhere; Arabic joins "and", "to" and "by" to it,
// and the office with its article follows, without which سعادة is happiness.
func (a honorific) in(text string, tokens []token) *Evidence {
	switch a.tag {
	case "zh", "ja":
		if at := strings.Index(text, a.text); at >= 0 {
			return span(text, at, at+len(a.text))
		}
		return nil
	case "ar":
		for i := 0; i+1 < len(tokens); i++ {
			word := tokens[i].word
			if (word == a.words[0] || len(word) > 2 && strings.HasSuffix(word, a.words[0]) && strings.Contains("وبلفك", word[:2]) && len(word) == len(a.words[0])+2) &&
				strings.HasPrefix(tokens[i+1].word, "ال") {
				return span(text, tokens[i].start, tokens[i].end)
			}
		}
		return nil
	}
	if i := index(tokens, a.words); i >= 0 {
		return span(text, tokens[i].start, tokens[i+len(a.words)-1].end)
	}
	return nil
}
