package seed

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dragoman/internal/fixture"
)

// TestPasses holds texts that a class must leave alone, because what it would
// do to them is no error, or not the one it is named for.
func TestPasses(t *testing.T) {
	tests := []struct{ class, source, target string }{
		{"drop-segment", "وصل الوزير", "The minister arrived."}, // the only segment
		{"drop-sentence", "وصل الوزير اليوم.", "The minister arrived in Cairo today."},
		{"drop-sentence", "نعم. لا. ربما.", "Yes, he said. No. Maybe."},
		{"number", "في الساعة 5:30", "It begins at 5:30 in the hall."},
		{"number", "طائرة B-52", "A B-52 bomber flew over Covid-19 wards."},
		{"number", "واحد", "No one was in second place."},
		{"number", "اتصل", "Call 0800 555 111 now."},
		{"scale", "جرى 5 أمتار", "He ran 5m and then 10 m more."},
		{"weekday", "الجمعة السوداء", "They queued on Black Friday."},
		{"weekday", "صنداي تايمز", "He told the Sunday Times of it."},
		{"month", "قد يسير", "They may march in the capital."},
		{"month", "تيريزا ماي", "Theresa May said so."},
		{"negation", "ليس فقط", "It was not only cheap."},
		{"negation", "سواء", "He came whether or not it rained."},
		{"negation", "متى كان", "They asked what was there."},
		{"name", "قال الرئيس", "Officials of the Senate and the White House met the President."},
		{"name", "الرئيس الأمريكي", "He praised American and German voters on Sunday."},
		{"name", "عنوان", "Minister Meets Ahmed Hassan In Cairo"},
		{"quote", "قال «لا»", "He said he would never do it again in his life."},
		{"quote", "قال لا", `He said "no" to the plan that was put to him.`},
		{"untranslated", "Reuters", "Reuters"},
		{"untranslated", "BBC 24", "The BBC's 24"},
		{"repeat-segment", "واحد", "The first segment of the document here."},
		{"cut", "قصير", "Too short to be cut."},
		{"swap", "واحد", "The only segment of the document."},
	}
	for _, tt := range tests {
		t.Run(tt.class, func(t *testing.T) {
			class, ok := Find(tt.class)
			if !ok {
				t.Fatal("no such class")
			}
			for s := range uint64(5) {
				for _, c := range Seed("d", []Pair{{tt.source, tt.target}}, class, s) {
					t.Errorf("%q became %q", tt.target, c.Pairs[0].Target)
				}
			}
		})
	}
}

