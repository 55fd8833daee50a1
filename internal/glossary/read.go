package glossary

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Read reads the terms of a glossary file.
func Read(name string, r io.Reader) ([]Term, error) {
	var terms []Term
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		f := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(f[0], "#") || f[0] == "" || f[0] == "source" {
			continue
		}
		if len(f) < 2 {
			return nil, fmt.Errorf("%s:%d: a term needs a source and a target, with a tab between them", name, n)
		}
		terms = append(terms, Term{Source: f[0], Targets: strings.Split(f[1], " / "), File: name, Line: n})
	}
	return terms, lines.Err()
}
