package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

var quotations = Check{
	Name:     "quotes",
	Category: "accuracy/addition",
	About:    "the translation quotes where the source does: no quotation invented, none of length lost, marks in pairs",
	Run:      eachPair(quotationsIn),
}

const (
	// quotedWords is the length in words from which a quotation says that
	// somebody said so; shorter ones are terms, titles and irony, and
	// newspapers put marks around them or not.
	quotedWords = 4
	// lostWords is the length in words, by the source's spaces, from which a
	// quotation that became a report is worth a look. Translators do it to
	// shorter ones all the time.
	lostWords = 6
	// runningLimit is how many segments a quotation may run over.
	runningLimit = 8
)

// quotationsIn compares the quotations of a pair.
func quotationsIn(doc Document, i int) []Finding {
	p := doc.Pairs[i]
	target := readQuoting(p.Target)
	source := doc.quoting(i)
	if !source.any() && !target.any() {
		return nil
	}
	if f, found := invented(doc, i, target); found {
		return []Finding{f}
	}
	if f, found := lost(doc, i, target); found {
		return []Finding{f}
	}
	if len(source.spans) > 0 && source.paired() && !source.titles && !doc.running(i) && !crosses(doc, i) && unpaired(doc, i, target) {
		return []Finding{{Severity: Warning, Category: "fluency/punctuation", Message: "has a quotation mark without its partner; the source's are in pairs",
			SourceEvidence: span(p.Source, source.spans[0].start, source.spans[0].end), TargetEvidence: whole(p.Target)}}
	}
	return nil
}

// unpaired reports whether a mark of a target has its partner neither there nor
// in the segment beside it.
func unpaired(doc Document, i int, target quoting) bool {
	switch {
	case target.opens && target.closes:
		return true
	case target.opens:
		return i+1 == len(doc.Pairs) || !readQuoting(doc.Pairs[i+1].Target).closes
	case target.closes:
		return i == 0 || !readQuoting(doc.Pairs[i-1].Target).opens
	}
	return false
}

// invented finds a quotation that the source does not have: it says that
// somebody used these words.
func invented(doc Document, i int, target quoting) (Finding, bool) {
	p, source := doc.Pairs[i], doc.quoting(i)
	long := longQuotes(doc, i, target)
	if len(long) == 0 || source.titles || len(long) <= 2*len(source.spans) || source.any() && !source.paired() || emphasised(p) {
		return Finding{}, false
	}
	if doc.running(i) { // a part of speech that is quoted as a whole
		part := slices.IndexFunc(long, func(q quote) bool { return !speechShaped(p.Target, q) })
		if source.any() || part < 0 || strings.TrimSpace(p.Target[long[part].end+1:]) == "" {
			return Finding{}, false
		}
		long = long[part:]
	}
	f := Finding{Severity: Error, Message: "is in quotation marks; the source quotes nothing here",
		SourceEvidence: whole(p.Source), TargetEvidence: span(p.Target, long[0].start, long[0].end)}
	switch {
	case len(source.spans) > 0:
		f.Severity = Warning
		f.Message = fmt.Sprintf("has %d quotations, the source %d", len(long), len(source.spans))
	case otherCustom(doc, i, long[0]):
		f.Severity = Note
	case doc.running(i) || doubtful(doc, i):
		f.Severity = Warning
	}
	return f, true
}

// doubtful reports whether a quotation may rest on what the source says in
// other words: somebody speaks, or a neighbour quotes. Without that it was made
// up.
func doubtful(doc Document, i int) bool {
	target, known := doc.targetSigns(i)
	return !known || target.has(says) || speaks(doc, i) || nearQuotes(doc, i) || crosses(doc, i) ||
		unmarkedSpeech[language.Base(doc.SourceLanguage)]
}

