package check

import (
	_ "embed"
	"strings"
	"sync"
)

var refusal = Check{
	Name:     "refusal",
	Category: "accuracy/omission",
	About:    "no translation is the model's refusal in words",
	Run:      eachPair(refusalIn),
}

//go:embed data/refusal.txt
var refusalFile string

// refusals are the phrase files' lines by what they are for.
type refusals struct {
	openings []phrase // how refusals begin
	tasks    []phrase // what they are about, soon after
	sources  []phrase // how a source begins that says such a thing itself
}

var refusalPhrases = sync.OnceValue(func() (r refusals) {
	for _, p := range readPhrases(refusalFile) {
		switch p.where {
		case "task":
			r.tasks = append(r.tasks, p)
		case "source":
			r.sources = append(r.sources, p)
		default:
			r.openings = append(r.openings, p)
		}
	}
	return r
})

// taskWords is how soon after its opening a refusal says what it refuses.
const taskWords = 25

// refusalIn finds a refusal at the start of a segment. A speaker in the news
// also says "I'm sorry, but I cannot …": a quotation is no refusal, nor is what
// the source says alike; and an opening that people use is an error only when
// it goes on about translating, content or assistance.
func refusalIn(doc Document, i int) []Finding {
	p, tokens := doc.Pairs[i], doc.targetTokens(i)
	if len(tokens) == 0 || inside(quotedSpans(p.Target), tokens[0].start, tokens[0].end) {
		return nil
	}
	data := refusalPhrases()
	for _, o := range data.openings {
		if !hasAt(tokens, 0, o.words) {
			continue
		}
		end := tokens[len(o.words)-1].end
		severity := o.severity
		if severity == Warning && mentions(tokens[len(o.words):], data.tasks) {
			severity = Error
		}
		if o.severity == Warning && alikeSource(doc.sourceTokens(i), o, data.sources) {
			return nil
		}
		return []Finding{{Severity: severity, Message: `begins like a refusal: "` + strings.TrimSpace(p.Target[:end]) + `"`,
			SourceEvidence: opening(p.Source, 60), TargetEvidence: span(p.Target, tokens[0].start, end)}}
	}
	return nil
}

// mentions reports whether one of the phrases stands among the next words.
func mentions(tokens []token, phrases []phrase) bool {
	tokens = tokens[:min(taskWords, len(tokens))]
	for _, p := range phrases {
		if index(tokens, p.words) >= 0 {
			return true
		}
	}
	return false
}

// alikeSource reports whether a source begins with an apology or a denial of
// its own.
func alikeSource(tokens []token, o phrase, sources []phrase) bool {
	if hasAt(tokens, 0, o.words) {
		return true
	}
	return mentions(tokens[:min(8, len(tokens))], sources)
}
