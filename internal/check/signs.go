package check

import (
	_ "embed"
	"slices"
	"strings"

	"dragoman/internal/language"
)

// sign is a set of things that a word can be a sign of.
type sign uint16

const (
	says    sign = 1 << iota // attributes: said, according to
	claims                   // keeps a distance: alleged, so-called
	denies                   // a clear negation of a sentence
	weakens                  // a word that another language may negate with
	proxy                    // somebody speaks for somebody else
	first                    // the first person: direct speech, with marks or without
	asides                   // a phrase whose words are not the signs they look like
	frames                   // the half of a negation that is none alone: French ne
	signs   = 8
)

var signNames = map[string]sign{
	"says": says, "claims": claims, "denies": denies, "weakens": weakens, "proxy": proxy, "first": first, "asides": asides, "frames": frames,
}

// signTable is what the words of a language are signs of.
type signTable struct {
	words   map[string]sign      // whole words
	starts  map[[2]byte][]affix  // beginnings of words, by their first two bytes
	ends    []affix              // ends of words
	inner   []affix              // parts of words
	phrases map[string][]wording // rows of words, longest first, by the first
	parts   []affix              // parts of a text, where no space parts words
	clitics string               // letters that can be written together with the next word
}

type affix struct {
	text string
	sign sign
}

type wording struct {
	words []string
	open  bool // the last word may go on
	sign  sign
}

// at reports whether the words stand at tokens[i:], the first of which is
// known to match.
func (w wording) at(tokens []token, i int) bool {
	last := len(w.words) - 1
	return i+last < len(tokens) && hasAt(tokens, i+1, w.words[1:last]) &&
		(tokens[i+last].word == w.words[last] || w.open && strings.HasPrefix(tokens[i+last].word, w.words[last]))
}

var (
	//go:embed data/attribution.txt
	attributionFile string
	//go:embed data/claims.txt
	claimsFile string
	//go:embed data/negation.txt
	negationFile string
	//go:embed data/proxy.txt
	proxyFile string
)

// signsOf returns the table of a language, or nil. A line of a file names language and
// sign and lists words and phrases between bars: "word*" is the beginning of
// words, "*word" the end, "*word*" a part. In languages without spaces each
// entry is a part of the text.
var signsOf = byBase(func(base string) *signTable {
	var t *signTable
	for _, file := range []string{attributionFile, claimsFile, negationFile, proxyFile} {
		for line := range linesOf(file, base) {
			_, rest, _ := strings.Cut(line, " ")
			name, list, ok := strings.Cut(rest, " ")
			if !ok {
				continue
			}
			if t == nil {
				t = newSignTable(base)
			}
			for entry := range strings.SplitSeq(list, "|") {
				t.add(strings.TrimSpace(entry), signNames[name], unspaced(base))
			}
		}
	}
	return t
})

func newSignTable(tag string) *signTable {
	return &signTable{words: map[string]sign{}, starts: map[[2]byte][]affix{}, phrases: map[string][]wording{}, clitics: clitics[tag]}
}

// clitics are conjunctions and particles that are written as part of the next
// word.
var clitics = map[string]string{"ar": "وف", "he": "ושכה"}

// unspaced reports whether a language writes no spaces between words.
func unspaced(tag string) bool { return tag == "zh" || tag == "ja" }

func (t *signTable) add(entry string, s sign, unspaced bool) {
	word := strings.Trim(entry, "*")
	folded := wordsOf(word)
	switch {
	case entry == "":
	case unspaced:
		t.parts = append(t.parts, affix{word, s})
	case strings.HasPrefix(entry, "*") && strings.HasSuffix(entry, "*"):
		t.inner = append(t.inner, affix{language.Fold(word), s})
	case strings.HasPrefix(entry, "*"):
		t.ends = append(t.ends, affix{language.Fold(word), s})
	case len(folded) > 1:
		t.phrases[folded[0]] = append(t.phrases[folded[0]], wording{folded, strings.HasSuffix(entry, "*"), s})
		slices.SortStableFunc(t.phrases[folded[0]], func(a, b wording) int { return len(b.words) - len(a.words) })
	case strings.HasSuffix(entry, "*"):
		start := language.Fold(word)
		key := [2]byte{start[0], start[1]}
		t.starts[key] = append(t.starts[key], affix{start, s})
	default:
		t.words[folded[0]] |= s
	}
}

