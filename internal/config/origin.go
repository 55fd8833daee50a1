package config

import (
	"fmt"
	"slices"
)

// Kind says what sort of place a setting comes from.
type Kind string

// The kinds of places, strongest first. A run has a project's file or one that
// was named with --config, never both.
const (
	FromFlag    Kind = "flag"
	FromEnv     Kind = "env"
	FromConfig  Kind = "config" // the file named with --config
	FromProject Kind = "project"
	FromUser    Kind = "user"
	FromDefault Kind = "default"
)

var strongestFirst = []Kind{FromFlag, FromEnv, FromConfig, FromProject, FromUser, FromDefault}

// Origin is where a setting came from.
type Origin struct {
	Kind Kind
	Name string // the flag with its dashes, or the variable
	File string // as people know it
	Line int
}

// IsDefault reports whether nobody set it.
func (o Origin) IsDefault() bool { return o.Kind == FromDefault }

// StrongerThan reports whether o wins over p.
func (o Origin) StrongerThan(p Origin) bool {
	return slices.Index(strongestFirst, o.Kind) < slices.Index(strongestFirst, p.Kind)
}

func (o Origin) String() string {
	switch {
	case o.Name != "":
		return o.Name
	case o.File != "":
		return fmt.Sprintf("%s line %d", o.File, o.Line)
	}
	return string(o.Kind)
}

// fail returns an error about the setting that came from o.
func (o Origin) fail(key, message, hint string) *Error {
	e := &Error{Kind: o.Kind, File: o.File, Line: o.Line, Key: key, Hint: hint}
	e.Message = key + ": " + message
	if o.Name != "" {
		e.Message = o.Name + ": " + message
	}
	return e
}
