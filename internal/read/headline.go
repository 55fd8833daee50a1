package read

import (
	"strings"
	"unicode/utf8"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

// A headline is no longer than this. The longest in the news of 13 languages
// at hand has 27 words; half as many again are left as room.
const (
	headlineWords = 40
	headlineRunes = 300
)

// markHeadline makes the first block that is kept the headline, if it is short
// and has no end punctuation, or if it is the title the user gave. A Markdown
// heading is one already.
func markHeadline(blocks []article.Block, title string) {
	for i := range blocks {
		if blocks[i].Kind == article.Headline {
			return
		}
	}
	for i := range blocks {
		b := &blocks[i]
		if !b.Kept() {
			continue
		}
		if b.Kind == article.Paragraph && isHeadline(b.Text, title) {
			b.Kind = article.Headline
		}
		return
	}
}

func isHeadline(text, title string) bool {
	if title != "" && language.Fold(title) == language.Fold(text) {
		return true
	}
	if utf8.RuneCountInString(text) > headlineRunes || language.CountWords(text) > headlineWords {
		return false
	}
	if head, _ := cutDateline(text); head.text != "" {
		return false
	}
	return !ends(text) && !strings.HasSuffix(text, ":") && !strings.HasSuffix(text, ",") && !strings.HasSuffix(text, "،") && language.CountWords(text) > 0
}

// repeatWords is the length from which a second identical paragraph is taken
// for a fault of the page. Shorter ones can be meant: answers in an interview,
// lines of a chant.
const repeatWords = 6

// dropRepeats leaves out blocks that repeat the headline, in whatever spelling,
// and paragraphs that stand twice word for word. The first of them stays.
func dropRepeats(blocks []article.Block) {
	headline := ""
	seen := map[string]bool{}
	for i := range blocks {
		b := &blocks[i]
		switch {
		case !b.Kept():
		case b.Kind == article.Headline && headline == "":
			headline = b.Text
		case isRepeat(b.Text, headline):
			b.Reason = "repeated headline"
		case seen[b.Text]:
			b.Reason = "repeated paragraph"
		case b.Kind == article.Paragraph && language.CountWords(b.Text) >= repeatWords:
			seen[b.Text] = true
		}
	}
}

// isRepeat reports whether a text is the headline again. Only texts of about
// its length are folded: folding a whole article is most of the time it takes
// to read.
func isRepeat(text, headline string) bool {
	if headline == "" || len(text) > 2*len(headline) || len(headline) > 2*len(text) {
		return false
	}
	return language.Fold(text) == language.Fold(headline)
}
