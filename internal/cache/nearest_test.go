package cache

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/llm"
)

func TestNearest(t *testing.T) {
	article := "Fence QWERTYUIOPASDFGH\nThe minister spoke.\nShe named 300 guests.\nRain fell."
	base := request(article)
	zero := 0.0
	for _, test := range []struct {
		name   string
		change func(*llm.Request, *llm.Identity)
		want   []PartChange
	}{
		{"provider", func(r *llm.Request, _ *llm.Identity) { r.Provider = "groq" },
			[]PartChange{{Part: "provider", Asked: `"groq"`, Stored: `"openai"`}}},
		{"model", func(r *llm.Request, _ *llm.Identity) { r.Model = "m-2" },
			[]PartChange{{Part: "model", Asked: `"m-2"`, Stored: `"m-1"`}}},
		{"carrier", func(r *llm.Request, _ *llm.Identity) { r.Carrier = llm.CarrierTags },
			[]PartChange{{Part: "carrier", Asked: `"tags"`, Stored: `"schema"`}}},
		{"limit gone", func(r *llm.Request, _ *llm.Identity) { r.MaxTokens = 0 },
			[]PartChange{{Part: "max_tokens", Stored: "100"}}},
		{"new knob", func(r *llm.Request, _ *llm.Identity) { r.Temperature = &zero },
			[]PartChange{{Part: "temperature", Asked: "0"}}},
		{"schema", func(r *llm.Request, _ *llm.Identity) { r.Schema = []byte(`{"type":"array"}`) },
			[]PartChange{{Part: "schema", Asked: `{"type":"array"}`, Stored: `{"type":"object"}`}}},
		{"endpoint and dialect", func(_ *llm.Request, id *llm.Identity) {
			id.Endpoint, id.Dialect = "http://localhost:8080/v1", "d2"
		}, []PartChange{
			{Part: "endpoint", Asked: `"http://localhost:8080/v1"`, Stored: `"https://api.example.org/v1"`},
			{Part: "dialect", Asked: `"d2"`, Stored: `"d1"`},
		}},
		{"a changed paragraph behind a changed fence", func(r *llm.Request, _ *llm.Identity) {
			r.Messages[1].Content = strings.NewReplacer("300", "30,000", "QWERTYUIOPASDFGH", "HGFDSAPOIUYTREWQ").Replace(article)
		}, []PartChange{{Part: "messages[1]", Line: 3, Lines: 2,
			Asked: "She named 30,000 guests.", Stored: "She named 300 guests."}}},
		{"prompt", func(r *llm.Request, _ *llm.Identity) { r.Messages[0].Content += "\nKeep names." },
			[]PartChange{{Part: "messages[0]", Line: 4, Lines: 1, Asked: "Keep names."}}},
		{"another message", func(r *llm.Request, _ *llm.Identity) {
			r.Messages = append(r.Messages, llm.Message{Role: llm.Assistant, Content: "Well"})
		}, []PartChange{{Part: "messages[2]", Lines: 2, Asked: "assistant:"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := open(t)
			put(t, c, "Another article\nthat has other lines.")
			want := put(t, c, article)
			req, id := base, identity
			req.Messages = append([]llm.Message(nil), base.Messages...)
			test.change(&req, &id)
			got, ok, err := c.Nearest(t.Context(), req, id)
			must(t, err)
			if !ok || got.Nearest.Key != want || got.Key != llm.Key(req, id) || got.Stored {
				t.Fatalf("ok %v, difference %+v, want the entry %s", ok, got, want)
			}
			if diff := cmp.Diff(test.want, got.Parts); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPartsCoverKey walks every field of a request and an identity: one that is
// in the key and in no part could differ without a word.
func TestPartsCoverKey(t *testing.T) {
	named := map[string]bool{}
	one := 1.0
	n := 1
	full := request("x")
	full.SchemaName, full.Temperature, full.TopP, full.Seed, full.Thinking = "s", &one, &one, &n, llm.ThinkingLow
	for _, p := range parts(full, identity) {
		named[p.name] = true
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[llm.Request](), reflect.TypeFor[llm.Identity]()} {
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if name == "messages" {
				name = "messages[1]"
			}
			if !named[name] {
				t.Errorf("%s.%s is no part; set it in this test's request if it is new", typ.Name(), typ.Field(i).Name)
			}
		}
	}
}

func TestNearestTo(t *testing.T) {
	c := open(t)
	if _, ok, err := c.Nearest(t.Context(), request("x"), identity); ok || err != nil {
		t.Errorf("empty cache: ok %v, error %v", ok, err)
	}
	key := put(t, c, "line one\nline two")
	other := put(t, c, "line one\nline 2")
	got, ok, err := c.NearestTo(t.Context(), key[:12])
	must(t, err)
	if !ok || !got.Stored || got.Nearest.Key != other {
		t.Errorf("ok %v, difference %+v", ok, got)
	}
	if want := "messages[1]: line 2: asked line two, stored line 2"; got.String() != want {
		t.Errorf("it says %q, want %q", got.String(), want)
	}
	alien := request("x")
	alien.Messages = []llm.Message{{Role: llm.User, Content: "nothing in common"}}
	if got, ok, err := c.Nearest(t.Context(), alien, identity); ok || err != nil || got.Key != llm.Key(alien, identity) {
		t.Errorf("nothing in common: ok %v, %+v, error %v", ok, got, err)
	}
}

func TestExcerptKeepsCharactersWhole(t *testing.T) {
	long := strings.Repeat("é", 100)
	a, b := excerpt(long+"x"+long, long+"y"+long)
	for _, s := range []string{a, b} {
		if strings.ToValidUTF8(s, "?") != s || len(s) > 100 || !strings.HasPrefix(s, "…é") {
			t.Errorf("excerpt %q", s)
		}
	}
}
