package name

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// doubtsOf returns the names of one pair that are doubted.
func doubtsOf(source, target, tag string, terms ...Term) []string {
	var names []string
	for _, d := range Compare([]Pair{{Number: 1, Source: source, Target: target}}, tag, terms).Doubts() {
		names = append(names, d.Text)
	}
	return names
}

func TestDoubts(t *testing.T) {
	rows := []struct{ name, tag, source, target, want string }{
		{"Arabic", "ar", "وقال نائب وزير الخارجية التركي نوح يلماز في جدة.", "The deputy minister, Nuh Yilmaz of Türkiye, spoke in Jeddah.", ""},
		{"Arabic, another", "ar", "وقال نائب وزير الخارجية التركي نوح يلماز في جدة.", "The deputy minister, Selim Demirtas of Türkiye, spoke in Jeddah.", "Selim Demirtas"},
		{"Arabic, surname", "ar", "وقال حسين طه للصحفيين إن الوضع خطير.", "He said that Hussein Kazemi told reporters.", "Kazemi"},
		{"Arabic, glued", "ar", "وبالقاهرة ولعبدالفتاح السيسي وللأردن", "There was talk in Cairo of Abdel Fattah el-Sisi and of Jordan.", ""},
		{"Arabic, both forms", "ar", "في القدس المحتلة", "It was in Al-Quds, that is in Jerusalem.", ""},
		{"Arabic, variants", "ar", "محمد ومحمد صلاح", "They met Mohammed and Muhammad Salah.", ""},
		{"Arabic, letters of others", "ar", "غوردون براون وبيتر جاكسون من تشيكاغو", "They were Gordon Brown and Peter Jackson of Chicago.", ""},
		{"Arabic, prosthetic vowel", "ar", "في ملعب ستامفورد", "It was at the ground, Stamford Bridge.", ""},
		{"Persian", "fa", "اسماعیل بقایی، سخنگوی وزارت خارجه ایران، در اسکاتلند", "Iran's spokesman, Esmail Baghaei, was in Scotland.", ""},
		{"Persian, another", "fa", "اسماعیل بقایی، سخنگوی وزارت خارجه ایران", "Iran's spokesman, Nasser Kanaani.", "Nasser Kanaani"},
		{"Urdu", "ur", "وزیر اعظم شہباز شریف نے لاہور میں کہا", "The leader, Shehbaz Sharif, spoke in Lahore.", ""},
		{"Urdu, another", "ur", "وزیر اعظم شہباز شریف نے لاہور میں کہا", "The leader, Shehbaz Sharif, spoke in Peshawar.", "Peshawar"},
		{"Hebrew", "he", "ראש הממשלה בנימין נתניהו נפגש בירושלים עם ג'ו ביידן", "The leader, Benjamin Netanyahu, met Joe Biden in Jerusalem.", ""},
		{"Hebrew, another", "he", "ראש הממשלה בנימין נתניהו נפגש בירושלים", "The leader, Benjamin Netanyahu, met Kowalski.", "Kowalski"},
		{"Russian, cases", "ru", "Встреча с Владимиром Зеленским в Харькове и Вашингтоне", "They met Volodymyr Zelensky in Kharkiv and in Washington.", ""},
		{"Russian, another", "ru", "Встреча с Сергеем Лавровым в Каире", "They met Sergei Markov in Cairo.", "Markov"},
		{"Ukrainian", "uk", "Зустріч у Києві з Олександром Сирським", "They met Oleksandr Syrskyi in Kyiv.", ""},
		{"Greek", "el", "Ο Κυριάκος Μητσοτάκης μίλησε στην Αθήνα με τον Μπάιντεν", "The speaker, Kyriakos Mitsotakis, was in Athens with Biden.", ""},
		{"Greek, another", "el", "Ο Κυριάκος Μητσοτάκης μίλησε στην Αθήνα", "The speaker, Alexis Papadopoulos, was in Athens.", "Alexis Papadopoulos"},
		{"Hindi", "hi", "प्रधानमंत्री नरेंद्र मोदी ने मुंबई में कहा", "The leader, Narendra Modi, spoke in Mumbai.", ""},
		{"Hindi, another", "hi", "प्रधानमंत्री नरेंद्र मोदी ने मुंबई में कहा", "The leader, Narendra Modi, spoke in Hyderabad.", "Hyderabad"},
		{"Japanese", "ja", "ジョー・バイデン大統領はロンドンで述べた。", "The leader, Joe Biden, spoke in London.", ""},
		{"Japanese, kanji not known", "ja", "岸田首相は東京で述べた。", "The leader, Kishida, spoke in Tokyo.", ""},
		{"Japanese, another", "ja", "ジョー・バイデン大統領は述べた。", "The leader, Donald Trump, spoke.", "Donald Trump"},
		{"Korean", "ko", "블라디미르 푸틴 대통령은 모스크바에서 말했다", "The leader, Vladimir Putin, spoke in Moscow.", ""},
		{"Korean, another", "ko", "블라디미르 푸틴 대통령은 말했다", "The leader, Boris Yeltsin, spoke.", "Boris Yeltsin"},
		{"French", "fr", "Le ministre Bruno Le Maire s'est rendu à Londres et en Égypte.", "The minister, Bruno Le Maire, went to London and Egypt.", ""},
		{"German", "de", "Der Minister Jörg Müller reiste nach München und Griechenland.", "The minister, Joerg Mueller, went to Munich and Greece.", ""},
		{"German, another", "de", "Der Minister Jörg Müller reiste nach Berlin.", "The minister, Karl Schneider, went to Berlin.", "Karl Schneider"},
		{"Turkish", "tr", "Nuh Yılmaz Türkiye'nin Mısır'daki elçisiyle görüştü.", "The speaker, Nuh Yilmaz, met the envoy of Turkey in Egypt.", ""},
		{"Turkish, another", "tr", "Nuh Yılmaz Ankara'da konuştu.", "The speaker, Hakan Fidan, was in Ankara.", "Hakan Fidan"},
		{"new names of states", "ar", "تركيا ومقدونيا الشمالية وإسواتيني", "They are Turkey, Macedonia and Swaziland.", ""},
		{"translated names", "ar", "قال البيت الأبيض والمحكمة العليا والصليب الأحمر والحزب الديمقراطي يوم الأحد", "It was the White House, the Supreme Court, the Red Cross and the Democratic Party on Sunday.", ""},
		{"acronym of a name spelled out", "ar", "منظمة التعاون الإسلامي", "It is the Organization of Islamic Cooperation (OIC).", ""},
		{"Latin in the source", "ar", "شركة Celesio في لندن", "It is Celesio of London.", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := strings.Join(doubtsOf(row.source, row.target, row.tag), "; "); got != row.want {
				t.Errorf("doubted %q, want %q", got, row.want)
			}
		})
	}
}

