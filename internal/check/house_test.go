package check

import (
	"strings"
	"testing"

	"dragoman/internal/article"
)

// houseOf returns a document of paragraphs in English, with a headline before
// them where there is one.
func houseOf(headline string, paragraphs ...string) Document {
	doc := Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true}
	if headline != "" {
		doc.Pairs = append(doc.Pairs, Pair{Number: 1, Kind: article.Headline, Source: "عنوان", Target: headline})
	}
	for _, p := range paragraphs {
		doc.Pairs = append(doc.Pairs, Pair{Number: len(doc.Pairs) + 1, Kind: article.Paragraph, Source: "نص", Target: p})
	}
	return doc
}

// messages runs the checks of a style.
func messages(doc Document, s Style) []Finding { return Run(doc, NewHouse(s).Checks()).Findings }

func TestHouseTerms(t *testing.T) {
	style := Style{Terms: []StyleTerm{
		{Forbid: "illegal immigrant", Prefer: "undocumented immigrant", Note: "no person is illegal"},
		{Forbid: "Turkey", Prefer: "Türkiye", Severity: Error},
		{Forbid: "Britain", Prefer: "Great Britain", Severity: Note},
		{Forbid: "militia"},
		{Forbid: "city"},
	}}
	for _, row := range []struct {
		text     string
		want     string
		severity Severity
	}{
		{"Two illegal immigrants were found.", `does not write "illegal immigrants"; it writes "undocumented immigrant": no person is illegal`, Warning},
		{"He met Turkey’s minister.", `does not write "Turkey’s"; it writes "Türkiye"`, Error},
		{"They ate turkey at noon.", "", ""},
		{"He moved to Great Britain.", "", ""},
		{"He moved to Britain.", `it writes "Great Britain"`, Note},
		{"The militias withdrew.", `does not write "militias"`, Warning},
		{"“The militia is here,” he said.", `does not write "militia"`, Note},
		{"The military withdrew.", "", ""},
		{"Two cities burn.", `does not write "cities"`, Warning},
	} {
		got := messages(houseOf("", row.text), style)
		switch {
		case row.want == "" && len(got) > 0:
			t.Errorf("%s: found %v", row.text, lines(got))
		case row.want != "" && (len(got) != 1 || !strings.Contains(got[0].Message, row.want) || got[0].Severity != row.severity):
			t.Errorf("%s: got %v, want one %s with %q", row.text, lines(got), row.severity, row.want)
		}
	}
	graded := Rules{Policy: Policy{"house-terms": Warning}, House: NewHouse(style)}
	got := Run(houseOf("", "Turkey. Britain."), graded.Apply(nil)).Findings
	if len(got) != 2 || got[0].Severity != Warning || got[1].Severity != Note {
		t.Errorf("graded as warnings: %v", lines(got))
	}
}

func TestSpelling(t *testing.T) {
	for _, row := range []struct{ house, text, want string }{
		{"us", "The colour of the harbour was grey.", "color harbor gray"},
		{"us", "They organised a programme of labour defence.", "organized program labor defense"},
		{"us", "He travelled 500 metres to the centre.", "traveled meters center"},
		{"us", "The Labour Party met at the World Trade Centre.", ""},
		{"us", "“Our honour is our labour,” he said.", ""},
		{"us", "Labour costs rose.", "labor"},
		{"us", "They advised him to exercise, revise and supervise; he was surprised and compromised.", ""},
		{"us", "The crisis, the analyses and the hypotheses of four hours.", ""},
		{"us", "Towards evening they practised.", "toward practiced"},
		{"uk", "The color of the harbor was gray.", "colour harbour grey"},
		{"uk", "They organized a nuclear program.", "organised programme"},
		{"uk", "A computer program ran.", ""},
		{"uk", "The Pearl Harbor memorial of the Department of Labor.", ""},
		{"uk", "It measured 500 meters by the parking meters.", "metres"},
		{"uk", "The size of the prize made them seize it; capsized, he was baptized in the horizon.", ""},
		{"uk", "The center canceled the traveler's license.", "centre cancelled traveller"},
		{"uk", "He paralyzed and analyzed it.", "paralysed analysed"},
	} {
		var got []string
		for _, f := range messages(houseOf("", row.text), Style{English: row.house}) {
			if f.Severity != Note {
				t.Errorf("%s: %s is no note", row.text, f.Message)
			}
			right := strings.SplitN(f.Message, `"`, 3)[1]
			got = append(got, right)
		}
		if want := strings.Fields(row.want); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s house, %s\n got %v\nwant %v", row.house, row.text, got, want)
		}
	}
}

// The table says nothing twice, maps no word to itself, and leaves no word of
// one house in what the other is told to write.
func TestSpellingTable(t *testing.T) {
	for _, house := range []string{"us", "uk"} {
		s := spellingTables()[house]
		if len(s.words) < 600 {
			t.Errorf("%s: only %d words", house, len(s.words))
		}
		for wrong, right := range s.words {
			if wrong == right || wrong == "" || right == "" {
				t.Errorf("%s: %q for %q", house, right, wrong)
			}
			if again := s.words[right]; again != "" {
				t.Errorf("%s: %q is to be %q, and that %q", house, wrong, right, again)
			}
		}
	}
	for line := range strings.Lines(spellingFile) {
		f := strings.Fields(line)
		if f[0] != "#" && f[0] != "except" && len(f) != 4 {
			t.Errorf("the line %q has %d columns", line, len(f))
		}
	}
}

