package check

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"dragoman/internal/language"
)

//go:embed data/vague.txt
var vagueFile string

// vague is an amount that nobody counted: a place in a text and the powers of
// ten between which it is.
type vague struct {
	low, high  int
	start, end int // bytes
}

// overlaps reports whether two amounts can be one.
func (v vague) overlaps(o vague) bool { return v.low < o.high && o.low < v.high }

// vagueWords are the words of a language for such amounts.
var vagueWords = byBase(func(base string) map[string]vague {
	words := map[string]vague{}
	for line := range strings.Lines(vagueFile) {
		f := strings.Fields(line)
		if len(f) < 4 || f[0] != base {
			continue
		}
		low, _ := strconv.Atoi(f[1]) // the file is ours; a test reads every line
		high, _ := strconv.Atoi(f[2])
		for _, w := range f[3:] {
			for _, prefix := range vaguePrefixes[base] {
				words[language.Fold(prefix+w)] = vague{low: low, high: high}
			}
			words[language.Fold(w)] = vague{low: low, high: high}
		}
	}
	return words
})

// vaguePrefixes are written as part of the next word.
var vaguePrefixes = map[string][]string{
	"ar": {"ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "ك"},
	"he": {"ו", "ה", "ב", "ל", "מ", "ש", "כ", "וה", "וב", "ול", "ומ", "שה", "מה"},
}

// scaled finds a vague amount of another size: billions where the source says
// Millionen.
func scaled(doc Document, i int, from, to []language.Number) []Finding {
	target := vagueAmounts(doc.Pairs[i].Target, doc.targetTokens(i), doc.TargetLanguage)
	if len(target) == 0 || max(len(target), len(from), len(to)) > crowd {
		return nil
	}
	p := doc.Pairs[i]
	source := vagueAmounts(p.Source, doc.sourceTokens(i), doc.SourceLanguage)
	if len(source) > crowd {
		return nil
	}
	there, here := append(sized(from, nil), source...), append(sized(to, from), target...)
	source = append(outside(source, from, p.Source), alone(p.Source, from)...)
	var findings []Finding
	for _, t := range outside(target, to, p.Target) {
		if anyOverlaps(there, t) {
			continue
		}
		for _, s := range source {
			if !anyOverlaps(here, s) {
				a, b := span(p.Source, s.start, s.end), span(p.Target, t.start, t.end)
				findings = append(findings, Finding{Severity: Error, Message: a.Text + " is " + b.Text + " in the translation", SourceEvidence: a, TargetEvidence: b})
				break
			}
		}
	}
	return findings
}

func anyOverlaps(list []vague, v vague) bool {
	for _, o := range list {
		if o.overlaps(v) {
			return true
		}
	}
	return false
}

// outside returns the amounts that are no part of a number.
func outside(list []vague, numbers []language.Number, text string) []vague {
	var rest []vague
	for _, v := range list {
		from, part := utf8.RuneCountInString(text[:v.start]), false
		for _, n := range numbers {
			part = part || n.Start <= from && from < n.End && strings.Trim(n.Value, "0") != "1"
		}
		if !part {
			rest = append(rest, v)
		}
	}
	return rest
}

// sized returns the sizes of large numbers, but for those that are on the other
// side too.
func sized(numbers, other []language.Number) []vague {
	var list []vague
	for _, n := range numbers {
		if slices.ContainsFunc(other, func(o language.Number) bool { return o.Value == n.Value }) {
			continue
		}
		if v, ok := sizeOf(n); ok {
			list = append(list, v)
		}
	}
	return list
}

// sizeOf returns the size of a number of a thousand or more. A scale alone, as in
// Zehntausende or 万, is any of its size.
func sizeOf(n language.Number) (vague, bool) {
	v, err := strconv.ParseFloat(n.Value, 64)
	if err != nil || v < 1000 {
		return vague{}, false
	}
	low := int(math.Log10(v) + 1e-9)
	if scaleAlone(n) {
		return vague{low: low, high: low + 3}, true
	}
	return vague{low: low, high: low + 1}, true
}

// scaleAlone reports whether a number is no more than a word for its size.
func scaleAlone(n language.Number) bool {
	return len(n.Value) > len("100") && n.InWords() && strings.Trim(n.Value, "0") == "1"
}

// alone returns the scales that stand alone among the numbers of a text.
func alone(text string, numbers []language.Number) []vague {
	var list []vague
	for _, n := range numbers {
		if v, ok := sizeOf(n); ok && scaleAlone(n) {
			v.start = byteAt(text, n.Start)
			v.end = v.start + len(n.Text)
			list = append(list, v)
		}
	}
	return list
}

// byteAt returns where in a text its rune of a number begins.
func byteAt(text string, rune int) int {
	for i := range text {
		if rune == 0 {
			return i
		}
		rune--
	}
	return len(text)
}

// vagueAmounts returns the vague amounts of a text.
func vagueAmounts(text string, tokens []token, tag string) []vague {
	base := language.Base(tag)
	if unspaced(base) || base == "ko" {
		return vagueCharacters(text)
	}
	words := vagueWords(base)
	if len(words) == 0 {
		return nil
	}
	var list []vague
	last := -3 // which word the last amount was
	for k, t := range tokens {
		v, ok := words[t.word]
		if !ok {
			continue
		}
		v.start, v.end = t.start, t.end
		if n := len(list) - 1; k-last <= 2 && list[n].low < v.low && !strings.ContainsAny(text[list[n].end:t.start], ",;،.") { // tens of thousands, miles de millones
			v.start = list[n].start
			if v.low += list[n].low; list[n].low < 3 {
				v.high = v.low + 2
			} else {
				v.high = v.low + 3
			}
			list[n] = v
		} else {
			list = append(list, v)
		}
		last = k
	}
	return slices.DeleteFunc(list, func(v vague) bool { return v.low < 3 })
}

// severals are the characters for "several" before a scale, powers those of the
// scales.
const severals = "几幾数數上成何수몇"

var powers = map[rune]int{'十': 1, '百': 2, '千': 3, '万': 4, '萬': 4, '亿': 8, '億': 8, '兆': 12, '십': 1, '백': 2, '천': 3, '만': 4, '억': 8, '조': 12}

// vagueCharacters reads 数百万, 何千, 上万 and the like, of a thousand or more.
func vagueCharacters(text string) []vague {
	var list []vague
	for at := 0; at < len(text); {
		r, n := utf8.DecodeRuneInString(text[at:])
		if n < 3 || !strings.ContainsRune(severals, r) {
			at += n
			continue
		}
		v := vague{start: at, end: at + n}
		for v.end < len(text) {
			r, n := utf8.DecodeRuneInString(text[v.end:])
			if powers[r] == 0 {
				break
			}
			v.low, v.end = v.low+powers[r], v.end+n
		}
		if v.high = v.low + 2; v.low >= 3 {
			list = append(list, v)
		}
		at = v.end
	}
	return list
}
