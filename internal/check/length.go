package check

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

var length = Check{
	Name:     "length",
	Category: "accuracy/omission",
	About:    "each segment's translation is about as long as translations from its language are",
	Run:      runLength,
}

var lengthTotal = Check{
	Name:     "length-total",
	Category: "accuracy/omission",
	About:    "the whole translation is about as long as translations from its language are",
	Run:      runLengthTotal,
}

//go:embed data/length.txt
var lengthFile string

// band is how long English is for one character of a source language: the
// limits for a segment and, much closer, for an article.
type band struct{ low, high, totalLow, totalHigh float64 }

// bands are the measured bands by language, and by script for the languages
// that were not measured.
var bands = sync.OnceValue(func() map[string]band {
	table := map[string]band{}
	for line := range strings.Lines(lengthFile) {
		f := strings.Fields(line)
		if len(f) != 5 || f[0] == "#" {
			continue
		}
		var v [4]float64
		for i := range v {
			v[i], _ = strconv.ParseFloat(f[i+1], 64) // the file is ours; a test reads every line
		}
		table[f[0]] = band{v[0], v[1], v[2], v[3]}
	}
	byScript(table)
	return table
})

// scriptSlack widens a script's band beyond the languages that were measured in
// it: others may be terser or wordier.
const scriptSlack = 1.15

// byScript adds a band for each script, from the outermost limits of its
// languages.
func byScript(table map[string]band) {
	merged := map[string]band{}
	for tag, b := range table {
		script := language.Script(tag)
		m, ok := merged[script]
		if !ok {
			merged[script] = b
			continue
		}
		merged[script] = band{min(m.low, b.low), max(m.high, b.high), min(m.totalLow, b.totalLow), max(m.totalHigh, b.totalHigh)}
	}
	for script, b := range merged {
		table[script] = band{b.low / scriptSlack, b.high * scriptSlack, b.totalLow / scriptSlack, b.totalHigh * scriptSlack}
	}
}

// bandFor returns the band of translations from one language into another, or
// why there is none. Only translations into English were measured.
func bandFor(source, target string) (band, string) {
	if !language.IsEnglish(target) {
		return band{}, "not checked for translations into " + language.Name(target)
	}
	if source == "" {
		return band{}, "the source language is unknown"
	}
	if b, ok := bands()[language.Base(source)]; ok {
		return b, ""
	}
	if b, ok := bands()[language.Script(source)]; ok && !language.IsEnglish(source) {
		return b, ""
	}
	return band{}, "not checked for " + language.Name(source)
}

// longEnough is the length in characters from which the bands were measured.
// One word more or less decides the ratio of a shorter text.
const longEnough = 40

func runLength(doc Document) Result {
	b, why := bandFor(doc.SourceLanguage, doc.TargetLanguage)
	if doc.Translated && why != "" {
		return Result{Skipped: why}
	}
	return eachPair(func(doc Document, i int) []Finding {
		f, found := lengthOf(doc.Pairs[i], b)
		if !found || !inLanguage(doc.Pairs[i].Source, doc.SourceLanguage) {
			return nil
		}
		return []Finding{f}
	})(doc)
}

// inLanguage reports whether a segment is in the article's language, for which
// the band holds.
func inLanguage(text, tag string) bool {
	return language.Base(language.SegmentTag(text, tag)) == language.Base(tag)
}

// steady is the length in characters of English, as it is and as it should be,
// from which the bands are taken as they
// are. The ratio of a shorter text is a matter of how a few things are said: an
// abbreviation that is spelled out, a unit in brackets, a headline.
const (
	steady     = 100
	shortSlack = 1.3
	openSlack  = 1.1 // where no full stop shows that the text is whole
)

// lengthOf judges one segment: outside the band, which holds all but one in a
// hundred professional translations, is a warning, and in a short text and a
// headline somewhat beyond it; outside half of it and double of it no
// translation was seen, which is an error. A text of less than 40 characters is
// judged only by what would be too long for 40.
func lengthOf(p Pair, b band) (Finding, bool) {
	source, target := runes(p.Source), runes(p.Target)
	f := Finding{Severity: Warning, SourceEvidence: whole(p.Source), TargetEvidence: whole(p.Target)}
	if source < longEnough {
		f.Severity, f.Category = Error, "accuracy/addition"
		f.Message = fmt.Sprintf("is far too long: %d characters for %d", target, source)
		return f, float64(target) > 2*b.high*longEnough
	}
	ratio := float64(target) / float64(source)
	slack, usual := 1.0, float64(source)*math.Sqrt(b.low*b.high)
	switch {
	case min(usual, float64(target)) >= steady && p.Kind != article.Headline || otherwiseOdd(p):
	case ends(p.Target):
		slack = shortSlack
	default:
		slack = openSlack
	}
	switch {
	case ratio < b.low/slack:
		f.Message = fmt.Sprintf("is short for its source: %d characters for %d", target, source)
	case ratio > b.high*slack:
		f.Category = "accuracy/addition"
		f.Message = fmt.Sprintf("is long for its source: %d characters for %d", target, source)
	default:
		return Finding{}, false
	}
	if ratio < b.low/2 || ratio > b.high*2 {
		f.Severity = Error
		f.Message = strings.Replace(strings.Replace(f.Message, "is short", "is far too short", 1), "is long", "is far too long", 1)
	}
	return f, true
}

// otherwiseOdd reports whether more than the length says that a translation is
// cut or has more than its source: it does not end as the source does, or has
// more sentences or lines.
func otherwiseOdd(p Pair) bool {
	return ends(p.Source) != ends(p.Target) || strings.Count(p.Target, "\n") > strings.Count(p.Source, "\n") ||
		shapeOf(p.Target).stops > shapeOf(p.Source).stops
}

func runes(text string) int { return utf8.RuneCountInString(strings.TrimSpace(text)) }

const (
	// totalSegments and totalRunes are what an article needs before its ratio
	// is as steady as that of the measured ones, which had about 15 segments.
	totalSegments = 5
	totalRunes    = 800 // of English
	// totalSlack widens the measured range of whole articles upwards:
	// translated English runs longer than the English originals measured.
	totalSlack = 1.1
)

func runLengthTotal(doc Document) Result {
	if !doc.Translated {
		return Result{Skipped: noTranslation}
	}
	b, why := bandFor(doc.SourceLanguage, doc.TargetLanguage)
	if why != "" {
		return Result{Skipped: why}
	}
	source, target, segments := 0, 0, 0
	for _, p := range doc.Pairs {
		if !p.Kept && p.Reason == "" && p.Target != "" {
			source, target, segments = source+runes(p.Source), target+runes(p.Target), segments+1
		}
	}
	if segments < totalSegments || max(target, source) < totalRunes {
		return Result{}
	}
	ratio := float64(target) / float64(source)
	message, category := "", ""
	switch {
	case ratio < b.totalLow:
		message = fmt.Sprintf("the translation is short for its source: %d characters for %d", target, source)
	case ratio > b.totalHigh*totalSlack:
		message, category = fmt.Sprintf("the translation is long for its source: %d characters for %d", target, source), "accuracy/addition"
	default:
		return Result{}
	}
	return Result{Findings: []Finding{{Severity: Warning, Category: category, Message: message}}}
}
