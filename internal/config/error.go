package config

import "fmt"

// Error is what is wrong with the settings. Its message never holds a secret,
// nor a value of a setting that may be one.
type Error struct {
	Kind    Kind   // where it stands; empty when in no one place
	File    string // as people know it; empty when not in a file
	Line    int    // from 1; 0 when unknown
	Key     string // the setting, such as "summary.words"
	Message string // for people: lower case, no full stop
	Hint    string // what to do; may be empty
	Err     error  // the cause, if any
}

func (e *Error) Error() string {
	switch {
	case e.File != "" && e.Line > 0:
		return fmt.Sprintf("%s line %d: %s", e.File, e.Line, e.Message)
	case e.File != "":
		return e.File + ": " + e.Message
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Err }
