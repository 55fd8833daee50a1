package language

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"composes", "e\u0301te\u0301", "été"},
		{"bidi controls", "\u202Bسلام\u202C \u2067x\u2069", "سلام x"},
		{"zero width and byte order mark", "a\u200Bb\uFEFFc\u200F", "abc"},
		{"soft hyphen", "Staats\u00ADminister", "Staatsminister"},
		{"tatweel stays", "كتـــاب الـ21", "كتـــاب الـ21"},
		{"persian non-joiner stays", "می\u200Cشود", "می\u200Cشود"},
		{"non-joiner at a word's end goes", "خانه\u200C است", "خانه است"},
		{"non-joiner in latin goes", "foo\u200Cbar", "foobar"},
		{"joiner after virama stays", "ක්\u200Dෂ", "ක්\u200Dෂ"},
		{"joiner elsewhere goes", "a\u200Db", "ab"},
		{"invisible tag characters", "news\U000E0069\U000E0067", "news"},
		{"diacritics stay", "عُقِدَ", "عُقِدَ"},
		{"white space stays", "3\u202F000 \n x", "3\u202F000 \n x"},
		{"ascii", "plain", "plain"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Clean(tt.in)
			if got != tt.want {
				t.Errorf("Clean(%+q) = %+q, want %+q", tt.in, got, tt.want)
			}
			if again := Clean(got); again != got {
				t.Errorf("Clean is not idempotent: %+q, then %+q", got, again)
			}
		})
	}
}

func TestUnstretched(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"in a word", "كتـــاب", "كتاب"},
		{"before a number", "الـ21", "ال21"},
		{"the hijri mark keeps its own", "عام 1447 هـ، و1446هـ", "عام 1447 هـ، و1446هـ"},
		{"at the end of a word with heh", "وجهـ", "وجه"},
		{"none", "كتاب", "كتاب"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Unstretched(tt.in); got != tt.want {
				t.Errorf("Unstretched(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ name, a, b string }{
		{"alef forms", "أإآٱا", "ااااا"},
		{"yeh and kaf", "کی كتابى", "كي كتابي"},
		{"teh marbuta", "مدرسة", "مدرسه"},
		{"hamza seats", "مسؤول", "مسئول"},
		{"diacritics and tatweel", "عُقِـــدَ", "عقد"},
		{"digits of three scripts", "٢٠٢٤ ۲۰۲۴", "2024 2024"},
		{"lam-alef ligature", "\uFEFB", "لا"},
		{"latin accents and case", "ÉTÉ", "ete"},
		{"sharp s", "Straße", "STRASSE"},
		{"turkish dots", "İstanbul", "istanbul"},
		{"quotation marks", "“x” «y» ‘z’", `"x" "y" 'z'`},
		{"white space", "  a \u00A0\n b ", "a b"},
		{"full width", "ＡＢＣ１２", "abc12"},
		{"persian without non-joiner", "می\u200Cشود", "میشود"},
		{"hebrew points", "שָׁלוֹם", "שלום"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if a, b := Fold(tt.a), Fold(tt.b); a != b {
				t.Errorf("Fold(%q) = %q, Fold(%q) = %q, want them equal", tt.a, a, tt.b, b)
			}
		})
	}
	if Fold("Kamal") == Fold("Kamel") || Fold("کرم") == Fold("کریم") {
		t.Error("Fold makes different names equal")
	}
	if got := Fold("が"); got != "が" {
		t.Errorf("Fold(が) = %q: kana voicing marks are letters", got)
	}
}

func TestDigits(t *testing.T) {
	tests := map[string]string{
		"١٬٢٣٤٫٥": "1٬234٫5", "۱۴۰۴": "1404", "१२३": "123", "０９": "09", "a1": "a1", "𝟘𝟗": "09", "½ Ⅳ": "½ Ⅳ",
	}
	for in, want := range tests {
		if got := Digits(in); got != want {
			t.Errorf("Digits(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	tests := []struct {
		name, text string
		list       string
		count      int
	}{
		{"punctuation is no word", "Hello, world — 3.5 %!", "Hello|world|3.5", 3},
		{"persian with non-joiner", "کتاب‌ها می‌شود", "کتاب‌ها|می‌شود", 2},
		{"arabic", "عُقد اليوم، في جدة.", "عُقد|اليوم|في|جدة", 4},
		{"chinese counts two characters a word", "中国制造", "中|国|制|造", 2},
		{"an odd character counts", "中国人", "中|国|人", 2},
		{"thai", "สวัสดีครับ", "", 2},
		{"a hyphen joins", "the Secretary-General - by 8.5-megawatt e‑mail", "", 5},
		{"nothing", " — ", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(Words(tt.text), "|"); tt.list != "" && got != tt.list {
				t.Errorf("Words(%q) = %s, want %s", tt.text, got, tt.list)
			}
			if got := CountWords(tt.text); got != tt.count {
				t.Errorf("CountWords(%q) = %d, want %d", tt.text, got, tt.count)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	f.Add("می\u200Cشود هـ \u202E e\u0301")
	f.Add("\u0640\u0640ه\u200D\u200C\u200B\u0301")
	f.Add("\u200C\xF8\u202E\x80\xAE") // as long with its bad bytes replaced as with its signs
	f.Fuzz(func(t *testing.T, text string) {
		got := Clean(text)
		if !norm.NFC.IsNormalString(got) {
			t.Errorf("Clean(%+q) is not in NFC", text)
		}
		if strings.ContainsFunc(got, hidden) {
			t.Errorf("Clean(%+q) = %+q has a hidden sign", text, got)
		}
		Fold(text)
		if len([]rune(Digits(text))) != len([]rune(text)) {
			t.Errorf("Digits(%+q) changes the number of code points", text)
		}
	})
}
