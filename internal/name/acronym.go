package name

import (
	"slices"
	"strings"
	"unicode"

	"dragoman/internal/language"
)

// Conflict is an acronym of the source that the target does not have, or one of
// the target that stands where the source names something else.
type Conflict struct {
	Pair           int
	Source, Target string // what the source has, and the target instead; Target may be empty
	SourceStart    int    // bytes; -1 where a table knows the name
	TargetStart    int
	SourceMeans    string // what Source is in English, when a table knows it
}

// Acronyms compares the acronyms of the pairs that have names.
func (c *Comparison) Acronyms() []Conflict {
	var conflicts []Conflict
	for i, s := range c.sources {
		if s == nil {
			continue
		}
		target := c.pairs[i].TargetWords
		strange, has := c.strangeAcronym(i, target)
		if language.Script(c.base) != "Latn" {
			conflicts = append(conflicts, c.lost(i, target, strange, has)...)
		}
		if has {
			if k, ok := c.displaced(s, strange, target); ok {
				conflicts = append(conflicts, Conflict{Pair: i, SourceStart: -1, SourceMeans: k,
					Target: WithoutPossessive(c.pairs[i].Target[strange.Start:strange.End]), TargetStart: strange.Start})
			}
		}
	}
	return conflicts
}

// strangeAcronym returns an acronym of a target that has no support: not in
// the source, not of a known name there, not spelled out in the article.
func (c *Comparison) strangeAcronym(pair int, target []Word) (Word, bool) {
	text := c.pairs[pair].Target
	for _, r := range c.rows {
		if r.pair != pair {
			continue
		}
		for i, v := range r.verdicts {
			w := r.Words[i]
			if letters(text[w.Start:w.End]) < 2 || !IsAcronym(text[w.Start:w.End]) || v.how != "" || c.supported[w.Text] || isRoman(text[w.Start:w.End]) {
				continue
			}
			if h, ok := c.sources[pair].hear(englishSounds(w.Text)); ok && h.cost < wrong && len(w.Text) > 3 { // NATO
				continue
			}
			if !c.spelledOut(strings.TrimSuffix(w.Text, "s")) {
				return w, true
			}
		}
	}
	return Word{}, false
}

