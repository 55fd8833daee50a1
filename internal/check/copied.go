package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

var copied = Check{
	Name:     "copied",
	Category: "accuracy/untranslated",
	About:    "no translation is empty or a copy of its source, whole or for half a sentence",
	Run:      runCopied,
}

func runCopied(doc Document) Result {
	if !doc.Translated {
		return Result{Skipped: noTranslation}
	}
	var findings []Finding
	for i, p := range doc.Pairs {
		if p.Kept || p.Reason != "" {
			continue
		}
		if f, found := copiedPair(doc, p); found {
			f.Segment = p.Number
			findings = append(findings, f)
		} else if f, found := copiedRun(doc, i); found {
			f.Place, f.Segment = Translation, p.Number
			findings = append(findings, f)
		}
	}
	return Result{Findings: findings}
}

func copiedPair(doc Document, p Pair) (Finding, bool) {
	if strings.TrimSpace(p.Target) == "" {
		return Finding{Severity: Error, Category: "accuracy/omission", Message: "has no translation", SourceEvidence: whole(p.Source)}, p.Source != ""
	}
	if !hasLetters(p.Source) {
		return Finding{}, false
	}
	if !hasWord(p.Target) {
		return Finding{Severity: Error, Category: "accuracy/omission", Message: "has no words in its translation",
			SourceEvidence: whole(p.Source), TargetEvidence: whole(p.Target)}, true
	}
	if !alike(p.Source, p.Target) {
		return Finding{}, false
	}
	if tokens := tokenize(p.Target); len(doc.withoutKept(p.Target, tokens)) == 0 {
		return Finding{}, false // the glossary keeps all of it
	}
	severity := copySeverity(doc, p)
	return Finding{Severity: severity, Message: "is the same as its source",
		SourceEvidence: whole(p.Source), TargetEvidence: whole(p.Target)}, severity != ""
}

func hasWord(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}

// alike reports whether two texts are the same but for case, marks and
// punctuation.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	if opensOtherwise(a, b) || len(a) > 2*len(b) || len(b) > 2*len(a) || openingScript(a) != openingScript(b) {
		return false
	}
	return bare(a) == bare(b)
}

// opensOtherwise reports whether two texts differ in their letters and digits
// before any is outside ASCII: hardly two texts that are not alike need folding.
func opensOtherwise(a, b string) bool {
	next := func(text string, i int) (byte, int) {
		for ; i < len(text); i++ {
			c := text[i]
			switch {
			case c >= utf8.RuneSelf:
				return 0, i
			case '0' <= c && c <= '9':
				return c, i + 1
			case 'a' <= c|0x20 && c|0x20 <= 'z':
				return c | 0x20, i + 1
			}
		}
		return 0, i
	}
	for i, j := 0, 0; ; {
		var x, y byte
		x, i = next(a, i)
		y, j = next(b, j)
		if x == 0 || y == 0 || x != y {
			return x != 0 && y != 0
		}
	}
}

// bare returns the letters and digits of a text, folded.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, language.Fold(text))
}

// copyable is the length in words up to which a text in the target's script can
// be the same in both languages: a name, a headline of names.
const copyable = 5

// sentenceLong is the length in words from which a copy that holds none of the
// frequent English words is no title or quotation any more.
const sentenceLong = 8

// copySeverity grades a copy; "" is none at all. In another script it cannot be
// a translation. In the same script it may be a name, or a quotation in the
// target language inside an article in another.
func copySeverity(doc Document, p Pair) Severity {
	script := language.Script(doc.TargetLanguage)
	if script != "" && !inScript(p.Target, script) {
		return Error
	}
	words := language.CountWords(p.Target)
	if words < copyable && (p.Kind == article.Dateline || p.Kind == article.Caption || named(p.Target)) {
		return ""
	}
	switch tag, ok := language.Detect(p.Target); {
	case ok && tag == language.Base(doc.TargetLanguage):
		return ""
	case ok && tag == language.Base(doc.SourceLanguage) && words >= copyable:
		return Error
	case words < copyable && named(p.Target):
		return ""
	case words >= sentenceLong && !named(p.Target) && language.IsEnglish(doc.TargetLanguage) && !looksEnglish(tokenize(p.Target)):
		return Error
	}
	return Warning
}

// inScript reports whether most letters of a text are in a script.
func inScript(text, script string) bool {
	return language.ScriptShare(text, script) > 0.5
}

// openingScript returns the script a text begins in; telling two texts apart
// needs no more.
func openingScript(text string) string {
	if len(text) > 64 {
		cut := 64
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	return language.DominantScript(text)
}

// named reports whether a text looks like a name: every word with a capital or
// a digit first but the short ones ("de", "von", "al-"), and one at least.
func named(text string) bool {
	capitals := 0
	for word := range strings.FieldsSeq(text) {
		word = strings.TrimLeftFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		r, n := utf8.DecodeRuneInString(word)
		if n == 0 {
			continue
		}
		if !unicode.IsLower(r) {
			capitals++
		} else if len(word) > 3 {
			return false
		}
	}
	return capitals > 0
}
