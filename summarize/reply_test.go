package summarize

import (
	"slices"
	"strings"
	"testing"

	"dragoman/internal/llm"

	"github.com/google/go-cmp/cmp"
)

var short = Limits{Form: "bullets", Bullets: 3}

func TestParseSummary(t *testing.T) {
	const plain = `{"headline":"H","headline_evidence":["s01"],"dek":"D.","dek_evidence":["s02","s01","s02"],"body":[{"text":"P.","evidence":["s03"]}]}`
	const tags = "<headline s01>H</headline>\n<dek s02, s01>D.</dek>\n<point s03>P.</point>"
	want := draft{headline: part{"H", []int{1}}, dek: part{"D.", []int{1, 2}}, body: []part{{"P.", []int{3}}}}
	cases := map[string]struct {
		carrier llm.Carrier
		reply   string
	}{
		"json":                    {llm.CarrierSchema, plain},
		"markdown fence":          {llm.CarrierJSON, "```json\n" + plain + "\n```"},
		"prose around":            {llm.CarrierJSON, "Sure {as asked}:\n" + plain + "\nThat is {all}."},
		"wrapped in an object":    {llm.CarrierJSON, `{"summary":` + plain + `}`},
		"numbers as evidence":     {llm.CarrierJSON, strings.NewReplacer(`"s01"`, "1", `"s02"`, "2", `"s03"`, "3").Replace(plain)},
		"evidence as one text":    {llm.CarrierJSON, strings.Replace(plain, `["s02","s01","s02"]`, `"s02, s01"`, 1)},
		"ids in the text":         {llm.CarrierJSON, strings.Replace(plain, `"P."`, `"- P. [s03, s04]"`, 1)},
		"tags":                    {llm.CarrierTags, tags},
		"tags with prose and <":   {llm.CarrierTags, "1 < 2 <b>so</b>:\n" + tags + "\nDone."},
		"tags with attribute":     {llm.CarrierTags, strings.Replace(tags, "<dek s02, s01>", `<dek evidence="s02 s01">`, 1)},
		"points numbered":         {llm.CarrierTags, strings.NewReplacer("<point ", "<point1 ", "</point>", "</point1>").Replace(tags)},
		"json where tags asked":   {llm.CarrierTags, plain},
		"tags where json asked":   {llm.CarrierJSON, tags},
		"white space and newline": {llm.CarrierJSON, strings.Replace(plain, `"P."`, `"  P.\n "`, 1)},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := parseSummary(c.carrier, c.reply, short)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(draft{}, part{})); diff != "" {
				t.Errorf("draft (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseSummaryRejects(t *testing.T) {
	const plain = `{"headline":"H","headline_evidence":["s01"],"dek":"D.","dek_evidence":["s02"],"body":[{"text":"P.","evidence":["s03"]}]}`
	cases := map[string]string{
		"nothing":            "",
		"prose":              "I cannot do that.",
		"unknown key":        strings.Replace(plain, `{"headline"`, `{"title":"T","headline"`, 1),
		"duplicate key":      strings.Replace(plain, `"dek":"D."`, `"headline":"again","dek":"D."`, 1),
		"duplicate in point": strings.Replace(plain, `{"text":"P."`, `{"text":"Q.","text":"P."`, 1),
		"unknown in point":   strings.Replace(plain, `{"text":"P."`, `{"note":"N","text":"P."`, 1),
		"no headline":        strings.Replace(plain, `"headline":"H",`, "", 1),
		"empty dek":          strings.Replace(plain, `"D."`, `"  "`, 1),
		"headline is null":   strings.Replace(plain, `"H"`, "null", 1),
		"headline is a list": strings.Replace(plain, `"H"`, `["H"]`, 1),
		"empty body":         strings.Replace(plain, `[{"text":"P.","evidence":["s03"]}]`, "[]", 1),
		"body is a text":     strings.Replace(plain, `[{"text":"P.","evidence":["s03"]}]`, `"P."`, 1),
		"lone surrogate":     strings.Replace(plain, `"H"`, `"H\ud800"`, 1),
		"invalid UTF-8":      strings.Replace(plain, `"H"`, "\"H\xff\"", 1),
		"two answers":        plain + "\n" + plain,
		"tag not closed":     "<headline s01>H</headline><dek s02>D.",
		"tag inside a tag":   "<headline s01>H<dek s02>D.</dek></headline>",
		"tag twice":          "<headline s01>H</headline><headline s01>I</headline><dek s02>D.</dek><point s03>P.</point>",
		"too large":          plain + strings.Repeat(" ", maxReply),
	}
	for name, reply := range cases {
		for _, carrier := range []llm.Carrier{llm.CarrierJSON, llm.CarrierTags} {
			t.Run(name+"/"+string(carrier), func(t *testing.T) {
				if got, err := parseSummary(carrier, reply, short); err == nil {
					t.Errorf("got %+v, want an error", got)
				}
			})
		}
	}
}

// A cut reply is never an answer, wherever it was cut.
func TestCutReplyIsNeverMended(t *testing.T) {
	for name, c := range map[string]struct {
		carrier llm.Carrier
		reply   string
	}{
		"json": {llm.CarrierJSON, good},
		"tags": {llm.CarrierTags, "<headline s01>H</headline><dek s02>D.</dek><point s03>P.</point>"},
	} {
		t.Run(name, func(t *testing.T) {
			for end := range len(c.reply) {
				got, err := parseSummary(c.carrier, c.reply[:end], short)
				if err == nil {
					t.Fatalf("cut after %d of %d bytes: got %+v, want an error", end, len(c.reply), got)
				}
			}
		})
	}
}

func TestParseSentencesTakesOnlyWhatWasAsked(t *testing.T) {
	names := []string{"dek", "point2"}
	a, err := parseSentences(llm.CarrierSchema, `{"point2":{"text":"P.","evidence":["s03"]}}`, names)
	if err != nil || !cmp.Equal(a, answer{"point2": {"P.", []int{3}}}, cmp.AllowUnexported(part{})) {
		t.Errorf("got %v, %v", a, err)
	}
	a, err = parseSentences(llm.CarrierTags, `<point2 s03>P.</point2><dek s01>D.</dek>`, names)
	if err != nil || len(a) != 2 || a["point2"].text != "P." {
		t.Errorf("tags: got %v, %v", a, err)
	}
	for _, reply := range []string{`{"point1":{"text":"P.","evidence":[]}}`, `{"dek":{"evidence":[]}}`, `<point1 s03>P.</point1>`, `{}`} {
		if a, err := parseSentences(llm.CarrierJSON, reply, names); err == nil {
			t.Errorf("%s: got %v, want an error", reply, a)
		}
	}
}

func FuzzParseSummary(f *testing.F) {
	f.Add(good)
	f.Add("<headline s01>H</headline><dek s02>D.</dek><point s03>P.</point>")
	f.Add("```json\n{\"headline\":{}}\n```{{{{<<<<")
	f.Fuzz(func(t *testing.T, reply string) {
		for _, carrier := range []llm.Carrier{llm.CarrierJSON, llm.CarrierTags} {
			d, err := parseSummary(carrier, reply, short)
			if err != nil {
				continue
			}
			for _, s := range d.slots() {
				p := d.at(s)
				if p.text == "" || strings.ContainsAny(p.text, "\n\r") {
					t.Errorf("%s is %q", s.name(), p.text)
				}
				if !slices.IsSorted(p.evidence) {
					t.Errorf("%s has evidence %v", s.name(), p.evidence)
				}
			}
		}
	})
}
