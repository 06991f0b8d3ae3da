package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
	"shakeoff/tui/words"
)

// atReview opens the program in Review of a locked journal.
func atReview(t *testing.T, prepare ...func(*journaltest.Journal)) *desk {
	t.Helper()
	return atFirstUnlock(t, append(prepare, func(j *journaltest.Journal) { j.Offer(page.OfferRecovery) })...)
}

// atFirstUnlock is atReview where the recovery key was not offered before.
func atFirstUnlock(t *testing.T, prepare ...func(*journaltest.Journal)) *desk {
	t.Helper()
	return sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		o.Room = kit.Review
		for _, p := range prepare {
			p(j)
		}
	})
}

// TestUnlock holds that the passphrase opens the journal, is never echoed, and that
// nothing of the journal is in sight before.
func TestUnlock(t *testing.T) {
	d := atReview(t)
	for i, letter := range strings.Split(passphrase, "") {
		d.Press(map[bool]string{true: "space", false: letter}[letter == " "])
		if n := strings.Count(d.Text(), "●"); n != i+1 {
			t.Errorf("%d dots after %d characters", n, i+1)
		}
		d.notSee(t, passphrase[:i+1]+"●")
		d.notSee(t, "Covering")
	}
	d.Press("backspace")
	d.Paste(passphrase[len(passphrase)-1:])
	d.Press("enter")
	d.see(t, "Covering at another site")
	if n := d.journal.Count("Unlock"); n != 1 {
		t.Errorf("Unlock was called %d times", n)
	}
}

// TestPassphraseShownAsTyped holds that a passphrase is shown when that is asked for, and
// only until it is asked for again, given, or out of sight.
func TestPassphraseShownAsTyped(t *testing.T) {
	d := atReview(t)
	hidden := func(after string, n int) {
		t.Helper()
		if text := d.Text(); strings.Contains(text, "her") || strings.Count(text, "●") != n {
			t.Errorf("after %s the screen shows:\n%s", after, text)
		}
	}
	d.Type("heron")
	hidden("typing", 5)
	d.Press("ctrl+t")
	d.see(t, "┃ heron\n")
	d.Type(" é鷺")
	d.Press("backspace")
	d.Paste("\tat the\ngate")
	d.see(t, "┃ heron éat thegate\n")
	d.Press("ctrl+t")
	hidden("asking again", 17)
	d.Press("ctrl+t", "enter")
	d.see(t, words.English().Unlock.Wrong)
	d.Type("hero")
	hidden("giving it", 4)
	d.Press("ctrl+t")
	d.see(t, "┃ hero\n")
	d.Press("f1", "f1")
	hidden("help", 4)
	d.Press("ctrl+t", "ctrl+u")
	d.Type("hern")
	hidden("clearing", 4)
	for _, leave := range []string{"esc", "ctrl+l"} {
		d.Press("ctrl+t", leave, "enter")
		d.Type("hers")
		hidden(leave, 4)
	}
	d.Press("ctrl+u")
	d.Type(passphrase)
	d.Press("ctrl+t", "enter")
	d.see(t, "Covering at another site")
}

// TestShownPassphraseEndsAtACover holds that whoever comes back to a covered field sees
// dots.
func TestShownPassphraseEndsAtACover(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		o.Room, o.BlankOnFocusLoss = kit.Review, true
	})
	d.Type("heron")
	d.Press("ctrl+t")
	d.see(t, "┃ heron\n")
	d.Send(tea.BlurMsg{})
	if !onlyCover(d.Text()) {
		t.Fatalf("it is not covered:\n%s", d.Text())
	}
	d.Press("enter")
	d.see(t, "●●●●●")
	d.notSee(t, "heron")
}

// TestChosenPassphraseShown holds that each passphrase of a new lock is shown only when
// that is asked for, and a long one by its end, as far as it fits.
func TestChosenPassphraseShown(t *testing.T) {
	d := sit(t, nil)
	d.write("The printer gave up.")
	fileFirst(d)
	d.Press("l")
	d.Type("heron on a gate")
	d.Press("ctrl+t")
	d.see(t, "┃ heron on a gate\n")
	d.Press("enter")
	d.Type("heron on a gate")
	d.notSee(t, "heron")
	d.Press("ctrl+t")
	d.see(t, "┃ heron on a gate\n")
	d.Type(strings.Repeat("鷺", 100) + "end")
	d.Resize(40, 14)
	d.see(t, "┃ "+strings.Repeat("鷺", 16)+"end\n")
}

