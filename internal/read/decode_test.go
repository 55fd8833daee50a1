package read

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/htmlindex"

	"dragoman/internal/fixture"
)

// wide encodes text in UTF-16.
func wide(text string, big bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			b.WriteByte(byte(u >> 8))
		}
		b.WriteByte(byte(u))
		if !big {
			b.WriteByte(byte(u >> 8))
		}
	}
	return b.String()
}

func legacy(t *testing.T, charset, text string) string {
	t.Helper()
	enc, err := htmlindex.Get(charset)
	if err != nil {
		t.Fatal(err)
	}
	out, err := enc.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	const (
		arabic  = "عقد اليوم في جدة اجتماع تحضيري للدورة الاستثنائية لمجلس وزراء خارجية الدول الأعضاء في المنظمة، وأكد الأمين العام على أهمية الاجتماع."
		russian = "Сегодня в Москве прошло заседание правительства, на котором обсуждались вопросы развития транспорта и связи в регионах страны."
		french  = "Le ministre a déclaré que les négociations à Genève étaient très avancées et qu’un accord était « possible » avant l’été."
		smile   = "Texte avec un 😀 dedans et des mots"
	)
	tests := []struct{ name, data, want, charset string }{
		{"utf-8", arabic, arabic, "utf-8"},
		{"utf-8 with a mark", "\uFEFF" + arabic, arabic, "utf-8"},
		{"utf-16le with a mark", "\xFF\xFE" + wide(arabic+smile, false), arabic + smile, "utf-16le"},
		{"utf-16be with a mark", "\xFE\xFF" + wide(arabic+smile, true), arabic + smile, "utf-16be"},
		{"utf-16le without one", wide(arabic, false), arabic, "utf-16le"},
		{"utf-16be without one", wide(french, true), french, "utf-16be"},
		{"utf-32le", "\xFF\xFE\x00\x00a\x00\x00\x00\x00\xF6\x01\x00", "a😀", "utf-32le"},
		{"utf-32be", "\x00\x00\xFE\xFF\x00\x00\x00a", "a", "utf-32be"},
		{"windows-1256", legacy(t, "windows-1256", arabic), arabic, "windows-1256"},
		{"windows-1251", legacy(t, "windows-1251", russian), russian, "windows-1251"},
		{"koi8-r", legacy(t, "koi8-r", russian), russian, "koi8-r"},
		{"windows-1252 with curly quotes", legacy(t, "windows-1252", french), french, "windows-1252"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, charset, e := decode([]byte(tt.data))
			if e != nil {
				t.Fatal(e)
			}
			if text != tt.want || charset != tt.charset {
				t.Errorf("got %q as %s, want %q as %s", text, charset, tt.want, tt.charset)
			}
		})
	}
}

func TestEncodingIsInTheRecord(t *testing.T) {
	a := mustRead(t, legacy(t, "windows-1251", "Сегодня в Москве прошло заседание правительства, на котором обсуждались вопросы."), "-", Options{})
	if a.Extra["encoding"] != "windows-1251" || a.Language != "ru" {
		t.Errorf("encoding %v, language %q", a.Extra["encoding"], a.Language)
	}
}

// Pages without a declaration, one in each of 16 encodings.
func TestDetector(t *testing.T) {
	dir := fixture.Path(t, "data", "encodings")
	data, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ File, Encoding, Text string }
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) != 16 {
		t.Fatalf("%d cases, want 16", len(cases))
	}
	for _, c := range cases {
		t.Run(c.File, func(t *testing.T) {
			page, err := os.ReadFile(filepath.Join(dir, c.File))
			if err != nil {
				t.Fatal(err)
			}
			text, charset, e := decode(page)
			if e != nil {
				t.Fatal(e)
			}
			first := string([]rune(strings.Fields(c.Text)[0])[:2])
			if !strings.Contains(text, first) {
				t.Errorf("decoded as %s, the text lacks %q", charset, first)
			}
			words, found := strings.Fields(c.Text), 0
			for _, w := range words {
				if strings.Contains(text, w) {
					found++
				}
			}
			if found*10 < len(words)*9 {
				t.Errorf("decoded as %s, want %s: %d of %d words found", charset, c.Encoding, found, len(words))
			}
		})
	}
}
