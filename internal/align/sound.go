package align

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A name keeps its consonants from script to script, nearly: ترامب and Трамп are
// Trump, メルケル is Merkel. They are compared by classes, coarse enough for what
// transliterations confuse: labials b, velars k, dentals t, liquids l,
// sibilants s, m and n. Vowels, h, w and y come and go and are left out.
var classes = []struct{ class, letters string }{
	{"b", "bpfv" + "بفپڤ" + "бпфв" + "בפף" + "पफबभव" + "バビブベボパピプペポファフィヴ"},
	{"k", "kgqx" + "كقغخگک" + "кгх" + "גכךק" + "कखगघ" + "カキクケコガギグゲゴ"},
	{"t", "td" + "تدطضثذٹڈ" + "тд" + "תטד" + "टठडढतथदध" + "タテトダデドティ"},
	{"l", "lr" + "رلڑ" + "лр" + "לר" + "रलड़" + "ラリルレロ"},
	{"s", "szj" + "سشصزجژچظ" + "сзшщжчц" + "סשזצץ" + "चछजझशषस" + "サシスセソザジズゼゾチツヂヅ"},
	{"m", "m" + "م" + "м" + "מם" + "म" + "マミムメモ"},
	{"n", "n" + "نں" + "н" + "נן" + "णनङ" + "ナニヌネノンं"},
}

var classOf = sync.OnceValue(func() map[rune]byte {
	table := map[rune]byte{}
	for _, c := range classes {
		for _, r := range c.letters {
			if _, taken := table[r]; !taken {
				table[r] = c.class[0]
			}
		}
	}
	return table
})

const (
	// leastSounds and mostSounds are how many consonants are compared: fewer are
	// too common, and the later ones are often an ending.
	leastSounds, mostSounds = 3, 5
)

// sound returns the classes of a word's consonants, or "" for too few.
func sound(word string) string {
	var b strings.Builder
	table := classOf()
	var last byte
	for i, r := range word {
		r = unicode.ToLower(r)
		c := table[r]
		if r == 'c' {
			c = 'k'
			if next, _ := utf8.DecodeRuneInString(word[i+1:]); strings.ContainsRune("eiyh", next) {
				c = 's'
			}
		}
		if c != 0 && c != last && b.Len() < mostSounds {
			b.WriteByte(c)
		}
		last = c
	}
	if b.Len() < leastSounds {
		return ""
	}
	return b.String()
}

// arabicPrefixes are joined to words: "and the", "by the", "the".
var arabicPrefixes = []string{"وال", "بال", "لل", "ال", "و", "ب", "ל", "ב", "ה", "ו", "מ"}

// heard returns the sounds of the words of a text: of a text in Latin letters
// those of its capitalised words, of another those of all its words.
func heard(text string, latin bool) []string {
	var list []string
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if isLatin := unicode.In(first, unicode.Latin); isLatin != latin || latin && !unicode.IsUpper(first) {
			continue
		}
		if s := sound(w); s != "" {
			list = append(list, s)
		}
		for _, p := range arabicPrefixes {
			if rest, ok := strings.CutPrefix(w, p); ok {
				if s := sound(rest); s != "" {
					list = append(list, s)
				}
				break
			}
		}
	}
	return list
}
