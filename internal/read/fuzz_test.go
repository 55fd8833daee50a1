package read

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dragoman/internal/article"
)

// visible counts the code points of a text that can be read, decomposed, so
// that neither line ends nor composition matter. Bullets become kinds, and
// invisible signs depend on their neighbours.
func visible(text string) map[rune]int {
	counts := map[rune]int{}
	for _, r := range norm.NFD.String(text) {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !strings.ContainsRune(bullets, r) {
			counts[r]++
		}
	}
	return counts
}

// Whatever the input, reading ends in an *Error or in an article that holds
// every visible sign of the text exactly once, in a segment or among what was
// dropped.
func FuzzFrom(f *testing.F) {
	for _, name := range []string{"oic-jeddah.ar", "port-brest.fr", "water-yazd.fa"} {
		data, err := os.ReadFile("../../testdata/articles/" + name + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, "")
	}
	f.Add([]byte("PARIS, 3 mars (AFP) -\n• a\n\n* * *\nb-\nc\x85d"), "wrap")
	f.Add([]byte("Leave a Reply\nName *\n\nrest of it\r\rx\fy"), "line")
	f.Add([]byte("\xFF\xFEa\x00\n\x00b\x00"), "blank")
	f.Add([]byte("caf\xE9 cr\xE8me \x93x\x94"), "")
	f.Fuzz(func(t *testing.T, data []byte, mode string) {
		a, err := From(strings.NewReader(string(data)), "-", Options{Paragraphs: mode})
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Offset < -1 || e.Offset >= int64(max(len(data), 1)) {
				t.Fatalf("error %#v", err)
			}
			return
		}
		text, _, e := decode(data)
		if e != nil {
			t.Fatalf("an article was read, but decode says %v", e)
		}
		want, got := visible(normalise(text)), map[rune]int{}
		for _, part := range parts(t, a) {
			for r, n := range visible(part) {
				got[r] += n
			}
		}
		for r, n := range want {
			if got[r] != n {
				t.Errorf("%q stands %d times in the text and %d times in the article", r, n, got[r])
			}
		}
		for r := range got {
			if want[r] == 0 {
				t.Errorf("%q was not in the text", r)
			}
		}
	})
}

// parts returns the texts of an article, after checking that it is well formed.
func parts(t *testing.T, a article.Article) []string {
	t.Helper()
	var list []string
	for i, s := range a.Segments {
		if s.Number != i+1 || s.Kind == "" || strings.TrimSpace(s.Text) == "" || !utf8.ValidString(s.Text) {
			t.Errorf("segment %d is %+v", i+1, s)
		}
		list = append(list, s.Text)
	}
	for _, d := range a.Dropped {
		if d.Reason == "" || d.Text == "" {
			t.Errorf("dropped %+v", d)
		}
		list = append(list, d.Text)
	}
	if len(a.Segments) == 0 {
		t.Error("an article without segments")
	}
	return list
}

// Every letter of a Markdown document is in a segment, in a mark of one, or
// among what was dropped; and a layout names each segment once, in order.
func FuzzMarkdown(f *testing.F) {
	f.Add("---\na: b\n---\n# T\n\n- x\n> y\n\n```\nz\n```\n[l](u) **b** <!-- c -->")
	f.Add("===\n---\n#\n>\n|a|b|\n1. x\n\\")
	f.Add("| a | b |\n|---|---|\n| c | `d` |\n\n[^n]: e\n\nf[^n] &amp; g\n")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return // a NUL makes it UTF-16, which is another text
		}
		a, err := From(strings.NewReader(text), "a.md", Options{})
		if err != nil {
			return
		}
		var all strings.Builder
		next := 1
		for _, p := range a.Layout {
			all.WriteString(p.Text)
			if p.Segment != 0 && p.Segment != next {
				t.Errorf("the layout has segment %d where %d should be", p.Segment, next)
			} else if p.Segment != 0 {
				next++
			}
		}
		if next != len(a.Segments)+1 {
			t.Errorf("the layout has %d segments of %d", next-1, len(a.Segments))
		}
		for _, part := range parts(t, a) {
			all.WriteString(part)
		}
		for _, s := range a.Segments {
			for _, m := range s.Marks {
				all.WriteString(m.Open + m.Close)
			}
		}
		got := visible(all.String())
		for r, n := range visible(normalise(text)) {
			if unicode.IsLetter(r) && got[r] < n && !strings.Contains(text, "&") && !strings.Contains(text, "[^") {
				t.Errorf("%q stands %d times in the text and %d times in the article", r, n, got[r])
			}
		}
	})
}

func BenchmarkFrom100kB(b *testing.B) {
	sample, err := os.ReadFile("../../testdata/articles/oic-jeddah.ar.txt")
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for i := 0; text.Len() < 100_000; i++ {
		text.WriteString(strings.ReplaceAll(string(sample), "جدة", "جدة"+strings.Repeat("ا", i+1))) // no paragraph twice
		text.WriteString("\n\n")
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, err := From(strings.NewReader(text.String()), "-", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
