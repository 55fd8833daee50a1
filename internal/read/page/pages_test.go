package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"dragoman/internal/article"
	"dragoman/internal/fixture"
)

// The goals over the pages with gold text.
const (
	wantF1     = 0.960 // mean
	wantRecall = 0.97  // mean
	wantEach   = 0.80  // F1 of every page
)

// gold is what people say a page's article is.
type gold struct {
	ID             string   `json:"id"`
	URL            string   `json:"url"`
	GoldType       string   `json:"gold_type"`
	MustContain    []string `json:"must_contain"`
	MustNotContain []string `json:"must_not_contain"`
	Comments       []string `json:"reader_comments"`
}

type sample struct {
	gold
	html, text string
}

// samples reads the pages of a folder of the shared data.
func samples(t testing.TB, elem ...string) []sample {
	t.Helper()
	dir := fixture.Path(t, elem...)
	files, err := filepath.Glob(filepath.Join(dir, "*", "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []sample
	for _, file := range files {
		var s sample
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &s.gold); err != nil {
			t.Fatal(err)
		}
		page, err := os.ReadFile(filepath.Join(filepath.Dir(file), "page.html"))
		if err != nil {
			t.Fatal(err)
		}
		s.html = decode(page)
		if text, err := os.ReadFile(filepath.Join(filepath.Dir(file), "gold.txt")); err == nil {
			s.text = string(text)
		}
		list = append(list, s)
	}
	return list
}

// decode decodes a page: valid UTF-8 wins, then a declaration anywhere in the
// head, then windows-1252.
func decode(data []byte) string {
	if utf8.Valid(data) {
		return strings.TrimPrefix(string(data), "\uFEFF")
	}
	head, _, _ := bytes.Cut(data, []byte("<body"))
	for tag := range bytes.SplitSeq(bytes.ToLower(head), []byte("<meta")) {
		tag, _, _ = bytes.Cut(tag, []byte(">"))
		_, rest, ok := bytes.Cut(tag, []byte("charset="))
		if !ok {
			continue
		}
		name := strings.Trim(string(rest[:min(len(rest), 40)]), "\"' ")
		if i := strings.IndexAny(name, "\"' />;"); i > 0 {
			name = name[:i]
		}
		if enc, err := htmlindex.Get(name); err == nil {
			if text, err := enc.NewDecoder().Bytes(data); err == nil {
				return string(text)
			}
		}
	}
	text, _ := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(text)
}

// tokens divides a text for comparison: runs of letters, marks and digits in
// lower case; characters of Chinese and Japanese one by one.
func tokens(text string) []string {
	var list []string
	word := []rune{}
	cut := func() {
		if len(word) > 0 {
			list = append(list, string(word))
			word = word[:0]
		}
	}
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			cut()
			list = append(list, string(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			word = append(word, r)
		default:
			cut()
		}
	}
	cut()
	return list
}

// shingles counts the runs of four tokens in a text.
func shingles(text string) map[string]int {
	list := tokens(text)
	counts := map[string]int{}
	for i := 0; i+4 <= len(list); i++ {
		counts[strings.Join(list[i:i+4], " ")]++
	}
	return counts
}

// compare returns precision, recall and F1 of a text's shingles, as multisets.
func compare(got, want string) (p, r, f float64) {
	g, w := shingles(got), shingles(want)
	common, gn, wn := 0, 0, 0
	for s, n := range g {
		gn += n
		common += min(n, w[s])
	}
	for _, n := range w {
		wn += n
	}
	if gn == 0 || wn == 0 || common == 0 {
		return 0, 0, 0
	}
	p, r = float64(common)/float64(gn), float64(common)/float64(wn)
	return p, r, 2 * p * r / (p + r)
}

// kept returns the texts of the kept blocks, captions and all; the headline only
// when asked for.
func kept(p Page, headline bool) string {
	var b strings.Builder
	for _, block := range p.Blocks {
		if block.Kept() && (headline || block.Kind != article.Headline) {
			b.WriteString(block.Text + "\n\n")
		}
	}
	return b.String()
}

// Kept text is compared with the text that people say is the article: precision,
// recall and F1 over runs of four words. Gold has no headlines, so the headline
// is not counted in the first three columns; the fourth is the F1 with it.
// Captions are counted, against us.
func TestPages(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "\n| page | precision | recall | F1 | F1 with headline |\n|---|---|---|---|---|\n")
	var sum [4]float64
	n := 0.0
	for _, s := range samples(t, "data", "pages") {
		page, err := Parse(s.html, Options{URL: s.URL})
		if err != nil {
			t.Fatal(err)
		}
		checkSnippets(t, s, kept(page, true))
		if s.text == "" {
			continue
		}
		p, r, f := compare(kept(page, false), s.text)
		_, _, all := compare(kept(page, true), s.text)
		fmt.Fprintf(&table, "| %s | %.3f | %.3f | %.3f | %.3f |\n", s.ID, p, r, f, all)
		for i, v := range []float64{p, r, f, all} {
			sum[i] += v
		}
		n++
		if f < wantEach {
			t.Errorf("%s: F1 %.3f, want at least %.2f", s.ID, f, wantEach)
		}
	}
	fmt.Fprintf(&table, "| mean | %.3f | %.3f | %.3f | %.3f |\n", sum[0]/n, sum[1]/n, sum[2]/n, sum[3]/n)
	t.Log(table.String())
	if sum[2]/n < wantF1 || sum[1]/n < wantRecall {
		t.Errorf("mean F1 %.3f and recall %.3f, want at least %.3f and %.2f", sum[2]/n, sum[1]/n, wantF1, wantRecall)
	}
}

func checkSnippets(t *testing.T, s sample, text string) {
	t.Helper()
	text = strings.Join(strings.Fields(text), " ")
	for _, want := range s.MustContain {
		if !strings.Contains(text, strings.Join(strings.Fields(want), " ")) {
			t.Errorf("%s: %q is not in the text that is kept", s.ID, want)
		}
	}
	for _, bad := range append(s.MustNotContain, s.Comments...) {
		if strings.Contains(text, strings.Join(strings.Fields(bad), " ")) {
			t.Errorf("%s: %q is in the text that is kept", s.ID, bad)
		}
	}
}

// Every text that a page has is in a block, kept or left out.
func TestNoWordIsLost(t *testing.T) {
	for _, s := range samples(t, "data", "pages") {
		page, err := Parse(s.html, Options{URL: s.URL})
		if err != nil {
			t.Fatal(err)
		}
		var have strings.Builder
		for _, b := range page.Blocks {
			have.WriteString(strings.Join(tokens(tidy(b.Text)), ""))
		}
		doc, err := html.Parse(strings.NewReader(s.html))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range bodyTexts(doc) {
			if !strings.Contains(have.String(), text) {
				t.Errorf("%s: %q is in no block", s.ID, text)
			}
		}
	}
}

// bodyTexts returns the letters of every text of a document that is not code.
func bodyTexts(n *html.Node) []string {
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Svg, atom.Object, atom.Video, atom.Audio, atom.Template, atom.Title:
		return nil
	}
	if n.Type == html.TextNode {
		if text := strings.Join(tokens(tidy(n.Data)), ""); text != "" {
			return []string{text}
		}
		return nil
	}
	var list []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		list = append(list, bodyTexts(c)...)
	}
	return list
}
