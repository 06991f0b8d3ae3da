package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// has says that the entry is in the journal.
func (d *desk) has(id journal.ID) bool {
	return slices.ContainsFunc(d.journal.Entries(), func(e journal.Entry) bool { return e.ID == id })
}

// TestDelete holds that an entry is deleted ten seconds after the second d, and not a moment
// before, so that nothing of that is on disk; and neither when d is held down.
func TestDelete(t *testing.T) {
	d := reviewing(t, pages)
	id, w := d.journal.Entries()[1].ID, words.English().Change
	d.press("down", "d")
	d.see(t, "The lift")
	d.Press("x")
	d.see(t, "2 of 7")
	d.Press("d", "d", "d", "d")
	d.breathe()
	d.Press("d")
	d.see(t, w.DeleteAsk)
	d.look()
	d.Press("d")
	d.see(t, "2 of 7", fmt.Sprintf(w.TakeBack, 10))
	d.Advance(d.clock, 9*time.Second)
	d.see(t, fmt.Sprintf(w.TakeBack, 1))
	d.notSee(t, w.Gone)
	d.Press("e", "w", "x", "v", "d") // what is done to it now would go with it
	d.see(t, "2 of 7")
	d.notSee(t, w.Gone)
	if d.journal.Count("Delete") != 0 || !d.has(id) {
		t.Fatalf("deleted before the ten seconds were over: %v", d.journal.Calls)
	}
	d.Advance(d.clock, time.Second)
	d.see(t, w.Gone, "2 of 6")
	d.notSee(t, "The lift", "takes it back")
	if d.journal.Count("Delete") != 1 || d.has(id) || d.clock.Pending() > 1 {
		t.Errorf("after ten seconds: %v, %d timers", d.journal.Calls, d.clock.Pending())
	}
}

// TestTakeBack holds that u takes deletions back one by one, the newest first, wherever one
// is but in a text, the cover included.
func TestTakeBack(t *testing.T) {
	for where, keys := range map[string][]string{
		"list": {}, "reader": {"enter"}, "cover": {"esc"}, "ready": {"3"}, "patterns": {"4"}, "help": {"f1"}, "covered from Write": {"1", "esc"},
		"asked whether to close": {"ctrl+c"}, "asked something else": {"down", "down", "d"},
	} {
		d := reviewing(t, pages)
		all := d.journal.Entries()
		d.press("d", "d", "down", "d", "d")
		d.press(keys...)
		d.see(t, "u takes it back")
		d.press("u")
		d.Advance(d.clock, time.Minute)
		if d.has(all[0].ID) || !d.has(all[1].ID) {
			t.Errorf("%s: u once left %d entries", where, len(d.journal.Entries()))
		}
	}
	d := reviewing(t, pages)
	d.press("d", "d", "down", "d", "d", "u", "u")
	d.see(t, words.English().Change.TakenBack)
	d.press("u")
	d.Advance(d.clock, time.Minute)
	if d.journal.Count("Delete") != 0 {
		t.Error("what was taken back is deleted")
	}
	d.press("d", "d", "1")
	d.Type("u")
	d.Advance(d.clock, time.Minute)
	d.see(t, words.English().Change.Gone)
	if d.journal.Count("Delete") != 1 || d.drafted()[0] != "u" {
		t.Error("u in an answer is not a letter")
	}
}

// TestOtherKeysDeleteNoSooner holds that nothing but time, a lock and closing ends the time
// in which a deletion can be taken back.
func TestOtherKeysDeleteNoSooner(t *testing.T) {
	d := reviewing(t, pages)
	d.press("d", "d", "enter", "esc", "3", "4", "1", "esc", "enter", "ctrl+l", "2")
	d.Resize(100, 30)
	if d.journal.Count("Delete") != 0 {
		t.Error("another key has deleted it")
	}
}

