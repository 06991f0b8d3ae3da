package store_test

import (
	"slices"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/store/storetest"
)

// TestNotesOfTheSameInstantStayInTheOrderOfTheFile weighs and marks an entry
// several times with one time: what was written last counts, whichever way the
// entry is read, and a note that is older by its time does not count however
// late it is written.
func TestNotesOfTheSameInstantStayInTheOrderOfTheFile(t *testing.T) {
	j := storetest.New(t)
	ids := numbered(t, j, 3)
	u := storetest.Unlock(t, j, "")
	at := storetest.At.Add(time.Hour)
	weigh := func(at time.Time, weight int) {
		t.Helper()
		if err := u.Weigh(t.Context(), ids[1], journal.Weighing{At: at, Moment: journal.Later, Weight: weight}); err != nil {
			t.Fatal(err)
		}
	}
	mark := func(at time.Time, state journal.State, how string) {
		t.Helper()
		if err := u.MarkBeside(t.Context(), ids[1], journal.Intention{State: state, At: at, How: how}); err != nil {
			t.Fatal(err)
		}
	}
	want := func(weights []int, state journal.State, how string) {
		t.Helper()
		all, err := u.All(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		one, err := u.Entries(t.Context(), ids[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range append(all, one...) {
			if e.ID != ids[1] {
				continue
			}
			var got []int
			for _, w := range e.Weighings {
				if w.Moment == journal.Later {
					got = append(got, w.Weight)
				}
			}
			latest, _ := e.Latest()
			if !slices.Equal(got, weights) || latest != weights[len(weights)-1] {
				t.Fatalf("weighings %v, the latest %d, want %v", got, latest, weights)
			}
			if e.Intention.State != state || e.Intention.How != how {
				t.Fatalf("the intention is %+v, want %q", e.Intention, how)
			}
		}
	}
	weigh(at, 7)
	mark(at, journal.Tried, "first")
	want([]int{7}, journal.Tried, "first")
	weigh(at, 2)
	mark(at, journal.LetGo, "second")
	want([]int{7, 2}, journal.LetGo, "second")
	weigh(at, 5)
	weigh(at, 2) // again, and so no other
	mark(at, journal.Tried, "third")
	want([]int{7, 2, 5}, journal.Tried, "third")
	weigh(at.Add(-time.Minute), 1)
	mark(at.Add(-time.Minute), journal.LetGo, "dated before")
	want([]int{1, 7, 2, 5}, journal.Tried, "third")
}
