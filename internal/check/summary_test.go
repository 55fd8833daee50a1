package check

import (
	"strings"
	"testing"
)

func TestSummaryEvidence(t *testing.T) {
	testSentences(t, summaryEvidence, []sentenceRow{
		{name: "good", text: "A meeting.", evidence: []int{1, 5}},
		{name: "none", text: "A meeting.", want: "error names no segment that it rests on"},
		{name: "out of range", text: "A meeting.", evidence: []int{1, 99, 99}, want: "error rests on [99], which is no segment of the article"},
		{name: "zero", text: "A meeting.", evidence: []int{0}, want: "error rests on [0], which is no segment of the article"},
	})
}

func TestSummaryNumbers(t *testing.T) {
	testSentences(t, summaryNumbers, []sentenceRow{
		{name: "same digits", text: "The 21st session.", evidence: []int{2}},
		{name: "by value", text: "Aid for 300 thousand people.", evidence: []int{3}},
		{name: "in words", text: "Aid for three hundred thousand people.", evidence: []int{3}},
		{name: "wrong scale", text: "Aid for 300 million people.", evidence: []int{3}, want: "error 300 million is nowhere in the article"},
		{name: "wrong digits", text: "Aid for 30,000 people.", evidence: []int{3}, want: "error 30,000 is nowhere in the article"},
		{name: "elsewhere", text: "The 21st session.", evidence: []int{5}, want: "warning 21 is not in its evidence [5]; it is in [1] [2]"},
		{name: "small words", text: "One of the two plans, the first, was half done.", evidence: []int{5}},
		{name: "invented word", text: "Seven ministers came.", evidence: []int{5}, want: "warning Seven is nowhere in the article"},
		{name: "no number", text: "Ministers met.", evidence: []int{5}},
		{name: "resolved day", text: "A draft goes to the ministers on 24 November 2026.", evidence: []int{5}, published: "2026-11-23"},
		{name: "resolved day with a time", text: "A draft goes to the ministers on Nov. 24.", evidence: []int{5}, published: "2026-11-23T10:00:00Z"},
		{name: "another date", text: "A draft goes to the ministers on 24 December.", evidence: []int{5}, published: "2026-11-23", want: "error 24 is nowhere in the article"},
		{name: "date without published", text: "A draft goes to the ministers on 24 November.", evidence: []int{5}, want: "error 24 is nowhere in the article"},
	})
}

// TestSummaryNumbersFromSource compares with the source, where there is no
// translation.
func TestSummaryNumbersFromSource(t *testing.T) {
	rows := []struct{ name, tag, source, text, want string }{
		{"Arabic scale", "ar", "ينتظر 300 ألف شخص.", "Aid for 300,000 people.", ""},
		{"Arabic scale, wrong", "ar", "ينتظر 300 ألف شخص.", "Aid for 30,000 people.", "error 30,000 is nowhere in the article"},
		{"Arabic words", "ar", "قتل خمسة وعشرون شخصا.", "The strike killed 25 people.", ""},
		{"Persian", "fa", "۲۲۶ هزار نفر", "It reached 226,000 people.", ""},
		{"French", "fr", "1,5 million de personnes", "It reached 1.5 million people.", ""},
		{"Chinese", "zh", "3万5000人", "It reached 35,000 people.", ""},
		{"small number, unknown words", "sw", "Watu watano walikufa.", "Five people died, and 12 were hurt.", ""},
		{"scale, unknown words", "sw", "Watu milioni 2.5 walikimbia.", "2.5 million people fled.", ""},
		{"afternoon", "fr", "Le match est à 15 h.", "It starts at 3pm.", ""},
		{"morning is not afternoon", "fr", "Le match est à 15 h.", "It starts at 3 a.m.", "error 3 is nowhere in the article"},
		{"time with a point", "ar", "في الساعة 7.50 صباحا", "She was found at 7:50 a.m.", ""},
		{"decade", "he", "שנות ה-30 של המאה הקודמת", "They left in the 1930s.", ""},
		{"year is no decade", "he", "שנות ה-30 של המאה הקודמת", "They left in 1930.", "error 1930 is nowhere in the article"},
		{"century", "fr", "à la fin du XIXe siècle", "It was the late 19th century.", ""},
		{"wrong, unknown words", "sw", "Watu milioni 2.5 walikimbia.", "Some 3.5 million people fled.", "error 3.5 million is nowhere in the article"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := Document{SourceLanguage: row.tag, TargetLanguage: "en", Pairs: []Pair{{Number: 1, Source: row.source}},
				Summary: &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryDek, Text: row.text, Evidence: []int{1}}}}}
			report := Run(doc, []Check{summaryNumbers})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
		})
	}
}

