// Package memory holds the translations that a person approved, and finds them
// again: the same text, or one that is nearly the same.
//
// A memory is a file of JSON lines that a newsroom keeps where it likes, in git
// as well. Later lines win over earlier ones with the same source.
package memory

import (
	"slices"
	"strings"
	"time"

	"dragoman/internal/language"
)

// Pair is a text and the English that a person approved for it.
type Pair struct {
	Source   string    `json:"source"`
	Target   string    `json:"target"`
	Language string    `json:"language"` // of the source, BCP 47
	By       string    `json:"by,omitempty"`
	At       time.Time `json:"at,omitzero"`
	Note     string    `json:"note,omitempty"`
}

// Threshold is the likeness from which a text is worth showing to a model: under
// three quarters, an editor is faster without it (the usual limit of translation
// memories).
const Threshold = 0.75

// almost is the likeness of texts whose words are the same and whose signs are
// not: 3.5 % and 35 %, a statement and a question. Only the same text has 1.
const almost = 0.99

// Memory finds pairs. The zero value is empty; it is safe for concurrent use.
type Memory struct {
	pairs []Pair
	exact map[string]int   // by identity
	ids   map[string]int32 // of the units of each language
	units [][]int32        // of each source, by id
	where [][]int32        // the pairs that have a unit, by its id
}

// New returns a memory of pairs. Of several with the same source and language
// the last one counts.
func New(pairs []Pair) *Memory {
	m := &Memory{exact: make(map[string]int, len(pairs)), ids: map[string]int32{}}
	for _, p := range pairs {
		id := identity(p.Source, p.Language)
		if i, found := m.exact[id]; found {
			m.pairs[i] = p
			continue
		}
		m.exact[id] = len(m.pairs)
		m.pairs = append(m.pairs, p)
	}
	m.units = make([][]int32, len(m.pairs))
	for i, p := range m.pairs {
		for _, u := range units(p.Source) {
			m.units[i] = append(m.units[i], m.learn(within(u, p.Language)))
		}
		for _, id := range distinct(m.units[i]) {
			m.where[id] = append(m.where[id], int32(i))
		}
	}
	return m
}

// learn returns the id of a unit, a new one for one that was not seen yet.
func (m *Memory) learn(unit string) int32 {
	id, known := m.ids[unit]
	if !known {
		id = int32(len(m.where))
		m.ids[unit] = id
		m.where = append(m.where, nil)
	}
	return id
}

// known returns the ids of a text's units; -1 is one that no pair has.
func (m *Memory) known(text, tag string) []int32 {
	var ids []int32
	for _, u := range units(text) {
		id, known := m.ids[within(u, tag)]
		if !known {
			id = -1
		}
		ids = append(ids, id)
	}
	return ids
}

// Pairs returns the pairs, in the order in which their sources first came.
func (m *Memory) Pairs() []Pair { return m.pairs }

// Lookup returns the pair whose source is most like a text: its source, its
// target and the likeness, 1 for the same text. A likeness of 0 says that
// nothing is near enough.
func (m *Memory) Lookup(source, tag string) (near, target string, likeness float64) {
	if m == nil || len(m.pairs) == 0 {
		return "", "", 0
	}
	if i, found := m.exact[identity(source, tag)]; found {
		return m.pairs[i].Source, m.pairs[i].Target, 1
	}
	i, likeness := m.nearest(m.known(source, tag))
	if likeness < Threshold {
		return "", "", 0
	}
	return m.pairs[i].Source, m.pairs[i].Target, min(likeness, almost)
}

// identity is what makes two sources the same: their words and signs, however
// they are spaced or stretched.
func identity(source, tag string) string {
	return within(strings.Join(strings.Fields(language.Unstretched(language.Clean(source))), " "), tag)
}

// within puts a text among those of its language.
func within(text, tag string) string { return language.Base(tag) + "\x00" + text }

// shortest is the number of words from which texts are compared: of three, one
// other word makes another sentence.
const shortest = 4

// units are what is compared: folded words without the signs around them; in
// scripts without spaces, single characters.
func units(text string) []string {
	folded := language.Fold(text)
	if script := language.DominantScript(text); script == "Hani" || script == "Jpan" || script == "Thai" {
		var list []string
		for _, r := range folded {
			if language.IsLetter(r) || r >= '0' && r <= '9' {
				list = append(list, string(r))
			}
		}
		return list
	}
	var list []string
	for w := range strings.FieldsSeq(folded) {
		if w = strings.Trim(w, `.,:;!?"'()[]{}-…`); w != "" {
			list = append(list, w)
		}
	}
	return list
}

func distinct(ids []int32) []int32 {
	return slices.Compact(slices.Sorted(slices.Values(ids)))
}
