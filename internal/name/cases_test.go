package name

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/internal/fixture"
)

// labelled is a real pair of the test set with what is wrong in it.
type labelled struct{ Label, Kind, Lang, Text, English, Note string }

func readCases(t *testing.T) []labelled {
	t.Helper()
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

// TestCases finds the organisations that were taken for another, and no more
// than three names too many in the other pairs: two that the source really
// lacks, and a nickname.
func TestCases(t *testing.T) {
	tags := map[string]string{"arb": "ar", "fas": "fa", "rus": "ru", "heb": "he"}
	doubts := 0
	for _, c := range readCases(t) {
		x := Compare([]Pair{{Number: 1, Source: c.Text, Target: c.English}}, tags[c.Lang], nil)
		wrong := c.Lang == "arb" && strings.Contains(c.English, "The NTS, which") || strings.Contains(c.Note, "Arizona")
		if got := len(x.Acronyms()); got > 0 != wrong {
			t.Errorf("%s: %d conflicts of acronyms in %q", c.Note, got, c.English)
		}
		for _, d := range x.Doubts() {
			t.Logf("%s %s %q: %s | %s", c.Label, c.Kind, d.Text, c.Text, c.English)
			doubts++
		}
	}
	if doubts > 3 {
		t.Errorf("%d names doubted, want at most 3", doubts)
	}
}
