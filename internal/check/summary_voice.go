package check

import (
	_ "embed"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

var summaryVoice = Check{
	Name:     "summary-voice",
	Category: "style/register",
	About:    "the summary speaks for the newsroom: no first person, no advice, no \"the article says\"",
	Run:      notExtractive(eachSentence(voiceOf)),
}

//go:embed data/voice.txt
var voiceFile string

var voicePhrases = sync.OnceValue(func() []phrase { return readPhrases(voiceFile) })

// voiceOf finds, outside quotations, who a summary must not speak as or of.
// Its table is English.
func voiceOf(doc Document, s Sentence) []Finding {
	if !language.IsEnglish(doc.summaryTag()) {
		return nil
	}
	tokens, quotes := tokenize(s.Text), quotedSpans(s.Text)
	var findings []Finding
	for i, t := range tokens {
		if firstPerson(s.Text, tokens, i) && !inside(quotes, t.start, t.end) {
			findings = append(findings, Finding{Severity: Warning, Message: "speaks in the first person", TargetEvidence: span(s.Text, t.start, t.end)})
		}
	}
	for _, p := range voicePhrases() {
		found := p.at(tokens, s.Text)
		if found == nil {
			continue
		}
		start, end := found[0].start, found[len(found)-1].end
		if !inside(quotes, start, end) {
			findings = append(findings, Finding{Severity: p.severity, Message: "speaks of the article or to the reader", TargetEvidence: span(s.Text, start, end)})
		}
	}
	return findings
}

var firstPersons = []string{"i", "we", "our", "ours", "my", "me", "us", "myself", "ourselves", "i'm", "i've", "i'll", "we're", "we've", "we'll"}

// firstPerson reports whether tokens[i] is a word of the first person, and not
// the US, a Roman numeral ("World War I") or an initial.
func firstPerson(text string, tokens []token, i int) bool {
	t := tokens[i]
	if !slices.Contains(firstPersons, t.word) {
		return false
	}
	word := text[t.start:t.end]
	switch {
	case t.word == "us" || t.word == "me" || t.word == "my" || t.word == "our":
		return word != "US" && word != "ME" && (i == 0 || unicode.IsLower(rune(word[0])))
	case word == "i":
		return false // a list mark
	case t.word == "i":
		if i > 1 { // a sentence's first word has its capital anyway
			before, _ := utf8.DecodeRuneInString(text[tokens[i-1].start:])
			if unicode.IsUpper(before) {
				return false
			}
		}
		return t.end == len(text) || text[t.end] != '.'
	}
	return true
}
