package main

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// A window that stays open does not come to hold more. The command does the
// same for longer.
func TestSteady(t *testing.T) {
	locks, err := steadyLocks(t.Context(), t.TempDir(), 100)
	if err != nil {
		t.Fatal(err)
	}
	saves, err := steadySaves(t.Context(), t.TempDir(), 2*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	edits := int64(2 * time.Hour / pause)
	for what, c := range map[string]struct {
		grew
		slack int64
	}{"frames": {steadyFrames(2_000), slack}, "locks": {locks, slack}, "saves": {saves, slack + undone*edits}} {
		if c.heap > c.slack {
			t.Errorf("%s: the live heap grew by %d bytes, more than %d", what, c.heap, c.slack)
		}
	}
	if saves.file > 1<<20 { // one step of its growth
		t.Errorf("saving the same page again and again, the file grew by %d bytes", saves.file)
	}
}

// What leaks is seen: the measure has a control.
func TestGrowingSeesALeak(t *testing.T) {
	var kept [][]byte
	g := growing(1_000, func(int) { kept = append(kept, make([]byte, 1<<10)) })
	if g < 800<<10 || len(kept) != 1_000 {
		t.Errorf("keeping 900 KB was seen as %d bytes", g)
	}
}

// Everything that is due is told, in the order of its time, and what follows too.
func TestClock(t *testing.T) {
	c := &clock{now: firstDay}
	var told []int
	for _, n := range []int{3, 1, 2, 9} {
		c.After(time.Duration(n)*time.Second, func(time.Time) tea.Msg {
			told = append(told, n)
			return nil
		})
	}
	c.pass(nil, 5*time.Second)
	if len(told) != 3 || told[0] != 1 || told[1] != 2 || told[2] != 3 || !c.Now().Equal(firstDay.Add(5*time.Second)) {
		t.Errorf("told %v at %v", told, c.Now())
	}
}
