package check

import (
	"fmt"
	"strings"
)

var repeatedText = Check{
	Name:     "repeated",
	Category: "accuracy/addition",
	About:    "no segment has the text of another, where their sources differ",
	Run:      runRepeated,
}

// Two translations of repeatedWords may be the same by chance, as "Read more on
// this" is; longer ones, and parts of a text, are not. Shorter ones are not looked
// at.
const (
	repeatedWords = 4
	surelyWords   = 6
	mostAlike     = 4 // of segments that begin alike; one finding for each is enough
)

// runRepeated finds translations that are another's, and those that have all of
// another's words in a row: a model that answered one segment twice.
func runRepeated(doc Document) Result {
	if !doc.Translated {
		return Result{Skipped: noTranslation}
	}
	var findings []Finding
	first := map[[repeatedWords]uint64][]int{} // segments by how they begin
	long := func(i int) bool {
		p := doc.Pairs[i]
		return !p.Kept && p.Reason == "" && len(doc.targetTokens(i)) >= repeatedWords
	}
	for i := range doc.Pairs {
		if long(i) {
			key := [repeatedWords]uint64(doc.targetHashes(i)[:repeatedWords])
			if len(first[key]) < mostAlike {
				first[key] = append(first[key], i)
			}
		}
	}
	for i := range doc.Pairs {
		if !long(i) {
			continue
		}
		hashes := doc.targetHashes(i)
		for at := 0; at+repeatedWords <= len(hashes); at++ {
			for _, j := range first[[repeatedWords]uint64(hashes[at:at+repeatedWords])] {
				if f, found := doc.repeats(i, j, at); found {
					findings = append(findings, f)
				}
			}
		}
	}
	return Result{Findings: findings}
}

// repeats reports that segment i has the text of segment j from its word at on.
// The later of two equal ones is reported. What the sources have in common as
// well, such as a refrain or a call to subscribe, is the article's.
func (d Document) repeats(i, j, at int) (Finding, bool) {
	tokens, other := d.targetTokens(i), d.targetTokens(j)
	if i == j || d.Pairs[i].Source == d.Pairs[j].Source || at+len(other) > len(tokens) || len(other) == len(tokens) && i < j || len(other) < min(len(tokens), surelyWords) {
		return Finding{}, false
	}
	for k, t := range other {
		if tokens[at+k].word != t.word {
			return Finding{}, false
		}
	}
	p, q := d.Pairs[i], d.Pairs[j]
	if bare := strings.TrimSpace(q.Source); bare == "" || strings.Contains(p.Source, bare) || sameWords(d.sourceTokens(i), d.sourceTokens(j)) {
		return Finding{}, false
	}
	message := fmt.Sprintf("has the translation of [%d]", q.Number)
	if len(other) < len(tokens) {
		message = fmt.Sprintf("has the translation of [%d] in it", q.Number)
	}
	severity := Error
	if len(other) < surelyWords {
		severity = Warning
	}
	return Finding{Severity: severity, Segment: p.Number, Message: message, SourceEvidence: whole(p.Source),
		TargetEvidence: span(p.Target, tokens[at].start, tokens[at+len(other)-1].end)}, true
}

// sameShare is the share of words from which two sources say the same.
const sameShare = 0.8

// sameWords reports whether most words of the shorter of two texts are in the
// other.
func sameWords(a, b []token) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	in := make(map[string]bool, len(b))
	for _, t := range b {
		in[t.word] = true
	}
	n := 0
	for _, t := range a {
		if in[t.word] {
			n++
		}
	}
	return float64(n) >= sameShare*float64(len(a))
}
