package glossary

import (
	"strconv"
	"strings"
	"testing"

	"dragoman/internal/language"
)

// found joins what a glossary of one term finds in a text.
func found(text, tag string, t Term) string {
	var parts []string
	for _, m := range New([]Term{t}).In(text, tag) {
		parts = append(parts, text[m.Start:m.End])
	}
	return strings.Join(parts, "|")
}

func TestIn(t *testing.T) {
	rows := []struct {
		name, tag string
		term      Term
		text      string
		want      string // what is found, between bars
	}{
		// Arabic: prefixes and their joins.
		{"bare", "ar", Term{Source: "تركيا"}, "في تركيا اليوم", "تركيا"},
		{"and", "ar", Term{Source: "تركيا", Kind: Place}, "مصر وتركيا", "وتركيا"},
		{"for", "ar", Term{Source: "تركيا", Kind: Place}, "زيارة لتركيا", "لتركيا"},
		{"so", "ar", Term{Source: "تركيا", Kind: Place}, "فتركيا ترفض", "فتركيا"},
		{"and in", "ar", Term{Source: "فرنسا", Kind: Place}, "وبفرنسا", "وبفرنسا"},
		{"like", "ar", Term{Source: "فرنسا", Kind: Place}, "دول كفرنسا", "كفرنسا"},
		{"future", "ar", Term{Source: "يعلن"}, "سيعلن القرار وسيعلن", "سيعلن|وسيعلن"},
		{"for the", "ar", Term{Source: "الأمم المتحدة", Kind: Organisation}, "تابع للأمم المتحدة", "للأمم المتحدة"},
		{"and for the", "ar", Term{Source: "الأمم المتحدة", Kind: Organisation}, "وللأمم المتحدة", "وللأمم المتحدة"},
		{"with the", "ar", Term{Source: "السلطة الفلسطينية", Kind: Organisation}, "والسلطة الفلسطينية وبالسلطة الفلسطينية", "والسلطة الفلسطينية|وبالسلطة الفلسطينية"},
		{"like the", "ar", Term{Source: "العراق", Kind: Place}, "كالعراق", "كالعراق"},
		{"first letter is no prefix", "ar", Term{Source: "لبنان", Kind: Place}, "لبنان ولبنان وللبنان", "لبنان|ولبنان|وللبنان"},
		{"term without article", "ar", Term{Source: "وزير خارجية"}, "وزير الخارجية ووزير خارجية", "وزير الخارجية|ووزير خارجية"},
		{"adjective of a place", "ar", Term{Source: "السعودية", Kind: Place}, "قوات سعودية في السعودية", "السعودية"},
		{"nisba is another word", "ar", Term{Source: "إيران", Kind: Place}, "مسؤول إيراني والإيرانيون", ""},
		{"inside a word", "ar", Term{Source: "جدة", Kind: Place}, "مساجدة", ""},
		{"short core keeps its letters", "ar", Term{Source: "طه", Kind: Person}, "بطه وطه وشدد طه", "وطه|طه"},
		// Arabic: suffixes.
		{"pronoun", "ar", Term{Source: "رئيس"}, "رئيسهم ورئيسها لرئيسنا", "رئيسهم|ورئيسها|لرئيسنا"},
		{"pronoun after ta marbuta", "ar", Term{Source: "حكومة"}, "حكومتهم وحكومته", "حكومتهم|وحكومته"},
		{"pronoun after alef maqsura", "ar", Term{Source: "مستشفى"}, "مستشفاهم", "مستشفاهم"},
		{"accusative", "ar", Term{Source: "قرار"}, "قراراً مهماً", "قراراً"},
		{"plural", "ar", Term{Source: "مسؤول"}, "المسؤولين والمسؤولون", "المسؤولين|والمسؤولون"},
		{"feminine plural", "ar", Term{Source: "دبابة"}, "الدبابات", "الدبابات"},
		{"a person has no pronoun", "ar", Term{Source: "نصر", Kind: Person}, "نصرهم", ""},
		{"a person has no article", "ar", Term{Source: "سعيد", Kind: Person}, "الحدث السعيد", ""},
		// Arabic: spelling.
		{"alef", "ar", Term{Source: "أحمد", Kind: Person}, "احمد إحمد", "احمد|إحمد"},
		{"ya", "ar", Term{Source: "مصطفى", Kind: Person}, "مصطفي", "مصطفي"},
		{"ta marbuta", "ar", Term{Source: "جدة", Kind: Place}, "في جده", "جده"},
		{"tatweel and diacritics", "ar", Term{Source: "محمد", Kind: Person}, "مُحَمَّد مـحـمـد", "مُحَمَّد|مـحـمـد"},
		{"prefix with tatweel", "ar", Term{Source: "داعش", Kind: Organisation}, "لـداعش", "لـداعش"},
		{"presentation forms", "ar", Term{Source: "سلام"}, "ﺳﻼﻡ", "ﺳﻼﻡ"},
		{"quoted in the middle", "ar", Term{Source: "حزب الله", Kind: Organisation}, `حزب "الله"`, `حزب "الله`},
		{"not over a comma", "ar", Term{Source: "حزب الله", Kind: Organisation}, "حزب، الله", ""},
		{"not over a line", "ar", Term{Source: "حزب الله", Kind: Organisation}, "حزب\nالله", ""},
		// Persian.
		{"Persian letters", "fa", Term{Source: "علی کریمی", Kind: Person}, "علي كريمي", "علي كريمي"},
		{"Arabic letters in the term", "fa", Term{Source: "كابل", Kind: Place}, "در کابل", "کابل"},
		{"non-joiner or space", "fa", Term{Source: "تل‌آویو", Kind: Place}, "در تل آویو و تل‌آویو و تلآویو", "تل آویو|تل‌آویو|تلآویو"},
		{"plural after a non-joiner", "fa", Term{Source: "سازمان"}, "سازمان‌ها و سازمانها", "سازمان‌ها|سازمانها"},
		{"compound with a non-joiner", "fa", Term{Source: "آزادی"}, "آزادی‌خواه", ""},
		{"end of a compound", "fa", Term{Source: "خواه"}, "آزادی‌خواه", ""},
		{"no Arabic prefixes", "fa", Term{Source: "نادر", Kind: Person}, "ونادر", ""},
		{"Persian adjective", "fa", Term{Source: "ایران", Kind: Place}, "ایرانی", ""},
		// Hebrew.
		{"Hebrew prefixes", "he", Term{Source: "ירושלים", Kind: Place}, "בירושלים ולירושלים שבירושלים ומירושלים", "בירושלים|ולירושלים|שבירושלים|ומירושלים"},
		{"Hebrew article", "he", Term{Source: "כנסת", Kind: Organisation}, "הכנסת ובכנסת", "הכנסת|ובכנסת"},
		{"gershayim", "he", Term{Source: `צה"ל`, Kind: Organisation}, "כוחות צה״ל וצה\"ל", "צה״ל|וצה\"ל"},
		{"maqaf", "he", Term{Source: "תל אביב", Kind: Place}, "בתל־אביב", "בתל־אביב"},
		{"points", "he", Term{Source: "שלום"}, "שָׁלוֹם", "שָׁלוֹם"},
		// Turkish.
		{"dotted I", "tr", Term{Source: "İstanbul", Kind: Place}, "İSTANBUL ve İstanbul'da", "İSTANBUL|İstanbul"},
		{"dotless I", "tr", Term{Source: "Iğdır", Kind: Place}, "IĞDIR'ın Iğdır’a", "IĞDIR|Iğdır"},
		{"case endings", "tr", Term{Source: "seçim"}, "seçimlerde seçimin", "seçimlerde|seçimin"},
		// Inflection by stem.
		{"Russian cases", "ru", Term{Source: "Москва", Kind: Place}, "в Москве, из Москвы, Москвой", "Москве|Москвы|Москвой"},
		{"Russian surname", "ru", Term{Source: "Лавров", Kind: Person}, "с Лавровым, Лаврова, о Лаврове", "Лавровым|Лаврова|Лаврове"},
		{"Russian phrase", "ru", Term{Source: "Организация Объединённых Наций", Kind: Organisation}, "в Организации Объединенных Наций", "Организации Объединенных Наций"},
		{"Russian name is capitalised", "ru", Term{Source: "Роман", Kind: Person}, "его роман", ""},
		{"Spanish plural", "es", Term{Source: "rehén"}, "los rehenes", "rehenes"},
		{"Spanish gender", "es", Term{Source: "ministro"}, "las ministras", "ministras"},
		{"Spanish name has no stem", "es", Term{Source: "París", Kind: Place}, "Para París", "París"},
		{"a word like a stem", "ru", Term{Source: "Лавров", Kind: Person}, "лавр растёт", ""},
		{"French elision", "fr", Term{Source: "ONU", Kind: Organisation}, "l'ONU et de l’ONU", "ONU|ONU"},
		{"French plural", "fr", Term{Source: "otage"}, "les otages", "otages"},
		{"German genitive", "de", Term{Source: "Bundestag", Kind: Organisation}, "des Bundestages, im Bundestag", "Bundestages|Bundestag"},
		{"German compound by hyphen", "de", Term{Source: "Erdoğan", Kind: Person}, "die Erdogan-Regierung", "Erdogan"},
		{"Ukrainian cases", "uk", Term{Source: "Україна", Kind: Place}, "в Україні, України, Україною", "Україні|України|Україною"},
		{"Polish cases", "pl", Term{Source: "Tusk", Kind: Person}, "Tuska, Tuskiem", "Tuska|Tuskiem"},
		// Scripts without spaces.
		{"Chinese", "zh", Term{Source: "习近平", Kind: Person}, "国家主席习近平说", "习近平"},
		{"Japanese", "ja", Term{Source: "トランプ", Kind: Person}, "トランプ氏はトランプタワーで", "トランプ"},
		{"Thai", "th", Term{Source: "กรุงเทพ", Kind: Place}, "ในกรุงเทพวันนี้", "กรุงเทพ"},
		{"Korean particles", "ko", Term{Source: "한국", Kind: Place}, "한국은 한국에서", "한국은|한국에서"},
		// Capitals.
		{"case", "fr", Term{Source: "AVC", Case: true}, "avc AVC", "AVC"},
		{"no case", "fr", Term{Source: "cessez-le-feu"}, "Cessez-le-feu, cessez le feu", "Cessez-le-feu|cessez le feu"},
		// Languages.
		{"other language", "fa", Term{Source: "قطر", Language: "ar"}, "قطر", ""},
		{"variant", "pt-BR", Term{Source: "governo", Language: "pt"}, "o governo", "governo"},
		{"unknown language", "", Term{Source: "قطر", Language: "ar"}, "لقطر", "لقطر"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := found(row.text, row.tag, row.term); got != row.want {
				t.Errorf("in %q: got %q, want %q", row.text, got, row.want)
			}
		})
	}
}

