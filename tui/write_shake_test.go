package tui_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tablet"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

var (
	kept = words.English().Shake.Kept
	take = words.English().Shake.Take
)

// toShake writes a page to its end, with a weight or none.
func (d *desk) toShake(weight string) {
	d.write("The lift was stuck.")
	d.write(weight)
	d.write("My voice.")
	d.write("Take the stairs.")
	d.write("Done.")
}

// shakeOff jolts the tablet until it is blank, and waits until what is taken along
// stands there.
func (d *desk) shakeOff() {
	for range tablet.Jolts {
		d.press("space")
	}
	d.Advance(d.clock, 5*time.Second)
}

func TestShake(t *testing.T) {
	for _, jolt := range []string{"space", "left", "right", "up", "down"} {
		t.Run(jolt, func(t *testing.T) {
			d := sit(t, nil)
			d.toShake("8")
			d.see(t, "The lift was stuck.", kept)
			d.notSee(t, "Take the stairs.", "My voice.", happened)
			for range tablet.Jolts - 1 {
				d.press(jolt)
				d.notSee(t, "The lift was stuck.", take)
			}
			d.Advance(d.clock, 5*time.Second)
			d.see(t, kept)
			d.press(jolt)
			d.Advance(d.clock, 5*time.Second)
			d.see(t, "Take the stairs.", take)
			d.notSee(t, "The lift was stuck.")
		})
	}
}

func TestShakeMovesOnlyByItsKeys(t *testing.T) {
	d := sit(t, nil)
	d.toShake("8")
	for _, others := range [][]string{{"ctrl+t", "shift+tab", "ctrl+o", "ctrl+j"}, {"a", "x", "backspace"}} {
		before := d.Text()
		d.press(others...)
		d.Paste("pasted")
		d.Advance(d.clock, time.Minute)
		if after := d.Text(); after != before {
			t.Errorf("other keys changed the tablet:\n%s", after)
		}
		d.press("space") // from here on letters do nothing either, see TestBackFromTheShake
		d.Advance(d.clock, time.Minute)
	}
	d.press("enter")
	d.seeOpen(t, heavyNow)
}

func TestShakeWithoutAChange(t *testing.T) {
	d := sit(t, nil)
	d.write("The lift was stuck.")
	for range 4 {
		d.write("")
	}
	d.shakeOff()
	d.see(t, kept)
	d.notSee(t, "The lift was stuck.", take)
}

func TestNothingToShakeOff(t *testing.T) {
	d := sit(t, nil)
	d.write("")
	d.write("")
	d.write("")
	d.write("Take the stairs.")
	d.write("")
	d.see(t, "Take the stairs.", take)
}

func TestAnotherAnswerIsShakenOffWhereNothingHappened(t *testing.T) {
	d := sit(t, nil)
	d.write("")
	d.write("")
	d.write("My voice.")
	d.write("Take the stairs.")
	d.write("")
	d.see(t, "My voice.", kept)
	d.notSee(t, "Take the stairs.")
}

func TestKeysWhileTheSecondWeightIsFiled(t *testing.T) {
	d := sit(t, nil)
	d.toShake("8")
	d.press("enter", "8", "3", "9") // a third digit is another choice
	d.journal.During("Weigh", func() { d.press("enter", "4", "enter") })
	d.press("enter")
	d.see(t, "●●●●●●●●○○  8  →  ●●●●●●●●●○  9")
	if n := d.journal.Count("Weigh"); n != 1 {
		t.Errorf("weighed %d times, want once", n)
	}
}

func TestDigitSkipsTheShakeAndWeighs(t *testing.T) {
	for _, jolts := range [][]string{nil, {"space"}} {
		d := sit(t, nil)
		d.toShake("8")
		d.press(jolts...)
		d.press("3")
		d.seeOpen(t, heavyNow)
		d.see(t, "●●●○○○○○○○  3")
		d.press("enter")
		d.see(t, "●●●●●●●●○○  8  →  ●●●○○○○○○○  3")
	}
}

func TestSecondWeightIsFiledWithTheEntry(t *testing.T) {
	d := sit(t, nil)
	d.toShake("8")
	d.press("enter", "1")
	at := d.clock.Now()
	d.press("0")
	d.Advance(d.clock, time.Minute)
	d.press("enter")
	e := d.entry(t)
	want := journal.Weighing{At: at.Add(300 * time.Millisecond), Moment: journal.After, Weight: 10}
	if len(e.Weighings) != 2 || e.Weighings[1] != want {
		t.Errorf("weighed %v, want %v as the second", e.Weighings, want)
	}
}

