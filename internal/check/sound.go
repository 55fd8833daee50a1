package check

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A sound is what is left of a word when its letters are taken by the class of
// their consonant and its vowels are dropped: «ترامب», Трампом and Trump have
// one. It tells which of several texts a name is in; it does not tell names of
// one sound apart. The classes are packed three bits each, the last one lowest.
type sound uint32

// Classes of consonants that scripts and spellings mix up; vowels, h, w and y
// have none.
const (
	noSound sound = iota
	soundP        // b p f v
	soundT        // d t
	soundK        // g k q
	soundS        // s z sh ch j ts
	soundM
	soundN
	soundR // l r
)

const (
	shortestSound = 3 // classes; two are in words of every text
	longestSound  = 8
)

// length returns the number of classes.
func (s sound) length() int {
	n := 0
	for ; s > 0; s >>= 3 {
		n++
	}
	return n
}

func (s sound) withoutLast() sound  { return s >> 3 }
func (s sound) withoutFirst() sound { return s & (1<<(3*(s.length()-1)) - 1) }

//go:embed data/sounds.txt
var soundsFile string

// soundsByRune are the classes of the letters of scripts other than Latin.
var soundsByRune = sync.OnceValue(func() []sound {
	classes := map[string]sound{"P": soundP, "T": soundT, "K": soundK, "S": soundS, "M": soundM, "N": soundN, "R": soundR}
	table := make([]sound, 0, firstKana+256) // by rune
	for line := range strings.Lines(soundsFile) {
		f := strings.Fields(line)
		if len(f) < 2 || classes[f[0]] == noSound {
			continue
		}
		for _, r := range strings.Join(f[1:], "") {
			for len(table) <= int(r) {
				table = append(table, noSound)
			}
			table[r] = classes[f[0]]
		}
	}
	return table
})

// soundOf returns the sound of a folded word, or 0 for one that is too short to
// tell anything.
func soundOf(word string) sound {
	var s sound
	table := soundsByRune()
	n, last := 0, noSound
	for i, r := range word {
		var c sound
		if r < utf8.RuneSelf {
			c = latinSound(word, i)
		} else if int(r) < len(table) {
			c = table[r]
		}
		switch {
		case c == noSound, c == last:
			continue
		case c == soundS && last == soundT: // ts and tsh are one sound
			s = s&^7 | soundS
			last = soundS
			continue
		}
		if n == longestSound {
			break
		}
		s, last, n = s<<3|c, c, n+1
	}
	if s.length() < shortestSound {
		return 0
	}
	return s
}

// latinSound returns the class of the Latin letter word[i] among its neighbours.
func latinSound(word string, i int) sound {
	next := byte(0)
	if i+1 < len(word) {
		next = word[i+1]
	}
	switch word[i] {
	case 'b', 'f', 'v', 'p':
		return soundP
	case 'd', 't':
		return soundT
	case 'c':
		if next == 'h' || next == 'e' || next == 'i' || next == 'y' {
			return soundS
		}
		return soundK
	case 'g':
		switch next {
		case 'h':
			return noSound
		case 'e', 'i', 'y':
			return soundS
		}
		return soundK
	case 'k', 'q', 'x':
		return soundK
	case 's', 'z', 'j':
		return soundS
	case 'm':
		return soundM
	case 'n':
		return soundN
	case 'l', 'r':
		return soundR
	}
	return noSound
}

// variants returns what else a source word of a sound can stand for: without the
// letter that an Arabic or Hebrew preposition or article adds before it, and
// without what an inflection adds behind it.
func variants(word string, s sound) (forms [2]sound) {
	if s.length() <= shortestSound {
		return forms
	}
	if r, _ := utf8.DecodeRuneInString(word); unicode.Is(unicode.Arabic, r) || unicode.Is(unicode.Hebrew, r) {
		forms[0] = s.withoutFirst()
	}
	forms[1] = s.withoutLast()
	return forms
}