func TestHonorifics(t *testing.T) {
	shorten, drop := Style{Honorifics: "shorten"}, Style{Honorifics: "drop"}
	for _, row := range []struct {
		style Style
		text  string
		want  string
	}{
		{shorten, "His Excellency the minister met Mr. Salem.", "His Excellency"},
		{drop, "Mr. Salem met Ms. Haddad.", "Mr Ms"},
		{drop, "He missed the bus; Miss World did not.", "Miss"},
		{drop, "“His Majesty is well,” he said.", ""},
		{shorten, "His Majesty's ship; her highness of tone.", "His Majesty"},
		{Style{Doctor: "drop"}, "Dr. Salem came; the dr is in.", "Dr"},
		{shorten, "Dr. Salem came.", ""},
		{shorten, "The Prophet, peace be upon him, said so.", "peace be upon him"},
	} {
		var got []string
		for _, f := range messages(houseOf("", row.text), row.style) {
			got = append(got, strings.Trim(strings.TrimPrefix(f.Message, "the house drops "), `"`))
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: got %q, want %q", row.text, got, row.want)
		}
	}
}

// A house that keeps honorifics wants those of the source.
func TestHonorificsKept(t *testing.T) {
	for _, row := range []struct {
		tag, source, target string
		found               bool
	}{
		{"ar", "استقبل معالي الوزير الوفد", "The minister received the delegation.", true},
		{"ar", "وقال ومعالي الوزير حاضر", "His Excellency the minister was present.", false},
		{"ar", "أعرب عن سعادته بسعادة الجمهور", "He said he was happy.", true},
		{"ar", "شعر بسعادة كبيرة", "He felt great happiness.", false},
		{"fr", "Son Excellence l'ambassadeur est arrivé", "The ambassador arrived.", true},
		{"fr", "Le ministre est arrivé", "The minister arrived.", false},
		{"ja", "天皇陛下が訪問された", "The emperor visited.", true},
		{"ru", "Его Величество прибыл", "His Majesty arrived.", false},
	} {
		doc := houseOf("", row.target)
		doc.SourceLanguage, doc.Pairs[0].Source = row.tag, row.source
		got := messages(doc, Style{Honorifics: "keep"})
		if (len(got) > 0) != row.found {
			t.Errorf("%s: found %v, want %v", row.source, lines(got), row.found)
		}
	}
}

func TestHeadlineCase(t *testing.T) {
	body := "The minister said the budget talks would resume in Cairo on Monday after a long pause; new taxes rise."
	for _, row := range []struct {
		house, headline string
		found           bool
	}{
		{"title", "Minister Says Budget Talks Resume in Cairo", false},
		{"title", "Minister says budget talks resume in Cairo", true},
		{"title", "iPhone Sales Rise as Taxes Fall", false},
		{"title", "Talks Resume at the Al-aqsa Mosque", false},
		{"sentence", "Minister says budget talks resume in Cairo", false},
		{"sentence", "Minister Says Budget Talks Resume in Cairo", true},
		{"sentence", "Ali Talks to UN in Cairo", false},
		{"sentence", "Egypt: New talks in Cairo, NATO says", false},
	} {
		if got := messages(houseOf(row.headline, body), Style{Headline: row.house}); (len(got) > 0) != row.found {
			t.Errorf("%s case, %q: found %v, want %v", row.house, row.headline, lines(got), row.found)
		}
	}
	doc := houseOf("", body)
	doc.Summary = &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryHeadline, Text: "Minister Says Budget Talks Resume"}}}
	if got := messages(doc, Style{Headline: "sentence"}); len(got) != 1 || got[0].Place != SummaryHeadline {
		t.Errorf("the summary's headline: %v", lines(got))
	}
}

// What a house has not ruled is not looked at, nor what is not its own English.
func TestHouseIsSilent(t *testing.T) {
	if checks := NewHouse(Style{}).Checks(); len(checks) != 0 {
		t.Errorf("a house without rules checks %d things", len(checks))
	}
	doc := houseOf("", "The colour.")
	doc.Pairs[0].Kept = true
	doc.Summary = &Summary{Language: "fr", Extractive: true, Sentences: []Sentence{{Place: SummaryBody, Index: 1, Text: "The colour."}}}
	if got := messages(doc, Style{English: "us"}); len(got) != 0 {
		t.Errorf("found %v", lines(got))
	}
	doc.Translated, doc.Pairs = false, nil
	if report := Run(doc, NewHouse(Style{English: "us"}).Checks()); len(report.Skipped) != 1 {
		t.Errorf("skipped %v", report.Skipped)
	}
}

// TestHouseOnNTREX shows what the spelling check says of professional English,
// which is of both kinds: notes, and not many.
func TestHouseOnNTREX(t *testing.T) {
	segments, found := 0, map[string]int{}
	for _, doc := range readNTREX(t, "arb", "ar") {
		segments += len(doc.Pairs)
		for _, house := range []string{"us", "uk"} {
			for _, f := range messages(doc, Style{English: house, Honorifics: "shorten"}) {
				found[house+" "+string(f.Severity)]++
				t.Logf("%s %s | %s", house, f.Message, quoted(f.TargetEvidence))
			}
		}
	}
	t.Logf("%d segments: %v", segments, found)
}
