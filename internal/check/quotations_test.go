package check

import (
	"slices"
	"strings"
	"testing"

	"dragoman/internal/article"
)

const (
	inventedQuote = "is in quotation marks; the source quotes nothing here"
	lostQuote     = "quotes nothing; the source does"
	unpairedQuote = "has a quotation mark without its partner; the source's are in pairs"
)

func TestQuotations(t *testing.T) {
	testPairs(t, quotations, []pairRow{
		{name: "both quote", pair: Pair{Source: "وقال الوزير: «سنواصل العمل حتى يعود الجميع».", Target: `The minister said: "We will go on working until everyone returns."`}},
		{name: "invented out of nothing", pair: Pair{Source: "وصل الوفد إلى جدة مساء أمس.", Target: `The delegation “arrived in Jeddah yesterday evening”.`}, want: "error " + inventedQuote},
		{name: "report made direct speech", pair: Pair{Source: "وأكد الوزير أن بلاده ستواصل العمل حتى عودة الجميع.", Target: `"My country will go on working until everyone returns," the minister said.`}, want: "warning " + inventedQuote},
		{name: "report made direct speech, Russian", source: "ru", pair: Pair{Source: "Министр заявил, что страна продолжит работу.", Target: `"The country will go on working," the minister said.`}, want: "warning " + inventedQuote},
		{name: "report made direct speech, German", source: "de", pair: Pair{Source: "Der Minister sagte, sein Land werde weiter helfen.", Target: `The minister said: "My country will go on helping."`}, want: "warning " + inventedQuote},
		{name: "invented, Turkish", source: "tr", pair: Pair{Source: "Heyet dün akşam Ankara'ya geldi.", Target: `The delegation "reached Ankara late last night".`}, want: "error " + inventedQuote},
		{name: "term quoted as a whole", pair: Pair{Source: "انتقد ما يسمى بـ “رؤية إسرائيل الكبرى” في كلمته.", Target: "He criticised the so-called “Greater Israel vision” in his speech."}},
		{name: "term quoted in part", pair: Pair{Source: "انتقد ما يسمى بـ “رؤية إسرائيل الكبرى” في كلمته.", Target: "He criticised the so-called “Greater Israel” vision in his speech."}},
		{name: "term quoted in the translation alone", pair: Pair{Source: "انتقد ما يسمى برؤية إسرائيل الكبرى.", Target: "He criticised the so-called “Greater Israel vision”."}},
		{name: "title plain on one side", source: "fr", pair: Pair{Source: "Il a lu Le Comte de Monte-Cristo en prison.", Target: "He read “The Count of Monte Cristo” in prison."}},
		{name: "title in guillemets", source: "ru", pair: Pair{Source: "Он прочитал роман «Война и мир» в тюрьме.", Target: "He read the novel War and Peace in prison."}},
		{name: "title in italics", source: "es", pair: Pair{Source: "Leyó cien años de soledad.", Marks: []article.Mark{{Kind: article.Emphasis, Start: 6, End: 26}}, Target: "He read “one hundred years of solitude”."}},
		{name: "Chinese title marks", source: "zh", pair: Pair{Source: "他读了《百年孤独》这本书。", Target: "He read the book “one hundred years of solitude”."}},
		{name: "Japanese brackets", source: "ja", pair: Pair{Source: "大臣は「平和のために働き続けます」と述べた。", Target: `"We will go on working for peace," the minister said.`}},
		{name: "Spanish dialogue", source: "es", pair: Pair{Source: "—No volveremos a ese lugar —dijo la mujer.", Target: `"We will not go back to that place," the woman said.`}, want: "note " + inventedQuote},
		{name: "French dialogue", source: "fr", pair: Pair{Source: "– Il faut partir ce soir, dit-elle.", Target: `"It is time to leave tonight," she said.`}, want: "note " + inventedQuote},
		{name: "colon speech", pair: Pair{Source: "وقال الوزير: سنواصل العمل حتى يعود الجميع.", Target: `The minister said: "We will go on working until everyone returns."`}, want: "note " + inventedQuote},
		{name: "double brackets", pair: Pair{Source: "وكان عنوان اللقاء ((معا نبني مستقبل المنطقة)) في جدة.", Target: `The meeting in Jeddah had the motto "together we build the region's future".`}, want: "note " + inventedQuote},
		{name: "Urdu speech without marks", source: "ur", pair: Pair{Source: "وزیر نے کہا کہ ملک میں امن قائم رہے گا۔", Target: `"Peace will prevail in the country," the minister said.`}, want: "note " + inventedQuote},
		{name: "Hindi speech in the first person", source: "hi", pair: Pair{Source: "मंत्री ने कहा कि हम काम जारी रखेंगे।", Target: `"We will go on with the work," the minister said.`}, want: "note " + inventedQuote},
		{name: "block quotation", pair: Pair{Kind: article.Quote, Source: "سنواصل العمل حتى يعود الجميع.", Target: `"We will go on working until everyone returns."`}, want: "note " + inventedQuote},
		{name: "split around its speaker", source: "fr", pair: Pair{Source: "« Nous devons partir et ne jamais revenir ici », dit-il.", Target: `"We have to leave now," he said, "and we shall never come back."`}},
		{name: "more quotations than the source", source: "fr", pair: Pair{Source: "Il parle d'« eau » et de ses deux voyages dans le nord du pays.", Target: `"He speaks of the water" and "of his two journeys there" in "the north of the country".`}, want: "warning has 3 quotations, the source 1"},
		{name: "lost", source: "fr", pair: Pair{Source: "Il a dit : « Nous devons tous partir ce soir et ne pas revenir. »", Target: "He said that they all had to leave that night."}, want: "warning " + lostQuote},
		{name: "lost, Hebrew", source: "he", pair: Pair{Source: `הוא אמר: "אנחנו חייבים ללכת הערב ולא לחזור לכאן".`, Target: "He said that they had to leave that night."}, want: "warning " + lostQuote},
		{name: "short one lost", source: "ru", pair: Pair{Source: "Он назвал это «полным провалом».", Target: "He called it a complete failure."}},
		{name: "Hebrew acronyms are no quotations", source: "he", pair: Pair{Source: `צה"ל וארה"ב הודיעו כי מנכ"לית החברה תגיע.`, Target: "The IDF and the US announced that the company's director was coming."}},
		{name: "Hebrew prefix before a quotation", source: "he", pair: Pair{Source: `נכתב ב"ידיעות אחרונות של היום" אתמול.`, Target: `It stood in "the latest news of the day" yesterday.`}},
		{name: "apostrophes", source: "fr", pair: Pair{Source: "C’est l’heure d’aller à l’école, dit-on.", Target: "It’s the children’s time for school, they say; it's the ministers' too."}},
		{name: "unpaired", source: "de", pair: Pair{Source: "Er sagte: „Wir gehen heute.“", Target: `He said: "We are leaving today.`}, want: "warning " + unpairedQuote},
		{name: "reversed angles", source: "de", pair: Pair{Source: "Er sagte: »Wir gehen heute nach Hause.«", Target: `He said: "We are going home today."`}},
		{name: "language nobody knows", source: "am", pair: Pair{Source: "ሚኒስትሩ ተናገሩ", Target: `"We will go on with the work," the minister said.`}, want: "note " + inventedQuote},
	})
}

