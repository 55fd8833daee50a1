// Package config is the settings: where they come from, which of them wins, and
// what is wrong with them.
//
// [Load] reads them once and returns a [Loaded]: the [Settings], where each
// came from ([Loaded.Origin]), and all of them for people ([Loaded.Entries]). A
// flag wins over an environment variable, that over the project's
// dragoman.yaml (or the file of --config), that over the user's file, that over
// the default. A list is taken whole from the strongest source that has it.
//
// Files are read strictly: an unknown name, a name that stands twice and a
// value of the wrong kind are errors with file and line. A project's file comes
// with a repository that somebody else may have written, so it may choose
// providers and models by name but not define or change one, and names no path
// outside its own folder.
//
// Every failure is an [*Error]. The package keeps no global state.
package config

import (
	"path/filepath"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// Auto is the provider that is chosen for the user.
const Auto = "auto"

// Recorded is the provider that replays recorded replies.
const Recorded = "recorded"

// Options is everything that settings are made of.
type Options struct {
	Flags      map[string]*pflag.Flag // by the setting they stand for; only those that were given count
	Environ    []string               // as os.Environ returns it
	WorkDir    string                 // the project's file is looked for here and above
	ConfigFile string                 // used in place of the project's file; may be empty
	// IsProvider tells providers that are known without settings. With nil every
	// first part of a "provider/model" counts as one.
	IsProvider func(name string) bool
	// Checks are the names of the checks that can be graded. With nil every name
	// counts as one.
	Checks []string
}

// Loaded is the settings in effect and where they came from.
type Loaded struct {
	Settings Settings
	Files    []File // those that were looked for, strongest first

	layers  []layer // strongest first, defaults last
	origins map[string]Origin
}

// File is one settings file, there or not.
type File struct {
	Kind  Kind
	Path  string
	Found bool
}

// layer is what one source says. Values are typed as the settings are; a
// setting that is not in it is not said.
type layer struct {
	values  map[string]any
	origins map[string]Origin // also of the fields of list items
}

// Load reads and checks the settings.
func Load(o Options) (*Loaded, error) {
	s := newSource(o)
	l := &Loaded{origins: map[string]Origin{}}
	flags, err := s.flags()
	if err != nil {
		return nil, err
	}
	environment, err := s.environment()
	if err != nil {
		return nil, err
	}
	l.layers = append(l.layers, flags, environment)
	l.Files = s.files()
	for i := range l.Files {
		from, err := s.read(&l.Files[i])
		if err != nil {
			return nil, err
		}
		l.layers = append(l.layers, from)
	}
	l.layers = append(l.layers, defaults())
	if err := l.resolve(); err != nil {
		return nil, err
	}
	l.settle(o.IsProvider)
	if err := l.validate(); err != nil {
		return nil, err
	}
	return l, nil
}

// resolve takes each setting from the strongest layer that has it.
//
// The delimiter of viper's keys is a point: the names of settings hold none,
// and names that people make up, such as those of providers, are never keys.
// Viper reads the environment of the process only; here it is an input, so it
// is a layer like the files.
func (l *Loaded) resolve() error {
	v := viper.NewWithOptions(viper.KeyDelimiter("."))
	last := len(l.layers) - 1
	for name, value := range l.layers[last].values {
		v.SetDefault(name, value)
	}
	for i := last - 1; i > 0; i-- {
		if err := v.MergeConfigMap(nested(l.layers[i].values)); err != nil {
			return &Error{Message: "merge settings: " + err.Error()}
		}
	}
	for name, value := range l.layers[0].values {
		v.Set(name, value)
	}
	for i := last; i >= 0; i-- {
		l.adopt(l.layers[i])
	}
	if err := v.UnmarshalExact(&l.Settings); err != nil {
		return &Error{Message: "settings: " + err.Error()}
	}
	return nil
}

// adopt takes over the origins of a layer, which is stronger than those before.
// A list replaces the whole list.
func (l *Loaded) adopt(from layer) {
	for name := range from.values {
		for old := range l.origins {
			if isItemOf(old, name) {
				delete(l.origins, old)
			}
		}
	}
	for name, origin := range from.origins {
		l.origins[name] = origin
	}
}

// Origin returns where a setting came from. Fields of list items are named
// by position, such as "providers[0].model".
func (l *Loaded) Origin(name string) Origin {
	if o, ok := l.origins[name]; ok {
		return o
	}
	return Origin{Kind: FromDefault}
}

// defaults returns the layer under all others.
func defaults() layer {
	d := layer{values: map[string]any{}, origins: map[string]Origin{}}
	for _, n := range leaves() {
		if n.graded() {
			continue // every check as it is
		}
		d.values[n.name] = n.fallback()
		d.origins[n.name] = Origin{Kind: FromDefault}
	}
	return d
}

// Defaults returns the settings of somebody who set nothing.
func Defaults() Settings {
	l := &Loaded{origins: map[string]Origin{}, layers: []layer{{}, defaults()}}
	if err := l.resolve(); err != nil {
		panic("config: the defaults do not hold: " + err.Error())
	}
	return l.Settings
}

// newSource returns what the layers are read from.
func newSource(o Options) *source {
	s := &source{Options: o, env: environ(o.Environ)}
	if abs, err := filepath.Abs(o.WorkDir); err == nil {
		s.WorkDir = abs
	}
	s.home = s.env.home()
	return s
}
