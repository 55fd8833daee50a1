package read

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"dragoman/internal/fixture"
)

const (
	arabicText  = "عقد اليوم في جدة اجتماع تحضيري للدورة الاستثنائية لمجلس وزراء خارجية الدول الأعضاء في المنظمة"
	russianText = "Сегодня в Москве прошло заседание правительства, на котором обсуждались вопросы развития транспорта"
	polishText  = "Rząd przyjął wczoraj „ustawę” o ochronie środowiska – mówił źle poinformowany rzecznik"
)

func metaPage(charset, text string) string {
	return `<html><head><meta charset="` + charset + `"></head><body><p>` + text + `</p></body></html>`
}

func TestDecodePage(t *testing.T) {
	head := strings.Repeat("<script>var a = '<meta charset=koi8-r>';</script><!-- <meta charset=koi8-r> -->\n", 50)
	equiv := `<html><head>` + head + `<title>x</title><META content='text/html; Charset=Windows-1251' HTTP-EQUIV=Content-Type /></head><p>`
	long := strings.Repeat(russianText+" ", 400)
	tests := []struct{ name, data, header, want, charset string }{
		{"meta", legacy(t, "windows-1256", metaPage("windows-1256", arabicText)), "", arabicText, "windows-1256"},
		{"header", legacy(t, "windows-1256", "<p>"+arabicText), "CP1256", arabicText, "windows-1256"},
		{"header wins", legacy(t, "windows-1251", metaPage("koi8-r", russianText)), "windows-1251", russianText, "windows-1251"},
		{"unknown header", legacy(t, "koi8-r", metaPage("koi8-r", russianText)), "none-such", russianText, "koi8-r"},
		{"http-equiv, late", equiv + legacy(t, "windows-1251", russianText), "", russianText, "windows-1251"},
		{"utf-8 under another name", metaPage("gb2312", arabicText), "windows-1251", arabicText, "utf-8"},
		{"no utf-8 under that name", legacy(t, "windows-1256", metaPage("utf-8", arabicText+arabicText)), "utf-8", arabicText, "windows-1256"},
		{"utf-16 in a meta", legacy(t, "windows-1251", metaPage("utf-16", long)), "", russianText, "windows-1251"},
		{"wrong declaration, many undefined", legacy(t, "windows-1250", metaPage("iso-8859-2", strings.Repeat(polishText+". ", 9))), "windows-1250", polishText, "windows-1250"},
		{"gbk beyond gb2312", legacy(t, "gb18030", metaPage("gb2312", "朱镕基总理 㐀 说")), "", "朱镕基总理 㐀 说", "gbk"},
		{"latin-1 is windows-1252", metaPage("iso-8859-1", "\x93caf\xE9\x94 \x80 5"), "", "“café” € 5", "windows-1252"},
		{"xml", `<?xml version='1.0' encoding = 'koi8-r' ?><rss>` + legacy(t, "koi8-r", russianText), "", russianText, "koi8-r"},
		{"a feed's content declares nothing", `<?xml version="1.0" encoding="windows-1251"?><rss><x><meta charset="koi8-r"></x>` + legacy(t, "windows-1251", russianText), "", russianText, "windows-1251"},
		{"iso-2022-jp", legacy(t, "iso-2022-jp", metaPage("iso-2022-jp", "東京で会議")), "", "東京で会議", "iso-2022-jp"},
		{"utf-16 with a mark", "\xFF\xFE" + wide("<p>"+russianText+"\x00\u0096", false), "koi8-r", russianText + "–", "utf-16le"},
		{"utf-16 without one", wide("<p>"+polishText, true), "", polishText, "utf-16be"},
		{"utf-32", "\x00\x00\xFE\xFF\x00\x00\x00a", "", "a", "utf-32be"},
		{"utf-8 with a mark", "\uFEFF<p>" + russianText, "koi8-r", russianText, "utf-8"},
		{"broken byte after a mark", "\uFEFF<p>a\xFFb" + long, "", "a\uFFFDb", "utf-8"},
		{"broken utf-8", metaPage("utf-8", long+"a\xD0b"), "", "a\uFFFDb", "utf-8"},
		{"broken utf-8 under another name", metaPage("gb2312", long+"a\xD0b"), "", "a\uFFFDb", "utf-8"},
		{"broken utf-8 of one letter", metaPage("utf-8", "l’"+strings.Repeat(" rien", 200)+" \xC3"), "", "l’", "utf-8"},
		{"undefined byte", legacy(t, "windows-1251", metaPage("windows-1251", long)) + "a\x98b", "", "a\uFFFDb", "windows-1251"},
		{"C1 controls", metaPage("utf-8", "\u0093Wort\u0094 \u0085 \u0081"), "", "“Wort” … \uFFFD", "utf-8"},
		{"NUL and others in a script", "<script>a\x00\x01\x02</script><p>" + russianText + "\x00\x00\x00", "", "<script>a</script>", "utf-8"},
		{"nothing", "", "", "", "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, charset, e := decodePage([]byte(tt.data), tt.header)
			if e != nil {
				t.Fatal(e.Message)
			}
			if !strings.Contains(text, tt.want) || charset != tt.charset {
				t.Errorf("as %s, want %s: %.300q", charset, tt.charset, text)
			}
		})
	}
}

func TestDecodePageRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ data, want string }{
		"binary":       {"\x7FELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02", "this is binary"},
		"much damaged": {"<p>" + strings.Repeat("\xFF\xFF\x81 a", 99), "fits no known encoding"},
	} {
		if text, charset, e := decodePage([]byte(tt.data), ""); e == nil || !strings.Contains(e.Message, tt.want) {
			t.Errorf("%s: got %.40q as %s, %v", name, text, charset, e)
		}
	}
}

