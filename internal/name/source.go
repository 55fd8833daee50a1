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
	sounds []sound // of all words, one behind the other
}

// heardWord is a word of a source with its sounds, source.sounds[from:to]. What
// may be glued before it, as Arabic and Hebrew do, ends at one of starts.
type heardWord struct {
	Word
	from, to int
	starts   []start
	capital  bool // in Latin script
	latin    bool
	open     bool // other words may stand behind it, without a sign between them
}

// start is a place where a word may begin: in its letters and in its sounds.
type start struct{ letter, sound int }

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

// NewSource reads a text in a language.
func NewSource(text, tag string) *Source {
	s := &Source{text: text, base: language.Base(tag)}
	s.sounds = make([]sound, 0, len(text)/3)
	s.words = make([]heardWord, 0, len(text)/8+1)
	if spaceless(s.base) {
		s.folded = language.Fold(text)
	}
	language.EachWord(text, func(word string, start, end int) {
		if spaceless(s.base) {
			s.addRuns(start, end)
			return
		}
		s.addWord(Word{word, start, end})
	})
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
	starts := glued(word, s.base)
	inflected := speller.inflection(word, s.base)
	if script == "Hang" {
		word, starts, inflected = jamo(word, inflected)
	}
	begins := func(at int) bool { return at > 0 && startsAt(starts, at) }
	s.sounds = speller.append(s.sounds, word, begins, inflected)
	h.to = len(s.sounds)
	h.starts = append(h.starts, start{0, h.from})
	if script == "Kana" {
		h.open = true
		for at := h.from + 1; at+1 < h.to; at++ {
			h.starts = append(h.starts, start{0, at})
		}
	}
	for _, at := range starts {
		h.starts = append(h.starts, start{at, h.from + len(speller.append(nil, word[:at], begins, len(word)))})
	}
	s.words = append(s.words, h)
}

// bare returns a word of Latin script without what an apostrophe joins to it:
// the endings of Turkish behind it, the article of French before it.
func (h heardWord) bare(base string) string {
	before, after, found := strings.Cut(h.Text, "'")
	if !found || len(after) == 0 {
		return h.Text
	}
	if len(before) <= 2 && base != "tr" && base != "az" {
		return after
	}
	if base == "tr" || base == "az" || after == "s" {
		return before
	}
	return h.Text
}

func startsAt(starts []int, at int) bool {
	for _, s := range starts {
		if s == at {
			return true
		}
	}
	return false
}

// glued returns where a word may begin after the particles that its language
// writes with it. At least two letters stay.
func glued(word, base string) []int {
	var particles string
	switch base {
	case "ar":
		particles = "وفبلكس"
	case "he":
		particles = "והבלמשכ"
	default:
		return nil
	}
	var starts []int
	at := 0
	for n := 0; n < 3; n++ {
		r, size := utf8.DecodeRuneInString(word[at:])
		if base == "ar" && strings.HasPrefix(word[at:], "لل") && len(word)-at > 8 {
			starts = append(starts, at+2, at+4)
			break
		}
		if !strings.ContainsRune(particles, r) || len(word)-at-size < 4 {
			break
		}
		at += size
		starts = append(starts, at)
		if base == "ar" && n == 1 {
			break
		}
	}
	if base != "ar" {
		return starts
	}
	for _, at := range append([]int{0}, starts...) {
		if strings.HasPrefix(word[at:], "ال") && len(word)-at >= 8 {
			starts = append(starts, at+4)
		}
	}
	return starts
}

// jamo takes the syllables of a Korean word apart. A vowel without consonant is
// one that begins a word only at the start.
func jamo(word string, inflected int) (parts string, starts []int, end int) {
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
	return b.String(), nil, end
}

// hit is where a name was heard: in words[first:last+1] of a source, from one
// of the first one's starts on.
type hit struct {
	first, last int
	letter      int // where the name begins in the first word's folded text
	cost        int
}

// hear returns where sounds are heard best, alone in a word or in two that
// stand together.
func (s *Source) hear(sounds []sound) (hit, bool) {
	limit := allowance(weight(sounds))
	best := hit{cost: limit + 1}
	soft := s.base == "ja" || s.base == "ko"
	if soft {
		sounds = softened(sounds)
	}
	for i := range s.words {
		w := &s.words[i]
		if w.latin && !w.capital && s.base != "de" && language.Script(s.base) == "Latn" {
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
	to := s.words[last].to
	if !mayHear(sounds, s.sounds[w.from:to], best.cost-1) {
		return
	}
	for _, at := range w.starts {
		if cost := distance(sounds, s.sounds[at.sound:to], w.open && last == first, best.cost-1); cost < best.cost {
			*best = hit{first, last, at.letter, cost}
		}
	}
}

// mayHear reports whether there may be a distance up to limit: it needs the
// sounds, in whatever order.
func mayHear(name, word []sound, limit int) bool {
	if len(word) == 0 {
		return false
	}
	var all sound
	must := 0
	for _, s := range word {
		all |= s
	}
	for _, s := range name {
		if s&optional == 0 {
			must++
			if s&all&heard == 0 {
				limit -= wrong
			}
		}
	}
	for _, s := range word {
		if s&optional == 0 {
			must--
		}
	}
	return limit >= 0 && must <= 1+limit/wrong+len(word)
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
