package journal_test

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"shakeoff/store/journal"
)

var full = flag.Bool("full", false, "run the simulations at full length")

// rounds is how often something is done, or of how many: short, or in full.
func rounds(short, long int) int {
	if *full {
		return long
	}
	return short
}

var asked = []journal.Step{journal.Happened, journal.Control, journal.Change, journal.Release}

// lived is a journal of so many pages as one might be written. Heavier pages fall further and are
// answered more, in a hurry nothing but the first question is answered, every page is weighed
// twice but for some; and a page with an answer to what matters ends lower by so much.
func lived(r *rand.Rand, pages int, matters journal.Step, by float64) []journal.Head {
	heads := make([]journal.Head, pages)
	for i := range heads {
		before := min(10, 2+r.IntN(5)+r.IntN(5))
		answered := []journal.Step{journal.Happened}
		hurry := r.IntN(4) == 0
		fall := 0.4*float64(before) + 1.7*r.NormFloat64()
		for _, q := range asked[1:] {
			if hurry || r.IntN(12) > before {
				continue
			}
			if answered = append(answered, q); q == matters {
				fall += by
			}
		}
		after := max(0, min(10, int(math.Round(float64(before)-fall))))
		if r.IntN(10) == 0 {
			after = -1
		}
		heads[i] = head(fmt.Sprint(i), now.AddDate(0, 0, i-pages), before, after)
		heads[i].Answered = answered
	}
	return heads
}

// claims counts the journals of which something is said when they are looked at again and again as
// they grow, every so many pages.
func claims(journals, pages, every int, look func(heads []journal.Head) bool) (claimed int) {
	for i := range journals {
		heads := lived(rand.New(rand.NewPCG(1, uint64(i))), pages, "", 0)
		for n := pages % every; n <= pages; n += every {
			if look(heads[:n]) {
				claimed++
				break
			}
		}
	}
	return claimed
}

// TestNothingIsClaimedWhereNothingMatters holds that of at most 5 % of journals in which no
// question matters it is said that one went with lighter endings: looked at once, at any length,
// and looked at again and again as they grow. Without comparing equal weights alone it would be.
func TestNothingIsClaimedWhereNothingMatters(t *testing.T) {
	journals, every := 100, 50
	if *full {
		journals, every = 1_000, 10
	}
	says := func(heads []journal.Head) bool {
		_, ok := journal.LighterWith(heads, now, asked)
		return ok
	}
	for _, pages := range []int{45, 80, 200, 700} {
		once := claims(journals, pages, pages, says)
		if once > journals/20 {
			t.Errorf("of %d journals of %d pages %d claim something", journals, pages, once)
		}
		t.Logf("looked at once, at %d pages: %d of %d claim something", pages, once, journals)
	}
	again := claims(journals, 1_000, every, says)
	if again > journals/20 {
		t.Errorf("looked at after every %d pages, %d of %d journals claim something", every, again, journals)
	}
	t.Logf("looked at after every %d pages up to 1,000: %d of %d claim something", every, again, journals)

	falls := claims(100, 700, 700, func(heads []journal.Head) bool {
		heads = slices.Clone(heads)
		for i, h := range heads {
			before, _ := h.Weight(journal.Before)
			if after, ok := h.Weight(journal.After); ok {
				answered := h.Answered
				heads[i] = head(string(h.ID), h.Written, 10, min(10, 10-before+after))
				heads[i].Answered = answered
			}
		}
		return says(heads)
	})
	if falls < 20 {
		t.Errorf("control: the falls from all weights together claim something in %d of 100 journals only", falls)
	}
}

// TestWhatMattersIsFound holds that a question after which pages end lower by two is found.
func TestWhatMattersIsFound(t *testing.T) {
	journals := rounds(100, 1_000)
	for _, size := range [][2]int{{80, 70}, {120, 95}, {300, 99}} {
		pages, least := size[0], size[1]
		found, by := 0, 0.0
		for i := range journals {
			l, ok := journal.LighterWith(lived(rand.New(rand.NewPCG(3, uint64(i))), pages, journal.Control, 2), now, asked)
			if ok && l.Question == journal.Control {
				found, by = found+1, by+l.By/float64(journals)
			}
		}
		if found < journals*least/100 {
			t.Errorf("in %d of %d journals of %d pages it is found", found, journals, pages)
		}
		t.Logf("%d pages: found in %d of %d, lighter by %.2f", pages, found, journals, by)
	}
}

// compared is so many pages of each kind: from a weight to a weight, with an answer or without.
func compared(kinds ...[4]int) (heads []journal.Head) {
	for _, k := range kinds {
		for range k[3] {
			h := head(fmt.Sprint(len(heads)), now, k[0], k[1])
			if h.Answered = asked[:1]; k[2] == 1 {
				h.Answered = asked[:2]
			}
			heads = append(heads, h)
		}
	}
	return heads
}

func TestLighterWith(t *testing.T) {
	for name, c := range map[string]struct {
		heads []journal.Head
		want  journal.Lighter
		ok    bool
	}{
		"nothing":                       {},
		"clear":                         {compared([4]int{8, 3, 1, 20}, [4]int{8, 5, 0, 20}), journal.Lighter{Question: journal.Control, By: 2, Answered: 20, Skipped: 20}, true},
		"too few that answered":         {compared([4]int{8, 3, 1, 19}, [4]int{8, 5, 0, 60}), journal.Lighter{}, false},
		"too few that did not":          {compared([4]int{8, 3, 1, 60}, [4]int{8, 5, 0, 19}), journal.Lighter{}, false},
		"heavier endings":               {compared([4]int{8, 5, 1, 40}, [4]int{8, 3, 0, 40}), journal.Lighter{}, false},
		"from other weights":            {compared([4]int{8, 3, 1, 40}, [4]int{7, 5, 0, 40}), journal.Lighter{}, false},
		"heavier ones fall further":     {compared([4]int{9, 3, 1, 40}, [4]int{9, 3, 0, 4}, [4]int{4, 3, 1, 4}, [4]int{4, 3, 0, 40}), journal.Lighter{}, false},
		"less than half a weight":       {compared([4]int{8, 3, 1, 600}, [4]int{8, 4, 1, 400}, [4]int{8, 3, 0, 400}, [4]int{8, 4, 0, 600}), journal.Lighter{}, false},
		"two weights before":            {compared([4]int{8, 3, 1, 15}, [4]int{8, 5, 0, 15}, [4]int{5, 1, 1, 15}, [4]int{5, 4, 0, 15}), journal.Lighter{Question: journal.Control, By: 2.5, Answered: 30, Skipped: 30}, true},
		"what has no other is left out": {compared([4]int{8, 3, 1, 20}, [4]int{8, 5, 0, 20}, [4]int{2, 0, 1, 50}), journal.Lighter{Question: journal.Control, By: 2, Answered: 20, Skipped: 20}, true},
	} {
		if got, ok := journal.LighterWith(c.heads, now, asked); got != c.want || ok != c.ok {
			t.Errorf("%s: got %+v, %v", name, got, ok)
		}
	}
}
