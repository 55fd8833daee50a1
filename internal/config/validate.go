package config

import (
	"fmt"
	"slices"
	"strings"
)

// validate refuses settings that are right by themselves and wrong together.
func (l *Loaded) validate() error {
	for _, find := range []func() *Error{l.summary, l.outputs, l.recorded, l.providers, l.keys, l.prices, l.terms} {
		if e := find(); e != nil {
			return e
		}
	}
	return nil
}

// conflict names two settings that do not go together, with where each is from.
func (l *Loaded) conflict(a, b, why, hint string) *Error {
	at, other := l.Origin(a), l.Origin(b)
	if other.StrongerThan(at) || at.IsDefault() {
		at = other
	}
	return &Error{
		Kind: at.Kind, File: at.File, Line: at.Line, Key: a, Hint: hint,
		Message: fmt.Sprintf("%s and %s do not go together: %s", l.named(a), l.named(b), why),
	}
}

// named returns a setting as messages name it: with the place it was set.
func (l *Loaded) named(name string) string {
	if o := l.Origin(name); !o.IsDefault() {
		return fmt.Sprintf("%s (%s)", l.label(name), o)
	}
	return l.label(name)
}

func (l *Loaded) summary() *Error {
	s := l.Settings.Summary
	switch {
	case s.Length == "brief" && s.Words > 0:
		return l.conflict("summary.words", "summary.length", "brief is headline and dek only", "use length short or long, or leave words out")
	case s.Length == "brief" && s.Bullets > 0:
		return l.conflict("summary.bullets", "summary.length", "brief is headline and dek only", "use length short, or leave bullets out")
	case s.Length == "long" && s.Bullets > 0:
		return l.conflict("summary.bullets", "summary.length", "long is a paragraph", "use length short, or leave bullets out")
	}
	return nil
}

func (l *Loaded) outputs() *Error {
	if l.Settings.Quiet && l.Settings.Verbose {
		return l.conflict("quiet", "verbose", "one prints less, the other more", "leave one of them out")
	}
	return nil
}

// recorded refuses models beside recordings, which answer what was recorded
// whatever model is named.
func (l *Loaded) recorded() *Error {
	s := l.Settings
	if s.Provider != Recorded {
		return nil
	}
	const why = "recorded replies are replayed and no model is asked"
	for _, set := range []struct {
		name  string
		there bool
	}{
		{"model", s.Model != ""},
		{"tasks.translate.model", s.Tasks.Translate.Model != ""},
		{"tasks.translate.fallback", len(s.Tasks.Translate.Fallback) > 0},
		{"tasks.summarize.model", s.Tasks.Summarize.Model != ""},
		{"tasks.summarize.fallback", len(s.Tasks.Summarize.Fallback) > 0},
	} {
		if set.there {
			return l.conflict(set.name, "provider", why, "leave one of them out")
		}
	}
	return nil
}

func (l *Loaded) providers() *Error {
	first := map[string]int{}
	for i, p := range l.Settings.Providers {
		at := fmt.Sprintf("providers[%d]", i)
		if before, twice := first[p.Name]; twice {
			return l.Origin(at+".name").fail(at+".name", fmt.Sprintf("there is a provider %q already, at line %d", p.Name, l.Origin(fmt.Sprintf("providers[%d].name", before)).Line), "give it another name, or join the two")
		}
		first[p.Name] = i
	}
	return nil
}

// keys refuses two places for one key.
func (l *Loaded) keys() *Error {
	for i, p := range l.Settings.Providers {
		at := fmt.Sprintf("providers[%d].", i)
		var set []string
		for _, place := range []struct {
			name  string
			there bool
		}{{"api_key_env", p.APIKeyEnv != ""}, {"api_key_file", p.APIKeyFile != ""}, {"api_key_command", !p.APIKeyCommand.IsZero()}} {
			if place.there {
				set = append(set, at+place.name)
			}
		}
		if len(set) > 1 {
			return l.conflict(set[1], set[0], "a provider has one key", "keep one of them")
		}
	}
	return nil
}

func (l *Loaded) prices() *Error {
	first := map[string]bool{}
	for i, p := range l.Settings.Prices {
		if first[p.Model] {
			name := fmt.Sprintf("prices[%d].model", i)
			return l.Origin(name).fail(name, fmt.Sprintf("there is a price of %q already", p.Model), "keep one of them")
		}
		first[p.Model] = true
	}
	return nil
}

// terms refuses two renderings of one word for the same case: which of them
// the model takes would be chance.
func (l *Loaded) terms() *Error {
	names := map[string]bool{}
	for i, c := range l.Settings.Style.CountryNames {
		if names[c.Source] {
			return l.doubleTerm(fmt.Sprintf("style.country_names[%d].source", i), c.Source)
		}
		names[c.Source] = true
	}
	words := map[string][]string{} // the cases a word has a rendering for
	for i, c := range l.Settings.Style.Charged {
		cases := []string{c.When}
		if c.When == "" {
			cases = []string{"narration", "speech"}
		}
		for _, when := range cases {
			if slices.Contains(words[c.Source], when) {
				return l.doubleTerm(fmt.Sprintf("style.charged[%d].source", i), c.Source)
			}
		}
		words[c.Source] = append(words[c.Source], cases...)
	}
	return nil
}

func (l *Loaded) doubleTerm(name, source string) *Error {
	return l.Origin(name).fail(name, fmt.Sprintf("there is a rendering of %s already", quote(source)), "keep one, or set when: narration for one and speech for the other")
}

// label returns a name with the provider's own in place of its position, as
// people know it: providers[house].model.
func (l *Loaded) label(name string) string {
	rest, ok := strings.CutPrefix(name, "providers[")
	if !ok {
		return name
	}
	var i int
	if _, err := fmt.Sscanf(rest, "%d]", &i); err != nil || i >= len(l.Settings.Providers) {
		return name
	}
	_, field, _ := strings.Cut(rest, "]")
	return "providers[" + l.Settings.Providers[i].Name + "]" + field
}
