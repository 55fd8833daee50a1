package prompts

import (
	"fmt"
	"strings"

	"dragoman/internal/language"
)

// ID returns the name of a segment in prompts and replies: s01, s02, …
func ID(number int) string { return fmt.Sprintf("s%02d", number) }

// IDs returns the names of several segments.
func IDs(numbers []int) []string {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		names[i] = ID(n)
	}
	return names
}

// Line returns a text as models are sent it: on one line, so that no text can
// begin a line that looks like another segment, and without tatweel.
func Line(text string) string {
	return strings.Join(strings.Fields(language.Unstretched(text)), " ")
}

// Language returns the English name of a language, for a sentence. A tag that is
// none, which an input may claim, has no place in an instruction.
func Language(tag string) string {
	if !language.IsTag(tag) || tag == "und" {
		return "a foreign language"
	}
	return language.Name(tag)
}

// maxPublisher is the length in characters up to which a publisher's name is
// sent: a name, with no room for a text.
const maxPublisher = 60

// Publisher returns a publisher's name as one short line.
func Publisher(name string) string {
	runes := []rune(Line(name))
	return strings.TrimSpace(string(runes[:min(maxPublisher, len(runes))]))
}
