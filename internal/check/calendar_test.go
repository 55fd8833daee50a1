package check

import (
	"strconv"
	"strings"
	"testing"
)

func TestCalendar(t *testing.T) {
	rows := []struct {
		name, tag, source, target, published, want string
	}{
		// Arabic
		{name: "weekday kept", tag: "ar", source: "قال الوزير يوم الخميس إن", target: "The minister said on Thursday that"},
		{name: "weekday changed", tag: "ar", source: "قال الوزير يوم الخميس إن", target: "The minister said on Tuesday that", want: "error الخميس (Thursday) is Tuesday in the translation"},
		{name: "conjunction and preposition", tag: "ar", source: "وللجمعة والسبت", target: "for Friday and Monday", want: "error والسبت (Saturday) is Monday in the translation"},
		{name: "one of, not Sunday", tag: "ar", source: "لم يتهم أحد من الوزراء", target: "None of the ministers was accused"},
		{name: "the two, not Monday", tag: "ar", source: "اتفق الاثنين على ذلك", target: "The two agreed on it"},
		{name: "Monday after a cue", tag: "ar", source: "قال يوم الاثنين", target: "He said", want: "warning الاثنين (Monday) is not in the translation"},
		{name: "Sabbath", tag: "ar", source: "في يوم السبت", target: "on the Sabbath"},
		{name: "Friday prayers", tag: "ar", source: "بعد صلاة الجمعة", target: "after Friday prayers"},
		{name: "dropped", tag: "ar", source: "قال مساء الأربعاء", target: "He said in the evening", want: "warning الأربعاء (Wednesday) is not in the translation"},
		{name: "dropped, that day", tag: "ar", source: "قال مساء الأربعاء", target: "He said later that day"},
		{name: "added", tag: "ar", source: "قال الوزير", target: "The minister said on Friday", want: "warning Friday is not in the source"},
		{name: "two names of one month", tag: "ar", source: "في 15 مارس/آذار 2024", target: "on 15 March 2024"},
		{name: "Levantine", tag: "ar", source: "في كانون الثاني الماضي", target: "last January"},
		{name: "Levantine changed", tag: "ar", source: "في تشرين الثاني الماضي", target: "last October", want: "error تشرين الثاني (November) is October in the translation"},
		{name: "Maghreb", tag: "ar", source: "في 5 جويلية و3 أوت و2 ماي و1 فيفري", target: "on 5 July, 3 August, 2 May and 1 February"},
		{name: "Maghreb changed", tag: "ar", source: "في 5 جوان 2020", target: "on 5 July 2020", want: "error جوان (June) is July in the translation"},
		{name: "practised, not March", tag: "ar", source: "الذي مارس المهنة", target: "who practised the profession"},
		{name: "Theresa May", tag: "ar", source: "قالت تيريزا ماي في أكتوبر", target: "Theresa May said in October"},
		{name: "Hijri date kept", tag: "ar", source: "في 12 رمضان 1447 هـ", target: "on 12 Ramadan 1447 AH"},
		{name: "Hijri year converted", tag: "ar", source: "في رمضان 1446 هـ", target: "in Ramadan 2025", want: "note the year 1446 ه is given as 2025"},
		{name: "both years in the source", tag: "ar", source: "عام 1446هـ الموافق 2025", target: "in 2025"},
		{name: "Hijri year converted wrongly", tag: "ar", source: "عام 1446 هـ", target: "in 2012", want: "error the year 1446 ه (2024 or 2025) is 2012 in the translation"},
		{name: "Hijri month changed", tag: "ar", source: "في 12 رمضان 1447", target: "on 12 Rajab 1447", want: "error رمضان is Rajab in the translation"},
		{name: "date in numbers", tag: "ar", source: "في 23/11/2026", target: "on 23 November 2026"},
		{name: "month before day", tag: "ar", source: "في 3/11/2026", target: "on March 11, 2026"},
		{name: "ISO date", tag: "ar", source: "بتاريخ 2026-11-23", target: "on 23 November 2026"},
		{name: "other month than the number", tag: "ar", source: "في 23/11/2026", target: "on 23 October 2026", want: "error the date 23/11/2026 is October in the other text"},
		{name: "names to numbers", tag: "ar", source: "في 23 نوفمبر", target: "on 23/11"},
		{name: "today resolved", tag: "ar", source: "قال اليوم", target: "He said on Monday, 23 November", published: "2026-11-23T10:00:00Z"},
		{name: "today resolved wrongly", tag: "ar", source: "قال اليوم", target: "He said on Friday", published: "2026-11-23", want: "warning Friday is not in the source"},
		{name: "today, day unknown", tag: "ar", source: "قال اليوم", target: "He said on Friday"},
		{name: "weekday to today", tag: "ar", source: "قال الاثنين الماضي", target: "He said today", published: "2026-11-23"},
		// Persian and Urdu
		{name: "Persian spaced", tag: "fa", source: "روز سه شنبه گفت", target: "He said on Tuesday"},
		{name: "Persian joined and changed", tag: "fa", source: "روز پنج‌شنبه گفت", target: "He said on Saturday", want: "error پنج‌شنبه (Thursday) is Saturday in the translation"},
		{name: "Persian prefix is not May", tag: "fa", source: "او می گوید", target: "He says"},
		{name: "Persian May", tag: "fa", source: "۲ مه ۲۰۱۸", target: "2 June 2018", want: "error مه (May) is June in the translation"},
		{name: "Solar month kept", tag: "fa", source: "۱۲ فروردین ۱۴۰۴", target: "12 Farvardin 1404"},
		{name: "Solar date converted", tag: "fa", source: "۱۲ فروردین ۱۴۰۴", target: "1 April 2025", want: "note the month فروردین is given as April\nnote the year ۱۴۰۴ is given as 2025"},
		{name: "Solar month converted wrongly", tag: "fa", source: "۱۲ فروردین", target: "1 July", want: "error the month فروردین is July in the translation"},
		{name: "Afghan month", tag: "fa", source: "۱۲ حمل ۱۴۰۴", target: "12 Hamal 1404"},
		{name: "Urdu Saturday", tag: "ur", source: "ہفتے کے روز ہوا", target: "It happened on Saturday"},
		{name: "Urdu week", tag: "ur", source: "تین ہفتے بعد", target: "three weeks later"},
		{name: "Urdu changed", tag: "ur", source: "جمعرات کو ہوا", target: "It happened on Sunday", want: "error جمعرات (Thursday) is Sunday in the translation"},
		// Hebrew
		{name: "Hebrew", tag: "he", source: "ביום שלישי ה-5 במרץ", target: "on Tuesday, March 5"},
		{name: "Hebrew changed", tag: "he", source: "וביום שני בבוקר", target: "and on Wednesday morning", want: "error וביום שני (Monday) is Wednesday in the translation"},
		{name: "Hebrew letter day", tag: "he", source: "ביום ב' בבוקר", target: "on Monday morning"},
		{name: "Hebrew first, not Sunday", tag: "he", source: "הראשון שהגיע", target: "the first to come"},
		{name: "Hebrew calendar", tag: "he", source: "ב-9 באב", target: "on the 9th of Av"},
		// Cyrillic
		{name: "Russian inflected", tag: "ru", source: "В среду, до пятницы, 3 марта", target: "On Wednesday, until Friday, 3 March"},
		{name: "Russian surroundings", tag: "ru", source: "вредит окружающей среде", target: "harms the environment"},
		{name: "Russian changed", tag: "ru", source: "в ночь на воскресенье", target: "on Saturday night", want: "error воскресенье (Sunday) is Saturday in the translation"},
		{name: "Russian rise is no Sunday", tag: "ru", source: "Воскрешение и воскреснуть", target: "Resurrection"},
		{name: "Ukrainian", tag: "uk", source: "у п'ятницю, 5 липня", target: "on Friday, July 5"},
		{name: "Ukrainian changed", tag: "uk", source: "5 липня 2024 року", target: "June 5, 2024", want: "error липня (July) is June in the translation"},
		// Turkish
		{name: "Turkish suffixes", tag: "tr", source: "Pazartesi'den cumaya, Mayıs'ta", target: "from Monday to Friday, in May"},
		{name: "Turkish market", tag: "tr", source: "yeni bir pazar arıyor", target: "is looking for a new market"},
		{name: "Turkish Sunday", tag: "tr", source: "Pazar günü geldi", target: "He came on Saturday", want: "error Pazar (Sunday) is Saturday in the translation"},
		{name: "Turkish gap", tag: "tr", source: "bu aralık çok geniş", target: "this gap is very wide"},
		// East Asia
		{name: "Chinese", tag: "zh", source: "上周五（9月28日）", target: "last Friday (September 28)"},
		{name: "Chinese changed", tag: "zh", source: "十一月二日星期天", target: "Sunday, December 2", want: "error 十一月 (November) is December in the translation"},
		{name: "once a week", tag: "zh", source: "一周一次", target: "once a week"},
		{name: "three months", tag: "zh", source: "3个月后", target: "three months later"},
		{name: "range of months", tag: "zh", source: "1-9月出口", target: "exports from January to September"},
		{name: "Republic year", tag: "zh", source: "民国113年", target: "in 2024", want: "note the year 民国113年 is given as 2024"},
		{name: "Japanese", tag: "ja", source: "10月3日（土曜日）", target: "Saturday, 3 October"},
		{name: "Japanese changed", tag: "ja", source: "木曜日に", target: "on Tuesday", want: "error 木曜 (Thursday) is Tuesday in the translation"},
		{name: "Japanese era", tag: "ja", source: "令和6年", target: "Reiwa 6"},
		{name: "Japanese era converted wrongly", tag: "ja", source: "平成元年に", target: "in 1998", want: "error the year 平成元年 (1989) is 1998 in the translation"},
		{name: "Korean", tag: "ko", source: "9월 3일 월요일에", target: "on Monday, 3 September"},
		{name: "Korean changed", tag: "ko", source: "금요일부터", target: "from Saturday", want: "error 금요일 (Friday) is Saturday in the translation"},
		{name: "Thai year", tag: "th", source: "พ.ศ. 2567", target: "in 2024", want: "note the year พ.ศ. 2567 is given as 2024"},
		{name: "Hindi", tag: "hi", source: "गुरुवार, 5 मार्च को", target: "on Friday, 5 March", want: "error गुरुवार (Thursday) is Friday in the translation"},
		// Latin scripts
		{name: "Spanish", tag: "es", source: "el miércoles 3 de mayo", target: "on Wednesday 3 May"},
		{name: "Spanish name", tag: "es", source: "según Plácido Domingo", target: "according to Plácido Domingo"},
		{name: "Spanish changed", tag: "es", source: "el sábado", target: "on Sunday", want: "error sábado (Saturday) is Sunday in the translation"},
		{name: "French planet", tag: "fr", source: "la planète Mars", target: "the planet Mars"},
		{name: "French March", tag: "fr", source: "le 3 mars", target: "on 3 May", want: "error mars (March) is May in the translation"},
		{name: "French elision", tag: "fr", source: "l'avril de cette année", target: "the April of this year"},
		{name: "German compound", tag: "de", source: "am Freitagabend im Mai", target: "on Friday evening in May"},
		{name: "German changed", tag: "de", source: "am Sonnabend", target: "on Sunday", want: "error Sonnabend (Saturday) is Sunday in the translation"},
		{name: "German date", tag: "de", source: "vom 23.11.2026", target: "of 23 November 2026"},
		{name: "Portuguese", tag: "pt", source: "na sexta-feira, segundo ele", target: "on Friday, according to him"},
		{name: "Portuguese second", tag: "pt", source: "a segunda vez", target: "the second time"},
		{name: "Portuguese changed", tag: "pt", source: "na quinta-feira", target: "on Wednesday", want: "error quinta-feira (Thursday) is Wednesday in the translation"},
		{name: "Italian changed", tag: "it", source: "giovedì 4 luglio", target: "Thursday 4 June", want: "error luglio (July) is June in the translation"},
		// English
		{name: "may, march, sun", tag: "fr", source: "Ils marchent au soleil", target: "They may march in the sun"},
		{name: "abbreviations", tag: "fr", source: "lundi 3 septembre et mercredi 5 octobre", target: "Mon. Sept. 3 and Wed. Oct. 5"},
		{name: "weekend", tag: "de", source: "am Samstag und Sonntag", target: "at the weekend"},
		{name: "possessive and plural", tag: "fr", source: "le vote de lundi et les mardis", target: "Monday's vote and Tuesdays"},
		{name: "a newspaper", tag: "ar", source: "قالت صنداي تايمز", target: "The Sunday Times said"},
		{name: "from English", tag: "en", source: "on Monday in May 2020", target: "on Monday in May 2020"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			doc := Document{SourceLanguage: row.tag, TargetLanguage: "en", Translated: true, Published: row.published,
				Pairs: []Pair{{Number: 1, Source: row.source, Target: row.target}}}
			report := Run(doc, []Check{calendar})
			compare(t, report, row.want)
			checkEvidence(t, doc, report)
		})
	}
}