// reading is what a text has signs of, with the place of the first of each.
type reading struct {
	found sign
	count [signs]int
	first [signs]quote
	done  bool
}

func (r *reading) add(s sign, start, end int) {
	for i := range signs {
		if s&(1<<i) == 0 {
			continue
		}
		if r.count[i] == 0 {
			r.first[i] = quote{start, end}
		}
		r.count[i]++
	}
	r.found |= s
}

// has reports whether a text has one of the signs.
func (r *reading) has(s sign) bool { return r.found&s != 0 }

// evidence quotes the first sign of a kind.
func (r *reading) evidence(text string, s sign) *Evidence {
	at := r.first[s.bit()]
	return span(text, at.start, at.end)
}

func (s sign) bit() int {
	i := 0
	for ; s > 1; s >>= 1 {
		i++
	}
	return i
}

// read finds the signs of a text.
func (t *signTable) read(text string, tokens []token) reading {
	r := reading{done: true}
	for _, p := range t.parts {
		for at := strings.Index(text, p.text); at >= 0; {
			r.add(p.sign, at, at+len(p.text))
			next := strings.Index(text[at+len(p.text):], p.text)
			if next < 0 {
				break
			}
			at += len(p.text) + next
		}
	}
	if t.parts != nil { // no spaces: there are no words to look at
		return r
	}
	for i := 0; i < len(tokens); i++ {
		if n, s := t.phraseAt(tokens, i); n > 0 {
			r.add(s, tokens[i].start, tokens[i+n-1].end)
			if s&asides != 0 {
				i += n - 1
				continue
			}
		}
		if s := t.wordSign(tokens[i].word); s != 0 {
			r.add(s, tokens[i].start, tokens[i].end)
		}
	}
	return r
}

// phraseAt returns the phrase that begins with tokens[at], and its length.
func (t *signTable) phraseAt(tokens []token, at int) (int, sign) {
	word := tokens[at].word
	for {
		for _, p := range t.phrases[word] {
			if p.at(tokens, at) {
				return len(p.words), p.sign
			}
		}
		rest := t.withoutClitic(word)
		if rest == "" {
			return 0, 0
		}
		word = rest
	}
}

// wordSign returns what a word is a sign of, alone or behind what is written
// together with it.
func (t *signTable) wordSign(word string) sign {
	s := t.words[word]
	if len(word) >= 2 {
		for _, a := range t.starts[[2]byte{word[0], word[1]}] {
			if strings.HasPrefix(word, a.text) {
				s |= a.sign
			}
		}
	}
	for _, a := range t.ends {
		if strings.HasSuffix(word, a.text) {
			s |= a.sign
		}
	}
	for _, a := range t.inner {
		if strings.Contains(word, a.text) {
			s |= a.sign
		}
	}
	if s&asides != 0 {
		return 0
	}
	if s != 0 {
		return s
	}
	if rest := t.withoutClitic(word); rest != "" {
		return t.wordSign(rest)
	}
	return 0
}

// withoutClitic returns a word without the particle written together with it,
// or "" when there is none.
func (t *signTable) withoutClitic(word string) string {
	if t.clitics == "" || len(word) < 6 { // two letters must be left
		return ""
	}
	if strings.Contains(t.clitics, word[:2]) {
		return word[2:]
	}
	return ""
}

// sourceSigns returns the signs of the source of doc.Pairs[i]; not ok when
// there is no table for its language.
func (d Document) sourceSigns(i int) (*reading, bool) {
	t := signsOf(language.Base(d.SourceLanguage))
	if t == nil {
		return nil, false
	}
	if d.facts == nil {
		r := t.read(d.Pairs[i].Source, d.sourceTokens(i))
		return &r, true
	}
	r := &d.facts.sourceSigns[i]
	if !r.done {
		*r = t.read(d.Pairs[i].Source, d.sourceTokens(i))
	}
	return r, true
}

// targetSigns returns the signs of the target of doc.Pairs[i]; not ok when it
// is not in English, which alone has a table for targets.
func (d Document) targetSigns(i int) (*reading, bool) {
	if !language.IsEnglish(d.TargetLanguage) {
		return nil, false
	}
	t := signsOf("en")
	if d.facts == nil {
		r := t.read(d.Pairs[i].Target, d.targetTokens(i))
		return &r, true
	}
	r := &d.facts.targetSigns[i]
	if !r.done {
		*r = t.read(d.Pairs[i].Target, d.targetTokens(i))
	}
	return r, true
}