// longQuotes returns the quotations of a target that are more than a term or a
// title.
func longQuotes(doc Document, i int, target quoting) []quote {
	var long []quote
	text := doc.Pairs[i].Target
	for _, q := range target.spans {
		if n := len(within(doc.targetTokens(i), q.start, q.end)); n >= quotedWords && (doc.Pairs[i].Kind == article.Headline || !titled(text[q.start:q.end])) {
			long = append(long, q)
		}
	}
	return long
}

// titled reports whether a quotation looks like the title of a work: capitals
// at both ends and throughout, no comma. The words of a headline may all have
// them.
func titled(text string) bool {
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsLower(first) {
		return false
	}
	last := text[strings.LastIndexByte(text, ' ')+1:]
	r, _ := utf8.DecodeRuneInString(last)
	return !strings.Contains(text, ",") && !unicode.IsLower(r) && named(text)
}

// otherCustom reports whether a source may mark direct speech in another way
// than by quotation marks: by a dash, by a colon after the verb of saying, or,
// as is common in some languages, by nothing.
func otherCustom(doc Document, i int, q quote) bool {
	p := doc.Pairs[i]
	signs, known := doc.sourceSigns(i)
	if p.Kind == article.Quote || dialogue(p.Source) || typed(p.Source) || i > 0 && endsWithColon(doc.Pairs[i-1].Source) {
		return true
	}
	if !known {
		return true // nothing is known of how its language quotes
	}
	said := signs.has(says)
	switch {
	case !speechShaped(p.Target, q):
		return false
	case said && strings.ContainsAny(p.Source, ":："), signs.has(first):
		return true
	}
	return unmarkedSpeech[language.Base(doc.SourceLanguage)] && (said || nearSpeech(doc, i))
}

// unmarkedSpeech are the languages whose papers often print direct speech
// without marks, after a word such as کہ.
var unmarkedSpeech = map[string]bool{"ur": true, "hi": true, "ps": true, "bn": true, "pa": true, "ne": true, "mr": true, "gu": true}

// dialogue reports whether a text marks speech by dashes, as Spanish, French
// and Russian stories do: at its start, or between speech and speaker.
func dialogue(source string) bool {
	for _, dash := range []string{"—", "–", "―", "- ", "-\u00a0"} {
		if strings.HasPrefix(source, dash) {
			return true
		}
	}
	return strings.Contains(source, ", — ") || strings.Contains(source, "\n—") || strings.Contains(source, "\n–")
}

// typed reports whether a text has quotation marks put together from other
// signs: ((so)) in Arabic papers, <<so>> and “so” where a keyboard has none.
func typed(source string) bool {
	return strings.Contains(source, "((") || strings.Contains(source, "<<") || strings.Contains(source, "``")
}

func endsWithColon(text string) bool {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	return strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")
}

// speechShaped reports whether a quotation stands as speech does: a sentence
// with its punctuation or speaker at the start of the text, or a whole one after
// a colon, a comma or another sentence.
func speechShaped(text string, q quote) bool {
	r, _ := utf8.DecodeRuneInString(text[q.start:])
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:q.end], "'’\"”"))
	_, n := utf8.DecodeLastRuneInString(text[:q.start])
	before := strings.TrimRight(text[:q.start-n], " ")
	if before == "" {
		return unicode.IsUpper(r) && (strings.ContainsRune(",.?!…", last) || strings.Contains(text[q.end:], " said"))
	}
	if word := before[strings.LastIndexByte(before, ' ')+1:]; len(word) <= len("Mrs.") && strings.HasSuffix(word, ".") && word != strings.ToLower(word) {
		return false // a title: Mr. "Smith
	}
	_, n = utf8.DecodeRuneInString(text[q.end:])
	final := strings.TrimLeft(text[q.end+n:], " .") == ""
	after := strings.IndexByte(":,.?!", before[len(before)-1]) >= 0
	switch {
	case final && strings.ContainsRune(".?!…", last): // said "We will.", and the rest of a speech: he said, "and we will."
		return unicode.IsUpper(r) || after
	case final || strings.ContainsRune(",.?!…—–-", last):
		return unicode.IsUpper(r) && after
	}
	return false
}