// TestCalendarInto checks that English is no special case.
func TestCalendarInto(t *testing.T) {
	doc := Document{SourceLanguage: "en", TargetLanguage: "de", Translated: true,
		Pairs: []Pair{{Number: 1, Source: "on Tuesday", Target: "am Donnerstag"}, {Number: 2, Source: "on Tuesday, May 3", Target: "am Dienstag, dem 3. Mai"}}}
	compare(t, Run(doc, []Check{calendar}), "error Tuesday is Donnerstag in the translation")
}

func TestCalendarSkipped(t *testing.T) {
	for tag, want := range map[string]string{"yo": "not checked for Yoruba", "": "a language is unknown"} {
		got := Run(Document{SourceLanguage: tag, TargetLanguage: "en", Translated: true}, []Check{calendar}).Skipped
		if len(got) != 1 || got[0].Reason != want {
			t.Errorf("from %q: skipped %v, want %q", tag, got, want)
		}
	}
}

// TestCalendarFile reads every line, and finds every form in a text of itself.
func TestCalendarFile(t *testing.T) {
	for _, f := range dataLines(calendarFile) {
		switch {
		case len(f) == 2 && f[1] == "lower":
		case len(f) < 4:
			t.Errorf("line %q is too short", f)
		case f[1] == "before" || f[1] == "after" || f[1] == "rough":
			if _, ok := classNames[f[2]]; !ok {
				t.Errorf("%s: unknown class %q", f[0], f[2])
			}
		default:
			value, err := strconv.Atoi(f[2])
			if _, ok := classNames[f[1]]; !ok || err != nil || value < 1 || value > 12 {
				t.Errorf("line %q is not: language, class, value, forms", f)
			}
			for form := range strings.SplitSeq(strings.Join(f[3:], " "), ", ") {
				findForm(t, f[0], readForm(classNames[f[1]], value, form))
			}
		}
	}
}

