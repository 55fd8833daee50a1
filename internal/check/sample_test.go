package check

import (
	"dragoman/internal/glossary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/internal/article"
)

// sampleSource is a short piece of news written for these tests, on the model
// of the sample article: headline and paragraphs with the traps of Arabic news.
var sampleSource = []string{
	"الاجتماع التحضيري للدورة الـ21 الاستثنائية لمجلس وزراء الخارجية في جدة",
	"عُقد اليوم في جدة اجتماع تحضيري للدورة الاستثنائية الـ21 لمجلس وزراء الخارجية.",
	"وأشار نائب وزير الخارجية التركي نوح يلماز إلى الحاجة الملحة لاتخاذ إجراءات فعالة لوقف إطلاق النار بشكل فوري، وقال إن أكثر من 300 ألف شخص ينتظرون المساعدات الإنسانية وتحقيق حل الدولتين.",
	"وانتقد الأمين العام لمنظمة التعاون الإسلامي حسين طه ما يسمى بـ “رؤية إسرائيل الكبرى” في كلمة ألقاها نيابة عنه سمير بكر.",
	"وسيتم تقديم مشروع القرار للمصادقة عليه غداً.",
}

// sampleTarget is a good translation of it.
var sampleTarget = []string{
	"Preparatory meeting for the 21st extraordinary session of the Council of Foreign Ministers in Jeddah",
	"A preparatory meeting for the 21st extraordinary session of the Council of Foreign Ministers was held in Jeddah today.",
	"Turkish Deputy Foreign Minister Nuh Yilmaz pointed to the urgent need for effective measures to stop the fire immediately, and said that more than 300,000 people were waiting for humanitarian aid and for the two-state solution.",
	"The Secretary-General of the Organization of Islamic Cooperation (OIC), Hussein Taha, criticised the so-called “Greater Israel vision” in a speech delivered on his behalf by Samir Bakr.",
	"The draft resolution will be submitted for approval tomorrow.",
}

// sampleSummary is a good summary of it.
func sampleSummary() *Summary {
	return &Summary{Language: "en", MaxWords: 80, Sentences: []Sentence{
		{Place: SummaryHeadline, Text: "OIC foreign ministers prepare 21st extraordinary session in Jeddah", Evidence: []int{1, 2, 4}, MaxWords: 12},
		{Place: SummaryDek, Text: "A preparatory meeting in Jeddah heard Türkiye's Nuh Yilmaz call for an immediate ceasefire and aid for more than 300,000 people.", Evidence: []int{2, 3}, MaxWords: 30},
		{Place: SummaryBody, Index: 1, Text: "OIC Secretary-General Hussein Taha, in remarks delivered by Samir Bakr, criticised the so-called \"Greater Israel vision\".", Evidence: []int{4}, MaxWords: 25},
		{Place: SummaryBody, Index: 2, Text: "The meeting is to submit a draft resolution for approval at the extraordinary session.", Evidence: []int{5}, MaxWords: 25},
	}}
}

func sampleDocument() Document {
	doc := Document{Glossary: glossary.New([]glossary.Term{{Source: "جدة", Targets: []string{"Jeddah"}, Kind: glossary.Place}}), SourceLanguage: "ar", TargetLanguage: "en", Translated: true, Summary: sampleSummary(), Prompt: "You are a professional news translator. Translate every segment, whole."}
	for i, source := range sampleSource {
		kind := article.Paragraph
		if i == 0 {
			kind = article.Headline
		}
		doc.Pairs = append(doc.Pairs, Pair{Number: i + 1, Kind: kind, Source: source, Target: sampleTarget[i]})
	}
	return doc
}

// lines writes findings as a table row expects them.
func lines(findings []Finding) []string {
	var out []string
	for _, f := range findings {
		at := ""
		if f.Segment > 0 {
			at = " " + where([]int{f.Segment})
		}
		out = append(out, string(f.Severity)+" "+f.Check+at+" "+f.Message)
	}
	return out
}

// TestGoodSample runs everything on good work: one note, nothing else.
func TestGoodSample(t *testing.T) {
	report := Run(sampleDocument(), All())
	want := `note dates [2] [5] "today", "tomorrow": publication date unknown; set --published`
	if got := strings.Join(lines(report.Findings), "\n"); got != want {
		t.Errorf("findings:\n%s\nwant:\n%s", got, want)
	}
	if len(report.Ran) != len(All()) || len(report.Skipped) > 0 {
		t.Errorf("ran %v, skipped %v; want all to run", report.Ran, report.Skipped)
	}
}

