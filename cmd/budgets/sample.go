package main

import (
	"math"
	"slices"
)

// figure is what a sample comes down to.
type figure struct {
	Median, P99 float64
	Runs        int
}

// figureOf takes the figure in the middle, or the mean of the two there, and the
// smallest one that 99 of 100 do not exceed: of fewer than a hundred the largest.
func figureOf(sample []float64) figure {
	n := len(sample)
	if n == 0 {
		return figure{Median: math.NaN(), P99: math.NaN()}
	}
	sorted := slices.Sorted(slices.Values(sample))
	return figure{(sorted[(n-1)/2] + sorted[n/2]) / 2, sorted[(99*n+99)/100-1], n}
}

// single is a figure that was counted, not sampled.
func single(n float64) figure { return figure{n, n, 1} }

// measure gives one figure of a thing.
type measure func() (float64, error)

// interleave measures things in turn, A, B, A, B, so that whatever else the
// machine is doing falls on all of them alike. Before more than one round comes
// another, which does not count: it warms the caches.
func interleave(rounds int, things ...measure) ([][]float64, error) {
	samples := make([][]float64, len(things))
	if rounds > 1 {
		rounds++
	}
	for round := range rounds {
		for i, thing := range things {
			figure, err := thing()
			if err != nil {
				return nil, err
			}
			if round > 0 || rounds == 1 {
				samples[i] = append(samples[i], figure)
			}
		}
	}
	return samples, nil
}
