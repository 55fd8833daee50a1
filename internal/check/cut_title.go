package check

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/hanging.txt
var hangingFile string

// hangingWords are the classes of data/hanging.txt by word.
var hangingWords = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(hangingFile) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		for _, w := range f[1:] {
			table[w] = f[0]
		}
	}
	return table
})

// breaksOff finds a headline, or another text without a full stop, that cannot
// end as it does.
func breaksOff(doc Document, i int) []Finding {
	p, tokens := doc.Pairs[i], doc.targetTokens(i)
	f := Finding{Severity: Warning, SourceEvidence: ending(p.Source, 30), TargetEvidence: ending(p.Target, 30)}
	switch class := hangingEnd(tokens, p.Target); {
	case class != "":
		f.Severity, f.Message = Severity(class), "stops in mid-sentence"
	case len(p.Target) > longestTitle:
		return nil
	case opensUnclosed(p.Target) && !opensUnclosed(p.Source) && !doc.running(i):
		f.Message = "ends inside a quotation, its source does not"
	case dangling(tokens, p.Target):
		f.Message = "may stop in mid-sentence"
	case losesWords(doc, i):
		f.Message = "is short for its source and lacks words of it"
	default:
		return nil
	}
	return []Finding{f}
}

// longestTitle is in bytes. A longer text without a full stop is a list or a
// paragraph, and is judged by its last word alone.
const longestTitle = 500

// hangingEnd returns the class of the last word if a text does not end with it,
// or "error" for a comma.
func hangingEnd(tokens []token, text string) string {
	text = strings.TrimSpace(text)
	if strings.HasSuffix(text, ",") {
		return string(Error)
	}
	if len(tokens) < 3 {
		return ""
	}
	last := tokens[len(tokens)-1]
	class := hangingWords()[last.word]
	switch upper := text[last.start:last.end] == strings.ToUpper(last.word); {
	case last.end != len(text), class == "noun":
		return ""
	case upper && len(last.word) < 3 && last.word != "i" && !shouts(text): // Vitamin A, an acronym
		return ""
	case upper && !shouts(text) && len(last.word) > 1 && len(last.word) < 4: // WHO, US
		return ""
	}
	return class
}

// shouts reports whether a text is all in capitals.
func shouts(text string) bool { return strings.IndexFunc(text, unicode.IsLower) < 0 }

// dangling reports whether a text ends with what calls for an object or an
// owner's thing: a participle behind a comma or a preposition, a possessive.
func dangling(tokens []token, text string) bool {
	text = strings.TrimSpace(text)
	if len(tokens) < 4 {
		return false
	}
	last, before := tokens[len(tokens)-1], tokens[len(tokens)-2]
	if last.end != len(text) {
		return false
	}
	raw := text[last.start:last.end]
	if first, _ := utf8.DecodeRuneInString(raw); strings.HasSuffix(last.word, "'s") && unicode.IsLower(first) {
		return true
	}
	if !strings.HasSuffix(last.word, "ing") || len(last.word) < 6 {
		return false
	}
	comma := strings.HasPrefix(strings.TrimSpace(text[before.end:last.start]), ",")
	return comma || hangingWords()[last.word] != "noun" && slices.Contains(beforeParticiples, before.word)
}

// beforeParticiples are prepositions before which a participle has its object
// behind it: on changing the name.
var beforeParticiples = []string{"on", "of", "by", "for", "in", "after", "before", "without", "from", "while", "when", "over", "about", "despite"}

// opensUnclosed reports whether a text opens a quotation and does not close it.
func opensUnclosed(text string) bool {
	quotes := quotedSpans(text)
	for at := nextMark(text, 0); at < len(text); {
		r, n := utf8.DecodeRuneInString(text[at:])
		opened := slices.ContainsFunc(quotes, func(q quote) bool { return q.start-n <= at && at <= q.end })
		if _, opens := pairedMarks[r]; opens && !opened && opensQuote(text, at, n, r) && !elided(text[at+n:]) {
			return true
		}
		at = nextMark(text, at+n)
	}
	return false
}

// elided reports whether a word is one that is written with an apostrophe
// before it: 'em, 'til.
func elided(after string) bool {
	for _, w := range []string{"em", "til", "tis", "twas", "cause", "n", "bout", "cos"} {
		if rest, ok := strings.CutPrefix(strings.ToLower(after), w); ok && (rest == "" || !unicode.IsLetter(rune(rest[0]))) {
			return true
		}
	}
	return false
}
