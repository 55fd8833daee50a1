package name

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"dragoman/internal/language"
)

//go:embed data/letters.txt
var lettersFile string

// sound is what a letter may stand for: a set of consonants, one bit each.
type sound uint32

const (
	optional sound = 1 << 31 // may go unheard
	heard    sound = optional - 1
)

// signs are the consonants in the order of their bits.
const signs = "pbtdkgfvszSCJZTDlmnrhKGwyV"

const vowel sound = 1 << 25 // V: a vowel that begins a word

// soundsOf reads a column of the letters' table: "t?+szC".
func soundsOf(column string) []sound {
	if column == "-" {
		return nil
	}
	var list []sound
	for part := range strings.SplitSeq(column, "+") {
		var s sound
		for _, r := range part {
			if r == '?' {
				s |= optional
			} else {
				s |= 1 << strings.IndexRune(signs, r)
			}
		}
		list = append(list, s)
	}
	return list
}

// speller turns words of one script into sounds.
type speller struct {
	first   rune       // the letter of spells[0]
	spells  []spelling // by letter, from first on
	endings map[string]*inflections
}

// inflections are the endings of a language, with the bytes in which they end.
type inflections struct {
	all  map[string]bool
	last [256]bool
}

// spelling is what a letter stands for, alone and with those after it.
type spelling struct {
	inside, initial []sound
	longer          []group // longest first
}

// group is several letters that are one sound, or more.
type group struct {
	letters string
	initial bool // only where a word begins
	sounds  []sound
}

// spellers are those of all scripts in the table.
var spellers = sync.OnceValue(func() map[string]*speller {
	table := map[string]*speller{}
	byTag := map[string]*inflections{}
	for line := range strings.Lines(lettersFile) {
		f := strings.Fields(line)
		switch {
		case len(f) < 3 || f[0] == "#":
		case f[0] == "ending":
			set := &inflections{all: map[string]bool{}}
			for _, e := range f[2:] {
				e = language.Fold(e)
				set.all[e], set.last[e[len(e)-1]] = true, true
			}
			byTag[f[1]] = set
		default:
			if table[f[0]] == nil {
				table[f[0]] = &speller{endings: byTag}
			}
			table[f[0]].add(f[1], soundsOf(f[2]))
		}
	}
	return table
})

func (s *speller) add(letters string, sounds []sound) {
	letters, initial := strings.CutPrefix(letters, "^")
	r, n := utf8.DecodeRuneInString(letters)
	s.cover(r)
	sp := &s.spells[r-s.first]
	switch {
	case n < len(letters):
		at := 0
		for at < len(sp.longer) && len(sp.longer[at].letters) >= len(letters) {
			at++
		}
		sp.longer = append(sp.longer[:at:at], append([]group{{letters, initial, sounds}}, sp.longer[at:]...)...)
	case initial:
		sp.initial = sounds
	default:
		sp.inside = sounds
	}
}

// cover makes room for a letter. The letters of a script are close together.
func (s *speller) cover(r rune) {
	switch {
	case len(s.spells) == 0:
		s.first, s.spells = r, make([]spelling, 1)
	case r < s.first:
		s.spells = append(make([]spelling, s.first-r), s.spells...)
		s.first = r
	case int(r-s.first) >= len(s.spells):
		s.spells = append(s.spells, make([]spelling, int(r-s.first)+1-len(s.spells))...)
	}
}

// append appends the sounds of a folded word. It may begin anew at the bytes
// starts; where their sounds begin goes to marks, which is as long. From the
// byte inflected on, sounds may go unheard. A sound twice in a row is one as
// often as two.
func (s *speller) append(to []sound, word string, starts, marks []int, inflected int) []sound {
	from := len(to)
	var last rune
	for at := 0; at < len(word); {
		r, n := utf8.DecodeRuneInString(word[at:])
		begins := at == 0
		for i, start := range starts {
			if start == at {
				begins, marks[i] = true, len(to)
			}
		}
		sounds, n := s.at(word[at:], r, n, begins)
		if r != last || n > utf8.RuneLen(r) {
			for _, x := range sounds {
				if at >= inflected || len(to) > from && to[len(to)-1]&heard == x&heard {
					x |= optional
				}
				to = append(to, x)
			}
		}
		last = r
		at += n
	}
	return to
}

// at returns the sounds that begin with a letter, and how many bytes they take.
func (s *speller) at(rest string, r rune, n int, begins bool) ([]sound, int) {
	if r < s.first || int(r-s.first) >= len(s.spells) {
		return nil, n
	}
	sp := &s.spells[r-s.first]
	for _, g := range sp.longer {
		if (begins || !g.initial) && strings.HasPrefix(rest, g.letters) {
			return g.sounds, len(g.letters)
		}
	}
	if begins && sp.initial != nil {
		return sp.initial, n
	}
	return sp.inside, n
}

// inflection returns where a word's ending of inflection begins, or its length.
// At least three letters stay before it.
func (s *speller) inflection(word, tag string) int {
	set := s.endings[tag]
	if set == nil || word == "" || !set.last[word[len(word)-1]] {
		return len(word)
	}
	least, runes := 0, 0
	for i := range word {
		if runes == 3 {
			least = i
		}
		runes++
	}
	if runes < 4 {
		return len(word)
	}
	at := len(word)
	for i, n := len(word), 0; n < 5 && i > least; n++ {
		_, size := utf8.DecodeLastRuneInString(word[:i])
		i -= size
		if i >= least && set.all[word[i:]] {
			at = i
		}
	}
	return at
}

// englishSounds returns the sounds of a folded word of English.
func englishSounds(word string) []sound {
	s := spellers()["Latn"]
	return s.append(make([]sound, 0, len(word)+2), word, nil, nil, s.inflection(word, "en"))
}