// TestWrongPassphrase holds that a wrong passphrase is reported, and that another may
// be tried at once.
func TestWrongPassphrase(t *testing.T) {
	d := atReview(t)
	d.Type("something else")
	d.Press("enter")
	d.see(t, words.English().Unlock.Wrong)
	d.notSee(t, "●")
	d.Type("no")
	d.Press("ctrl+u")
	d.Type(passphrase)
	d.Press("enter")
	d.see(t, "Covering at another site")
}

// TestUnlockFails holds that any other error of unlocking is reported, and that the
// dialog still takes the passphrase.
func TestUnlockFails(t *testing.T) {
	d := atReview(t)
	d.journal.Fail["Unlock"] = fmt.Errorf("unlock: %w", journal.ErrDamaged)
	d.Type(passphrase)
	d.Press("enter")
	d.see(t, words.English().Problems.Damaged)
	delete(d.journal.Fail, "Unlock")
	d.Type(passphrase)
	d.Press("enter")
	d.see(t, "Covering at another site")
	d.notSee(t, words.English().Problems.Damaged)
}

// TestWhileAKeyIsDerived holds that the screen says so meanwhile, that the spinner has
// one tick pending, and that typing does nothing.
func TestWhileAKeyIsDerived(t *testing.T) {
	d := atReview(t)
	d.Type(passphrase)
	before := d.clock.Pending()
	var first string
	d.journal.During("Unlock", func() {
		d.Type("xyz")
		d.Press("enter")
		first = d.Text()
	})
	d.Press("enter")
	if !strings.Contains(first, words.English().Unlock.Working) || strings.Contains(first, "●") {
		t.Errorf("while the key is derived the screen shows:\n%s", first)
	}
	if n := d.clock.Pending() - before; n > 1 {
		t.Errorf("%d ticks are pending", n)
	}
	if n := d.journal.Count("Unlock"); n != 1 {
		t.Errorf("enter began %d derivations", n)
	}

	d = atReview(t)
	d.Type(passphrase)
	looks := map[string]bool{}
	d.journal.During("Unlock", func() {
		for range 10 {
			looks[d.Text()] = true
			d.Advance(d.clock, 400*time.Millisecond)
			if n := d.clock.Pending(); n != 2 { // the idle tick and a breath
				t.Errorf("%d ticks are pending", n)
			}
		}
	})
	d.Press("enter")
	if len(looks) != 3 { // a dot of three sizes
		t.Errorf("it has %d looks while it breathes", len(looks))
	}
	d.Advance(d.clock, time.Second)
	if n := d.clock.Pending(); n != 1 {
		t.Errorf("%d ticks are pending after the journal was opened", n)
	}
	d.see(t, "Covering at another site")
}

// TestEscWhileDeriving holds that esc cancels the unlocking, and that a key which
// arrives too late opens nothing and does not stay in memory.
func TestEscWhileDeriving(t *testing.T) {
	for _, deaf := range []bool{false, true} {
		d := atReview(t, func(j *journaltest.Journal) { j.Deaf = deaf })
		d.Type(passphrase)
		d.journal.During("Unlock", func() { d.Press("esc") })
		d.Press("enter")
		d.notSee(t, "Covering")
		d.see(t, words.English().Review.Locked)
		if d.journal.Identities() > 0 {
			t.Error("the late identity is still in memory")
		}
		d.Press("enter")
		d.see(t, words.English().Unlock.Title)
	}
}

// TestLockWhileDeriving holds that ctrl+l overrules an unlocking under way.
func TestLockWhileDeriving(t *testing.T) {
	d := atReview(t, func(j *journaltest.Journal) { j.Deaf = true })
	d.Type(passphrase)
	d.journal.During("Unlock", func() { d.Press("ctrl+l") })
	d.Press("enter")
	if !onlyCover(d.Text()) || d.journal.Identities() > 0 {
		t.Errorf("open %v, showing:\n%s", d.journal.Identities() > 0, d.Text())
	}
}

// TestRecoveryKeyUnlocks holds that the unlock field takes the recovery key, with the
// spaces that come of typing it from paper, and that it is not offered to somebody who
// has just used it.
func TestRecoveryKeyUnlocks(t *testing.T) {
	d := atFirstUnlock(t)
	d.Type(journaltest.RecoveryKey[:40] + " " + journaltest.RecoveryKey[40:])
	d.Press("enter")
	d.see(t, "Covering at another site")
}

