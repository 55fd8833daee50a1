package markdown

import (
	"strings"
	"testing"
	"time"
)

// No text makes reading or writing slow out of proportion: 50 kB of one thing
// take what 50 kB take, not their square.
func TestHostileTextIsNotSlow(t *testing.T) {
	for _, unit := range []string{
		"[", "]", "[a]", "[a](b) ", "![a]", "\\[a] ", "`a ", "``a` ", "<a ", "<a> ", "&a; ", "&amp;", "*a ", "*a* ", "**a ", "_a_", "~a ", "a*", "| a ", "a  \n", "\\*", "\n> ",
		"- ", "a\n", "# a\n", "1. a\n", "[^a]", "[a]: b\n", "<!-- ", "```\n", "a\n\n",
	} {
		source := strings.Repeat(unit, 50_000/len(unit)) + "\n"
		began := time.Now()
		blocks := Parse(source, spaced)
		read := time.Since(began)
		began = time.Now()
		written(blocks, same)
		wrote := time.Since(began)
		began = time.Now()
		written(blocks, viaTags)
		tagged := time.Since(began)
		if read+wrote+tagged > 500*time.Millisecond {
			t.Errorf("%q: read %v, written %v, with tags %v", unit, read, wrote, tagged)
		}
	}
}