// TestRunningQuotations puts a quotation over several segments: each paragraph
// opens one and the last closes it, or only the first opens it.
func TestRunningQuotations(t *testing.T) {
	rows := []struct {
		name    string
		sources []string
		targets []string
	}{
		{"a mark at each paragraph", []string{"«نحن هنا منذ سنوات.", "«ولن نغادر هذا المكان.", "«وسنبقى»."},
			[]string{"“We have been here for years.", "“And we will not leave this place.", "“And we will stay.”"}},
		{"first and last alone", []string{"« Nous sommes ici depuis des années.", "La terre est à nous.", "Nous resterons. »"},
			[]string{"“We have been here for years.", "“The land belongs to us all.”", "We will stay.”"}},
		{"one that the translation carries on", []string{"« Nous sommes ici. »", "« Nous resterons. »"}, []string{"“We are here.", "We will stay.”"}},
		{"colon before", []string{"قال الوزير:", "سنبقى هنا إلى النهاية."}, []string{"The minister said:", "“We will stay here to the end.”"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true}
			for i, s := range row.sources {
				doc.Pairs = append(doc.Pairs, Pair{Number: i + 1, Kind: article.Paragraph, Source: s, Target: row.targets[i]})
			}
			for _, f := range Run(doc, []Check{quotations}).Findings {
				if f.Severity != Note {
					t.Errorf("%s [%d] %s", f.Severity, f.Segment, f.Message)
				}
			}
		})
	}
}

func TestReadQuoting(t *testing.T) {
	rows := []struct {
		text          string
		spans         []string
		opens, closes bool
	}{
		{"", nil, false, false},
		{"«un «deux» trois» quatre", []string{"un «deux» trois"}, false, false},
		{"“one “two” left open", []string{"two"}, true, false},
		{"the end of it.”", nil, false, true},
		{`"opened and left`, nil, true, false},
		{`left and closed."`, nil, false, true},
		{"‚eins‘ und ‚zwei‘", []string{"eins", "zwei"}, false, false},
		{"»eins« und »zwei«", []string{"eins", "zwei"}, false, false},
		{"『本』と「話」", []string{"本", "話"}, false, false},
		{`צה"ל אמר "שלום לכם"`, []string{"שלום לכם"}, false, false},
		{`ה"כלכליסט" כתב`, []string{"כלכליסט"}, false, false},
		{`בـ"الجيش الحر" الآن`, []string{"الجيش الحر"}, false, false},
		{`a 5" pipe`, nil, false, false},
		{"rock 'n' roll, it's the ministers'", []string{"n"}, false, false},
	}
	for _, row := range rows {
		q := readQuoting(row.text)
		var spans []string
		for _, s := range q.spans {
			spans = append(spans, row.text[s.start:s.end])
		}
		if !slices.Equal(spans, row.spans) || q.opens != row.opens || q.closes != row.closes {
			t.Errorf("%q: %q opens %v closes %v, want %q %v %v", row.text, spans, q.opens, q.closes, row.spans, row.opens, row.closes)
		}
	}
}

// TestNextMark compares the scan of bytes with the table of marks.
func TestNextMark(t *testing.T) {
	for r := range pairedMarks {
		if text := "ab" + string(r); nextMark(text, 0) != 2 {
			t.Errorf("%q is not seen", r)
		}
	}
	for _, r := range "”’‟»›」』｣〞〟《〈" {
		if text := "ab" + string(r); nextMark(text, 0) != 2 {
			t.Errorf("%q is not seen", r)
		}
	}
	if text := "قال الوزير، — … 今天。été"; nextMark(text, 0) != len(text) {
		t.Errorf("a mark is seen in %q at %d", text, nextMark(text, 0))
	}
	if got := strings.Repeat("x", 3); nextMark(got, 3) != 3 {
		t.Error("the end of a text is not its end")
	}
}
