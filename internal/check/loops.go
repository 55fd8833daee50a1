package check

import (
	"fmt"
	"hash/maphash"
)

var loops = Check{
	Name:     "loops",
	Category: "accuracy/addition",
	About:    "no words come again and again, and no sentence twice, that the source does not repeat",
	Run:      eachPair(loopIn),
}

const (
	loopWords = 4 // words in a row
	loopTimes = 4 // how often they make a loop; refrains of a quoted song come twice or three times
)

// loopIn finds a model that got stuck, or said a sentence twice. What the source
// repeats as often, such as a chant, is its own.
func loopIn(doc Document, i int) []Finding {
	p, tokens := doc.Pairs[i], doc.targetTokens(i)
	times, at := mostRepeated(doc.targetHashes(i))
	if times >= loopTimes {
		if again, _ := mostRepeated(doc.sourceHashes(i)); again >= times {
			return nil
		}
		start, end := tokens[at].start, tokens[at+loopWords-1].end
		return []Finding{{Severity: Error, Message: fmt.Sprintf("repeats %q %d times", p.Target[start:end], times),
			TargetEvidence: span(p.Target, start, end)}}
	}
	if f, found := doubled(doc, i, times); found {
		return []Finding{f}
	}
	return thick(p)
}

// doubledWords is the length of a run of words that comes twice only by mistake;
// quoted phrases and titles that come again are shorter.
const doubledWords = 9

// doubled finds a run of words that comes twice where the source repeats no four
// words, and of a short text not half: languages say the same in fewer words.
// times is how often the most frequent four words of the target come.
func doubled(doc Document, i, times int) (Finding, bool) {
	if times < 2 {
		return Finding{}, false
	}
	p, tokens := doc.Pairs[i], doc.targetTokens(i)
	if own, _ := mostRepeated(doc.sourceHashes(i)); own >= 2 {
		return Finding{}, false
	}
	first, again, length := longestDoubled(doc.targetHashes(i))
	all := 2*length == len(tokens) && length >= loopWords // the whole text twice
	if length < doubledWords && !all {
		return Finding{}, false
	}
	if _, _, own := longestDoubled(doc.sourceHashes(i)); own >= length/2 || repeatedShare(p.Source) > repeatedShare(p.Target)/2 {
		return Finding{}, false
	}
	return Finding{Severity: Error, Message: fmt.Sprintf("says %d words twice", length),
		SourceEvidence: whole(p.Source), TargetEvidence: span(p.Target, tokens[again].start, tokens[again+length-1].end)}, first >= 0
}

// longestDoubled returns the longest run of words that comes a second time after
// its end: where it is first, where again, and how many words it has.
func longestDoubled(hashes []uint64) (first, again, length int) {
	last := map[uint64][]int{}
	for i, h := range hashes {
		for _, j := range last[h] {
			n := 0
			for i+n < len(hashes) && j+n < i && hashes[j+n] == hashes[i+n] {
				n++
			}
			if n > length {
				first, again, length = j, i, n
			}
		}
		if at := last[h]; len(at) < mostPlaces {
			last[h] = append(at, i)
		}
	}
	return first, again, length
}

// mostPlaces bounds the work on words that come everywhere.
const mostPlaces = 8

const (
	// thickLength is in bytes: what is shorter compresses too little to tell.
	thickLength = 200
	// thickShare is how much of a text comes again in it before it is no prose.
	// Empirical: in good translations it is below a third.
	thickShare = 0.6
)

// thick finds a text that is mostly repetition, also where it has no words to
// count, and that its source is not.
func thick(p Pair) []Finding {
	if len(p.Target) < thickLength {
		return nil
	}
	share := repeatedShare(p.Target)
	if share < thickShare || share < 1.5*repeatedShare(p.Source) {
		return nil
	}
	return []Finding{{Severity: Error, Message: fmt.Sprintf("is %.0f%% repetition", 100*share), TargetEvidence: whole(p.Target)}}
}

// repeatedShare is how much of a text a compressor would not have to write: the
// share of its places where eight bytes stand that stood there before. It costs
// a tenth of compressing the text, and says the same of loops.
func repeatedShare(text string) float64 {
	const window, bits = 8, 12
	if len(text) < 2*window {
		return 0
	}
	var seen [1 << bits]uint64
	places, again := 0, 0
	var word uint64
	for i := range len(text) {
		word = word<<8 | uint64(text[i])
		if i+1 < window {
			continue
		}
		slot := &seen[word*0x9E3779B97F4A7C15>>(64-bits)]
		places++
		if *slot == word {
			again++
		}
		*slot = word
	}
	return float64(again) / float64(places)
}

// mostRepeated returns how often the most frequent run of words comes, and where
// it came first.
func mostRepeated(hashes []uint64) (times, at int) {
	if len(hashes) < loopWords+loopTimes-1 {
		return 0, 0
	}
	runs := newRuns(hashes, loopWords)
	counts := make([]int32, len(hashes))
	for i := 0; i+loopWords <= len(hashes); i++ {
		first := runs.add(i)
		counts[first]++
		if n := int(counts[first]); n > times {
			times, at = n, first
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
