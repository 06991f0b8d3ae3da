package tui_test

import (
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// TestChosenPassphraseShown holds that each passphrase of a new lock is shown only when
// that is asked for, and a long one by its end, as far as it fits.
func TestChosenPassphraseShown(t *testing.T) {
	d := sit(t, nil)
	d.write("The printer gave up.")
	fileFirst(d)
	d.Press("l")
	d.Type("heron on a gate")
	d.Press("ctrl+t")
	d.see(t, "┃ Passphrase  heron on a gate  ")
	d.Press("enter")
	d.Type("heron on a gate")
	d.notSee(t, "heron")
	d.Press("ctrl+t")
	d.see(t, "┃ Again       heron on a gate  ")
	d.Type(strings.Repeat("鷺", 100) + "end")
	d.Resize(40, 14)
	d.see(t, "┃ Again       "+strings.Repeat("鷺", 10)+"end\n")
}

// TestLockOfferNotNow holds that after "not now" the lock is not offered again.
func TestLockOfferNotNow(t *testing.T) {
	d := sit(t, nil)
	d.write("The printer gave up.")
	fileFirst(d)
	d.see(t, words.English().Lock.Offer[0])
	d.Press("enter")
	d.notSee(t, words.English().Lock.Offer[0])
	if !d.journal.Offered(page.OfferLock) || d.journal.Locked() {
		t.Errorf("offered %v, locked %v", d.journal.Offered(page.OfferLock), d.journal.Locked())
	}
	d.write("And again.")
	fileFirst(d)
	d.notSee(t, words.English().Lock.Offer[0])
}

// TestOfferOutlivesABounce holds that an enter pressed twice does not decline an offer
// that nobody has seen.
func TestOfferOutlivesABounce(t *testing.T) {
	d := atFirstUnlock(t)
	d.Type(passphrase)
	d.Press("enter", "enter")
	d.see(t, words.English().Recovery.Offer[0])
	d.look()
	d.Press("enter")
	d.notSee(t, words.English().Recovery.Offer[0])
}

// TestSetLock holds that a lock is set by the same passphrase twice, that a slip is
// reported, and that the journal stays readable here until it is locked.
func TestSetLock(t *testing.T) {
	w := words.English()
	d := sit(t, nil)
	d.write("The printer gave up.")
	fileFirst(d)
	d.Press("l", "enter")
	d.see(t, w.Lock.Wordless)
	d.Type(passphrase)
	d.Press("enter")
	d.Type("something else")
	d.Press("enter")
	d.see(t, w.Lock.Differ)
	if n := d.journal.Count("SetPassphrase"); n != 0 {
		t.Errorf("a lock was set %d times by two passphrases that differ", n)
	}
	d.Type(passphrase)
	d.Press("enter")
	d.Type(passphrase)
	during := textWhile(d, "SetPassphrase", func() { d.Press("enter") })
	if !strings.Contains(during, w.Lock.Working) {
		t.Errorf("while the lock is set the screen shows:\n%s", during)
	}
	d.see(t, w.Lock.Done)
	if !d.journal.LockedBy(passphrase) || !d.journal.Offered(page.OfferLock) {
		t.Error("the lock is not set, or not noted as offered")
	}
	d.Press("esc", "2")
	d.see(t, "The printer gave up.")
	d.Press("ctrl+l", "enter")
	d.see(t, w.Unlock.Title)
	d.Type(passphrase)
	d.Press("enter")
	d.notSee(t, w.Recovery.Offer[0]) // not in the sitting in which the lock was set
}

// TestShortPassphraseIsTaken holds that a short passphrase gets a remark and no
// refusal.
func TestShortPassphraseIsTaken(t *testing.T) {
	d := sit(t, nil)
	d.write("The printer gave up.")
	fileFirst(d)
	d.Press("l")
	d.Type("hé")
	d.Press("enter")
	d.see(t, words.English().Lock.Short)
	d.Type("hé")
	d.Press("enter")
	if !d.journal.LockedBy("hé") {
		t.Error("another passphrase opens the journal, or none does")
	}
}

// TestSetLockFails holds that a lock which could not be set is not reported as set, and
// that it can be tried again.
func TestSetLockFails(t *testing.T) {
	d := sit(t, nil)
	d.write("The printer gave up.")
	fileFirst(d)
	d.journal.Fail["SetPassphrase"] = journal.ErrReadOnly
	d.Press("l")
	for range 2 {
		d.Type(passphrase)
		d.Press("enter")
	}
	d.notSee(t, words.English().Lock.Done)
	d.see(t, words.English().Lock.First)
	if d.identities() > 0 {
		t.Error("the identity that was opened for this is still in memory")
	}
	delete(d.journal.Fail, "SetPassphrase")
	for range 2 {
		d.Type(passphrase)
		d.Press("enter")
	}
	d.see(t, words.English().Lock.Done)
}

// TestEscWhileLocking holds that esc covers, and does not leave a lock half set.
func TestEscWhileLocking(t *testing.T) {
	d := sit(t, nil)
	d.write("The printer gave up.")
	fileFirst(d)
	d.Press("l")
	d.Type(passphrase)
	d.Press("enter")
	d.Type(passphrase)
	var during string
	d.journal.During("SetPassphrase", func() {
		d.Press("esc")
		during = d.Text()
	})
	d.Press("enter")
	if !onlyCover(during) {
		t.Errorf("esc while the lock is set shows:\n%s", during)
	}
	if !d.journal.LockedBy(passphrase) {
		t.Error("the lock was not set")
	}
	d.Press("enter")
	d.see(t, "What happened?")
}

// setting leads to the last enter of setting a lock: the passphrase is typed twice.
func setting(t *testing.T, prepare func(*journaltest.Journal, *kit.Options)) *desk {
	t.Helper()
	d := sit(t, prepare)
	d.write("The printer gave up.")
	fileFirst(d)
	d.Press("l")
	d.Type(passphrase)
	d.Press("enter")
	d.Type(passphrase)
	return d
}

// TestLockWhileLocking holds that no key stops a lock from being set, and that the
// journal is locked afterwards if that was asked for while it was being set.
func TestLockWhileLocking(t *testing.T) {
	for _, c := range []struct {
		name string
		act  func(*desk)
		open int // identities in memory afterwards
	}{
		{"ctrl+l", func(d *desk) { d.Press("ctrl+l") }, 0},
		{"ctrl+l, and on at once", func(d *desk) { d.Press("ctrl+l", "enter") }, 0},
		{"idle", func(d *desk) { d.Advance(d.clock, 5*time.Minute) }, 0},
		{"another room", func(d *desk) { d.Press("esc", "3") }, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := setting(t, nil)
			d.journal.During("SetPassphrase", func() { c.act(d) })
			d.Press("enter")
			if !d.journal.LockedBy(passphrase) || !d.journal.Offered(page.OfferLock) {
				t.Error("the lock is not set, or not noted as offered")
			}
			if n := d.identities(); n != c.open {
				t.Errorf("%d identities are in memory, want %d", n, c.open)
			}
			d.breathe()
			d.Press("esc", "2")
			if got := strings.Contains(d.Text(), "The printer gave up."); got != (c.open > 0) {
				t.Errorf("the entry is in sight: %v, with %d identities in memory:\n%s", got, c.open, d.Text())
			}
		})
	}
}

// TestPanicWhileLocking holds that setting a lock can be tried again after it has
// panicked, and that ctrl+l pressed while it does covers all the same.
func TestPanicWhileLocking(t *testing.T) {
	d := setting(t, nil)
	d.journal.Panics["SetPassphrase"] = marker
	d.Press("enter")
	d.see(t, words.English().Problems.Broken)
	d.see(t, words.English().Lock.First)
	d.Type(passphrase)
	d.Press("enter")
	d.Type(passphrase)
	d.journal.During("SetPassphrase", func() { d.Press("ctrl+l") })
	d.Press("enter")
	d.notSee(t, marker)
	d.Press("enter")
	d.see(t, "What happened?")
}
