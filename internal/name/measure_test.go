package name

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/internal/fixture"
)

var ntrex = []struct{ file, tag string }{
	{"arb", "ar"}, {"fas", "fa"}, {"urd", "ur"}, {"heb", "he"}, {"rus", "ru"}, {"hin", "hi"}, {"jpn", "ja"},
	{"fra", "fr"}, {"deu", "de"}, {"spa", "es"}, {"tur", "tr"}, {"prs", "fa"}, {"fra-CA", "fr"}, {"spa-MX", "es"},
}

// readNTREX returns the documents of one language of the test set.
func readNTREX(t testing.TB, file string) [][]Pair {
	t.Helper()
	lines := func(name string) []string {
		data, err := os.ReadFile(filepath.Join(fixture.Path(t, "data"), "ntrex", name+".txt"))
		if os.IsNotExist(err) {
			data, err = os.ReadFile(filepath.Join(fixture.Path(t, "data"), "metrics", "pairs", name+".txt"))
		}
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	}
	ids, source, target := lines("docids"), lines(file), lines("eng")
	var docs [][]Pair
	for i, id := range ids {
		if i == 0 || id != ids[i-1] {
			docs = append(docs, nil)
		}
		d := &docs[len(docs)-1]
		*d = append(*d, Pair{Number: len(*d) + 1, Source: source[i], Target: target[i]})
	}
	return docs
}

// strangers are names of many languages that none of the documents has.
var strangers = strings.Fields(`Whitfield Ramirez Okafor Lindqvist Takahashi Kowalski Bergström Papadopoulos Nguyen Castellano
	Fitzgerald Abernathy Moreau Delacroix Schneider Hoffmann Ferrari Bianchi Novak Horvat Petrenko Sokolov Markovic Yamaguchi
	Chukwu Mbeki Desai Banerjee Krishnan Hernandez Gutierrez Oliveira Cardoso Haddad Khoury Rahimi Farouk Zielinski Vandenberg
	Gallagher McAllister Thornbury Winchester Dunmore Rotterdam Valparaiso Kampala Tashkent Kathmandu Bratislava`)

// TestNTREX measures how many names of good translations are doubted, and how
// many that were put in place of another are.
func TestNTREX(t *testing.T) {
	segments, doubted := 0, 0
	for _, l := range ntrex {
		n, d, seeded, found := 0, 0, 0, 0
		for _, pairs := range readNTREX(t, l.file) {
			n += len(pairs)
			for _, doubt := range Compare(pairs, l.tag, nil).Doubts() {
				d++
				t.Logf("%s %q | %s | %s", l.tag, doubt.Text, pairs[doubt.Pair].Source, pairs[doubt.Pair].Target)
			}
			for _, a := range Compare(pairs, l.tag, nil).Acronyms() {
				t.Logf("%s ACRONYM %+v %s | %s", l.tag, a, pairs[a.Pair].Source, pairs[a.Pair].Target)
			}
			for _, v := range Compare(pairs, l.tag, nil).Variants() {
				t.Logf("%s VARIANT %+v %s | %s", l.tag, v, pairs[v.Second.Pair].Source, pairs[v.Second.Pair].Target)
			}
			if testing.Verbose() {
				for _, n := range Find(pairs, l.tag, nil) {
					t.Logf("%s NAME %+v", l.tag, n)
				}
			}
			for i, p := range pairs {
				for _, w := range replaceable(p) {
					stranger := strangers[(seeded*7+i)%len(strangers)]
					spoiled := append([]Pair(nil), pairs...)
					spoiled[i].Target = p.Target[:w.Start] + stranger + p.Target[w.Start+len(w.Text):]
					seeded++
					hit := false
					for _, doubt := range Compare(spoiled, l.tag, nil).Doubts() {
						hit = hit || doubt.Pair == i && strings.Contains(doubt.Text, stranger)
					}
					if hit {
						found++
					} else if testing.Verbose() {
						t.Logf("%s not found %s for %s: %s | %s", l.tag, stranger, w.Text, p.Source, spoiled[i].Target)
					}
				}
			}
		}
		t.Logf("%s doubted %d of %d segments (%.1f %%); replaced %d, found %d (%.0f %%)", l.tag, d, n, 100*float64(d)/float64(n), seeded, found, 100*float64(found)/float64(seeded))
		segments, doubted = segments+n, doubted+d
	}
	t.Logf("all doubted %d of %d (%.2f %%)", doubted, segments, 100*float64(doubted)/float64(segments))
}

// replaceable returns the words of a target that name a person or place, and do
// not open a sentence.
func replaceable(p Pair) []Word {
	var list []Word
	for _, r := range Rows(p.Target, Words(p.Target)) {
		for _, w := range r.Words {
			text := p.Target[w.Start:w.End]
			if isAcronym(text) || isCommon(w.Text) || len(w.Text) < 3 || w.Start == 0 {
				continue
			}
			list = append(list, Word{strings.TrimSuffix(text, "'s"), w.Start, w.End})
		}
	}
	return list
}
