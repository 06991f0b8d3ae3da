package tui_test

import (
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

// at is whose keys hold now.
func (d *desk) at() kit.KeyContext { return d.Model().(*tui.Model).KeyContextNow() }

// footer is the line of keys.
func (d *desk) footer() string {
	lines := strings.Split(d.Text(), "\n")
	return strings.TrimSpace(strings.Join(lines[len(lines)-2:], " "))
}

// TestDigitsStandWhereTheyWork holds that the header numbers the rooms wherever a digit
// leads to one, and nowhere else; and that the footer says there what does.
func TestDigitsStandWhereTheyWork(t *testing.T) {
	t.Parallel()
	said := words.English()
	const numbered = "1 Write  2 Review  3 Ready  4 Patterns  5 Settings"
	for place, lead := range places() {
		if place == kit.InCover {
			continue // it numbers them itself
		}
		d := lead(t)
		d.Resize(80, 24)
		shown := strings.Contains(d.Text(), numbered)
		if d.Resize(40, 12); shown && !strings.Contains(strings.Split(d.Text(), "\n")[0], "4") {
			t.Errorf("place %d, narrow, does not number its rooms:\n%s", place, d.Text())
		}
		d.Resize(80, 24)
		footer, within := d.footer(), place.Within()
		text := d.Text()
		d.look()
		d.Press("4")
		if leads := d.at() == kit.InQuiet && strings.Contains(d.Text(), said.Patterns.Empty) || d.at() == kit.InPatterns || d.at() == kit.InCalendar || d.at() == kit.InSealed || d.at() == kit.InField && place != kit.InField; leads != shown {
			t.Errorf("in place %d a digit leads to its room: %v, and they are numbered: %v\n%s\n%s", place, leads, shown, text, d.Text())
		}
		if !shown && slices.Contains(within, kit.AtTop) && !strings.Contains(footer, "esc "+said.Keys["cover"]) {
			t.Errorf("place %d does not say what leads to the rooms: %q", place, footer)
		}
	}
	for _, place := range []kit.KeyContext{kit.InAnswer, kit.InWeigh, kit.InShake, kit.InEnding} {
		if d := places()[place](t); strings.Contains(d.Text(), "4 Patterns") {
			t.Errorf("in place %d the rooms are numbered:\n%s", place, d.Text())
		}
	}
}

// TestClosingStandsInEveryRoom holds that every room says how to close, however small.
func TestClosingStandsInEveryRoom(t *testing.T) {
	t.Parallel()
	for place, lead := range places() {
		if !slices.Contains(place.Within(), kit.AtTop) {
			continue
		}
		for _, size := range [][2]int{{80, 24}, {40, 12}} {
			d := lead(t)
			d.Resize(size[0], size[1])
			if footer := d.footer(); !strings.HasSuffix(footer, "ctrl+c "+words.English().Keys["quit"]) {
				t.Errorf("place %d at %v does not say how to close: %q", place, size, footer)
			}
		}
	}
}

// TestQClosesFromListsAlone holds that q closes where there is a list to look at, and
// that no word that begins with it closes anything anywhere else.
func TestQClosesFromListsAlone(t *testing.T) {
	t.Parallel()
	lists := []kit.KeyContext{kit.InReview, kit.InFound, kit.InReady, kit.InPatterns, kit.InQuiet, kit.InSettings}
	for place, lead := range places() {
		d := lead(t)
		d.look()
		d.Type("quite bad")
		if want := slices.Contains(lists, place); d.Quit() != want {
			t.Errorf("in place %d q closes: %v", place, d.Quit())
		}
	}
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		withLock(j, o)
		o.Room = kit.Review
		j.Fail["Status"] = journal.ErrInUse
	})
	if d.Type("quiet heron"); d.Quit() {
		t.Error("a passphrase that was typed before it is asked for has closed the program")
	}
}

// TestCtrlGWhereF1IsTheTerminals holds that the footer names the key that works.
func TestCtrlGWhereF1IsTheTerminals(t *testing.T) {
	d := sit(t, nil)
	d.see(t, "F1 help")
	d = sit(t, func(_ *journaltest.Journal, o *kit.Options) { o.F1Taken = true })
	d.see(t, "ctrl+g help")
	d.notSee(t, "F1 help")
}

