package name

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/heads.txt
var headsFile string

// heads are the words of names that are translated: by the English word, what
// begins theirs in each language.
var heads = sync.OnceValue(func() map[string]map[string][]string {
	table := map[string]map[string][]string{}
	for line := range strings.Lines(headsFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSpace(line), " ; ")
		byLanguage := map[string][]string{}
		for _, c := range columns[1:] {
			tag, forms, _ := strings.Cut(c, " ")
			for f := range strings.SplitSeq(forms, "|") {
				byLanguage[tag] = append(byLanguage[tag], phrase(f)...)
			}
		}
		for e := range strings.SplitSeq(columns[0], "|") {
			table[e] = byLanguage
		}
	}
	return table
})

// sourceOf returns what the source has for a part; weak where that is an
// adjective at best.
func (c *Comparison) sourceOf(r *judged, p part) (text string, weak bool) {
	s := c.sources[r.pair]
	verdicts := slices.Clone(r.verdicts[p.first : p.last+1])
	words := r.Words[p.first : p.last+1]
	for i := range verdicts {
		n := verdicts[i].until - p.first - i
		if n <= 0 || i > 0 && verdicts[i-1].until == verdicts[i].until {
			continue
		}
		v := c.known(words[i:i+n], s, verdicts[i], &weak)
		for j := i; j < i+n; j++ {
			verdicts[j] = v
		}
	}
	s.align(verdicts, words)
	for i := range verdicts {
		s.whole(&verdicts[i], words[i])
	}
	s.faint(verdicts, words)
	if text = s.written(s.withHeads(verdicts, words)); utf8.RuneCountInString(text) < 2 && !spaceless(s.base) {
		text = ""
	}
	return text, weak
}

// known returns the verdict of a known name with the place of the source that
// fits it best, or with none.
func (c *Comparison) known(words []Word, s *Source, v verdict, weak *bool) verdict {
	h, adjective, ok := c.nearest(words, s)
	if !ok && len(words) == 1 {
		h, ok = s.hear(englishSounds(words[0].Text))
		ok = ok && h.cost < wrong && !s.small(h.first)
	}
	v.hit, v.found = h, ok && h.first >= 0
	if !ok {
		v.hit = hit{}
	}
	*weak = *weak || adjective
	return v
}

// whole corrects where a word was heard: from its first letter, where that
// sounds like the name as well as what is behind a particle does, and not in a
// small word of a script with capitals.
func (s *Source) whole(v *verdict, word Word) {
	if v.how != Skeleton || !v.found {
		return
	}
	if s.small(v.hit.first) {
		v.found, v.hit = false, hit{}
		return
	}
	w := &s.words[v.hit.first]
	if v.hit.letter > 0 && v.hit.first == v.hit.last && distance(englishSounds(word.Text), s.sounds[w.from:w.to], false, wrong) <= v.hit.cost+unheard {
		v.hit.letter = 0
	}
}

// faint drops what was heard of words that tell too little to be found alone:
// "Ri" may be heard in any long word.
func (s *Source) faint(verdicts []verdict, words []Word) {
	for i, v := range verdicts {
		if v.how != Skeleton || !v.found || weight(englishSounds(words[i].Text)) >= leastWeight {
			continue
		}
		beside := slices.ContainsFunc(verdicts, func(o verdict) bool {
			return o.found && (o.hit.first == v.hit.last+1 || o.hit.last == v.hit.first-1)
		})
		if w := &s.words[v.hit.first]; !beside && w.to-w.from > 3 {
			verdicts[i].found, verdicts[i].hit = false, hit{}
		}
	}
}

// small reports whether a word has a small letter where names have a capital.
func (s *Source) small(word int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[s.words[word].Start:])
	return unicode.IsLower(r) && s.base != "de"
}

// align moves the words of a name that are heard elsewhere to where the others
// are: of two words that sound alike the one beside them is meant.
func (s *Source) align(verdicts []verdict, words []Word) {
	var best []hit
	most := 0
	for i, v := range verdicts {
		if v.how != Skeleton && v.how != Latin || !v.found {
			continue
		}
		hits, moved := s.around(i, verdicts, words)
		if sure := moved*longest*wrong + weight(englishSounds(words[i].Text))*wrong - v.hit.cost; best == nil || sure > most {
			best, most = hits, sure
		}
	}
	for i := range best {
		verdicts[i].hit = best[i]
	}
}

// around returns where the words of a name are when one of them is where it was
// heard, and how many of the others are beside it.
func (s *Source) around(anchor int, verdicts []verdict, words []Word) (hits []hit, beside int) {
	at := verdicts[anchor].hit
	for i, v := range verdicts {
		hits = append(hits, v.hit)
		if i == anchor || v.how != Skeleton || !v.found || v.hit == at {
			continue
		}
		want, best := at.first+i-anchor, hit{cost: wrong}
		for w := max(0, want-1); w <= want+1 && w < len(s.words); w++ {
			if w != at.first && (i < anchor) == (w < at.first) {
				s.hearFrom(englishSounds(words[i].Text), w, w, &best)
			}
		}
		if best.cost < wrong {
			hits[i] = best
			beside++
		}
	}
	return hits, beside
}

// withHeads adds the words beside those of a name that the source has for its
// translated words: منظمة for "organisation".
func (s *Source) withHeads(verdicts []verdict, words []Word) []verdict {
	first, last := len(s.words), -1
	for _, v := range verdicts {
		if v.found {
			first, last = min(first, v.hit.first), max(last, v.hit.last)
		}
	}
	var forms []string
	for _, w := range words {
		forms = append(forms, heads()[w.Text][s.base]...)
	}
	if last < 0 || len(forms) == 0 {
		return verdicts
	}
	for range words {
		if h, ok := s.headAt(last+1, forms); ok && s.adjoin(last, last+1) {
			last, verdicts = last+1, append(verdicts, verdict{hit: h, found: true})
		}
		if h, ok := s.headAt(first-1, forms); ok && s.adjoin(first-1, first) {
			first, verdicts = first-1, append(verdicts, verdict{hit: h, found: true})
		}
	}
	return verdicts
}

