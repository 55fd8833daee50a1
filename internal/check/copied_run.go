package check

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

const (
	// copiedWords is how many words in a row a translation shares with a source
	// in the same script only when they were left: names and titles are shorter
	// or have capitals.
	copiedWords = 6
	// copiedSurely is the length from which nothing else is possible.
	copiedSurely = 10
)

// copiedRun finds a part of a sentence that was left as it is in the source,
// where both are in one script. Quotations and English words of the source,
// names above all, may stand on both sides.
func copiedRun(doc Document, i int) (Finding, bool) {
	if language.Script(doc.SourceLanguage) != language.Script(doc.TargetLanguage) {
		return Finding{}, false
	}
	source, target := doc.sourceTokens(i), doc.targetTokens(i)
	if len(source) < copiedWords || len(target) < copiedWords {
		return Finding{}, false
	}
	at := newRuns(doc.sourceHashes(i), copiedWords)
	for j := 0; j+copiedWords <= len(source); j++ {
		at.set(j)
	}
	hashes := doc.targetHashes(i)
	for k := 0; k+copiedWords <= len(hashes); k++ {
		j := at.find(hashes[k : k+copiedWords])
		if j < 0 {
			continue
		}
		n := copiedWords
		for j+n < len(source) && k+n < len(target) && source[j+n].word == target[k+n].word {
			n++
		}
		if f, found := leftInPlace(doc.Pairs[i], source[j:j+n], target[k:k+n]); found {
			return f, true
		}
		k += n - 1
	}
	return Finding{}, false
}

// leftInPlace judges a run of words that both sides have.
func leftInPlace(p Pair, source, target []token) (Finding, bool) {
	start, end := target[0].start, target[len(target)-1].end
	if looksEnglish(target) || !mostlySmall(p.Target, target) || inside(quotedSpans(p.Target), start, end) {
		return Finding{}, false
	}
	severity := Warning
	if len(target) >= copiedSurely {
		severity = Error
	}
	return Finding{Severity: severity, Message: fmt.Sprintf("has %d words in a row as the source has them", len(target)),
		SourceEvidence: span(p.Source, source[0].start, source[len(source)-1].end), TargetEvidence: span(p.Target, start, end)}, true
}

// mostlySmall reports whether more than half of the words begin with a small
// letter.
func mostlySmall(text string, tokens []token) bool {
	n := 0
	for _, t := range tokens {
		if r, _ := utf8.DecodeRuneInString(text[t.start:]); unicode.IsLower(r) {
			n++
		}
	}
	return 2*n > len(tokens)
}