func TestIsFolded(t *testing.T) {
	for r := rune(0); r < 0x30000; r++ {
		if word := string(r); isFolded(word) && language.Fold(word) != word {
			t.Errorf("%q folds to %q", word, language.Fold(word))
		}
	}
}

func TestLongestCoversShorter(t *testing.T) {
	g := New([]Term{{Source: "إسرائيل", Kind: Place}, {Source: "رؤية إسرائيل الكبرى"}, {Source: "إسرائيل", Targets: []string{"second"}}})
	text := "قالت إسرائيل إن «رؤية إسرائيل الكبرى» لإسرائيل"
	var got []string
	for _, m := range g.In(text, "ar") {
		got = append(got, text[m.Start:m.End])
	}
	if want := "إسرائيل|رؤية إسرائيل الكبرى|لإسرائيل"; strings.Join(got, "|") != want {
		t.Errorf("In: %q, want %q", got, want)
	}
	if n := len(g.Every(text, "ar")); n != 4 {
		t.Errorf("Every: %d matches, want 4", n)
	}
	terms := g.Occurring(Passage{text, "ar"}, Passage{"إسرائيل", "ar"})
	if len(terms) != 2 || terms[0].Source != "إسرائيل" || len(terms[0].Targets) != 0 {
		t.Errorf("Occurring: %+v, want the first two, in the glossary's order", terms)
	}
}

