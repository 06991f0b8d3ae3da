package tui_test

import (
	"testing"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// TestPendingDeletionIsFinished holds that what was deleted and not yet overwritten is
// overwritten when the status is read, with one try each time.
func TestPendingDeletionIsFinished(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Pending() })
	if s, err := d.journal.Window.Status(t.Context()); err != nil || s.Pending {
		t.Errorf("it is still due, or %v", err)
	}
	failing := sit(t, func(j *journaltest.Journal, _ *kit.Options) {
		j.Pending()
		j.Fail["FinishPending"] = journal.ErrInUse
	})
	if n := failing.journal.Count("FinishPending"); n != 1 {
		t.Errorf("tried %d times at one look", n)
	}
	if failing.Text() != d.Text() {
		t.Errorf("the page shows:\n%s", failing.Text())
	}
	readOnly := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Pending(); j.ReadOnly() })
	if n := readOnly.journal.Count("FinishPending"); n != 0 {
		t.Error("tried on a file that cannot be written")
	}
}

// TestLockSetElsewhere holds that the passphrase is asked for once another window has
// set a lock, whether unlocking or reading finds out.
func TestLockSetElsewhere(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { pages(j); j.Offer(page.OfferRecovery) })
	d.journal.Lock()
	d.Press("esc", "2")
	d.see(t, words.English().Unlock.Title)
	d.Type(passphrase)
	d.Press("enter")
	d.see(t, words.English().Recovery.Offer[0]) // for its key is another one
	d.look()
	d.Press("enter")
	d.see(t, "Covering at another site")

	d.journal.Lock() // another window has set it anew
	d.Press("esc", "enter")
	d.see(t, words.English().Unlock.Title)
	d.notSee(t, "Covering at another site")
}

// TestLockSetElsewhereIsAskedForAtOnce holds that a room asks for the passphrase at
// once if another window has set a lock, instead of only being covered.
func TestLockSetElsewhereIsAskedForAtOnce(t *testing.T) {
	for _, key := range []string{"2", "4"} {
		d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { pages(j) })
		d.Press("esc", "2")
		d.see(t, "1 of 7")
		d.Type("1")
		d.Type(marker)
		d.Press("esc")
		d.journal.Lock()
		d.Press(key)
		d.see(t, words.English().Unlock.Title)
		d.notSee(t, marker)
		if len(d.journal.Drafts()) != 1 {
			t.Errorf("the page is not among the drafts: %d", len(d.journal.Drafts()))
		}
		d.Type(passphrase)
		d.press("enter", "enter")
		d.notSee(t, words.English().Unlock.Title)
	}
}

// TestLockSetElsewhereKeepsTheCover holds that finding this out under the cover does
// not uncover.
func TestLockSetElsewhereKeepsTheCover(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) { pages(j); o.Room = kit.Review })
	d.journal.During("Weigh", func() {
		d.Press("esc", "esc", "esc")
		d.Press("ctrl+l")
	})
	d.journal.Lock()
	d.press("w", "3", "enter")
	if !onlyCover(d.Text()) {
		t.Errorf("the cover was taken off:\n%s", d.Text())
	}
}
