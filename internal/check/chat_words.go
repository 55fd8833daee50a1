package check

import (
	_ "embed"
	"strings"
	"sync"

	"dragoman/internal/language"
)

// wordClass is a set of classes of data/chat_words.txt.
type wordClass uint16

const (
	taskWord wordClass = 1 << iota
	textWord
	labelWord
	weakLabel
	joinWord
	speakerWord
	readerWord
	talkWord
	nodWord
	openWord
)

//go:embed data/chat_words.txt
var chatWordsFile string

// chatWords are the classes of each word.
var chatWords = sync.OnceValue(func() map[string]wordClass {
	classes := map[string]wordClass{"task": taskWord, "text": textWord, "label": labelWord, "weak": weakLabel, "join": joinWord,
		"first": speakerWord, "second": readerWord, "talk": talkWord, "nod": nodWord, "open": openWord}
	table := map[string]wordClass{}
	for line := range strings.Lines(chatWordsFile) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		for _, w := range f[1:] {
			table[w] |= classes[f[0]]
		}
	}
	return table
})

//go:embed data/chat_source.txt
var chatSourceFile string

// translating are the beginnings of words for translating, by language.
var translating = sync.OnceValue(func() map[string][]string {
	table := map[string][]string{}
	for line := range strings.Lines(chatSourceFile) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			table[f[0]] = f[1:]
		}
	}
	return table
})

// speaksOfTranslating reports whether a source has a word for translating. Of a
// language that is not known it may.
func speaksOfTranslating(doc Document, i int) bool {
	stems, known := translating()[language.Base(doc.SourceLanguage)]
	if !known {
		return true
	}
	for _, t := range doc.sourceTokens(i) {
		for _, s := range stems {
			if strings.HasPrefix(t.word, s) || s[0] >= 0xE3 && strings.Contains(t.word, s) { // no spaces divide the words
				return true
			}
		}
	}
	return false
}

// ofTranslating reports whether a word of a phrase says that something was
// translated.
func ofTranslating(words []string) bool {
	for _, w := range words {
		if chatWords()[w]&taskWord != 0 {
			return true
		}
	}
	return false
}
