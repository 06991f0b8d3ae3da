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

// TestLockForgets holds that ctrl+l, with a lock set, forgets the identity and the
// page, and only after the page is on disk.
func TestLockForgets(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		o.Room = kit.Review
		j.Offer(page.OfferRecovery)
	})
	d.Type(passphrase)
	d.Press("enter", "1")
	d.Type(marker)
	during := textWhile(d, "Save", func() { d.Press("ctrl+l") })
	if !onlyCover(during) {
		t.Errorf("while the page is sealed the screen shows:\n%s", during)
	}
	if d.identities() > 0 {
		t.Error("the identity was not forgotten")
	}
	if len(d.journal.Drafts()) != 1 || d.journal.Drafts()[0].Text(journal.Happened) != marker {
		t.Errorf("the page does not wait as a draft: %d drafts", len(d.journal.Drafts()))
	}
	d.Press("enter")
	if strings.Contains(d.Text(), marker) {
		t.Errorf("the page is in sight after locking:\n%s", d.Text())
	}
	d.Press("esc", "2")
	if !strings.Contains(d.Text(), words.English().Unlock.Title) {
		t.Errorf("Review opens without asking again:\n%s", d.Text())
	}
}

// TestLockWithoutALockOnlyCovers holds that nothing is forgotten where there is no lock
// to come back through.
func TestLockWithoutALockOnlyCovers(t *testing.T) {
	d := sit(t, nil)
	d.Type(marker)
	d.Press("ctrl+l")
	if !onlyCover(strings.Replace(d.Text(), words.English().Cover.NoLock, "", 1)) {
		t.Errorf("ctrl+l does not cover:\n%s", d.Text())
	}
	d.Press("enter")
	if !strings.Contains(d.Text(), marker) {
		t.Errorf("the page is gone:\n%s", d.Text())
	}
}

// TestLockDropsWhatWasBeingRead holds that what Ready and Patterns were reading while the journal was
// locked is neither shown nor kept when it comes: they look as if it had never been unlocked.
func TestLockDropsWhatWasBeingRead(t *testing.T) {
	for room, words := range map[string]string{"3": "Put the sign out at once.", "4": "Shouted at over a fine"} {
		locked := func(j *journaltest.Journal, _ *kit.Options) {
			pages(j)
			j.Lock()
			j.Offer(page.OfferRecovery)
		}
		kept := func(d *desk) bool { return strings.Contains(d.Model().(*tui.Model).Kept(), words) }
		never := sit(t, locked)
		never.Press("esc", room, "esc", room)
		d := sit(t, locked)
		d.Press("esc", "2")
		d.Type(passphrase)
		d.Press("enter")
		d.Press(room)
		if !kept(d) {
			t.Errorf("room %s has not read what it is to forget", room)
		}
		d.Press("2")
		_, cmd := d.Model().Update(printable(room))
		late := brought(cmd)
		d.Press("ctrl+l")
		d.Send(late...)
		if !onlyCover(d.Text()) || kept(d) {
			t.Errorf("room %s was not locked while it read, or keeps that:\n%s", room, d.Text())
		}
		d.Press(room)
		if d.Text() != never.Text() {
			t.Errorf("room %s shows\n%s\nand if it was never unlocked\n%s", room, d.Text(), never.Text())
		}
	}
}

// TestLockWaitsForTheWords holds that words which arrive while the page is being sealed
// are sealed too before anything is forgotten.
func TestLockWaitsForTheWords(t *testing.T) {
	d := sit(t, withLock)
	d.Type("first")
	later := journal.Entry{Answers: []journal.Answer{answer(journal.Happened, "What happened?", "first and more")}}
	d.journal.During("Save", func() { d.autosaver.Put(later) })
	d.Press("ctrl+l")
	if n := len(d.journal.Drafts()); n != 1 || d.journal.Drafts()[0].Text(journal.Happened) != "first and more" {
		t.Errorf("%d drafts, and the later words are not in one", n)
	}
}

// TestLockKeepsWordsThatCannotBeSaved holds that a full disk costs no word: the screen
// is covered, nothing is forgotten, and one line says why.
func TestLockKeepsWordsThatCannotBeSaved(t *testing.T) {
	d := sit(t, withLock)
	d.Type(marker)
	d.journal.Fail["Save"] = fmt.Errorf("save: %w", journal.ErrFull)
	d.Press("ctrl+l")
	if text := d.Text(); strings.Contains(text, marker) || !strings.Contains(text, words.English().Problems.Full) {
		t.Errorf("after a failed save the cover shows:\n%s", text)
	}
	d.Press("enter")
	if !strings.Contains(d.Text(), marker) {
		t.Errorf("the words are gone:\n%s", d.Text())
	}
}