func TestGlossary(t *testing.T) {
	source, target := "قال المرشد إن الحركة باقية", "The speaker, Khamenei, said the movement will stay."
	if got := doubtsOf(source, target, "ar"); len(got) != 1 {
		t.Errorf("without a glossary: doubted %v, want one", got)
	}
	term := Term{Source: "المرشد", Targets: []string{"Supreme Leader", "Khamenei"}, Kind: Person}
	if got := doubtsOf(source, target, "ar", term); len(got) != 0 {
		t.Errorf("with a glossary: doubted %v, want none", got)
	}
}

// A name that has support in one segment has it in all.
func TestElsewhere(t *testing.T) {
	pairs := []Pair{
		{Number: 1, Source: "قال حسين طه.", Target: "It was said by Hussein Taha."},
		{Number: 2, Source: "وأضاف أنه سيعود.", Target: "Later on Taha added that he would return, and so did Bakr."},
	}
	var got []string
	for _, d := range Compare(pairs, "ar", nil).Doubts() {
		got = append(got, d.Text)
	}
	if diff := cmp.Diff([]string{"Bakr"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAcronyms(t *testing.T) {
	rows := []struct{ name, tag, source, target, want string }{
		{"kept", "ar", "مجلس المدارس (SCIS)", "It is the council (SCIS).", ""},
		{"lost", "ar", "مجلس المدارس (SCIS)", "It is the council of Yemen.", "SCIS -> "},
		{"lost, no name left", "ar", "تقرير SIPRI", "The report is out.", "SIPRI -> "},
		{"another", "ru", "Доклад SIPRI опубликован", "The report of the NCRI is out.", "SIPRI -> NCRI"},
		{"spelled out", "ar", "قال الـ IMF", "So said the International Monetary Fund.", ""},
		{"known in both forms", "ja", "UNの報告", "The report of the United Nations.", ""},
		{"another organisation", "ar", "هيئة الخدمات الصحية الوطنية مسؤولة", "The NTS, which cares, is there.", "national health service -> NTS"},
		{"another university", "fa", "بازیکن دانشگاه آریزونا", "It is a player of LSU.", "university of arizona -> LSU"},
		{"the same university", "fa", "بازیکن دانشگاه آریزونا", "It is a player of AU, of Arizona.", ""},
		{"members of an assembly", "ar", "أعضاء جمعية ويلز الوطنية", "It was up to the AMs.", ""},
		{"Roman numeral", "ar", "الملك XIV", "It was the king of Spain.", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			var got []string
			for _, a := range Compare([]Pair{{Number: 1, Source: row.source, Target: row.target}}, row.tag, nil).Acronyms() {
				got = append(got, a.Source+a.SourceMeans+" -> "+a.Target)
			}
			if s := strings.Join(got, "; "); s != row.want {
				t.Errorf("got %q, want %q", s, row.want)
			}
		})
	}
}

func TestVariants(t *testing.T) {
	type segment struct{ source, target string }
	rows := []struct {
		name, tag string
		pairs     []segment
		want      string
	}{
		{"Kamal and Kamel", "ar", []segment{{"قال كمال درويش", "It was said by Kamal Darwish."}, {"وأكد كمال", "This was stressed by Kamel."}}, "كمال: Kamal, Kamel"},
		{"two names", "ar", []segment{{"قال كمال درويش", "It was said by Kamal Darwish."}, {"وأكد كامل", "This was stressed by Kamel."}}, ""},
		{"Salah and Saleh", "ar", []segment{{"سجل صلاح هدفا", "The goal was scored by Salah."}, {"وقال صلاح", "So said the scorer, Saleh."}}, "صلاح: Salah, Saleh"},
		{"two people", "ar", []segment{{"محمد بن سلمان", "They met Mohammed bin Salman."}, {"محمد علي باشا", "They spoke of Muhammad Ali Pasha."}}, ""},
		{"adjective", "ar", []segment{{"في هارلم", "It was in Harlem."}, {"من هارلم", "They were Harlemites."}}, ""},
		{"possessive and plural", "ru", []segment{{"Сказал Петров", "It was said by Petrov."}, {"Слова Петрова", "These were Petrov's words."}}, ""},
		{"cases", "ru", []segment{{"Сказал Алексей Навальный", "It was said by Alexei Navalny."}, {"С Алексеем Навальным", "They were with Aleksey Navalny."}}, "Алексеем: Alexei, Aleksey"},
		{"wife", "ru", []segment{{"Сказал Иванов", "It was said by Ivanov."}, {"Сказала Иванова", "It was said by Ivanova."}}, ""},
		{"Persian", "fa", []segment{{"حسین امیرعبداللهیان", "It was Hossein Amirabdollahian."}, {"حسین گفت", "So said the man, Hussain."}}, "حسین: Hossein, Hussain"},
		{"full and short", "he", []segment{{"יאיר לפיד", "It was Yair Lapid."}, {"לפיד אמר", "So said Lapid."}}, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			var pairs []Pair
			for i, s := range row.pairs {
				pairs = append(pairs, Pair{Number: i + 1, Source: s.source, Target: s.target})
			}
			var got []string
			for _, v := range Compare(pairs, row.tag, nil).Variants() {
				got = append(got, v.Source+": "+v.First.Text+", "+v.Second.Text)
			}
			if s := strings.Join(got, "; "); s != row.want {
				t.Errorf("got %q, want %q", s, row.want)
			}
		})
	}
}

func TestRespelled(t *testing.T) {
	c := Compare([]Pair{{Number: 1, Source: "قال نوح يلماز", Target: "It was said by Nuh Yilmaz."}}, "ar", nil)
	for text, want := range map[string]string{
		"A report by Nuh Yelmaz.":  "Yilmaz, Yelmaz",
		"A report by Yilmaz's men": "",
		"A report by Karim Haddad": "",
	} {
		got := ""
		for _, v := range c.Respelled(text) {
			got += v.First.Text + ", " + v.Second.Text
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	pairs := []Pair{
		{Number: 1, Source: "وأشار نائب وزير الخارجية التركي نوح يلماز في جدة إلى القدس.", Target: "Turkish Deputy Foreign Minister Nuh Yilmaz pointed in Jeddah to Jerusalem."},
		{Number: 2, Source: "وبحسب يلماز، قال الأمين العام لمنظمة التعاون الإسلامي ولمصر.", Target: "It was, Yilmaz said, the Organization of Islamic Cooperation (OIC) and Egypt."},
		{Number: 3, Source: "شركة Celesio وقال المدير إنه سيعود", Target: "The company, Celesio, and its manager, Whitfield, will return."},
	}
	want := []Name{
		{"نوح يلماز", "Nuh Yilmaz", Person, Skeleton, []int{1, 2}},
		{"جدة", "Jeddah", Place, Skeleton, []int{1}},
		{"القدس", "Jerusalem", Place, Exonym, []int{1}},
		{"منظمة التعاون الإسلامي", "Organization of Islamic Cooperation", Organisation, Exonym, []int{2}},
		{"منظمة التعاون الإسلامي", "OIC", Organisation, Exonym, []int{2}},
		{"مصر", "Egypt", Place, Exonym, []int{2}},
		{"Celesio", "Celesio", "", Latin, []int{3}},
		{"", "Whitfield", "", Unsupported, []int{3}},
	}
	if diff := cmp.Diff(want, Find(pairs, "ar", nil)); diff != "" {
		t.Error(diff)
	}
}

// Chinese is not checked by sound, but what tables know is listed.
func TestFindChinese(t *testing.T) {
	pairs := []Pair{{Number: 4, Source: "中国国家主席在埃及会见联合国秘书长。", Target: "The leader of China met the head of the United Nations in Egypt."}}
	want := []Name{
		{"中国", "China", Place, Exonym, []int{4}},
		{"联合国", "United Nations", Organisation, Exonym, []int{4}},
		{"埃及", "Egypt", Place, Exonym, []int{4}},
	}
	if diff := cmp.Diff(want, Find(pairs, "zh", nil)); diff != "" {
		t.Error(diff)
	}
}

func TestChecks(t *testing.T) {
	for tag, want := range map[string]string{"ar": "", "ja": "", "ko": "", "tr": "", "zh": "not checked for Chinese", "th": "not checked for Thai", "": "the language of the source is unknown"} {
		ok, why := Checks(tag)
		if ok != (want == "") || why != want {
			t.Errorf("%q: %v %q, want %q", tag, ok, why, want)
		}
	}
}
