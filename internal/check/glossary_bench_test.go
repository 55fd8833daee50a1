package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/glossary"
)

// BenchmarkGlossary holds the sample against its glossary.
func BenchmarkGlossary(b *testing.B) {
	file, err := os.Open(filepath.Join("..", "..", "testdata", "glossary", "oic.tsv"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	terms, err := glossary.Read("oic.tsv", file)
	if err != nil {
		b.Fatal(err)
	}
	source, target := strings.Repeat(sampleSource[2]+" ", 3), strings.Repeat(sampleTarget[2]+" ", 3)
	doc := Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true, Glossary: glossary.New(terms)}
	bytes := 0
	for i := range 50 {
		doc.Pairs = append(doc.Pairs, Pair{Number: i + 1, Kind: article.Paragraph, Source: source, Target: target})
		bytes += len(source) + len(target)
	}
	b.SetBytes(int64(bytes))
	for b.Loop() {
		Run(doc, []Check{glossaryKept})
	}
}
