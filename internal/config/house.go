package config

import (
	"path/filepath"
	"reflect"
	"strings"
	"sync"
)

// House is what a house file rules. Empty fields rule nothing.
type House struct {
	Terms      []HouseTerm `mapstructure:"terms"`
	Spelling   string      `mapstructure:"spelling"` // "us" or "uk"
	Honorifics string      `mapstructure:"honorifics"`
	Headline   string      `mapstructure:"headline"`
}

// HouseTerm is a word or phrase that the house does not write.
type HouseTerm struct {
	Forbid   string `mapstructure:"forbid"`
	Prefer   string `mapstructure:"prefer"`
	Note     string `mapstructure:"note"`
	Severity string `mapstructure:"severity"`
}

// houseRules is the table of what may stand in a house file.
func houseRules() []rule {
	return []rule{
		{name: "terms", about: "words and phrases that the house does not write"},
		{name: "terms[].forbid", required: true, check: oneLine, about: "the word or phrase; a capital in it must be one in the text"},
		{name: "terms[].prefer", check: oneLine, about: "what to write instead"},
		{name: "terms[].note", check: printable, about: "why, for people and for the model that is asked again"},
		{name: "terms[].severity", values: []string{"error", "warning", "note"}, about: "how grave it is; empty is warning, and an error is asked again"},
		{name: "spelling", values: []string{"US", "UK", "us", "uk"}, about: "the spelling; empty is that of style.english"},
		{name: "honorifics", values: []string{"keep", "shorten", "drop"}, about: "empty is style.honorifics, where that is set"},
		{name: "headline", values: []string{"sentence", "title"}, about: "the case of headlines; empty is style.headline, where that is set"},
	}
}

var houseTree = sync.OnceValue(func() *node {
	byName := map[string]rule{}
	for _, r := range houseRules() {
		byName[r.name] = r
	}
	root := &node{section: true, typ: reflect.TypeFor[House]()}
	grow(root, "", byName)
	return root
})

// ReadHouse reads a house file, as strictly as settings are read. path is where
// it is, shown how people know it.
func ReadHouse(path, shown string) (House, error) {
	l := layer{values: map[string]any{}, origins: map[string]Origin{}}
	r := &reader{source: &source{}, kind: FromConfig, file: shown, dir: filepath.Dir(path), into: &l,
		hint: "what may stand in it: terms, spelling, honorifics, headline (dragoman help checks)"}
	data, err := r.load(path)
	if err != nil {
		return House{}, houseError(err)
	}
	var h House
	top, err := r.document(data)
	if err != nil || top == nil {
		return h, err
	}
	if err := r.item(top, houseTree(), "house", reflect.ValueOf(&h).Elem()); err != nil {
		return House{}, err
	}
	h.Spelling = strings.ToLower(h.Spelling)
	return h, nil
}

// houseError says of a file that cannot be read that it is the house file.
func houseError(err error) error {
	if e, ok := err.(*Error); ok {
		e.Message = strings.Replace(e.Message, "read settings", "read the house file", 1)
		e.Hint = "the setting that names it: house"
	}
	return err
}
