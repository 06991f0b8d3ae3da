package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest"
	"shakeoff/tui/tuitest/journaltest"
)

const passphrase = journaltest.Passphrase

func answer(step journal.Step, question, text string) journal.Answer {
	return journal.Answer{Step: step, Question: question, Text: text}
}

// pages fills a journal with what somebody kept over a few weeks.
func pages(j *journaltest.Journal) {
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
		j.Add(e)
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
func scripts(j *journaltest.Journal) {
	for i, text := range []string{
		"窓口で怒鳴られた。落ち着いて説明したけれど、何度も同じ質問をされた。 #窓口",
		"고객이 계속 소리를 질렀고 나는 아무 말도 할 수 없었다.",
		"काउंटर पर बहुत भीड़ थी और कोई मदद नहीं मिली। #दफ़्तर",
		"كان يصرخ في وجهي أمام الجميع ولم أستطع الرد.",
		"Family at the desk 👨‍👩‍👧‍👦 and a flag 🇬🇧, e\u0301 and a\u0308 combining.",
		"Tabs\tand \u202eturned\u202c text, \x1b[31mescapes\x1b[0m and \u200bnothing.",
	} {
		at := today().Add(-time.Duration(i) * 26 * time.Hour)
		j.Add(journal.Entry{
			Written: at, Answers: []journal.Answer{answer(journal.Happened, "What happened?", text), answer(journal.Control, "What was in my control?", text+" "+text)},
			Weighings: []journal.Weighing{{At: at, Moment: journal.Before, Weight: 9 - i}},
		})
	}
}

func withLock(j *journaltest.Journal, _ *kit.Options) {
	pages(j)
	j.Lock()
	j.Offer(page.OfferLock)
}

// TestRoomsGolden holds every look of the dialogs, and of Review without its search and
// changes.
func TestRoomsGolden(t *testing.T) {
	in := func(r kit.Room, fill func(*journaltest.Journal)) func(*journaltest.Journal, *kit.Options) {
		return func(j *journaltest.Journal, o *kit.Options) {
			o.Room = r
			if fill != nil {
				fill(j)
			} else {
				j.Absent()
			}
		}
	}
	locked := func(j *journaltest.Journal, o *kit.Options) { withLock(j, o); o.Room = kit.Review }
	offered := func(j *journaltest.Journal, o *kit.Options) { locked(j, o); j.Offer(page.OfferRecovery) }
	unlock := func(d *desk) { d.Type(passphrase); d.Press("enter") }
	firstKept := func(d *desk) { d.write("The printer gave up."); fileFirst(d) }
	damage := func(j *journaltest.Journal, o *kit.Options) {
		o.Room = kit.Review
		pages(j)
		j.Damage(j.Entries()[1].ID)
	}

	for _, test := range []struct {
		name    string
		prepare func(*journaltest.Journal, *kit.Options)
		act     func(*desk)
		as      goldens
	}{
		{"cover", nil, func(d *desk) { d.Press("esc") }, pictured},
		{"cover-unsaved", nil, func(d *desk) { d.journal.Fail["Save"] = journal.ErrFull; d.Type("words"); d.Press("esc") }, asText},
		{"cover-help", nil, func(d *desk) { d.Press("esc", "f1") }, asText},
		{"unlock", locked, func(*desk) {}, pictured},
		{"unlock-typed", locked, func(d *desk) { d.Type("heron on the") }, asText},
		{"unlock-shown", locked, func(d *desk) { d.Type("heron on thé "); d.Press("ctrl+t"); d.Paste("鷺 gate") }, asText},
		{"unlock-wrong", locked, func(d *desk) { d.Type("heron"); d.Press("enter") }, asText},
		{"review-locked", locked, func(d *desk) { d.Press("esc") }, asText},
		{"recovery-offer", locked, unlock, pictured},
		{"recovery", locked, func(d *desk) { unlock(d); d.Press("s") }, pictured},
		{"lock-offer", nil, firstKept, pictured},
		{"lock-first", nil, func(d *desk) { firstKept(d); d.Press("l") }, pictured},
		{"lock-again", nil, func(d *desk) { firstKept(d); d.Press("l"); d.Type("heron"); d.Press("enter"); d.Type("her") }, asText},
		{"lock-differ", nil, func(d *desk) {
			firstKept(d)
			d.Press("l")
			d.Type(passphrase)
			d.Press("enter")
			d.Type("heron")
			d.Press("enter")
		}, asText},
		{"lock-set", nil, func(d *desk) {
			firstKept(d)
			d.Press("l")
			d.Type(passphrase)
			d.Press("enter")
			d.Type(passphrase)
			d.Press("enter")
		}, asText},
		{"help-write", nil, func(d *desk) { d.Press("f1") }, pictured},
		{"help-review", offered, func(d *desk) { unlock(d); d.Press("?") }, asText},
		{"review-empty", in(kit.Review, nil), func(*desk) {}, asText},
		{"review-many", offered, unlock, asRoom},
		{"review-down", offered, func(d *desk) { unlock(d); d.Press("down", "down", "down", "down") }, asText},
		{"review-reader", offered, func(d *desk) { unlock(d); d.Press("enter") }, asText},
		{"review-scripts", in(kit.Review, scripts), func(*desk) {}, asText},
		{"review-scripts-reader", in(kit.Review, scripts), func(d *desk) { d.Press("end", "enter") }, asText},
		{"review-damaged", damage, func(d *desk) { d.Press("down") }, asText},
	} {
		holdState(t, "room-"+test.name, test.as, test.prepare, test.act)
	}
}

// goldens says which goldens hold a state of the program.
type goldens int

const (
	asText   goldens = iota // in three sizes
	pictured                // as text, and as pictures at 80×24
	asRoom                  // as text, and as pictures in three sizes
)

// holdState compares a state with a text for all sizes, and with pictures, dark and
// light. What has pictures must say the same without colours.
func holdState(t *testing.T, name string, as goldens, prepare func(*journaltest.Journal, *kit.Options), act func(*desk)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		at := func(size [2]int, profile colorprofile.Profile) *desk {
			d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
				if prepare != nil {
					prepare(j, o)
				}
				o.Profile = profile
			})
			d.Resize(size[0], size[1])
			act(d)
			return d
		}
		var text string
		for i, size := range [][2]int{{80, 24}, {40, 12}, {140, 40}} {
			d := at(size, colorprofile.TrueColor)
			text += d.Golden(name)
			if as == asRoom || as == pictured && i == 0 {
				picture := func(name string) {
					tuitest.Golden(t, fmt.Sprintf("%s-%dx%d.svg", name, size[0], size[1]), d.SVG())
				}
				picture(name)
				d.Background(false)
				picture(name + "-light")
				if bare := at(size, colorprofile.ASCII).Golden(name); !strings.HasSuffix(text, bare) {
					t.Errorf("without colours it says\n%s", bare)
				}
			}
		}
		tuitest.Golden(t, name+".txt", []byte(text))
	})
}

// TestDerivingGolden holds the look of the seconds while a key is derived.
func TestDerivingGolden(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) { withLock(j, o); o.Room = kit.Review })
	d.Type(passphrase)
	d.journal.During("Unlock", func() { tuitest.Golden(t, "room-opening.txt", []byte(d.Golden("Unlock"))) })
	d.Press("enter")
	d = sit(t, nil)
	d.write("The printer gave up.")
	fileFirst(d)
	d.Press("l")
	d.Type(passphrase)
	d.Press("enter")
	d.Type(passphrase)
	d.journal.During("SetPassphrase", func() { tuitest.Golden(t, "room-locking.txt", []byte(d.Golden("SetPassphrase"))) })
	d.Press("enter")
}

// fileFirst keeps a page as it is, and goes on to what follows the first entry.
func fileFirst(d *desk) {
	d.press("ctrl+s", "enter")
	d.look()
}
