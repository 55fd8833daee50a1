package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// voice is what a piece of a text, outside quotations, says by its words of
// data/chat_words.txt.
type voice struct {
	start, end int // bytes
	words      int
	classes    wordClass // all that occur
	texts      int       // words of textWord, each once
	first      wordClass // of the first word
	label      bool      // every word may stand in a label
	nods       bool      // every word answers a request
}

func (v voice) has(c wordClass) bool { return v.classes&c != 0 }

// spoken reports whether somebody speaks, or is spoken to.
func (v voice) spoken() bool {
	return v.has(speakerWord|readerWord) || v.first&(talkWord|nodWord) != 0
}

// reader reads the pieces of one target.
type reader struct {
	doc     Document
	i       int
	tokens  []token
	classes []wordClass // of the tokens
	all     wordClass   // that occur
	quotes  []quote
}

// voice reads text[start:end].
func (r reader) voice(start, end int) voice {
	v := voice{start: start, end: end, label: true, nods: true}
	seen := map[string]bool{}
	for k, t := range r.tokens {
		if t.start < start || t.end > end || inside(r.quotes, t.start, t.end) {
			continue
		}
		c := r.classes[k]
		if v.words++; v.words == 1 {
			v.first = c
		}
		v.classes |= c
		v.label = v.label && c&(labelWord|weakLabel|joinWord|taskWord|textWord) != 0
		v.nods = v.nods && c&nodWord != 0
		if c&textWord != 0 && !seen[t.word] {
			seen[t.word] = true
			v.texts++
		}
	}
	if v.words == 0 {
		v.label, v.nods = false, false
	}
	return v
}

// Limits of the pieces that a model says before and behind a text, in words.
const (
	longestPreamble = 30
	longestLabel    = 7
	voiceReach      = 60 // from either end of the text
	mostPieces      = 16 // that are read of a text; more are a table, or a text made to be slow
)

// modelVoice finds what only the one who translates can say, wherever it stands
// apart: before a colon, on a line of its own, in brackets, in a sentence too many.
func modelVoice(doc Document, i int) (Finding, bool) {
	p := doc.Pairs[i]
	r := reader{doc: doc, i: i, tokens: doc.targetTokens(i)}
	if !r.classify() && lineCount(p.Target) <= lineCount(p.Source) {
		return Finding{}, false
	}
	r.quotes = quotedSpans(p.Target)
	for _, look := range []func() (voice, Severity){r.beforeColon, r.onLine, r.inBrackets, r.inSentence} {
		if v, severity := look(); severity != "" {
			text := strings.TrimSpace(p.Target[v.start:v.end])
			at := v.start + strings.Index(p.Target[v.start:v.end], text)
			return Finding{Severity: severity, Message: `says "` + shortened(text) + `", which its source does not`,
				SourceEvidence: opening(p.Source, 60), TargetEvidence: span(p.Target, at, at+len(text))}, true
		}
	}
	return Finding{}, false
}

// classify reads the words at the beginning and the end of the text. It reports
// whether there are any that every piece must have that is found.
func (r *reader) classify() bool {
	table := chatWords()
	r.classes = make([]wordClass, len(r.tokens))
	for k, t := range r.tokens {
		if k < voiceReach || k >= len(r.tokens)-voiceReach {
			r.classes[k] = table[t.word]
			r.all |= r.classes[k]
		}
	}
	return r.all&(taskWord|textWord|labelWord|weakLabel|nodWord) != 0 || r.all&speakerWord != 0 && r.all&readerWord != 0
}

// shortened returns the beginning of a text for a message.
func shortened(text string) string {
	if e := opening(text, 60); e != nil && len(e.Text) < len(text) {
		return strings.ReplaceAll(e.Text, "\n", " ") + "…"
	}
	return strings.ReplaceAll(text, "\n", " ")
}

