package page

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

//go:embed data/marks.txt
var marksFile string

// mark is what the names of an element say about it.
type mark struct {
	reason string
	limit  int // the most letters and digits such an element has; 0: any number
	rank   int // place in the file; the first wins
	named  bool
}

// marks are the names of the data file, in lower case with hyphens.
type marks struct {
	names map[string]*mark
	words int // of the longest name
}

var markTable = sync.OnceValue(func() marks {
	table := marks{names: map[string]*mark{}}
	var m *mark
	for line := range strings.Lines(marksFile) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			reason, limit, _ := strings.Cut(line[1:], "]")
			n, _ := strconv.Atoi(strings.TrimSpace(limit))
			m = &mark{reason: reason, limit: n, rank: len(table.names), named: true}
			continue
		}
		for name := range strings.FieldsSeq(line) {
			if table.names[name] == nil {
				table.names[name] = m
			}
			table.words = max(table.words, 1+strings.Count(name, "-"))
		}
	}
	return table
})

// Marks that the element itself gives, whatever its names are.
var (
	navMark    = &mark{reason: "navigation"}
	headerMark = &mark{reason: "header", limit: 3000}
	footerMark = &mark{reason: "footer"}
	asideMark  = &mark{reason: "sidebar"}
	formMark   = &mark{reason: "form", limit: 1500}
	popupMark  = &mark{reason: "pop-up"}
	bylineMark = &mark{reason: "byline", limit: 160}
	dateMark   = &mark{reason: "date", limit: 80}
	tagsMark   = &mark{reason: "tags", limit: 300}
)

// marker finds the marks of one page's elements. Pages repeat their class
// names, so what a value says is remembered.
type marker struct{ seen map[string]*mark }

func newMarker() *marker { return &marker{seen: map[string]*mark{}} }

// of returns the mark of an element, or nil.
func (m *marker) of(n *html.Node) *mark {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html || n.DataAtom == atom.Main {
		return nil
	}
	var best *mark
	for _, a := range n.Attr {
		var found *mark
		switch a.Key {
		case "class", "id", "data-component", "data-testid", "data-test-id", "data-type", "data-block-type", "data-module", "data-name":
			found = m.named(a.Val)
		case "role":
			found = roleMark(a.Val)
		case "itemprop":
			found = propertyMark(a.Val)
		case "rel":
			found = relationMark(a.Val)
		}
		if found != nil && (best == nil || found.rank < best.rank) {
			best = found
		}
	}
	if best == nil || n.DataAtom == atom.Nav || n.DataAtom == atom.Footer && best.limit > 0 {
		if t := tagMark(n.DataAtom); t != nil {
			return t
		}
	}
	return best
}

func tagMark(a atom.Atom) *mark {
	switch a {
	case atom.Nav, atom.Menu:
		return navMark
	case atom.Header:
		return headerMark
	case atom.Footer:
		return footerMark
	case atom.Aside:
		return asideMark
	case atom.Form, atom.Button, atom.Select, atom.Label, atom.Textarea, atom.Fieldset:
		return formMark
	case atom.Dialog:
		return popupMark
	case atom.Time:
		return dateMark
	}
	return nil
}

func roleMark(role string) *mark {
	switch strings.ToLower(role) {
	case "navigation", "menu", "menubar", "tablist", "menuitem":
		return navMark
	case "banner":
		return headerMark
	case "contentinfo":
		return footerMark
	case "complementary":
		return asideMark
	case "search", "button", "form":
		return formMark
	case "dialog", "alertdialog", "alert", "tooltip":
		return popupMark
	}
	return nil
}

func propertyMark(property string) *mark {
	switch property {
	case "author":
		return bylineMark
	case "datePublished", "dateModified", "dateCreated":
		return dateMark
	case "keywords":
		return tagsMark
	case "breadcrumb":
		return navMark
	}
	return nil
}

func relationMark(rel string) *mark {
	switch rel {
	case "author":
		return bylineMark
	case "tag", "category tag":
		return tagsMark
	}
	return nil
}

// maxNames is longer than a class attribute that says what an element is; the
// rest of a longer one says how it looks.
const maxNames = 300

// named returns the mark that the words of a class or id have, or nil.
func (m *marker) named(value string) *mark {
	if found, ok := m.seen[value]; ok {
		return found
	}
	table, words := markTable(), nameWords(value[:min(len(value), maxNames)])
	var best *mark
	for i := range words {
		name := ""
		for n := 0; n < table.words && i+n < len(words) && words[i+n] != ""; n++ {
			if n > 0 {
				name += "-"
			}
			name += words[i+n]
			if f := table.names[name]; f != nil && (best == nil || f.rank < best.rank) {
				best = f
			}
		}
	}
	m.seen[value] = best
	return best
}

// nameWords divides names into words, at signs and where capitals begin one.
// Empty words stand between names.
func nameWords(value string) []string {
	var words []string
	start := -1
	lower := false // the rune before was a small letter
	cut := func(end int) {
		if start >= 0 {
			words = append(words, strings.ToLower(value[start:end]))
		}
		start = -1
	}
	for i, r := range value {
		switch {
		case unicode.IsSpace(r):
			cut(i)
			words = append(words, "")
		case !unicode.IsLetter(r):
			cut(i)
		case unicode.IsUpper(r) && lower:
			cut(i)
			start = i
		case start < 0:
			start = i
		}
		lower = unicode.IsLower(r)
	}
	cut(len(value))
	return words
}
