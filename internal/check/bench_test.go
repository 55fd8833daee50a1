package check

import (
	"strings"
	"testing"

	"dragoman/internal/article"
)

// BenchmarkChecks runs all checks of a translation; the bytes are those of
// source and target. The aim is 5 MB/s (docs/benchmarks.md).
func BenchmarkChecks(b *testing.B) {
	source, target := strings.Repeat(sampleSource[2]+" ", 3), strings.Repeat(sampleTarget[2]+" ", 3)
	doc := Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true, Prompt: strings.Repeat("Translate every segment, whole. Leave out nothing. ", 40)}
	bytes := 0
	for i := range 50 {
		doc.Pairs = append(doc.Pairs, Pair{Number: i + 1, Kind: article.Paragraph, Source: source, Target: target})
		bytes += len(source) + len(target)
	}
	checks := Rules{House: NewHouse(Style{English: "us", Honorifics: "drop", Headline: "title"})}.Apply(append(Segment(), Article()...))
	b.SetBytes(int64(bytes))
	for b.Loop() {
		Run(doc, checks)
	}
}

// BenchmarkSegment runs the checks that decide on one segment, as often as a
// reply has segments.
func BenchmarkSegment(b *testing.B) {
	doc := Document{SourceLanguage: "ar", TargetLanguage: "en", Translated: true, Prompt: strings.Repeat("Translate every segment, whole. Leave out nothing. ", 40),
		Pairs: []Pair{{Number: 1, Kind: article.Paragraph, Source: sampleSource[2], Target: sampleTarget[2]}}}
	b.SetBytes(int64(len(sampleSource[2]) + len(sampleTarget[2])))
	for b.Loop() {
		Run(doc, Segment())
	}
}

// BenchmarkNews runs all checks over professional translations of news, article
// by article, in twelve languages.
func BenchmarkNews(b *testing.B) {
	var docs []Document
	bytes := 0
	for _, l := range ntrex {
		for _, doc := range readNTREX(b, l.file, l.tag) {
			docs = append(docs, doc)
			for _, p := range doc.Pairs {
				bytes += len(p.Source) + len(p.Target)
			}
		}
	}
	checks := append(Segment(), Article()...)
	b.SetBytes(int64(bytes))
	for b.Loop() {
		for _, doc := range docs {
			Run(doc, checks)
		}
	}
}
