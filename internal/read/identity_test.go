package read

import (
	"testing"

	"dragoman/internal/article"
)

func TestCanonical(t *testing.T) {
	tests := []struct{ address, want string }{
		{"https://example.org/news/1", "https://example.org/news/1"},
		{"HTTP://Example.ORG:80/news/1/?utm_source=x&id=7&fbclid=y#top", "https://example.org/news/1?id=7"},
		{"https://example.org/?b=2&a=1", "https://example.org?a=1&b=2"},
		{"https://example.org:8443/a", "https://example.org:8443/a"},
		{"https://example.org/%D8%A3", "https://example.org/%D8%A3"},
		{"ftp://example.org/a", ""},
		{"javascript:alert(1)", ""},
		{"a.txt", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := canonical(tt.address); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.address, got, tt.want)
		}
	}
}

// A new version of a page has the id of the old one; two texts without an
// address differ.
func TestIdentity(t *testing.T) {
	old := mustRead(t, "Titre\n\n"+long1, "a.txt", Options{Meta: Meta{URL: "https://example.org/1?utm_medium=rss"}})
	updated := mustRead(t, "Titre\n\n"+long2, "b.txt", Options{Meta: Meta{URL: "http://example.org/1/"}})
	if old.ID != updated.ID || len(old.ID) != idDigits {
		t.Errorf("ids %s and %s", old.ID, updated.ID)
	}
	bare := mustRead(t, "Titre\n\n"+long1, "a.txt", Options{})
	other := mustRead(t, "Titre\n\n"+long2, "a.txt", Options{})
	if bare.ID == other.ID || bare.ID == old.ID {
		t.Errorf("ids %s, %s and %s", bare.ID, other.ID, old.ID)
	}
}

func TestSiteOf(t *testing.T) {
	sites := []Site{{Host: "example.org", Content: "a"}, {Host: "www.Sport.example.org", Content: "b"}}
	for address, want := range map[string]string{
		"https://example.org/1":           "a",
		"https://www.example.org/1":       "a",
		"https://news.example.org/1":      "a",
		"https://live.sport.example.org/": "b",
		"https://notexample.org/":         "",
		"":                                "",
	} {
		if got := siteOf(sites, address).Content; got != want {
			t.Errorf("%s: got rule %q, want %q", address, got, want)
		}
	}
}

func TestRepeats(t *testing.T) {
	of := func(url string, texts ...string) article.Article {
		a := article.Article{URL: url}
		for _, text := range texts {
			a.Segments = append(a.Segments, article.Segment{Kind: article.Paragraph, Text: text})
		}
		return a
	}
	var r Repeats
	r.Add(of("https://a.example/1", "Suivez-nous", "un", "un", "un"))
	r.Add(of("https://www.a.example/2", "Suivez-nous", "deux", "Partagez"))
	r.Add(of("https://b.example/1", "Suivez-nous"))
	if found := r.Found(); len(found) != 0 {
		t.Errorf("found %v in two articles of a site", found)
	}
	r.Add(of("https://a.example/3", "trois", "Suivez-nous"))
	found := r.Found()
	if len(found) != 1 || found[0] != (Repeat{"a.example", "Suivez-nous", 3}) {
		t.Errorf("found %v", found)
	}
}
