package shingle

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"dragoman/internal/fixture"
)

// documents returns the NTREX documents of one language, each as its lines.
func documents(t testing.TB, language string) [][]string {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(load(t, language), "\n"), "\n")
	var docs [][]string
	last := ""
	for i, id := range strings.Fields(load(t, "docids")) {
		if id != last {
			docs = append(docs, nil)
		}
		last = id
		docs[len(docs)-1] = append(docs[len(docs)-1], lines[i])
	}
	return docs
}

func load(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(fixture.Path(t, "data", "ntrex", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// copyOf makes what a paper makes of an agency's report: another headline, a
// credit, no last third, one paragraph of its own, and a corrected word.
func copyOf(doc, other []string) []string {
	out := []string{other[0], "Agencies / " + other[0][:len(other[0])/3]}
	out = append(out, doc[1:len(doc)-len(doc)/3]...)
	out[2] = strings.Replace(out[2], " ", " x", 1)
	return append(out, other[len(other)/2])
}

func TestCopiesAreFound(t *testing.T) {
	lowest, highest := 1.0, 0.0
	for _, language := range []string{"eng", "arb", "fas", "urd", "heb", "fra", "deu", "spa", "rus", "zho-CN", "hin", "jpn", "tur"} {
		docs := documents(t, language)
		var index Index
		for i, doc := range docs {
			s := Sign(doc)
			if id, similarity, ok := index.Nearest(s); ok {
				t.Errorf("%s: document %d is taken for a copy of %d (%.2f)", language, i, id, similarity)
			}
			for j := range i {
				other := Sign(docs[j])
				highest = max(highest, s.Similarity(&other))
			}
			index.Add(i, s)
		}
		for i, doc := range docs {
			s := Sign(copyOf(doc, docs[(i+1)%len(docs)]))
			id, similarity, ok := index.Nearest(s)
			if !ok || id != i {
				t.Errorf("%s: the copy of document %d is not found: %d, %.2f, %v", language, i, id, similarity, ok)
				continue
			}
			lowest = min(lowest, similarity)
		}
	}
	t.Logf("copies: similarity %.2f at least; different documents: %.2f at most", lowest, highest)
}

func TestSign(t *testing.T) {
	long := strings.Repeat("one two three four five six seven eight nine ten ", 3)
	tests := []struct {
		name string
		a, b []string
		copy bool
	}{
		{"same", []string{long}, []string{long}, true},
		{"divided otherwise", []string{long}, strings.SplitAfter(long, "ten "), true},
		{"case, accents and punctuation", []string{long + "Café"}, []string{strings.ToUpper(long) + "— cafe!"}, true},
		{"short and the same", []string{"Three short words"}, []string{"three short words"}, true},
		{"short and like", []string{"Three short words"}, []string{"Three short words more"}, false},
		{"empty", nil, nil, true},
		{"short and long", []string{"one two three"}, []string{long}, false},
		{"vocalised Arabic", []string{"عُقِدَ الاجتماعُ اليومَ في جدة"}, []string{"عقد الاجتماع اليوم في جدة"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var index Index
			index.Add(7, Sign(tt.a))
			if _, similarity, ok := index.Nearest(Sign(tt.b)); ok != tt.copy {
				t.Errorf("copy: got %v (%.2f), want %v", ok, similarity, tt.copy)
			}
		})
	}
}

// The same on every machine and from release to release, since a record says
// how similar two articles are.
func TestSignatureIsStable(t *testing.T) {
	s := Sign([]string{"a b c", strings.Repeat("d e f g h ", 5)})
	if got := fmt.Sprintf("%08x %08x %08x", s.values[0], s.values[1], s.values[127]); got != "153126b9 029b4d4e 0ff9b940" {
		t.Errorf("got %s", got)
	}
}

func TestNearestPrefersTheFirst(t *testing.T) {
	text := []string{strings.Repeat("alpha beta gamma delta epsilon ", 6)}
	var index Index
	for _, id := range []int{9, 4, 6} {
		index.Add(id, Sign(text))
	}
	if id, _, _ := index.Nearest(Sign(text)); id != 4 {
		t.Errorf("got %d, want the smallest of equals, 4", id)
	}
}

func BenchmarkTenThousand(b *testing.B) {
	docs := documents(b, "eng")
	for b.Loop() {
		var index Index
		for i := range 10_000 {
			s := Sign(append(docs[i%len(docs)], fmt.Sprint("own paragraph ", i, strings.Repeat(fmt.Sprint(" word", i), 300))))
			index.Nearest(s)
			index.Add(i, s)
		}
	}
}
