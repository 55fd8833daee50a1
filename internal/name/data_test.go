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
		case "ignore", "verb", "generic", "body", "given", "placed":
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
