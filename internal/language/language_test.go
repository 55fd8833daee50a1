package language

import "testing"

func TestTags(t *testing.T) {
	tests := []struct{ tag, name, script, dir string }{
		{"ar", "Arabic", "Arab", "rtl"},
		{"fa-IR", "Persian", "Arab", "rtl"},
		{"he", "Hebrew", "Hebr", "rtl"},
		{"ckb", "Central Kurdish", "Arab", "rtl"},
		{"dv", "Dhivehi", "Thaa", "rtl"},
		{"fr", "French", "Latn", "ltr"},
		{"pt_BR", "Portuguese", "Latn", "ltr"},
		{"zh-Hant", "Chinese", "Hant", "ltr"},
		{"ja", "Japanese", "Jpan", "ltr"},
		{"sr-Latn", "Serbian", "Latn", "ltr"},
		{"uz-arab", "Uzbek", "Arab", "rtl"},
		{"es-419", "Spanish", "Latn", "ltr"},
		{"xx", "xx", "", "ltr"},
		{"", "unknown language", "", "ltr"},
	}
	for _, tt := range tests {
		t.Run(tt.tag, func(t *testing.T) {
			if got := Name(tt.tag); got != tt.name {
				t.Errorf("Name(%q) = %q, want %q", tt.tag, got, tt.name)
			}
			if got := Script(tt.tag); got != tt.script {
				t.Errorf("Script(%q) = %q, want %q", tt.tag, got, tt.script)
			}
			if got := Direction(tt.tag); got != tt.dir {
				t.Errorf("Direction(%q) = %q, want %q", tt.tag, got, tt.dir)
			}
		})
	}
}

func TestIsEnglish(t *testing.T) {
	for tag, want := range map[string]bool{"en": true, "en-GB": true, "EN_us": true, "eng": false, "": false, "fr": false} {
		if got := IsEnglish(tag); got != want {
			t.Errorf("IsEnglish(%q) = %v, want %v", tag, got, want)
		}
	}
}

// Every tag that detection can answer with has a name and a script.
func TestDetectableTagsAreInTheTable(t *testing.T) {
	var tags []string
	for _, tag := range oneLanguage {
		tags = append(tags, tag)
	}
	for _, l := range ownLetters {
		tags = append(tags, l.tag)
	}
	tags = append(tags, functionTags()...)
	for _, tag := range tags {
		if tag == "nqo" {
			continue // N'Ko has a script of its own and no language in CLDR's list of names in use
		}
		if _, ok := languages()[tag]; !ok {
			t.Errorf("%q is not in data/languages.txt", tag)
		}
	}
}

func TestDominantScript(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"arabic with latin names", "أعلنت شركة Google عن منتج جديد في السوق", "Arab"},
		{"persian presentation forms", "\uFEDF\uFEEE\uFE91", "Arab"},
		{"hebrew", "ראש הממשלה אמר", "Hebr"},
		{"japanese with many kanji", "衆院議院運営委員会は午後の理事会で", "Jpan"},
		{"chinese", "中国制造的领军者", "Hani"},
		{"chinese name in japanese quotes only", "北京の中国外交部发言人在例行记者会上表示中方将采取必要措施坚决维护国家主权", "Hani"},
		{"korean", "한나라당은 국회", "Hang"},
		{"cyrillic", "Москва", "Cyrl"},
		{"digits only", "123 ٤٥٦ — !", ""},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := DominantScript(tt.text); got != tt.want {
				t.Errorf("DominantScript(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestScriptShare(t *testing.T) {
	tests := []struct {
		name, text, script string
		want               float64
	}{
		{"half", "ab אב 12", "Latn", 0.5},
		{"all", "été, naïve", "Latn", 1},
		{"kana and han are japanese", "東京タワー", "Jpan", 1},
		{"han alone", "東京タワ", "Hani", 0.5},
		{"hangul and han", "北韓은", "Kore", 1},
		{"no letters", "12", "Latn", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ScriptShare(tt.text, tt.script); got != tt.want {
				t.Errorf("ScriptShare(%q, %s) = %v, want %v", tt.text, tt.script, got, tt.want)
			}
		})
	}
}

// The search over blocks needs them in order.
func TestBlocksAreOrdered(t *testing.T) {
	for i, b := range blocks {
		if b.first > b.last || i > 0 && blocks[i-1].last >= b.first {
			t.Errorf("block %d (%04X) is out of order", i, b.first)
		}
	}
}
