package check

import (
	"strconv"
	"strings"
	"testing"
)

func TestVagueAmounts(t *testing.T) {
	rows := []struct{ name, tag, source, target, want string }{
		{"same", "de", "Millionen von Menschen flohen.", "Millions of people fled.", ""},
		{"German", "de", "Millionen von Menschen flohen.", "Billions of people fled.", "error Millionen is Billions in the translation"},
		{"German compound", "de", "Über 1.000 starben, Zehntausende flohen.", "More than 1,000 died and tens of millions fled.", "error Zehntausende is tens of millions in the translation"},
		{"Arabic with its article", "ar", "نزح مئات الآلاف من منازلهم.", "Hundreds of millions were driven from their homes.", "error مئات الآلاف is Hundreds of millions in the translation"},
		{"Arabic", "ar", "نزح مئات الآلاف من منازلهم.", "Hundreds of thousands were driven from their homes.", ""},
		{"Russian", "ru", "Десятки тысяч людей остались без крова.", "Tens of thousands of people lost their homes.", ""},
		{"Russian, wrong", "ru", "Погибли миллионы людей.", "Thousands of people died.", "error миллионы is Thousands in the translation"},
		{"Spanish thousands of millions", "es", "Perdieron miles de millones de euros.", "They lost billions of euros.", ""},
		{"Spanish thousands of millions, wrong", "es", "Perdieron miles de millones.", "They lost millions.", "error miles de millones is millions in the translation"},
		{"Spanish billones are trillions", "es", "La deuda es de billones.", "The debt runs to trillions.", ""},
		{"lakhs are millions", "ur", "لاکھوں افراد بے گھر ہو گئے۔", "Millions were made homeless.", ""},
		{"lakhs are hundreds of thousands", "hi", "लाखों लोग बेघर हो गए।", "Hundreds of thousands were made homeless.", ""},
		{"lakhs are no billions", "hi", "लाखों लोग बेघर हो गए।", "Billions were made homeless.", "error लाखों is Billions in the translation"},
		{"Chinese", "zh", "几百万人无家可归。", "Millions are homeless.", ""},
		{"Chinese tens of thousands", "zh", "数万人无家可归。", "Tens of thousands are homeless.", ""},
		{"Japanese", "ja", "何百万もの人が家を失った。", "Billions lost their homes.", "error 何百万 is Billions in the translation"},
		{"Turkish", "tr", "Milyonlarca insan öldü.", "Billions of people died.", "error Milyonlarca is Billions in the translation"},
		{"counted there", "de", "Es kamen 20.000 Menschen.", "Thousands of people came.", "error 20.000 (20,000) is not in the translation"},
		{"counted here", "fr", "Des milliers de personnes sont venues.", "Some 5,000 people came, bringing millions.", "error 5,000 is not in the source"},
		{"said in other words there", "fa", "مردم بسیاری کشته شدند.", "Millions were killed.", ""},
		{"part of a number", "fr", "3 millions de personnes", "3 million people, thousands of homes", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := Document{SourceLanguage: row.tag, TargetLanguage: "en", Translated: true, Pairs: []Pair{{Number: 1, Source: row.source, Target: row.target}}}
			report := Run(doc, []Check{numbers})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
		})
	}
}

func TestSmallWords(t *testing.T) {
	rows := []struct{ name, tag, source, target, want string }{
		{"same", "ar", "وصلت سبعة وفود.", "Seven delegations arrived.", ""},
		{"Arabic", "ar", "وصلت سبعة وفود.", "Six delegations arrived.", "warning سبعة (7) is Six (6) in the translation"},
		{"German two", "de", "Zwei Filialen und eine zweite.", "Six branches and a second.", "warning zweite (2) is Six (6) in the translation"},
		{"digit there", "ja", "2つの店がある。", "There are six shops.", "warning 2 is six (6) in the translation"},
		{"three is two", "ru", "Приехали три человека.", "Two people came.", "warning три (3) is Two (2) in the translation"},
		{"the dual", "ar", "وصل وفدان إلى المدينة.", "Two delegations reached the city.", ""},
		{"the dual is no seven", "ar", "وصل وفدان إلى المدينة.", "Seven delegations reached the city.", "warning Seven (7) is not in the source"},
		{"both", "fr", "Les deux hommes sont partis.", "Both men have left.", ""},
		{"left out", "es", "Los tres hermanos se fueron.", "The brothers left.", ""},
		{"words not known", "sw", "Watu saba walifika.", "Six people arrived.", ""},
		{"a character there", "ja", "三児の母である彼女は語った。", "The mother of three spoke.", ""},
		{"in digits there", "tr", "3 kişi geldi.", "Three people came.", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := Document{SourceLanguage: row.tag, TargetLanguage: "en", Translated: true, Pairs: []Pair{{Number: 1, Source: row.source, Target: row.target}}}
			report := Run(doc, []Check{numbers})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
		})
	}
}

func TestVagueFile(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range dataLines(vagueFile) {
		low, err := strconv.Atoi(f[1])
		high, err2 := strconv.Atoi(f[2])
		if err != nil || err2 != nil || low < 1 || high <= low || high > 15 || len(f) < 4 {
			t.Errorf("line %q is not: language, two powers, words", strings.Join(f, " "))
		}
		for _, w := range f[3:] {
			if key := f[0] + " " + w; seen[key] {
				t.Errorf("%q stands there twice", key)
			} else {
				seen[key] = true
			}
			if len(tokenize(w)) != 1 {
				t.Errorf("%q is no one word", w)
			}
		}
	}
}
