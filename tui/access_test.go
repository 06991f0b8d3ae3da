package tui_test

import (
	"context"
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
	d.see(t, "┃ heron  ")
	d.Type(" é鷺")
	d.Press("backspace")
	d.Paste("\tat the\ngate")
	d.see(t, "┃ heron éat thegate  ")
	d.Press("ctrl+t")
	hidden("asking again", 17)
	d.Press("ctrl+t", "enter")
	d.see(t, words.English().Unlock.Wrong)
	d.Type("hero")
	hidden("giving it", 4)
	d.Press("ctrl+t")
	d.see(t, "┃ hero  ")
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
	d.see(t, "┃ heron  ")
	d.Send(tea.BlurMsg{})
	if !onlyCover(d.Text()) {
		t.Fatalf("it is not covered:\n%s", d.Text())
	}
	d.Press("enter")
	d.see(t, "●●●●●")
	d.notSee(t, "heron")
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
		if d.identities() > 0 {
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
	if !onlyCover(d.Text()) || d.identities() > 0 {
		t.Errorf("open %v, showing:\n%s", d.identities() > 0, d.Text())
	}
}

// TestKeysTypedAhead holds that what is typed while the journal is being opened leads to a room, or into
// the search of Review, once it is open; and that no other key acts then, on what nobody has seen.
func TestKeysTypedAhead(t *testing.T) {
	w := words.English()
	ahead := func(d *desk, typed string) {
		d.Type(passphrase)
		d.journal.During("Unlock", func() {
			for i, line := range strings.Split(typed, "\n") {
				if i > 0 {
					d.Press("enter")
				}
				d.Type(line)
			}
		})
		d.Press("enter")
	}
	d := atReview(t)
	ahead(d, "/covering")
	d.see(t, "/ covering", "Covering at another site")
	all := atReview(t)
	ahead(all, "")
	if found, every := len(d.Text()), len(all.Text()); found >= every {
		t.Errorf("of %d letters on the screen %d are left after the search", every, found)
	}

	d = atReview(t)
	ahead(d, "3")
	d.see(t, w.Ready.Title)
	d.notSee(t, w.Ready.Locked[:25], w.Unlock.Title)

	want := all.Text()
	for _, typed := range []string{"dd", "ddd3", "e", "w5\n", "xx", "q", "v", "\n", "z", "j"} {
		d = atReview(t)
		ahead(d, typed)
		if got := d.Text(); got != want {
			t.Errorf("after %q the screen shows:\n%s", typed, got)
		}
	}
	d = atReview(t)
	d.Type("heron")
	d.journal.During("Unlock", func() { d.Type("/queue") })
	d.Press("enter")
	ahead(d, "")
	if got := d.Text(); got != want {
		t.Errorf("what was typed behind a wrong passphrase is still there:\n%s", got)
	}

	d = atFirstUnlock(t)
	ahead(d, "3s\n")
	d.see(t, w.Recovery.Offer[0])
	if d.journal.Offered(page.OfferRecovery) {
		t.Error("the offer was answered before it was seen")
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
		d.look()
		d.Press("s")
		got := strings.Join(strings.Fields(d.Text()), "")
		if !strings.Contains(got, journaltest.RecoveryKey) {
			t.Errorf("the key is not shown whole:\n%s", d.Text())
		}
		d.look()
		d.Press(leave)
		d.see(t, words.English().Someone.Ask)
		d.look()
		d.Press("enter")
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
			if d.identities() > 0 {
				t.Error("the identity is still in memory")
			}
		})
	}
}

// hurt is a journal of which one header is damaged.
type hurt struct{ *journaltest.Journal }

func (h hurt) Status(ctx context.Context) (page.Status, error) {
	s, err := h.Journal.Status(ctx)
	s.OneHeader = true
	return s, err
}

// TestOneHeaderIsTold holds that in every room one line tells, once, that a header of the
// file is damaged.
func TestOneHeaderIsTold(t *testing.T) {
	told := words.English().Problems.OneHeader
	for room := kit.Write; room <= kit.Patterns; room++ {
		d := sit(t, func(j *journaltest.Journal, o *kit.Options) { o.Journal, o.Room = hurt{j}, room })
		if !strings.Contains(flat(d.Text()), told) {
			t.Errorf("room %d does not tell:\n%s", room, d.Text())
		}
		d.Press("f1", "f1", "esc", "1")
		if strings.Contains(flat(d.Text()), told) {
			t.Errorf("room %d tells again:\n%s", room, d.Text())
		}
	}
}

// flat is what stands on a screen as one line.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestARoomThatCannotOpenIsNotOpening has a journal without a lock that does not open, since
// its key was exchanged: the room says nothing is under way, and the problem line why.
func TestARoomThatCannotOpenIsNotOpening(t *testing.T) {
	for _, room := range []kit.Room{kit.Review, kit.Patterns} {
		d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
			o.Room = room
			pages(j)
			j.Fail["Unlock"] = fmt.Errorf("unlock: %w: %w", journal.ErrReplaced, journal.ErrDamaged)
		})
		d.see(t, words.English().Problems.Replaced[:40])
		d.notSee(t, words.English().Review.Working)
		d.notSee(t, words.English().Patterns.Working)
	}
}
