package name

import (
	"strings"
	"testing"
)

// dataLines returns the lines of a data file that are no comments.
func dataLines(file string) [][]string {
	var rows [][]string
	for line := range strings.Lines(file) {
		if f := strings.Fields(line); len(f) > 0 && f[0] != "#" {
			rows = append(rows, f)
		}
	}
	return rows
}

func TestEnglishFile(t *testing.T) {
	for _, f := range dataLines(englishFile) {
		rest := strings.Join(f[1:], " ")
		switch f[0] {
		case "ignore", "verb", "generic", "body", "given", "title", "role", "opener", "shortened", "people", "month", "geo", "within":
		case "same":
			if !strings.Contains(rest, "|") {
				t.Errorf("group %q has one member", rest)
			}
			for m := range strings.SplitSeq(rest, "|") {
				if len(phrase(m)) == 0 {
					t.Errorf("group %q has an empty member", rest)
				}
			}
		default:
			t.Errorf("unknown kind of line: %v", f)
		}
	}
}

func TestKnownFile(t *testing.T) {
	for line := range strings.Lines(knownFile) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch kind {
		case "", "#":
			continue
		case "place", "person", "organisation", "known", "university":
		default:
			t.Errorf("unknown kind of line: %q", line)
		}
		columns := strings.Split(rest, " ; ")
		seen := map[string]bool{}
		for _, c := range columns[1:] {
			tag, forms, ok := strings.Cut(c, " ")
			if ok, _ := Checks(tag); !ok && tag != "zh" {
				t.Errorf("%q: %s is no language that names are looked for in", columns[0], tag)
			}
			if !ok || len(tag) != 2 || seen[tag] {
				t.Errorf("%q: column %q", columns[0], c)
			}
			seen[tag] = true
			for f := range strings.SplitSeq(forms, "|") {
				if len(phrase(f)) == 0 {
					t.Errorf("%q %s: empty form", columns[0], tag)
				}
			}
		}
	}
}

func TestLettersFile(t *testing.T) {
	for _, f := range dataLines(lettersFile) {
		if f[0] == "ending" {
			continue
		}
		if len(f) != 3 || strings.Trim(f[2], signs+"+?-") != "" {
			t.Errorf("line %v: want a script, letters and sounds", f)
		}
	}
	for _, script := range []string{"Latn", "Arab", "Hebr", "Cyrl", "Grek", "Deva", "Kana", "Hang"} {
		if spellers()[script] == nil {
			t.Errorf("no letters of %s", script)
		}
	}
}

func TestCommon(t *testing.T) {
	for word, want := range map[string]bool{
		"supreme": true, "democrats": true, "presiding": true, "churches": true, "cities": true, "administration": true, "crimestoppers": true, "archbishop": true,
		"whitfield": false, "okafor": false, "jones": false, "merkel": false, "trump": false, "zelensky": false, "haifa": false,
	} {
		if got := isCommon(word); got != want {
			t.Errorf("%s: common %v, want %v", word, got, want)
		}
	}
}
