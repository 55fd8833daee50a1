package check

import "dragoman/internal/glossary"

// places are countries and cities in the languages of NTREX, as a newsroom's
// glossary would have them.
var places = map[string][]string{
	"en": {"Russia", "Iran", "Germany", "France", "China", "London", "Paris", "Washington", "Syria", "India", "Canada", "Japan", "Spain", "Italy", "Moscow"},
	"ar": {"روسيا", "إيران", "ألمانيا", "فرنسا", "الصين", "لندن", "باريس", "واشنطن", "سوريا", "الهند", "كندا", "اليابان", "إسبانيا", "إيطاليا", "موسكو"},
	"fa": {"روسیه", "ایران", "آلمان", "فرانسه", "چین", "لندن", "پاریس", "واشنگتن", "سوریه", "هند", "کانادا", "ژاپن", "اسپانیا", "ایتالیا", "مسکو"},
	"ur": {"روس", "ایران", "جرمنی", "فرانس", "چین", "لندن", "پیرس", "واشنگٹن", "شام", "ہندوستان", "کینیڈا", "جاپان", "اسپین", "اٹلی", "ماسکو"},
	"he": {"רוסיה", "איראן", "גרמניה", "צרפת", "סין", "לונדון", "פריז", "וושינגטון", "סוריה", "הודו", "קנדה", "יפן", "ספרד", "איטליה", "מוסקבה"},
	"fr": {"Russie", "Iran", "Allemagne", "France", "Chine", "Londres", "Paris", "Washington", "Syrie", "Inde", "Canada", "Japon", "Espagne", "Italie", "Moscou"},
	"de": {"Russland", "Iran", "Deutschland", "Frankreich", "China", "London", "Paris", "Washington", "Syrien", "Indien", "Kanada", "Japan", "Spanien", "Italien", "Moskau"},
	"es": {"Rusia", "Irán", "Alemania", "Francia", "China", "Londres", "París", "Washington", "Siria", "India", "Canadá", "Japón", "España", "Italia", "Moscú"},
	"ru": {"Россия", "Иран", "Германия", "Франция", "Китай", "Лондон", "Париж", "Вашингтон", "Сирия", "Индия", "Канада", "Япония", "Испания", "Италия", "Москва"},
	"zh": {"俄罗斯", "伊朗", "德国", "法国", "中国", "伦敦", "巴黎", "华盛顿", "叙利亚", "印度", "加拿大", "日本", "西班牙", "意大利", "莫斯科"},
	"hi": {"रूस", "ईरान", "जर्मनी", "फ्रांस", "चीन", "लंदन", "पेरिस", "वॉशिंगटन", "सीरिया", "भारत", "कनाडा", "जापान", "स्पेन", "इटली", "मॉस्को"},
	"ja": {"ロシア", "イラン", "ドイツ", "フランス", "中国", "ロンドン", "パリ", "ワシントン", "シリア", "インド", "カナダ", "日本", "スペイン", "イタリア", "モスクワ"},
	"tr": {"Rusya", "İran", "Almanya", "Fransa", "Çin", "Londra", "Paris", "Washington", "Suriye", "Hindistan", "Kanada", "Japonya", "İspanya", "İtalya", "Moskova"},
}

func placesOf(tag string) []glossary.Term {
	var terms []glossary.Term
	for i, source := range places[tag] {
		terms = append(terms, glossary.Term{Source: source, Targets: []string{places["en"][i]}, Kind: glossary.Place, Language: tag})
	}
	return terms
}
