package language

import (
	"math/rand/v2"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TestQuickRunes holds the short cuts against Unicode's tables, rune by rune.
func TestQuickRunes(t *testing.T) {
	for r := range unicode.MaxRune + 1 {
		if r >= 0xD800 && r <= 0xDFFF {
			continue
		}
		s := string(r)
		if isSettled(r) {
			p := norm.NFC.PropertiesString(s)
			if norm.NFC.String(s) != s || p.CCC() != 0 || !p.BoundaryBefore() {
				t.Errorf("U+%04X is no settled rune: it changes, or combines with what stands before", r)
			}
			if got := cleanWord(s); got != s {
				t.Errorf("U+%04X is no settled rune: Clean makes %+q of it", r, got)
			}
		}
		if quick, ok := foldQuick(r); ok {
			if got := string(foldWord(nil, s)); got != string(quick) {
				t.Errorf("U+%04X folds to %+q, quickly to %+q", r, got, quick)
			}
		}
		if isCommonLetter(r) && !unicode.IsLetter(r) {
			t.Errorf("U+%04X is no letter", r)
		}
		if got, want := digit(r) != r || '0' <= r && r <= '9', unicode.Is(unicode.Nd, r); got != want {
			t.Errorf("digit(U+%04X) = %+q, a digit: %v", r, digit(r), want)
		}
	}
}

// TestQuickWords: text made of words that are quick and words that are not
// comes out as if all of it had gone through the tables.
func TestQuickWords(t *testing.T) {
	runes := []rune("aé e\u0301\n ÉA\u0300 سلامُأؤئ\u0654و\u0654يى\u064B\u0651\u0640 می\u200Cشود\u200B\u00AD\u2060\u200Fйё и\u0306ß½…\u00A0“x” ﬁ各か\u3099ガ한\u1112\u1161\u11ABक\u094D\u200Dष٣")
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		in := make([]rune, random.IntN(14))
		for i := range in {
			in[i] = runes[random.IntN(len(runes))]
		}
		text := string(in)
		if got, want := Clean(text), cleanWord(text); got != want {
			t.Fatalf("Clean(%+q) = %+q, want %+q", text, got, want)
		}
		if got, want := Fold(text), squeeze(string(foldWord(nil, text))); got != want && !isPlain(text) {
			t.Fatalf("Fold(%+q) = %+q, want %+q", text, got, want)
		}
	}
}