// TestSpoils holds texts that a class must spoil, with all it may make of them
// under many seeds.
func TestSpoils(t *testing.T) {
	tests := []struct {
		class, target string
		want          []string // each must come at some time, and nothing else
	}{
		{"drop-sentence", "It rained all day in Oslo. They stayed inside and played cards.", []string{"It rained all day in Oslo.", "They stayed inside and played cards."}},
		{"drop-sentence", "Yes. They stayed inside and played cards.", []string{"Yes."}},
		{"scale", "It cost 5 million.", []string{"It cost 5 billion.", "It cost 5 thousand."}},
		{"scale", "It cost £5m.", []string{"It cost £5bn."}},
		{"scale", "Millions came.", []string{"Billions came.", "Thousands came."}},
		{"weekday", "On Monday's call", strings.Split("On Tuesday's call|On Wednesday's call|On Thursday's call|On Friday's call|On Saturday's call|On Sunday's call", "|")},
		{"month", "It was on Oct. 3 that", strings.Split("It was on Jan. 3 that|It was on Feb. 3 that|It was on Aug. 3 that|It was on Sept. 3 that|It was on Nov. 3 that|It was on Dec. 3 that", "|")},
		{"negation", "They didn't come.", []string{"They did come."}},
		{"negation", "He can’t swim.", []string{"He can swim."}},
		{"negation", "They can swim.", []string{"They cannot swim."}},
		{"negation", "The bill was passed.", []string{"The bill was not passed."}},
		{"negation", "The bill was not passed.", []string{"The bill was passed."}},
		{"negation", "The group has signed it.", []string{"The group has not signed it."}},
		{"number", "two dogs", strings.Split("three dogs|four dogs|five dogs|six dogs|seven dogs|eight dogs|nine dogs", "|")},
		{"number", "Twenty men", strings.Split("Thirty men|Forty men|Fifty men|Sixty men|Seventy men|Eighty men|Ninety men", "|")},
	}
	for _, tt := range tests {
		t.Run(tt.class+"/"+tt.target, func(t *testing.T) {
			class, _ := Find(tt.class)
			got := map[string]bool{}
			for s := range uint64(200) {
				for _, c := range Seed("d", []Pair{{"المصدر", tt.target}}, class, s) {
					got[c.Pairs[0].Target] = true
				}
			}
			want := map[string]bool{}
			for _, w := range tt.want {
				want[w] = true
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

var sample = []Pair{
	{"اجتماع في جدة", "Ministers meet in Jeddah to prepare a resolution"},
	{"اجتمع الوزراء في جدة يوم الاثنين 3 أكتوبر، وقالوا إن 300 ألف شخص نزحوا.", "Ministers met in Jeddah on Monday, October 3. They said 300,000 people had been displaced since the fighting began."},
	{"وقال نوح يلماز إن تركيا لن تقبل ذلك وستدفع 5 ملايين دولار.", "According to Nuh Yilmaz, Turkey will not accept it and would pay 5 million dollars for aid."},
}

// TestClassesSpoilTheSample makes sure that no class is empty and that a copy
// differs from the original in the spoiled segments alone.
func TestClassesSpoilTheSample(t *testing.T) {
	for _, class := range Classes() {
		copies := Seed("sample", sample, class, 1)
		if len(copies) == 0 {
			t.Errorf("%s spoils nothing", class.Name)
		}
		for _, c := range copies {
			var changed []int
			for i := range sample {
				if c.Pairs[i].Source != sample[i].Source {
					t.Errorf("%s changed a source", class.Name)
				}
				if c.Pairs[i] != sample[i] {
					changed = append(changed, i)
				}
			}
			spoiled := append([]int(nil), c.Spoiled...)
			if len(spoiled) == 2 && spoiled[0] > spoiled[1] {
				spoiled[0], spoiled[1] = spoiled[1], spoiled[0]
			}
			if diff := cmp.Diff(spoiled, changed); diff != "" {
				t.Errorf("%s: spoiled segments: %s", class.Name, diff)
			}
		}
	}
}

func TestSeedIsDeterministic(t *testing.T) {
	for _, class := range Classes() {
		if diff := cmp.Diff(Seed("d", sample, class, 7), Seed("d", sample, class, 7)); diff != "" {
			t.Errorf("%s: %s", class.Name, diff)
		}
	}
	chat, _ := Find("chat")
	if cmp.Equal(Seed("d", sample, chat, 1), Seed("d", sample, chat, 2)) {
		t.Error("two seeds give the same copies")
	}
}

// TestNumbersReallyChange holds that a wrong number is wrong by more than
// rounding.
func TestNumbersReallyChange(t *testing.T) {
	for _, was := range []string{"3", "10", "1967", "30,000", "2.5", "300", "1,250,000", "0.05", "99"} {
		for s := range uint64(100) {
			is := otherDigits(was, generator(s, "", "", 0))
			if !differs(was, is) || value(was) == value(is) {
				t.Errorf("%s became %s", was, is)
			}
		}
	}
}

func TestNamesTable(t *testing.T) {
	n := 0
	for kind, list := range newNames() {
		if kind != "person" && kind != "place" {
			t.Errorf("kind %q", kind)
		}
		n += len(list)
	}
	if n < 40 {
		t.Errorf("%d names, want 40 or more", n)
	}
}

// TestNTREXSeeds counts what each class finds to spoil in professional
// translations; -v shows samples to look at.
func TestNTREXSeeds(t *testing.T) {
	lines := func(name string) []string {
		data, err := os.ReadFile(filepath.Join(fixture.Path(t, "data", "ntrex"), name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	}
	source, target := lines("fas"), lines("eng")
	var pairs []Pair
	for i := range source {
		pairs = append(pairs, Pair{source[i], target[i]})
	}
	var paragraphs []Pair // NTREX's segments are single sentences
	for i := 0; i+1 < len(pairs); i += 2 {
		paragraphs = append(paragraphs, Pair{pairs[i].Source + " " + pairs[i+1].Source, pairs[i].Target + " " + pairs[i+1].Target})
	}
	for _, class := range Classes() {
		of := pairs
		if class.Name == "drop-sentence" {
			of = paragraphs
		}
		copies := Seed("all", of, class, 1)
		t.Logf("%s: %d", class.Name, len(copies))
		if len(copies) < 5 {
			t.Errorf("%s spoils %d of %d segments, too few to measure", class.Name, len(copies), len(of))
		}
		for i := 0; i < len(copies); i += max(1, len(copies)/12) {
			t.Logf("  %s → %s | %s", copies[i].Was, copies[i].Is, copies[i].Pairs[copies[i].Spoiled[0]].Target)
		}
	}
}
