package check

import (
	"strings"
	"testing"
)

// TestNumbers holds pairs whose numbers agree, which no finding may be about,
// and pairs whose numbers do not.
func TestNumbers(t *testing.T) {
	rows := []struct{ name, tag, source, target, want string }{
		{"none", "ar", "اجتمع الوزراء.", "Ministers met.", ""},
		{"scale", "ar", "ينتظر 300 ألف شخص.", "Some 300,000 people wait.", ""},
		{"scale, wrong", "ar", "ينتظر 300 ألف شخص.", "Some 30,000 people wait.", "error 300 ألف (300,000) is 30,000 in the translation"},
		{"scale, larger", "ar", "١٫٥ مليون دولار", "$1.5 billion", "error ١٫٥ مليون (1,500,000) is 1.5 billion (1,500,000,000) in the translation"},
		{"scale, dropped", "fr", "2,5 millions de personnes", "2.5 people", "error 2,5 millions (2,500,000) is 2.5 in the translation"},
		{"missing", "de", "Die 52-jährige Ministerin trat zurück.", "The minister resigned.", "error 52 is not in the translation"},
		{"added", "es", "La ministra dimitió.", "The minister, 52, resigned.", "error 52 is not in the source"},
		{"article glued", "ar", "الدورة الـ21 والدورة ال22", "the 21st and the 22nd session", ""},
		{"dual", "ar", "حل الدولتين خلال عامين", "the two-state solution within two years", ""},
		{"dual of a scale", "ar", "قتل ألفان وأصيب مئتا شخص", "2,000 were killed and 200 hurt", ""},
		{"dual of decades", "ar", "منذ عقدين", "for 20 years", ""},
		{"Arabic words", "ar", "خمسة وعشرون قتيلا وثلاثمئة جريح", "25 dead and 300 wounded", ""},
		{"Arabic words, wrong", "ar", "خمسة وعشرون قتيلا", "35 dead", "error خمسة وعشرون (25) is 35 in the translation"},
		{"Persian", "fa", "۲۶ هزار و ۵۰۰ نفر و سی و پنج زخمی", "26,500 people and 35 wounded", ""},
		{"Urdu", "ur", "پچیس لاکھ افراد، ڈیڑھ کروڑ روپے", "2.5 million people, 15 million rupees", ""},
		{"Hindi", "hi", "२५ लाख लोग, डेढ़ करोड़ रुपये, पैंतालीस घायल", "2.5 million people, 15 million rupees, 45 wounded", ""},
		{"Hindi lakh, wrong", "hi", "२५ लाख लोग", "25 million people", "error २५ लाख (2,500,000) is 25 million (25,000,000) in the translation"},
		{"Bengali digits", "bn", "২৫ জন নিহত", "25 killed", ""},
		{"Thai digits", "th", "๒๕ คน", "25 people", ""},
		{"Hebrew", "he", "מאה עשרים וחמישה הרוגים, 3.5 מיליון ש\"ח", "125 dead, 3.5 million shekels", ""},
		{"Russian", "ru", "Двадцатипятилетний мужчина, полтора миллиона рублей, тремя тысячами", "A 25-year-old man, 1.5 million roubles, 3,000", ""},
		{"Ukrainian", "uk", "П'ятнадцять тисяч осіб, 2,5 млрд гривень", "15,000 people, 2.5 billion hryvnias", ""},
		{"Turkish", "tr", "yirmi beş bin kişi, 3 buçuk milyon lira, yüzde 58", "25,000 people, 3.5 million lira, 58%", ""},
		{"Chinese", "zh", "三百五十人受伤，1.5万亿元，二〇一八年，百分之五十八", "350 were hurt; 1.5 trillion yuan; 2018; 58 percent", ""},
		{"Japanese", "ja", "２億5000万円、平成30年、3割、三十二人", "250 million yen, 2018, 30 percent, 32 people", ""},
		{"Korean", "ko", "1억 2천만 원, 다섯 명, 35명", "120 million won, five people, 35 people", ""},
		{"German", "de", "dreihundertfünfzig Menschen, anderthalb Millionen Euro, im 17. Jahrhundert", "350 people, 1.5 million euros, in the 17th century", ""},
		{"Italian", "it", "trecentocinquanta persone, 2,5 milioni di euro", "350 people, 2.5 million euros", ""},
		{"Portuguese", "pt", "cento e vinte e cinco pessoas, R$ 3,5 bilhões", "125 people, 3.5 billion reais", ""},
		{"Spanish", "es", "1.500 millones de euros, doscientas personas, dos millones y medio", "€1.5 billion, 200 people, 2.5 million", ""},
		{"French", "fr", "quatre-vingt-dix-sept morts, 76 000 hectares", "97 dead, 76,000 hectares", ""},
		{"separators", "ar", "76.000 و20,000 و1.5", "76,000, 20,000 and 1.5", ""},
		{"another separator", "es", "3,000 personas", "3,000 people", ""},
		{"unknown words", "sw", "Watu watano na milioni 2.5", "Five people, 12 dogs and 2.5 million", ""},
		{"unknown words, wrong", "sw", "Watu 2500 walikimbia.", "Some 3,500 people fled.", "error 2500 is 3,500 in the translation"},
		{"percent words", "ar", "58 في المئة و20 بالمئة و٣٪", "58%, 20 per cent and 3 percent", ""},
		{"percent lost", "de", "58 Prozent der Wähler", "58 of the voters", "warning 58 is no percentage in the translation"},
		{"percent spelled", "ru", "58 процентов", "Fifty-eight percent", ""},
		{"half", "es", "el 50% de los votos", "half of the votes", ""},
		{"afternoon", "fr", "à 15 h 30", "at 3:30 p.m.", ""},
		{"evening", "de", "um 17.30 Uhr", "at 5.30pm", ""},
		{"half past", "en", "at 5:30", "at half past five", ""},
		{"Russian hour", "ru", "в 5 часов вечера", "at 5 p.m.", ""},
		{"24 hours", "ja", "15時に", "at 3 p.m.", ""},
		{"wrong hour", "fr", "à 15 h", "at 4 p.m.", "error 15 is 4 in the translation"},
		{"decade", "ru", "в 30-е годы", "in the 1930s", ""},
		{"decade in words", "ar", "في ثمانينيات القرن العشرين", "in the 1980s", ""},
		{"decade, wrong", "de", "in den 1980er Jahren", "in the 1990s", "error 1980 is 1990 in the translation"},
		{"century", "fr", "au XIXe siècle", "in the 19th century", ""},
		{"century, wrong", "es", "en el siglo 18", "in the 19th century", "error 18 is 19 in the translation"},
		{"telephone", "en", "Call 116 123 or 0800-555-111", "Call 116123 or 0800 555 111", ""},
		{"telephone from the right", "ar", "اتصل على 111 555 0800", "call 0800 555 111", ""},
		{"web address", "en", "see https://a.example/2018/12345", "see the site", ""},
		{"feet", "ru", "волны до 6 метров", "waves of 20 feet", "note 6 метров is converted to 20 feet"},
		{"feet, wrong", "ru", "волны до 6 метров", "waves of 30 feet", "error 6 is 30 in the translation"},
		{"height", "fa", "۱ متر و ۹۸ سانتیمتر", "6-foot-6", "note ۱ متر و ۹۸ سانتیمتر is converted to 6-foot-6"},
		{"height, wrong", "ru", "ростом 1 м 82 см", "a 6-foot-6 man", "error 1 м 82 см is 6-foot-6 in the translation"},
		{"weight", "de", "ein 300 Kilogramm schweres Tier", "a 650-pound animal", "note 300 Kilogramm is converted to 650-pound"},
		{"stone", "fr", "76 kilos", "12 stone", "note 76 kilos is converted to 12 stone"},
		{"temperature", "es", "27 grados", "80 degrees", "note 27 grados is converted to 80 degrees"},
		{"area", "it", "40 ettari", "100 acres", "note 40 ettari is converted to 100 acres"},
		{"square miles", "de", "260 Quadratkilometer", "100 square miles", "note 260 is converted to 100 square miles"},
		{"volume", "pt", "38 litros", "10 gallons", "note 38 litros is converted to 10 gallons"},
		{"speed", "tr", "saatte 135 km", "85 mph", "note 135 km is converted to 85 mph"},
		{"pounds", "fr", "1,5 million de livres", "£1.5m", ""},
		{"dollars", "ar", "350 دولارا", "$350", ""},
		{"another currency", "ar", "350 دولارا", "€350", "error the currency of 350 is another in the translation: euro for dollar"},
		{"range", "ru", "от 10 до 15 млн", "10-15 million", ""},
		{"range of years", "en", "in 2018-19", "in 2018-2019", ""},
		{"score", "es", "ganó 3-2", "won 3–2", ""},
		{"score turned", "ar", "بنتيجة 0-1", "by 1-0", ""},
		{"score, wrong", "de", "gewann mit 1:0", "won 1-1", "error 0 is 1 in the translation"},
		{"score, wrong though its numbers are there", "fr", "en première mi-temps, 1 à 0", "1-1 in the first half", "error 0 is 1 in the translation"},
		{"date in digits", "de", "am 30.9.2018", "on September 30, 2018", ""},
		{"month in digits", "ja", "9月30日", "September 30", ""},
		{"solar Hijri year kept", "fa", "در سال ۱۴۰۳", "in 1403", ""},
		{"solar Hijri year converted", "fa", "در سال ۱۴۰۳", "in 2024", ""},
		{"Hijri year kept", "ar", "عام 1446 هـ", "in 1446 AH", ""},
		{"idioms", "de", "Beide Seiten, erstens, ein halbes Dutzend, zweimal", "Both sides, first, half a dozen, twice", ""},
		{"small words", "ru", "трое мужчин и семь женщин", "some men and women", ""},
		{"vague", "ru", "тысячи людей, десятки тысяч домов", "thousands of people, tens of thousands of homes", ""},
		{"vague German", "de", "Zehntausende flohen", "tens of thousands fled", ""},
		{"decades as years", "es", "hace 20 años", "two decades ago", ""},
		{"two small digits", "ru", "заняли 7 или 8 место", "won a place", "error 7 is not in the translation\nerror 8 is not in the translation"},
		{"one small digit", "zh", "他们共有5人", "there were several of them", "warning 5 is not in the translation"},
		{"two scales", "fa", "۳ میلیون و ۲۰۰ هزار نفر", "3.2 million people", ""},
		{"two scales here", "de", "3,2 Millionen Menschen", "3 million and 200 thousand people", ""},
		{"half past in words", "ar", "في الساعة الخامسة والنصف", "at 5:30 p.m.", ""},
		{"halb sechs", "de", "um halb sechs", "at 5:30", ""},
		{"military time", "ar", "في الساعة 04:30 بتوقيت غرينتش", "at 0430 GMT", ""},
		{"COVID-19", "zh", "新冠疫情", "the COVID-19 pandemic", ""},
		{"name with a number", "zh", "空客客机", "an Airbus A320", "warning 320 is not in the source"},
		{"aircraft", "ar", "طائرة إف-16", "an F-16", ""},
		{"one in four", "es", "el 25% de los niños", "one in four children", ""},
		{"first year of an era", "ja", "令和元年、1兆5000億円", "In 2019, 1.5 trillion yen", ""},
		{"fraction in digits", "tr", "3'te 2'si", "two-thirds", ""},
		{"Hindi scales going down", "hi", "2 लाख 50 हजार रुपये, साढ़े तीन घंटे", "250,000 rupees, three and a half hours", ""},
		{"Korean scales", "ko", "약 1만2천 명, 2조 5천억 원", "about 12,000 people, 2.5 trillion won", ""},
		{"height in feet alone", "ru", "рост 183 см, вес 80 кг", "6 feet tall, 176 pounds", "note 183 см is converted to 6 feet\nnote 80 кг is converted to 176 pounds"},
		{"twice there, once here", "en", "Of 37 ships, 12 sank; 37 sailed.", "Of 37 ships, 12 sank.", ""},
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

// TestNumbersCrowded compares more numbers than are compared each with each.
func TestNumbersCrowded(t *testing.T) {
	source := strings.Repeat("37, 1.500, 42; ", 2000)
	testPairs(t, numbers, []pairRow{
		{name: "alike", source: "de", pair: Pair{Source: source, Target: strings.ReplaceAll(source, ".", ",")}},
		{name: "one changed", source: "de", pair: Pair{Source: source + "77", Target: strings.ReplaceAll(source, ".", ",")}, want: "error 77 is not in the translation"},
	})
}
