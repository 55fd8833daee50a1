package eval

// overlap says for one order how many n-grams a hypothesis and its references
// have, and how many of the hypothesis's are in a reference: each as often as
// in the reference that has it most often.
type overlap struct{ hypothesis, reference, both int }

// overlaps counts the n-grams of orders 1 to max. Texts are symbols: equal
// numbers stand for equal characters or words. The reference's count is that of
// the first.
//
// An n-gram is numbered by the number of its first n-1 symbols and the last
// one, so that each order costs one look-up a position, whatever its length.
func overlaps(hypothesis []int32, references [][]int32, max int) []overlap {
	result := make([]overlap, max)
	texts := append([][]int32{hypothesis}, references...)
	prefix := make([][]int32, len(texts)) // the numbers of the n-grams of the order before
	for t, symbols := range texts {
		prefix[t] = append([]int32(nil), symbols...)
	}
	positions := 0
	for _, symbols := range texts {
		positions += len(symbols)
	}
	numbers := newNumbering(positions)
	for n := 1; n <= max; n++ {
		ids := numberGrams(numbers, prefix, texts, n)
		result[n-1] = overlap{len(prefix[0]), len(prefix[1]), shared(prefix, ids)}
	}
	return result
}

// numberGrams makes the numbers of order n of those of order n-1, in place, and
// returns how many there are.
func numberGrams(numbers *numbering, prefix, texts [][]int32, n int) int {
	numbers.clear()
	for t, before := range prefix {
		keep := max(len(texts[t])-n+1, 0)
		for i := range keep {
			key := uint64(uint32(texts[t][i+n-1]))
			if n > 1 {
				key |= uint64(before[i]) << 32
			}
			before[i] = numbers.of(key)
		}
		prefix[t] = before[:keep]
	}
	return int(numbers.next)
}

// numbering gives keys numbers without gaps. It is a hash table with linear
// probing that is cleared in no time: a map in its place took most of the time
// of chrF.
type numbering struct {
	slots []slot
	shift uint
	round uint32
	next  int32
}

type slot struct {
	key   uint64
	id    int32
	round uint32 // in which the slot was filled; an older one is free
}

// newNumbering returns a numbering for at most so many keys at once.
func newNumbering(keys int) *numbering {
	bits := uint(4)
	for 1<<bits < 2*keys {
		bits++
	}
	return &numbering{slots: make([]slot, 1<<bits), shift: 64 - bits}
}

func (n *numbering) clear() { n.round, n.next = n.round+1, 0 }

func (n *numbering) of(key uint64) int32 {
	const spread = 0x9E3779B97F4A7C15 // 2^64 by the golden ratio
	for i := key * spread >> n.shift; ; i++ {
		s := &n.slots[i&uint64(len(n.slots)-1)]
		if s.round != n.round {
			*s = slot{key, n.next, n.round}
			n.next++
			return s.id
		}
		if s.key == key {
			return s.id
		}
	}
}

// shared counts the hypothesis's n-grams that a reference has.
func shared(texts [][]int32, ids int) int {
	hypothesis, most := make([]int32, ids), make([]int32, ids)
	for _, id := range texts[0] {
		hypothesis[id]++
	}
	for _, reference := range texts[1:] {
		count := most
		if len(texts) > 2 {
			count = make([]int32, ids)
		}
		for _, id := range reference {
			count[id]++
			most[id] = max(most[id], count[id])
		}
	}
	both := int32(0)
	for id, n := range hypothesis {
		both += min(n, most[id])
	}
	return int(both)
}

// symbols numbers words, equal ones alike.
type symbols map[string]int32

func (s symbols) of(words []string) []int32 {
	list := make([]int32, len(words))
	for i, w := range words {
		n, ok := s[w]
		if !ok {
			n = int32(len(s))
			s[w] = n
		}
		list[i] = n
	}
	return list
}
