package read

import (
	"strings"
	"unicode/utf8"
)

// TextLine is a line of a text that is not blank.
type TextLine struct {
	Number int    // in the file, from 1
	Indent int    // code points before Text on its line
	Text   string // without the space around it
}

// Lines reads a text that has a paragraph on every line: translations are
// often kept so, line by line beside their source. Nothing is left out and
// nothing is normalised, so that places in a line are places in the file.
func Lines(data []byte, source string) ([]TextLine, error) {
	text, _, e := decode(data)
	if e != nil {
		e.Source = source
		return nil, e
	}
	var list []TextLine
	number := 0
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		for part := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "\r") { // line ends of old Macs
			number++
			trimmed := strings.TrimSpace(part)
			if trimmed == "" {
				continue
			}
			indent := utf8.RuneCountInString(part[:strings.Index(part, trimmed)])
			list = append(list, TextLine{number, indent, trimmed})
		}
	}
	if len(list) == 0 {
		e := fault("", "there is no text in it")
		e.Source = source
		return nil, e
	}
	return list, nil
}
