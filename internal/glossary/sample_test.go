package glossary

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The sample's glossary is free of problems, and everything in it stands in the
// sample.
func TestSample(t *testing.T) {
	file, err := os.Open(filepath.Join("..", "..", "testdata", "glossary", "oic.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	terms, err := Read("oic.tsv", file)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Check(terms) {
		t.Error(p)
	}
	article, err := os.ReadFile(filepath.Join("..", "..", "testdata", "articles", "oic-jeddah.ar.txt"))
	if err != nil {
		t.Fatal(err)
	}
	g := New(terms)
	occurring := g.Occurring(Passage{string(article), "ar"})
	for _, term := range terms {
		if !slices.ContainsFunc(occurring, func(o Term) bool { return o.Source == term.Source }) {
			t.Errorf("%s does not stand in the article", term.Source)
		}
	}
	translation, err := os.ReadFile(filepath.Join("..", "..", "testdata", "quickstart.golden"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(translation)), " ")
	var missing []string
	for _, term := range terms {
		if _, _, ok := Rendered(text, term); !ok && !Shortened(text, term) {
			missing = append(missing, term.Targets[0])
		}
	}
	if got := strings.Join(missing, ", "); got != "Organisation of Islamic Cooperation, Türkiye" {
		t.Errorf("the recorded translation lacks %q; the glossary differs from it in the spelling of the OIC and of Türkiye", got)
	}
}
