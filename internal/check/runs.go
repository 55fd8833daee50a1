package check

import "slices"

// runs finds the runs of words of a text that came before. It is a table of
// places with open addressing: a map of runs takes several times as long to
// fill, and hardly a run comes twice.
type runs struct {
	hashes []uint64 // of the words
	length int      // of a run
	places []int32  // where each run came first, plus one; its size is a power of two
}

func newRuns(hashes []uint64, length int) runs {
	size := 16
	for size < 2*len(hashes) {
		size *= 2
	}
	return runs{hashes, length, make([]int32, size)}
}

// add notes the run that begins at a place, and returns where it came first.
func (r *runs) add(at int) (first int) {
	slot := r.slot(r.hashes[at : at+r.length])
	if *slot == 0 {
		*slot = int32(at) + 1
	}
	return int(*slot) - 1
}

// set makes a place the one at which its run came last.
func (r *runs) set(at int) { *r.slot(r.hashes[at : at+r.length]) = int32(at) + 1 }

// find returns where a run was noted, or -1.
func (r *runs) find(run []uint64) int { return int(*r.slot(run)) - 1 }

// slot returns the place in the table of a run, which may be free.
func (r *runs) slot(run []uint64) *int32 {
	key := uint64(0)
	for _, h := range run {
		key = (key ^ h) * 0x9E3779B97F4A7C15
		key ^= key >> 29
	}
	for i := key; ; i++ {
		slot := &r.places[i&uint64(len(r.places)-1)]
		if *slot == 0 || slices.Equal(r.hashes[*slot-1:int(*slot)-1+r.length], run) {
			return slot
		}
	}
}
