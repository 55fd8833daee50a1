package check

import (
	"strings"
	"testing"

	"dragoman/internal/article"
)

func TestSummaryConsistency(t *testing.T) {
	for _, row := range []struct {
		name                string
		headline, dek, body string
		want                string // in a message; empty: nothing is found
	}{
		{"headline and dek", "30 killed in Gaza strike", "At least 32 people were killed in a strike on Gaza, officials said.", "", "says 32 where the headline says 30 (killed)"},
		{"dead and died", "Flood leaves 30 dead", "A flood has killed many.", "Rescuers said 41 people died and 12 were injured.", "says 41 where the headline says 30 (killed)"},
		{"soldiers", "Twelve soldiers killed near border", "", "An ambush near the border left 14 soldiers killed, the army said.", "says 14 where the headline says Twelve (soldier killed)"},
		{"jobs", "Port of Brest to create 140 jobs", "The port of Brest will create 150 jobs by spring.", "", "says 150 where the headline says 140 (job)"},
		{"the same by value", "Three hundred killed in quake", "The quake killed hundreds.", "Some 300 people were killed.", ""},
		{"killed and wounded", "30 killed, 70 wounded in strike", "Officials said 30 people were killed and 70 wounded.", "", ""},
		{"other places", "30 killed in Gaza", "", "In Lebanon, 12 people were killed.", ""},
		{"another time", "30 killed in Gaza strike", "", "A strike last week killed many; 12 people were killed in an earlier one.", ""},
		{"since a year", "30 killed in strike", "", "Since 2023, 4,000 people have been killed.", ""},
		{"a change", "Death toll rises to 32", "", "The toll rose from 30 killed to 32 killed.", ""},
		{"other jobs", "Port to create 140 jobs", "", "The city lost 300 jobs.", ""},
		{"units", "Inflation rises 5 percent", "", "Unemployment rose 7 percent.", ""},
		{"dates", "Talks resume on 23 November", "", "They ended on 12 November.", ""},
		{"centuries", "War of the 17th century remembered", "", "The war of the 19th century shaped the country.", ""},
		{"ordinals in words", "Fourth session of council opens", "", "The fifth session of the council opens in May.", ""},
		{"money", "Budget rises to $30 million", "", "Schools get $12 million.", ""},
		{"in a quotation", "30 killed in strike", "", "“I saw 12 people killed,” a witness said.", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryHeadline, Text: row.headline}}}
			if row.dek != "" {
				s.Sentences = append(s.Sentences, Sentence{Place: SummaryDek, Text: row.dek})
			}
			if row.body != "" {
				s.Sentences = append(s.Sentences, Sentence{Place: SummaryBody, Index: 1, Text: row.body})
			}
			got := lines(Run(Document{SourceLanguage: "ar", TargetLanguage: "en", Summary: s}, []Check{summaryConsistency}).Findings)
			switch {
			case row.want == "" && len(got) > 0:
				t.Errorf("found %v", got)
			case row.want != "" && (len(got) != 1 || !strings.Contains(got[0], row.want)):
				t.Errorf("got %v, want one with %q", got, row.want)
			}
		})
	}
}

func TestSummaryLead(t *testing.T) {
	const lead = "The port of Brest will invest 12 million euros in a new quay for ferries, its director announced on Tuesday."
	doc := Document{SourceLanguage: "fr", TargetLanguage: "en", Translated: true, Pairs: []Pair{
		{Number: 1, Kind: article.Headline, Source: "Brest investit", Target: "Brest invests 12 million euros in a new quay for ferries of its port"},
		{Number: 2, Kind: article.Paragraph, Source: "Le port…", Target: lead},
		{Number: 3, Kind: article.Paragraph, Source: "Les travaux…", Target: "The works will begin in March."},
		{Number: 4, Kind: article.Paragraph, Source: "Les pêcheurs…", Target: "Fishermen ask that access to the harbor be guaranteed for the whole duration of the works."},
	}}
	for name, row := range map[string]struct {
		text string
		want int
	}{
		"copied":         {lead, 1},
		"nearly copied":  {strings.TrimSuffix(lead, " on Tuesday.") + " this week.", 1},
		"its own words":  {"Brest plans a 12-million-euro quay for ferries, the head of the port said on Tuesday, with works from March.", 0},
		"short":          {"The port of Brest will invest 12 million euros.", 0},
		"another one":    {doc.Pairs[3].Target, 0},
		"of the heading": {doc.Pairs[0].Target, 0},
	} {
		doc.Summary = &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryDek, Text: row.text, Evidence: []int{2}}}}
		got := Run(doc, []Check{summaryLead}).Findings
		if len(got) != row.want || row.want > 0 && (got[0].Severity != Note || got[0].Segment != 2) {
			t.Errorf("%s: %v, want %d", name, lines(got), row.want)
		}
	}
	doc.Translated = false
	if report := Run(doc, []Check{summaryLead}); len(report.Skipped) != 1 {
		t.Error("a French lead was compared with an English summary")
	}
}
