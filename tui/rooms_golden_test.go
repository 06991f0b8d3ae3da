package tui_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/tuitest"
)

const passphrase = "heron on the gate"

func answer(step journal.Step, question, text string) journal.Answer {
	return journal.Answer{Step: step, Question: question, Text: text}
}

// pages fills a journal with what somebody kept over a few weeks.
func pages(j *memory) {
	kept := func(daysAgo int, clock time.Duration, before, after int, happened, control, change string) {
		day := today().AddDate(0, 0, -daysAgo)
		at := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC).Add(clock)
		e := journal.Entry{Written: at, Answers: []journal.Answer{answer(journal.Happened, "What happened?", happened)}}
		if control != "" {
			e.Answers = append(e.Answers, answer(journal.Control, "What was in my control?", control))
		}
		if change != "" {
			e.Answers = append(e.Answers, answer(journal.Change, "What would I change?", change))
		}
		if before >= 0 {
			e.Weighings = append(e.Weighings, journal.Weighing{At: at, Moment: journal.Before, Weight: before})
		}
		if after >= 0 {
			e.Weighings = append(e.Weighings, journal.Weighing{At: at, Moment: journal.After, Weight: after})
		}
		j.add(e)
	}
	kept(0, 845*time.Minute, 8, 3, scene+" #refusal #alone", mine, differ)
	kept(1, 1000*time.Minute, 6, 2, "The lift was stuck and so was the queue. #lift", "How often I said how long it would take.", "Put the sign out at once.")
	kept(8, 601*time.Minute, 10, 10, "Shouted at over a fine that is not mine to waive. #money #phone", "", "")
	kept(12, 667*time.Minute, 4, -1, "He asked for the manager before he said hello.", "", "Ask what would help, first.")
	kept(22, 552*time.Minute, 5, 5, "He said the queue was my fault, and the woman behind him nodded.", "My voice.", "")
	kept(30, 1012*time.Minute, -1, -1, "A child was lost for four minutes.", "I shut the door and called it out.", "")
	kept(340, 540*time.Minute, 7, 1, "New Year's rush, and the printer gave up.", "", "")
}

// scripts fills a journal with words that are hard to lay out.
func scripts(j *memory) {
	for i, text := range []string{
		"窓口で怒鳴られた。落ち着いて説明したけれど、何度も同じ質問をされた。 #窓口",
		"고객이 계속 소리를 질렀고 나는 아무 말도 할 수 없었다.",
		"काउंटर पर बहुत भीड़ थी और कोई मदद नहीं मिली। #दफ़्तर",
		"كان يصرخ في وجهي أمام الجميع ولم أستطع الرد.",
		"Family at the desk 👨‍👩‍👧‍👦 and a flag 🇬🇧, e\u0301 and a\u0308 combining.",
		"Tabs\tand \u202eturned\u202c text, \x1b[31mescapes\x1b[0m and \u200bnothing.",
	} {
		at := today().Add(-time.Duration(i) * 26 * time.Hour)
		j.add(journal.Entry{
			Written: at, Answers: []journal.Answer{answer(journal.Happened, "What happened?", text), answer(journal.Control, "What was in my control?", text+" "+text)},
			Weighings: []journal.Weighing{{At: at, Moment: journal.Before, Weight: 9 - i}},
		})
	}
}

func withLock(j *memory, _ *tui.Options) {
	pages(j)
	j.lock = passphrase
	j.offered[tui.OfferLock] = true
}

// lookWhile takes a picture of the screen while a method of the journal is under
// way, and returns that.
func lookWhile(d *desk, method string, act func()) []byte {
	var svg []byte
	d.journal.beforeCall = func(name string) {
		if name == method {
			svg = d.SVG()
		}
	}
	act()
	d.journal.beforeCall = nil
	return svg
}

