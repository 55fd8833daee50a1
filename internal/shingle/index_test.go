package shingle

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"dragoman/internal/fixture"
)

// synthetic returns the signature of 300 words out of a vocabulary as large as
// a language's.
func synthetic(r *rand.Rand) Signature {
	words := make([]string, 300)
	for i := range words {
		words[i] = fmt.Sprint("w", int(r.ExpFloat64()*2000))
	}
	return Sign([]string{strings.Join(words, " ")})
}

// Ten thousand articles take less than 20 megabytes, and none is near another by chance.
func TestTenThousand(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	signatures := make([]Signature, 10_000)
	for i := range signatures {
		signatures[i] = synthetic(r)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var index Index
	for i, s := range signatures {
		if id, similarity, ok := index.Nearest(s); ok {
			t.Errorf("%d is near %d: %.2f", i, id, similarity)
		}
		index.Add(i, s)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := (after.HeapAlloc - before.HeapAlloc) / uint64(len(signatures))
	if t.Logf("%d bytes for each article", each); each > 2048 {
		t.Errorf("%d bytes for each article, want less than two kilobytes", each)
	}
	for i, s := range signatures[:100] {
		if id, _, ok := index.Nearest(s); !ok || id != i {
			t.Errorf("%d: the nearest is %d, %v", i, id, ok)
		}
	}
}

// However many copies there are, the first is found, and not all are compared.
func TestManyCopies(t *testing.T) {
	s := synthetic(rand.New(rand.NewPCG(3, 4)))
	var index Index
	for i := range 1000 {
		index.Add(i, s)
	}
	if id, similarity, ok := index.Nearest(s); id != 0 || similarity != 1 || !ok {
		t.Errorf("got %d, %.2f, %v, want the first", id, similarity, ok)
	}
}

// No two sites' articles are near; the page that is there in three encodings
// is one.
func TestPages(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(fixture.Path(t, "data", "pages"), "*", "gold.txt"))
	var index Index
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := Sign(strings.Split(string(data), "\n"))
		copied := strings.HasPrefix(filepath.Base(filepath.Dir(file)), "ar-cnn-")
		if id, similarity, ok := index.Nearest(s); ok != copied || ok && !strings.Contains(files[id], "ar-cnn") {
			t.Errorf("%s: near %d, %.2f, %v; want %v", file, id, similarity, ok, copied)
		}
		index.Add(i, s)
	}
}

func BenchmarkNearest(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 2))
			var index Index
			for i := range n {
				index.Add(i, synthetic(r))
			}
			s := synthetic(r)
			for b.Loop() {
				index.Nearest(s)
			}
		})
	}
}
