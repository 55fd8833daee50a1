package eval

import (
	"math"
	"math/rand/v2"
	"slices"
)

// What sacreBLEU's paired bootstrap uses unless told otherwise.
const (
	Samples = 1000
	Seed    = 12345
)

// Estimate is a score with what resampling says of it: the mean over the
// samples and half the width of the interval that holds 95 % of them.
type Estimate struct {
	Score float64 `json:"score"`
	Mean  float64 `json:"mean"`
	CI    float64 `json:"ci"`
}

// Comparison is the outcome of a paired bootstrap test (Koehn 2004) of a system
// against a baseline.
type Comparison struct {
	Baseline Estimate  `json:"baseline"`
	System   Estimate  `json:"system"`
	P        float64   `json:"p"`      // how likely so large a difference is by chance, as sacreBLEU defines it
	Better   float64   `json:"better"` // share of the samples in which the system's score is the better one
	Samples  int       `json:"samples"`
	Seed     uint64    `json:"seed"`
	Units    int       `json:"units"` // what was drawn: segments, or documents
	Diffs    []float64 `json:"-"`     // system minus baseline in each sample, sorted
}

// Bootstrap draws as many units as there are, with replacement, samples times,
// and scores both systems on the same draw. Units are sets of segments: one
// each, or the documents, whose segments are not independent. The draws come
// from a PCG generator: numpy's, and with it sacreBLEU's very draws, cannot be
// had, so P and the intervals differ from sacreBLEU's by chance of sampling.
//
// P is sacreBLEU's: with d the absolute difference of each sample, the share of
// samples in which d minus the mean of d is above the real difference, one
// added above and below.
func Bootstrap(m Metric, baseline, system [][]float64, units [][]int, samples int, seed uint64) Comparison {
	base, sys := unitSums(baseline, units), unitSums(system, units)
	c := Comparison{Samples: samples, Seed: seed, Units: len(units)}
	c.Baseline.Score, c.System.Score = m.Score(sum(baseline)), m.Score(sum(system))
	if samples < 1 || len(units) == 0 {
		c.P = 1
		return c
	}
	r := rand.New(rand.NewPCG(seed, 0))
	baseScores, sysScores := make([]float64, samples), make([]float64, samples)
	c.Diffs = make([]float64, samples)
	for s := range samples {
		baseScores[s], sysScores[s] = draw(m, base, sys, r)
		c.Diffs[s] = sysScores[s] - baseScores[s]
	}
	c.Better = shareBetter(c.Diffs, LowerIsBetter(m))
	c.P = pValue(c.Diffs, math.Abs(c.Baseline.Score-c.System.Score))
	c.Baseline.Mean, c.Baseline.CI = interval(baseScores)
	c.System.Mean, c.System.CI = interval(sysScores)
	slices.Sort(c.Diffs)
	return c
}

func unitSums(stats [][]float64, units [][]int) [][]float64 {
	sums := make([][]float64, len(units))
	for u, segments := range units {
		part := make([][]float64, len(segments))
		for k, i := range segments {
			part[k] = stats[i]
		}
		sums[u] = sum(part)
	}
	return sums
}

// draw scores both systems on one sample.
func draw(m Metric, base, sys [][]float64, r *rand.Rand) (float64, float64) {
	a, b := make([]float64, len(base[0])), make([]float64, len(sys[0]))
	for range base {
		u := r.IntN(len(base))
		for k, v := range base[u] {
			a[k] += v
			b[k] += sys[u][k]
		}
	}
	return m.Score(a), m.Score(b)
}

func shareBetter(diffs []float64, lower bool) float64 {
	n := 0
	for _, d := range diffs {
		if d > 0 && !lower || d < 0 && lower {
			n++
		}
	}
	return float64(n) / float64(len(diffs))
}

func pValue(diffs []float64, real float64) float64 {
	mean := 0.0
	for _, d := range diffs {
		mean += math.Abs(d) / float64(len(diffs))
	}
	n := 1
	for _, d := range diffs {
		if math.Abs(d)-mean > real {
			n++
		}
	}
	return float64(n) / float64(len(diffs)+1)
}

// interval returns the mean of scores and half the width of their middle 95 %.
func interval(scores []float64) (mean, ci float64) {
	slices.Sort(scores)
	low := len(scores) / 40
	for _, s := range scores {
		mean += s / float64(len(scores))
	}
	return mean, (scores[len(scores)-1-low] - scores[low]) / 2
}

// Units returns the segments of each document, in order of first mention; each
// segment by itself when documents is nil.
func Units(segments int, documents []string) [][]int {
	var units [][]int
	at := map[string]int{}
	for i := range segments {
		if documents == nil {
			units = append(units, []int{i})
			continue
		}
		u, ok := at[documents[i]]
		if !ok {
			u = len(units)
			at[documents[i]] = u
			units = append(units, nil)
		}
		units[u] = append(units[u], i)
	}
	return units
}
