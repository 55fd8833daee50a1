package language

import (
	"strings"
	"testing"
)

func sentencesOf(text, tag string) []string {
	var list []string
	for _, s := range Sentences(text, tag) {
		list = append(list, s.Of(text))
	}
	return list
}

func TestSentences(t *testing.T) {
	tests := []struct {
		name, tag string
		want      []string // joined with spaces, they are the text
	}{
		{"arabic full stop and question mark", "ar", []string{"عُقد الاجتماع اليوم.", "هل يكفي ذلك؟", "قال الوزير: نعم، يكفي."}},
		{"arabic comma and semicolon end nothing", "ar", []string{"قال، ثم أضاف؛ ثم سكت: لا."}},
		{"arabic title", "ar", []string{"التقى د. محمد بالوفد.", "ثم غادر."}},
		{"urdu full stop", "ur", []string{"یہ پہلا جملہ ہے۔", "یہ دوسرا ہے۔"}},
		{"decimals and times", "en", []string{"It rose 3.5 percent at 5.30 p.m. on Monday.", "Then it fell."}},
		{"initials", "en", []string{"J. R. Smith met George W. Bush.", "They talked."}},
		{"country before a sentence", "en", []string{"He lives in the U.S.", "The company does not."}},
		{"country before a name", "en", []string{"The U.S. President spoke."}},
		{"titles and months", "en", []string{"Mr. Smith saw Dr. Jones on Nov. 23.", "It rained."}},
		{"german date", "de", []string{"Am 3. März begann der Streik.", "Er endete am 12. Mai."}},
		{"french quotation", "fr", []string{"« Non ! » a-t-il dit.", "Il est parti."}},
		{"ellipsis before a sentence", "fr", []string{"Il hésite…", "Puis il part."}},
		{"ellipsis inside one", "fr", []string{"Il hésite… puis il part."}},
		{"russian abbreviations", "ru", []string{"В 2024 г. бюджет составил 3 млрд. руб. на год.", "Он вырос."}},
		{"greek question mark", "el", []string{"Ποιος είναι;", "Δεν ξέρω."}},
		{"space before a closing mark", "fr", []string{"Il a dit : « Ce n’est plus le cas. »", "Quant aux autres, non."}},
		{"latin letter before an Arabic sentence", "ar", []string{"ينطق حرف u.", "وذكرت اللجنة ذلك."}},
		{"letter names", "ar", []string{"ظهر دي آر. بوبول لأول مرة."}},
		{"web address", "en", []string{"See www.example.com for more.", "Thanks."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := sentencesOf(strings.Join(tt.want, " "), tt.tag)
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("got  %s\nwant %s", strings.Join(got, " | "), strings.Join(tt.want, " | "))
			}
		})
	}
}

func TestSentencesWithoutSpaces(t *testing.T) {
	got := strings.Join(sentencesOf("首相は述べた。「問題ない。」と答えた。", "ja"), "|")
	if want := "首相は述べた。|「問題ない。」と答えた。"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := sentencesOf("First line\nsecond line", "en"); len(got) != 2 {
		t.Errorf("a line end does not end a sentence: %q", got)
	}
	if got := Sentences("  \n ", "en"); len(got) != 0 {
		t.Errorf("white space has sentences: %v", got)
	}
}

// The golden cases of two sentence splitters. Some of them are about text that
// no article has, and some follow other conventions; see the folder's README.
func TestSentencesGolden(t *testing.T) {
	right, total := 0, 0
	for _, c := range sentenceCases(t) {
		got := sentencesOf(c.Text, c.Lang)
		if squeezed(strings.Join(got, "")) != squeezed(c.Text) {
			t.Errorf("%s: text is lost: %q", c.ID, got)
		}
		if !c.Covers {
			continue
		}
		total++
		if strings.Join(got, "|") == strings.Join(c.Segments, "|") {
			right++
		}
	}
	t.Logf("%d of %d right", right, total)
	// Most of the rest are numbered lists on one line and software text.
	if right*100 < total*70 {
		t.Errorf("%d of %d right, want 70 in a hundred", right, total)
	}
}

func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

func FuzzSentences(f *testing.F) {
	f.Add("Mr. Smith… «Non !» dit-il. 3. März; ποιος; ۔", "el")
	f.Fuzz(func(t *testing.T, text, tag string) {
		if got := squeezed(strings.Join(sentencesOf(text, tag), "")); got != squeezed(text) {
			t.Errorf("Sentences(%q, %q) lose text: %q", text, tag, got)
		}
	})
}

func BenchmarkSentences(b *testing.B) {
	text := strings.Repeat("Mr. Smith met the U.S. President on Nov. 23, 2025 in Washington. ثم غادر الوفد إلى جدة. ", 500)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Sentences(text, "en")
	}
}
