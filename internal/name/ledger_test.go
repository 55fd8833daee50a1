package name

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lines returns a ledger as a line for each name.
func lines(names []Name) []string {
	list := []string{}
	for _, n := range names {
		list = append(list, fmt.Sprintf("%s = %s (%s) %v", n.Target, n.Source, n.Kind, n.Segments))
	}
	return list
}

// TestLedger has articles of a few sentences in several languages.
func TestLedger(t *testing.T) {
	rows := []struct {
		name, tag string
		pairs     [][2]string // source, target
		want      []string
	}{
		{"Hebrew", "he", [][2]string{
			{"שר החוץ גדעון סער נפגש בירושלים עם עמיתו הגרמני יוהאן ואדפול.", "Foreign Minister Gideon Saar met in Jerusalem with his German counterpart, Johann Wadephul."},
			{"סער אמר כי המצב בעזה ובגדה המערבית חמור. הוא חזר לחיפה.", "Saar said that the situation in Gaza and the West Bank was grave. He returned to Haifa."},
		}, []string{
			"Gideon Saar = גדעון סער (person) [1 2]", "Jerusalem = ירושלים (place) [1]", "Johann Wadephul = יוהאן ואדפול (person) [1]",
			"Gaza = עזה (place) [2]", "West Bank = גדה המערבית (place) [2]", "Haifa = חיפה (place) [2]",
		}},
		{"Russian", "ru", [][2]string{
			{"Губернатор Игорь Орлов выступил в Архангельске. Он встретился с Верой Соколовой.", "Governor Igor Orlov spoke in Arkhangelsk. He met Vera Sokolova."},
			{"Орлов заявил, что Россия и Германия договорились.", "Orlov said that Russia and Germany had agreed."},
			{"Российский завод откроется в городе Тверь.", "A Russian plant will open in the city of Tver."},
		}, []string{
			"Igor Orlov = Игорь Орлов (person) [1 2]", "Arkhangelsk = Архангельске (place) [1]", "Vera Sokolova = Верой Соколовой (person) [1]",
			"Russia = Россия (place) [2]", "Germany = Германия (place) [2]", "Tver = Тверь (place) [3]",
		}},
		{"Persian", "fa", [][2]string{
			{"سازمان همکاری اسلامی در تهران نشست برگزار کرد.", "The Organization of Islamic Cooperation held a meeting in Tehran."},
			{"نرگس کریمی، سخنگوی شرکت، از کرمان گفت که ایران آماده است.", "Narges Karimi, the company's spokeswoman, said from Kerman that Iran was ready."},
			{"خبرگزاری مهر در ۱۲ مهر ۱۴۰۴ گزارش داد.", "Mehr News Agency reported on 12 Mehr 1404."},
		}, []string{
			"Organization of Islamic Cooperation = سازمان همکاری اسلامی (organisation) [1]", "Tehran = تهران (place) [1]",
			"Narges Karimi = نرگس کریمی (person) [2]", "Kerman = کرمان (place) [2]", "Iran = ایران (place) [2]",
			"Mehr News Agency = خبرگزاری مهر (organisation) [3]",
		}},
		{"Chinese", "zh", [][2]string{
			{"中国与法国的代表在联合国会见。", "Representatives of China and France met at the United Nations."},
			{"他说，中国将参加。", "China, he said, would take part. A Chinese team is ready."},
		}, []string{
			"China = 中国 (place) [1 2]", "France = 法国 (place) [1]", "United Nations = 联合国 (organisation) [1]",
		}},
		{"Turkish", "tr", [][2]string{
			{"Dışişleri Bakan Yardımcısı Nuh Yılmaz Trabzon'da konuştu.", "Deputy Foreign Minister Dr. Nuh Yilmaz spoke in Trabzon."},
			{"Yılmaz, Filistin'in ve Gazze'nin durumunu anlattı. Türkiye destek verecek.", "Yilmaz described the situation of Palestine and Gaza. Turkey will give support."},
			{"Kürt ve Arap temsilciler de geldi. Rize Limanı açıldı.", "Kurdish and Arab representatives came, too. It was the Port of Rize that opened."},
		}, []string{
			"Nuh Yilmaz = Nuh Yılmaz (person) [1 2]", "Trabzon = Trabzon (place) [1]", "Palestine = Filistin (place) [2]", "Gaza = Gazze (place) [2]",
			"Turkey = Türkiye (place) [2]", "Port of Rize = Rize Limanı (place) [3]",
		}},
		{"Arabic, the noun in another segment", "ar", [][2]string{
			{"الشعب الفلسطيني في الرياض", "The people of Palestine were in Riyadh."},
			{"دعم فلسطين ودبي", "It was support for Palestine and Dubai."},
		}, []string{"Palestine = فلسطين (place) [1 2]", "Riyadh = الرياض (place) [1]", "Dubai = دبي (place) [2]"}},
		{"Arabic, what only the group has", "ar", [][2]string{{"دعم فلسطين", "It was support for Gaza."}}, []string{"Gaza =  (place) [1]"}},
		{"Russian, an adjective is no source", "ru", [][2]string{{"Немецкие и индонезийские компании в Палу", "These are companies of Indonesia in Palu."}, {"Он был в ЕС", "He was in Palu and in the EU."}},
			[]string{"Indonesia =  (place) [1]", "Palu = Палу (place) [1 2]", "EU = ЕС (organisation) [2]"}},
		{"Hebrew, a letter that is no particle", "he", [][2]string{{"הולי ווילובי דיברה. הולי חזרה.", "It was Holly Willoughby who spoke. It was Holly who came back."}},
			[]string{"Holly Willoughby = הולי ווילובי (person) [1]"}},
		{"Spanish, surname first", "es", [][2]string{
			{"Ferrante renuncia", "For Ferrante, it is over"},
			{"La ministra Lucía Ferrante renunció en Rosario.", "The minister, Lucia Ferrante, resigned in Rosario."},
			{"La J. M. Ferrante no habló.", "It was not J. M. Ferrante who spoke. She is away."},
		}, []string{"Lucia Ferrante = Lucía Ferrante (person) [1 2 3]", "Rosario = Rosario (place) [2]"}},
	}
	for _, r := range rows {
		var pairs []Pair
		for i, p := range r.pairs {
			pairs = append(pairs, Pair{Number: i + 1, Source: p[0], Target: p[1]})
		}
		if diff := cmp.Diff(r.want, lines(Find(pairs, r.tag, nil))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", r.name, diff)
		}
	}
}

// TestRowsEnd says where a row ends at a full stop.
func TestRowsEnd(t *testing.T) {
	for text, want := range map[string]string{
		"It was Samir Bakr. He left.":                   "Samir Bakr",
		"It was Anne Kervella. Paris agreed.":           "Anne Kervella",
		"It was in the U.S. But Canada did not.":        "Canada",
		"It was the U.S. Army that did.":                "Army",
		"It was J. R. R. Tolkien who did.":              "Tolkien",
		"It was Dr. Nuh Yilmaz who did.":                "Nuh Yilmaz",
		"It was Martin Luther King Jr. She knew.":       "Martin Luther King Jr",
		"It was in St. Petersburg and Mt. Carmel.":      "Petersburg|Mt. Carmel",
		"They are from Iran. Yemen was not there.":      "Iran|Yemen",
		"He met Lt. Gen. Omar Said. They were pleased.": "Omar Said",
	} {
		var got []string
		for _, r := range Rows(text, Words(text)) {
			got = append(got, text[r.Start:r.End])
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}