func (s *Source) headAt(word int, forms []string) (hit, bool) {
	if word < 0 || word >= len(s.words) {
		return hit{}, false
	}
	for _, f := range forms {
		if letter, ok := s.words[word].begins(f); ok {
			return hit{first: word, last: word, letter: letter}, true
		}
	}
	return hit{}, false
}

// adjoin reports whether only a space or hyphen is between two words.
func (s *Source) adjoin(a, b int) bool { return s.words[b].Start-s.words[a].End <= 3 }

// candidate is a place of a source where a form of a known name stands.
type candidate struct {
	hit
	kin  bool // it is rather another name of the group: Palestine for Gaza
	cost int  // how far its sound is from the English name's
	tail int  // letters behind the form: an adjective has some
}

// nearest returns where a source has a known name, words[at:at+n] in English:
// of all forms of the name the longest, of those of one length what sounds most
// like the English, and of those what has the least behind it, which is the
// noun. weak says that it is an adjective at best; ok is false where the source
// has other names of the group only.
func (c *Comparison) nearest(words []Word, s *Source) (h hit, weak, ok bool) {
	var list []candidate
	for _, a := range []*atlas{c.terms, c.atlas} {
		names, _ := a.find(words, 0)
		for _, n := range names {
			list = append(list, s.candidates(a.names[n], words)...)
		}
	}
	list = slices.DeleteFunc(list, func(x candidate) bool { return x.kin })
	if len(list) == 0 {
		return hit{}, false, false
	}
	best := slices.MinFunc(list, func(x, y candidate) int { return x.compare(y) })
	return best.hit, best.tail > 0, true
}

func (x candidate) compare(y candidate) int {
	for _, d := range []int{y.length() - x.length(), x.cost/wrong - y.cost/wrong, x.tail - y.tail, x.cost - y.cost} {
		if d != 0 {
			return d
		}
	}
	return x.first - y.first
}

func (x candidate) length() int {
	if x.first < 0 {
		return len(x.form)
	}
	return x.last - x.first
}

// candidates returns every place where a form of a name stands.
func (s *Source) candidates(k known, words []Word) []candidate {
	var list []candidate
	for _, form := range k.forms {
		if spaceless(s.base) {
			if f := strings.Join(form, ""); strings.Contains(s.folded, f) {
				x := candidate{hit: hit{first: -1, form: f}}
				x.kin, x.cost = k.nearer(soundsIn(f), words)
				list = append(list, x)
			}
			continue
		}
		for i := range s.words {
			if k.kind == Place && s.small(i) { // an adjective
				continue
			}
			if letter, ok := s.words[i].begins(form[0]); ok && s.follows(i+1, form[1:]) {
				x := candidate{hit: hit{first: i, last: i + len(form) - 1, letter: letter}}
				last := &s.words[x.last]
				x.tail = len(last.Text) - strings.LastIndex(last.Text, form[len(form)-1]) - len(form[len(form)-1])
				x.kin, x.cost = k.nearer(s.soundsFrom(i, letter), words)
				list = append(list, x)
			}
		}
	}
	return list
}

// soundsFrom returns the sounds of a word from one of its starts on.
func (s *Source) soundsFrom(word, letter int) []sound {
	w := &s.words[word]
	for _, at := range w.starts {
		if at.letter == letter {
			return s.sounds[at.sound:w.to]
		}
	}
	return s.sounds[w.from:w.to]
}

// soundsIn returns the sounds of a form that is written by sound; nil for one
// in Chinese characters.
func soundsIn(form string) []sound {
	first, _ := utf8.DecodeRuneInString(form)
	if sp := spellers()[scriptOf(first)]; sp != nil {
		return sp.append(nil, form, nil, nil, len(form))
	}
	return nil
}

// nearer compares the sound of a form with an English name and with the others
// of its group: kin says that one of these is it, and cost how far the name is.
func (k known) nearer(sounds []sound, words []Word) (kin bool, cost int) {
	if len(sounds) == 0 {
		return false, 0
	}
	far := func(name []string) int {
		least := 3 * wrong
		for _, w := range name {
			if x := englishSounds(w); weight(x) > 0 {
				least = min(least, distance(x, sounds, false, 3*wrong))
			}
		}
		return least
	}
	cost = 3 * wrong
	var own []string
	for _, e := range k.english {
		if hasAt(words, 0, e) || len(e) == 1 && sameStem(e[0], words[0].Text) {
			own, cost = append(own, e...), min(cost, far(e))
		}
	}
	if len(k.english) == 0 || cost < wrong || len(own) == 1 && len(own[0]) < 5 && cost >= 2*wrong && k.initials(own[0]) {
		return false, cost
	}
	same := SamePlace(own)
	for _, e := range k.english {
		alias := slices.ContainsFunc(same, func(m []string) bool { return slices.Equal(m, e) })
		if !alias && !slices.ContainsFunc(own, func(o string) bool { return slices.ContainsFunc(e, func(w string) bool { return sameStem(o, w) }) }) && far(e) < wrong {
			return true, cost
		}
	}
	return false, cost
}

// initials reports whether a name of a group is the short form of another.
func (k known) initials(short string) bool {
	return slices.ContainsFunc(k.english, func(e []string) bool {
		if len(e) < 2 {
			return false
		}
		letters := ""
		for _, w := range e {
			letters += w[:1]
		}
		return letters == short || strings.HasPrefix(letters, short)
	})
}
