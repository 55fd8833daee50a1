package language

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// How much text a verdict needs. Empirical, over held-out news paragraphs and
// their headlines.
const (
	enoughForScript   = 4  // letters, where the script has one language
	enoughForTrigrams = 20 // letters, where several languages share the script
	enoughWords       = 20 // words from which a paragraph may differ from its article
)

// oneLanguage lists the scripts whose news is in one language.
var oneLanguage = map[string]string{
	"Grek": "el", "Armn": "hy", "Thaa": "dv", "Guru": "pa", "Gujr": "gu", "Orya": "or",
	"Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Thai": "th",
	"Laoo": "lo", "Tibt": "bo", "Mymr": "my", "Geor": "ka", "Hang": "ko", "Khmr": "km",
	"Mong": "mn", "Jpan": "ja", "Hani": "zh", "Syrc": "syr", "Nkoo": "nqo", "Adlm": "ff",
}

// Detect names the language of a text. ok is false when there is too little
// text or the evidence is weak; the tag is then empty.
//
// The script decides where it can. Languages that share one are told apart by
// letters only one of them has, by their most frequent words, and by trigrams.
// The letters of other scripts, such as Latin names in an Arabic text, have no
// say.
func Detect(text string) (tag string, ok bool) {
	text = opening(text)
	counts, _ := tally(text)
	script := dominant(counts)
	n := counts[script]
	if script == "Jpan" {
		n = counts["Hani"] + counts["Hira"] + counts["Kana"]
	}
	if n < enoughForScript {
		return "", false
	}
	if tag, ok := oneLanguage[script]; ok {
		return tag, true
	}
	return detectShared(script, only(text, script))
}

// opening returns the first part of a long text: enough for any verdict.
func opening(text string) string {
	const enough = 8 << 10 // bytes: more than five hundred words of any script
	if len(text) <= enough {
		return text
	}
	return strings.ToValidUTF8(text[:enough], "")
}

