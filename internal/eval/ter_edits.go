package eval

import "math"

// Limits of tercom and, for the candidates, of sacreBLEU. They shape the
// scores, so they are not free to change.
const (
	shiftSize       = 10 // words of a block that is moved
	shiftDistance   = 50 // how far it may move
	shiftCandidates = 1000
	beamWidth       = 25
)

// editRate returns the least edits that tercom's greedy search finds: blocks
// are moved, the best move first, as long as that brings the rest closer.
func editRate(hypothesis, reference []int32) int {
	if len(reference) == 0 {
		return len(hypothesis)
	}
	words := hypothesis
	base := newGrid(words, reference)
	moves, tried := 0, 0
	for {
		best, n := bestShift(base, words, reference, tried)
		tried = n
		if tried >= shiftCandidates || best.gain <= 0 {
			return moves + base.distance()
		}
		moves++
		words = best.words
		base = newGrid(words, reference)
	}
}

// shift is a block of the hypothesis moved elsewhere.
type shift struct {
	gain, length, start, to int
	words                   []int32
}

// better is tercom's ranking: gain, then the longer block, then the earlier,
// then the nearer to the beginning.
func (s shift) better(than shift) bool {
	switch {
	case than.words == nil:
		return true
	case s.gain != than.gain:
		return s.gain > than.gain
	case s.length != than.length:
		return s.length > than.length
	case s.start != than.start:
		return s.start < than.start
	}
	return s.to < than.to
}

// bestShift tries the moves that can mend something: of a block that is not all
// right where it is to where the reference has it and the hypothesis does not.
func bestShift(base *grid, words, reference []int32, tried int) (best shift, _ int) {
	a := base.align()
	for start := range words {
		for at := max(0, start-shiftDistance); at < len(reference) && at <= start+shiftDistance; at++ {
			for length := 1; length <= shiftSize && start+length <= len(words) && at+length <= len(reference) &&
				words[start+length-1] == reference[at+length-1]; length++ {
				if !a.wrong(start, at, length) {
					continue
				}
				tried = tryShift(base, words, a, start, at, length, tried, &best)
				if tried >= shiftCandidates {
					return best, tried
				}
			}
		}
	}
	return best, tried
}

// tryShift tries the places before and inside the block's place in the
// reference.
func tryShift(base *grid, words []int32, a alignment, start, at, length, tried int, best *shift) int {
	before := -1
	for offset := -1; offset < length; offset++ {
		to := 0
		if at+offset >= 0 {
			to = a.position[at+offset] + 1
		}
		if to == before {
			continue
		}
		before = to
		moved := move(words, start, length, to)
		s := shift{base.distance() - base.distanceOf(moved), length, start, to, moved}
		tried++
		if s.better(*best) {
			*best = s
		}
	}
	return tried
}

// move returns words with words[start:start+length] at a new place.
func move(words []int32, start, length, to int) []int32 {
	block := words[start : start+length]
	moved := make([]int32, 0, len(words))
	switch {
	case to < start:
		moved = append(append(append(append(moved, words[:to]...), block...), words[to:start]...), words[start+length:]...)
	case to > start+length:
		moved = append(append(append(append(moved, words[:start]...), words[start+length:to]...), block...), words[to:]...)
	default: // inside itself: as far on as it says, past the words after it
		end := min(length+to, len(words))
		moved = append(append(append(append(moved, words[:start]...), words[start+length:end]...), block...), words[end:]...)
	}
	return moved
}

// alignment says where each word of the reference stands in the hypothesis, and
// which words of either are not right.
type alignment struct {
	position                         []int // by reference word; -1 before the first
	referenceErrors, hypothesisWrong []int // running totals
}

// wrong reports whether a move of a block can mend anything: it has errors at
// both places and does not go into itself.
func (a alignment) wrong(start, at, length int) bool {
	return a.hypothesisWrong[start+length] > a.hypothesisWrong[start] && a.referenceErrors[at+length] > a.referenceErrors[at] &&
		!(start <= a.position[at] && a.position[at] < start+length)
}

// edit is a step from hypothesis to reference.
type edit byte

const (
	none edit = iota
	keep
	substitute
	insert
	remove
)

