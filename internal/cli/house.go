package cli

import (
	"os"
	"strings"
	"sync"

	"dragoman/internal/glossary"
)

// houseGlossary returns the glossary of the settings, or nil. It is read once in
// a run, for the prompts and for the checks.
func (a *app) houseGlossary() (*glossary.Glossary, error) {
	if a.terms == nil {
		a.terms = sync.OnceValues(a.readHouse)
	}
	return a.terms()
}

// readHouse reads the glossary: the country names of the style first, then the
// files in their order.
func (a *app) readHouse() (*glossary.Glossary, error) {
	var terms []glossary.Term
	for _, c := range a.settings.Style.CountryNames {
		terms = append(terms, glossary.Term{Source: c.Source, Targets: []string{c.Target}, Kind: glossary.Place, File: "style.country_names"})
	}
	for _, name := range a.settings.Glossary {
		more, err := a.readGlossary(name)
		if err != nil {
			return nil, err
		}
		terms = append(terms, more...)
	}
	if len(terms) == 0 {
		return nil, nil
	}
	return glossary.New(terms), nil
}

func (a *app) readGlossary(name string) ([]glossary.Term, error) {
	file, err := os.Open(a.path(name))
	if err != nil {
		return nil, fail(exitSettings, err, "glossary files are named by --glossary and by the setting glossary")
	}
	defer file.Close()
	terms, err := glossary.Read(name, file)
	if err != nil {
		return nil, fail(exitSettings, err, "everything that is wrong with it: dragoman glossary check "+shellWord(name))
	}
	return terms, nil
}

// shellWord returns a name as one word of a command line.
func shellWord(name string) string {
	if strings.ContainsAny(name, " \t'\"$`\\&|;<>()*?[]!#~") {
		return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
	}
	return name
}
