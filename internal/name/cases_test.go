package name

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/internal/fixture"
)

type labelled struct{ Label, Kind, Lang, Text, English, Note string }

func readCases(t *testing.T) []labelled {
	data, err := os.ReadFile(filepath.Join(fixture.Path(t, "data", "ntrex"), "checker_cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []labelled
	for line := range strings.Lines(string(data)) {
		var c labelled
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	return cases
}

func TestCases(t *testing.T) {
	tags := map[string]string{"arb": "ar", "fas": "fa", "rus": "ru", "heb": "he"}
	for _, c := range readCases(t) {
		x := Compare([]Pair{{Number: 1, Source: c.Text, Target: c.English}}, tags[c.Lang], nil)
		for _, a := range x.Acronyms() {
			t.Logf("ACRONYM %s %s %+v: %s | %s", c.Label, c.Kind, a, c.Text, c.English)
		}
		for _, d := range x.Doubts() {
			t.Logf("%s %s %q: %s | %s", c.Label, c.Kind, d.Text, c.Text, c.English)
		}
	}
}