func TestSummaryNames(t *testing.T) {
	testSentences(t, summaryNames, []sentenceRow{
		{name: "as translated", text: "Deputy Foreign Minister Nuh Yilmaz called for aid.", evidence: []int{3}},
		{name: "invented", text: "The meeting heard Recep Tayyip Erdogan call for aid.", evidence: []int{3}, want: "error Recep Tayyip Erdogan is nowhere in the article"},
		{name: "one wrong part", text: "The speech was by Hussein Talaat.", evidence: []int{4}, want: "error Hussein Talaat is nowhere in the article"},
		{name: "another spelling", text: "The speech was by Husayn Taha.", evidence: []int{4}, want: "error Husayn Taha is nowhere in the article"},
		{name: "elsewhere", text: "The call came from Samir Bakr.", evidence: []int{3}, want: "warning Samir Bakr is not in its evidence [3]; it is in [4]"},
		{name: "completed from elsewhere", text: "It was delivered for OIC chief Hussein Taha by Samir Bakr.", evidence: []int{4}},
		{name: "adjective for the country", text: "The minister of Türkiye called for aid.", evidence: []int{3}},
		{name: "people for the country", text: "The vision of Israelis was criticised.", evidence: []int{4}},
		{name: "acronym of a name", text: "The CFM met in Jeddah.", evidence: []int{2}},
		{name: "acronym spelled out", text: "The head of the Organization of Islamic Cooperation spoke.", evidence: []int{4}},
		{name: "possessive", text: "It was Yilmaz's call, and the OIC's.", evidence: []int{3, 4}},
		{name: "months and weekdays", text: "It meets on Tuesday in November.", evidence: []int{5}},
		{name: "first word", text: "Officials met.", evidence: []int{5}},
		{name: "first word that acts", text: "Erdogan said aid was needed.", evidence: []int{3}, want: "error Erdogan is nowhere in the article"},
		{name: "first word that owns", text: "Iran's role was discussed.", evidence: []int{3}, want: "error Iran's is nowhere in the article"},
		{name: "generic first word", text: "Police said aid was needed.", evidence: []int{3}},
		{name: "plural first word", text: "Ministers said aid was needed.", evidence: []int{3}},
		{name: "after a colon", text: "One demand: Peace for all.", evidence: []int{3}},
		{name: "headline capitals", text: "Foreign Ministers Prepare Extraordinary Session Resolution in Jeddah", evidence: []int{2}},
		{name: "acronym among headline capitals", text: "Foreign Ministers Prepare NATO Session Resolution in Jeddah", evidence: []int{2}, want: "error NATO is nowhere in the article"},
		{name: "no name", text: "A draft resolution is to be submitted.", evidence: []int{5}},
		{name: "us is not the US", text: "The US called for aid.", evidence: []int{3}, want: "error US is nowhere in the article"},
	})
}

func TestSummaryNamesContext(t *testing.T) {
	doc := sampleDocument()
	doc.Summary.Sentences = []Sentence{{Place: SummaryDek, Text: "The vision was criticised, the Union of News Agencies reports.", Evidence: []int{4}}}
	if got := Run(doc, []Check{summaryNames}).Findings; len(got) != 1 {
		t.Errorf("without context: %v, want one finding", lines(got))
	}
	doc.Context = []string{"Union of News Agencies"}
	if got := Run(doc, []Check{summaryNames}).Findings; len(got) != 0 {
		t.Errorf("with the publisher as context: %v, want none", lines(got))
	}
}

