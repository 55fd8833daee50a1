package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var obeyed = Check{
	Name:     "obeyed",
	Category: "accuracy/mistranslation",
	About:    "no translation follows an instruction that the article holds, or answers its question, in place of translating it",
	Run:      eachPair(obeyedIn),
}

// obeyedIn finds the effects of a hostile or merely inquisitive text. A faithful
// translation of an instruction has the instruction; an answer has not.
func obeyedIn(doc Document, i int) []Finding {
	if f, found := followed(doc, i); found {
		return []Finding{f}
	}
	if f, found := answered(doc, i); found {
		return []Finding{f}
	}
	return nil
}

func followed(doc Document, i int) (Finding, bool) {
	p, tokens := doc.Pairs[i], doc.targetTokens(i)
	for _, in := range doc.instructions(i) {
		for _, words := range instructionWords().obey {
			if hasAt(tokens, 0, words) && index(doc.sourceTokens(i), words) != 0 {
				return Finding{Severity: Error, Message: "answers an instruction that the article holds; it is to be translated",
					SourceEvidence: &in.Evidence, TargetEvidence: span(p.Target, tokens[0].start, tokens[len(words)-1].end)}, true
			}
		}
		expect := instructionWords().expect[in.class]
		if expect == nil {
			continue
		}
		if r := expect.read(p.Target, tokens); !r.has(says) {
			return Finding{Severity: Error, Message: "lacks the instruction that the article holds; it is to be translated, neither followed nor left out",
				SourceEvidence: &in.Evidence, TargetEvidence: whole(p.Target)}, true
		}
	}
	return Finding{}, false
}

// answered finds a question that is none in the translation. How an answer
// begins makes it an error; without that it may be an indirect question.
func answered(doc Document, i int) (Finding, bool) {
	p := doc.Pairs[i]
	if !asks(p.Source) || strings.ContainsAny(p.Target, "?？؟") {
		return Finding{}, false
	}
	f := Finding{Severity: Warning, Message: "is no question; its source is one", SourceEvidence: ending(p.Source, 60), TargetEvidence: ending(p.Target, 60)}
	for _, words := range instructionWords().answer {
		if beginsAnswer(p.Target, doc.targetTokens(i), words) {
			f.Severity, f.Message = Error, "answers the source's question; it is to be translated"
			break
		}
	}
	return f, true
}

// asks reports whether a text ends with a question mark, but for quotation
// marks and brackets.
func asks(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'”’»“‘」』)）*_", r)
	})
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("?؟？", last)
}

// beginsAnswer reports whether a text begins with such words; a single one
// ("yes", "no") with a comma or stop after it.
func beginsAnswer(text string, tokens []token, words []string) bool {
	if !hasAt(tokens, 0, words) {
		return false
	}
	rest := text[tokens[len(words)-1].end:]
	return len(words) > 1 || rest == "" || strings.ContainsRune(",.!:", rune(rest[0]))
}
