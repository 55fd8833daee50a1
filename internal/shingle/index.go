package shingle

// Index holds signatures by number. The zero value is empty. Each takes less
// than two kilobytes, and adding or asking takes as long among many as among few.
type Index struct {
	ids        []int
	signatures []Signature
	newest     map[uint32]int32 // by the key of a band: the last signature with it, counted from 1
	before     [][bands]int32   // for each signature and band: the one before it
}

// perBucket bounds how many signatures one band is looked up in. When a hundred
// papers print one report, the first of them are as near as all.
const perBucket = 8

// Add puts a signature in under a number.
func (x *Index) Add(id int, s Signature) {
	if x.newest == nil {
		x.newest = map[uint32]int32{}
	}
	x.ids = append(x.ids, id)
	x.signatures = append(x.signatures, s)
	x.before = append(x.before, [bands]int32{})
	place := int32(len(x.ids))
	for band := range bands {
		key := s.band(band)
		if x.isFull(key, band) {
			continue
		}
		x.before[place-1][band] = x.newest[key]
		x.newest[key] = place
	}
}

func (x *Index) isFull(key uint32, band int) bool {
	n := 0
	for place := x.newest[key]; place != 0; place = x.before[place-1][band] {
		n++
	}
	return n >= perBucket
}

// Nearest returns the number of the signature that is most similar to s, the
// smallest of equals. ok is false when none reaches [Threshold].
func (x *Index) Nearest(s Signature) (id int, similarity float64, ok bool) {
	for band := range bands {
		for place := x.newest[s.band(band)]; place != 0; place = x.before[place-1][band] {
			candidate := x.ids[place-1]
			if sim := s.Similarity(&x.signatures[place-1]); sim >= Threshold && (sim > similarity || sim == similarity && candidate < id) {
				id, similarity, ok = candidate, sim, true
			}
		}
	}
	return id, similarity, ok
}

// band returns a key of one band of the signature. Keys that are the same by
// chance cost a comparison, no more.
func (s *Signature) band(n int) uint32 {
	key := mix(uint32(n) + 1)
	for _, v := range s.values[n*perBand : (n+1)*perBand] {
		key = mix(key*31 + v)
	}
	return key
}
