package check

import (
	"strings"
	"testing"
)

func TestDates(t *testing.T) {
	rows := []struct {
		name, tag, source, target, published, want string
	}{
		{"Arabic", "ar", "عُقد اليوم في جدة.", "It was held in Jeddah today.", "", `note "today": publication date unknown; set --published`},
		{"published", "ar", "عُقد اليوم في جدة.", "It was held in Jeddah today.", "2026-11-23", ""},
		{"glued conjunction", "ar", "واليوم يجتمعون وغداً يقررون.", "Today they meet, and tomorrow they decide.", "", `note "today", "tomorrow": publication date unknown; set --published`},
		{"glued preposition", "ar", "يجتمعون لليوم الثاني.", "They meet for the second day.", "", ""},
		{"the day, not today", "ar", "في اليوم التالي احتفلوا باليوم الوطني.", "The next day they celebrated the National Day.", "", ""},
		{"now, not today", "ar", "الوضع الآن صعب.", "The situation today is difficult.", "", ""},
		{"possessive", "fr", "La réunion d'aujourd'hui.", "Today's meeting.", "", `note "today": publication date unknown; set --published`},
		{"two words", "fr", "Ils se réunissent ce soir.", "They meet tonight.", "", `note "tonight": publication date unknown; set --published`},
		{"Chinese", "zh", "会议今天举行。", "The meeting is held today.", "", `note "today": publication date unknown; set --published`},
		{"Hebrew prefix", "he", "והיום נפגשו.", "And today they met.", "", `note "today": publication date unknown; set --published`},
		{"language without a table", "yo", "Wọ́n pàdé lónìí.", "They met today.", "", `note "today": publication date unknown; set --published`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := Document{SourceLanguage: row.tag, TargetLanguage: "en", Translated: true, Published: row.published,
				Pairs: []Pair{{Number: 1, Source: row.source, Target: row.target}}}
			report := Run(doc, []Check{dates})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
			for _, f := range report.Findings {
				if f.TargetEvidence == nil || f.SourceEvidence == nil && known(row.tag) {
					t.Errorf("evidence is missing: %+v", f)
				}
			}
		})
	}
}

// TestDatesOneNote puts relative days into several segments: they are one note.
func TestDatesOneNote(t *testing.T) {
	doc := sampleDocument()
	doc.Translated = false // then the source alone is read
	got := Run(doc, []Check{dates}).Findings
	if want := `[2] [5] "today", "tomorrow": publication date unknown; set --published`; len(got) != 1 || got[0].Message != want || got[0].Severity != Note || got[0].Segment != 0 {
		t.Errorf("got %+v, want one note %q", got, want)
	}
}

func TestDaysFile(t *testing.T) {
	for line := range strings.Lines(daysFile) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		if len(f) < 3 || !strings.Contains(" today tonight tomorrow yesterday ", " "+f[1]+" ") {
			t.Errorf("line %q is not: language, English, words", line)
		}
	}
	for tag, table := range days() {
		for _, d := range table.days {
			text := "x " + d.text + " y"
			if tag == "zh" || tag == "ja" {
				text = d.text
			}
			found := daysIn(text, tokenize(text), tag)
			if len(found) == 0 || text[found[0].start:found[0].end] != d.text {
				t.Errorf("%s %q is not found in a text of itself", tag, d.text)
			}
		}
	}
}
