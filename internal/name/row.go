package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// Word is a word of a text, folded for matching, with its place in bytes.
type Word struct {
	Text       string
	Start, End int
}

// Words returns the words of a text.
func Words(text string) []Word {
	words := make([]Word, 0, len(text)/6+1)
	language.EachWord(text, func(word string, start, end int) { words = append(words, Word{word, start, end}) })
	return words
}

// Row is capitalised words that stand together, as a name does.
type Row struct {
	Words      []Word // those to compare, without possessive
	Initials   string // of all its capitalised words
	Start, End int    // bytes, from the first to the last of Words
	After      string // the word before it, folded: "mr", "in"
	opens      bool   // the first of Words opens a sentence: its capital says nothing
}

// Rows returns the rows of capitalised words of an English text that name
// something; words are those of the text. In a headline with capitals
// throughout only acronyms can be told from other words.
func Rows(text string, words []Word) []Row { return rows(text, words, false) }

// rows is [Rows]; with openers, words that open a sentence are part of them.
func rows(text string, words []Word, openers bool) []Row {
	title, shouted := titleCase(text, words), false
	var list []Row
	for i := 0; i < len(words); i++ {
		if !capital(text, words[i]) {
			continue
		}
		last := i
		for last+1 < len(words) && continuesRow(text, words, last) {
			last++
			if !capital(text, words[last]) { // a connector, with a capital after it
				last++
			}
		}
		shouted = shouted || last-i > 2
		if r := rowOf(text, words, i, last, title, openers); len(r.Words) > 0 {
			list = append(list, r)
		}
		i = last
	}
	if shouted && allCapitals(text) { // acronyms cannot be told from other words either
		return nil
	}
	return list
}

// allCapitals reports whether a text has no small letter.
func allCapitals(text string) bool { return strings.IndexFunc(text, unicode.IsLower) < 0 }

func capital(text string, w Word) bool {
	if c := text[w.Start]; c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(text[w.Start:])
	return unicode.IsUpper(r)
}

// continuesRow reports whether the row goes on after words[i]: with another
// capital, or with connectors before one.
func continuesRow(text string, words []Word, i int) bool {
	gap := text[words[i].End:words[i+1].Start]
	if !joinsNames(gap) || gap == ". " && !goesOn(text, words, i) || strings.HasSuffix(words[i].Text, "'s") {
		return false
	}
	if capital(text, words[i+1]) {
		return true
	}
	switch words[i+1].Text {
	case "and", "the", "in", "on", "to", "for", "as": // between two names as often as inside one
		return false
	}
	return connectors[words[i+1].Text] && i+2 < len(words) && capital(text, words[i+2]) &&
		joinsNames(text[words[i+1].End:words[i+2].Start])
}

// goesOn reports whether a name goes on behind the full stop after words[i]:
// that is of an initial or of a shortened title, and no word follows that
// begins a sentence.
func goesOn(text string, words []Word, i int) bool {
	next := words[i+1].Text
	return shortened(text, words[i]) && !english().openers[next] && !english().generic[next]
}

// shortened reports whether a full stop after a word says that the word is
// shortened: "J.", "U.S.", "Dr.".
func shortened(text string, w Word) bool {
	return utf8.RuneCountInString(w.Text) == 1 || strings.Contains(w.Text, ".") || english().shortened[w.Text] && capital(text, w)
}

func joinsNames(gap string) bool {
	return gap == " " || gap == "-" || gap == ". " || gap == "." || gap == "\u00A0" || gap == "‑"
}

// rowOf takes from words[first:last+1] those to compare: not titles, and not
// the first of a sentence, which has its capital anyway, unless it stands where
// only a name can.
func rowOf(text string, words []Word, first, last int, title, openers bool) Row {
	var r Row
	known := english()
	if first > 0 {
		r.After = words[first-1].Text
	}
	initials := make([]byte, 0, 8)
	for i := first; i <= last; i++ {
		w := words[i]
		if !capital(text, w) {
			continue
		}
		c, _ := utf8.DecodeRuneInString(text[w.Start:])
		initials = utf8.AppendRune(initials, unicode.ToLower(c))
		bare := WithoutPossessive(w.Text)
		acronym := IsAcronym(text[w.Start:w.End])
		switch {
		case known.ignored[bare] || connectors[bare]:
			r.After = bare
		case utf8.RuneCountInString(bare) < 2:
		case title && !acronym:
		case i == first && openers && !acronym && opensSentence(text, words, i):
			if first == last && surelyName(words, i) || !known.generic[bare] && !known.openers[bare] {
				r.Words, r.Start, r.End, r.opens = append(r.Words, Word{bare, w.Start, w.End}), w.Start, w.End, true
			}
		case i == first && !acronym && opensSentence(text, words, i) && !(first == last && surelyName(words, i)):
		default:
			if len(r.Words) == 0 {
				r.Start = w.Start
			}
			r.Words, r.End = append(r.Words, Word{bare, w.Start, w.End}), w.End
		}
	}
	r.Initials = string(initials)
	return r
}

// opensSentence reports whether a word has its capital because of where it
// stands: first, or after a full stop, colon or opening mark.
func opensSentence(text string, words []Word, i int) bool {
	if i == 0 {
		return true
	}
	gap := strings.TrimSpace(text[words[i-1].End:words[i].Start])
	if gap == "." && goesOn(text, words, i-1) {
		return false // Dr. Yilmaz
	}
	return strings.ContainsAny(gap, ".!?:\"“«‘'([;—–")
}

// surelyName reports whether the word that opens a sentence can only be a name:
// a country or well-known town, or a singular without article that speaks or
// acts, or that owns something.
func surelyName(words []Word, i int) bool {
	word, known := words[i].Text, english()
	if known.generic[WithoutPossessive(word)] {
		return false
	}
	if knownPlaces()[WithoutPossessive(word)] {
		return true
	}
	if strings.HasSuffix(word, "'s") {
		return !strings.HasPrefix(word, "let") && !strings.HasPrefix(word, "there") && !strings.HasPrefix(word, "here")
	}
	return i+1 < len(words) && known.verbs[words[i+1].Text] && !strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ing") && !strings.HasSuffix(word, "ly")
}

// small are words that headlines in title case leave small, beside connectors.
var small = map[string]bool{
	"but": true, "nor": true, "yet": true, "per": true, "via": true, "off": true, "out": true, "its": true, "his": true, "her": true,
	"our": true, "not": true, "are": true, "was": true, "how": true, "who": true, "with": true, "from": true, "over": true, "into": true,
	"onto": true, "after": true, "amid": true, "than": true, "that": true, "upon": true, "about": true, "against": true, "between": true,
	"before": true, "behind": true, "during": true, "through": true, "under": true, "until": true, "without": true, "among": true,
	"toward": true, "towards": true, "near": true, "since": true, "when": true, "while": true, "ahead": true, "their": true, "your": true,
}

// titleCase reports whether a text has capitals throughout, as some house
// styles write headlines: a small word such as "met" or "pointed" says that it
// has not.
func titleCase(text string, words []Word) bool {
	long, capitals := 0, 0
	for _, w := range words {
		if len(w.Text) < 3 || connectors[w.Text] || w.Text[0] < 'a' {
			continue
		}
		has := capital(text, w)
		if !has && !small[w.Text] {
			return false
		}
		if len(w.Text) < 4 {
			continue
		}
		long++
		if has {
			capitals++
		}
	}
	return long >= 4 && capitals*5 > long*4
}
