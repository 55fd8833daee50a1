package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/article"
	"dragoman/internal/digest"
	"dragoman/internal/glossary"
	"dragoman/internal/llm"
	"dragoman/testdata"
)

// passage is a segment as a prompt has it.
var passage = regexp.MustCompile(`(?m)^\[(s\d\d)( headline| dateline)?\] (.+)$`)

// sample returns a sample article, as the recorded request for its translation
// has it, and the recorded translation by id.
func sample(t *testing.T, tag, language string) (article.Article, map[string]string) {
	t.Helper()
	names, err := fs.Glob(testdata.Recordings(), "translation-*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(testdata.Recordings(), name)
		if err != nil {
			t.Fatal(err)
		}
		var r struct {
			Request struct{ Messages []struct{ Content string } }
			Reply   struct{ Text string }
		}
		if err := json.Unmarshal(data, &r); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(r.Request.Messages[0].Content, "from "+language) {
			continue
		}
		a, texts := port(), map[string]string{}
		a.Language, a.Segments = tag, nil
		for i, m := range passage.FindAllStringSubmatch(r.Request.Messages[1].Content, -1) {
			kind := map[string]article.Kind{" headline": article.Headline, " dateline": article.Dateline, "": article.Paragraph}[m[2]]
			a.Segments = append(a.Segments, article.Segment{Number: i + 1, Kind: kind, Text: m[3]})
		}
		if err := json.Unmarshal([]byte(r.Reply.Text), &texts); err != nil {
			t.Fatal(err)
		}
		return a, texts
	}
	t.Fatalf("no recording of a translation from %s", language)
	return article.Article{}, nil
}

// TestLedgerOfSamples has the names of the sample articles, and accepts them as
// a glossary: the same translation has all of its renderings.
func TestLedgerOfSamples(t *testing.T) {
	for _, test := range []struct {
		tag, language string
		want          []string
	}{
		{"ar", "Arabic", []string{
			"Organization of Islamic Cooperation = منظمة التعاون الإسلامي, organisation, cldr [1 2 4 7]",
			"Jeddah = جدة, place, translation [1 2]",
			"Israel = إسرائيل, place, cldr [2 4 5]",
			"Turkey = تركيا, place, cldr [2]",
			"Nuh Yilmaz = نوح يلماز, person, translation [2 3]",
			"Palestine = فلسطين, place, cldr [2 3 4 7]",
			"West Bank = الضفة الغربية, place, cldr [2]",
			"Jerusalem = القدس, place, cldr [2 4]",
			"Gaza = غزة, place, cldr [3 4]",
			"Hissein Brahim Taha = حسين إبراهيم طه, person, translation [4 5]",
			"Samir Bakr = سمير بكر, person, translation [4]",
			"Riyadh = الرياض, place, cldr [5]",
			"Cairo = القاهرة, place, cldr [6]",
			"New York = نيويورك, place, cldr [6]",
			"Saudi Arabia = السعودية, place, cldr [6]",
			"France = فرنسا, place, cldr [6]",
		}},
		{"fr", "French", []string{
			"Brest = Brest, place, translation [1 2]",
			"Port of Brest = port de Brest, place, translation [1 3]",
			"Brittany = Bretagne, place, cldr [4]",
			"Anne Kervella = Anne Kervella, person, translation [5]",
			"Cork = Cork, place, translation [7]",
		}},
		{"fa", "Persian", []string{
			"Yazd = یزد, place, translation [1 2 3]",
			"Maryam Dehghan = مریم دهقان, person, translation [5]",
		}},
	} {
		a, texts := sample(t, test.tag, test.language)
		m := &scripted{answer: func(req llm.Request, _ func(string)) (llm.Reply, error) { return reply(req, texts), nil }}
		p := line(m, nil)
		d, err := run(t, t.Context(), p, a)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, n := range d.Names {
			got = append(got, fmt.Sprintf("%s = %s, %s, %s %v", n.Target, n.Source, n.Kind, n.Origin, n.Segments))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.language, diff)
		}
		roundTrip(t, p, d)
	}
}

// roundTrip takes the names of a record as a glossary for the same article.
func roundTrip(t *testing.T, p *Pipeline, d *digest.Digest) {
	t.Helper()
	var entries []glossary.Entry
	for _, n := range d.Names {
		entries = append(entries, glossary.Entry{Term: glossary.Term{Source: n.Source, Targets: []string{n.Target}, Language: d.Article.Language, Kind: glossary.Kind(n.Kind)}})
	}
	var file bytes.Buffer
	if err := glossary.WriteTSV(&file, entries); err != nil {
		t.Fatal(err)
	}
	terms, err := glossary.Read("names.tsv", &file)
	if err != nil || len(terms) != len(d.Names) {
		t.Fatalf("%d of %d names are terms: %v", len(terms), len(d.Names), err)
	}
	p.Style.Glossary = glossary.New(terms)
	again, err := run(t, t.Context(), p, d.Article)
	if err != nil || !slices.Contains(again.Checks.Ran, "glossary") {
		t.Fatalf("ran %v: %v", again.Checks.Ran, err)
	}
	for _, f := range again.Findings {
		if f.Check == "glossary" {
			t.Errorf("%s: segment %d: %s", d.Article.Language, f.Segment, f.Message)
		}
	}
	for _, n := range again.Names {
		if !n.Confirmed {
			t.Errorf("%s: %s is not of the glossary that has it: %+v", d.Article.Language, n.Target, n)
		}
	}
}