func findForm(t *testing.T, tag string, form *calendarForm) {
	t.Helper()
	text := form.text
	if form.capital {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	for _, n := range calendarNames(text, tokenize(text), tag) {
		if n.class == form.class && n.value == form.value {
			return
		}
	}
	t.Errorf("%s %q is not found in a text of itself", tag, text)
}

// TestCalendarWhole checks that a language has all its weekdays and months.
func TestCalendarWhole(t *testing.T) {
	for _, tag := range tagsIn(calendarFile) {
		table := calendarNamesOf(tag)
		have := map[[2]int]bool{}
		note := func(forms map[string][]*calendarForm) {
			for _, list := range forms {
				for _, f := range list {
					have[[2]int{int(f.class), f.value}] = true
				}
			}
		}
		note(table.byWord)
		for _, lists := range []map[rune][]*calendarForm{table.stems, table.byRune} {
			for _, list := range lists {
				note(map[string][]*calendarForm{"": list})
			}
		}
		for value := 1; value <= 12; value++ {
			if value <= 7 && !have[[2]int{int(weekdayName), value}] {
				t.Errorf("%s has no weekday %d", tag, value)
			}
			numbered := tag == "zh" || tag == "ja" || tag == "ko"
			if !numbered && !have[[2]int{int(monthName), value}] {
				t.Errorf("%s has no month %d", tag, value)
			}
		}
	}
}
