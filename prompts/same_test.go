package prompts

import (
	"strings"
	"testing"
	standard "text/template"

	"dragoman/internal/template"
)

// An edited prompt may rest on what text/template makes of the built-in ones,
// and a request that changes by one byte is paid for again.
func TestPromptsRenderAsTextTemplateRendersThem(t *testing.T) {
	type fields struct {
		Source, English, HeadlineCase, Style, Carrier, Form, Fence, Block, Asked, Tags, Published string
		Terms                                                                                     []string
		Near, Translated, Publisher                                                               bool
		HeadlineWords, DekWords, Bullets, BulletWords, MinWords, MaxWords                         int
	}
	compared := 0
	for _, name := range Names() {
		text := Embedded().Text(name)
		want := standard.Must(standard.New(name).Option("missingkey=error").Funcs(standard.FuncMap{"join": strings.Join}).Parse(text))
		got, err := template.Parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, carrier := range []string{"schema", "json", "tags", "single", ""} {
			for _, form := range []string{"bullets", "paragraph", "lead"} {
				for bits := range 64 {
					on := func(bit int) bool { return bits>>bit&1 == 1 }
					some := func(bit int, text string) string { return map[bool]string{true: text}[on(bit)] }
					d := fields{
						Source: "Arabic", English: "American", HeadlineCase: "title case", Carrier: carrier, Form: form,
						Style: some(0, Style{}.Rules()), Tags: some(1, "<x1>…</x1>"), Published: some(2, "2026-11-23 (Monday)"),
						Near: on(3), Translated: on(4), Publisher: on(5), Fence: Fence("b"), Block: "[s01] {{.Block}} <b>\n", Asked: "s01 & s02",
						HeadlineWords: 12, DekWords: 30, Bullets: 3, BulletWords: 25,
					}
					if on(bits % 3) {
						d.Terms = []string{"تركيا → Türkiye", "", "x → {{y}}"}
					}
					var b strings.Builder
					if err := want.Execute(&b, d); err != nil {
						t.Fatal(err)
					}
					if text, err := got.Execute(d); err != nil || text != b.String() {
						t.Fatalf("%s, %+v: got\n%s\n%v, want\n%s", name, d, text, err, b.String())
					}
					compared++
				}
			}
		}
	}
	if compared != len(Names())*5*3*64 {
		t.Errorf("%d texts were compared", compared)
	}
}
