package read

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/fixture"
)

const onePage = `<!DOCTYPE html><html lang="%LANG%"><head><title>Un titre | Le Journal</title><link rel="canonical" href="https://journal.example/1"></head>
<body><nav><a href="/">Accueil</a></nav><article><h1>Un titre</h1><p>` + long1 + `</p><p>` + long2 + `</p></article></body></html>`

// A page is one by its content, whatever it is called and wherever it is from.
func TestPagesByContent(t *testing.T) {
	for _, from := range []Origin{{Source: "a.html"}, {Source: "a.txt"}, {Source: "a.md"}, {Source: "-"}, {Source: "https://x.example", URL: "https://journal.example/1?utm_source=x", Charset: "utf-8"}} {
		a, err := Bytes([]byte(strings.Replace(onePage, "%LANG%", "fr", 1)), from, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Title != "Un titre" || a.Source != from.Source || a.Language != "fr" || a.URL != "https://journal.example/1" || len(a.Segments) != 3 || len(a.Dropped) == 0 {
			t.Errorf("%s: %+v", from.Source, a)
		}
	}
}

// What a template says of the language does not stand against the text.
func TestLanguageOfAPage(t *testing.T) {
	for declared, want := range map[string]string{"fr": "fr", "fr-CA": "fr-CA", "en": "fr", "": "fr", "zz-nonsense-": "fr"} {
		a, err := Bytes([]byte(strings.Replace(onePage, "%LANG%", declared, 1)), Origin{Source: "a.html"}, Options{})
		if err != nil || a.Language != want {
			t.Errorf("lang=%q: got %q, %v; want %q", declared, a.Language, err, want)
		}
	}
}

func TestPageWithoutAnArticle(t *testing.T) {
	for name, text := range map[string]string{
		"shell": `<html><body><div id="app"></div><noscript>Please enable JavaScript</noscript></body></html>`,
		"title": `<html><head><title>Accueil</title></head><body><h1>Accueil</h1></body></html>`,
	} {
		if _, err := Bytes([]byte(text), Origin{Source: name}, Options{}); err == nil || !strings.Contains(err.Error(), "no article found") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// What a page is not is said in the article.
func TestCaveats(t *testing.T) {
	text := strings.Replace(onePage, "%LANG%", "fr", 1)
	cut := strings.Replace(text, "</article>", "<p>"+long1+" "+long2+"</p><p>Cet article est réservé aux abonnés.</p></article>", 1)
	rule := Options{Sites: []Site{{Host: "journal.example", Content: ".nowhere"}}}
	for _, tt := range []struct {
		text string
		opt  Options
		want []article.Caveat
	}{{text, Options{}, nil}, {cut, Options{}, []article.Caveat{article.Paywalled}}, {cut, rule, []article.Caveat{article.Paywalled, article.NoSiteRule}}} {
		if a, err := Bytes([]byte(tt.text), Origin{Source: "a.html"}, tt.opt); err != nil || !slices.Equal(a.Caveats, tt.want) {
			t.Errorf("got %v, %v; want %v", a.Caveats, err, tt.want)
		}
	}
}

// TestPagesOfNewsrooms reads real pages as the program does: from bytes, with
// their charset and language.
func TestPagesOfNewsrooms(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(fixture.Path(t, "data", "pages"), "*", "page.html"))
	if err != nil || len(dirs) < 20 {
		t.Fatalf("%d pages, %v", len(dirs), err)
	}
	for _, file := range dirs {
		name := filepath.Base(filepath.Dir(file))
		a, err := File(file, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want, _, _ := strings.Cut(name, "-"); a.Language != want && !strings.HasPrefix(a.Language, want+"-") {
			t.Errorf("%s: language %q", name, a.Language)
		}
		if a.Segments[0].Kind != article.Headline {
			t.Errorf("%s: begins with a %s", name, a.Segments[0].Kind)
		}
		for _, s := range a.Segments {
			if strings.ContainsRune(s.Text, '\uFFFD') {
				t.Errorf("%s: [%d] holds broken characters", name, s.Number)
			}
		}
	}
}

// 10 MB are read in one pass: in a time that grows with the size.
func BenchmarkFrom10MB(b *testing.B) {
	text := []byte("Titre\n\n" + strings.Repeat(long1+" "+long2+"\n\n", 10<<20/(len(long1)+len(long2)+3)))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Bytes(text, Origin{Source: "a.txt"}, Options{MaxSize: 20 << 20}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(fixture.Path(b, "data", "pages", "en-ap"), "page.html"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Bytes(data, Origin{Source: "a.html"}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