func letters(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

func isRoman(word string) bool { return strings.Trim(word, "IVXLCDM") == "" }

// spelledOut reports whether the initials of a row of the article are an
// acronym.
func (c *Comparison) spelledOut(acronym string) bool {
	return slices.ContainsFunc(c.rows, func(r judged) bool { return strings.Contains(r.Initials, acronym) })
}

// lost returns the Latin acronyms of a source in another script that the target
// neither has nor spells out.
func (c *Comparison) lost(pair int, target []Word, strange Word, has bool) []Conflict {
	var conflicts []Conflict
	p, s := c.pairs[pair], c.sources[pair]
	for _, w := range s.words {
		written := p.Source[w.Start:w.End]
		if !w.latin || letters(written) < 2 || !IsAcronym(written) || isRoman(written) || strings.IndexFunc(written, unicode.IsDigit) >= 0 {
			continue
		}
		bare := strings.TrimSuffix(WithoutPossessive(w.Text), "s")
		if slices.ContainsFunc(target, func(t Word) bool { return strings.TrimSuffix(WithoutPossessive(t.Text), "s") == bare }) || c.spelledOut(bare) || strings.Contains(capitalsOf(p.Target), bare[:max(2, len(bare)-1)]) || c.translated(w.Word, target) {
			continue
		}
		conflict := Conflict{Pair: pair, Source: written, SourceStart: w.Start, TargetStart: -1}
		if has {
			conflict.Target, conflict.TargetStart = p.Target[strange.Start:strange.End], strange.Start
		}
		conflicts = append(conflicts, conflict)
	}
	return conflicts
}

// capitalsOf returns the initials of all words, capital or not: an acronym may
// be spelled out in small letters, and its last word left out ("chief
// executive").
func capitalsOf(text string) string {
	var b strings.Builder
	for _, w := range Words(text) {
		if !connectors[w.Text] {
			b.WriteByte(w.Text[0])
		}
	}
	return b.String()
}

// translated reports whether a known name has an acronym as one of its forms,
// and another of them is in the target: UN for United Nations.
func (c *Comparison) translated(acronym Word, target []Word) bool {
	for _, a := range []*atlas{c.terms, c.atlas} {
		names, _ := a.find([]Word{acronym}, 0)
		for _, n := range names {
			if a.names[n].in(target) {
				return true
			}
		}
	}
	return false
}

// in reports whether English words have one of the forms of a name.
func (k known) in(words []Word) bool {
	bare := slices.DeleteFunc(slices.Clone(words), func(w Word) bool { return connectors[w.Text] })
	for i := range bare {
		bare[i].Text = WithoutPossessive(bare[i].Text)
		for _, e := range k.english {
			if hasAt(bare, i, e) || len(e) == 1 && len(e[0]) > 3 && sameStem(e[0], bare[i].Text) {
				return true
			}
		}
	}
	return false
}

// displaced returns a known name of the source for which an acronym stands that
// it does not have: an organisation that the target lacks, or the place of a
// university.
func (c *Comparison) displaced(s *Source, acronym Word, target []Word) (string, bool) {
	upper := strings.ToLower(acronym.Text)
	university := strings.Contains(upper, "u") && s.hasAny(c.atlas.university)
	for _, k := range c.atlas.names {
		switch {
		case len(k.english) == 0 || k.kind == Person:
		case k.kind == Organisation:
			if s.hasPhrase(k) && !k.in(target) && !c.inArticle(k) {
				return k.title(), true
			}
		case university:
			for _, e := range k.english {
				if len(e) == 1 && !strings.Contains(upper, e[0][:1]) && s.hasPlace(k, e[0]) && !k.in(target) {
					return "university of " + e[0], true
				}
			}
		}
	}
	return "", false
}

// title is the first form of an organisation for people: the table has folded
// words, so that a short one is its acronym.
func (k known) title() string {
	if first := k.english[0]; len(first) > 1 || len(first[0]) > 6 {
		return strings.Join(first, " ")
	}
	return strings.ToUpper(k.english[0][0])
}

// inArticle reports whether another segment of the translation has a name.
func (c *Comparison) inArticle(k known) bool {
	return slices.ContainsFunc(c.pairs, func(p Pair) bool { return k.in(p.TargetWords) })
}

// hasPhrase reports whether a source has a form of several words of a name, or
// its acronym in capitals: those alone are sure to be the organisation.
func (s *Source) hasPhrase(k known) bool {
	if s.latin && slices.ContainsFunc(k.forms, func(f []string) bool { return len(f) == 1 && s.hasAcronym(f[0]) }) {
		return true
	}
	k.forms = slices.DeleteFunc(slices.Clone(k.forms), func(f []string) bool { return len(f) < 2 && !spaceless(s.base) })
	_, ok := s.findForm(k)
	return ok
}

// hasAcronym reports whether a word of the source is a folded acronym, in
// capitals; in French an article may be joined to it: l'OTAN.
func (s *Source) hasAcronym(folded string) bool {
	return slices.ContainsFunc(s.words, func(w heardWord) bool {
		written := s.text[w.Start:w.End]
		if at := strings.LastIndexAny(written, "'’"); at >= 0 {
			written = strings.TrimLeft(written[at:], "'’")
		}
		return len(written) > 2 && IsAcronym(written) && language.Fold(written) == folded
	})
}

func (s *Source) hasAny(forms [][]string) bool {
	_, ok := s.findForm(known{forms: forms})
	return ok
}

// hasPlace reports whether a source has a place, by its form or by its sound.
func (s *Source) hasPlace(k known, english string) bool {
	if len(k.forms) > 0 {
		return s.hasAny(k.forms)
	}
	sounds := englishSounds(english)
	if weight(sounds) < telling {
		return false
	}
	h, ok := s.hear(sounds)
	return ok && h.cost < wrong
}
