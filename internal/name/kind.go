package name

import (
	"slices"
	"strings"
)

// evidence says how much tells what a name names: of two mentions the one that
// tells more decides.
type evidence int

const (
	nothing evidence = iota
	weak             // "from Cork", "said Lemaire", six capitals
	fair             // "in Brest"
	strong           // a title, a first name, "the city of Brest", a ministry
	listed           // a table has it
)

// kindOf says what a part of a row names, as far as its words and those beside
// it tell.
func (c *Comparison) kindOf(r *judged, p part) (Kind, evidence) {
	words := r.Words[p.first : p.last+1]
	target := c.pairs[r.pair].Target
	m := mention{before: target[:words[0].Start], after: target[words[len(words)-1].End:], words: words}
	m.text = trimPossessive(target[words[0].Start:words[len(words)-1].End])
	if v := r.verdicts[p.first]; v.kind != "" && (v.kind != Person || v.until > 0) {
		return v.kind, listed
	}
	switch {
	case m.geographic():
		return Place, strong
	case organised(words):
		return Organisation, strong
	case m.beside():
		return Place, strong
	case m.person():
		return Person, strong
	case m.placed("in", "near", "outside"):
		return Place, fair
	case m.dated():
		return Place, fair
	case len(words) == 1 && IsAcronym(m.text):
		return Organisation, weak
	case m.said():
		return Person, weak
	case len(words) == 1 && m.placed("from", "at", "across"):
		return Place, weak
	}
	return "", nothing
}

// mention is where a translation names something.
type mention struct {
	before, text, after string
	words               []Word
}

// last returns the folded word before a mention, where only a space is between.
func (m mention) last() string {
	before, ok := strings.CutSuffix(m.before, " ")
	if !ok {
		return ""
	}
	at := strings.LastIndexAny(before, " \n\"“(—–-")
	if words := Words(before[at+1:]); len(words) == 1 && (strings.HasSuffix(before, words[0].Text[len(words[0].Text)-1:]) || strings.HasSuffix(before, ".")) {
		return words[0].Text
	}
	return ""
}

// next returns the folded word behind a mention, where only a space is between.
func (m mention) next() string {
	after, ok := strings.CutPrefix(m.after, " ")
	if !ok || after == "" {
		return ""
	}
	word, _, _ := strings.Cut(after, " ")
	if words := Words(word); len(words) > 0 && words[0].Start == 0 {
		return words[0].Text
	}
	return ""
}

// geographic reports whether the words of a name are those of a place: "Port of
// Brest", "Gaza Strip".
func (m mention) geographic() bool {
	if len(m.words) < 2 {
		return false
	}
	first, last := m.words[0], m.words[len(m.words)-1]
	rest := strings.TrimSpace(m.text[first.End-first.Start:])
	return english().geo[first.Text] && strings.HasPrefix(rest, "of ") || english().geo[last.Text] ||
		slices.Contains([]string{"lake", "mount", "cape", "port", "gulf"}, first.Text) && len(m.words) == 2
}

// beside reports whether the words beside a name call it a place.
func (m mention) beside() bool {
	if next := m.next(); english().within[next] || strings.HasPrefix(m.after, "'s capital") {
		return true
	}
	before, ok := strings.CutSuffix(m.before, " of ")
	if !ok {
		return false
	}
	words := Words(before[strings.LastIndexByte(before, ' ')+1:])
	return len(words) == 1 && english().within[words[0].Text]
}

// person reports whether the words of a name or those beside it are a person's.
func (m mention) person() bool {
	known := english()
	if known.titles[m.last()] {
		return true
	}
	after := strings.TrimLeft(m.after, ", ")
	if strings.HasPrefix(after, "who ") && !strings.HasPrefix(m.after, "'") && !m.placed("in", "near", "outside", "from", "at") {
		return true
	}
	if len(m.words) < 2 || slices.ContainsFunc(m.words, func(w Word) bool { return isCommon(w.Text) }) {
		return false
	}
	if known.given[m.words[0].Text] || known.verbs[m.next()] {
		return true
	}
	if title, ok := strings.CutSuffix(m.before, ", "); ok && isRole(lastWord(title)) {
		return true
	}
	behind, ok := strings.CutPrefix(m.after, ", ")
	if !ok {
		return false
	}
	behind, _, _ = strings.Cut(behind[:min(len(behind), 80)], ",")
	return slices.ContainsFunc(Words(behind), func(w Word) bool { return isRole(w.Text) })
}

func isRole(word string) bool { return english().titles[word] || english().roles[word] }

func lastWord(text string) string {
	if words := Words(text[strings.LastIndexByte(text, ' ')+1:]); len(words) > 0 {
		return words[len(words)-1].Text
	}
	return ""
}

// placed reports whether one of some prepositions stands before a name that
// owns nothing.
func (m mention) placed(prepositions ...string) bool {
	return slices.Contains(prepositions, m.last()) && !strings.HasPrefix(m.after, "'") && !strings.HasPrefix(m.after, "’")
}

// dated reports whether a name opens a segment as a dateline does: with a comma
// and a date, or a dash, behind it.
func (m mention) dated() bool {
	if strings.TrimSpace(m.before) != "" {
		return false
	}
	rest := strings.TrimLeft(m.after, ", ")
	if strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—") {
		return true
	}
	return strings.HasPrefix(m.after, ", ") && strings.ContainsAny(rest[:min(len(rest), 12)], "0123456789")
}

// said reports whether a verb of speech stands before a single name: "said
// Lemaire".
func (m mention) said() bool {
	w := m.last()
	return len(m.words) == 1 && (w == "said" || w == "says" || w == "added" || w == "adds") && !isCommon(m.words[0].Text)
}
