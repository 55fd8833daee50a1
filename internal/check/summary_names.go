package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

var summaryNames = Check{
	Name:     "summary-names",
	Category: "accuracy/addition",
	About:    "every name in the summary is in the segments it rests on, as the translation spells it",
	Run:      notExtractive(runSummaryNames),
}

func runSummaryNames(doc Document) Result {
	switch {
	case doc.Summary == nil:
		return Result{Skipped: noSummary}
	case !language.IsEnglish(doc.summaryTag()):
		return Result{Skipped: "not checked for summaries in " + language.Name(doc.summaryTag())}
	case doc.Translated || language.IsEnglish(doc.SourceLanguage):
		return eachSentence(namesOf)(doc)
	case language.Script(doc.SourceLanguage) != "Latn":
		return Result{Skipped: "not checked for " + language.Name(doc.SourceLanguage) + " without a translation"}
	}
	return eachSentence(foreignNamesOf)(doc)
}

// row is capitalised words that stand together, as a name does.
type row struct {
	words      []string // those to compare
	initials   string   // of all its capitalised words
	start, end int      // bytes, from the first to the last of words
}

// namesOf finds names that the evidence does not have. A name of which a part
// is there may be completed from elsewhere in the article: "Taha" there, the
// full name here.
func namesOf(doc Document, s Sentence) []Finding {
	rows := rowsOf(s.Text)
	texts := doc.evidence(s)
	if len(rows) == 0 || !doc.sameLanguage(texts) {
		return nil
	}
	near := indexNames(append(textsOf(texts), doc.Context...)...)
	var all *nameIndex
	var findings []Finding
	for _, r := range rows {
		missing := near.missing(r)
		if len(missing) == 0 {
			continue
		}
		if all == nil {
			x := indexNames(append(textsOf(doc.everything()), doc.Context...)...)
			all = &x
		}
		nowhere := all.missing(row{words: missing})
		if len(nowhere) == 0 && len(missing) < len(r.words) {
			continue
		}
		f := Finding{Severity: Error, TargetEvidence: span(s.Text, r.start, r.end)}
		name := s.Text[r.start:r.end]
		if len(nowhere) == 0 {
			f.Severity, f.Message = Warning, notInEvidence(name, s, doc.segmentsWith(missing))
		} else {
			f.Message = notInEvidence(name, s, nil)
		}
		findings = append(findings, f)
	}
	return findings
}

func textsOf(list []support) []string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = s.text
	}
	return texts
}

// segmentsWith returns the segments that have one of the words.
func (d Document) segmentsWith(words []string) []int {
	var numbers []int
	for _, t := range d.everything() {
		if x := indexNames(t.text); len(x.missing(row{words: words})) < len(words) {
			numbers = append(numbers, t.number)
		}
	}
	return numbers
}

// missing returns the words of a row that a text does not support. A name
// spelled out is supported as a whole by its acronym.
func (x nameIndex) missing(r row) []string {
	if len(r.initials) > 1 && x.acronyms[r.initials] {
		return nil
	}
	var words []string
	for _, w := range r.words {
		if !x.supports(w) {
			words = append(words, w)
		}
	}
	return words
}

// rowsOf returns the rows of capitalised words of a sentence that name
// something. In a headline with capitals throughout only acronyms can be told
// from other words.
func rowsOf(text string) []row {
	tokens := tokenize(text)
	title := titleCase(text, tokens)
	var rows []row
	for i := 0; i < len(tokens); i++ {
		if !capital(text, tokens[i]) {
			continue
		}
		last := i
		for last+1 < len(tokens) && continuesRow(text, tokens, last) {
			last++
			if !capital(text, tokens[last]) { // a connector, with a capital after it
				last++
			}
		}
		if r := rowOf(text, tokens, i, last, title); len(r.words) > 0 {
			rows = append(rows, r)
		}
		i = last
	}
	return rows
}

func capital(text string, t token) bool {
	r, _ := utf8.DecodeRuneInString(text[t.start:])
	return unicode.IsUpper(r)
}

