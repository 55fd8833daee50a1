package language

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestNumbers(t *testing.T) {
	tests := []struct{ name, tag, text, want string }{
		{"plain", "en", "in 2024 and 7 more", "2024 7"},
		{"thousands", "en", "30,000 of 1,234,567.5", "30000 1234567.5"},
		{"English decimal point", "en", "1.500 against 1,500", "1.5 1500"},
		{"no list is a number", "en", "rooms 1,5 and 3,7,9", "1 5 3 7 9"},
		{"ordinal and code", "en", "the 21st B-52, COVID-19", "21 52 19"},
		{"words", "en", "twenty-one, three hundred and five, a hundred", "21 305 100"},
		{"small words", "en", "the second of two, twice, fifth", "2 2 2 5"},
		{"long word", "en", "two million three hundred thousand and twelve", "2300012"},
		{"scales", "en", "1.5 million, $37 billion, 5bn, £5m, 5m away, two dozen", "1500000 37000000000 5000000000 5000000 5 24"},
		{"half", "en", "half a million", "500000"},
		{"no number", "en", "millions of people, a million-dollar question", "1000000"},
		{"time", "en", "5.30pm or 5:30 p.m., 5.30 metres", "5 30 5 30 5.3"},
		{"date", "en", "12.05.2018 and 2018-11-23", "12 5 2018 2018 11 23"},
		{"range", "en", "5-6 per cent, 58%", "5 6 58"},
		{"decade", "en", "the 1930s", "1930"},
		{"leading zero", "en", "007, 0.50 and 08", "7 0.5 8"},
		{"and between two", "en", "two and three; one and twenty", "2 3 1 20"},
		{"Persian thousand and digits", "fa", "روزانه ۱۶ هزار و ۵۰۰ مترمکعب", "16500"},
		{"Arabic thousand and digits", "ar", "16 ألفا و500 متر", "16500"},
		{"a list after a million", "fa", "۶ میلیون و ۳۵ نفر", "6000000 35"},
		{"Arabic glued", "ar", "الدورة الـ21 الاستثنائية والـ٢٢", "21 22"},
		{"Arabic digits", "ar", "١٬٢٣٤٫٥ و٥٨٪", "1234.5 58"},
		{"Arabic scale", "ar", "300 ألف و 5 آلاف و1.5 مليون", "300000 5000 1500000"},
		{"Arabic both separators", "ar", "76.000 و20,000 و25,2", "76000 20000 25.2"},
		{"Arabic dual", "ar", "ألفين ومليونان ومئتي شخص", "2000 2000000 200"},
		{"Arabic words", "ar", "خمسة وعشرون و ثلاثة عشر وثلاثمائة وخمسة وأربعين", "25 13 345"},
		{"Arabic vague plural", "ar", "آلاف وملايين", ""},
		{"Arabic ordinal", "ar", "للمرة الثالثة", "3"},
		{"Persian", "fa", "۲۶،۷۵۰ و ۲٬۵۲ و ۲۲۶ میلیون", "26750 2.52 226000000"},
		{"Persian words", "fa", "سیصد و چهل و پنج نفر، بیست و یکم", "345 21"},
		{"French spaces", "fr", "76 000 habitants, 1 234,5 et 2 milliards", "76000 1234.5 2000000000"},
		{"French no-break space", "fr", "76\u202f000", "76000"},
		{"French words", "fr", "quatre-vingt-dix-sept, soixante et onze, deux cent mille, vingt et un", "97 71 200000 21"},
		{"French point groups", "fr", "1.500 et 1,5", "1500 1.5"},
		{"year before a number", "fr", "en 2018 300 personnes", "2018 300"},
		{"German", "de", "1.234,56 Euro, 3 Mio. und zwölf", "1234.56 3000000 12"},
		{"Russian", "ru", "20 тыс. и 2,5 млрд, сорок два", "20000 2500000000 42"},
		{"Chinese", "zh", "3万5000人, 1.2亿, 5千万, 3万5千, 38 万", "35000 120000000 50000000 35000 380000"},
		{"Japanese", "ja", "2億5000万円", "250000000"},
		{"Korean", "ko", "3만명", "30000"},
		{"Devanagari", "hi", "२५ लाख", "2500000"},
		{"Indian groups", "en", "1,00,000", "100000"},
		{"Hebrew", "he", "3.5 מיליון וחמישה, 1,500", "3500000 5 1500"},
		{"Turkish", "tr", "yirmi beş bin, 1.500", "25000 1500"},
		{"Thai digits", "th", "๑๒", "12"},
		{"English halves", "en", "two and a half million, one and a half, 2½ hours", "2500000 1.5 2.5"},
		{"Arabic half of a scale", "ar", "مليون ونصف المليون وثلاثة ملايين ونصف", "1500000 3500000"},
		{"Arabic hundreds apart", "ar", "ثلاث مئة وخمسون، اثنا عشر ألفا، 20 بالمئة", "350 12000 20"},
		{"Arabic decade", "ar", "في الثمانينيات", "80"},
		{"Persian half", "fa", "سه و نیم میلیون، سی‌ام", "3500000 30"},
		{"scales going down", "ar", "3 ملايين و200 ألف، ألف و200، مليون ومئتي ألف، 3 ملايين ومئتي ألف", "3200000 1200 1200000 3200000"},
		{"scales going down, Persian", "fa", "۳ میلیون و ۲۰۰ هزار", "3200000"},
		{"scales going down, without and", "ru", "3 млн 200 тыс.", "3200000"},
		{"scales side by side", "en", "between 5 million and 6 million, 1 billion and 5 million", "5000000 6000000 1000000000 5000000"},
		{"German compounds", "de", "dreihundertfünfzig, zweiundzwanzigsten, hunderttausend, fünfundzwanzigjährige, zweieinhalb", "350 22 100000 25 2.5"},
		{"German words that only look like numbers", "de", "Achtung, Beachtung, Einzelheiten, verdrei", ""},
		{"German scales", "de", "eine halbe Million, anderthalb Millionen, 20er", "1 500000 1500000 20"},
		{"Italian compounds", "it", "trecentocinquanta, ventitré, duemila, due milioni e mezzo, quarantacinquesimo", "350 23 2000 2500000 45"},
		{"Russian cases", "ru", "двадцати пяти, ста двадцати, в семнадцатом, двадцатипятилетний, тремя тысячами", "25 120 17 25 3000"},
		{"Russian half", "ru", "полтора миллиона, 2 с половиной миллиона, два и три", "1500000 2500000 2 3"},
		{"Ukrainian", "uk", "п'ятнадцять тисяч і 3,5 млн, сорок два", "15000 3500000 42"},
		{"Spanish", "es", "doscientos veinticinco mil, treinta y ocho, dos millones y medio, vigésima", "225000 38 2500000 20"},
		{"Spanish thousands", "es", "1.500 millones y 3.000", "1500000000 3000"},
		{"Portuguese", "pt", "cento e vinte e cinco, dois mil e três, 3,5 bilhões", "125 2003 3500000000"},
		{"Turkish half", "tr", "3 buçuk milyon, iki yüz elli, yarım milyon", "3500000 250 500000"},
		{"Turkish cases", "tr", "20 milyondan fazla, 5 bine, otuzdan fazla, 3 milyarlık, yirminci", "20000000 5000 30 3000000000 20"},
		{"Turkish percent is no hundred", "tr", "yüzde elli", "50"},
		{"Russian adjectives of scales", "ru", "1,5-миллионный город", "1500000"},
		{"Hindi words", "hi", "पच्चीस लाख, डेढ़ करोड़, साढ़े तीन हज़ार, एक सौ पैंतालीस", "2500000 15000000 3500 145"},
		{"Urdu words", "ur", "پچیس ہزار، ڈیڑھ لاکھ، ۳ کروڑ، بہتر، اسی ہزار", "25000 150000 30000000 80000"},
		{"Hebrew words", "he", "מאה עשרים וחמישה, שתים עשרה, מיליון וחצי, שלוש מאות", "125 12 1500000 300"},
		{"Chinese words", "zh", "三百五十人、二〇一八年、一千二百万元、第三次、百分之五十八、两万五千", "350 2018 12000000 3 58 25000"},
		{"Chinese words that are no numbers", "zh", "一些人，统一，万一，十分，数十家，百度，三星，四川", ""},
		{"Chinese more than", "zh", "一千三百多万人，1300多万人，十多万", "13000000 13000000 100000"},
		{"Spanish collectives", "es", "una treintena, medio centenar, media docena", "1 30 50 6"},
		{"Chinese product of scales", "zh", "1.5万亿元", "1500000000000"},
		{"Japanese words", "ja", "三十二人、十二月、五千五百万、5千5百万円", "32 12 55000000 55000000"},
		{"Korean words", "ko", "다섯 명, 스물다섯 살, 1억 2천만 원, 삼십오 년", "5 25 120000000 35"},
		{"Korean words that are no numbers", "ko", "이 사람은 오만에서 사천으로", ""},
		{"full-width", "ja", "１２，３４５．６", "12345.6"},
		{"Bengali digits", "bn", "২৫", "25"},
		{"unknown language", "xx", "1,5 and 1.000", "1.5 1000"},
		{"fraction sign", "en", "½", "0.5"},
		{"empty", "en", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, n := range Numbers(tt.text, tt.tag) {
				got = append(got, n.Value)
				runes := []rune(tt.text)
				if s := string(runes[n.Start:n.End]); s != n.Text {
					t.Errorf("text[%d:%d] = %q, but Text = %q", n.Start, n.End, s, n.Text)
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("Numbers(%q, %q) (-want +got):\n%s", tt.text, tt.tag, diff)
			}
		})
	}
}

