package name

import (
	"slices"
	"strings"
	"unicode"
)

// entry is a line of the ledger as it grows.
type entry struct {
	Name
	evidence evidence // of Kind
	weak     bool     // Source is an adjective at best
}

// ledger collects names.
type ledger struct {
	names    []entry
	byTarget map[string]int
}

func (l *ledger) listed() []Name {
	names := make([]Name, len(l.names))
	for i, e := range l.names {
		slices.Sort(e.Segments)
		names[i] = e.Name
	}
	return names
}

func (l *ledger) add(e entry, segment int) {
	key := keyOf(e.Target)
	at, ok := l.byTarget[key]
	if !ok {
		if at, ok = l.surname(key); ok {
			l.names[at].in(segment)
			return
		}
	}
	if !ok {
		if at, ok = l.shorter(e, key); ok {
			l.byTarget[key] = at
			l.names[at].Target, l.names[at].Source, l.names[at].How = e.Target, e.Source, e.How
			l.names[at].merge(e, segment)
			return
		}
	}
	if !ok {
		l.byTarget[key] = len(l.names)
		e.Segments = []int{segment}
		l.names = append(l.names, e)
		return
	}
	l.names[at].merge(e, segment)
}

func keyOf(target string) string { return strings.Join(phrase(target), " ") }

func (e *entry) in(segment int) {
	if !slices.Contains(e.Segments, segment) {
		e.Segments = append(e.Segments, segment)
	}
}

// merge adds another mention of the same name: what it says more surely counts.
func (e *entry) merge(o entry, segment int) {
	e.in(segment)
	if o.Source != "" && (e.Source == "" || e.weak && !o.weak || e.How == Unsupported && o.How != Unsupported) {
		e.Source, e.How, e.weak = o.Source, o.How, o.weak
	}
	if shouted(e.Target) && !shouted(o.Target) { // BREST, and Brest elsewhere
		e.Target = o.Target
		if e.evidence == weak && e.Kind == Organisation {
			e.Kind, e.evidence = "", nothing
		}
	}
	if shouted(o.Target) && !shouted(e.Target) && o.evidence == weak {
		return
	}
	if o.evidence > e.evidence {
		e.Kind, e.evidence = o.Kind, o.evidence
	}
}

func shouted(text string) bool { return strings.IndexFunc(text, unicode.IsLower) < 0 }

// surname returns the one full name of a person that a word ends, or else the
// one that it begins.
func (l *ledger) surname(word string) (int, bool) {
	if strings.Contains(word, " ") {
		return 0, false
	}
	last, lasts, first, firsts := 0, 0, 0, 0
	for i, n := range l.names {
		words := phrase(n.Target)
		if n.Kind == Organisation || n.Kind == Place || len(words) < 2 {
			continue
		}
		if words[len(words)-1] == word {
			last, lasts = i, lasts+1
		}
		if words[0] == word {
			first, firsts = i, firsts+1
		}
	}
	if lasts > 0 {
		return last, lasts == 1
	}
	return first, firsts == 1
}

// shorter returns the surname that stood alone before the full name.
func (l *ledger) shorter(e entry, key string) (int, bool) {
	last := key[strings.LastIndexByte(key, ' ')+1:]
	if last == key || e.Kind != Person {
		return 0, false
	}
	at, ok := l.byTarget[last]
	return at, ok && (l.names[at].Kind == "" || l.names[at].Kind == Person) && keyOf(l.names[at].Target) == last
}

// mention counts the names that a translation has where they could not be told
// from other words: at the start of a sentence, in a headline with capitals
// throughout. A longer name covers those inside it.
func (l *ledger) mention(p *Pair) {
	covered := make([]bool, len(p.TargetWords))
	order := make([]int, len(l.names))
	length := make([]int, len(l.names))
	for i := range order {
		order[i], length[i] = i, len(phrase(l.names[i].Target))
	}
	slices.SortStableFunc(order, func(a, b int) int { return length[b] - length[a] })
	for _, n := range order {
		words := phrase(l.names[n].Target)
		for at := range p.TargetWords {
			if mentions(p, at, words) && !slices.Contains(covered[at:at+len(words)], true) {
				l.names[n].in(p.Number)
				for i := range words {
					covered[at+i] = true
				}
			}
		}
	}
	for at, w := range p.TargetWords {
		if covered[at] || !capital(p.Target, w) || at > 0 && capital(p.Target, p.TargetWords[at-1]) && !english().ignored[p.TargetWords[at-1].Text] {
			continue
		}
		if n, ok := l.surname(WithoutPossessive(w.Text)); ok && l.names[n].Kind == Person {
			l.names[n].in(p.Number)
		}
	}
}

// mentions reports whether the words of a name, with a capital, are at a place
// of a translation.
func mentions(p *Pair, at int, name []string) bool {
	if at+len(name) > len(p.TargetWords) || !capital(p.Target, p.TargetWords[at]) {
		return false
	}
	for i, w := range name {
		if WithoutPossessive(p.TargetWords[at+i].Text) != WithoutPossessive(w) {
			return false
		}
	}
	return capital(p.Target, p.TargetWords[at+len(name)-1])
}
