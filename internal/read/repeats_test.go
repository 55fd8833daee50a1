package read

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
)

func TestRepeatedLinesOfSites(t *testing.T) {
	var r Repeats
	add := func(url string, texts ...string) {
		a := article.Article{URL: url}
		for _, text := range texts {
			a.Segments = append(a.Segments, article.Segment{Kind: article.Paragraph, Text: text})
		}
		r.Add(a)
	}
	for i := range 3 {
		add("https://www.a.example/"+fmt.Sprint(i), "Suivez-nous.", "Suivez-nous.", fmt.Sprint("Le texte ", i))
		add("https://b.example/"+fmt.Sprint(i), "Abonnez-vous.", fmt.Sprint("Un autre ", i))
	}
	add("https://a.example/3", "Suivez-nous.", "Abonnez-vous.")
	want := []Repeat{{"a.example", "Suivez-nous.", 4}, {"b.example", "Abonnez-vous.", 3}}
	if diff := cmp.Diff(want, r.Found()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for site, lines := range r.sites {
		for _, line := range lines {
			if line != nil && line.Articles < 2 {
				t.Errorf("%s: the text of %q, met once, is kept", site, line.Text)
			}
		}
	}
}
