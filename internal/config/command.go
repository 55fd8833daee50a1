package config

import (
	"errors"
	"strings"
	"unicode"
)

// Command is a program and its arguments, as one line. The line is a secret,
// since arguments may say more than others should see.
type Command struct{ Secret }

// NewCommand returns a command.
func NewCommand(line string) Command { return Command{NewSecret(line)} }

// Program returns the program's name, with a mark where arguments follow.
func (c Command) Program() string {
	words, err := split(c.Reveal())
	switch {
	case err != nil || len(words) == 0:
		return ""
	case len(words) == 1:
		return words[0]
	}
	return words[0] + " …"
}

// split takes a line apart at spaces. Single and double quotes group, anything
// else stands for itself: there are no variables, no escapes (paths on Windows
// are full of backslashes) and no shell.
func split(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	open, started := rune(0), false
	for _, r := range line {
		switch {
		case open != 0 && r == open:
			open = 0
		case open == 0 && (r == '"' || r == '\''):
			open, started = r, true
		case open == 0 && unicode.IsSpace(r):
			if started {
				words = append(words, word.String())
				word.Reset()
				started = false
			}
		default:
			word.WriteRune(r)
			started = true
		}
	}
	if open != 0 {
		return nil, errors.New("a quote in it is not closed")
	}
	if started {
		words = append(words, word.String())
	}
	return words, nil
}
