package check

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"dragoman/internal/language"
)

var injection = Check{
	Name:     "injection",
	Category: "accuracy/source",
	About:    "the article holds no instructions to a model, such as \"ignore previous instructions\"; this needs no translation",
	Gravest:  Warning,
	Run:      runInjection,
}

//go:embed data/injection.txt
var injectionFile string

// Instruction is a place of a text that reads like an instruction to a model.
type Instruction struct {
	Evidence
	Quoted bool // it stands in quotation marks, as in a report on such attempts

	class string
}

// Instructions returns what reads like instructions to a model in a text in a
// language, before any model sees it. English ones are found in every text.
// The text stays what it is: the finding is for the editor, and for the check
// of what comes back.
func Instructions(text, tag string) []Instruction {
	return instructionsIn(text, tokenize(text), tag)
}

// runInjection looks at sources alone, so that a record without translation has
// the warning too. In quotation marks an instruction is probably reported.
func runInjection(doc Document) Result {
	var findings []Finding
	for i, p := range doc.Pairs {
		for _, in := range doc.instructions(i) {
			f := Finding{Severity: Warning, Place: Translation, Segment: p.Number, SourceEvidence: &in.Evidence,
				Message: "the article holds what reads like an instruction to the model"}
			if in.Quoted {
				f.Severity, f.Message = Note, "the article quotes what reads like an instruction to the model"
			}
			findings = append(findings, f)
		}
	}
	return Result{Findings: findings}
}

// instructions returns those in the source of doc.Pairs[i].
func (d Document) instructions(i int) []Instruction {
	if d.facts == nil {
		return instructionsIn(d.Pairs[i].Source, d.sourceTokens(i), d.SourceLanguage)
	}
	if d.facts.instructions == nil {
		d.facts.instructions = make([]*[]Instruction, len(d.Pairs))
	}
	if d.facts.instructions[i] == nil {
		list := instructionsIn(d.Pairs[i].Source, d.sourceTokens(i), d.SourceLanguage)
		d.facts.instructions[i] = &list
	}
	return *d.facts.instructions[i]
}

// instruction is a line of the table.
type instruction struct {
	class string
	words []string // "…" is a gap
	open  bool     // the last word may have an ending
}

// mostInstructions is how many are reported of one text, of each kind: after
// that the editor knows.
const mostInstructions = 6

// openLetters is the length from which the last word of an instruction may have
// an ending: "you (plural)", a case.
const openLetters = 4

// instructionsOf returns the instructions in a language: by the first word, or
// as they are where they are looked for as parts of the text.
var instructionsOf = byBase(func(base string) instructionForms {
	forms := instructionForms{byWord: map[string][]instruction{}}
	for line := range linesOf(injectionFile, base) {
		_, rest, _ := strings.Cut(line, " ")
		class, text, _ := strings.Cut(rest, " ")
		switch {
		case rest == "" || base == "obey" || base == "answer" || base == "expect":
		case inParts(base):
			forms.parts = append(forms.parts, affixOf{class, text})
		default:
			words := gapped(text)
			in := instruction{class: class, words: words, open: base != "en" && utf8.RuneCountInString(words[len(words)-1]) >= openLetters}
			forms.byWord[words[0]] = append(forms.byWord[words[0]], in)
		}
	}
	return forms
})

type instructionForms struct {
	byWord map[string][]instruction
	parts  []affixOf
}

// instructionTable is how a translation shows whether it followed one.
type instructionTable struct {
	expect map[string]*signTable // what a translation of a class has a word of
	obey   [][]string
	answer [][]string
}

type affixOf struct{ class, text string }

var instructionWords = sync.OnceValue(func() *instructionTable {
	t := &instructionTable{expect: map[string]*signTable{}}
	for line := range strings.Lines(injectionFile) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		class, text, _ := strings.Cut(rest, " ")
		switch {
		case rest == "":
		case kind == "obey":
			t.obey = append(t.obey, wordsOf(rest))
		case kind == "answer":
			t.answer = append(t.answer, wordsOf(rest))
		case kind == "expect":
			t.expect[class] = newSignTable("en")
			for word := range strings.FieldsSeq(text) {
				t.expect[class].add(word, says, false)
			}
		}
	}
	return t
})

// inParts reports whether instructions in a language are looked for as parts of
// the text: it has no spaces, or endings on every word.
func inParts(tag string) bool { return unspaced(tag) || tag == "ko" }

// gapped returns the words of a line with its gaps.
func gapped(text string) []string {
	var words []string
	for i, part := range strings.Split(text, "…") {
		if i > 0 {
			words = append(words, "…")
		}
		words = append(words, wordsOf(part)...)
	}
	return words
}

// gap is how many words may stand for "…".
const gap = 4

