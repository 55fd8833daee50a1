package language

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Span is a part of a text in byte offsets, End exclusive: text[Start:End].
type Span struct{ Start, End int }

// Of returns the part of the text that the span is of.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Sentences returns the sentences of a text in the language of tag, which may
// be empty. Spans are in order and do not overlap; together they hold all of
// the text but the white space between them.
//
// Unicode's boundaries come first. What they break wrongly in news is joined
// again: after abbreviations, initials and ordinals ("3. März"), and before a
// lower-case letter («Non !» a-t-il dit). They are completed by an ellipsis
// before a new sentence, the Greek question mark and the Armenian full stop. Commas, semicolons and
// colons end nothing, in Arabic either.
func Sentences(text, tag string) []Span {
	base := Base(tag)
	var spans []Span
	start := 0
	for it := sentences.FromString(text); it.Next(); {
		end := openers(text[start:it.End()], it.End() == len(text)) + start
		for _, s := range cutFurther(text, Span{start, end}, base) {
			s = trim(text, s)
			if n := len(spans); n > 0 {
				s = handBack(text, &spans[n-1], s)
			}
			if s.Start == s.End {
				continue
			}
			if n := len(spans); n > 0 && continues(text, spans[n-1], s, base) {
				spans[n-1].End = s.End
				continue
			}
			spans = append(spans, s)
		}
		start = end
	}
	return spans
}

// openers returns where a sentence ends when the marks that open the next one
// are left to that one: Unicode's rules count 「 and “ to the sentence before
// where no space divides them.
func openers(part string, last bool) int {
	if last {
		return len(part)
	}
	return len(strings.TrimRight(part, "「『（【《〈“‘"))
}

// handBack gives closing marks at the start of next to the sentence before:
// Unicode's rules count « … . » and its like to the sentence after, for the
// space before the mark. It returns the rest of next.
func handBack(text string, prev *Span, next Span) Span {
	part := next.Of(text)
	rest := strings.TrimLeftFunc(part, isCloser)
	marks := len(part) - len(rest)
	if marks == 0 || strings.ContainsAny(text[prev.End:next.Start], "\n\u2028\u2029") {
		return next
	}
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(r) {
		return next // an opening mark, as in »So«
	}
	prev.End = next.Start + marks
	return trim(text, Span{prev.End, next.End})
}

// trim takes the white space off the ends of a span.
func trim(text string, s Span) Span {
	part := s.Of(text)
	s.Start += len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimSpace(part))
	return s
}

// ownEnders are marks that end sentences in one language and look like what
// ends none elsewhere: the Greek question mark and the Armenian full stop.
var ownEnders = map[string]string{"el": ";", "hy": ":"}

// cutFurther cuts a span at the ends of sentences that Unicode's rules do not
// know: an ellipsis before white space and a letter that can begin a sentence,
// and the marks of ownEnders.
func cutFurther(text string, s Span, base string) []Span {
	part := s.Of(text)
	enders := "…" + ownEnders[base]
	if !strings.ContainsAny(part, enders) {
		return []Span{s}
	}
	var spans []Span
	start := s.Start
	for i, r := range part {
		if !strings.ContainsRune(enders, r) {
			continue
		}
		end := s.Start + i + utf8.RuneLen(r)
		end += len(text[end:s.End]) - len(strings.TrimLeftFunc(text[end:s.End], isCloser))
		rest := strings.TrimLeftFunc(text[end:s.End], unicode.IsSpace)
		if len(rest) == s.End-end || !begins(rest) {
			continue
		}
		spans = append(spans, Span{start, end})
		start = end
	}
	return append(spans, Span{start, s.End})
}

// isCloser reports whether a rune can stand after the end of a sentence and
// belong to it.
func isCloser(r rune) bool { return strings.ContainsRune("\"'”’»)]", r) }

// begins reports whether text can begin a sentence: its first letter is not in
// lower case.
func begins(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return !unicode.IsLower(r)
		}
		if unicode.IsSpace(r) {
			return false
		}
	}
	return false
}