func TestBareWordsGoFirst(t *testing.T) {
	g := New([]Term{{Source: "بنان", Kind: Person}, {Source: "لبنان", Kind: Place}})
	for text, want := range map[string]string{"لبنان": "لبنان", "بنان": "بنان", "وبنان": "بنان", "ولبنان": "لبنان"} {
		var got []string
		for _, m := range g.Every(text, "ar") {
			got = append(got, m.Term.Source)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("in %s: %q, want %q", text, got, want)
		}
	}
}

func TestNilGlossary(t *testing.T) {
	var g *Glossary
	if g.In("a", "en") != nil || g.Every("a", "en") != nil || g.Renderings("a") != nil || g.Len() != 0 || g.Terms() != nil || len(g.Occurring(Passage{"a", "en"})) != 0 {
		t.Error("nil is a glossary without terms")
	}
}

func TestRendered(t *testing.T) {
	name := func(kind Kind, targets ...string) Term { return Term{Source: "x", Targets: targets, Kind: kind} }
	rows := []struct {
		name string
		term Term
		text string
		want string // what stands there; empty: nothing
	}{
		{"plain", name(Place, "Jeddah"), "met in Jeddah today", "Jeddah"},
		{"possessive", name(Place, "Türkiye"), "Türkiye's minister", "Türkiye"},
		{"curly possessive", name(Place, "Türkiye"), "Türkiye’s minister", "Türkiye"},
		{"without diacritics", name(Place, "Türkiye"), "in Turkiye", "Turkiye"},
		{"the other name", name(Place, "Türkiye"), "in Turkey", ""},
		{"second rendering", name(Organisation, "Organisation of Islamic Cooperation", "OIC"), "the OIC said", "OIC"},
		{"spelling of the house", name(Organisation, "Organisation of Islamic Cooperation"), "Organization of Islamic Cooperation", ""},
		{"article", name(Organisation, "the United Nations"), "A United Nations envoy", "United Nations"},
		{"plural", name(Word, "resistance fighter"), "Resistance fighters", "Resistance fighters"},
		{"singular", name(Organisation, "Houthis"), "the Houthi leader", "Houthi"},
		{"plural in -ies", name(Word, "militia army", "army"), "two armies", "armies"},
		{"inflected", name(Word, "occupy"), "was occupied", "occupied"},
		{"a name is not inflected", name(Person, "Bush"), "bushed", ""},
		{"a name has its capital", name(Person, "May"), "it may rain", ""},
		{"a common word at the start", name(Word, "ceasefire"), "Ceasefire holds", "Ceasefire"},
		{"hyphen", name(Word, "ceasefire"), "a cease-fire", "cease-fire"},
		{"space for hyphen", name(Place, "Al-Quds"), "in Al Quds", "Al Quds"},
		{"acronym is no pronoun", name(Word, "US"), "told us", ""},
		{"acronym", name(Word, "US"), "the US said", "US"},
		{"case", Term{Source: "x", Targets: []string{"internet"}, Case: true}, "the Internet", ""},
		{"inside a word", name(Place, "Oman"), "a Woman", ""},
		{"kept", Term{Source: "Reuters", Keep: true}, "told Reuters.", "Reuters"},
		{"kept in its capitals", Term{Source: "Reuters", Keep: true}, "told reuters", ""},
		{"kept, other script", Term{Source: "الميادين", Keep: true}, "said الميادين on Friday", "الميادين"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			start, end, ok := Rendered(row.text, row.term)
			if got := row.text[start:end]; got != row.want || ok != (row.want != "") {
				t.Errorf("in %q: %q (%v), want %q", row.text, got, ok, row.want)
			}
		})
	}
}

