package memory

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var approved = []Pair{
	{Source: "وصل الوزير التركي إلى جدة يوم الأحد للمشاركة في الاجتماع", Target: "The Turkish minister arrived in Jeddah on Sunday to take part in the meeting", Language: "ar", By: "desk", At: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)},
	{Source: "Le port de Brest a mis en service lundi un quai électrifié", Target: "The port of Brest opened an electrified quay on Monday", Language: "fr"},
	{Source: "北京市政府星期一宣布新的交通措施", Target: "The Beijing government announced new traffic measures on Monday", Language: "zh"},
	{Source: "Merci", Target: "Thank you", Language: "fr"},
	{Source: "利润增长3.5%，市场反应良好", Target: "Profit rose 3.5%; markets reacted well", Language: "zh"},
}

func TestLookup(t *testing.T) {
	m := New(approved)
	for _, test := range []struct {
		name, source, language string
		likeness               float64
		target                 int // in approved
	}{
		{"same", approved[0].Source, "ar", 1, 0},
		{"stretched and spaced", "وصـل الوزير  التركي إلى جدة يوم الأحد للمشاركة في الاجتماع", "ar", 1, 0},
		{"same, a region's language", approved[1].Source, "fr-CA", 1, 1},
		{"one word of ten", strings.Replace(approved[0].Source, "الأحد", "الاثنين", 1), "ar", 0.9, 0},
		{"other signs only", "Le port de Brest a mis en service, lundi, un quai électrifié ?", "fr", 0.99, 1},
		{"another number", "利润增长35%，市场反应良好", "zh", 0.99, 4},
		{"four words of twelve", "Le port de Nantes a mis à terre mardi un quai neuf", "fr", 0, -1},
		{"one character of sixteen", strings.Replace(approved[2].Source, "一", "二", 1), "zh", 0.9375, 2},
		{"other language", approved[1].Source, "it", 0, -1},
		{"short and other", "Merci beaucoup", "fr", 0, -1},
		{"short and same", "Merci", "fr", 1, 3},
		{"empty", "", "fr", 0, -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			near, target, likeness := m.Lookup(test.source, test.language)
			if math.Abs(likeness-test.likeness) > 1e-9 {
				t.Fatalf("likeness %v, want %v", likeness, test.likeness)
			}
			if test.target >= 0 && (target != approved[test.target].Target || near != approved[test.target].Source) {
				t.Errorf("got %q for %q", target, near)
			}
		})
	}
	if _, _, likeness := (*Memory)(nil).Lookup("x", "ar"); likeness != 0 {
		t.Error("no memory knows something")
	}
}

// TestNearestIsExhaustive compares the indexed search with one over all pairs.
func TestNearestIsExhaustive(t *testing.T) {
	words := strings.Fields("the of to and minister port meeting Sunday quay new water Brest region budget court said Monday vote law strike")
	var pairs []Pair
	for i := range 300 {
		var text []string
		for k := range 6 + i%9 {
			text = append(text, words[(i*7+k*k*(i%5+1))%len(words)])
		}
		pairs = append(pairs, Pair{Source: strings.Join(text, " ") + fmt.Sprint(" ", i%17), Target: "x", Language: "nl"})
	}
	m := New(pairs)
	found := 0
	for i := range m.pairs {
		text := append([]int32{}, m.units[i]...)
		text[i%len(text)] = -1
		best := 0.0
		for k := range m.pairs {
			longer := max(len(text), len(m.units[k]))
			best = max(best, 1-float64(distance(text, m.units[k], longer))/float64(longer))
		}
		if best < Threshold {
			best = 0
		}
		_, got := m.nearest(text)
		if got < Threshold {
			got = 0
		}
		if math.Abs(got-best) > 1e-9 {
			t.Errorf("%v: likeness %v, want %v", text, got, best)
		}
		if best > 0 {
			found++
		}
	}
	if found < 200 {
		t.Errorf("only %d of %d texts had a near one; the test tests little", found, len(m.pairs))
	}
}

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "memory.jsonl")
	add := func(more ...Pair) (added, changed, same int) {
		t.Helper()
		err := Change(path, func(old []Pair) (merged []Pair, err error) {
			merged, added, changed, same = Merge(old, more)
			return merged, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return added, changed, same
	}
	if a, c, s := add(approved...); a != 5 || c != 0 || s != 0 {
		t.Errorf("first: %d added, %d changed, %d the same", a, c, s)
	}
	other := approved[3]
	other.Target = "Thanks"
	if a, c, s := add(approved[0], other); a != 0 || c != 1 || s != 1 {
		t.Errorf("second: %d added, %d changed, %d the same", a, c, s)
	}
	m, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	want := append(append([]Pair{}, approved[:3]...), other, approved[4])
	if diff := cmp.Diff(want, m.Pairs()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Writers in turn lose nothing.
func TestConcurrentChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "memory.jsonl")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			err := Change(path, func(old []Pair) ([]Pair, error) {
				merged, _, _, _ := Merge(old, []Pair{{Source: fmt.Sprint("text ", i), Target: "x", Language: "ar"}})
				return merged, nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if m, err := Open(path); err != nil || len(m.Pairs()) != 8 {
		t.Errorf("%d pairs (%v), want 8", len(m.Pairs()), err)
	}
}

func TestBadLines(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"no JSON":     {"{\"source\":\"a\",\"target\":\"b\",\"language\":\"ar\"}\nhello", "line 2 is no pair"},
		"no target":   {`{"source":"a","language":"ar"}`, "line 1: target is empty"},
		"no source":   {`{"target":"a","language":"ar"}`, "line 1: source is empty"},
		"no language": {`{"source":"a","target":"b"}`, "line 1: language is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read(strings.NewReader(test.in)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want it to say %q", err, test.want)
			}
		})
	}
	path := filepath.Join(t.TempDir(), "memory.jsonl")
	if err := os.WriteFile(path, []byte("damaged\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := Change(path, func(p []Pair) ([]Pair, error) { return append(p, approved[0]), nil })
	if data, _ := os.ReadFile(path); err == nil || string(data) != "damaged\n" {
		t.Errorf("a damaged memory was written over (%v): %q", err, data)
	}
}

func BenchmarkLookup(b *testing.B) {
	var pairs []Pair
	for i := range 20_000 {
		pairs = append(pairs, Pair{Source: fmt.Sprintf("The %d delegations of region %d met in town %d on Sunday to discuss the draft resolution number %d", i%37, i%101, i%997, i), Target: "x", Language: "nl"})
	}
	m := New(pairs)
	text := "The 12 delegations of region 7 met in town 500 on Monday to discuss the draft resolution number 777777"
	b.ResetTimer()
	for b.Loop() {
		m.Lookup(text, "nl")
	}
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := Write(&b, approved); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		pairs, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		m := New(pairs)
		for _, p := range pairs {
			if _, _, likeness := m.Lookup(p.Source, p.Language); likeness != 1 {
				t.Errorf("%q is not found again", p.Source)
			}
		}
	})
}
