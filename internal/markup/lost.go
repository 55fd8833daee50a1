package markup

import (
	"strings"

	"dragoman/internal/article"
)

// Fault is a mark that a translation has fewer or more often than its source.
type Fault struct {
	Mark article.Mark // the source's
	Got  int
	Want int
}

// Lost compares the marks of a translation with those of its source. Numbers of
// items are not compared: they are text.
func Lost(source, target []article.Mark) []Fault {
	want, got := count(source), count(target)
	var faults []Fault
	for _, m := range source {
		f := Fault{Mark: m, Want: want[identity(m)], Got: got[identity(m)]}
		delete(want, identity(m)) // once for each, at the first
		if f.Want == 0 || m.Kind == article.Number {
			continue
		}
		if f.Got < f.Want || f.Got > f.Want && !m.Kind.Style() {
			faults = append(faults, f)
		}
	}
	return faults
}

// identity is what makes two marks the same.
func identity(m article.Mark) article.Mark {
	return article.Mark{Kind: m.Kind, Open: m.Open, Close: m.Close}
}

func count(marks []article.Mark) map[article.Mark]int {
	n := map[article.Mark]int{}
	for _, m := range marks {
		n[identity(m)]++
	}
	return n
}

// Strays returns what looks like a tag of the source's in its translation and
// was none that could be used.
func Strays(source, target string) []string {
	letter := Letter(source)
	var found []string
	for rest := lower(target); ; {
		at := strings.IndexByte(rest, '<')
		if at < 0 {
			return found
		}
		rest = rest[at+1:]
		digits, ok := strings.CutPrefix(strings.TrimPrefix(rest, "/"), letter)
		end := len(digits) - len(strings.TrimLeft(digits, "0123456789"))
		if close := strings.TrimLeft(digits[end:], " /"); ok && end > 0 && strings.HasPrefix(close, ">") {
			found = append(found, "<"+rest[:len(rest)-len(close)+1])
		}
	}
}

// lower folds the letters of tags and leaves every other byte where it is.
func lower(s string) string {
	folded := []byte(s)
	for i, b := range folded {
		if 'A' <= b && b <= 'Z' {
			folded[i] = b + 'a' - 'A'
		}
	}
	return string(folded)
}

// maxStrays bounds how many useless tags are taken out of a text. A model that
// writes more of them wrote no translation.
const maxStrays = 100

// Salvage takes a translation apart as [Untag] does, without what it could not
// use: no tag is left in the text.
func Salvage(tagged, source string, marks []article.Mark) (string, []article.Mark) {
	for tries := 0; ; tries++ {
		text, found := Untag(tagged, source, marks)
		strays := Strays(source, text)
		if len(strays) == 0 || tries == maxStrays {
			return text, found
		}
		at := strings.LastIndex(lower(tagged), strays[len(strays)-1])
		if at < 0 {
			return text, found
		}
		tagged = tagged[:at] + tagged[at+len(strays[len(strays)-1]):]
	}
}

// Place finds the marks of a source in a translation that came without tags, by
// the words they stand around: a code span, an address or a name that is
// spelled alike keeps its mark. The others are lost.
func Place(text, source string, marks []article.Mark) []article.Mark {
	var placed []article.Mark
	at := 0
	for _, m := range marks {
		if m.Start < 0 || m.End > len(source) || m.Start >= m.End {
			continue
		}
		words := source[m.Start:m.End]
		found := strings.Index(text[at:], words)
		if found < 0 || m.Kind == article.Number && found > 0 || m.Kind == article.Break {
			continue
		}
		m.Start, m.End, m.Depth = at+found, at+found+len(words), 0
		placed, at = append(placed, m), m.End
	}
	return placed
}
