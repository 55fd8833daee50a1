package glossary

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// large returns a glossary of made-up terms of one to three words and an
// article of 1,000 words of the same letters, in which some of them stand.
func large(letters string, terms int) (*Glossary, string) {
	r := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune(letters)
	word := func() string {
		var b strings.Builder
		for range 3 + r.IntN(6) {
			b.WriteRune(alphabet[r.IntN(len(alphabet))])
		}
		return b.String()
	}
	phrase := func() string {
		words := make([]string, 1+r.IntN(3))
		for i := range words {
			words[i] = word()
		}
		return strings.Join(words, " ")
	}
	list := make([]Term, terms)
	for i := range list {
		list[i] = Term{Source: phrase(), Targets: []string{fmt.Sprint("Name ", i)}, Kind: []Kind{Word, Person, Place, Organisation}[i%4]}
	}
	var article strings.Builder
	for i := 0; i < 1000; i++ {
		if i%50 == 0 {
			article.WriteString(list[r.IntN(terms)].Source + " ")
		}
		article.WriteString(word() + " ")
	}
	return New(list), article.String()
}

var alphabets = map[string]string{
	"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی", "he": "אבגדהוזחטיכלמנסעפצקרשת",
	"ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя", "es": "abcdefghijklmnopqrstuvwxyz", "tr": "abcçdefgğhıijklmnoöprsştuüvyz", "zh": han(),
}

// han returns 500 Chinese characters.
func han() string {
	var b strings.Builder
	for r := '一'; r < '一'+500; r++ {
		b.WriteRune(r)
	}
	return b.String()
}

func BenchmarkIn(b *testing.B) {
	for tag, letters := range alphabets {
		b.Run(tag, func(b *testing.B) {
			g, text := large(letters, 20_000)
			g.In(text, tag)
			for b.Loop() {
				g.In(text, tag)
			}
		})
	}
}

func BenchmarkRenderings(b *testing.B) {
	g, _ := large(alphabets["ar"], 20_000)
	text := strings.Repeat("The minister of Name 17 told reporters that the plan of Name 4711 would go on. ", 66)
	g.Renderings(text)
	for b.Loop() {
		g.Renderings(text)
	}
}

func BenchmarkBuild(b *testing.B) {
	g, _ := large(alphabets["ar"], 20_000)
	for b.Loop() {
		New(g.terms).In("و", "ar")
	}
}

// TestManyTermsAreFoundFast bounds what 20,000 terms cost an article of 1,000
// words: under 5 ms on the machine it was written on, and here with room for
// one that is busy.
func TestManyTermsAreFoundFast(t *testing.T) {
	if testing.Short() {
		t.Skip("a measurement")
	}
	for tag, letters := range alphabets {
		g, text := large(letters, 20_000)
		if len(g.In(text, tag)) < 10 {
			t.Errorf("%s: the terms of the text are not found", tag)
		}
		best := time.Hour
		for range 5 {
			start := time.Now()
			g.In(text, tag)
			best = min(best, time.Since(start))
		}
		t.Logf("%s: %v", tag, best)
		if best > 50*time.Millisecond {
			t.Errorf("%s: 1,000 words took %v", tag, best)
		}
	}
}
