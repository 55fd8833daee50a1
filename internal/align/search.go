package align

import (
	"math"
	"slices"
)

// band is one row of the search: the cheapest way to each target position from
// lo on, with the move that leads there.
type band struct {
	lo   int
	cost []float64
	step []int8
}

// at returns the cost at a target position, which may be outside the band.
func (b band) at(j int) float64 {
	if j < b.lo || j >= b.lo+len(b.cost) {
		return math.Inf(1)
	}
	return b.cost[j-b.lo]
}

// search finds the cheapest way through a band around the line on which both
// texts are equally far. touched reports that it runs along the band's edge, so
// that a better one may lie outside.
func (m *model) search(width int) (beads []Bead, touched bool) {
	n := len(m.source)
	rows := make([]band, n+1)
	cells := newCells(m)
	for i := range rows {
		rows[i] = m.row(i, width)
		cells.next(i)
		m.fill(rows, i, cells)
	}
	return m.trace(rows)
}

// row makes an empty row of the band: around the target position that is as far
// in the text as source i. The corners are always in it.
func (m *model) row(i, width int) band {
	count := len(m.target)
	at := float64(m.before[i]) / math.Max(1, float64(m.before[len(m.source)])) * float64(m.sums[count])
	middle, _ := slices.BinarySearch(m.sums, int(at))
	lo, hi := max(0, middle-width), min(count, middle+width)
	if i == 0 {
		lo = 0
	}
	if i == len(m.source) {
		hi = count
	}
	b := band{lo: lo, cost: make([]float64, hi-lo+1), step: make([]int8, hi-lo+1)}
	for j := range b.cost {
		b.cost[j], b.step[j] = math.Inf(1), -1
	}
	return b
}

func (m *model) fill(rows []band, i int, cells *cells) {
	row := rows[i]
	for j := row.lo; j < row.lo+len(row.cost); j++ {
		if i == 0 && j == 0 {
			row.cost[0] = 0
			continue
		}
		for k, step := range moves {
			if i < step.sources || j < step.targets {
				continue
			}
			before := rows[i-step.sources].at(j - step.targets)
			if math.IsInf(before, 1) {
				continue
			}
			if c := before + m.cost(i, j, step, cells.share); c < row.cost[j-row.lo] {
				row.cost[j-row.lo], row.step[j-row.lo] = c, int8(k)
			}
		}
	}
}

// trace follows the cheapest way back from the end.
func (m *model) trace(rows []band) (beads []Bead, touched bool) {
	i, j := len(m.source), len(m.target)
	for i > 0 || j > 0 {
		row := rows[i]
		if j < row.lo || j >= row.lo+len(row.cost) || row.step[j-row.lo] < 0 {
			return nil, true // the band holds no way at all
		}
		end := row.lo + len(row.cost) - 1
		touched = touched || j == row.lo && j > 0 || j == end && j < len(m.target)
		step := moves[row.step[j-row.lo]]
		beads = append(beads, Bead{i - step.sources, i, j - step.targets, j})
		i, j = i-step.sources, j-step.targets
	}
	slices.Reverse(beads)
	return beads, touched
}

// cells keeps what pairs of paragraphs share for the two rows that moves look
// at.
type cells struct {
	m    *model
	rows [2]map[int]shared // by source index, modulo 2
	at   [2]int
}

func newCells(m *model) *cells {
	return &cells{m: m, rows: [2]map[int]shared{{}, {}}, at: [2]int{-1, -1}}
}

// next begins with the row that ends before source i.
func (c *cells) next(i int) {
	if i == 0 {
		return
	}
	k := (i - 1) % 2
	clear(c.rows[k])
	c.at[k] = i - 1
}

func (c *cells) share(i, j int) shared {
	k := i % 2
	if c.at[k] != i {
		return c.m.share(i, j)
	}
	s, known := c.rows[k][j]
	if !known {
		s = c.m.share(i, j)
		c.rows[k][j] = s
	}
	return s
}
