package name

import "testing"

// TestKinds says what a name is by what stands beside it in English.
func TestKinds(t *testing.T) {
	for _, r := range []struct {
		target, name string
		want         Kind
	}{
		{"It was Ambassador Samir Zaytoun.", "Samir Zaytoun", Person},
		{"It was the minister, Wassim Zaytoun, they said.", "Wassim Zaytoun", Person},
		{"It was Wassim Zaytoun, the company's lawyer.", "Wassim Zaytoun", Person},
		{"It was Zaytoun, who resigned.", "Zaytoun", Person},
		{"They asked Wassim Zaytoun said.", "Wassim Zaytoun", Person},
		{"It failed, said Zaytoun.", "Zaytoun", Person},
		{"It was Zaytoun.", "Zaytoun", ""},
		{"It was Wassim Zaytoun.", "Wassim Zaytoun", ""},
		{"They live in Zaytoun.", "Zaytoun", Place},
		{"They came from Zaytoun.", "Zaytoun", Place},
		{"They left the city of Zaytoun.", "Zaytoun", Place},
		{"It was Zaytoun province.", "Zaytoun", Place},
		{"They saw the Port of Zaytoun.", "Port of Zaytoun", Place},
		{"ZAYTOUN, October 12 –", "ZAYTOUN", Place},
		{"They met in Zaytoun, who says so.", "Zaytoun", Place},
		{"It was the Zaytoun News Agency.", "Zaytoun News Agency", Organisation},
		{"It was the Zaytoun Company.", "Zaytoun Company", Organisation},
		{"It was ZTN that did.", "ZTN", Organisation},
		{"They came to Zaytoun's view.", "Zaytoun", ""},
	} {
		names := Find([]Pair{{Number: 1, Source: "وسيم سمير زيتون ZTN", Target: r.target}}, "ar", nil)
		if len(names) != 1 || names[0].Target != r.name || names[0].Kind != r.want {
			t.Errorf("%s %+v, want %s as %q", r.target, names, r.name, r.want)
		}
	}
	names := Find([]Pair{
		{Number: 1, Source: "ZAYTOUN", Target: "It was ZAYTOUN that did."},
		{Number: 2, Source: "Zaytoun", Target: "They live in Zaytoun."},
	}, "es", nil)
	if len(names) != 1 || names[0].Target != "Zaytoun" || names[0].Kind != Place {
		t.Errorf("in capitals and not: %+v", names)
	}
}

// TestPeoples: peoples, religions, adjectives, languages and dates are no names.
func TestPeoples(t *testing.T) {
	for _, r := range []struct{ tag, source, target string }{
		{"ar", "القمة العربية الإسلامية", "It was the Arab-Islamic summit."},
		{"ar", "الشعب الفلسطيني والجيش الإسرائيلي", "They are the Palestinian people and the Israeli army."},
		{"ru", "Российские, немецкие и польские компании", "They are Russian, German and Polish companies."},
		{"he", "נציגים כורדים ודרוזים", "They are Kurdish and Druze representatives."},
		{"fr", "les Nord-Coréens et les Néerlandais", "They are the North Koreans and the Dutch."},
		{"fa", "۲۱ مهر ۱۴۰۵", "It was on Mehr 21, 1405."},
		{"tr", "Türkçe ve Arapça", "They spoke Turkish and Arabic."},
		{"ar", "الحزب الجمهوري والجمهوريين", "It is a Republic."},
	} {
		if names := Find([]Pair{{Number: 1, Source: r.source, Target: r.target}}, r.tag, nil); len(names) > 0 {
			t.Errorf("%s: %+v", r.target, names)
		}
	}
}
