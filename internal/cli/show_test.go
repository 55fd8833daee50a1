package cli

import (
	"strings"
	"testing"
)

// TestShowOfAPartialRecord: what is there is shown, the failed segment loudly,
// and the exit code says that it is not whole, as it did when it was made.
func TestShowOfAPartialRecord(t *testing.T) {
	p := newPlace(t)
	server := newService(t, nil)
	p.uses(t, server.base())
	p.file(t, "a.txt", french)
	whole := p.run("translate", "--format", "jsonl", "a.txt")
	partial := p.run("translate", "--format", "jsonl", "--model", "house/copy", "a.txt")
	failed := p.run("translate", "--format", "jsonl", "missing.txt")
	if whole.code != 0 || partial.code != 1 || failed.code != 65 {
		t.Fatalf("exit codes %d, %d, %d", whole.code, partial.code, failed.code)
	}
	p.file(t, "whole.jsonl", whole.out)
	p.file(t, "partial.jsonl", partial.out)
	p.file(t, "all.jsonl", whole.out+failed.out+partial.out)
	cases := []struct {
		name   string
		args   []string
		code   int
		says   string // on standard output
		silent bool
	}{
		{"whole", []string{"whole.jsonl"}, 0, "[1] The officials", true},
		{"partial", []string{"partial.jsonl"}, 1, "[2] was not translated", true},
		{"partial in HTML", []string{"--format", "html", "partial.jsonl"}, 1, "was not translated", true},
		{"several", []string{"partial.jsonl", "whole.jsonl"}, 1, "[1] The officials", true},
		{"a failed article among others", []string{"all.jsonl"}, 1, "[2] was not translated", false},
		{"none", []string{"missing.jsonl"}, 65, "", false},
		{"no record", []string{"a.txt"}, 65, "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := p.run(append([]string{"show"}, c.args...)...)
			if r.code != c.code || !strings.Contains(r.out, c.says) || (r.err == "") != c.silent {
				t.Errorf("exit code %d, want %d\n%s\n%s", r.code, c.code, r.out, r.err)
			}
		})
	}
}
