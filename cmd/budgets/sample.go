package main

import (
	"math"
	"slices"
)

// sample is the figures of one thing that was measured again and again.
type sample []float64

// median is the figure in the middle, or the mean of the two there; NaN of none.
func (s sample) median() float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// quantile is the smallest figure that a share q of all do not exceed, by the
// nearest rank; NaN of none. With fewer than a hundred figures the 0.99 quantile is the worst.
func (s sample) quantile(q float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	rank := int(math.Ceil(q * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// measure gives one figure of a thing.
type measure func() (float64, error)

// interleave measures things in turn, A, B, A, B, so that whatever else the
// machine is doing falls on all of them alike. A first round is thrown away: it
// warms the caches.
func interleave(rounds int, things ...measure) ([]sample, error) {
	samples := make([]sample, len(things))
	for round := range rounds + 1 {
		for i, thing := range things {
			figure, err := thing()
			if err != nil {
				return nil, err
			}
			if round > 0 {
				samples[i] = append(samples[i], figure)
			}
		}
	}
	return samples, nil
}
