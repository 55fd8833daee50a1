package read

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/internal/article"
	"dragoman/internal/language"
)

//go:embed data/boilerplate.txt
var boilerplateFile string

// rule is one phrase of the data file.
type rule struct {
	reason string
	sure   bool // the notice of a form: what follows is its fields
	weak   bool // could be a subheading: only beside other boilerplate or at the end
	prefix bool // anything may follow
}

// rules are the phrases, plain as [plainLine] makes them. Phrases that begin a
// line are listed by their first word.
type rules struct {
	whole  map[string]*rule
	prefix map[string][]prefixRule
}

type prefixRule struct {
	phrase string
	*rule
}

// boilerplateRules reads the data file; its head explains the format.
var boilerplateRules = sync.OnceValue(func() rules {
	table := rules{map[string]*rule{}, map[string][]prefixRule{}}
	reason := ""
	for line := range strings.Lines(boilerplateFile) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			_, reason, _ = strings.Cut(line, "] ")
			continue
		}
		r := &rule{reason: reason}
		line, r.sure = strings.CutPrefix(line, "!")
		line, r.weak = strings.CutPrefix(line, "?")
		line, r.prefix = strings.CutSuffix(line, "…")
		phrase := plainLine(line)
		if r.prefix {
			first, _, _ := strings.Cut(phrase, " ")
			table.prefix[first] = append(table.prefix[first], prefixRule{phrase, r})
			continue
		}
		table.whole[phrase] = r
	}
	return table
})

// plainLine returns a line for matching: folded, with one space for each run
// of anything but letters, marks and digits, and without digits at the ends, so
// that counters ("Comments (2)") and asterisks do not count.
func plainLine(line string) string {
	var b strings.Builder
	b.Grow(len(line))
	space := false
	for _, r := range language.Fold(line) {
		if !language.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), "0123456789 ")
}

// maxBoilerplate is longer than any notice in the data file with its fields.
const maxBoilerplate = 400 // bytes a line may have to be looked up

// boilerplate returns the rule that a whole line matches, or nil: the line is
// one of the phrases, or each of its sentences is one.
func boilerplate(line string) *rule {
	if len(line) > maxBoilerplate {
		return nil
	}
	if r := lookUp(line); r != nil {
		return r
	}
	if r := announced(line); r != nil {
		return r
	}
	var found *rule
	for _, s := range language.Sentences(line, "") {
		r := lookUp(s.Of(line))
		if r == nil {
			return nil
		}
		if found == nil || r.sure {
			found = r
		}
	}
	return found
}

// announced returns the rule of a phrase for related links that a colon and the
// title of one follow: "Read also: …".
func announced(line string) *rule {
	before, after, found := strings.Cut(line, ":")
	if !found {
		before, after, found = strings.Cut(line, "：")
	}
	if !found || len(before) > maxAnnounced || ends(after) {
		return nil
	}
	if r := lookUp(before); r != nil && r.reason == "related links" && !r.weak {
		return r
	}
	return nil
}

// maxAnnounced is longer than any phrase for related links, in bytes.
const maxAnnounced = 80

func lookUp(line string) *rule {
	table, p := boilerplateRules(), plainLine(line)
	if r := table.whole[p]; r != nil {
		return r
	}
	first, _, _ := strings.Cut(p, " ")
	for _, r := range table.prefix[first] {
		if p == r.phrase || strings.HasPrefix(p, r.phrase+" ") && language.CountWords(p) <= language.CountWords(r.phrase)+prefixRest {
			return r.rule
		}
	}
	return nil
}

// prefixRest is how many words may follow a phrase that begins a line: the name
// of a service, a short title. A sentence of the article has more.
const prefixRest = 8

// fieldWords is the length up to which a block after the notice of a comment
// form is taken for one of its fields. WordPress's longest, "save my name …",
// is a phrase of its own.
const fieldWords = 6

// dropBoilerplate marks the blocks that are not the article. A phrase that
// could be a subheading is dropped only beside other boilerplate or where
// nothing follows it. After the notice of a comment form ("your email address
// will not be published") short blocks without a full stop are its fields, up
// to the first block that is neither.
func dropBoilerplate(blocks []article.Block) {
	found := make([]*rule, len(blocks))
	inForm := false
	for i, b := range blocks {
		if !b.Kept() {
			continue
		}
		found[i] = boilerplate(b.Text)
		switch {
		case found[i] != nil && found[i].sure:
			inForm = true
		case found[i] == nil && isSeparator(b.Text):
			found[i] = &rule{reason: "separator"}
		case found[i] == nil && inForm && !ends(b.Text) && language.CountWords(b.Text) <= fieldWords && utf8.RuneCountInString(b.Text) <= 60:
			found[i] = &rule{reason: "comment form"}
		case found[i] == nil:
			inForm = false
		}
	}
	for i := range blocks {
		if found[i] != nil && (!found[i].weak || beside(found, i)) {
			blocks[i].Reason = found[i].reason
		}
	}
}

// beside reports whether a weak match stands beside another match of
// boilerplate, or has nothing but such matches after it.
func beside(found []*rule, i int) bool {
	near := func(j int) bool {
		return 0 <= j && j < len(found) && found[j] != nil && found[j].reason != "separator"
	}
	return i == len(found)-1 && i > 0 || near(i-1) || near(i+1)
}

// isSeparator reports whether a block is a line of signs: nothing to read.
func isSeparator(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) })
}