// TestSampleArticle runs the checks of the translation on a good translation of
// the sample article of the program.
func TestSampleArticle(t *testing.T) {
	source := sampleArticle(t)
	doc := Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true, Pairs: source}
	for i, target := range oicTarget {
		doc.Pairs[i].Target = target
	}
	doc.Summary = &Summary{Language: "en", Sentences: []Sentence{
		{Place: SummaryHeadline, Text: "OIC officials meet in Jeddah to prepare resolution on Israel", Evidence: []int{2, 7}, MaxWords: 12},
		{Place: SummaryDek, Text: "A preparatory meeting for an extraordinary session of the OIC's Council of Foreign Ministers heard a call for an immediate ceasefire and unimpeded humanitarian aid.", Evidence: []int{2, 3}, MaxWords: 30},
		{Place: SummaryBody, Index: 1, Text: "Turkish Deputy Foreign Minister Nuh Yilmaz opened the meeting and urged wider alliances to support Palestine and reach a two-state solution.", Evidence: []int{2, 3}, MaxWords: 25},
		{Place: SummaryBody, Index: 2, Text: "OIC Secretary-General Hissein Brahim Taha, in remarks delivered by Assistant Secretary-General Samir Bakr, criticised what he called the \"Greater Israel vision\".", Evidence: []int{4}, MaxWords: 25},
		{Place: SummaryBody, Index: 3, Text: "The meeting is to prepare a draft resolution for approval at the extraordinary session.", Evidence: []int{7}, MaxWords: 25},
	}}
	report := Run(doc, All())
	want := `note dates [2] [7] "today", "tomorrow": publication date unknown; set --published`
	if got := strings.Join(lines(report.Findings), "\n"); got != want {
		t.Errorf("findings:\n%s\nwant:\n%s", got, want)
	}
}

// sampleArticle returns the sample's headline and paragraphs as pairs.
func sampleArticle(t *testing.T) []Pair {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "articles", "oic-jeddah.ar.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var pairs []Pair
	for _, block := range strings.Split(string(data), "\n\n") {
		block = strings.TrimSpace(block)
		if block == "" || len(pairs) > 0 && block == pairs[0].Source {
			continue
		}
		kind := article.Paragraph
		if len(pairs) == 0 {
			kind = article.Headline
		}
		if pairs = append(pairs, Pair{Number: len(pairs) + 1, Kind: kind, Source: block}); len(pairs) == len(oicTarget) {
			break
		}
	}
	return pairs
}

// oicTarget is a good translation of the sample article.
var oicTarget = []string{
	"Preparatory meeting in Jeddah for the 21st extraordinary session of the Council of Foreign Ministers of the Organization of Islamic Cooperation",
	"A preparatory meeting for the 21st extraordinary session of the Council of Foreign Ministers of the member states of the Organization of Islamic Cooperation (OIC) was held in Jeddah today, at which the continuing attacks by Israel against the Palestinian people were discussed. The meeting was opened by Türkiye's deputy foreign minister, Nuh Yilmaz, who welcomed those present and stressed the importance of the meeting given the difficult humanitarian conditions Palestine is living through as a result of the Israeli aggression, particularly in the West Bank and Jerusalem.",
	"Yilmaz pointed to the urgent need for effective measures to bring about an immediate ceasefire and to ease the arrival of humanitarian aid without any obstacles. He voiced concern over the painful images of civilians, including children and infants, who are dying because of violence and hunger in Gaza. He stressed the importance of widening international alliances to support Palestine and achieve the two-state solution by coordinating efforts against the Israeli occupation.",
	"The secretary-general of the Organization of Islamic Cooperation, Hissein Brahim Taha, spoke through the assistant secretary-general for Palestine and Al-Quds affairs, Ambassador Samir Bakr. He stressed that the meeting comes in the context of the Israeli escalation aimed at taking complete control of the Gaza Strip. He expressed his criticism of the provocative statements by the prime minister of the occupation on the so-called \"Greater Israel vision\", considering them a reinforcement of violent policies of incitement.",
	"Taha stressed the need for the international community to respond more strongly and quickly to confront the massacres Israel is committing against the Palestinians, in order to achieve justice. These calls come as part of carrying out the resolutions issued by the joint Arab-Islamic summit held in Riyadh in November 2024.",
	"The secretary-general stressed the importance of strengthening regional and international efforts to stop the Israeli attacks and guarantee the return of the displaced. He also called for a conference on reconstruction to be organized in Cairo on the basis of the Arab-Islamic plan, along with following up on the outcomes of the conference held in New York under the chairmanship of Saudi Arabia and France.",
	"The preparatory meeting aims to prepare a special draft resolution on the Israeli aggression that will be submitted for approval at the extraordinary meeting of the Council of Foreign Ministers tomorrow, a step considered important for supporting the position of the member states of the Organization of Islamic Cooperation on the situation in Palestine.",
}
