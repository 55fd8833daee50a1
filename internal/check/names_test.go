package check

import (
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/glossary"
)

// translation makes a document of pairs of source and target.
func translation(tag string, texts ...string) Document {
	doc := Document{SourceLanguage: tag, TargetLanguage: "en", Translated: true, Published: "2026-11-27"}
	for i := 0; i+1 < len(texts); i += 2 {
		doc.Pairs = append(doc.Pairs, Pair{Number: i/2 + 1, Kind: article.Paragraph, Source: texts[i], Target: texts[i+1]})
	}
	return doc
}

func TestNames(t *testing.T) {
	rows := []struct {
		name string
		doc  Document
		want string
	}{
		{"good", translation("ar", "وقال نوح يلماز في جدة", "It was said by Nuh Yilmaz in Jeddah."), ""},
		{"another, in two segments", translation("ar", "وقال نوح يلماز", "It was said by Karim Mansour.", "وأضاف", "He was called Karim Mansour."),
			"warning names [1] Karim Mansour is no name of the source, nor in [2]"},
		{"lost acronym", translation("fa", "گزارش SIPRI", "It is the report of Sweden's institute."), "warning names [1] SIPRI is neither in the translation nor spelled out there\nwarning names [1] Sweden is no name of the source"},
		{"another acronym", translation("ru", "Доклад SIPRI", "It is a report of the NCRI."), "warning names [1] SIPRI is NCRI in the translation"},
		{"another organisation", translation("ar", "هيئة الخدمات الصحية الوطنية", "It is the NTS."), "warning names [1] NTS stands where the source names the national health service"},
		{"a country that opens a sentence", translation("fr", "La Chine a signé un accord.", "Russia signed an agreement."), "warning names [1] Russia is no name of the source"},
		{"that country", translation("fr", "La Chine a signé un accord.", "China signed an agreement."), ""},
		{"an acronym with its article", translation("fr", "Le siège de l'OTAN est fermé.", "The headquarters of the WTO is closed."), "warning names [1] WTO stands where the source names the NATO"},
		{"its English acronym", translation("fr", "Le siège de l'OTAN est fermé.", "The headquarters of NATO is closed."), ""},
		{"two spellings", translation("ar", "قال كمال درويش", "It was said by Kamal Darwish.", "وأكد كمال", "This was stressed by Kamel."),
			"warning name-spelling [2] كمال is Kamel here and Kamal in [1]"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			report := Run(row.doc, []Check{names, nameSpelling})
			if got := strings.Join(lines(report.Findings), "\n"); got != row.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, row.want)
			}
			checkEvidence(t, row.doc, report)
		})
	}
}

func TestNamesSkipped(t *testing.T) {
	german := translation("ar", "قال نوح يلماز", "Das sagte Nuh Yilmaz.")
	german.TargetLanguage = "de"
	source := translation("ar", "قال نوح يلماز", "")
	source.Translated = false
	rows := map[string]Document{
		"not checked for Chinese":                  translation("zh", "习近平说", "It was said by Xi Jinping."),
		"not checked for translations into German": german,
		"there is no translation":                  source,
	}
	for want, doc := range rows {
		for _, c := range []Check{names, nameSpelling} {
			if got := c.Run(doc).Skipped; got != want {
				t.Errorf("%s: skipped %q, want %q", c.Name, got, want)
			}
		}
	}
}

// A failed segment and one that was kept have no names to look for.
func TestNamesOfFailedSegments(t *testing.T) {
	doc := translation("ar", "قال نوح يلماز", "It was said by Karim Mansour.", "Karim Mansour spoke.", "It was Selim Demir, he said.")
	doc.Pairs[0].Reason, doc.Pairs[1].Kept = "check", true
	if got := Run(doc, []Check{names}).Findings; len(got) > 0 {
		t.Errorf("found %v, want nothing", lines(got))
	}
}

func TestNamesOfGlossary(t *testing.T) {
	doc := translation("ar", "قال المرشد", "So said the man, Khamenei, then.")
	doc.Glossary = glossary.New([]glossary.Term{{Source: "المرشد", Targets: []string{"Khamenei"}, Language: "ar", Kind: "person"}})
	if got := Run(doc, []Check{names}).Findings; len(got) > 0 {
		t.Errorf("found %v, want nothing", lines(got))
	}
}

// A summary that spells a name in another way than the translation.
func TestSummarySpelling(t *testing.T) {
	doc := translation("ar", "قال نوح يلماز", "It was said by Nuh Yilmaz.")
	doc.Summary = &Summary{Language: "en", Sentences: []Sentence{{Place: SummaryBody, Index: 1, Text: "It was said by Nuh Yelmaz.", Evidence: []int{1}}}}
	report := Run(doc, []Check{summarySpelling})
	want := "warning summary-spelling [1] يلماز is Yelmaz here and Yilmaz in the translation [1]"
	if got := strings.Join(lines(report.Findings), "\n"); got != want {
		t.Errorf("findings:\n%s\nwant:\n%s", got, want)
	}
}
