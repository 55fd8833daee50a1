package config

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readHouse(t *testing.T, text string) (House, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "house.yaml")
	write(t, path, text)
	return ReadHouse(path, "house.yaml")
}

func TestReadHouse(t *testing.T) {
	got, err := readHouse(t, `# the house
terms:
  - forbid: illegal immigrant
    prefer: undocumented immigrant
    note: no person is illegal
    severity: error
  - {forbid: Kiev, prefer: Kyiv}
spelling: UK
honorifics: drop
headline: title
`)
	want := House{
		Terms: []HouseTerm{
			{Forbid: "illegal immigrant", Prefer: "undocumented immigrant", Note: "no person is illegal", Severity: "error"},
			{Forbid: "Kiev", Prefer: "Kyiv"},
		},
		Spelling: "uk", Honorifics: "drop", Headline: "title",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if got, err := readHouse(t, "# nothing yet\n"); err != nil || !cmp.Equal(got, House{}) {
		t.Errorf("an empty file: %+v, %v", got, err)
	}
}

func TestHouseErrors(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"unknown", "term:\n- forbid: x\n", `house.yaml line 1: unknown setting "term"; did you mean "terms"?`},
		{"unknown in a term", "terms:\n- forbid: x\n  prefr: y\n", `house.yaml line 3: unknown setting "prefr"; did you mean "prefer"?`},
		{"no forbid", "terms:\n- prefer: x\n", "house.yaml line 2: house.terms[0]: it has no forbid"},
		{"severity", "terms:\n- forbid: x\n  severity: grave\n", `house.yaml line 3: house.terms[0].severity: "grave" is none of error, warning, note`},
		{"spelling", "spelling: american\n", `house.yaml line 1: house.spelling: "american" is none of`},
		{"twice", "headline: title\nheadline: title\n", "house.yaml line 2: house.headline: it stands here a second time"},
		{"list", "- forbid: x\n", "house.yaml line 1: house: settings are expected here: terms, spelling, honorifics, headline"},
		{"not YAML", "terms: [\n", "house.yaml line"},
		{"number", "terms:\n- forbid: 7\n", "house.yaml line 2: house.terms[0].forbid: text is expected here"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := readHouse(t, row.text)
			if err == nil || !strings.HasPrefix(err.Error(), row.want) {
				t.Errorf("got  %v\nwant %s", err, row.want)
			}
		})
	}
	_, err := ReadHouse(filepath.Join(t.TempDir(), "none.yaml"), "none.yaml")
	if err == nil || !strings.HasPrefix(err.Error(), "none.yaml: read the house file: ") {
		t.Errorf("got %v", err)
	}
}
