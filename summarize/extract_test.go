package summarize

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/fixture"
	"dragoman/internal/language"

	"github.com/google/go-cmp/cmp"
)

// plainArticle makes an article of lines: the first is the headline.
func plainArticle(tag string, lines []string) article.Article {
	a := article.Article{Language: tag}
	for _, line := range lines {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		kind := article.Paragraph
		if len(a.Segments) == 0 {
			kind = article.Headline
		}
		a.Segments = append(a.Segments, article.Segment{Number: len(a.Segments) + 1, Kind: kind, Text: line})
	}
	return a
}

// samples are the sample articles, and documents of the shared test data where
// it is at hand.
func samples(t *testing.T) map[string]article.Article {
	t.Helper()
	all := map[string]article.Article{}
	files, err := filepath.Glob(filepath.Join("..", "testdata", "articles", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample articles: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		tag := strings.TrimPrefix(filepath.Ext(strings.TrimSuffix(name, ".txt")), ".")
		all[name] = plainArticle(tag, strings.Split(string(data), "\n"))
	}
	return all
}

// checkExtract tests what every extract promises.
func checkExtract(t *testing.T, a article.Article, limits Limits) digest.Summary {
	t.Helper()
	s := Extract(a, limits)
	if again := Extract(a, limits); !reflect.DeepEqual(s, again) {
		t.Errorf("two extracts differ:\n%s", cmp.Diff(s, again))
	}
	piece := func(what, text string, evidence []int, most int) {
		t.Helper()
		if text == "" {
			return
		}
		seg, ok := a.Segment(evidence[0])
		if !ok || len(evidence) != 1 || !strings.Contains(seg.Text, strings.TrimSuffix(text, ellipsis)) {
			t.Errorf("%s %q is no piece of segment %v", what, text, evidence)
		}
		if n := language.CountWords(text); most > 0 && n > most {
			t.Errorf("%s has %d words, want at most %d", what, n, most)
		}
	}
	piece("headline", s.Headline, s.HeadlineEvidence, limits.HeadlineWords)
	piece("dek", s.Dek, s.DekEvidence, limits.DekWords)
	words, previous := 0, 0
	seen := map[string]bool{s.Dek: true}
	for _, p := range s.Body {
		piece("sentence", p.Text, p.Evidence, limits.BulletWords)
		if p.Evidence[0] < previous {
			t.Errorf("segment %d stands after %d", p.Evidence[0], previous)
		}
		previous = p.Evidence[0]
		words += language.CountWords(p.Text)
		if seen[p.Text] {
			t.Errorf("%q stands twice", p.Text)
		}
		seen[p.Text] = true
	}
	if limits.MaxWords > 0 && words > limits.MaxWords {
		t.Errorf("the body has %d words, want at most %d", words, limits.MaxWords)
	}
	if s.Method != digest.Extractive || s.Language != a.Language || s.Model != "" || s.Body == nil {
		t.Errorf("got method %q, language %q, model %q, body %v", s.Method, s.Language, s.Model, s.Body)
	}
	return s
}

func TestExtractSamples(t *testing.T) {
	for name, a := range samples(t) {
		for _, length := range []string{"short", "brief", "long"} {
			t.Run(name+"/"+length, func(t *testing.T) {
				limits, err := Length(length, 0, 0)
				if err != nil {
					t.Fatal(err)
				}
				s := checkExtract(t, a, limits)
				if s.Headline == "" || s.Dek == "" {
					t.Errorf("got headline %q and dek %q", s.Headline, s.Dek)
				}
				if length == "short" && len(s.Body) != 3 {
					t.Errorf("got %d bullets, want 3", len(s.Body))
				}
				if length == "brief" && len(s.Body) != 0 {
					t.Errorf("got %d sentences, want none", len(s.Body))
				}
				if length == "long" && len(s.Body) == 0 {
					t.Error("got no paragraph")
				}
			})
		}
	}
}

// Every language of the shared documents, which are lines of running text.
func TestExtractLanguages(t *testing.T) {
	limits, err := Length("short", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	tags := map[string]string{"arb": "ar", "deu": "de", "eng": "en", "fas": "fa", "fra": "fr", "heb": "he", "hin": "hi", "jpn": "ja", "rus": "ru", "spa": "es", "tur": "tr", "urd": "ur", "zho-CN": "zh"}
	for file, tag := range tags {
		t.Run(tag, func(t *testing.T) {
			data, err := os.ReadFile(fixture.Path(t, "data", "ntrex", file+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(data), "\n")
			for from := 0; from+15 <= len(lines); from += 15 {
				s := checkExtract(t, plainArticle(tag, lines[from:from+15]), limits)
				if len(s.Body) != limits.Bullets {
					t.Errorf("lines from %d: got %d bullets, want %d", from, len(s.Body), limits.Bullets)
				}
			}
		})
	}
}

func TestExtractChoosesCentralSentences(t *testing.T) {
	a := plainArticle("en", []string{
		"Flood closes the harbour bridge",
		"The harbour bridge was closed on Monday after the river rose by two metres.",
		"A bakery nearby sold bread as always.",
		"Engineers said the flood had damaged two pillars of the bridge over the river.",
		"The mayor said the bridge would stay closed until the river had fallen and the pillars were repaired.",
		"Tickets for a concert are still on sale.",
		"Ships wait outside the harbour until the flood is over and the bridge is safe.",
	})
	limits, err := Length("short", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := checkExtract(t, a, limits)
	want := []digest.Sentence{
		{Text: a.Segments[3].Text, Evidence: []int{4}},
		{Text: a.Segments[4].Text, Evidence: []int{5}},
		{Text: a.Segments[6].Text, Evidence: []int{7}},
	}
	if diff := cmp.Diff(want, s.Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

func TestExtractOddArticles(t *testing.T) {
	long := strings.Repeat("word ", 400) + "end."
	cases := map[string]article.Article{
		"empty":             {Language: "en"},
		"one word":          plainArticle("en", []string{"Flood"}),
		"headline alone":    plainArticle("en", []string{"Flood closes bridge"}),
		"no headline":       {Language: "en", Segments: []article.Segment{{Number: 1, Kind: article.Paragraph, Text: "A flood closed it. It was Monday."}}},
		"caption alone":     {Language: "en", Segments: []article.Segment{{Number: 1, Kind: article.Caption, Text: "A bridge."}}},
		"endless sentence":  plainArticle("en", []string{"Flood", long, long}),
		"all the same":      plainArticle("en", []string{"Flood.", "Flood.", "Flood.", "Flood."}),
		"no spaces":         plainArticle("zh", []string{"标题", strings.Repeat("大桥因洪水关闭", 60), strings.Repeat("市长说桥会开放", 60) + "。"}),
		"only marks":        plainArticle("en", []string{"...", "???", "!!!"}),
		"unknown language":  plainArticle("", []string{"Flood", "A flood closed the bridge on Monday."}),
		"sentence is quote": plainArticle("en", []string{"Flood", `She said "` + strings.Repeat("we wait ", 30) + `" on Monday.`}),
	}
	for name, a := range cases {
		for _, length := range []string{"short", "brief", "long"} {
			t.Run(fmt.Sprintf("%s/%s", name, length), func(t *testing.T) {
				limits, err := Length(length, 0, 0)
				if err != nil {
					t.Fatal(err)
				}
				checkExtract(t, a, limits)
			})
		}
	}
}

func BenchmarkExtract(b *testing.B) {
	var lines []string
	for n := range 400 {
		lines = append(lines, fmt.Sprintf("Sentence %d says that the bridge over river %d was closed by flood %d.", n, n%7, n%11))
	}
	a := plainArticle("en", lines)
	limits, err := Length("short", 0, 0)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Extract(a, limits)
	}
}