// TestRecoveryIsOfferedOnce holds that the recovery key is offered at an unlock, once
// in the life of a journal, and shown only when asked for.
func TestRecoveryIsOfferedOnce(t *testing.T) {
	for _, leave := range []string{"enter", "esc"} {
		d := atFirstUnlock(t)
		d.Type(passphrase)
		d.Press("enter")
		d.see(t, words.English().Recovery.Offer[0])
		d.notSee(t, "AGE-SECRET-KEY")
		d.Press("s")
		got := strings.Join(strings.Fields(d.Text()), "")
		if !strings.Contains(got, journaltest.RecoveryKey) {
			t.Errorf("the key is not shown whole:\n%s", d.Text())
		}
		d.Press(leave)
		d.see(t, "Covering at another site")
		if !d.journal.Offered(page.OfferRecovery) {
			t.Error("the offer was not noted")
		}
		d.Press("ctrl+l", "enter")
		d.Type(passphrase)
		d.Press("enter")
		d.see(t, "Covering at another site")
	}
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
	d.breathe()
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
	if d.journal.Identities() > 0 {
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
			if n := d.journal.Identities(); n != c.open {
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

// TestPassphrasesAreWiped holds that what was typed into a field for a passphrase is
// zeros in memory as soon as the field is gone.
func TestPassphrasesAreWiped(t *testing.T) {
	offer := func(t *testing.T) *desk {
		d := setting(t, nil)
		d.Press("backspace")
		return d
	}
	ask := func(t *testing.T) *desk {
		d := atReview(t)
		d.Type(passphrase[:5])
		return d
	}
	for name, open := range map[string]func(*testing.T) *desk{"offer": offer, "unlock": ask} {
		for gone, act := range map[string]func(*desk){
			"ctrl+l": func(d *desk) { d.Press("ctrl+l") },
			"esc":    func(d *desk) { d.Press("esc") },
			"idle":   func(d *desk) { d.Advance(d.clock, 5*time.Minute) },
		} {
			t.Run(name+" "+gone, func(t *testing.T) {
				d := open(t)
				typed := d.Model().(*tui.Model).Typed()
				if len(typed) == 0 {
					t.Fatal("nothing was typed into a field")
				}
				act(d)
				for _, b := range typed {
					if strings.Trim(string(b), "\x00") != "" {
						t.Errorf("%q is still in memory", b)
					}
				}
			})
		}
	}
}

// TestUpdateNeverWaitsForALock holds that an identity is forgotten in a command, since
// that waits for a write under way, which may in turn wait for another window.
func TestUpdateNeverWaitsForALock(t *testing.T) {
	unlocked := func(t *testing.T) *desk {
		d := atReview(t)
		d.Type(passphrase)
		d.Press("enter")
		return d
	}
	for _, c := range []struct {
		name string
		open func(*testing.T) *desk
		keys string
	}{
		{"lock", unlocked, "ctrl+l"},
		{"too late", func(t *testing.T) *desk {
			d := atReview(t, func(j *journaltest.Journal) { j.Deaf = true })
			d.Type(passphrase)
			d.journal.During("Unlock", func() { d.Press("esc") })
			return d
		}, "enter"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := c.open(t)
			key := tea.KeyPressMsg{Code: tea.KeyEnter}
			if c.keys == "ctrl+l" {
				key = tea.KeyPressMsg{Code: 'l', Mod: tea.ModCtrl}
			}
			for msgs := []tea.Msg{key}; len(msgs) > 0; msgs = msgs[1:] {
				before := d.journal.Count("Lock")
				_, cmd := d.Model().Update(msgs[0])
				if d.journal.Count("Lock") != before {
					t.Errorf("Update waits for the lock when it gets %T", msgs[0])
				}
				msgs = append(msgs, brought(cmd)...)
			}
			if d.journal.Identities() > 0 {
				t.Error("the identity is still in memory")
			}
		})
	}
}

// TestPendingDeletionIsFinished holds that what was deleted and not yet overwritten is
// overwritten when the status is read, with one try each time.
func TestPendingDeletionIsFinished(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Pending() })
	if d.journal.IsPending() {
		t.Error("it is still due")
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
