package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
	"dragoman/internal/name"
)

// facts are parts of a document that several checks need, each worked out at
// most once in a run. They change nothing that a check says.
type facts struct {
	sources, targets           [][]token
	hashes                     [2][][]uint64 // of the words of sources, of targets
	sides                      [][2]*calendarSide
	article                    string
	names                      *name.Comparison
	indexes                    []*name.Index           // of the texts that a summary is compared with
	numbers                    [2][]*[]language.Number // of sources, of targets
	sourceLength, targetLength int
	prompt                     map[[promptWords]uint64]bool // the runs of words of the instructions

	sourceSigns, targetSigns []reading
	shapes                   [2][]*shape // of sources, of targets
	instructions             []*[]Instruction
	quoting                  []quoting // of the sources
	running                  []bool    // whether a source stands inside a quotation that an earlier one opened
}

func newFacts(pairs int) *facts {
	return &facts{
		sources: make([][]token, pairs), targets: make([][]token, pairs), sides: make([][2]*calendarSide, pairs),
		sourceSigns: make([]reading, pairs), targetSigns: make([]reading, pairs),
	}
}

// sourceTokens returns the words of the source of doc.Pairs[i].
func (d Document) sourceTokens(i int) []token {
	if d.facts == nil {
		return tokenize(d.Pairs[i].Source)
	}
	if d.facts.sources[i] == nil {
		d.facts.sources[i] = tokenize(d.Pairs[i].Source)
	}
	return d.facts.sources[i]
}

// targetTokens returns the words of the target of doc.Pairs[i].
func (d Document) targetTokens(i int) []token {
	if d.facts == nil {
		return tokenize(d.Pairs[i].Target)
	}
	if d.facts.targets[i] == nil {
		d.facts.targets[i] = tokenize(d.Pairs[i].Target)
	}
	return d.facts.targets[i]
}

// sourceHashes returns the hashes of the words of the source of doc.Pairs[i].
func (d Document) sourceHashes(i int) []uint64 { return d.hashesAt(0, i, d.sourceTokens(i)) }

// targetHashes returns the hashes of the words of the target of doc.Pairs[i].
func (d Document) targetHashes(i int) []uint64 { return d.hashesAt(1, i, d.targetTokens(i)) }

func (d Document) hashesAt(side, i int, tokens []token) []uint64 {
	if d.facts == nil {
		return hashesOf(tokens)
	}
	if d.facts.hashes[side] == nil {
		d.facts.hashes[side] = make([][]uint64, len(d.Pairs))
	}
	if d.facts.hashes[side][i] == nil {
		d.facts.hashes[side][i] = hashesOf(tokens)
	}
	return d.facts.hashes[side][i]
}

// shapes returns the shapes of the source and the target of doc.Pairs[i].
func (d Document) shapes(i int) (source, target shape) {
	p := d.Pairs[i]
	return d.shapeAt(0, i, p.Source), d.shapeAt(1, i, p.Target)
}

func (d Document) shapeAt(side, i int, text string) shape {
	if d.facts == nil {
		return shapeOf(text)
	}
	if d.facts.shapes[side] == nil {
		d.facts.shapes[side] = make([]*shape, len(d.Pairs))
	}
	if d.facts.shapes[side][i] == nil {
		s := shapeOf(text)
		d.facts.shapes[side][i] = &s
	}
	return *d.facts.shapes[side][i]
}

// sourceNumbers returns the numbers of the source of doc.Pairs[i].
func (d Document) sourceNumbers(i int) []language.Number {
	return d.numbersAt(0, i, d.Pairs[i].Source, d.SourceLanguage)
}

// targetNumbers returns the numbers of the target of doc.Pairs[i].
func (d Document) targetNumbers(i int) []language.Number {
	return d.numbersAt(1, i, d.Pairs[i].Target, d.TargetLanguage)
}

func (d Document) numbersAt(side, i int, text, tag string) []language.Number {
	if d.facts == nil {
		return language.Numbers(text, tag)
	}
	if d.facts.numbers[side] == nil {
		d.facts.numbers[side] = make([]*[]language.Number, len(d.Pairs))
	}
	at := &d.facts.numbers[side][i]
	if *at == nil {
		list := language.Numbers(text, tag)
		*at = &list
	}
	return **at
}

// token is a word of a text, folded for matching, with its place in bytes.
type token struct {
	word       string
	start, end int
}

// tokenize returns the words of a text, as [language.EachWord] finds them. It
// never returns nil, so that a text without words is not read again.
func tokenize(text string) []token {
	tokens := make([]token, 0, len(text)/6+1)
	language.EachWord(text, func(word string, start, end int) { tokens = append(tokens, token{word, start, end}) })
	return tokens
}

// hasAt reports whether the words of a phrase stand at tokens[at:].
func hasAt(tokens []token, at int, phrase []string) bool {
	if at+len(phrase) > len(tokens) {
		return false
	}
	for i, w := range phrase {
		if tokens[at+i].word != w {
			return false
		}
	}
	return true
}

// index returns where a phrase stands first among tokens, or -1.
func index(tokens []token, phrase []string) int {
	for i := range tokens {
		if tokens[i].word == phrase[0] && hasAt(tokens, i, phrase) {
			return i
		}
	}
	return -1
}

// wordsOf returns the words of a phrase as tokenize folds them.
func wordsOf(phrase string) []string {
	var words []string
	for _, t := range tokenize(phrase) {
		words = append(words, t.word)
	}
	return words
}

// span quotes text[start:end], given in bytes, as evidence.
func span(text string, start, end int) *Evidence {
	from := utf8.RuneCountInString(text[:start])
	return &Evidence{Text: text[start:end], Start: from, End: from + utf8.RuneCountInString(text[start:end])}
}

// whole quotes all of a text, or nothing when it is empty.
func whole(text string) *Evidence {
	if text == "" {
		return nil
	}
	return span(text, 0, len(text))
}

// opening quotes the first runes of a text.
func opening(text string, runes int) *Evidence {
	for i := range text {
		if runes == 0 {
			return span(text, 0, i)
		}
		runes--
	}
	return whole(text)
}

// ending quotes the last runes of a text.
func ending(text string, runes int) *Evidence {
	at := len(text)
	for at > 0 && runes > 0 {
		_, n := utf8.DecodeLastRuneInString(text[:at])
		at -= n
		runes--
	}
	if at == len(text) {
		return nil
	}
	return span(text, at, len(text))
}

// hasLetters reports whether there is anything in a text to translate.
func hasLetters(text string) bool {
	return strings.IndexFunc(text, unicode.IsLetter) >= 0
}