// cell is the cheapest way to a place of the grid: what it costs and its last
// step.
type cell struct {
	cost int32
	last edit
}

// grid holds the edit distances of the beginnings of two texts, near the
// diagonal.
type grid struct {
	words, reference []int32
	rows             [][]cell
	scratch          [][]cell
}

func newGrid(words, reference []int32) *grid {
	g := &grid{words: words, reference: reference, rows: make([][]cell, len(words)+1), scratch: make([][]cell, len(words)+1)}
	for i := range g.rows {
		g.rows[i] = make([]cell, len(reference)+1)
		g.scratch[i] = make([]cell, len(reference)+1)
	}
	for j := range g.rows[0] {
		g.rows[0][j] = cell{int32(j), insert}
	}
	g.fill(g.rows, words, 1)
	return g
}

func (g *grid) distance() int { return int(g.rows[len(g.rows)-1][len(g.reference)].cost) }

// distanceOf returns the distance of other words, as many as the grid's. Rows
// of a common beginning are the same.
func (g *grid) distanceOf(words []int32) int {
	same := 0
	for same < len(words) && words[same] == g.words[same] {
		same++
	}
	if same == len(words) {
		return g.distance()
	}
	copy(g.scratch[same], g.rows[same])
	g.fill(g.scratch, words, same+1)
	return int(g.scratch[len(words)][len(g.reference)].cost)
}

const unreached = math.MaxInt32 / 2

// fill works out rows[from:]. Only a beam around the line that joins the corners is
// looked at, wider where one text is far longer; the last row is looked at to
// its end.
func (g *grid) fill(rows [][]cell, words []int32, from int) {
	ratio := 1.0
	if len(words) > 0 {
		ratio = float64(len(g.reference)) / float64(len(words))
	}
	width := beamWidth
	if beamWidth < ratio/2 {
		width = int(math.Ceil(ratio/2 + beamWidth))
	}
	for i := from; i <= len(words); i++ {
		middle := int(math.Floor(float64(i) * ratio))
		first, end := max(0, middle-width), min(len(g.reference)+1, middle+width)
		if i == len(words) {
			end = len(g.reference) + 1
		}
		row := rows[i]
		for j := range row {
			row[j] = cell{unreached, none}
		}
		for j := first; j < end; j++ {
			row[j] = g.step(rows[i-1], row, words[i-1], j)
		}
	}
}

// step returns the cheapest way to row[j]: of equal ones keeping or replacing a
// word, then removing, then inserting one.
func (g *grid) step(above, row []cell, word int32, j int) cell {
	if j == 0 {
		return cell{above[0].cost + 1, remove}
	}
	best := cell{unreached, none}
	if c := above[j-1].cost; word == g.reference[j-1] && c < best.cost {
		best = cell{c, keep}
	} else if word != g.reference[j-1] && c+1 < best.cost {
		best = cell{c + 1, substitute}
	}
	if c := above[j].cost + 1; c < best.cost {
		best = cell{c, remove}
	}
	if c := row[j-1].cost + 1; c < best.cost {
		best = cell{c, insert}
	}
	return best
}

// align follows the cheapest way through the grid.
func (g *grid) align() alignment {
	var way []edit
	for i, j := len(g.words), len(g.reference); i > 0 || j > 0; {
		e := g.rows[i][j].last
		way = append(way, e)
		if e != insert {
			i--
		}
		if e != remove {
			j--
		}
	}
	a := alignment{position: make([]int, 0, len(g.reference)), referenceErrors: []int{0}, hypothesisWrong: []int{0}}
	at := -1
	for k := len(way) - 1; k >= 0; k-- {
		wrong := 1
		if way[k] == keep {
			wrong = 0
		}
		if way[k] != insert {
			at++
			a.hypothesisWrong = append(a.hypothesisWrong, a.hypothesisWrong[len(a.hypothesisWrong)-1]+wrong)
		}
		if way[k] != remove {
			a.position = append(a.position, at)
			a.referenceErrors = append(a.referenceErrors, a.referenceErrors[len(a.referenceErrors)-1]+wrong)
		}
	}
	return a
}
