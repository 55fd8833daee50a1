package memory

import (
	"cmp"
	"math"
	"slices"
)

// nearest returns the pair whose source is most like a text of some units, and
// the likeness: the share of units that stay when one becomes the other.
func (m *Memory) nearest(text []int32) (pair int, likeness float64) {
	if len(text) < shortest {
		return 0, 0
	}
	if len(text) > longest {
		return 0, 0
	}
	for _, i := range m.candidates(text) {
		other := m.units[i]
		if len(other) > longest {
			continue
		}
		longer := max(len(text), len(other))
		if float64(min(len(text), len(other))) < Threshold*float64(longer) {
			continue
		}
		most := int(math.Floor((1 - max(likeness, Threshold)) * float64(longer)))
		d := distance(text, other, most)
		if l := 1 - float64(d)/float64(longer); d <= most && l > likeness {
			pair, likeness = int(i), l
		}
	}
	return pair, likeness
}

// longest is the number of units up to which texts are compared: a long
// paragraph has 200. What is longer is found when it is the same.
const longest = 500

// candidates returns the pairs that can be near: of the rarest units of a text,
// as many as may differ and one more, a near text has at least one.
func (m *Memory) candidates(text []int32) []int32 {
	rare := distinct(text)
	slices.SortStableFunc(rare, func(a, b int32) int { return cmp.Compare(len(m.having(a)), len(m.having(b))) })
	// A text of n units is near one of n/Threshold units at most, so this many
	// of its own may be missing there.
	may := int(float64(len(text)) * (1/Threshold - 1))
	var found []int32
	for _, u := range rare[:min(len(rare), may+1)] {
		found = append(found, m.having(u)...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// having returns the pairs that have a unit.
func (m *Memory) having(id int32) []int32 {
	if id < 0 {
		return nil
	}
	return m.where[id]
}

// distance is Levenshtein's over units, or more than most when it is larger.
func distance(a, b []int32, most int) int {
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range before {
		before[j] = j
	}
	for i, x := range a {
		row[0] = i + 1
		least := row[0]
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			row[j+1] = min(before[j]+cost, before[j+1]+1, row[j]+1)
			least = min(least, row[j+1])
		}
		if least > most {
			return most + 1
		}
		before, row = row, before
	}
	return before[len(b)]
}
