package check

import (
	_ "embed"
	"strings"
	"sync"
)

var chat = Check{
	Name:     "chat",
	Category: "accuracy/addition",
	About:    "the translation holds nothing the model says for itself: no preamble, note or offer to help",
	Run:      eachPair(chatIn),
}

//go:embed data/chat.txt
var chatFile string

var chatPhrases = sync.OnceValue(func() []phrase { return readPhrases(chatFile) })

// chatIn finds what a model says around a translation. What stands in quotation
// marks is somebody's, and what the source has in the same words or as the same
// kind of label is the source's.
func chatIn(doc Document, i int) []Finding {
	found := chatPhrase(doc, i)
	if len(found) > 0 && found[0].Severity == Error {
		return found
	}
	if f, ok := modelVoice(doc, i); ok && (len(found) == 0 || f.Severity == Error) {
		return []Finding{f}
	}
	return found
}

// chatPhrase finds the first of the phrases that models are known to say.
func chatPhrase(doc Document, i int) []Finding {
	p, tokens := doc.Pairs[i], doc.targetTokens(i)
	if len(tokens) == 0 {
		return nil
	}
	var quotes []quote
	set := setOf(doc.targetHashes(i))
	for _, c := range chatPhrases() {
		if !set.has(c.first) {
			continue
		}
		found := c.at(tokens, p.Target)
		if found == nil {
			continue
		}
		start, end := found[0].start, found[len(found)-1].end
		behind := c.where == "label" && hasLetters(p.Target[:start])
		if quotes == nil {
			quotes = quotedSpans(p.Target)
		}
		if inside(quotes, start, end) && !(behind && newLine(p.Target[:start])) || c.where == "label" && !behind && labelled(p.Source) && len(colons(p.Target)) <= len(colons(p.Source)) ||
			index(doc.sourceTokens(i), c.words) >= 0 || c.severity != Error && ofTranslating(c.words) && speaksOfTranslating(doc, i) {
			continue
		}
		severity := c.severity
		if behind && !strings.ContainsAny(p.Source, "\n([（") {
			severity = Error // a note behind the text, where the source has none
		}
		return []Finding{{Severity: severity, Message: `says "` + p.Target[start:end] + `", which no source says`,
			SourceEvidence: nearest(p.Source, c.where), TargetEvidence: span(p.Target, start, end)}}
	}
	return nil
}

// newLine reports whether a text ends with the beginning of a line: what comes
// there is in no quotation that was opened before.
func newLine(before string) bool {
	return strings.HasSuffix(strings.TrimRight(before, " *_([\""), "\n")
}

// labelled reports whether a text begins with a few words and a colon.
func labelled(text string) bool {
	at := strings.IndexAny(text, ":：")
	return at >= 0 && len([]rune(text[:at])) <= 30
}

// nearest quotes the part of the source that stands where the phrase stands in
// the target.
func nearest(source, where string) *Evidence {
	if where == "end" {
		return ending(source, 60)
	}
	return opening(source, 60)
}
