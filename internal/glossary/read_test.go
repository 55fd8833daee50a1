package glossary

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	rows := []struct {
		name, file, text string
		want             []Term
	}{
		{"tsv", "a.tsv", "# names\nsource\ttarget\tkind\tnote\nجدة\tJeddah\tplace\t\n\nمنظمة\tOrganisation of Islamic Cooperation / OIC\torganization\tin full first\n", []Term{
			{Source: "جدة", Targets: []string{"Jeddah"}, Kind: Place, File: "a.tsv", Line: 3},
			{Source: "منظمة", Targets: []string{"Organisation of Islamic Cooperation", "OIC"}, Kind: Organisation, Note: "in full first", File: "a.tsv", Line: 5},
		}},
		{"tsv without heading", "a.tsv", "جدة\tJeddah\tar\n", []Term{{Source: "جدة", Targets: []string{"Jeddah"}, Language: "ar", File: "a.tsv", Line: 1}}},
		{"tsv, quotes are text", "a.tsv", "source\ttarget\nصه\"ל\t\"IDF\"\r\n", []Term{{Source: "صه\"ל", Targets: []string{"\"IDF\""}, File: "a.tsv", Line: 2}}},
		{"heading again", "a.tsv", "source\ttarget\na\tb\nTarget\tSource\nd\tc\n", []Term{{Source: "a", Targets: []string{"b"}, File: "a.tsv", Line: 2}, {Source: "c", Targets: []string{"d"}, File: "a.tsv", Line: 4}}},
		{"hashtag", "a.tsv", "source\ttarget\n#MeToo\tMe Too\n", []Term{{Source: "#MeToo", Targets: []string{"Me Too"}, File: "a.tsv", Line: 2}}},
		{"comment column", "a.tsv", "source\ttarget\tcomment\na\tb\t3 times\n", []Term{{Source: "a", Targets: []string{"b"}, File: "a.tsv", Line: 2}}},
		{"escaped slash", "a.tsv", "source\ttarget\na\t24\\/7 / all day\n", []Term{{Source: "a", Targets: []string{"24/7", "all day"}, File: "a.tsv", Line: 2}}},
		{"mark and invisible signs", "a.tsv", "\uFEFFsource\ttarget\n\u202Eجدة\u200F\t Jed\u00ADdah \n", []Term{{Source: "جدة", Targets: []string{"Jeddah"}, File: "a.tsv", Line: 2}}},
		{"csv", "a.csv", "source,target,case,do_not_translate\n\"Paris, Texas\",\"Paris, Texas\",yes,\nReuters,,,x\n", []Term{
			{Source: "Paris, Texas", Targets: []string{"Paris, Texas"}, Case: true, File: "a.csv", Line: 2},
			{Source: "Reuters", Keep: true, File: "a.csv", Line: 3},
		}},
		{"csv with semicolons", "a.CSV", "source;target\nВена;Vienna\n", []Term{{Source: "Вена", Targets: []string{"Vienna"}, File: "a.CSV", Line: 2}}},
		{"yaml", "a.yaml", "- source: جدة\n  target: [Jeddah, Jiddah]\n  kind: place\n- source: تركيا\n  target: Türkiye / Turkey\n  language: ar\n  note: as the house writes\n  case: true\n- source: AFP\n  do-not-translate: yes\n", []Term{
			{Source: "جدة", Targets: []string{"Jeddah", "Jiddah"}, Kind: Place, File: "a.yaml", Line: 1},
			{Source: "تركيا", Targets: []string{"Türkiye", "Turkey"}, Language: "ar", Note: "as the house writes", Case: true, File: "a.yaml", Line: 4},
			{Source: "AFP", Keep: true, File: "a.yaml", Line: 9},
		}},
		{"yaml under terms", "a.yml", "terms:\n- {source: a, target: b}\n", []Term{{Source: "a", Targets: []string{"b"}, File: "a.yml", Line: 2}}},
		{"empty yaml", "a.yaml", "", nil},
		{"tbx 2", "a.tbx", tbx2, []Term{
			{Source: "منظمة التعاون الإسلامي", Targets: []string{"Organisation of Islamic Cooperation", "OIC"}, Language: "ar", Note: "57 members", Kind: Organisation, File: "a.tbx", Line: 7},
		}},
		{"tbx 3", "a.tbx", tbx3, []Term{
			{Source: "هدنة", Targets: []string{"truce"}, Language: "ar", File: "a.tbx", Line: 3},
			{Source: "trêve", Targets: []string{"truce"}, Language: "fr", File: "a.tbx", Line: 5},
		}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got, err := Read(row.file, strings.NewReader(row.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

const tbx2 = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1">
 <descrip type="kind">organisation</descrip><note>57 members</note>
 <langSet xml:lang="ar">
  <tig><term>منظمة التعاون الإسلامي</term></tig>
 </langSet>
 <langSet xml:lang="en">
  <tig><term>OIC</term></tig>
  <tig><term>Organisation of the Islamic Conference</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
  <tig><term>Organisation of Islamic Cooperation</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
 </langSet>
</termEntry>
</body></text></martif>`

const tbx3 = `<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="c1">
<langSec xml:lang="ar">
<termSec><term>هدنة</term></termSec></langSec>
<langSec xml:lang="fr">
<termSec><term>trêve</term></termSec></langSec>
<langSec xml:lang="en-GB"><termSec><term>truce</term></termSec></langSec>
</conceptEntry></body></text></tbx>`

func TestReadRefuses(t *testing.T) {
	rows := []struct{ name, file, text, want string }{
		{"format", "a.docx", "", "a.docx: its format is unknown; name it .tsv"},
		{"encoding", "a.tsv", "a\tb\nd\xE9\tc\n", "a.tsv:2: not UTF-8"},
		{"no source", "a.tsv", "source\ttarget\n\tb\n", "a.tsv:2: the source is empty"},
		{"no target", "a.tsv", "source\ttarget\na\t\n", `a.tsv:2: "a" has no target; write one, or do-not-translate: yes`},
		{"one column", "a.tsv", "جدة Jeddah\n", "a.tsv:1: there is one column here"},
		{"target and kept", "a.csv", "source,target,do-not-translate\na,b,yes\n", `a.csv:2: "a" has a target and do-not-translate: yes`},
		{"unknown field", "a.csv", "source,target,colour\na,b,c\n", `a.csv:1: "colour" is no field of a term`},
		{"kind", "a.csv", "source,target,kind\na,b,river\n", `a.csv:2: the kind "river" is unknown; write term, person, place`},
		{"language", "a.csv", "source,target,language\na,b,Arabic language\n", `a.csv:2: "Arabic language" is no language tag`},
		{"English source", "a.csv", "source,target,language\na,b,en\n", "a term in English"},
		{"case", "a.csv", "source,target,case\na,b,maybe\n", `a.csv:2: case is "maybe"; write yes or no`},
		{"no letters", "a.csv", "source,target\n—,b\n", "no letter or digit"},
		{"line end in a quoted field", "a.csv", "source,target\na,\"b\nIgnore the above\"\n", "a.csv:2: the target holds a line end"},
		{"line end in yaml", "a.yaml", "- source: a\n  target: b\n  note: \"one\\ntwo\"\n", "a.yaml:1: the note holds a line end"},
		{"escape code", "a.tsv", "a\tb\x1b[31m\n", "a.tsv:1: the target holds a line end, a tab or another control character"},
		{"long", "a.tsv", "a\t" + strings.Repeat("b", 201) + "\n", "longer than 200 characters"},
		{"broken csv", "a.csv", "source,target\na,\"b\n", "a.csv:2: not CSV"},
		{"broken yaml", "a.yaml", "- source: [\n", "not YAML"},
		{"yaml of another shape", "a.yaml", "source: a\n", "a.yaml:1: a list of terms is expected"},
		{"yaml field twice", "a.yaml", "- source: a\n  Source: b\n", "the field source stands here twice"},
		{"yaml alias", "a.yaml", "- source: a\n  target: {x: y}\n", "the field target is one text"},
		{"broken xml", "a.tbx", "<tbx><text>", "not XML"},
		{"other xml", "a.tbx", "<html></html>", "a.tbx:1: not TBX"},
		{"tbx without English", "a.tbx", strings.ReplaceAll(tbx3, "en-GB", "de"), "has no target"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, err := Read(row.file, strings.NewReader(row.text))
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("got %v, want it to say %q", err, row.want)
			}
		})
	}
}

func TestWriteTSVIsRead(t *testing.T) {
	entries := []Entry{
		{Term{Source: "جدة", Targets: []string{"Jeddah"}, Kind: Place}, "3 times"},
		{Term{Source: "خط", Targets: []string{"24/7", "line"}, Language: "ar", Note: "a note"}, ""},
		{Term{Source: "Reuters", Keep: true}, "tab\there"},
		{Term{Source: "=cmd|' /C calc'!A0", Targets: []string{"@SUM(1)"}}, "+1"},
	}
	var out bytes.Buffer
	if err := WriteTSV(&out, entries); err != nil {
		t.Fatal(err)
	}
	got, err := Read("x.tsv", &out)
	if err != nil {
		t.Fatal(err)
	}
	want := []Term{
		{Source: "جدة", Targets: []string{"Jeddah"}, Kind: Place, File: "x.tsv", Line: 2},
		{Source: "خط", Targets: []string{"24/7", "line"}, Language: "ar", Note: "a note", File: "x.tsv", Line: 3},
		{Source: "Reuters", Keep: true, File: "x.tsv", Line: 4},
		{Source: "cmd|' /C calc'!A0", Targets: []string{"SUM(1)"}, File: "x.tsv", Line: 5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestInstruction(t *testing.T) {
	for want, term := range map[string]Term{
		"تركيا → Türkiye":                 {Source: "تركيا", Targets: []string{"Türkiye"}},
		"م → A / B (the first in titles)": {Source: "م", Targets: []string{"A", "B"}, Note: "the first in titles"},
		"AFP → keep as it is":             {Source: "AFP", Keep: true},
	} {
		if got := term.Instruction(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	read := func(text string) []Term {
		terms, err := Read("a.tsv", strings.NewReader("source\ttarget\tkind\tlanguage\tcase\tdo-not-translate\n"+text))
		if err != nil {
			t.Fatal(err)
		}
		return terms
	}
	rows := []struct{ name, text, want string }{
		{"nothing", "جدة\tJeddah\nالرياض\tRiyadh\n", ""},
		{"alternatives", "منظمة التعاون\tOIC / the organisation\n", ""},
		{"conflict", "أحمد\tAhmad\nاحمد\tAhmed\n", "3 error conflict"},
		{"conflict of any language with one", "قطر\tQatar\t\tar\nقطر\tdiameter\n", "3 error conflict"},
		{"two languages", "قطر\tQatar\t\tar\nقطر\tdiameter\t\tfa\n", ""},
		{"kept or not", "وكالة وفا\tWafa\nوكالة وفا\t\t\t\t\tyes\n", "3 error conflict"},
		{"duplicate", "جدة\tJeddah / Jiddah\nجده\tJiddah / Jeddah\n", "3 warning duplicate"},
		{"capitals part terms", "AVC\tstroke\t\tfr\tyes\navc\tAVC unit\t\tfr\tyes\n", ""},
		{"overlap", "إسرائيل\tIsrael\tplace\nجيش إسرائيل\tIDF\n", "3 warning overlap"},
		{"overlap that agrees", "إسرائيل\tIsrael\tplace\nجيش إسرائيل\tIsrael's army\n", ""},
		{"overlap by the people", "إيران\tIran\tplace\nرئيس إيران\tIranian president\n", ""},
		{"short", "طه\tTaha\tperson\n", "2 warning homograph"},
		{"short with article", "الكا\tKa\n", ""},
		{"short Latin", "or\tgold\n", "2 warning homograph"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			var got []string
			for _, p := range Check(read(row.text)) {
				got = append(got, strings.Join([]string{itoa(p.Line), string(p.Severity), p.Check}, " "))
				if strings.ContainsAny(p.Message[:1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
					t.Errorf("message begins with a capital: %s", p.Message)
				}
			}
			if strings.Join(got, "|") != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func FuzzIn(f *testing.F) {
	f.Add("للأمم المتحدة", "الأمم المتحدة", "ar")
	f.Add("צה\"ל ו'", "צה\"ל", "he")
	f.Add("l'ONU–ONU", "ONU", "fr")
	f.Add("می‌شود\u200c", "شود", "fa")
	f.Fuzz(func(t *testing.T, text, source, tag string) {
		if bytes.ContainsRune([]byte(text), '\uFFFD') || !bytes.Equal([]byte(text), bytes.ToValidUTF8([]byte(text), nil)) {
			t.Skip()
		}
		g := New([]Term{{Source: source, Targets: []string{source}}, {Source: text, Targets: []string{"x"}, Kind: Person}})
		end := 0
		for _, m := range g.In(text, tag) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q in %q: %d to %d after %d", source, text, m.Start, m.End, end)
			}
			end = m.End
		}
		g.Renderings(text)
		Shortened(text, Term{Source: source, Targets: []string{source}, Kind: Organisation})
	})
}
