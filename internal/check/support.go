package check

import (
	"fmt"
	"slices"
	"strings"

	"dragoman/internal/language"
	"dragoman/internal/name"
)

// support is one segment's text as a summary sentence is compared with it: the
// translation where there is one, otherwise the source.
type support struct {
	pair   int // in Document.Pairs
	target bool
	number int
	text   string
	tag    string // the text's language
}

// supportOf returns the text of doc.Pairs[i] that summaries are compared with.
func (d Document) supportOf(i int) support {
	p := d.Pairs[i]
	extractive := d.Summary != nil && d.Summary.Extractive
	if d.Translated && p.Target != "" && p.Reason == "" && !extractive {
		return support{i, true, p.Number, p.Target, d.TargetLanguage}
	}
	return support{i, false, p.Number, p.Source, d.SourceLanguage}
}

// tokensOf returns the words of a text.
func (d Document) tokensOf(t support) []token {
	if t.target {
		return d.targetTokens(t.pair)
	}
	return d.sourceTokens(t.pair)
}

// numbersOf returns the numbers of a text.
func (d Document) numbersOf(t support) []language.Number {
	if t.target {
		return d.targetNumbers(t.pair)
	}
	return d.sourceNumbers(t.pair)
}

// index returns what a text has to support names.
func (d Document) index(t support) *name.Index {
	if d.facts == nil {
		return name.NewIndex(t.text, nameWords(tokenize(t.text)))
	}
	if d.facts.indexes == nil {
		d.facts.indexes = make([]*name.Index, len(d.Pairs))
	}
	x := &d.facts.indexes[t.pair]
	if *x == nil { // a pair is one support, in the whole run
		*x = name.NewIndex(t.text, nameWords(d.tokensOf(t)))
	}
	return *x
}

// indexes returns what texts have to support names, and what stands beside the
// article.
func (d Document) indexes(texts []support) []*name.Index {
	list := make([]*name.Index, 0, len(texts)+len(d.Context))
	for _, t := range texts {
		list = append(list, d.index(t))
	}
	for _, text := range d.Context {
		list = append(list, name.NewIndex(text, name.Words(text)))
	}
	return list
}

// evidence returns the texts of a sentence's evidence.
func (d Document) evidence(s Sentence) []support {
	var texts []support
	for i, p := range d.Pairs {
		if slices.Contains(s.Evidence, p.Number) {
			texts = append(texts, d.supportOf(i))
		}
	}
	return texts
}

// everything returns the texts of all segments.
func (d Document) everything() []support {
	texts := make([]support, len(d.Pairs))
	for i := range d.Pairs {
		texts[i] = d.supportOf(i)
	}
	return texts
}

// summaryTag is the language the summary is meant to be in.
func (d Document) summaryTag() string {
	if d.Summary != nil && d.Summary.Language != "" {
		return d.Summary.Language
	}
	return d.TargetLanguage
}

// sameLanguage reports whether texts are all in the summary's language, so that
// words can be compared.
func (d Document) sameLanguage(texts []support) bool {
	want := language.Base(d.summaryTag())
	return !slices.ContainsFunc(texts, func(s support) bool { return language.Base(s.tag) != want })
}

// where names segments to people: "[3]", "[3] [4]".
func where(numbers []int) string {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		names[i] = fmt.Sprintf("[%d]", n)
	}
	return strings.Join(names, " ")
}

// notInEvidence says that something is missing from a sentence's evidence, and
// where else it is.
func notInEvidence(what string, s Sentence, elsewhere []int) string {
	if len(elsewhere) == 0 {
		return what + " is nowhere in the article"
	}
	return fmt.Sprintf("%s is not in its evidence %s; it is in %s", what, where(s.Evidence), where(elsewhere[:min(3, len(elsewhere))]))
}