func TestSecondWeightThatCannotBeSaved(t *testing.T) {
	d := sit(t, nil)
	d.toShake("8")
	d.press("enter", "3")
	d.journal.Fail["Weigh"] = errors.New("no luck")
	d.press("enter")
	d.seeOpen(t, heavyNow)
	d.see(t, "The second weight could not be saved.")
	clear(d.journal.Fail)
	d.press("enter")
	d.see(t, "●●●●●●●●○○  8  →  ●●●○○○○○○○  3")
	d.notSee(t, "could not be saved")
}

func TestEnding(t *testing.T) {
	w, someone := words.English().Ending, "Sam, ext. 4410"
	heavier, lighter, still, was := w.Heavier, w.Lighter, w.Still, w.Was
	all := []string{"→", heavier, lighter, still, was, someone, kept, "What would I change?"}
	for _, test := range []struct {
		name          string
		before, after string
		want          []string
	}{
		{"lighter", "8", "3", []string{"●●●●●●●●○○  8  →  ●●●○○○○○○○  3", lighter}},
		{"as before", "5", "5", []string{"●●●●●○○○○○  5  →  ●●●●●○○○○○  5", kept}},
		{"heavier", "5", "7", []string{"●●●●●○○○○○  5  →  ●●●●●●●○○○  7", heavier}},
		{"still heavy", "9", "8", []string{"●●●●●●●●●○  9  →  ●●●●●●●●○○  8", still, someone}},
		{"heavier, and heavy", "7", "9", []string{"●●●●●●●○○○  7  →  ●●●●●●●●●○  9", heavier, still, someone}},
		{"no second weight", "7", "", []string{kept}},
		{"no second weight, and it was heavy", "8", "", []string{was, someone}},
		{"only a second weight", "", "3", []string{kept}},
		{"only a second weight, heavy", "", "8", []string{still, someone}},
		{"none", "", "", []string{kept}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.Someone = someone })
			d.toShake(test.before)
			d.write("")
			d.write(test.after)
			d.see(t, append(test.want, "Take the stairs.")...)
			for _, line := range all {
				if !slices.ContainsFunc(test.want, func(s string) bool { return s == line || strings.Contains(s, line) }) {
					d.notSee(t, line)
				}
			}
		})
	}
}

func TestSmallScreenShowsWhatMatters(t *testing.T) {
	d := sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.Someone = "Sam, ext. 4410" })
	d.toShake("7")
	d.Resize(40, 12)
	d.press("enter", "9")
	d.see(t, heavyNow, "●●●●●●●●●○  9")
	d.press("enter")
	d.see(t, "Still heavy. Who could you tell", "Sam, ext. 4410")
	d.press("b")
	d.see(t, "Burn this page?", "keeps it.")
}

func TestCtrlSAtTheSecondWeightCovers(t *testing.T) {
	d := sit(t, nil)
	d.toShake("7")
	d.press("enter", "3", "ctrl+s")
	d.see(t, "Paused. Press enter to continue.")
	d.press("enter")
	d.see(t, "●●●●●●●○○○  7  →  ●●●○○○○○○○  3")
	if w, ok := d.entry(t).Weight(journal.After); !ok || w != 3 {
		t.Errorf("the second weight is %d (%t), want 3", w, ok)
	}
}

func TestEndingWithoutSomeone(t *testing.T) {
	d := sit(t, nil)
	d.toShake("9")
	d.press("enter", "9", "enter")
	d.see(t, "Still heavy. Who could you tell today?")
	d.notSee(t, "ext.")
}

func TestFiledPageIsForgottenInTheEnd(t *testing.T) {
	for _, test := range []struct {
		name string
		keys []string
	}{
		{"kept", []string{"enter", "enter", "enter"}},
		{"locked at the tablet", []string{"ctrl+l"}},
		{"locked at the ending", []string{"enter", "enter", "ctrl+l"}},
		{"burnt", []string{"enter", "enter", "b", "b"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Lock() })
			d.toShake("8")
			if d.journal.Filed[0].Forgotten {
				t.Fatal("the page was forgotten before its end")
			}
			d.press(test.keys...)
			if !d.journal.Filed[0].Forgotten {
				t.Error("the key of the kept page is still there")
			}
			if strings.Contains(d.Text(), "Paused.") {
				d.press("enter")
			}
			d.seeOpen(t, happened)
			d.notSee(t, "The lift")
		})
	}
}

