package language

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/internal/fixture"
)

func TestDetect(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"arabic headline", "الاجتماع التحضيري للدورة الاستثنائية في جدة", "ar"},
		{"arabic with latin names", "قالت شركة Google وشركة Microsoft Corporation إن المشروع تأخر كثيرا عن موعده", "ar"},
		{"arabic on a persian keyboard", "قال الرئیس إن الحکومة ستعمل علی حل المشکلة في البلاد", "ar"},
		{"persian", "رئیس جمهور گفت که این طرح از فردا اجرا می‌شود", "fa"},
		{"persian with arabic letters", "رئيس جمهور گفت كه اين طرح از فردا اجرا مي شود و در كشور است", "fa"},
		{"urdu", "وزیر اعظم نے کہا ہے کہ حکومت عوام کے ساتھ ہے", "ur"},
		{"pashto", "ولسمشر وویل چې د هېواد خلک به ډېر ښه ژوند ولري", "ps"},
		{"central kurdish", "سەرۆکی هەرێم ڕایگەیاند کە کۆبوونەوەکە بەڕێوە دەچێت", "ckb"},
		{"hebrew", "ראש הממשלה אמר הבוקר", "he"},
		{"yiddish", "דער פּרעמיער האָט געזאָגט אַז ייִדן װאָס װוינען דאָרט זײַנען זיכער", "yi"},
		{"greek", "Ο πρωθυπουργός", "el"},
		{"thai", "นายกรัฐมนตรี", "th"},
		{"japanese", "首相は記者会見で述べた", "ja"},
		{"chinese", "国家主席", "zh"},
		{"korean", "대통령은 오늘", "ko"},
		{"georgian", "პრემიერ-მინისტრი", "ka"},
		{"armenian", "Վարչապետը", "hy"},
		{"russian", "Президент заявил, что выборы пройдут в срок", "ru"},
		{"ukrainian", "Президент заявив, що її рішення підтримає країна", "uk"},
		{"serbian", "Председник је рекао да ће људи бити обавештени", "sr"},
		{"bulgarian", "Министърът заяви, че държавата ще помогне на пострадалите", "bg"},
		{"french headline", "Le port de Brest se dote d’un quai électrique pour les ferries", "fr"},
		{"german", "Die Bundesregierung will das Gesetz noch in diesem Jahr auf den Weg bringen", "de"},
		{"spanish", "El presidente anunció que la ley entrará en vigor en la próxima semana", "es"},
		{"turkish", "Cumhurbaşkanı, yeni yasanın gelecek hafta yürürlüğe gireceğini açıkladı", "tr"},
		{"english", "The president said that the law would come into force in the next week", "en"},
		{"hindi", "प्रधानमंत्री ने कहा कि सरकार इस योजना को लागू करेगी", "hi"},
		{"nepali", "प्रधानमन्त्रीले भने कि सरकारले यो योजना लागू गरेको छ र अन्य पनि छन्", "ne"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := Detect(tt.text); got != tt.want || !ok {
				t.Errorf("Detect(%q) = %q, %v, want %q", tt.text, got, ok, tt.want)
			}
		})
	}
}

func TestDetectGivesUp(t *testing.T) {
	for _, text := range []string{"", "123", "OK", "CNN, BBC", "— ! —", "Reuters", "ab"} {
		if got, ok := Detect(text); ok || got != "" {
			t.Errorf("Detect(%q) = %q, %v, want nothing", text, got, ok)
		}
	}
}

func TestSegmentTag(t *testing.T) {
	const (
		english = "The minister told reporters that the talks with the delegation had been long and difficult but that they would go on in the coming week."
		french  = "Le ministre a déclaré aux journalistes que les discussions avec la délégation avaient été longues et difficiles mais qu’elles se poursuivraient la semaine prochaine."
	)
	tests := []struct{ name, text, article, want string }{
		{"same language", french, "fr", "fr"},
		{"english paragraph in a french article", english, "fr", "en"},
		{"french paragraph in an english article", french, "en", "fr"},
		{"a short one in the same script keeps the article's", "Breaking news of the day", "fr", "fr"},
		{"english sentence in an arabic article", english, "ar", "en"},
		{"a name in another script proves nothing", "CNN", "ar", "ar"},
		{"short arabic quotation in a french article", "قال إن الوضع في غاية الصعوبة", "fr", "ar"},
		{"russian in an arabic article", "Он сказал, что выборы будут честными", "ar", "ru"},
		{"mixed scripts keep the article's", "قال the minister إن الوضع", "ar", "ar"},
		{"digits", "2024", "ar", "ar"},
		{"unknown article", english, "", "en"},
		{"variant of the article's language", french, "fr-CA", "fr-CA"},
		{"chinese characters only in a japanese article", "首相官邸前", "ja", "ja"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := SegmentTag(tt.text, tt.article); got != tt.want {
				t.Errorf("SegmentTag(%q, %q) = %q, want %q", tt.text, tt.article, got, tt.want)
			}
		})
	}
}

// Real paragraphs: whole documents are always right, single sentences wrong at
// most once in a hundred, and nothing foreign is ever taken for English.
func TestDetectNews(t *testing.T) {
	dir := fixture.Path(t, "data", "ntrex")
	files := map[string]string{
		"arb": "ar", "deu": "de", "eng": "en", "fas": "fa", "fra": "fr", "heb": "he", "hin": "hi",
		"jpn": "ja", "rus": "ru", "spa": "es", "tur": "tr", "urd": "ur", "zho-CN": "zh",
	}
	for file, want := range files {
		t.Run(want, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, file+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := Detect(string(data)); got != want {
				t.Errorf("the whole text is %q, want %q", got, want)
			}
			lines := strings.Split(strings.TrimSpace(string(data)), "\n")
			wrong, undecided := 0, 0
			for _, line := range lines {
				got, ok := Detect(line)
				switch {
				case !ok:
					undecided++
				case got != want:
					wrong++
					t.Logf("%q: %s", got, line)
				}
				if tag := SegmentTag(line, want); want != "en" && IsEnglish(tag) && ScriptShare(line, Script(want)) > 0 {
					t.Errorf("taken for English: %s", line)
				}
			}
			t.Logf("%d of %d wrong, %d undecided", wrong, len(lines), undecided)
			if wrong*100 > len(lines) || undecided*5 > len(lines) {
				t.Errorf("%d wrong and %d undecided of %d sentences; at most one in a hundred, and one in five", wrong, undecided, len(lines))
			}
		})
	}
}

func TestDetectIsDeterministic(t *testing.T) {
	const text = "Kunne det være norsk eller dansk i denne setningen som er svært kort"
	first, ok := Detect(text)
	for range 50 {
		if got, again := Detect(text); got != first || again != ok {
			t.Fatalf("Detect gives %q, then %q", first, got)
		}
	}
}
