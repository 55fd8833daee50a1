package translate

import (
	"fmt"
	"testing"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/glossary"
	"dragoman/internal/llm"
)

func TestStoreMakesASecondRunFree(t *testing.T) {
	store := memoryStore{}
	down := &scripted{replies: []reply{{err: &llm.Error{Kind: llm.Overload}}}}
	up := &scripted{replies: []reply{{make: answerAll}}}
	tr := translator(candidate("a", down), candidate("b", up))
	tr.Store = store
	if _, err := tr.Translate(t.Context(), testArticle(), nil); err != nil {
		t.Fatal(err)
	}
	before := len(down.requests) + len(up.requests)
	r, err := tr.Translate(t.Context(), testArticle(), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantAll(t, r)
	if got := len(down.requests) + len(up.requests) - before; got != 0 {
		t.Errorf("second run after a fallback made %d requests, want none", got)
	}
	if s := r.Translation.Segments[1]; s.Origin != digest.FromCache || s.Model != "b/answering" {
		t.Errorf("got origin %q, model %q", s.Origin, s.Model)
	}

	changed := testArticle()
	changed.Segments[2].Text += " وأضاف أن 5 دول أخرى ستشارك في الاجتماع المقبل للمجلس."
	if _, err := tr.Translate(t.Context(), changed, nil); err != nil {
		t.Fatal(err)
	}
	last := up.requests[len(up.requests)-1]
	if got := fmt.Sprint(asked(last)); got != "[s03]" {
		t.Errorf("an article with one changed paragraph asked for %s, want [s03]", got)
	}
}

func TestStoreKeyHoldsWhatShapesTheText(t *testing.T) {
	a := testArticle()
	base := translator(candidate("a", nil))
	key := base.storeKey(a, 1, reference{})
	for name, change := range map[string]func(*Translator, *article.Article){
		"model":    func(tr *Translator, _ *article.Article) { tr.Models[0].Model = "other" },
		"provider": func(tr *Translator, _ *article.Article) { tr.Models[0].Provider = "other" },
		"fallback": func(tr *Translator, _ *article.Article) { tr.Models = append(tr.Models, candidate("b", nil)) },
		"style":    func(tr *Translator, _ *article.Article) { tr.Style.English = "uk" },
		"term in use": func(tr *Translator, _ *article.Article) {
			tr.Style.Glossary = glossary.New([]glossary.Term{{Source: "جدة", Targets: []string{"Jiddah"}}})
		},
		"source":   func(_ *Translator, a *article.Article) { a.Segments[1].Text += "." },
		"language": func(_ *Translator, a *article.Article) { a.Language = "fa" },
	} {
		t.Run(name, func(t *testing.T) {
			tr, other := translator(candidate("a", nil)), testArticle()
			change(tr, &other)
			if tr.storeKey(other, 1, reference{}) == key {
				t.Error("the key is the same")
			}
		})
	}
	unused := translator(candidate("a", nil))
	unused.Style.Glossary = glossary.New([]glossary.Term{{Source: "تركيا", Targets: []string{"Türkiye"}}})
	if unused.storeKey(a, 1, reference{}) != key {
		t.Error("a term that does not occur changes the key")
	}
	a.Segments[0].Text = "شيء آخر تماما"
	if base.storeKey(a, 1, reference{}) != key {
		t.Error("a neighbour changes the key of a long segment")
	}
	if base.storeKey(a, 0, reference{}) == base.storeKey(testArticle(), 0, reference{}) {
		t.Error("the key of a short segment does not hold its text")
	}
}
