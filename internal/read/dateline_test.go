package read

import "testing"

func TestDateline(t *testing.T) {
	const rest = "le texte de la dépêche commence ici."
	tests := []struct{ head, published string }{
		{"JEDDAH, Nov 23 (UNA) —", ""},
		{"JEDDAH, Nov 23, 2025 (UNA) —", "2025-11-23"},
		{"PARIS, 3 mars (AFP) -", ""},
		{"PARIS, 3 mars 2026 (AFP) -", "2026-03-03"},
		{"Paris, 1er mars 2026 –", "2026-03-01"},
		{"LONDON (AP) —", ""},
		{"LONDON (AP) --", ""},
		{"NEW YORK, March 3 (Reuters) -", ""},
		{"SANAA, Yemen (AP) —", ""},
		{"SHARM EL-SHEIKH, Egypt, 23 November 2025 (Europa Press/Prensa Latina) —", "2025-11-23"},
		{"Berlin (dpa) -", ""},
		{"Berlin (dpa/AFP) –", ""},
		{"Rio de Janeiro (AFP) -", ""},
		{"Madrid, 3 mar (EFE).-", ""},
		{"MADRID, 3 de marzo de 2026 (EUROPA PRESS) -", "2026-03-03"},
		{"ANKARA (AA) -", ""},
		{"МОСКВА, 9 янв - РИА Новости.", ""},
		{"МОСКВА, 9 января 2026 г. (ТАСС) —", "2026-01-09"},
		{"جدة (يونا) –", ""},
		{"الرياض، 23 نوفمبر 2025م (واس) -", "2025-11-23"},
		{"القاهرة، ٣ مارس ٢٠٢٦ (أ ش أ) -", "2026-03-03"},
		{"بيروت، 5 كانون 2 (وكالات) -", "no dateline"},
		{"الرياض، 12 رمضان 1447 هـ (واس) -", ""},
		{"تهران - ایرنا -", ""},
		{"تهران (ایرنا) –", ""},
		{"یزد، ۲۱ مهر ۱۴۰۵ –", ""},
		{"新华社北京3月3日电", ""},
		{"【ロンドン=共同】", ""},
		{"(서울=연합뉴스) 홍길동 기자 =", ""},
		{"PARIS, 31 février 2026 (AFP) -", "no dateline"},
		// What only looks like one.
		{"Sunday, March 3 -", "no dateline"},
		{"الأحد، 3 مارس -", "no dateline"},
		{"Banque Mondiale (BM) –", "no dateline"},
		{"Le Parlement européen (PE) –", "no dateline"},
		{"BREAKING —", "no dateline"},
		{"EXCLUSIF -", "no dateline"},
		{"وقال الوزير –", "no dateline"},
		{"الاتحاد الأوروبي (اليويفا) –", "no dateline"},
		{"Le 3 mars 2026 –", "no dateline"},
		{"In Paris, 3 people (all French) -", "no dateline"},
		{"Jean Dupont, 43 ans -", "no dateline"},
		{"« Paris », 3 mars (AFP) -", "no dateline"},
	}
	for _, tt := range tests {
		t.Run(tt.head, func(t *testing.T) {
			got, after := cutDateline(tt.head + " " + rest)
			if tt.published == "no dateline" {
				if got.text != "" {
					t.Errorf("%q is taken for a dateline", got.text)
				}
				return
			}
			if got.text != tt.head || got.published != tt.published || after != rest {
				t.Errorf("got %q, published %q, rest %q; want %q, %q, %q", got.text, got.published, after, tt.head, tt.published, rest)
			}
		})
	}
}

// A date in the body says nothing about when the article was published.
func TestPublishedOnlyFromADateline(t *testing.T) {
	a := mustRead(t, "Titre\n\nLe 3 mars 2026, le ministre – qui revenait de Rome – a parlé.\n\nPARIS, 4 mars 2026 (AFP) - Trop tard pour une dépêche.", "-", Options{})
	if a.Published != "" || len(a.Segments) != 3 {
		t.Errorf("published %q, %d segments; want none and 3", a.Published, len(a.Segments))
	}
}
