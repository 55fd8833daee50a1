package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

var wrongLanguage = Check{
	Name:     "language",
	Category: "accuracy/untranslated",
	About:    "the translation is in the target language and its script, but for short quotations and originals in brackets behind a name",
	Run:      eachPair(wrongLanguageIn),
}

func wrongLanguageIn(doc Document, i int) []Finding {
	p := doc.Pairs[i]
	if findings := foreignScript(p, doc.withoutKept(p.Target, doc.targetTokens(i)), doc.TargetLanguage); len(findings) > 0 {
		return findings
	}
	if tag, ok := otherLanguage(p.Target, doc.targetTokens(i), doc.TargetLanguage); ok {
		return []Finding{{Severity: Error, Message: "is in " + language.Name(tag) + ", not in " + language.Name(doc.TargetLanguage),
			SourceEvidence: whole(p.Source), TargetEvidence: whole(p.Target)}}
	}
	return untranslatedSentences(doc, i)
}

const (
	// foreignShare is the share of letters in another script from which a text
	// is not in the target language, wherever they stand.
	foreignShare = 0.3
	// foreignRun is the number of words in another script, one after the
	// other, that are no name or slogan any more: part of the source was left.
	foreignRun = 4
)

// foreignScript finds words in a script that the target language does not use.
// Names in Latin letters are at home everywhere. A short quotation in its own
// script is quoted, not left over.
func foreignScript(p Pair, tokens []token, target string) []Finding {
	script := language.Script(target)
	if script == "" {
		return nil
	}
	runs, share := foreignRuns(p.Target, tokens, script)
	if share >= foreignShare {
		return []Finding{{Severity: Error, Message: fmt.Sprintf("has %.0f%% of its letters in another script", 100*share),
			SourceEvidence: whole(p.Source), TargetEvidence: runs[0].evidence(p.Target)}}
	}
	var findings []Finding
	quotes := quotedSpans(p.Target)
	for _, r := range runs {
		if r.words <= foreignRun && (inside(quotes, r.start, r.end) || glosses(p.Target, r)) {
			continue
		}
		f := Finding{Severity: Warning, Message: "has a word in another script", TargetEvidence: r.evidence(p.Target)}
		if r.words >= foreignRun {
			f.Severity, f.Message = Error, fmt.Sprintf("has %d words in another script", r.words)
		}
		f.SourceEvidence = find(p.Source, f.TargetEvidence.Text)
		findings = append(findings, f)
	}
	return findings
}

// glosses reports whether words in another script give the original of a name or
// term: alone in brackets behind it, "Hissein Brahim Taha (حسين إبراهيم طه)".
func glosses(text string, r run) bool {
	before := strings.TrimRight(text[:r.start], " \u200e\u200f\u2067\u2068")
	after := strings.TrimLeft(text[r.end:], " \u200e\u200f\u2069")
	open, closing := strings.HasSuffix(before, "(") || strings.HasSuffix(before, "["), strings.HasPrefix(after, ")") || strings.HasPrefix(after, "]")
	named := strings.TrimRight(strings.TrimRight(before, "(["), " ")
	last, _ := utf8.DecodeLastRuneInString(named)
	return open && closing && (unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune("\"'”’*_", last))
}

// run is words that stand together.
type run struct{ words, start, end int }

func (r run) evidence(text string) *Evidence { return span(text, r.start, r.end) }

// foreignRuns returns the runs of words in a foreign script, and the share of
// the text's letters that they have. Single letters are symbols.
func foreignRuns(text string, tokens []token, script string) (runs []run, share float64) {
	if strings.IndexFunc(text, beyondLatin) < 0 {
		return nil, 0
	}
	foreign, last := 0, -2
	for i, t := range tokens {
		word := text[t.start:t.end]
		if !foreignWord(word, script) {
			continue
		}
		foreign += len([]rune(word))
		if last == i-1 {
			r := &runs[len(runs)-1]
			r.words, r.end = r.words+1, t.end
		} else {
			runs = append(runs, run{1, t.start, t.end})
		}
		last = i
	}
	if foreign == 0 {
		return nil, 0
	}
	letters := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return runs, float64(foreign) / float64(max(letters, foreign))
}

