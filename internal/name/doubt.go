package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Doubt is a name of a target that its source does not support.
type Doubt struct {
	Pair       int // index in the pairs
	Text       string
	Start, End int // bytes in the target
}

// Doubts returns the names that have no support: those of which no part is
// heard or known, here or elsewhere in the article, and surnames that are not
// there beside a first name that is.
func (c *Comparison) Doubts() []Doubt {
	var doubts []Doubt
	for i := range c.rows {
		r := &c.rows[i]
		first, last, ok := c.doubtful(r)
		if !ok {
			continue
		}
		start, end := r.Words[first].Start, r.Words[last].End
		text := strings.TrimSuffix(strings.TrimSuffix(c.pairs[r.pair].Target[start:end], "'s"), "’s")
		doubts = append(doubts, Doubt{r.pair, text, start, start + len(text)})
	}
	return doubts
}

// doubtful returns the words of a row that are to be doubted: all of a row
// without any support, and in another row those whose absence tells enough.
func (c *Comparison) doubtful(r *judged) (first, last int, ok bool) {
	missing, there := []int{}, 0
	for i, v := range r.verdicts {
		switch {
		case v.how == Unsupported && !c.elsewhere(r.Words[i].Text):
			missing = append(missing, i)
		case v.how != "" || IsAcronym(c.pairs[r.pair].Target[r.Words[i].Start:r.Words[i].End]):
			there++
		}
	}
	if there > 0 || len(missing) < len(r.verdicts) {
		missing = slices.DeleteFunc(missing, func(i int) bool { return weight(englishSounds(r.Words[i].Text)) < telling })
	}
	if len(missing) == 0 {
		return 0, 0, false
	}
	return missing[0], missing[len(missing)-1], true
}

// telling is how many consonants a word needs to be missed beside others that
// have support.
const telling = 3

// elsewhere reports whether a word has support in another segment, or occurs
// as a plain word.
func (c *Comparison) elsewhere(word string) bool {
	if c.supported[word] {
		return true
	}
	if c.plain == nil {
		c.plain = map[string]bool{}
		for _, p := range c.pairs {
			for _, w := range p.TargetWords {
				if r, _ := utf8.DecodeRuneInString(p.Target[w.Start:]); unicode.IsLower(r) {
					c.plain[w.Text] = true
				}
			}
		}
	}
	return c.plain[word] || slices.ContainsFunc([]string{"s", "es"}, func(e string) bool { return c.plain[strings.TrimSuffix(word, e)] })
}
