package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/language"
)

// Source is a text whose names are looked for: its words and how they sound.
type Source struct {
	text   string
	folded string // of scripts without spaces
	base   string // the language
	words  []heardWord
	sounds []sound    // of all words, one behind the other
	starts []start    // the same
	latin  bool       // it is written in Latin letters with small ones for what is no name
	heard  []listened // what was listened for before
}

// listened is a word that was listened for, and where it was heard.
type listened struct {
	word string
	hit  hit
	ok   bool
}

// hearWord is [Source.hear] for the sounds of a word, which a text has often
// more than once.
func (s *Source) hearWord(word string, sounds []sound) (hit, bool) {
	for i := range s.heard {
		if s.heard[i].word == word {
			return s.heard[i].hit, s.heard[i].ok
		}
	}
	h, ok := s.hear(sounds)
	s.heard = append(s.heard, listened{word, h, ok})
	return h, ok
}

// heardWord is a word of a source with its sounds, source.sounds[from:to]. What
// may be glued before it, as Arabic and Hebrew do, ends at one of starts.
type heardWord struct {
	Word
	from, to int
	all      sound   // any of them
	starts   []start // where it may begin, the word itself first
	capital  bool    // in Latin script
	latin    bool
	open     bool // other words may stand behind it, without a sign between them
}

// start is a place where a word may begin: in its letters and in its sounds,
// and what may be heard first there.
type start struct {
	letter, sound int
	first         sound
}

// Checks reports whether names can be looked for in texts of a language; why
// says for people why not.
func Checks(tag string) (ok bool, why string) {
	switch language.Script(tag) {
	case "Latn", "Arab", "Hebr", "Cyrl", "Grek", "Deva", "Jpan", "Hang", "Kore":
		return true, ""
	case "":
		return false, "the language of the source is unknown"
	}
	return false, "not checked for " + language.Name(tag)
}

// spaceless reports whether a language is written without spaces.
func spaceless(base string) bool { return base == "ja" || base == "zh" }

// NewSource reads a text in a language; words are those of the text.
func NewSource(text, tag string, words []Word) *Source {
	s := &Source{text: text, base: language.Base(tag)}
	s.latin = language.Script(s.base) == "Latn" && s.base != "de" // German has capitals for all nouns
	s.sounds = make([]sound, 0, len(text)/2+8)
	s.words = make([]heardWord, 0, len(words))
	s.starts = make([]start, 0, 2*len(words))
	if spaceless(s.base) {
		s.folded = language.Fold(text)
	}
	for _, w := range words {
		if spaceless(s.base) {
			s.addRuns(w.Start, w.End)
		} else {
			s.addWord(w)
		}
	}
	return s
}

// addRuns adds the parts of a run of letters without spaces that are spelled by
// sound: katakana, and Latin letters.
func (s *Source) addRuns(from, to int) {
	begin, script := from, ""
	for i, r := range s.text[from:to] {
		if sc := scriptOf(r); sc != script {
			s.addRun(begin, from+i, script)
			begin, script = from+i, sc
		}
	}
	s.addRun(begin, to, script)
}

func (s *Source) addRun(from, to int, script string) {
	if from < to && (script == "Kana" || script == "Latn") {
		s.addWord(Word{language.Fold(s.text[from:to]), from, to})
	}
}

// scriptOf names the speller of a letter, or is "".
func scriptOf(r rune) string {
	switch {
	case r < 0x0370:
		return "Latn"
	case r < 0x0400:
		return "Grek"
	case r < 0x0530:
		return "Cyrl"
	case 0x0590 <= r && r < 0x0600:
		return "Hebr"
	case 0x0600 <= r && r < 0x0780:
		return "Arab"
	case 0x0900 <= r && r < 0x0980:
		return "Deva"
	case 0x1E00 <= r && r < 0x1F00:
		return "Latn"
	case 0x1F00 <= r && r < 0x2000:
		return "Grek"
	case 0x30A0 <= r && r < 0x3100:
		return "Kana"
	case 0xAC00 <= r && r < 0xD7B0:
		return "Hang"
	}
	return ""
}

func (s *Source) addWord(w Word) {
	first, _ := utf8.DecodeRuneInString(w.Text)
	last, _ := utf8.DecodeLastRuneInString(w.Text)
	script := scriptOf(last) // O'Хейген has a Latin O
	speller := spellers()[script]
	if speller == nil || unicode.IsDigit(first) {
		return
	}
	h := heardWord{Word: w, from: len(s.sounds), latin: script == "Latn"}
	word := w.Text
	if h.latin {
		c, _ := utf8.DecodeRuneInString(s.text[w.Start:])
		h.capital = unicode.IsUpper(c)
		word = h.bare(s.base)
	}
	var room, marks [8]int
	starts := glued(room[:0], word, s.base)
	inflected := speller.inflection(word, s.base)
	if script == "Hang" {
		word, inflected = jamo(word, inflected)
	}
	s.sounds = speller.append(s.sounds, word, starts, marks[:len(starts)], inflected)
	h.to = len(s.sounds)
	begin := len(s.starts)
	s.addStart(&h, 0, h.from)
	if script == "Kana" {
		h.open = true
		for at := h.from + 1; at+1 < h.to; at++ {
			s.addStart(&h, 0, at)
		}
	}
	for i, at := range starts {
		s.addStart(&h, at, marks[i])
	}
	h.starts = s.starts[begin:len(s.starts):len(s.starts)]
	for _, x := range s.sounds[h.from:h.to] {
		h.all |= x & heard
	}
	s.words = append(s.words, h)
}