// continues reports whether next goes on with the sentence of prev.
func continues(text string, prev, next Span, base string) bool {
	if strings.ContainsAny(text[prev.End:next.Start], "\n\u2028\u2029") {
		return false
	}
	after := next.Of(text)
	if startsLower(after) {
		return true
	}
	before := strings.TrimRightFunc(prev.Of(text), hidden)
	if strings.HasSuffix(before, "」") && strings.HasPrefix(after, "と") { // 「…。」と述べた: "…", he said
		return true
	}
	if !strings.HasSuffix(before, ".") {
		return false
	}
	word := lastWord(strings.TrimRightFunc(before[:len(before)-1], hidden))
	switch {
	case word == "":
		return false
	case isOrdinal(word, base), isNumber(before[:len(before)-1]):
		return true
	case isInitials(word):
		return !beginsSentence(after, base) && hasCase(after)
	}
	_, elided, _ := strings.Cut(strings.ReplaceAll(word, "’", "'"), "'") // l'avv. Rossi
	return (isAbbreviation(word, base) || isAbbreviation(elided, base)) && !(base == "en" && beginsSentence(after, base))
}

// isNumber reports whether a text is one number: with the full stop after it,
// the head of a list item.
func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// startsLower reports whether a text goes on in lower case: its first letter,
// after dashes and the like, is lower-case and no digit stands before it.
func startsLower(text string) bool {
	for _, r := range text {
		switch {
		case unicode.IsLetter(r):
			return unicode.IsLower(r)
		case unicode.IsDigit(r), strings.ContainsRune("\"“„«'‘(", r):
			return false
		}
	}
	return false
}

// lastWord returns what stands after the last white space, without opening
// brackets and quotation marks.
func lastWord(text string) string {
	i := strings.LastIndexFunc(text, unicode.IsSpace)
	if i >= 0 {
		_, n := utf8.DecodeRuneInString(text[i:])
		text = text[i+n:]
	}
	return strings.TrimLeft(text, "\"'(“„«‘[-–—")
}

// ordinalDot lists the languages that write ordinals with a full stop.
var ordinalDot = []string{"de", "tr", "pl", "cs", "sk", "da", "nb", "nn", "no", "fi", "hu", "hr", "sl", "sr", "bs", "et", "lv", "is", "lb"}

// isOrdinal reports whether a number before a full stop is likely an ordinal:
// one or two digits, as in dates, in a language that writes them so.
func isOrdinal(word, base string) bool {
	return len(word) <= 2 && isNumber(word) && slices.Contains(ordinalDot, base)
}

// isInitials reports whether a word before a full stop is one letter of a
// script with capitals, or several capitals with stops between: "J", "U.S",
// "Ж.-К", and the "z" of "z. B.".
func isInitials(word string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(word, "-", ""), ".") {
		r, n := utf8.DecodeRuneInString(part)
		if n == 0 || n != len(part) || !unicode.IsUpper(r) && !(unicode.IsLower(r) && part == word) {
			return false
		}
	}
	return true
}

// hasCase reports whether a text opens in a script with capitals, or with no
// letter: the Latin letter at the end of an Arabic sentence is no initial.
func hasCase(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return !unicode.IsLetter(r) || unicode.IsUpper(r) || unicode.IsLower(r)
}

// beginsSentence reports whether a text opens with one of the frequent words
// of its language, capitalised, which a name does not.
func beginsSentence(text, base string) bool {
	first, _, _ := strings.Cut(text, " ")
	r, _ := utf8.DecodeRuneInString(first)
	return unicode.IsUpper(r) && utf8.RuneCountInString(first) > 1 && functionWords(base)[Fold(first)]
}

//go:embed data/abbreviations.txt
var abbreviationsFile string

var abbreviations = sync.OnceValue(func() map[string]map[string]bool {
	table := map[string]map[string]bool{}
	for line := range strings.Lines(abbreviationsFile) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		table[f[0]] = make(map[string]bool, len(f))
		for _, w := range f[1:] {
			table[f[0]][w] = true
		}
	}
	return table
})

func isAbbreviation(word, base string) bool {
	word = strings.ToLower(word)
	return abbreviations()[base][word] || abbreviations()["*"][word] && word != "no" || word == "no" && base == "en"
}