// continuesRow reports whether the row goes on after tokens[i]: with another
// capital, or with connectors before one.
func continuesRow(text string, tokens []token, i int) bool {
	gap := text[tokens[i].end:tokens[i+1].start]
	if !joinsNames(gap) || strings.HasSuffix(tokens[i].word, "'s") {
		return false
	}
	if capital(text, tokens[i+1]) {
		return true
	}
	switch tokens[i+1].word {
	case "and", "the", "in", "on", "to", "for", "as": // between two names as often as inside one
		return false
	}
	return connectors[tokens[i+1].word] && i+2 < len(tokens) && capital(text, tokens[i+2]) &&
		joinsNames(text[tokens[i+1].end:tokens[i+2].start])
}

func joinsNames(gap string) bool {
	return gap == " " || gap == "-" || gap == ". " || gap == "." || gap == "\u00A0" || gap == "‑"
}

// rowOf takes from tokens[first:last+1] the words to compare: not titles, and
// not the first of a sentence, which has its capital anyway, unless it stands
// where only a name can.
func rowOf(text string, tokens []token, first, last int, title bool) row {
	var r row
	data := nameWords()
	for i := first; i <= last; i++ {
		t := tokens[i]
		if !capital(text, t) {
			continue
		}
		c, _ := utf8.DecodeRuneInString(text[t.start:])
		r.initials += string(unicode.ToLower(c))
		word := withoutPossessive(t.word)
		acronym := isAcronym(text[t.start:t.end])
		switch {
		case utf8.RuneCountInString(word) < 2 || data.ignored[word] || connectors[word]:
		case title && !acronym:
		case i == first && !acronym && opensSentence(text, tokens, i) && !(first == last && surelyName(tokens, i)):
		default:
			if len(r.words) == 0 {
				r.start = t.start
			}
			r.words, r.end = append(r.words, word), t.end
		}
	}
	return r
}

// opensSentence reports whether a word has its capital because of where it
// stands: first, or after a full stop, colon or opening mark.
func opensSentence(text string, tokens []token, i int) bool {
	if i == 0 {
		return true
	}
	gap := strings.TrimSpace(text[tokens[i-1].end:tokens[i].start])
	if gap == "." && len(tokens[i-1].word) <= 3 {
		return false // Dr. Yilmaz
	}
	return strings.ContainsAny(gap, ".!?:\"“«‘'([;—–")
}

// surelyName reports whether the word that opens a sentence can only be a name:
// a singular without article that speaks or acts, or that owns something.
func surelyName(tokens []token, i int) bool {
	word, data := tokens[i].word, nameWords()
	if data.generic[withoutPossessive(word)] {
		return false
	}
	if strings.HasSuffix(word, "'s") {
		return !strings.HasPrefix(word, "let") && !strings.HasPrefix(word, "there") && !strings.HasPrefix(word, "here")
	}
	return i+1 < len(tokens) && data.verbs[tokens[i+1].word] && !strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ing") && !strings.HasSuffix(word, "ly")
}

// titleCase reports whether a text has capitals throughout, as some house
// styles write headlines.
func titleCase(text string, tokens []token) bool {
	long, capitals := 0, 0
	for _, t := range tokens {
		if len(t.word) < 4 || connectors[t.word] {
			continue
		}
		long++
		if capital(text, t) {
			capitals++
		}
	}
	return long >= 4 && capitals*5 > long*4
}

// foreignNamesOf compares names across languages that share the Latin script,
// where they are often, but not always, spelled alike. So only a name of
// several words none of which resembles any word of the article is noted.
func foreignNamesOf(doc Document, s Sentence) []Finding {
	rows := rowsOf(s.Text)
	if len(rows) == 0 {
		return nil
	}
	x := indexNames(append(textsOf(doc.everything()), doc.Context...)...)
	var findings []Finding
	for _, r := range rows {
		if len(r.words) < 2 || x.resembles(r) {
			continue
		}
		findings = append(findings, Finding{Severity: Note, Message: s.Text[r.start:r.end] + " resembles no name of the article",
			TargetEvidence: span(s.Text, r.start, r.end)})
	}
	return findings
}

// resembles reports whether a word of a row is in the text, begins like one of
// its words, or names a place, which each language calls as it likes.
func (x nameIndex) resembles(r row) bool {
	if len(x.missing(r)) < len(r.words) {
		return true
	}
	for _, w := range r.words {
		for _, members := range nameWords().same {
			for _, m := range members {
				if m[0] == w {
					return true
				}
			}
		}
		for _, other := range x.byStart[startOf(w)] {
			if len(w) > 3 && len(other) > 3 && w[:4] == other[:4] {
				return true
			}
		}
	}
	return false
}