func TestFreshPageAfterTheEnding(t *testing.T) {
	d := sit(t, offered)
	d.toShake("8")
	d.press("space", "enter", "3", "enter", "enter")
	d.seeOpen(t, happened)
	d.see(t, "Saved.")
	d.notSee(t, "The lift", "Take the stairs", "8", "Put a lock")
	d.Type("x")
	d.notSee(t, "Saved.")
	d.press("ctrl+s")
	if n := len(d.journal.Entries()); n != 2 {
		t.Errorf("%d entries, want 2", n)
	}
}

func TestLockIsOfferedAfterTheFirstEntryOnly(t *testing.T) {
	const offer = "Put a lock on this journal?"
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Absent() })
	d.toShake("8")
	d.press("enter", "3", "enter")
	d.notSee(t, offer)
	d.press("enter")
	d.see(t, offer)
	d.look()
	d.press("enter")
	d.seeOpen(t, happened)
	d.toShake("8")
	d.press("enter", "3", "enter", "enter")
	d.seeOpen(t, happened)
	d.notSee(t, offer)
}

func TestLockIsNotOfferedAfterTheTenth(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) {
		for range 10 {
			j.Add(said("before"))
		}
		j.Offer(page.OfferLock)
	})
	d.toShake("8")
	d.press("enter", "3", "enter", "enter")
	d.seeOpen(t, happened)
	d.notSee(t, "Put a lock")
}

func TestLockIsOfferedAfterCtrlS(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Absent() })
	d.Type("x")
	d.press("ctrl+s")
	d.notSee(t, "lock")
	d.press("enter")
	d.see(t, "Put a lock on this journal?")
}

func TestBurn(t *testing.T) {
	const ask = "Burn this page?"
	toEnd := func(d *desk) { d.toShake("8"); d.press("enter", "3", "enter") }
	t.Run("twice", func(t *testing.T) {
		d := sit(t, nil)
		toEnd(d)
		d.press("b")
		d.see(t, ask)
		d.entry(t)
		d.press("b")
		d.seeOpen(t, happened)
		d.see(t, "Deleted, here and in shakeoff's own backups.")
		d.notSee(t, "Put a lock")
		if len(d.journal.Entries())+len(d.journal.Drafts()) != 0 {
			t.Error("the burnt page is still in the journal")
		}
	})
	t.Run("held down", func(t *testing.T) {
		d := sit(t, nil)
		toEnd(d)
		for range 20 {
			d.Press("b")
			d.Advance(d.clock, 30*time.Millisecond)
		}
		d.see(t, ask)
		d.entry(t)
	})
	for _, key := range []string{"x", "ctrl+t", "space"} {
		t.Run("taken back with "+key, func(t *testing.T) {
			d := sit(t, nil)
			toEnd(d)
			d.press("b", key)
			d.notSee(t, ask)
			d.see(t, "●●●●●●●●○○  8  →  ●●●○○○○○○○  3")
			d.press("b")
			d.see(t, ask)
			d.entry(t)
		})
	}
	t.Run("covered at once", func(t *testing.T) {
		d := sit(t, nil)
		toEnd(d)
		d.press("b", "esc")
		d.see(t, "Paused. Press enter to continue.")
		d.press("enter", "b")
		d.see(t, ask)
		d.entry(t)
	})
	t.Run("covered while it burns", func(t *testing.T) {
		d := sit(t, nil)
		toEnd(d)
		d.journal.During("Burn", func() { d.press("esc", "enter") })
		d.press("b", "b")
		d.seeOpen(t, happened)
		d.see(t, "Deleted, here and in shakeoff's own backups.")
	})
	t.Run("kept with enter", func(t *testing.T) {
		d := sit(t, offered)
		toEnd(d)
		d.press("b", "enter")
		d.see(t, "Saved.")
		d.entry(t)
	})
	t.Run("failed", func(t *testing.T) {
		d := sit(t, nil)
		toEnd(d)
		d.journal.Fail["Burn"] = errors.New("no luck")
		d.press("b", "b")
		d.see(t, "●●●●●●●●○○  8  →  ●●●○○○○○○○  3", opening(words.English().Problems.NotBurnt))
		clear(d.journal.Fail)
		d.press("b", "b")
		d.see(t, "Deleted, here and in shakeoff's own backups.")
	})
}
