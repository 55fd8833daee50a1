package align

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/internal/fixture"
)

// languages of the shared slice of NTREX-128, with what the length table says
// of them: the mean ratio of whole articles and the deviation of segments.
var languages = []struct {
	file, tag        string
	ratio, deviation float64
}{
	{"arb", "ar", 1.08, 0.215}, {"fas", "fa", 1.05, 0.18}, {"urd", "ur", 1.02, 0.182}, {"heb", "he", 1.31, 0.207},
	{"fra", "fr", 0.88, 0.165}, {"deu", "de", 0.88, 0.136}, {"spa", "es", 0.87, 0.149}, {"rus", "ru", 0.88, 0.19},
	{"zho-CN", "zh", 2.95, 0.7}, {"hin", "hi", 0.96, 0.153}, {"jpn", "ja", 2.24, 0.45}, {"tur", "tr", 0.94, 0.192},
}

func lines(t testing.TB, name string) []string {
	data, err := os.ReadFile(filepath.Join(fixture.Path(t, "data", "ntrex"), name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// documents calls f for every document of a language.
func documents(t testing.TB, file string, f func(source, target []string)) {
	ids, source, target := lines(t, "docids"), lines(t, file), lines(t, "eng")
	for from := 0; from < len(ids); {
		to := from
		for to < len(ids) && ids[to] == ids[from] {
			to++
		}
		f(source[from:to], target[from:to])
		from = to
	}
}

// spoiled is a pair of texts of which it is known what belongs together.
type spoiled struct {
	source, target []string
	beads          []Bead
}

// spoil changes n paragraphs of the target: left out, joined with the next, or
// split in two; or leaves them out of the source.
func spoil(source, target []string, kind string, n int, random *rand.Rand) spoiled {
	at := random.Perm(len(source))[:min(n, len(source)-1)]
	s := spoiled{}
	for i := 0; i < len(source); i++ {
		b := Bead{SourceStart: len(s.source), TargetStart: len(s.target)}
		chosen := slices.Contains(at, i)
		switch {
		case chosen && kind == "added":
			s.target = append(s.target, target[i])
		case chosen && kind == "dropped":
			s.source = append(s.source, source[i])
		case chosen && kind == "joined" && i+1 < len(source):
			s.source = append(s.source, source[i], source[i+1])
			s.target = append(s.target, target[i]+" "+target[i+1])
			i++
		case chosen && kind == "split" && strings.Contains(middle(target[i]), " "):
			half := target[i]
			cut := len(half)/3 + strings.Index(half[len(half)/3:], " ")
			s.source = append(s.source, source[i])
			s.target = append(s.target, half[:cut], half[cut+1:])
		default:
			s.source, s.target = append(s.source, source[i]), append(s.target, target[i])
		}
		b.SourceEnd, b.TargetEnd = len(s.source), len(s.target)
		s.beads = append(s.beads, b)
	}
	return s
}

func middle(text string) string { return text[len(text)/3 : len(text)*2/3] }

// TestSpoiledNTREX leaves out, joins and splits paragraphs of professional
// translations and measures how many beads come out as they are.
func TestSpoiledNTREX(t *testing.T) {
	all, right := 0, 0
	for _, kind := range []string{"dropped", "added", "joined", "split"} {
		for _, l := range languages {
			n, ok := 0, 0
			documents(t, l.file, func(source, target []string) {
				for seed := range uint64(8) {
					s := spoil(source, target, kind, 1+int(seed)%2, rand.New(rand.NewPCG(seed, 7)))
					if len(s.source) == len(s.target) {
						continue
					}
					got := Paragraphs(s.source, s.target, Options{l.tag, "en", l.ratio, l.deviation})
					for _, want := range s.beads {
						n++
						if slices.Contains(got, want) {
							ok++
						}
					}
				}
			})
			t.Logf("%-8s %-3s %5d beads, %5.1f %% right", kind, l.tag, n, 100*float64(ok)/float64(n))
			all, right = all+n, right+ok
			if share := float64(ok) / float64(n); share < 0.9 {
				t.Errorf("%s %s: %.1f %% right, want 90 at least", kind, l.tag, 100*share)
			}
		}
	}
	share := float64(right) / float64(all)
	t.Logf("all %d beads, %.2f %% right", all, 100*share)
	if share < 0.95 {
		t.Errorf("%.1f %% right, want 95 at least", 100*share)
	}
}

// Without a table the texts themselves say how long a translation is.
func TestUnknownLanguages(t *testing.T) {
	n, ok := 0, 0
	for _, l := range languages {
		documents(t, l.file, func(source, target []string) {
			for seed := range uint64(4) {
				s := spoil(source, target, []string{"dropped", "joined"}[seed%2], 1, rand.New(rand.NewPCG(seed, 7)))
				got := Paragraphs(s.source, s.target, Options{SourceLanguage: l.tag, TargetLanguage: "en"})
				for _, want := range s.beads {
					n++
					if slices.Contains(got, want) {
						ok++
					}
				}
			}
		})
	}
	share := float64(ok) / float64(n)
	t.Logf("%d beads, %.1f %% right", n, 100*share)
	if share < 0.93 {
		t.Errorf("%.1f %% right, want 93 at least", 100*share)
	}
}

func TestSounds(t *testing.T) {
	for _, row := range [][2]string{
		{"Trump", "ترامب"}, {"Trump", "Трамп"}, {"Merkel", "Меркель"}, {"Merkel", "メルケル"}, {"Merkel", "מרקל"}, {"London", "लंदन"},
	} {
		a, b := sound(row[0]), sound(row[1])
		if n := min(len(a), len(b)); n < leastSounds || a[:3] != b[:3] {
			t.Errorf("%s is %q, %s is %q", row[0], a, row[1], b)
		}
	}
	for _, row := range [][2]string{{"Trump", "Меркель"}, {"London", "باريس"}} {
		if a, b := sound(row[0]), sound(row[1]); a == b {
			t.Errorf("%s and %s are both %q", row[0], row[1], a)
		}
	}
	if s := sound("Oman"); s != "" {
		t.Errorf("Oman is %q, which is too little to compare", s)
	}
}

// Every paragraph stands in one bead, in order, whatever the texts are.
func TestBeadsHoldEverything(t *testing.T) {
	word := func(n int) []string {
		var list []string
		for i := range n {
			list = append(list, strings.Repeat(fmt.Sprintf("word %d ", i*37%11), 1+i*i%9))
		}
		return list
	}
	for _, size := range [][2]int{{0, 0}, {0, 3}, {3, 0}, {1, 1}, {1, 9}, {9, 1}, {5, 7}, {40, 90}, {300, 301}, {2, 200}} {
		beads := Paragraphs(word(size[0]), word(size[1]), Options{SourceLanguage: "fr", TargetLanguage: "en"})
		i, j := 0, 0
		for _, b := range beads {
			if b.SourceStart != i || b.TargetStart != j || b.Sources() < 0 || b.Targets() < 0 || b.Sources()+b.Targets() == 0 {
				t.Fatalf("%v: bead %+v after %d and %d", size, b, i, j)
			}
			i, j = b.SourceEnd, b.TargetEnd
		}
		if i != size[0] || j != size[1] {
			t.Errorf("%v: the beads end at %d and %d", size, i, j)
		}
	}
}

// A long text with a chapter missing is still matched, and in time that grows
// with its length.
func TestLongTexts(t *testing.T) {
	var source, target []string
	for range 60 {
		documents(t, "arb", func(s, e []string) { source, target = append(source, s...), append(target, e...) })
	}
	target = slices.Concat(target[:4000], target[4060:])
	started := time.Now()
	beads := Paragraphs(source, target, Options{"ar", "en", 1.08, 0.215})
	took := time.Since(started)
	single := 0
	for _, b := range beads {
		if b.Sources() == 1 && b.Targets() == 1 {
			single++
		}
	}
	t.Logf("%d and %d paragraphs in %v, %d matched one to one", len(source), len(target), took, single)
	if single < len(target)*9/10 {
		t.Errorf("%d of %d matched one to one", single, len(target))
	}
	if took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}
