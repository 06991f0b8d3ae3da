package journal

import (
	"slices"
	"time"
)

// Dumbbell is one line of the weights over time: an entry, or some weeks together.
type Dumbbell struct {
	Day    Day  // on which it happened; for weeks the first Monday
	Before Mean // empty where nothing was weighed before
	After  Mean
}

// MostDumbbells is how many a picture has at most.
const MostDumbbells = 60

// Dumbbells returns the weights of a range, the newest first: one of each entry that was weighed,
// with weeks 0; or, where these are more than MostDumbbells, one for each week with a weight in it, or
// in a long range for as many weeks together as it takes.
func Dumbbells(heads []Head, now time.Time, r Range) (all []Dumbbell, weeks int) {
	heads = r.In(heads, now)
	Newest(heads)
	for _, h := range heads {
		d := Dumbbell{Day: DayOf(h.When())}
		d.Before.add(h.Weight(Before))
		d.After.add(h.Weight(After))
		if d.Before.N+d.After.N > 0 {
			all = append(all, d)
		}
	}
	if len(all) <= MostDumbbells {
		return all, 0
	}
	weekly := Weeks(heads, now, r)
	weeks, all = (len(weekly)+MostDumbbells-1)/MostDumbbells, nil
	for some := range slices.Chunk(weekly, weeks) {
		d := Dumbbell{Day: some[0].Monday}
		for _, w := range some {
			d.Before, d.After = d.Before.plus(w.Before), d.After.plus(w.After)
		}
		if d.Before.N+d.After.N > 0 {
			all = append(all, d)
		}
	}
	slices.Reverse(all)
	return all, weeks
}

func (m Mean) plus(other Mean) Mean { return Mean{N: m.N + other.N, Sum: m.Sum + other.Sum} }
