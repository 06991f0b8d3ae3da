package tui_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
)

func TestSavedWithinASecondOfTheFirstKey(t *testing.T) {
	d := sit(t, nil)
	d.Type("a")
	for range 9 { // typing on does not put it off
		d.Advance(d.clock, 100*time.Millisecond)
		d.Type("b")
	}
	d.Advance(d.clock, 100*time.Millisecond)
	if len(d.journal.Drafts()) != 1 {
		t.Fatalf("%d drafts after a second, want 1", len(d.journal.Drafts()))
	}
	d.Advance(d.clock, time.Second)
	if got := d.journal.Drafts()[0].Text(journal.Happened); got != "abbbbbbbbb" {
		t.Errorf("the draft says %q", got)
	}
	saves := d.journal.Count("Save")
	d.press("left", "right", "up")
	d.Advance(d.clock, 5*time.Second)
	if again := d.journal.Count("Save"); again != saves {
		t.Errorf("saved %d times more although nothing changed", again-saves)
	}
}

func TestWeightIsSavedWithThePage(t *testing.T) {
	d := sit(t, nil)
	d.write("A")
	d.Advance(d.clock, time.Second)
	d.press("8")
	d.Advance(d.clock, time.Second)
	if w, ok := d.journal.Drafts()[0].Weight(journal.Before); !ok || w != 8 {
		t.Errorf("the draft weighs %d (%t), want 8", w, ok)
	}
}

func TestOneAutosaveIsPending(t *testing.T) {
	d := sit(t, nil)
	before := d.clock.Pending()
	for range 50 {
		d.Type("a")
	}
	if n := d.clock.Pending() - before; n != 1 {
		t.Errorf("%d timers are pending after 50 keys, want 1", n)
	}
}

func TestFailedAutosaveIsReportedAndRetried(t *testing.T) {
	d := sit(t, nil)
	d.journal.Fail["Save"] = journal.ErrFull
	d.Type("a")
	d.Advance(d.clock, time.Second)
	d.see(t, "The disk is full.")
	d.Advance(d.clock, 10*time.Second)
	d.see(t, "The disk is full.")
	delete(d.journal.Fail, "Save")
	d.Advance(d.clock, time.Second)
	d.notSee(t, "The disk is full.")
	if len(d.journal.Drafts()) != 1 || d.journal.Drafts()[0].Text(journal.Happened) != "a" {
		t.Error("the page is not among the drafts once there is room again")
	}
}

func TestEmptiedPageLeavesNoDraft(t *testing.T) {
	d := sit(t, nil)
	d.Type("a")
	d.Advance(d.clock, time.Second)
	d.press("backspace")
	d.Advance(d.clock, time.Second)
	if len(d.journal.Drafts()) != 0 {
		t.Error("an emptied page is among the drafts")
	}
}

func TestLockForgetsThePage(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Lock() })
	d.write("The lift was stuck.")
	d.press("8", "enter", "m", "ctrl+l")
	d.press("enter")
	d.seeOpen(t, happened)
	d.notSee(t, "lift", "8")
	if len(d.journal.Drafts()) != 1 {
		t.Fatalf("%d drafts, want the page of before", len(d.journal.Drafts()))
	}
	d.see(t, "You have an unfinished page: ctrl+o")
	d.Type("x")
	d.Advance(d.clock, time.Second)
	if len(d.journal.Drafts()) != 2 {
		t.Errorf("%d drafts, want the page of before and a new one", len(d.journal.Drafts()))
	}
}

func TestPageAfterALockIsSavedToo(t *testing.T) {
	d := sit(t, lockedAway(waiting()))
	d.Type("a")
	d.Press("ctrl+l") // while an autosave is due
	d.Press("enter")
	d.Type("b")
	d.Advance(d.clock, time.Second)
	if texts := d.drafted(); !slices.Equal(texts, []string{"a", "b"}) {
		t.Errorf("the drafts say %q", texts)
	}
}

func TestFiledBeforeTheShake(t *testing.T) {
	d := sit(t, nil)
	var during string
	d.journal.During("File", func() { during = d.Text() })
	d.write("The lift was stuck.")
	d.write("")
	d.write("")
	d.write("")
	d.write("")
	if !strings.Contains(during, release) || strings.Contains(during, "It's saved") {
		t.Errorf("while the page is kept, the screen shows:\n%s", during)
	}
	d.see(t, "It's saved. You don't have to carry it.", "The lift was stuck.")
}

func TestPageStaysWhenItCannotBeFiled(t *testing.T) {
	d := sit(t, nil)
	d.write("The lift was stuck.")
	d.write("8")
	d.write("")
	d.write("Take the stairs.")
	d.journal.Fail["File"] = errors.New("no luck")
	d.journal.Fail["Save"] = errors.New("no luck")
	d.write("Done.")
	d.seeOpen(t, release)
	d.see(t, "The lift was stuck.", "Take the stairs.", "Done.", "Your words are still here")
	clear(d.journal.Fail)
	d.press("tab")
	d.see(t, "It's saved. You don't have to carry it.")
	d.notSee(t, "Your words are still here")
	seeAnswers(t, d.entry(t), map[journal.Step]string{
		journal.Happened: "The lift was stuck.", journal.Change: "Take the stairs.", journal.Release: "Done.",
	})
	d.Advance(d.clock, 5*time.Second)
	if len(d.journal.Drafts()) != 0 {
		t.Error("a draft is left beside the entry")
	}
}

func TestPanicWhileFilingLosesNothing(t *testing.T) {
	d := sit(t, nil)
	d.Type("The lift was stuck.")
	d.journal.Panics["File"] = "boom"
	d.press("ctrl+s")
	d.seeOpen(t, happened)
	d.see(t, "The lift was stuck.")
	clear(d.journal.Panics)
	d.press("ctrl+s")
	seeAnswers(t, d.entry(t), map[journal.Step]string{journal.Happened: "The lift was stuck."})
}
