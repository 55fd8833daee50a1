package check

import (
	"testing"

	"dragoman/internal/article"
)

// TestTitlesCutShort has headlines that stop in the middle, and whole ones.
func TestTitlesCutShort(t *testing.T) {
	tests := []struct {
		source, target string
		want           Severity
	}{
		{"Tsunami und Erdbeben verwüsten eine Insel in Indonesien", "Tsunami and Quake Devastate an", Error},
		{"Präsident spricht mit dem Kanzler und der Opposition", "President speaks with the chancellor and", Error},
		{"Ministerin tritt nach Kritik an ihrem Umgang mit Geld zurück", "Minister resigns after criticism of her", Warning},
		{"مجلس النواب يصوت على قانون الانتخابات", "Parliament votes on law for", Warning},
		{"كلام قاسٍ \"ثم وقعنا في الحب\"", "Tough talk 'and then we fell", Warning},
		{"Грубый разговор «а потом мы полюбили друг друга»", "Tough talk “and then we fell", Warning},
		{"印尼海啸和地震摧毁岛屿，数百人丧生", "Tsunami and quake devastate island, killing", Warning},
		{"マケドニア、国名変更の国民投票を実施", "Macedonians vote in referendum on changing", Warning},
		{"La ministre a annoncé la démission de son chef de cabinet", "Minister announces the resignation of her country's", Warning},
		{"Cómo será el nuevo palacio", "What the palace would", Warning},

		{"Was die Reform kostet", "What the reform will cost", ""},
		{"Warum Vitamin A wichtig ist, und was fehlt", "Why you need Vitamin A", ""},
		{"Lob von der WHO", "Praise for reform from the WHO", ""},
		{"Mann nach Schüssen festgenommen", "Man arrested after shooting", ""},
		{"Essen bei Macy's", "Lunch for all at Macy's", ""},
		{"«Не сдавайтесь», — сказала она", "'Don't give up,' she told workers' children", ""},
		{"Возвращение в 90-е", "Back to the dance floor of the '90s", ""},
		{"Go get 'em: Tigers siegen", "Tigers tell fans: go get 'em", ""},
		{"Regierung: „Wir bleiben dabei“", "Government: \"We stand by it\"", ""},
	}
	for _, test := range tests {
		doc := Document{SourceLanguage: "de", TargetLanguage: "en", Translated: true,
			Pairs: []Pair{{Number: 1, Kind: article.Headline, Source: test.source, Target: test.target}}}
		got := Severity("")
		for _, f := range Run(doc, []Check{cut}).Findings {
			got = f.Severity
		}
		if got != test.want {
			t.Errorf("%q: got %q, want %q", test.target, got, test.want)
		}
	}
}