// TestRoomsGolden holds every look of the rooms and dialogs, but Write, as a
// picture.
func TestRoomsGolden(t *testing.T) {
	in := func(r tui.Room, fill func(*memory)) func(*memory, *tui.Options) {
		return func(j *memory, o *tui.Options) {
			o.Room = r
			if fill != nil {
				fill(j)
			} else {
				j.none = true
			}
		}
	}
	locked := func(j *memory, o *tui.Options) { withLock(j, o); o.Room = tui.Review }
	offered := func(j *memory, o *tui.Options) { locked(j, o); j.offered[tui.OfferRecovery] = true }
	unlock := func(d *desk) { d.Type(passphrase); d.Press("enter") }
	firstKept := func(d *desk) { d.write("The printer gave up."); keepFirst(d) }
	damage := func(j *memory, o *tui.Options) {
		o.Room = tui.Review
		pages(j)
		j.damaged[j.entries[1].ID] = true
	}

	for _, test := range []struct {
		name    string
		prepare func(*memory, *tui.Options)
		act     func(*desk)
		all     bool // also wide and without colours
	}{
		{"cover", nil, func(d *desk) { d.Press("esc") }, true},
		{"cover-unsaved", nil, func(d *desk) { d.journal.fail["Save"] = journal.ErrFull; d.Type("words"); d.Press("esc") }, false},
		{"cover-help", nil, func(d *desk) { d.Press("esc", "f1") }, false},
		{"unlock", locked, func(*desk) {}, true},
		{"unlock-typed", locked, func(d *desk) { d.Type("heron on the") }, false},
		{"unlock-wrong", locked, func(d *desk) { d.Type("heron"); d.Press("enter") }, true},
		{"review-locked", locked, func(d *desk) { d.Press("esc") }, false},
		{"recovery-offer", locked, unlock, false},
		{"recovery", locked, func(d *desk) { unlock(d); d.Press("s") }, true},
		{"lock-offer", nil, firstKept, true},
		{"lock-first", nil, func(d *desk) { firstKept(d); d.Press("l") }, false},
		{"lock-again", nil, func(d *desk) { firstKept(d); d.Press("l"); d.Type("heron"); d.Press("enter"); d.Type("her") }, false},
		{"lock-differ", nil, func(d *desk) {
			firstKept(d)
			d.Press("l")
			d.Type(passphrase)
			d.Press("enter")
			d.Type("heron")
			d.Press("enter")
		}, false},
		{"lock-set", nil, func(d *desk) {
			firstKept(d)
			d.Press("l")
			d.Type(passphrase)
			d.Press("enter")
			d.Type(passphrase)
			d.Press("enter")
		}, false},
		{"help-write", nil, func(d *desk) { d.Press("f1") }, true},
		{"help-review", offered, func(d *desk) { unlock(d); d.Press("?") }, true},
		{"review-empty", in(tui.Review, nil), func(*desk) {}, true},
		{"review-many", offered, unlock, true},
		{"review-down", offered, func(d *desk) { unlock(d); d.Press("down", "down", "down", "down") }, true},
		{"review-reader", offered, func(d *desk) { unlock(d); d.Press("enter") }, true},
		{"review-scripts", in(tui.Review, scripts), func(*desk) {}, true},
		{"review-scripts-reader", in(tui.Review, scripts), func(d *desk) { d.Press("end", "enter") }, false},
		{"review-damaged", damage, func(d *desk) { d.Press("down") }, true},
	} {
		prepare := func(j *memory, o *tui.Options) {
			if test.prepare != nil {
				test.prepare(j, o)
			}
		}
		looks(t, "room-"+test.name, test.all, prepare, test.act)
	}
}

// looks takes pictures of a room: 80×24 dark and light, 40×12, and all if wanted.
func looks(t *testing.T, name string, all bool, prepare func(*memory, *tui.Options), act func(*desk)) {
	t.Helper()
	look := func(suffix string, w, h int, dark bool, profile colorprofile.Profile) {
		t.Run(name+suffix, func(t *testing.T) {
			d := sit(t, func(j *memory, o *tui.Options) { prepare(j, o); o.Profile = profile })
			d.Background(dark)
			d.Resize(w, h)
			act(d)
			tuitest.Golden(t, name+suffix+".svg", d.SVG())
			if got := d.Widest(); got > w {
				t.Errorf("a line is %d cells wide on a terminal of %d", got, w)
			}
		})
	}
	look("-80x24", 80, 24, true, colorprofile.TrueColor)
	look("-light-80x24", 80, 24, false, colorprofile.TrueColor)
	look("-40x12", 40, 12, true, colorprofile.TrueColor)
	if all {
		look("-140x40", 140, 40, true, colorprofile.TrueColor)
		look("-light-140x40", 140, 40, false, colorprofile.TrueColor)
		look("-plain-80x24", 80, 24, true, colorprofile.ASCII)
	}
}

// TestDerivingGolden holds the look of the seconds while a key is derived.
func TestDerivingGolden(t *testing.T) {
	for _, dark := range []bool{true, false} {
		t.Run(fmt.Sprintf("dark=%v", dark), func(t *testing.T) {
			d := sit(t, func(j *memory, o *tui.Options) { withLock(j, o); o.Room = tui.Review })
			d.Background(dark)
			d.Type(passphrase)
			name := map[bool]string{true: "", false: "-light"}[dark]
			tuitest.Golden(t, "room-opening"+name+"-80x24.svg", lookWhile(d, "Unlock", func() { d.Press("enter") }))
		})
	}
	d := sit(t, nil)
	d.write("The printer gave up.")
	keepFirst(d)
	d.Press("l")
	d.Type(passphrase)
	d.Press("enter")
	d.Type(passphrase)
	tuitest.Golden(t, "room-locking-80x24.svg", lookWhile(d, "SetPassphrase", func() { d.Press("enter") }))
}

// keepFirst keeps a page as it is, and goes on to what follows the first entry.
func keepFirst(d *desk) {
	d.press("ctrl+s", "enter")
}
