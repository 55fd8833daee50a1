package name

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dragoman/internal/language"
)

// Pair is a segment with its translation.
type Pair struct {
	Number         int
	Source, Target string

	SourceWords, TargetWords []Word // as [Words] returns them; looked for where nil
}

func (p *Pair) tokenize() {
	if p.SourceWords == nil {
		p.SourceWords = Words(p.Source)
	}
	if p.TargetWords == nil {
		p.TargetWords = Words(p.Target)
	}
}

// Comparison is the names of a translation beside their source.
type Comparison struct {
	pairs     []Pair
	tag, base string
	terms     *atlas
	atlas     *atlas
	sources   []*Source
	rows      []judged
	supported map[string]bool // English words that have support in some segment
	plain     map[string]bool // English words that occur without a capital; made when asked for
}

// mostRows is how many rows of a segment are looked at. No segment of news has
// nearly as many, and the work grows with rows times words.
const mostRows = 500

// mostWords is how many words of a row are listened for, for the same reason.
const mostWords = 20

// judged is a row of a target with what is known of each of its words.
type judged struct {
	Row
	pair     int
	verdicts []verdict // of Row.Words
}

// verdict says what supports a word of a name.
type verdict struct {
	how    How // empty: it cannot be told, or the word is no name's
	hit    hit
	found  bool // hit says where it is in the source
	kind   Kind
	listed bool // tables know the name, and its form in the source's language
	until  int  // the word up to which a known name goes, exclusive
}

// Compare finds the names of a translation into English and looks for each in
// the source of its segment. The language is the sources'; see [Checks].
func Compare(pairs []Pair, tag string, glossary []Term) *Comparison {
	base := language.Base(tag)
	c := &Comparison{pairs: slices.Clone(pairs), tag: tag, base: base, atlas: atlasOf(base), terms: terms(glossary, base), supported: map[string]bool{}}
	c.sources = make([]*Source, len(pairs))
	for i := range c.pairs {
		p := &c.pairs[i]
		p.tokenize()
		rows := Rows(p.Target, p.TargetWords)
		if len(rows) == 0 && !mayHaveAcronym(p.Source, tag) {
			continue
		}
		c.sources[i] = NewSource(p.Source, tag, p.SourceWords)
		for _, r := range rows[:min(len(rows), mostRows)] {
			c.rows = append(c.rows, judged{Row: r, pair: i, verdicts: c.judge(p.Target, r, c.sources[i])})
		}
	}
	for _, r := range c.rows {
		for i, v := range r.verdicts {
			if v.how != "" && v.how != Unsupported {
				c.supported[r.Words[i].Text] = true
			}
		}
	}
	return c
}

// mayHaveAcronym reports whether a text in another script has Latin capitals.
func mayHaveAcronym(text, tag string) bool {
	return language.Script(tag) != "Latn" && strings.IndexFunc(text, func(r rune) bool { return 'A' <= r && r <= 'Z' }) >= 0
}

// judge says for each word of a row what supports it. The longest name that is
// known goes first: its words are covered by it.
func (c *Comparison) judge(target string, r Row, s *Source) []verdict {
	verdicts := make([]verdict, len(r.Words))
	for i := 0; i < len(r.Words); i++ {
		if v, n := c.lookUp(r.Words, i, s); v.how != "" {
			for j := i; j < i+n; j++ {
				verdicts[j] = v
			}
			i += n - 1
			continue
		} else if n > 0 {
			verdicts[i].listed, verdicts[i].kind = v.listed, v.kind
		}
		w := r.Words[i]
		if i >= mostWords {
			break
		}
		verdicts[i] = c.sounds(w, target[w.Start:w.End], s, verdicts[i])
	}
	c.joined(r, s, verdicts)
	return verdicts
}

// lookUp looks for a known name that begins at words[at], in the glossary and
// in the tables.
func (c *Comparison) lookUp(words []Word, at int, s *Source) (verdict, int) {
	listed, kind, length := false, Kind(""), 0
	for _, a := range []*atlas{c.terms, c.atlas} {
		names, n := a.find(words, at)
		for _, k := range names {
			known := a.names[k]
			if h, ok := s.findForm(known); ok {
				v := verdict{how: known.how, hit: h, found: h.first >= 0, kind: known.kind, until: at + n}
				if known.kind == Person && n == 1 { // a first name: another follows
					v.until = 0
				}
				return v, n
			}
			listed = listed || n == 1 && len(known.forms) > 0
			kind, length = known.kind, n
		}
	}
	return verdict{listed: listed, kind: kind}, length
}

// leastWeight is how many consonants a word needs to be missed: "Lee" may be
// heard anywhere, and nowhere.
const leastWeight = 2

// sounds looks for a word by its letters and by its sound. A possessive may be
// part of the name: "Burt's".
func (c *Comparison) sounds(w Word, written string, s *Source, v verdict) verdict {
	if h, ok := s.spelled(w.Text); ok {
		v.how, v.hit, v.found = Latin, h, true
		return v
	}
	acronym := IsAcronym(written)
	if acronym && len(w.Text) < 6 {
		return v
	}
	sounds := englishSounds(w.Text)
	if strings.HasSuffix(written, "'s") || strings.HasSuffix(written, "’s") {
		sounds = append(sounds, soundsOf("sz?")...)
	}
	h, ok := s.hearWord(written, sounds)
	if _, after, cut := strings.Cut(w.Text, "'"); !ok && cut && len(after) > 3 { // O'Hagan, L'Oréal
		h, ok = s.hear(englishSounds(after))
	}
	if ok && weight(sounds) > 0 {
		v.how, v.hit, v.found = Skeleton, h, true
		return v
	}
	if acronym || c.base == "ja" && eastAsian(w.Text) {
		return v // written in Chinese letters, which do not say how they sound
	}
	if weight(sounds) >= leastWeight && (v.listed && v.kind == Place || !isCommon(w.Text)) {
		v.how = Unsupported
	}
	return v
}

// joined looks for two words of a row that the source writes as one.
func (c *Comparison) joined(r Row, s *Source, verdicts []verdict) {
	for i := 0; i+1 < min(len(verdicts), mostWords); i++ {
		if verdicts[i].how != Unsupported && verdicts[i+1].how != Unsupported {
			continue
		}
		sounds := englishSounds(r.Words[i].Text + r.Words[i+1].Text)
		if weight(sounds) < 4 {
			continue
		}
		if h, ok := s.hear(sounds); ok {
			for j := i; j <= i+1; j++ {
				verdicts[j].how, verdicts[j].hit, verdicts[j].found = Skeleton, h, true
			}
		}
	}
}

// spelled returns where a source has a word in Latin letters, as it is or with
// another ending.
func (s *Source) spelled(word string) (hit, bool) {
	found, ok := hit{}, false
	for i := range s.words {
		w := &s.words[i]
		if !w.latin {
			continue
		}
		text, letter := w.Text, 0
		if text == word {
			return hit{first: i, last: i}, true
		}
		if _, after, cut := strings.Cut(text, "'"); cut && utf8.RuneCountInString(after) > 2 {
			if strings.HasPrefix(after, word) {
				letter, text = len(text)-len(after), after
			} else {
				text = text[:strings.LastIndexByte(text, '\'')]
			}
		}
		if text == word {
			return hit{first: i, last: i, letter: letter}, true
		}
		if !ok && (w.capital && len(word) > 3 && sameStem(text, word) || len(word) > 5 && strings.HasPrefix(text, word)) {
			found, ok = hit{first: i, last: i, letter: letter}, true
		}
	}
	return found, ok
}