// foreignWord reports whether a word is written in a script that is neither
// the given one nor Latin.
func foreignWord(word, script string) bool {
	n := 0
	for _, r := range word {
		if beyondLatin(r) {
			n++
		}
	}
	if n == 0 {
		return false
	}
	switch s := language.DominantScript(word); s {
	case "", script, "Latn":
		return false
	case "Hani", "Jpan", "Hang":
		return !slices.Contains([]string{"Hani", "Hans", "Hant", "Jpan", "Kore"}, script)
	}
	return n > 1
}

func beyondLatin(r rune) bool {
	return r > 0x24F && !(0x1E00 <= r && r <= 0x1EFF) && unicode.IsLetter(r)
}

// find quotes where a part stands first in a text, or nothing.
func find(text, part string) *Evidence {
	if at := strings.Index(text, part); at >= 0 {
		return span(text, at, at+len(part))
	}
	return nil
}

// enoughWords is how many words a verdict on the language needs, when the
// script is right. Names in a shorter text mislead it.
const enoughWords = 20

// otherLanguage names the language of a text that is surely not in the target
// language.
func otherLanguage(text string, tokens []token, target string) (string, bool) {
	if len(tokens) < enoughWords || looksEnglish(tokens) && language.IsEnglish(target) {
		return "", false
	}
	tag, ok := language.Detect(text)
	return tag, ok && tag != language.Base(target)
}

// looksEnglish reports whether the most frequent English words are as frequent
// in a text as they are in every English text. It spares the real detection.
func looksEnglish(tokens []token) bool {
	n, own := 0, 0 // own: words that no other language in Latin script has often
	for _, t := range tokens {
		switch t.word {
		case "the", "and", "with", "their", "which", "would":
			own++
		}
		switch t.word {
		case "the", "of", "to", "and", "in", "that", "for", "is", "was", "with", "on", "he", "it", "at", "by", "from", "has", "have", "had", "an", "as", "be", "his", "her", "they", "who", "not", "this", "are", "were", "their", "its":
			n++
		}
	}
	// Running news has one in three and nothing else one in six; dense
	// summaries have fewer, but hardly one without "the" or "and".
	return n*6 >= len(tokens) || own > 0 && n*10 >= len(tokens)
}

// untranslatedSentences finds long sentences in another language inside a text
// that as a whole passes. In the source's language one was left over; in a
// third one it may be quoted.
func untranslatedSentences(doc Document, i int) []Finding {
	p, tokens := doc.Pairs[i], doc.targetTokens(i)
	if len(tokens) < 2*enoughWords || englishThroughout(tokens) {
		return nil
	}
	var findings []Finding
	for _, s := range language.Sentences(p.Target, doc.TargetLanguage) {
		tag, other := otherLanguage(s.Of(p.Target), within(tokens, s.Start, s.End), doc.TargetLanguage)
		if !other {
			continue
		}
		f := Finding{Severity: Warning, Message: "has a sentence in " + language.Name(tag), TargetEvidence: span(p.Target, s.Start, s.End)}
		if tag == language.Base(doc.SourceLanguage) {
			f.Severity = Error
			f.SourceEvidence = find(p.Source, f.TargetEvidence.Text)
		}
		findings = append(findings, f)
	}
	return findings
}

// englishThroughout reports whether no stretch of a text is without the
// most frequent English words, so that there is no need to look at sentences.
func englishThroughout(tokens []token) bool {
	for at := 0; at < len(tokens); at += enoughWords / 2 {
		if !looksEnglish(tokens[at:min(at+enoughWords/2, len(tokens))]) {
			return false
		}
	}
	return true
}

// within returns the tokens inside text[start:end].
func within(tokens []token, start, end int) []token {
	first := 0
	for first < len(tokens) && tokens[first].start < start {
		first++
	}
	last := first
	for last < len(tokens) && tokens[last].end <= end {
		last++
	}
	return tokens[first:last]
}
