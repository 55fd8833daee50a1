package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"

	"dragoman/internal/check"
	"dragoman/internal/config"
)

// rules returns how the house grades checks, what its style rules and its terms.
func (a *app) rules() (check.Rules, error) {
	policy := check.Policy{}
	for name, severity := range a.settings.Checks {
		policy[name] = check.Severity(severity)
	}
	style := a.checkedStyle()
	if a.settings.House != "" {
		path := a.path(a.settings.House)
		h, err := config.ReadHouse(path, a.shown(path))
		if err != nil {
			return check.Rules{}, err
		}
		if data, err := os.ReadFile(path); err == nil {
			sum := sha256.Sum256(data)
			a.houseHash = "sha256:" + hex.EncodeToString(sum[:])
		}
		style = withHouse(style, h)
	}
	terms, err := a.houseGlossary()
	return check.Rules{Policy: policy, House: check.NewHouse(style), Glossary: terms}, err
}

// shown returns a path as people know it: relative where it is below the working
// folder.
func (a *app) shown(path string) string {
	if rel, err := filepath.Rel(a.Dir, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

// checkedStyle returns what the settings rule of the style: the spelling
// always, and of the rest what somebody set. The defaults are instructions to
// the model; a house that has said nothing is not told what it would want.
func (a *app) checkedStyle() check.Style {
	set := func(name, value string) string {
		if a.loaded.Origin("style." + name).IsDefault() {
			return ""
		}
		return value
	}
	s := a.settings.Style
	return check.Style{English: s.English, Honorifics: set("honorifics", s.Honorifics), Doctor: set("doctor", s.Doctor), Headline: set("headline", s.Headline)}
}

// withHouse returns a style with what a house file rules.
func withHouse(s check.Style, h config.House) check.Style {
	for _, t := range h.Terms {
		s.Terms = append(s.Terms, check.StyleTerm{Forbid: t.Forbid, Prefer: t.Prefer, Note: t.Note, Severity: check.Severity(t.Severity)})
	}
	for _, f := range []struct {
		into  *string
		value string
	}{{&s.English, h.Spelling}, {&s.Honorifics, h.Honorifics}, {&s.Headline, h.Headline}} {
		if f.value != "" {
			*f.into = f.value
		}
	}
	return s
}