// TestCtrlLOffersALock holds that ctrl+l says where there is no lock, that l sets one
// there, that esc goes back to the cover, and that it is locked once it is set.
func TestCtrlLOffersALock(t *testing.T) {
	w := words.English()
	for name, prepare := range map[string]func(*journaltest.Journal, *kit.Options){
		"a journal": func(j *journaltest.Journal, _ *kit.Options) { j.Add(said("before")) },
		"no file":   func(j *journaltest.Journal, _ *kit.Options) { j.Absent() },
	} {
		d := sit(t, prepare)
		d.Press("ctrl+l")
		d.see(t, w.Cover.Line, w.Cover.NoLock)
		d.Press("l")
		d.see(t, w.Lock.First)
		d.Press("esc")
		d.see(t, w.Cover.Line, w.Cover.NoLock)
		d.Press("l")
		d.Type(passphrase)
		d.Press("enter")
		d.Type(passphrase)
		d.Press("enter")
		d.see(t, w.Cover.Line, w.Cover.Locked)
		d.notSee(t, w.Cover.NoLock)
		if !d.journal.LockedBy(passphrase) || d.identities() > 0 {
			t.Errorf("%s: locked %v, %d identities", name, d.journal.Locked(), d.identities())
		}
		d.Press("l")
		if d.at() != kit.InCover {
			t.Errorf("%s: l on a locked cover leads to place %d", name, d.at())
		}
		d.Press("enter")
		d.see(t, w.Lock.Done)
	}
	for name, act := range map[string]func(*desk){
		"esc":  func(d *desk) { d.Press("esc") },
		"idle": func(d *desk) { d.Advance(d.clock, 5*time.Minute) },
	} {
		d := sit(t, nil)
		act(d)
		d.Press("l")
		if !onlyCover(d.Text()) { // whoever walks by sets no lock
			t.Errorf("%s offers a lock:\n%s", name, d.Text())
		}
	}
	d := sit(t, withLock)
	d.Press("ctrl+l", "l")
	if !onlyCover(d.Text()) {
		t.Errorf("where there is a lock ctrl+l shows:\n%s", d.Text())
	}
}

// TestNoFooterSpeaksOfALock holds that no footer names a lock where nothing would lock,
// but for the dialog that offers one.
func TestNoFooterSpeaksOfALock(t *testing.T) {
	t.Parallel()
	for place, lead := range places() {
		d := lead(t)
		if d.Resize(200, 60); place != kit.InOffer && !d.journal.Locked() && strings.Contains(d.footer(), "lock") {
			t.Errorf("place %d without a lock: %q", place, d.footer())
		}
	}
}

// TestLockIsOfferedThreeTimes holds that a lock is offered after the first, the third
// and the tenth entry, and never again; and that esc puts the offer off, no more.
func TestLockIsOfferedThreeTimes(t *testing.T) {
	offer := words.English().Lock.Offer[0]
	d := sit(t, func(j *journaltest.Journal, _ *kit.Options) { j.Absent() })
	var at []int
	for n := 1; n <= 14; n++ {
		d.write("The printer gave up.")
		fileFirst(d)
		if strings.Contains(d.Text(), offer) {
			at = append(at, n)
			d.look()
			if d.Press(map[bool]string{true: "esc", false: "enter"}[n == 3]); strings.Contains(d.Text(), offer) {
				t.Fatalf("the offer stays:\n%s", d.Text())
			}
		}
	}
	if want := []int{1, 3, 4, 10}; !slices.Equal(at, want) { // put off after the third
		t.Errorf("a lock is offered after entries %v, want %v", at, want)
	}
}

// TestDialogsTakeNoAnswerAtOnce holds that what is typed on, just when a dialog comes
// up, answers nothing.
func TestDialogsTakeNoAnswerAtOnce(t *testing.T) {
	lead := places()
	for _, place := range []kit.KeyContext{kit.InOffer, kit.InRecovery, kit.InChoice} {
		d := sit(t, nil)
		switch place {
		case kit.InOffer:
			d.write("The printer gave up.")
			d.press("ctrl+s")
			d.Press("enter")
		case kit.InChoice:
			d = lead[kit.InAnswer](t)
			d.journal.Lock()
			d.press("ctrl+l", "enter")
			d.Press("ctrl+o")
		default:
			d = lead[place](t)
		}
		if d.at() != place {
			t.Fatalf("meant to be in place %d, and am in %d:\n%s", place, d.at(), d.Text())
		}
		before := d.Text()
		for range 5 {
			d.Press("enter", "l", "s", "k", "f", "4", "space", "?")
			d.Advance(d.clock, 100*time.Millisecond)
		}
		if d.Text() != before {
			t.Errorf("place %d was answered within 500 ms:\n%s", place, d.Text())
		}
		d.Advance(d.clock, 200*time.Millisecond) // and none came for 300
		if d.Press("enter"); d.at() == place {
			t.Errorf("place %d takes no answer after 700 ms:\n%s", place, d.Text())
		}
	}
}

// TestEscLosesNoOffer holds that esc answers no offer: the recovery key is offered again
// at the next unlocking.
func TestEscLosesNoOffer(t *testing.T) {
	d := atFirstUnlock(t)
	d.Type(passphrase)
	d.Press("enter", "esc")
	d.notSee(t, words.English().Recovery.Offer[0])
	if d.journal.Offered(page.OfferRecovery) {
		t.Error("esc counts as an answer")
	}
}
