package cli

import (
	"strings"
	"testing"
	"time"

	"github.com/tiktoken-go/tokenizer"

	"dragoman/internal/language"
)

// instructionTokens is what the sample's translate request may spend beside the
// article's own text.
const instructionTokens = 700

func TestInstructionsStayInTheirBudget(t *testing.T) {
	a := &app{Env: Env{Dir: t.TempDir(), Version: "test", Now: time.Now, Err: &strings.Builder{}}}
	root := newRoot(a)
	cmd, _, err := root.Find([]string{"translate"})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.load(cmd); err != nil {
		t.Fatal(err)
	}
	a.settings.Provider, a.dry = "recorded", true
	const sample = "../../testdata/articles/oic-jeddah.ar.txt"
	a.Dir = ""
	req, err := a.firstRequest(t.Context(), taskTranslate, sample)
	if err != nil {
		t.Fatal(err)
	}
	art, err := a.readInput(t.Context(), sample)
	if err != nil {
		t.Fatal(err)
	}
	codec, err := tokenizer.Get(tokenizer.O200kBase)
	if err != nil {
		t.Fatal(err)
	}
	count := func(text string) int {
		ids, _, err := codec.Encode(text)
		if err != nil {
			t.Fatal(err)
		}
		return len(ids)
	}
	total, own := 0, 0
	for _, m := range req.Messages {
		total += count(m.Content)
	}
	for _, s := range art.Segments {
		own += count(language.Unstretched(s.Text))
	}
	t.Logf("%d tokens, %d of them the article's own", total, own)
	if total-own > instructionTokens {
		t.Errorf("the request spends %d tokens beside the article's own text, at most %d are allowed", total-own, instructionTokens)
	}
}