func TestSummaryNamesWithoutTranslation(t *testing.T) {
	doc := sampleDocument()
	doc.Translated = false
	if got := Run(doc, []Check{summaryNames}); len(got.Skipped) != 0 || len(got.Findings) != 0 {
		t.Errorf("a good summary from Arabic: skipped %+v, found %v", got.Skipped, lines(got.Findings))
	}
	doc.SourceLanguage = "zh"
	if got := Run(doc, []Check{summaryNames}).Skipped; len(got) != 1 || got[0].Reason != "not checked for Chinese without a translation" {
		t.Errorf("from Chinese: skipped %+v", got)
	}
	rows := []struct{ name, tag, source, text, want string }{
		{"English", "en", "Nuh Yilmaz spoke.", "The meeting heard Nuh Yildiz.", "error Nuh Yildiz is nowhere in the article"},
		{"French, alike", "fr", "Le président Emmanuel Macron a rencontré l'Organisation de la coopération islamique.", "Emmanuel Macron met the Organization of Islamic Cooperation.", ""},
		{"French, a place more", "fr", "Le président Emmanuel Macron a parlé.", "In Paris, Emmanuel Macron spoke.", "warning Paris is nowhere in the article"},
		{"French, invented", "fr", "Le président Emmanuel Macron a parlé.", "The president met Angela Merkel.", "warning Angela Merkel is nowhere in the article"},
		{"Arabic, invented", "ar", "وقال نوح يلماز إن الاجتماع في جدة.", "In Jeddah, Nuh Yilmaz answered Karim Mansour.", "warning Karim Mansour is nowhere in the article"},
		{"Arabic, well-known forms", "ar", "التقى الرئيس التركي نظيره المصري في القدس.", "The presidents of Türkiye and Egypt met in Jerusalem.", ""},
		{"Persian, another", "fa", "سخنگوی وزارت خارجه، اسماعیل بقایی، گفت.", "The spokesman, Esmail Kazemi, spoke.", "warning Kazemi is nowhere in the article"},
		{"Russian, inflected", "ru", "Об этом заявил пресс-секретарь Дмитрию Пескову и Лаврову.", "A statement was made to Dmitry Peskov and to Lavrov.", ""},
		{"Hebrew, invented", "he", "ראש הממשלה בנימין נתניהו נפגש עם יאיר לפיד.", "Benjamin Netanyahu met Naftali Bennett.", "warning Naftali Bennett is nowhere in the article"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := Document{SourceLanguage: row.tag, TargetLanguage: "en", Pairs: []Pair{{Number: 1, Source: row.source}},
				Summary: &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryDek, Text: row.text, Evidence: []int{1}}}}}
			report := Run(doc, []Check{summaryNames})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
		})
	}
}

func TestSummaryQuotes(t *testing.T) {
	testSentences(t, summaryQuotes, []sentenceRow{
		{name: "whole", text: `He criticised the "Greater Israel vision".`, evidence: []int{4}},
		{name: "part, other marks and case", text: "He criticised the ‘greater Israel’ plan.", evidence: []int{4}},
		{name: "stop inside", text: `He criticised the “so-called 'Greater Israel vision'.”`, evidence: []int{4}},
		{name: "invented", text: `He criticised the "great leap".`, evidence: []int{4}, want: "error the quotation is nowhere in the article"},
		{name: "not in a row", text: `He criticised the "Greater vision".`, evidence: []int{4}, want: "error the quotation is nowhere in the article"},
		{name: "left out", text: `He criticised the "so-called … vision [of expansion]".`, evidence: []int{4}},
		{name: "elsewhere", text: `It was about the "Greater Israel vision".`, evidence: []int{5}, want: "warning the quotation is not in its evidence [5]; it is in [4]"},
		{name: "none", text: "Israel's plan and the ministers' answer.", evidence: []int{4}},
	})
	doc := sampleDocument()
	doc.Translated = false
	if got := Run(doc, []Check{summaryQuotes}).Skipped; len(got) != 1 || got[0].Reason != "not checked without a translation" {
		t.Errorf("without a translation: skipped %+v", got)
	}
}

