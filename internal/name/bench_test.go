package name

import "testing"

// BenchmarkCompare compares the names of real articles; the bytes are those of
// source and target.
func BenchmarkCompare(b *testing.B) {
	for _, l := range []struct{ file, tag string }{{"arb", "ar"}, {"rus", "ru"}, {"fra", "fr"}} {
		b.Run(l.tag, func(b *testing.B) {
			docs, bytes := readNTREX(b, l.file), 0
			for _, pairs := range docs {
				for _, p := range pairs {
					bytes += len(p.Source) + len(p.Target)
				}
			}
			b.SetBytes(int64(bytes))
			for b.Loop() {
				for _, pairs := range docs {
					c := Compare(pairs, l.tag, nil)
					c.Doubts()
					c.Acronyms()
					c.Variants()
				}
			}
		})
	}
}

// BenchmarkFind lists the names of an article.
func BenchmarkFind(b *testing.B) {
	pairs := readNTREX(b, "arb")[0]
	for b.Loop() {
		Find(pairs, "ar", nil)
	}
}
