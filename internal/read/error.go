package read

import "fmt"

// Error says why an input is not a readable article. Message is for people:
// lower case, no full stop. Hint says what to do about it and may be empty.
type Error struct {
	Source  string // as the user named it; "-" is standard input
	Message string
	Hint    string
	Offset  int64 // of the byte that cannot be read; -1 when it is about no single one
	Err     error // the cause, or nil
}

// Error returns the source and the message, without the hint.
func (e *Error) Error() string {
	if e.Source == "-" {
		return "standard input: " + e.Message
	}
	return e.Source + ": " + e.Message
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// fault makes an error about no single byte. from fills in the source.
func fault(hint, format string, args ...any) *Error {
	return &Error{Message: fmt.Sprintf(format, args...), Hint: hint, Offset: -1}
}

// faultAt makes an error about the byte at an offset.
func faultAt(offset int, hint, format string, args ...any) *Error {
	e := fault(hint, format, args...)
	e.Offset = int64(offset)
	return e
}
