package check

import (
	"math"
	"unicode"

	"dragoman/internal/language"
)

var sentencesKept = Check{
	Name:     "sentences",
	Category: "accuracy/omission",
	About:    "no sentence within a segment is lost; split and joined ones are no fault",
	Run:      eachPair(sentencesOf),
}

// How sure it is that a sentence is lost, as the logarithm of the odds against a
// translation that joined two. Empirical, from joined segments of NTREX-128: six
// in a thousand whole ones are above the first and none above half the second; of
// those with a sentence left out, 91 in a hundred and 60.
const (
	lostWarning = 1.2
	lostError   = 5.0
)

// sentencesOf aligns the sentences of a pair, once so that all are kept and once
// so that some may be lost, and finds a loss where that fits far better: the
// translation lacks the length of a sentence, and its numbers and names.
func sentencesOf(doc Document, i int) []Finding {
	p := doc.Pairs[i]
	source, target := doc.shapes(i)
	if source.stops < 2 {
		return nil
	}
	ratio, spread, ok := doc.lengthModel(source.length, target.length)
	if !ok || target.stops >= source.stops && lengthDifference(source.length, target.length, ratio) > -spread {
		return nil
	}
	sources, targets := language.Sentences(p.Source, doc.SourceLanguage), language.Sentences(p.Target, doc.TargetLanguage)
	if len(sources) < 2 || len(targets) > len(sources) || len(sources) > longestAlignment {
		return nil
	}
	odds, lost := doc.align(i, sources, targets, ratio, spread).loss()
	if odds < lostWarning {
		return nil
	}
	f := Finding{Severity: Warning, Message: "may lack this sentence of its source",
		SourceEvidence: span(p.Source, sources[lost].Start, sources[lost].End), TargetEvidence: whole(p.Target)}
	if odds >= lostError {
		f.Severity, f.Message = Error, "lacks this sentence of its source"
	}
	return []Finding{f}
}

// loss says how much better a loss explains a translation than joined sentences
// do, and which sentence of the source is lost.
func (a *sentencePairing) loss() (odds float64, lost int) {
	kept, _ := a.cost(false)
	without, lost := a.cost(true)
	if lost < 0 {
		return math.Inf(-1), -1
	}
	return min(kept, mostCost) - without, lost
}

// lossCost is what a lost sentence costs an alignment. mostCost is for sentences
// that do not go together at all without a loss.
const (
	lossCost      = 1.0
	shortLossCost = 3.0
	shortSentence = 25 // characters of the translation
	mostLacks     = 2.0
	mostCost      = 1e3
)

// lengthModel returns the usual ratio of lengths, in this article and its
// language, and how far translations spread around it.
func (d Document) lengthModel(ownSource, ownTarget int) (ratio, spread float64, ok bool) {
	b, why := bandFor(d.SourceLanguage, d.TargetLanguage)
	source, target := d.lengths()
	source, target = source-ownSource, target-ownTarget
	if why != "" {
		return float64(target) / float64(source), lengthSpread, source >= priorLength && target > 0
	}
	usual := math.Sqrt(b.totalLow * b.totalHigh)
	return (float64(target) + usual*priorLength) / float64(source+priorLength), b.spread(), true
}

// priorLength is how many characters of the article weigh as much as all that
// is known of its language.
const priorLength = 400

// lengths returns the characters of all translated segments.
func (d Document) lengths() (source, target int) {
	if d.facts != nil && d.facts.sourceLength > 0 {
		return d.facts.sourceLength, d.facts.targetLength
	}
	for _, p := range d.Pairs {
		if !p.Kept && p.Reason == "" && p.Target != "" {
			source, target = source+runes(p.Source), target+runes(p.Target)
		}
	}
	if d.facts != nil {
		d.facts.sourceLength, d.facts.targetLength = source, target
	}
	return source, target
}

// What a trait of a source sentence says for its being there, as logarithms of
// odds: that the translation has it, and against it: that it is nowhere. Nearly
// all numbers and Latin words of another script are kept; few words are names.
const (
	numberHas, numberLacks = 3.0, 1.5
	nameHas, wordHas       = 1.6, 1.2
	wordLacks              = 0.05
)

// oddsOf returns what a trait of a kind says.
func oddsOf(kind traitKind, foreign bool) (has, lacks float64) {
	switch {
	case kind == numberTrait || kind == calendarTrait, kind == latinTrait && foreign:
		return numberHas, numberLacks
	case kind == soundTrait:
		return nameHas, wordLacks
	case kind == variantTrait:
		return wordHas, 0
	}
	return wordHas, wordLacks
}

func isLatin(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return unicode.Is(unicode.Latin, r)
		}
	}
	return true
}