// speaks reports whether a source has a word of saying.
func speaks(doc Document, i int) bool {
	signs, ok := doc.sourceSigns(i)
	return ok && signs.has(says)
}

// nearSpeech reports whether somebody speaks in one of the two segments before
// or after: a longer speech names its speaker once.
func nearSpeech(doc Document, i int) bool {
	for j := max(0, i-2); j < min(len(doc.Pairs), i+3); j++ {
		if speaks(doc, j) {
			return true
		}
	}
	return false
}

func nearQuotes(doc Document, i int) bool {
	return i > 0 && doc.quoting(i-1).any() || i+1 < len(doc.Pairs) && doc.quoting(i+1).any()
}

// crosses reports whether a quotation of the source crosses the border of a
// segment: it is opened or closed in a neighbour.
func crosses(doc Document, i int) bool {
	return i > 0 && doc.quoting(i-1).opens || i+1 < len(doc.Pairs) && doc.quoting(i+1).closes || !doc.quoting(i).paired()
}

// emphasised reports whether the source has words in italics or bold type,
// which English papers put in quotation marks: titles, foreign words.
func emphasised(p Pair) bool {
	for _, m := range p.Marks {
		if m.Kind == article.Emphasis || m.Kind == article.Strong {
			return true
		}
	}
	return false
}

// lost finds a long quotation that is a report in the translation.
func lost(doc Document, i int, target quoting) (Finding, bool) {
	source, p := doc.quoting(i), doc.Pairs[i]
	if target.any() || source.titles || doc.running(i) || len(p.TargetMarks) > 0 && emphasised(Pair{Marks: p.TargetMarks}) {
		return Finding{}, false
	}
	for _, q := range source.spans {
		if text := p.Source[q.start:q.end]; quoteLength(doc.SourceLanguage, text) >= lostWords && !(named(text) && text != strings.ToLower(text)) {
			return Finding{Severity: Warning, Category: "accuracy/omission", Message: "quotes nothing; the source does",
				SourceEvidence: span(p.Source, q.start, q.end), TargetEvidence: whole(p.Target)}, true
		}
	}
	return Finding{}, false
}

// quoteLength returns the length of a quotation in words; where no spaces part
// them, three letters are one, for names in them are long.
func quoteLength(tag, text string) int {
	if unspaced(language.Base(tag)) {
		return utf8.RuneCountInString(text) / 3
	}
	return len(strings.Fields(text))
}

// quoting returns how the source of doc.Pairs[i] quotes.
func (d Document) quoting(i int) quoting {
	if d.facts == nil {
		return readQuoting(d.Pairs[i].Source)
	}
	return d.allQuoting()[i]
}

func (d Document) allQuoting() []quoting {
	if d.facts != nil && d.facts.quoting != nil {
		return d.facts.quoting
	}
	all := make([]quoting, len(d.Pairs))
	for i, p := range d.Pairs {
		all[i] = readQuoting(p.Source)
	}
	if d.facts != nil {
		d.facts.quoting = all
	}
	return all
}

// running reports whether the source of doc.Pairs[i] stands inside a quotation
// that an earlier segment opened and this or a later one closes.
func (d Document) running(i int) bool {
	if d.facts == nil {
		return runningQuotes(d.allQuoting())[i]
	}
	if d.facts.running == nil {
		d.facts.running = runningQuotes(d.allQuoting())
	}
	return d.facts.running[i]
}

// runningQuotes marks the segments inside quotations that run over several. The
// paragraphs of one may all begin with a mark; the first that is closed ends
// it.
func runningQuotes(all []quoting) []bool {
	inside := make([]bool, len(all))
	for i, q := range all {
		if !q.opens {
			continue
		}
		for j := i + 1; j < len(all) && j <= i+runningLimit; j++ {
			if !all[j].closes {
				continue
			}
			for k := i + 1; k <= j; k++ {
				inside[k] = true
			}
			break
		}
	}
	return inside
}