// TestALockFinishesDeletions holds that what could be taken back is deleted before the journal
// is locked or the program stops, and that where this fails it is told.
func TestALockFinishesDeletions(t *testing.T) {
	for name, key := range map[string]string{"lock": "ctrl+l", "suspend": "ctrl+z"} {
		d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
			withLock(j, o)
			o.Room = kit.Review
			j.Offer(page.OfferRecovery)
		})
		d.Type(passphrase)
		d.press("enter")
		id := d.journal.Entries()[0].ID
		d.press("d", "d", key)
		if d.has(id) {
			t.Errorf("%s: the entry is still there", name)
		}
		d.notSee(t, words.English().Change.Gone) // the cover tells nothing
	}
	d := reviewing(t, pages)
	d.journal.Fail["Delete"] = journal.ErrFull
	d.press("d", "d")
	d.Advance(d.clock, 11*time.Second)
	d.see(t, words.English().Problems.NotDeleted, "1 of 7")
	d.notSee(t, "takes it back", words.English().Change.Gone, words.English().Change.Working)
}

// TestClosingAsks holds that closing asks while a deletion can be taken back, deletes when it is
// asked to once more, and closes at once when there is nothing to take back.
func TestClosingAsks(t *testing.T) {
	w := words.English()
	for _, again := range []string{"ctrl+c", "d"} {
		d := reviewing(t, pages)
		id := d.journal.Entries()[0].ID
		d.press("d", "d", "ctrl+c")
		d.see(t, w.Change.CloseAsk)
		d.look()
		d.press("esc", "q")
		d.see(t, w.Change.CloseAsk)
		d.look()
		d.press(again)
		if !d.Quit() || d.has(id) {
			t.Errorf("%s again: closed %v, still there %v", again, d.Quit(), d.has(id))
		}
	}
	d := reviewing(t, pages)
	d.press("d", "d", "ctrl+c")
	d.look()
	d.press("u")
	d.notSee(t, w.Change.CloseAsk)
	d.press("d", "d", "ctrl+c")
	d.Advance(d.clock, 11*time.Second)
	d.see(t, w.Change.Gone)
	d.notSee(t, w.Change.CloseAsk)
	d.press("d", "d", "ctrl+c")
	d.journal.Fail["Delete"] = journal.ErrInUse
	d.press("ctrl+c")
	if d.Quit() {
		t.Error("closed without telling that nothing was deleted")
	}
	d.see(t, w.Problems.NotDeleted)
	d.press("ctrl+c")
	if !d.Quit() {
		t.Error("does not close")
	}
}

// TestTheEndFinishesDeletions holds that what ends the program from outside deletes what could
// be taken back, whole or not at all.
func TestTheEndFinishesDeletions(t *testing.T) {
	d := reviewing(t, pages)
	id := d.journal.Entries()[0].ID
	d.press("d", "d")
	if err := d.Model().(*tui.Model).FinishDeletions(t.Context()); err != nil || d.has(id) {
		t.Errorf("still there: %v, %v", d.has(id), err)
	}
}

// TestDeletionsDoNotUndoOneAnother holds that the list is right however what is read again
// comes in: an entry that is gone stays gone.
func TestDeletionsDoNotUndoOneAnother(t *testing.T) {
	d := reviewing(t, pages)
	d.press("d", "d")
	d.breathe()
	d.press("down", "d", "d", "down", "d", "d")
	d.Advance(d.clock, 8*time.Second)
	d.press("down", "w", "4", "enter") // while those before are still due
	d.Advance(d.clock, 20*time.Second)
	d.see(t, "of 4")
	d.notSee(t, "takes it back", "The lift")
	seen := d.Text()
	d.press("1")
	d.press("esc", "2")
	if got := d.Text(); strings.Count(got, "\n") != strings.Count(seen, "\n") || !strings.Contains(got, "of 4") {
		t.Errorf("it shows\n%s\nand afresh\n%s", seen, got)
	}
}