// only keeps the letters of one script, lower-cased, and a space for each run
// of anything else.
func only(text, script string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := true
	for _, r := range text {
		switch s := scriptOf(r); {
		case s == script:
			b.WriteRune(unicode.ToLower(r))
			space = false
		case unicode.IsMark(r) && !space, r == zwnj && !space, (r == '\'' || r == '’') && !space:
			b.WriteRune(r)
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	return b.String()
}

// letters counts how many runes of a text are in a set.
func letters(text, set string) int {
	runes := []rune(set)
	first, last := slices.Min(runes), slices.Max(runes) // most letters are not even near
	n := 0
	for _, r := range text {
		if first <= r && r <= last && strings.ContainsRune(set, r) {
			n++
		}
	}
	return n
}

// ownLetters are letters that mark one language of a script, with the least
// share of a text's letters they have there. The order matters where languages
// share such letters: the one with more of them comes first.
var ownLetters = []struct {
	script, tag, set string
	percent          int
}{
	{"Arab", "ug", "ۇۈۋ", 3},
	{"Arab", "ckb", "ڕڵۆێە", 4},
	{"Arab", "ps", "ټډړږښېۍګڼ", 2},
	{"Arab", "sd", "ڄڃڦڻٿڀڏڍڪ", 2},
	{"Arab", "ur", "ٹڈڑےںہھ", 3},
	{"Beng", "as", "ৰৱ", 1},
	{"Cyrl", "tg", "ӣӯҳҷ", 2},
	{"Cyrl", "kk", "ұқәғ", 4},
	{"Cyrl", "ba", "ҙҫҡ", 2},
	{"Cyrl", "tt", "җәһ", 4},
	{"Cyrl", "ky", "ңөү", 2},
	{"Cyrl", "be", "ў", 1},
	{"Cyrl", "uk", "їєґ", 1},
	{"Cyrl", "mk", "ѓќѕ", 1},
	{"Cyrl", "sr", "ћђљњј", 2},
	{"Cyrl", "mn", "өү", 3},
	{"Cyrl", "ru", "ыэё", 1},
	{"Cyrl", "bg", "ъ", 1},
	{"Hebr", "yi", "ײױװ", 2},
	{"Latn", "az", "ə", 3},
	{"Latn", "tr", "ığş", 3},
	{"Latn", "vi", "ơưđ", 2},
	{"Latn", "is", "þð", 2},
}

// detectShared tells apart the languages of a script that several have.
func detectShared(script, text string) (string, bool) {
	total := len([]rune(text))
	for _, l := range ownLetters {
		if l.script != script {
			continue
		}
		if n := letters(text, l.set); n >= 2 && n*100 >= total*l.percent {
			return l.tag, true
		}
	}
	switch script {
	case "Hebr":
		return "he", true
	case "Beng":
		return "bn", true
	case "Arab":
		if tag, ok := arabicOrPersian(text); ok {
			return tag, true
		}
	}
	if total < enoughForTrigrams {
		return "", false
	}
	return detectWords(script, text)
}

// detectWords settles a language by its most frequent words when one language
// has clearly more of them than any other, and by trigrams otherwise. English
// needs both: text taken for English by mistake would not be translated.
func detectWords(script, text string) (string, bool) {
	words := strings.Fields(text)
	for i, w := range words {
		words[i] = Fold(w)
	}
	best, share, second := mostFrequent(script, words)
	if share >= 0.2 && share >= 1.5*second {
		return best, true
	}
	info := whatlanggo.Detect(beginning(text))
	tag := trigramTag(info.Lang)
	switch {
	case tag == "" || tag == "en" && best != "en":
		return "", false
	case tag == "bg" && !strings.ContainsRune(text, 'ъ'): // one letter in fifty there; short Russian looks alike otherwise
		return "", false
	case tag == best:
		return tag, true
	}
	return tag, info.IsReliable()
}

// beginning returns the part of a text that trigrams judge. The library ranks
// all trigrams of a text against the 300 of each profile; in a long text the
// ranks grow past any profile and the distances mean nothing.
func beginning(text string) string {
	const enough = 1200 // bytes; about 300 different trigrams
	if len(text) <= enough {
		return text
	}
	cut := strings.LastIndexByte(text[:enough], ' ')
	return text[:max(cut, 0)]
}

// mostFrequent returns the language whose frequent words have the largest share
// of words, that share, and the second largest.
func mostFrequent(script string, words []string) (best string, share, second float64) {
	for _, tag := range functionTags() {
		if Script(tag) != script {
			continue
		}
		set, n := functionWords(tag), 0
		for _, w := range words {
			if set[w] {
				n++
			}
		}
		s := float64(n) / float64(max(len(words), 1))
		switch {
		case s > share || s == share && tag < best:
			best, share, second = tag, s, share
		case s > second:
			second = s
		}
	}
	return best, share, second
}

// arabicOrPersian decides between the two when the evidence is two to one.
func arabicOrPersian(text string) (string, bool) {
	arabic, persian := arabicPersian(text)
	switch {
	case arabic >= 2*persian && arabic > 1:
		return "ar", true
	case persian >= 2*arabic && persian > 1:
		return "fa", true
	}
	return "", false
}

// arabicPersian weighs what speaks for each language: letters one has and the
// other lacks, frequent words, and the Arabic article. Persian typed with
// Arabic yeh and kaf, and Arabic typed on a Persian keyboard, are common, so
// the words outweigh these two letters.
func arabicPersian(text string) (arabic, persian int) {
	ar, fa := functionWords("ar"), functionWords("fa")
	for _, w := range strings.Fields(text) {
		w = Fold(w)
		if ar[w] {
			arabic += 2
		}
		if fa[w] {
			persian += 2
		}
		if len(w) > 8 && (strings.HasPrefix(w, "ال") || strings.HasPrefix(w, "وال") || strings.HasPrefix(w, "بال") || strings.HasPrefix(w, "لل")) {
			arabic++
		}
	}
	arabic += letters(text, "ةىإ")
	persian += 2*letters(text, "پچژگ") + (letters(text, "یک")+4)/8
	return arabic, persian
}

//go:embed data/function_words.txt
var functionWordsFile string

// functionWords returns the frequent words of a language, folded.
var functionWords = byLanguage(func(base string) map[string]bool {
	set := map[string]bool{}
	linesOf(functionWordsFile, base, func(words []string) {
		for _, w := range words {
			set[Fold(w)] = true
		}
	})
	return set
})

// functionTags are the languages whose frequent words are known.
var functionTags = sync.OnceValue(func() []string {
	var tags []string
	for line := range strings.Lines(functionWordsFile) {
		if tag, _, found := strings.Cut(line, " "); found && tag != "#" {
			tags = append(tags, tag)
		}
	}
	return tags
})

// trigramTags maps whatlanggo's ISO 639-3 codes to BCP 47 where the two-letter
// code is not what the library gives.
var trigramTags = map[whatlanggo.Lang]string{
	whatlanggo.Pes: "fa", whatlanggo.Arb: "ar", whatlanggo.Azj: "az", whatlanggo.Cmn: "zh",
	whatlanggo.Nob: "nb", whatlanggo.Nno: "nn", whatlanggo.Ydd: "yi", whatlanggo.Skr: "skr",
	whatlanggo.Ceb: "ceb", whatlanggo.Ilo: "ilo", whatlanggo.Mai: "mai", whatlanggo.Bho: "bho",
}

func trigramTag(l whatlanggo.Lang) string {
	if tag, ok := trigramTags[l]; ok {
		return tag
	}
	return l.Iso6391()
}

// SegmentTag returns the language of one paragraph of an article in another.
// Paragraphs are too short to be judged like articles, so the article's
// language stands unless the paragraph is in another script or has at least 20
// words and is clearly in another language.
func SegmentTag(text, articleTag string) string {
	script := DominantScript(text)
	if script == "" {
		return articleTag
	}
	other := articleTag == "" || !sameScript(script, Script(articleTag)) && ScriptShare(text, script) > 0.8
	if !other && CountWords(text) < enoughWords {
		return articleTag
	}
	tag, ok := Detect(text)
	if !ok || tag == Base(articleTag) {
		return articleTag
	}
	return tag
}

// sameScript reports whether a text in one script can be in a language that is
// written in the other.
func sameScript(text, usual string) bool {
	return text == usual || usual == "Jpan" && text == "Hani" || usual == ""
}
