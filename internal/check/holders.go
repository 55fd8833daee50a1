package check

// holders says which texts have a key: a word, a trait. Texts are added in
// order. One array of all places takes the place of a list for each key, of
// which there are nearly as many as words.
type holders struct {
	ids     map[uint64]int32
	counts  []int32 // texts by key
	last    []int32 // the last text that has it
	entries []holding
	texts   []int32 // all texts, those of one key side by side
	starts  []int32 // where those of each begin
}

type holding struct{ id, text int32 }

func newHolders(size int) *holders {
	return &holders{ids: make(map[uint64]int32, size/2), entries: make([]holding, 0, size)}
}

// add notes that a text has a key.
func (h *holders) add(key uint64, text int32) {
	id, found := h.ids[key]
	switch {
	case !found:
		id = int32(len(h.counts))
		h.ids[key] = id
		h.counts, h.last = append(h.counts, 0), append(h.last, text)
	case h.last[id] == text:
		return
	}
	h.counts[id]++
	h.last[id] = text
	h.entries = append(h.entries, holding{id, text})
}

// index makes the lists that of returns, once all is added.
func (h *holders) index() {
	h.starts, h.texts = make([]int32, len(h.counts)+1), make([]int32, len(h.entries))
	for id, n := range h.counts {
		h.starts[id+1] = h.starts[id] + n
	}
	next := make([]int32, len(h.counts))
	copy(next, h.starts)
	for _, e := range h.entries {
		h.texts[next[e.id]] = e.text
		next[e.id]++
	}
}

// of returns the texts that have a key, in order.
func (h *holders) of(id int) []int32 { return h.texts[h.starts[id]:h.starts[id+1]] }
