package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/article"
)

// reasonCut is why a segment failed whose text was not there whole.
const reasonCut = "cut"

var cut = Check{
	Name:     "cut",
	Category: "accuracy/omission",
	About:    "no answer was cut, and no text stops in mid-sentence",
	Run:      runCut,
}

func runCut(doc Document) Result {
	if !doc.Translated {
		return Result{Skipped: noTranslation}
	}
	result := eachPair(stopsShort)(doc)
	for _, p := range doc.Pairs {
		if p.Reason == reasonCut {
			result.Findings = append(result.Findings, Finding{Severity: Error, Segment: p.Number,
				Message: "was not translated: the answer was cut before its end", SourceEvidence: whole(p.Source)})
		}
	}
	return result
}

// stopsShort finds a text that ends without punctuation where its source has
// it. That happens in sound translations too, so it is a warning, unless the
// last word cannot end a sentence.
func stopsShort(doc Document, i int) []Finding {
	p := doc.Pairs[i]
	if ends(p.Target) || closesAfterColon(p.Target) {
		return nil
	}
	if untitled := p.Kind != article.Headline && p.Kind != article.Subheading && p.Kind != article.Dateline; !untitled || !ends(p.Source) {
		return breaksOff(doc, i)
	}
	f := Finding{Severity: Warning, Message: "ends without punctuation, its source does not",
		SourceEvidence: ending(p.Source, 30), TargetEvidence: ending(p.Target, 30)}
	if hangs(doc.targetTokens(i), p.Target) {
		f.Severity, f.Message = Error, "stops in mid-sentence"
	}
	return []Finding{f}
}

// terminals end a sentence in the scripts of the language tables.
const terminals = ".!?…؟۔。！？｡．।॥։።፧៕။༎:;؛："

// closers may stand after a sentence's end.
const closers = "\"'”’“»«›)]）」』】*_"

// ends reports whether a text ends like a sentence.
func ends(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(closers, r) })
	r, n := utf8.DecodeLastRuneInString(text)
	return n > 0 && strings.ContainsRune(terminals, r)
}

// closesAfterColon reports whether a text ends with a dash, which news puts
// before what follows as it does a colon.
func closesAfterColon(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text))
	return unicode.Is(unicode.Pd, r)
}

// hanging are English words after which a text does not stop without even a full
// stop.
var hanging = []string{
	"the", "a", "an", "of", "and", "or", "but", "which", "because", "its", "their", "whose", "than", "his", "our", "your", "my", "every",
	"to", "in", "on", "at", "for", "with", "from", "by", "as", "into", "between", "during", "while", "although", "if", "when", "where",
	"who", "that", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could", "should", "may", "might",
}

// hangs reports whether a text ends with a word or sign after which something
// must come.
func hangs(tokens []token, text string) bool {
	text = strings.TrimSpace(text)
	if strings.HasSuffix(text, ",") || strings.HasSuffix(text, "،") {
		return true
	}
	if len(tokens) == 0 {
		return false
	}
	last := tokens[len(tokens)-1]
	return last.end == len(text) && slices.Contains(hanging, last.word)
}
