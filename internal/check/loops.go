package check

import (
	"fmt"
	"hash/maphash"
)

var loops = Check{
	Name:     "loops",
	Category: "accuracy/addition",
	About:    "no four words come again and again that the source does not repeat",
	Run:      eachPair(loopIn),
}

const (
	loopWords = 4 // words in a row
	loopTimes = 4 // how often they make a loop; refrains of a quoted song come twice or three times
)

// loopIn finds a model that got stuck. What the source repeats as often, such
// as a chant, is its own.
func loopIn(doc Document, i int) []Finding {
	p, tokens := doc.Pairs[i], doc.targetTokens(i)
	times, at := mostRepeated(tokens)
	if times < loopTimes {
		return nil
	}
	if again, _ := mostRepeated(doc.sourceTokens(i)); again >= times {
		return nil
	}
	start, end := tokens[at].start, tokens[at+loopWords-1].end
	return []Finding{{Severity: Error, Message: fmt.Sprintf("repeats %q %d times", p.Target[start:end], times),
		TargetEvidence: span(p.Target, start, end)}}
}

// mostRepeated returns how often the most frequent run of words comes, and where
// it came first.
func mostRepeated(tokens []token) (times, at int) {
	if len(tokens) < loopWords+loopTimes-1 {
		return 0, 0
	}
	type seen struct{ times, first int }
	runs := make(map[[loopWords]uint64]seen, len(tokens))
	hashes := hashesOf(tokens)
	for i := 0; i+loopWords <= len(tokens); i++ {
		key := [loopWords]uint64(hashes[i : i+loopWords])
		s, found := runs[key]
		if !found {
			s.first = i
		}
		s.times++
		runs[key] = s
		if s.times > times {
			times, at = s.times, s.first
		}
	}
	return times, at
}

// wordSeed is drawn anew in each process; hashes are only compared with each
// other, so nothing a check says depends on it.
var wordSeed = maphash.MakeSeed()

func hashesOf(tokens []token) []uint64 {
	hashes := make([]uint64, len(tokens))
	for i, t := range tokens {
		hashes[i] = maphash.String(wordSeed, t.word)
	}
	return hashes
}