func TestDeclared(t *testing.T) {
	for data, want := range map[string]string{
		`<meta charset=utf-8>`:      "utf-8",
		`<meta charset=" Latin1 ">`: "windows-1252",
		`<meta http-equiv="Content-Type" content="text/html; charset = 'sjis'">`:  "shift_jis",
		`<meta http-equiv="content-type" content="text/html;charset=big5;x=y">`:   "big5",
		`<meta http-equiv="content-type" content="text/html; charset">`:           "",
		`<meta name="content-type" content="text/html; charset=big5">`:            "",
		`<title><meta charset=big5></title><meta charset=euc-kr>`:                 "euc-kr",
		`</head><meta charset=big5>`:                                              "",
		`<body><meta charset=big5>`:                                               "",
		`<style><meta charset=big5></style>`:                                      "",
		`<meta charset=big5><meta charset=euc-jp><meta charset=BIG5>`:             "big5 euc-jp",
		`<?xml version="1.0" encoding="iso-8859-9"?><html><meta charset=gb18030>`: "gb18030 windows-1254",
		`<?xml version="1.0"?><a encoding="big5"/>`:                               "",
		`<?xml encoding=`: "",
		`<meta charset=x-user-defined><meta charset=hz-gb-2312>`: "windows-1252",
		`<meta charset`: "",
	} {
		if got := strings.Join(declared([]byte(data), ""), " "); got != want {
			t.Errorf("%s declares %q, want %q", data, got, want)
		}
	}
}

// The saved pages with their real charset, which some of them declare wrongly.
func TestPages(t *testing.T) {
	found, err := filepath.Glob(filepath.Join(fixture.Path(t, "data", "pages"), "*", "gold.json"))
	if err != nil || len(found) != 26 {
		t.Fatalf("%d pages, want 26: %v", len(found), err)
	}
	for _, path := range found {
		var gold struct {
			Actual string `json:"actual_charset"`
		}
		goldJSON(t, path, &gold)
		page, err := os.ReadFile(filepath.Join(filepath.Dir(path), "page.html"))
		if err != nil {
			t.Fatal(err)
		}
		_, charset, e := decodePage(page, "")
		name := filepath.Base(filepath.Dir(path))
		switch {
		case e != nil:
			t.Errorf("%s: %s", name, e.Message)
		case charset != encodingName(gold.Actual):
			t.Errorf("%s: decoded as %s, want %s", name, charset, encodingName(gold.Actual))
		}
	}
}

// Real feeds that declare their encoding in the XML declaration.
func TestFeeds(t *testing.T) {
	dir := fixture.Path(t, "data", "feeds")
	var feeds []struct {
		File, Encoding, Title string
		First                 struct{ Title string }
	}
	goldJSON(t, filepath.Join(dir, "real", "expected.json"), &feeds)
	for _, f := range feeds {
		data, err := os.ReadFile(filepath.Join(dir, f.File))
		if err != nil {
			t.Fatal(err)
		}
		text, charset, e := decodePage(data, "")
		switch {
		case e != nil:
			t.Errorf("%s: %s", f.File, e.Message)
		case charset != encodingName(f.Encoding) || strings.Contains(text, "\uFFFD"):
			t.Errorf("%s: decoded as %s, want %s", f.File, charset, f.Encoding)
		case !strings.Contains(text, f.Title) && !strings.Contains(text, f.First.Title):
			t.Errorf("%s: neither title is in the text", f.File)
		}
	}
}

// Pages without a declaration are as readable as text files without one.
func TestPageDetector(t *testing.T) {
	for _, path := range filesLike(t, fixture.Path(t, "data", "encodings"), "*.html") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, wantCharset, e := decode(data)
		text, charset, e2 := decodePage(data, "")
		if e != nil || e2 != nil || text != want || charset != wantCharset {
			t.Errorf("%s: as a page %s, as a file %s", filepath.Base(path), charset, wantCharset)
		}
	}
}

func filesLike(t *testing.T, elem ...string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(elem...))
	if err != nil || len(found) == 0 {
		t.Fatalf("nothing fits %v: %v", elem, err)
	}
	return found
}

func goldJSON(t *testing.T, path string, v any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever the bytes and the declarations, a page is an error or text without
// control characters.
func FuzzDecodePage(f *testing.F) {
	f.Add([]byte(metaPage("koi8-r", "\xD4\xC5\xCB\xD3\xD4")), "")
	f.Add([]byte("\xFF\xFE<\x00p\x00\x00\xD8"), "utf-16")
	f.Add([]byte("\x1B$B%H\x1B(B"), "iso-2022-jp")
	f.Add([]byte("<?xml encoding='gbk'?>\x81\x30\x81\x30"), "utf-32")
	f.Fuzz(func(t *testing.T, data []byte, header string) {
		text, charset, e := decodePage(data, header)
		if e != nil {
			if e.Offset < -1 || e.Offset >= int64(max(len(data), 1)) {
				t.Errorf("offset %d of %d", e.Offset, len(data))
			}
			return
		}
		if !utf8.ValidString(text) || strings.ContainsFunc(text, isControl) {
			t.Errorf("as %s: %q", charset, text)
		}
		if _, err := htmlindex.Get(charset); err != nil && !strings.HasPrefix(charset, "utf-32") {
			t.Errorf("charset %q", charset)
		}
	})
}