// lineCount is the number of lines of a text that are not blank.
func lineCount(text string) int {
	if strings.IndexByte(text, '\n') < 0 {
		return 1
	}
	n := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

// colons returns where the colons of a text stand that something follows; those
// of times and addresses are none.
func colons(text string) []int {
	var list []int
	for i, r := range text {
		if r != ':' && r != '：' {
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		if r == '：' || !unicode.IsDigit(next) && next != '/' {
			list = append(list, i)
		}
	}
	return list
}

// beforeColon judges what stands before a colon, at the beginning of the text
// or of a sentence. A source that has as many colons has the label itself.
func (r reader) beforeColon() (voice, Severity) {
	p := r.doc.Pairs[r.i]
	all, own := colons(p.Target), colons(p.Source)
	extra := len(all) > len(own)
	labelledToo := !extra && labelled(p.Source)
	for k, at := range all[:min(len(all), mostPieces)] {
		if insideAt(r.quotes, at) {
			continue
		}
		v := r.voice(pieceStart(p.Target, at), at)
		if s := r.labelSeverity(v, extra); s != "" && !(labelledToo && v.classes&taskWord == 0) {
			return v, s
		}
		if v := r.voice(r.newStart(v.start, at), at); extra && v.start > 0 {
			if s := r.labelSeverity(v, extra); s != "" {
				return v, s
			}
		}
		if k > 0 || !extra {
			continue
		}
		if v := r.voice(0, at); v.words <= longestPreamble && r.leadsIn(v) {
			return v, Error
		}
	}
	return voice{}, ""
}

// labelSeverity judges a label. One that newspapers have too is worth a look.
func (r reader) labelSeverity(v voice, extra bool) Severity {
	switch {
	case !v.label || v.words > longestLabel || !v.has(labelWord|weakLabel|taskWord):
		return ""
	case v.has(taskWord) && !speaksOfTranslating(r.doc, r.i):
		return Error
	case extra && v.has(labelWord|taskWord):
		return Error
	case extra:
		return Warning
	}
	return ""
}

// leadsIn reports whether a text before a colon is a model's preamble.
func (r reader) leadsIn(v voice) bool {
	switch {
	case v.has(taskWord) && !speaksOfTranslating(r.doc, r.i):
		return true
	case v.has(taskWord) && (v.first&(openWord|nodWord) != 0 || v.has(readerWord)):
		return true
	case v.first&(openWord|nodWord) != 0 && v.texts > 0 && v.has(speakerWord|readerWord) || v.first&nodWord != 0 && v.texts > 0:
		return true
	}
	return v.first&openWord != 0 && v.texts > 1 || v.nods
}

// newStart returns where a word with a capital, that a model's sentence begins
// with, stands first between two places behind the first word; the end where
// none does. A headline has no mark before it.
func (r reader) newStart(start, end int) int {
	for k, t := range r.tokens {
		if k == 0 || t.start <= start || t.end > end || r.classes[k]&(speakerWord|talkWord|nodWord|openWord|labelWord|joinWord) == 0 {
			continue
		}
		if c := r.doc.Pairs[r.i].Target[t.start]; 'A' <= c && c <= 'Z' && !inside(r.quotes, t.start, t.end) {
			return t.start
		}
	}
	return end
}

// pieceStart returns where the piece before text[end:] begins: behind the mark
// of a sentence, a bracket or a new line.
func pieceStart(text string, end int) int {
	at := strings.LastIndexAny(text[:end], ".!?\n([/;—–|")
	if at < 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(text[at:])
	return at + n
}

// onLine judges the lines of a target that has more of them than its source.
func (r reader) onLine() (voice, Severity) {
	p := r.doc.Pairs[r.i]
	if lineCount(p.Target) <= lineCount(p.Source) {
		return voice{}, ""
	}
	at, n, lines, last := 0, 0, lineCount(p.Target), voice{}
	for line := range strings.Lines(p.Target) {
		start := at
		at += len(line)
		if strings.TrimSpace(line) == "" {
			continue
		}
		if n++; n > mostPieces/2 && n <= lines-mostPieces/2 {
			continue
		}
		v := r.voice(start, at)
		if v.has(taskWord) || v.nods || v.spoken() && v.texts > 0 || v.has(speakerWord) && v.has(readerWord) ||
			v.spoken() && v.has(readerWord) || v.label && v.has(labelWord|weakLabel) || v.texts > 2 {
			return v, Error
		}
		last = v
	}
	if strings.Contains(strings.TrimSpace(p.Target), "\n\n") {
		return last, Warning
	}
	return voice{}, ""
}

// inBrackets judges what stands in brackets where the source has none.
func (r reader) inBrackets() (voice, Severity) {
	p := r.doc.Pairs[r.i]
	if strings.ContainsAny(p.Source, "([（【〔") {
		return voice{}, ""
	}
	at := 0
	for range mostPieces {
		k := strings.IndexAny(p.Target[at:], "([")
		if k < 0 {
			return voice{}, ""
		}
		start := at + k + 1
		end := strings.IndexAny(p.Target[start:], ")]")
		if end < 0 {
			return voice{}, ""
		}
		v := r.voice(start, start+end)
		switch {
		case insideAt(r.quotes, start) || v.words == 0:
		case v.has(taskWord) && !speaksOfTranslating(r.doc, r.i), v.texts > 1 && v.spoken(), v.words > 2 && v.texts > 0 && v.first&(labelWord|weakLabel) != 0:
			return v, Error
		}
		at = start + end
	}
	return voice{}, ""
}

// inSentence judges the first sentence and the last two, where the target has
// more of them than its source; others only where they speak of translating.
func (r reader) inSentence() (voice, Severity) {
	if r.all&(taskWord|nodWord) == 0 && (r.all&textWord == 0 || r.all&(speakerWord|readerWord|talkWord) == 0) &&
		(r.all&speakerWord == 0 || r.all&readerWord == 0) {
		return voice{}, ""
	}
	p := r.doc.Pairs[r.i]
	if ends(p.Target) && !ends(p.Source) {
		at := r.newStart(0, len(p.Target))
		for n := 0; n < mostPieces && at < len(p.Target); n++ {
			if v := r.voice(at, len(p.Target)); r.sentenceSeverity(v) == Error {
				return v, Error
			}
			at = r.newStart(at, len(p.Target))
		}
	}
	spans := language.Sentences(p.Target, "en")
	surplus := -1
	for k, s := range spans {
		if k > 0 && k < len(spans)-3 {
			continue
		}
		v := r.voice(s.Start, s.End)
		severity := r.sentenceSeverity(v)
		if severity == "" {
			continue
		}
		if surplus < 0 {
			surplus = len(spans) - len(language.Sentences(p.Source, r.doc.SourceLanguage))
		}
		switch {
		case surplus > 0:
			return v, severity
		case v.has(taskWord) && v.spoken() && !speaksOfTranslating(r.doc, r.i):
			return v, Warning
		}
	}
	return voice{}, ""
}

// sentenceSeverity judges a sentence that the source may not have.
func (r reader) sentenceSeverity(v voice) Severity {
	switch {
	case v.words == 0:
		return ""
	case v.nods:
		return Error
	case v.has(taskWord) && !speaksOfTranslating(r.doc, r.i) && (v.spoken() || v.texts > 0):
		return Error
	case v.has(taskWord) && v.has(speakerWord) && v.has(readerWord):
		return Error
	case v.first&talkWord != 0 && (v.texts > 1 || v.texts > 0 && v.has(speakerWord|readerWord)):
		return Error
	case v.texts > 1 && v.has(speakerWord), v.texts > 0 && v.has(speakerWord) && v.has(readerWord), v.texts > 2:
		return Error
	case v.first&talkWord != 0 && v.texts > 0:
		return Warning
	case v.first&(talkWord|speakerWord) != 0 && v.has(speakerWord) && v.has(readerWord):
		return Warning
	}
	return ""
}

// insideAt reports whether a byte stands in a quotation.
func insideAt(quotes []quote, at int) bool { return inside(quotes, at, at+1) }