func TestNumberSpans(t *testing.T) {
	got := Numbers("about 58 % of three hundred and five", "en")
	want := []Number{
		{Value: "58", Text: "58 %", Start: 6, End: 10},
		{Value: "305", Text: "three hundred and five", Start: 14, End: 36},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got[0].InWords() || !got[1].InWords() {
		t.Errorf("InWords = %v, %v; want false, true", got[0].InWords(), got[1].InWords())
	}
}

func TestKnowsNumberWords(t *testing.T) {
	for tag, want := range map[string]bool{"en-GB": true, "ar": true, "zh": true, "sw": false, "": false} {
		if got := KnowsNumberWords(tag); got != want {
			t.Errorf("KnowsNumberWords(%q) = %v, want %v", tag, got, want)
		}
	}
}

// TestNumberTable reads every line of the table, so that a misspelt kind or a
// word that stands twice with two values is seen.
func TestNumberTable(t *testing.T) {
	values, endings := map[string]string{}, map[string][]string{}
	name := func(word string) string {
		_, name, _ := strings.Cut(word, "~")
		return name
	}
	for line := range strings.Lines(numbersFile) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		if len(f) < 4 || !strings.Contains(" unit before half small scale after piece tail ending ", " "+f[1]+" ") {
			t.Errorf("line %q is not: language, kind, value, words", line)
			continue
		}
		switch f[1] {
		case "ending":
			endings[f[0]+" "+f[2]] = f[3:]
			continue
		case "tail":
			continue
		}
		for _, w := range f[3:] {
			if stem, name, found := strings.Cut(w, "~"); found && endings[f[0]+" "+name] == nil {
				t.Errorf("%s %s: the endings %q are not listed before it", f[0], stem, name)
			}
			for _, form := range inflected(w, map[string][]string{name(w): endings[f[0]+" "+name(w)]}) {
				key := f[0] + " " + Fold(form)
				if old, ok := values[key]; ok && old != f[1]+f[2] {
					t.Errorf("%s has two values: %s and %s", key, old, f[1]+f[2])
				}
				values[key] = f[1] + f[2]
			}
		}
	}
}

func FuzzNumbers(f *testing.F) {
	f.Add("1,234.5 million", "en")
	f.Add("٣٠٠ ألف و25", "ar")
	f.Add("3万5千", "zh")
	f.Add("dreiundzwanzigtausend2½", "de")
	f.Add("삼십오만 1억 2천만", "ko")
	f.Add("साढ़े ३.५ लाख", "hi")
	f.Add("一千二百万三〇〇", "ja")
	f.Add("1'000.50 20\u00A0000,", "fr")
	f.Fuzz(func(t *testing.T, text, tag string) {
		end := 0
		runes := []rune(text)
		for _, n := range Numbers(text, tag) {
			if utf8.ValidString(text) && string(runes[n.Start:n.End]) != n.Text {
				t.Fatalf("Numbers(%q, %q): %q is not at %d to %d", text, tag, n.Text, n.Start, n.End)
			}
			if n.Start < end || n.End <= n.Start || n.End > len([]rune(text)) {
				t.Fatalf("Numbers(%q, %q): span %d to %d after %d", text, tag, n.Start, n.End, end)
			}
			end = n.End
		}
	})
}