func (s *Source) addStart(h *heardWord, letter, at int) {
	first := sound(0)
	for _, x := range s.sounds[at:h.to] {
		first |= x & heard
		if x&optional == 0 {
			break
		}
	}
	s.starts = append(s.starts, start{letter, at, first})
}

// bare returns a word of Latin script without what an apostrophe joins to it:
// the endings of Turkish behind it, the article of French before it.
func (h heardWord) bare(base string) string {
	at := strings.LastIndexByte(h.Text, '\'')
	if at < 0 || at+1 == len(h.Text) {
		return h.Text
	}
	before, after := h.Text[:at], h.Text[at+1:]
	switch {
	case base == "tr" || base == "az" || after == "s":
		return before
	case at <= 2:
		return after
	}
	return h.Text
}

// glued appends the bytes at which a word may begin after the particles that
// its language writes with it. At least two letters stay, and six starts do.
func glued(starts []int, word, base string) []int {
	switch base {
	case "ar":
		return gluedArabic(starts, word)
	case "he":
		return unglued(starts, word, "והבלמשכ", 3)
	}
	return starts
}

// unglued appends the places after each of the particles a word begins with.
func unglued(starts []int, word, particles string, most int) []int {
	at := 0
	for range most {
		r, size := utf8.DecodeRuneInString(word[at:])
		if !strings.ContainsRune(particles, r) || len(word)-at-size < 4 {
			break
		}
		at += size
		starts = append(starts, at)
	}
	return starts
}

// gluedArabic knows the article too, and لل for "to the".
func gluedArabic(starts []int, word string) []int {
	starts = unglued(starts, word, "وفبلكس", 2)
	for i := -1; i < len(starts) && len(starts) < 7; i++ {
		at := 0
		if i >= 0 {
			at = starts[i]
		}
		if rest := word[at:]; len(rest) >= 8 && (strings.HasPrefix(rest, "ال") || strings.HasPrefix(rest, "لل")) {
			return append(starts, at+4)
		}
	}
	return starts
}

// jamo takes the syllables of a Korean word apart.
func jamo(word string, inflected int) (parts string, end int) {
	var b strings.Builder
	end = -1
	for i, r := range word {
		if i >= inflected && end < 0 {
			end = b.Len()
		}
		if r < 0xAC00 || r > 0xD7A3 {
			b.WriteRune(r)
			continue
		}
		n := r - 0xAC00
		b.WriteRune(0x1100 + n/588)
		b.WriteRune(0x1161 + n%588/28)
		if n%28 > 0 {
			b.WriteRune(0x11A7 + n%28)
		}
	}
	if end < 0 {
		end = b.Len()
	}
	return b.String(), end
}

// hit is where a name was heard: in words[first:last+1] of a source, from one
// of the first one's starts on.
type hit struct {
	first, last int
	letter      int // where the name begins in the first word's folded text
	cost        int
	form        string // what was found in a text without spaces; first is -1 then
}

// hear returns where sounds are heard best, alone in a word or in two that
// stand together.
func (s *Source) hear(sounds []sound) (hit, bool) {
	limit := allowance(weight(sounds))
	best := hit{cost: limit + 1}
	if s.base == "ja" || s.base == "ko" {
		sounds = softened(sounds)
	}
	for i := range s.words {
		w := &s.words[i]
		if s.latin && w.latin && !w.capital {
			continue
		}
		s.hearFrom(sounds, i, i, &best)
		if i+1 < len(s.words) && s.words[i+1].Start-w.End <= 3 {
			s.hearFrom(sounds, i, i+1, &best)
		}
	}
	return best, best.cost <= limit
}

// hearFrom compares sounds with words[first:last+1].
func (s *Source) hearFrom(sounds []sound, first, last int, best *hit) {
	w := &s.words[first]
	if len(sounds) == 0 || !mayHear(sounds, w.all|s.words[last].all, best.cost-1) {
		return
	}
	to := s.words[last].to
	for _, at := range w.starts {
		if best.cost <= wrong && sounds[0]&optional == 0 && sounds[0]&at.first == 0 {
			continue
		}
		if cost := distance(sounds, s.sounds[at.sound:to], w.open && last == first, best.cost-1); cost < best.cost {
			*best = hit{first: first, last: last, letter: at.letter, cost: cost}
		}
	}
}

// mayHear reports whether there may be a distance up to limit from sounds to
// those of a word, in whatever order.
func mayHear(sounds []sound, word sound, limit int) bool {
	for _, s := range sounds {
		if s&optional == 0 && s&word == 0 {
			if limit -= wrong; limit < 0 {
				return false
			}
		}
	}
	return limit >= 0
}

// softened makes each r that no vowel follows one that may go unheard, as
// British speech has it, and the transcriptions of Japanese and Korean.
func softened(sounds []sound) []sound {
	r := soundsOf("r")[0]
	out := make([]sound, len(sounds))
	for i, s := range sounds {
		if s&heard == r && i > 0 {
			s |= optional
		}
		out[i] = s
	}
	return out
}
