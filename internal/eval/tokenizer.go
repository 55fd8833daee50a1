package eval

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// Tokenizers are the names of BLEU's tokenizers; the first is the usual one.
var Tokenizers = []string{"13a", "intl", "zh", "char", "none"}

var tokenizers = map[string]func(string) []string{
	"13a": tokenize13a, "intl": tokenizeIntl, "zh": tokenizeZh, "char": tokenizeChar, "none": fields,
}

// rewrite is one step of a tokenizer.
type rewrite struct {
	pattern *regexp.Regexp
	with    string
}

func rewrites(pairs ...string) []rewrite {
	var list []rewrite
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, rewrite{regexp.MustCompile(pairs[i]), pairs[i+1]})
	}
	return list
}

func apply(list []rewrite, text string) string {
	for _, r := range list {
		text = r.pattern.ReplaceAllString(text, r.with)
	}
	return text
}

// western splits off punctuation as NIST's mteval-v13a does. Points and commas
// stay between two digits, a hyphen leaves the digit before it.
var western = sync.OnceValue(func() []rewrite {
	return rewrites(
		"([{-~\\[-` -&(-+:-@/])", " ${1} ",
		`([^0-9])([.,])`, "${1} ${2} ",
		`([.,])([^0-9])`, " ${1} ${2}",
		`([0-9])(-)`, "${1} ${2} ",
	)
})

var entities = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer("<skipped>", "", "-\n", "", "\n", " ") })

// unescape resolves the four entities one after the other, as the original
// does: "&amp;lt;" becomes "<".
func unescape(text string) string {
	if !strings.Contains(text, "&") {
		return text
	}
	for _, e := range [][2]string{{"&quot;", `"`}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}} {
		text = strings.ReplaceAll(text, e[0], e[1])
	}
	return text
}

func tokenize13a(text string) []string {
	return fields(apply(western(), " "+unescape(entities().Replace(text))+" "))
}

// intl splits off all punctuation and symbols of Unicode, punctuation only
// where it does not stand between digits.
var intl = sync.OnceValue(func() []rewrite {
	return rewrites(`(\P{N})(\p{P})`, "${1} ${2} ", `(\p{P})(\P{N})`, " ${1} ${2}", `(\p{S})`, " ${1} ")
})

func tokenizeIntl(text string) []string { return fields(apply(intl(), text)) }

// chinese are the characters that tokenizeZh makes words of. The third range is
// sacreBLEU's: two five-digit escapes there are read as four digits and one, and
// scores are only comparable with the same reading.
var chinese = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x2001, Hi: 0x2A6D, Stride: 1}, {Lo: 0x2E80, Hi: 0x2FDF, Stride: 1}, {Lo: 0x2FF0, Hi: 0x303F, Stride: 1},
	{Lo: 0x3100, Hi: 0x312F, Stride: 1}, {Lo: 0x31A0, Hi: 0x31BF, Stride: 1}, {Lo: 0x31C0, Hi: 0x31EF, Stride: 1},
	{Lo: 0x3200, Hi: 0x33FF, Stride: 1}, {Lo: 0x3400, Hi: 0x4DB5, Stride: 1}, {Lo: 0x4E00, Hi: 0x9FBB, Stride: 1},
	{Lo: 0xF900, Hi: 0xFA2D, Stride: 1}, {Lo: 0xFA30, Hi: 0xFA6A, Stride: 1}, {Lo: 0xFA70, Hi: 0xFAD9, Stride: 1},
	{Lo: 0xFE10, Hi: 0xFE1F, Stride: 1}, {Lo: 0xFE30, Hi: 0xFE4F, Stride: 1}, {Lo: 0xFF00, Hi: 0xFFEF, Stride: 1},
}}

func tokenizeZh(text string) []string {
	var b strings.Builder
	for _, r := range strings.TrimFunc(text, isSpace) {
		if unicode.Is(chinese, r) {
			b.WriteString(" " + string(r) + " ")
		} else {
			b.WriteRune(r)
		}
	}
	return fields(apply(western(), b.String()))
}

func tokenizeChar(text string) []string {
	var list []string
	for _, r := range text {
		if !isSpace(r) {
			list = append(list, string(r))
		}
	}
	return list
}