// TestLockDropsWhatWriteHadUnderWay holds that work which Write began before the lock
// is finished, and that its result does not reach the fresh page.
func TestLockDropsWhatWriteHadUnderWay(t *testing.T) {
	d := sit(t, withLock)
	d.write("The printer gave up.")
	d.press("5", "enter", "enter", "enter", "enter", "enter", "3")
	entries := d.journal.Entries()
	d.journal.During("Weigh", func() { d.Press("ctrl+l") })
	d.press("enter")
	if d.journal.Count("Weigh") != 1 || len(d.journal.Entries()[len(entries)-1].Weighings) != 2 {
		t.Errorf("the second weight was not kept: %d weighings", len(d.journal.Entries()[len(entries)-1].Weighings))
	}
	d.press("enter")
	fresh := sit(t, withLock)
	if d.Text() != fresh.Text() {
		t.Errorf("after the lock the page is not fresh:\n%s", d.Text())
	}
}

// TestIdleLocks holds that the journal locks itself after the idle time, counted from
// the last key, with one tick pending at most.
func TestIdleLocks(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		o.Room = kit.Review
		j.Offer(page.OfferRecovery)
	})
	d.Type(passphrase)
	d.Press("enter")
	for range 5 {
		d.Advance(d.clock, 4*time.Minute)
		d.Press("down", "up", "down")
		if n := d.clock.Pending(); n != 1 {
			t.Fatalf("%d ticks are pending", n)
		}
	}
	if onlyCover(d.Text()) {
		t.Fatal("locked although keys were pressed all the time")
	}
	scoured := d.journal.Scoured
	d.Advance(d.clock, 5*time.Minute)
	if !lockedItself(d.Text()) || d.identities() > 0 {
		t.Errorf("not locked after five idle minutes:\n%s", d.Text())
	}
	if d.journal.Scoured == scoured {
		t.Error("what was read stays in memory")
	}
}

// TestIdleAfterSleep holds that the journal is locked at the first key after the
// computer has slept through the idle time, though no tick has fired.
func TestIdleAfterSleep(t *testing.T) {
	slept := time.Duration(0)
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		o.Room = kit.Review
		now := o.Now
		o.Now = func() time.Time { return now().Add(slept) }
	})
	d.Type(passphrase)
	d.Press("enter")
	slept = time.Hour
	d.Press("down")
	if !lockedItself(d.Text()) || d.identities() > 0 {
		t.Errorf("after an hour of sleep the screen shows:\n%s", d.Text())
	}
}

// TestQuit holds that ctrl+c keeps the page and leaves a blank frame behind.
func TestQuit(t *testing.T) {
	d := sit(t, nil)
	d.Type(marker)
	during := textWhile(d, "Save", func() { d.Press("ctrl+c") })
	if strings.TrimSpace(during) != "" {
		t.Errorf("the last frame is not blank:\n%s", during)
	}
	if !d.Quit() || len(d.journal.Drafts()) != 1 || strings.TrimSpace(d.Text()) != "" {
		t.Errorf("quit %v, %d drafts, last frame:\n%s", d.Quit(), len(d.journal.Drafts()), d.Text())
	}
}

// TestQuitWithoutRoom holds that closing waits where the page cannot be saved, says so,
// and closes all the same when asked again.
func TestQuitWithoutRoom(t *testing.T) {
	d := sit(t, nil)
	d.Type(marker)
	d.journal.Fail["Save"] = journal.ErrFull
	d.Press("ctrl+c")
	if text := d.Text(); d.Quit() || !strings.Contains(text, words.English().Problems.CloseAnyway) || !strings.Contains(text, marker) {
		t.Fatalf("quit %v with unsaved words:\n%s", d.Quit(), text)
	}
	d.Press("ctrl+c")
	if !d.Quit() {
		t.Error("cannot be closed at all")
	}
}

// TestQuitTwice holds that a second ctrl+c ends the program where the disk does not
// answer.
func TestQuitTwice(t *testing.T) {
	d := sit(t, nil)
	d.Type(marker)
	var quit bool
	d.journal.During("Save", func() {
		d.Press("x", "ctrl+c")
		quit = d.Quit()
	})
	d.Press("ctrl+c")
	if !quit {
		t.Error("ctrl+c waits for a disk that does not answer")
	}
}

// TestSuspend holds that ctrl+z is undo in an answer, and elsewhere covers, locks where
// a lock is set, and suspends.
func TestSuspend(t *testing.T) {
	d := sit(t, nil)
	d.Type("one")
	d.Press("ctrl+z")
	if d.Suspended() != 0 || strings.Contains(d.Text(), "one") {
		t.Errorf("ctrl+z in an answer is not undo:\n%s", d.Text())
	}

	d = sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		o.Room = kit.Review
		j.Offer(page.OfferRecovery)
	})
	d.Type(passphrase)
	d.Press("enter", "ctrl+z")
	if d.Suspended() != 1 || !onlyCover(d.Text()) || d.identities() > 0 {
		t.Errorf("suspended %d times, open %v, showing:\n%s", d.Suspended(), d.identities() > 0, d.Text())
	}
	d.Send(tea.ResumeMsg{})
	if !onlyCover(d.Text()) {
		t.Errorf("coming back uncovers:\n%s", d.Text())
	}
}
