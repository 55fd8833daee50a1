package check

import (
	"cmp"
	"sync"
)

// Style is what a newsroom has ruled about its English. Empty fields rule
// nothing.
type Style struct {
	Terms      []StyleTerm
	English    string // "us" or "uk": the spelling
	Honorifics string // "keep", "shorten" (offices stay, courtesy goes) or "drop" (Mr and Mrs go, too)
	Doctor     string // "drop": no "Dr."
	Headline   string // the case of headlines: "sentence" or "title"
}

// StyleTerm is a word or phrase that the house does not write. Prefer, Note
// and Severity may be empty; the severity is then a warning. A capital in
// Forbid must be one in the text, so that "Turkey" is no bird.
type StyleTerm struct {
	Forbid   string
	Prefer   string
	Note     string
	Severity Severity
}

// House is a [Style] made ready for checking. The zero value checks nothing.
type House struct {
	style Style
	terms []houseTerm
}

// NewHouse returns the house of a style.
func NewHouse(s Style) House {
	h := House{style: s}
	for _, t := range s.Terms {
		if words := wordsOf(t.Forbid); len(words) > 0 {
			t.Severity = cmp.Or(t.Severity, Warning)
			h.terms = append(h.terms, houseTerm{StyleTerm: t, words: words, prefer: wordsOf(t.Prefer)})
		}
	}
	return h
}

// Checks returns the checks of what the house has ruled.
func (h House) Checks() []Check {
	var checks []Check
	for _, c := range []struct {
		Check
		ruled bool
	}{
		{h.termsCheck(), len(h.terms) > 0},
		{h.spellingCheck(), h.style.English != ""},
		{h.honorificsCheck(), h.style.Honorifics != "" || h.style.Doctor == "drop"},
		{h.headlineCheck(), h.style.Headline != ""},
	} {
		if c.ruled {
			checks = append(checks, c.Check)
		}
	}
	return checks
}

// HouseChecks returns the checks of a house style, whatever is ruled, for those
// who list them.
func HouseChecks() []Check {
	var h House
	return []Check{h.termsCheck(), h.spellingCheck(), h.honorificsCheck(), h.headlineCheck()}
}

// englishText is a text of the record that is the house's own English, as checks of
// its style look at it.
type englishText struct {
	text   string
	tokens []token
	pair   int            // of a translated segment; -1 in the summary
	quotes func() []quote // found once, when first asked for
}

func newEnglishText(text string, tokens []token, pair int) englishText {
	return englishText{text, tokens, pair, sync.OnceValue(func() []quote { return quotedSpans(text) })}
}

// eachText makes a check's function of one that looks at every English text of
// a document: translated segments and the sentences of a summary that is not
// extractive.
func eachText(look func(doc Document, e englishText) []Finding) func(Document) Result {
	return func(doc Document) Result {
		var findings []Finding
		if !doc.Translated && (doc.Summary == nil || doc.Summary.Extractive) {
			return Result{Skipped: noTranslation}
		}
		if doc.Translated {
			findings = eachPair(func(doc Document, i int) []Finding {
				text := doc.Pairs[i].Target
				return look(doc, newEnglishText(text, doc.targetTokens(i), i))
			})(doc).Findings
		}
		if doc.Summary != nil && !doc.Summary.Extractive {
			for _, s := range doc.Summary.Sentences {
				for _, f := range look(doc, newEnglishText(s.Text, tokenize(s.Text), -1)) {
					findings = append(findings, about(s, f))
				}
			}
		}
		return Result{Findings: findings}
	}
}

// quoted reports whether tokens from to to stand in a quotation: those are
// somebody else's words. Few texts have anything to ask it of.
func (e englishText) quoted(from, to int) bool {
	return inside(e.quotes(), e.tokens[from].start, e.tokens[to].end)
}

// span quotes the tokens from to to.
func (e englishText) span(from, to int) *Evidence {
	return span(e.text, e.tokens[from].start, e.tokens[to].end)
}
