package journal

import (
	"math"
	"slices"
	"time"
)

// Lighter is a question with whose answers lighter endings went: seen in the past, and no promise.
type Lighter struct {
	Question Step    `json:"question"`
	By       float64 `json:"by"`           // how much lower pages with an answer ended, from the same weight before
	Answered int     `json:"answered"`     // pages compared that have an answer to it
	Skipped  int     `json:"not_answered"` // and those that have none
}

const (
	fewestCompared = 20   // pages on each side
	leastLighter   = 0.5  // of a weight: less than that nobody feels
	falseClaims    = 0.05 // at most, of journals in which nothing matters
	looks          = 12   // as many as looking again after every few pages for years is worth
)

// LighterWith returns the question with whose answers clearly lighter endings went, in all that
// was weighed before and after; ok is false where that cannot be said of any, as in most journals.
//
// Only pages of the same weight before are compared with each other, for a heavy page falls
// further and is answered more; a weight from which all pages have an answer, or none has, says
// nothing. The weights after are ranked within each weight before, and the ranks of the pages with
// an answer are added up over all of them, each weight before counting by one over its pages and
// one: van Elteren's test, one-sided, with the exact variance for ties and the normal distribution
// (P. H. van Elteren, On the combination of independent two-sample tests of Wilcoxon, Bulletin of
// the International Statistical Institute 37, 1960, 351–361; E. L. Lehmann, Nonparametrics, 1975,
// sections 1.4 and 3.3). Ranks are used because a weight of 8 is not twice one of 4. By is the
// difference of the averages within each weight before, weighted by answered times skipped
// over both, as Mantel and Haenszel do.
//
// The 5 % are divided by the questions that can be compared (Bonferroni), and by looks, since a
// person looks again and again while the journal grows. A simulation holds that: see the tests.
func LighterWith(heads []Head, now time.Time, questions []Step) (found Lighter, ok bool) {
	pages := AllTime.In(heads, now)
	compared, lowest := 0, 1.0
	for _, q := range questions {
		l, chance := compareAnswered(pages, q)
		if min(l.Answered, l.Skipped) < fewestCompared {
			continue
		}
		compared++
		if l.By >= leastLighter && chance < lowest {
			found, lowest = l, chance
		}
	}
	if found.Question == "" || lowest*float64(compared*looks) > falseClaims {
		return Lighter{}, false
	}
	return found, true
}

// outcome counts the pages of one weight before by their weight after: [0] without an answer, [1] with.
type outcome [MaxWeight + 1][2]float64

// compareAnswered compares the pages that have an answer with those that have none, and returns how
// likely it is that they end at least as much lower where answering changes nothing.
func compareAnswered(pages []Head, question Step) (l Lighter, chance float64) {
	var from [MaxWeight + 1]outcome
	for _, h := range pages {
		before, came := h.Weight(Before)
		after, left := h.Weight(After)
		side := 0
		if slices.Contains(h.Answered, question) {
			side = 1
		}
		if came && left {
			from[before][after][side]++
		}
	}
	l.Question = question
	var below, variance, by, weight float64
	for _, o := range from {
		n, sum := o.size()
		pages, product := n[0]+n[1], n[0]*n[1]
		if product == 0 {
			continue
		}
		l.Skipped, l.Answered = l.Skipped+int(n[0]), l.Answered+int(n[1])
		by, weight = by+product/pages*(sum[0]/n[0]-sum[1]/n[1]), weight+product/pages
		ranks, ties := o.ranks()
		below += n[1]/2 - ranks/(pages+1)
		variance += product / 12 * (pages + 1 - ties/(pages*(pages-1))) / (pages + 1) / (pages + 1)
	}
	if variance == 0 {
		return l, 1
	}
	l.By = by / weight
	return l, math.Erfc(below/math.Sqrt(2*variance)) / 2
}

// size returns how many pages there are on each side, and the sums of their weights after.
func (o *outcome) size() (n, sum [2]float64) {
	for after, sides := range o {
		for side, pages := range sides {
			n[side] += pages
			sum[side] += float64(after) * pages
		}
	}
	return n, sum
}

// ranks returns the sum of the ranks of the pages with an answer, those of the same weight after
// sharing theirs, and what the ties take off the variance.
func (o *outcome) ranks() (ranks, ties float64) {
	lower := 0.0
	for _, sides := range o {
		same := sides[0] + sides[1]
		ranks += sides[1] * (lower + (same+1)/2)
		ties += same*same*same - same
		lower += same
	}
	return ranks, ties
}
