package name

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dragoman/internal/fixture"
)

// ntrex are the languages of the test set, with the share of replaced names
// that is to be found. A variety has another translation of the same articles.
var ntrex = []struct {
	file, tag string
	least     float64
	variety   bool
}{
	{"arb", "ar", 0.8, false}, {"fas", "fa", 0.8, false}, {"urd", "ur", 0.75, false}, {"heb", "he", 0.8, false}, {"rus", "ru", 0.8, false},
	{"hin", "hi", 0.75, false}, {"jpn", "ja", 0.6, false}, {"fra", "fr", 0.8, false}, {"deu", "de", 0.8, false}, {"spa", "es", 0.8, false},
	{"tur", "tr", 0.8, false}, {"prs", "fa", 0.8, true}, {"fra-CA", "fr", 0.8, true}, {"spa-MX", "es", 0.8, true},
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
	segments, doubted := 177, 0 // those of Chinese are not looked at
	for _, l := range ntrex {
		docs := readNTREX(t, l.file)
		n, d := 0, 0
		for _, pairs := range docs {
			n += len(pairs)
			d += goodNames(t, l.tag, pairs)
		}
		seeded, found := seed(t, l.tag, docs)
		share := float64(found) / float64(seeded)
		t.Logf("%s doubted %d in %d segments (%.1f %%); replaced %d, found %d (%.0f %%)", l.file, d, n, 100*float64(d)/float64(n), seeded, found, 100*share)
		if least := l.least; share < least {
			t.Errorf("%s: found %.0f %% of the names replaced, want %.0f %%", l.file, 100*share, 100*least)
		}
		if l.variety {
			continue
		}
		segments, doubted = segments+n, doubted+d
	}
	t.Logf("all doubted %d in %d (%.2f %%)", doubted, segments, 100*float64(doubted)/float64(segments))
	if limit := 0.012; float64(doubted) > limit*float64(segments) {
		t.Errorf("%d names doubted in %d good segments, want at most %.1f %%", doubted, segments, 100*limit)
	}
}

// goodNames returns how many findings a good translation has.
func goodNames(t *testing.T, tag string, pairs []Pair) int {
	t.Helper()
	c := Compare(pairs, tag, nil)
	found := 0
	for _, d := range c.Doubts() {
		found++
		t.Logf("%s %q | %s | %s", tag, d.Text, pairs[d.Pair].Source, pairs[d.Pair].Target)
	}
	for _, a := range c.Acronyms() {
		found++
		t.Logf("%s acronym %+v %s | %s", tag, a, pairs[a.Pair].Source, pairs[a.Pair].Target)
	}
	for _, v := range c.Variants() {
		found++
		t.Logf("%s variant %+v %s | %s", tag, v, pairs[v.Second.Pair].Source, pairs[v.Second.Pair].Target)
	}
	return found
}

// seed replaces every second name of the translations in turn, and returns how
// many of the replacements are doubted.
func seed(t *testing.T, tag string, docs [][]Pair) (seeded, found int) {
	t.Helper()
	count := 0
	for _, pairs := range docs {
		for i, p := range pairs {
			for _, w := range replaceable(p) {
				if count++; count%2 == 0 {
					continue
				}
				stranger := strangers[seeded*7%len(strangers)]
				spoiled := slices.Clone(pairs)
				spoiled[i].Target = p.Target[:w.Start] + stranger + p.Target[w.Start+len(w.Text):]
				seeded++
				if slices.ContainsFunc(Compare(spoiled, tag, nil).Doubts(), func(d Doubt) bool { return d.Pair == i && strings.Contains(d.Text, stranger) }) {
					found++
				} else {
					t.Logf("%s not found: %s for %s: %s | %s", tag, stranger, w.Text, p.Source, spoiled[i].Target)
				}
			}
		}
	}
	return seeded, found
}

// replaceable returns the words of a target that name a person or place, and do
// not open a sentence.
func replaceable(p Pair) []Word {
	var list []Word
	for _, r := range Rows(p.Target, Words(p.Target)) {
		for _, w := range r.Words {
			text := p.Target[w.Start:w.End]
			if IsAcronym(text) || isCommon(w.Text) || len(w.Text) < 3 || w.Start == 0 {
				continue
			}
			list = append(list, Word{strings.TrimSuffix(text, "'s"), w.Start, w.End})
		}
	}
	return list
}