func TestSummaryDates(t *testing.T) {
	testSentences(t, summaryDates, []sentenceRow{
		{name: "none", text: "The meeting was held in Jeddah.", evidence: []int{2}},
		{name: "unknown", text: "The meeting was held today.", evidence: []int{2}, want: `warning "today": publication date unknown; leave the day out or set --published`},
		{name: "not resolved", text: "The draft is due tomorrow.", evidence: []int{5}, published: "2026-11-23", want: `warning "tomorrow" is no date; the article was published on 2026-11-23`},
		{name: "resolved beside it", text: "The draft is due tomorrow, Tuesday.", evidence: []int{5}, published: "2026-11-23"},
		{name: "resolved", text: "The draft is due on Tuesday.", evidence: []int{5}, published: "2026-11-23"},
		{name: "quoted", text: `He said "today is the day".`, evidence: []int{2}},
		{name: "resolved wrongly", text: "The draft is due on Wednesday.", evidence: []int{5}, published: "2026-11-23", want: `error Wednesday is "tomorrow" in [5], which is Tuesday, 24 November`},
		{name: "in UTC, near midnight", text: "The draft is due on Wednesday.", evidence: []int{5}, published: "2026-11-23T20:00:00Z"},
		{name: "resolved from another segment", text: "The aid is due on Tuesday.", evidence: []int{3}, published: "2026-11-23", want: "warning Tuesday is not in its evidence [3]; it is in [5]"},
		{name: "resolved month", text: "The draft is due on 24 November.", evidence: []int{5}, published: "2026-11-23"},
		{name: "invented", text: "The aid is due in March.", evidence: []int{3}, published: "2026-11-23", want: "warning March is nowhere in the article"},
		{name: "may and march", text: "They may march on.", evidence: []int{3}},
		{name: "possessive", text: "Today's meeting.", evidence: []int{2}, want: `warning "today": publication date unknown; leave the day out or set --published`},
	})
}

// TestSummaryCalendar compares with evidence in several languages, translated
// or not.
func TestSummaryCalendar(t *testing.T) {
	rows := []struct{ name, tag, source, target, text, want string }{
		{"kept", "ar", "قال يوم الخميس", "He said on Thursday", "He spoke on Thursday.", ""},
		{"changed", "ar", "قال يوم الخميس", "He said on Thursday", "He spoke on Friday.", "error Friday is Thursday in [1]"},
		{"from the source", "ru", "в среду, 3 мая", "", "He spoke on Wednesday, May 3.", ""},
		{"from the source, changed", "ru", "в пятницу, 3 мая", "", "He spoke on Friday, June 3.", "error June is мая (May) in [1]"},
		{"Levantine", "ar", "في 3 شباط", "", "He spoke on 3 February.", ""},
		{"number", "de", "am 23.11.2026", "", "He spoke on 23 November.", ""},
		{"one more than the evidence", "fr", "mardi", "on Tuesday", "He spoke on Tuesday and Friday.", "warning Friday is nowhere in the article"},
		{"last month", "fr", "le mois dernier", "last month", "He spoke in September.", ""},
		{"not last month", "fr", "le mois dernier", "last month", "He spoke in July.", "warning July is nowhere in the article"},
		{"language without a calendar", "yo", "Wọ́n pàdé", "", "They met on Friday.", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := Document{SourceLanguage: row.tag, TargetLanguage: "en", Translated: row.target != "", Published: "2018-10-01",
				Pairs:   []Pair{{Number: 1, Source: row.source, Target: row.target}},
				Summary: &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryDek, Text: row.text, Evidence: []int{1}}}}}
			report := Run(doc, []Check{summaryDates})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
		})
	}
}

func TestSummaryLimits(t *testing.T) {
	doc := sampleDocument()
	doc.Summary.Sentences[0].MaxWords = 5
	doc.Summary.MaxWords = 20
	want := "warning summary-limits has 9 words, at most 5 were asked for\nwarning summary-limits the body has 30 words, at most 20 were asked for"
	report := Run(doc, []Check{summaryLimits})
	if got := strings.Join(withoutSegments(report.Findings), "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	doc = sampleDocument()
	doc.Summary.MinWords = 60
	want = "warning summary-limits the body has 30 words, at least 60 were asked for"
	if got := strings.Join(withoutSegments(Run(doc, []Check{summaryLimits}).Findings), "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	doc.Summary.Sentences = doc.Summary.Sentences[:2] // a headline and a dek have no body to be too short
	if got := Run(doc, []Check{summaryLimits}).Findings; len(got) > 0 {
		t.Errorf("without a body: %v", lines(got))
	}
}

func withoutSegments(findings []Finding) []string {
	var out []string
	for _, f := range findings {
		f.Segment = 0
		out = append(out, lines([]Finding{f})...)
	}
	return out
}

func TestSummaryLanguage(t *testing.T) {
	testSentences(t, summaryLanguage, []sentenceRow{
		{name: "English", text: "A preparatory meeting was held in Jeddah.", evidence: []int{2}},
		{name: "headline", text: "OIC officials meet in Jeddah to prepare resolution on Israel", evidence: []int{2}},
		{name: "Arabic", text: sampleSource[1], evidence: []int{2}, want: "error has 100% of its letters in another script"},
		{name: "a word", text: "The meeting was about التصعيد in the region and beyond it, as the ministers see it.", evidence: []int{2}, want: "warning has a word in another script"},
	})
	doc := Document{SourceLanguage: "fr", TargetLanguage: "en", Pairs: []Pair{{Number: 1, Source: french}},
		Summary: &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryDek, Text: "Les deux pays poursuivront leurs discussions sur l'eau.", Evidence: []int{1}}}}}
	compare(t, Run(doc, []Check{summaryLanguage}), "error is in French, not in English")
}

