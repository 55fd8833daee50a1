package check

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"dragoman/internal/language"
)

// dataLines returns the lines of a data file that are no comments.
func dataLines(file string) [][]string {
	var rows [][]string
	for line := range strings.Lines(file) {
		if f := strings.Fields(line); len(f) > 0 && f[0] != "#" {
			rows = append(rows, f)
		}
	}
	return rows
}

func TestPhraseFiles(t *testing.T) {
	files := map[string]struct{ text, classes string }{
		"chat": {chatFile, "start label end any"}, "refusal": {refusalFile, "start task source"}, "voice": {voiceFile, "any"},
	}
	for name, file := range files {
		seen := map[string]bool{}
		for _, f := range dataLines(file.text) {
			line := strings.Join(f, " ")
			if len(f) < 3 || f[0] != "error" && f[0] != "warning" || !slices.Contains(strings.Fields(file.classes), f[1]) {
				t.Errorf("%s: line %q is not: severity, class, words", name, line)
				continue
			}
			key := strings.Join(append(f[1:2], wordsOf(strings.Join(f[2:], " "))...), " ")
			if seen[key] {
				t.Errorf("%s: %q stands there twice", name, line)
			}
			seen[key] = true
		}
	}
}

// Each phrase must be found where it is looked for.
func TestPhrasesAreFound(t *testing.T) {
	for _, p := range slices.Concat(chatPhrases(), voicePhrases(), refusalPhrases().openings) {
		text := p.text + ": and more"
		if p.at(tokenize(text), text) == nil {
			t.Errorf("%s %q is not found in %q", p.where, p.text, text)
		}
	}
}

func TestLengthFile(t *testing.T) {
	for _, f := range dataLines(lengthFile) {
		if len(f) != 5 {
			t.Errorf("line %v has %d columns, want 5", f, len(f))
			continue
		}
		if language.Script(f[0]) == "" {
			t.Errorf("%s is no language", f[0])
		}
		for _, n := range f[1:] {
			if _, err := strconv.ParseFloat(n, 64); err != nil {
				t.Errorf("%s: %v", f[0], err)
			}
		}
		if b := bands()[f[0]]; !(0 < b.low && b.low < b.totalLow && b.totalLow < b.totalHigh && b.totalHigh < b.high) {
			t.Errorf("%s: band %+v is not in order", f[0], b)
		}
	}
	for _, script := range []string{"Arab", "Latn", "Cyrl"} {
		if b := bands()[script]; b.low <= 0 || b.high <= b.low {
			t.Errorf("script %s: band %+v", script, b)
		}
	}
}

func TestQuotedSpans(t *testing.T) {
	rows := []struct {
		name, text string
		want       []string
	}{
		{"none", "no quotation", nil},
		{"straight", `He said "one" and "two".`, []string{"one", "two"}},
		{"curly", "“one ‘inside’ it”", []string{"one ‘inside’ it"}},
		{"guillemets", "« un » et «deux»", []string{" un ", "deux"}},
		{"German", "„eins“ und „zwei”", []string{"eins", "zwei"}},
		{"single", "the 'Greater Israel vision' plan", []string{"Greater Israel vision"}},
		{"apostrophes", "it's the ministers' plan for the '90s, isn't it", nil},
		{"curly apostrophe", "it’s Israel’s plan, the ministers’ own", nil},
		{"apostrophe inside", "‘it’s mine’ he said", []string{"it’s mine"}},
		{"not closed", `He said "one and left`, nil},
		{"inches", `a 5" pipe and a 6" pipe`, nil},
		{"Arabic", `بـ "رؤية" و«خطة»`, []string{"رؤية", "خطة"}},
		{"Japanese", "「平和」と『愛』", []string{"平和", "愛"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			var got []string
			for _, q := range quotedSpans(row.text) {
				got = append(got, row.text[q.start:q.end])
			}
			if !slices.Equal(got, row.want) {
				t.Errorf("quotedSpans(%q) = %q, want %q", row.text, got, row.want)
			}
		})
	}
}

func TestTokenize(t *testing.T) {
	rows := []struct {
		text string
		want []string
	}{
		{"", nil},
		{"Don’t stop, O'Neill-Smith's 5 o'clock!", []string{"don't", "stop", "o'neill", "smith's", "5", "o'clock"}},
		{"عُقِد الـ21 «مي" + "\u200c" + "شود»", []string{"عقد", "ال21", "ميشود"}},
		{"U.S. €5m", []string{"u", "s", "5m"}},
	}
	for _, row := range rows {
		if got := wordsOf(row.text); !slices.Equal(got, row.want) {
			t.Errorf("words of %q: %q, want %q", row.text, got, row.want)
		}
		for _, tok := range tokenize(row.text) {
			if tok.start >= tok.end || tok.end > len(row.text) {
				t.Errorf("%q: token %+v", row.text, tok)
			}
		}
	}
}

func FuzzChecks(f *testing.F) {
	f.Add("وأكد الأمين العام", "He said \"one", "He said 5 million 'x")
	f.Add("« a »", "```\n{\"s01\": \"<s01>", "“")
	f.Add("今天", "a’", "'")
	f.Add("0", "\u0334", "0")
	f.Fuzz(func(t *testing.T, source, target, summary string) {
		if !utf8.ValidString(source) || !utf8.ValidString(target) || !utf8.ValidString(summary) {
			t.Skip("texts are valid UTF-8 when they come here")
		}
		doc := Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true, Prompt: "a b c d e f g h i j",
			Pairs:   []Pair{{Number: 1, Source: source, Target: target}},
			Summary: &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryDek, Text: summary, Evidence: []int{1}, MaxWords: 3}}}}
		checkEvidence(t, doc, Run(doc, All()))
		doc.Translated, doc.SourceLanguage = false, "fr"
		checkEvidence(t, doc, Run(doc, All()))
	})
}

// tagsIn returns the languages in the first column of data files, each once.
func tagsIn(files ...string) []string {
	var tags []string
	for line := range strings.Lines(strings.Join(files, "\n")) {
		if tag, _, found := strings.Cut(line, " "); found && tag != "#" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}