func TestShortened(t *testing.T) {
	rows := []struct {
		kind         Kind
		target, text string
		want         bool
		source       string
	}{
		{Person, "Xi Jinping", "President Xi said", true, "习近平"},
		{Person, "Xi Jinping", "Jinping said", true, "习近平"},
		{Person, "Pedro Sánchez Castejón", "Mr. Sánchez said", true, "Pedro Sánchez Castejón"},
		{Person, "Mohammed bin Salman", "Mohammed bin Zayed", false, "محمد بن سلمان"},
		{Person, "Hissein Brahim Taha", "Taha stressed", true, "x"},
		{Person, "Bashar al-Assad", "President Assad's", true, "x"},
		{Person, "Hissein Brahim Taha", "Hissein stressed", false, "x"},
		{Person, "Li", "Li said", false, "x"},
		{Organisation, "Organisation of Islamic Cooperation", "the OIC", true, "x"},
		{Organisation, "World Health Organization", "The WHO", true, "x"},
		{Organisation, "World Health Organization", "those who", false, "x"},
		{Place, "Libya", "the Libyan government", true, "x"},
		{Place, "Iraq", "an Iraqi minister", true, "x"},
		{Place, "Iran", "an Iraqi minister", false, "x"},
		{Place, "Austria", "Australian voters", false, "x"},
		{Place, "Ukraine", "Ukrainians", true, "x"},
		{Place, "Türkiye", "in Turkey", false, "x"},
		{Word, "occupation", "O.", false, "x"},
	}
	for _, row := range rows {
		if got := Shortened(row.text, Term{Source: row.source, Targets: []string{row.target}, Kind: row.kind}); got != row.want {
			t.Errorf("%s %q in %q: %v, want %v", row.kind, row.target, row.text, got, row.want)
		}
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