func TestSummaryVoice(t *testing.T) {
	testSentences(t, summaryVoice, []sentenceRow{
		{name: "good", text: "The ministers stressed the need for aid.", evidence: []int{3}},
		{name: "we", text: "We need aid.", evidence: []int{3}, want: "warning speaks in the first person"},
		{name: "our", text: "It is our duty.", evidence: []int{3}, want: "warning speaks in the first person"},
		{name: "quoted", text: `He said "we need our aid".`, evidence: []int{3}},
		{name: "US", text: "The US and World War I; section I. of it.", evidence: []int{3}},
		{name: "I", text: "What I saw was bad.", evidence: []int{3}, want: "warning speaks in the first person"},
		{name: "article", text: "The article says that aid is needed.", evidence: []int{3}, want: "warning speaks of the article or to the reader"},
		{name: "law", text: "The article of the law on aid was changed.", evidence: []int{3}},
		{name: "advice", text: "You should give aid.", evidence: []int{3}, want: "warning speaks of the article or to the reader"},
	})
}

func TestSummaryRepeats(t *testing.T) {
	dek := "A preparatory meeting in Jeddah heard Yilmaz call for an immediate ceasefire and more humanitarian aid."
	rows := []struct {
		name, headline, first, second, want string
	}{
		{"different", "OIC ministers meet in Jeddah", "A draft resolution is to be submitted tomorrow.", "Taha criticised the Greater Israel vision.", ""},
		{"repeats the dek", "OIC ministers meet in Jeddah", dek, "x", "error repeats the dek"},
		{"nearly the dek", "OIC ministers meet in Jeddah", "The preparatory meeting in Jeddah heard a call for an immediate ceasefire and humanitarian aid.", "x", "warning says little that is not in the dek"},
		{"two equal points", "OIC ministers meet in Jeddah", "A draft resolution is to be submitted tomorrow.", "A draft resolution is to be submitted tomorrow!", "error repeats point 1"},
		{"headline again", "A draft is to be submitted.", "A draft is to be submitted", "x", "error repeats the headline"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := sampleDocument()
			doc.Summary.Sentences = []Sentence{
				{Place: SummaryHeadline, Text: row.headline}, {Place: SummaryDek, Text: dek},
				{Place: SummaryBody, Index: 1, Text: row.first}, {Place: SummaryBody, Index: 2, Text: row.second},
			}
			report := Run(doc, []Check{summaryRepeats})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
		})
	}
}

// TestExtractive runs every check on a summary in the article's own words: what
// compares languages does not run, and nothing is wrong.
func TestExtractive(t *testing.T) {
	doc := sampleDocument()
	doc.Published = "2026-11-23"
	doc.Summary = &Summary{Extractive: true, Language: "ar", Sentences: []Sentence{
		{Place: SummaryHeadline, Text: sampleSource[0], Evidence: []int{1}},
		{Place: SummaryDek, Text: sampleSource[1], Evidence: []int{2}},
		{Place: SummaryBody, Index: 1, Text: sampleSource[2], Evidence: []int{3}},
	}}
	report := Run(doc, SummaryChecks())
	if len(report.Findings) > 0 {
		t.Errorf("findings: %v", lines(report.Findings))
	}
	for _, s := range report.Skipped {
		if s.Reason != isExtractive {
			t.Errorf("%s: %s", s.Check, s.Reason)
		}
	}
	if len(report.Skipped) != 7 {
		t.Errorf("skipped %v, want names, spelling, quotes, language, voice, consistency and lead", report.Skipped)
	}
	doc.Published = ""
	got := Run(doc, []Check{summaryDates}).Findings
	if len(got) != 1 || got[0].Severity != Note {
		t.Errorf("relative day, date unknown: %v, want a note", lines(got))
	}
}
