package language

import (
	"strings"
	"sync"
)

// byLanguage returns a function that makes a language's table when it is first
// asked for, and once. A run needs the tables of two or three languages, and
// making all of them would take longer than everything else it does.
func byLanguage[T any](read func(base string) T) func(base string) T {
	var tables sync.Map
	return func(base string) T {
		if t, ok := tables.Load(base); ok {
			return t.(T)
		}
		t, _ := tables.LoadOrStore(base, read(base))
		return t.(T)
	}
}

// linesOf calls yield with the columns of each line of a data file that is
// about a language, which stands in the first column.
func linesOf(file, base string, yield func(columns []string)) {
	for line := range strings.Lines(file) {
		if rest, found := strings.CutPrefix(line, base); found && strings.HasPrefix(rest, " ") && base != "#" {
			yield(strings.Fields(rest))
		}
	}
}