// end returns where the words of an instruction that begin with tokens[at] end,
// or -1.
func (in instruction) end(tokens []token, at int) int {
	return matchGapped(tokens, at, in.words, in.open)
}

func matchGapped(tokens []token, at int, words []string, open bool) int {
	for i, w := range words {
		if w != "…" {
			if at >= len(tokens) || tokens[at].word != w && !(open && i == len(words)-1 && strings.HasPrefix(tokens[at].word, w)) {
				return -1
			}
			at++
			continue
		}
		for skip := 0; skip <= gap; skip++ {
			if end := matchGapped(tokens, at+skip, words[i+1:], open); end >= 0 {
				return end
			}
		}
		return -1
	}
	return at
}

// instructionsIn finds the instructions in a text whose words are known, first
// to last; of those that overlap the first.
func instructionsIn(text string, tokens []token, tag string) []Instruction {
	base := language.Base(tag)
	var found []Instruction
	english, forms := instructionsOf("en").byWord, instructionsOf(base)
	own := forms.byWord
	if base == "en" {
		own = nil
	}
	for i, t := range tokens {
		if len(found) >= mostInstructions {
			break
		}
		for _, list := range [][]instruction{own[t.word], english[t.word]} {
			for _, in := range list {
				if end := in.end(tokens, i); end > 0 {
					found = append(found, Instruction{Evidence: *span(text, t.start, tokens[end-1].end), class: in.class})
				}
			}
		}
	}
	for _, p := range forms.parts {
		if at := strings.Index(text, p.text); at >= 0 {
			found = append(found, Instruction{Evidence: *span(text, at, at+len(p.text)), class: p.class})
		}
	}
	found = append(found, shaped(text)...)
	if len(found) == 0 {
		return nil
	}
	return apart(text, found)
}

// apart sorts instructions, leaves out those inside or overlapping others and
// marks those in quotation marks.
func apart(text string, found []Instruction) []Instruction {
	slices.SortStableFunc(found, func(a, b Instruction) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	quotes := quotedSpans(text)
	var list []Instruction
	for _, in := range found {
		if len(list) > 0 && in.Start < list[len(list)-1].End {
			continue
		}
		start := offset(text, in.Start)
		in.Quoted = inside(quotes, start, start+len(in.Text))
		list = append(list, in)
	}
	return list
}

// offset returns the byte at which the n-th rune of a text begins.
func offset(text string, n int) int {
	at := 0
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// shapes are the signs of a request's or a reply's packing, by which an author
// tries to end the text and to speak as somebody else. Compiled on first use.
var shapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(strings.Join([]string{
		`</?s\d{1,3}>|</(?:text|article|source|document|segments?)>`,                // the end of what is to be translated
		`\{\s*["']s\d{1,3}["']\s*:`,                                                 // {"s01":
		`["']\s*[,}]\s*["']s\d{1,3}["']\s*:`,                                        // ", "s02":
		`<\|[a-z_]+\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>`,                // chat templates
		`</?(?:system|assistant|instructions?)>|\[s\d{2,3}\]`,                       // what a request has around its parts
		`(?im)^\s*(?:system|assistant)\s*:|^\s*=+\s*(?:system|assistant|user)\s*=+`, // roles
		`(?im)^\s*#{2,}\s*(?:system|instructions?|assistant|response|new task)\b`,   // ### Instruction:
		`(?i)\bbegin (?:new )?(?:system )?(?:prompt|instructions)\b|\bend of (?:source )?(?:text|article|prompt)\b\W*(?:new|now|begin)`,
	}, "|"))
})

// shaped finds those signs.
func shaped(text string) []Instruction {
	if !strings.ContainsAny(text, "<[{#:}=") && !containsAnyFold(text, "begin ", "end of ") {
		return nil
	}
	if !couldBeShaped(text) {
		return nil
	}
	var found []Instruction
	for _, m := range shapes().FindAllStringIndex(text, mostInstructions) {
		found = append(found, Instruction{Evidence: *span(text, m[0], m[1]), class: "shape"})
	}
	return found
}

// couldBeShaped is a quick look for what any of the shapes needs, so that hardly
// a text is searched for them.
func couldBeShaped(text string) bool {
	for _, sign := range []string{"<", "[INST", "[/INST", "[s", "\"s", "'s", "##", "=="} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return containsAnyFold(text, "system", "assistant", "begin ", "end of ")
}

// containsAnyFold reports whether a text has one of some words of ASCII letters,
// whatever their case. The words begin with different letters.
func containsAnyFold(text string, words ...string) bool {
	var byFirst [256]string
	for _, w := range words {
		byFirst[w[0]], byFirst[w[0]-'a'+'A'] = w, w
	}
	for at := range len(text) {
		if w := byFirst[text[at]]; w != "" && at+len(w) <= len(text) && strings.EqualFold(text[at:at+len(w)], w) {
			return true
		}
	}
	return false
}
