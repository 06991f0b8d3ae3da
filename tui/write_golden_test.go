package tui_test

import (
	"strings"
	"testing"
	"time"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
	"shakeoff/tui/tuitest/journaltest"
)

// What somebody wrote, for the pictures.
const (
	scene = "Covering at another site, on my own at the desk. I had to refuse a transaction. " +
		"The customer stayed polite on the surface but kept pushing, got more and more agitated, and in the end put in a complaint."
	mine   = "How I explained it, and how long I stayed calm. Not the rule itself, not having anyone senior in the room."
	differ = "Ring the main desk before a refusal turns into a stand-off, so that I am not alone in it."
)

// TestWriteGolden holds every look of Write.
func TestWriteGolden(t *testing.T) {
	toWeigh := func(d *desk) { d.write(scene) }
	toControl := func(d *desk) { toWeigh(d); d.write("8") }
	toShake := func(d *desk) { toControl(d); d.write(mine); d.write(differ); d.write("") }
	toAfter := func(d *desk) { toShake(d); d.press("space", "enter") }
	waits := func(j *journaltest.Journal, _ *kit.Options) {
		j.Wait(journal.Entry{
			Written: time.Date(2026, time.October, 31, 9, 12, 0, 0, time.UTC),
			Answers: []journal.Answer{{Step: journal.Happened, Question: "What happened?", Text: "The lift was stuck."}},
		})
	}
	locked := func(j *journaltest.Journal, o *kit.Options) { waits(j, o); j.Lock() }
	someone := func(_ *journaltest.Journal, o *kit.Options) { o.Someone = "Sam, ext. 4410" }
	long := strings.Repeat(scene+" ", 8)

	for _, test := range []struct {
		name    string
		prepare func(*journaltest.Journal, *kit.Options)
		act     func(*desk)
		as      goldens
	}{
		{"start", nil, func(*desk) {}, asText},
		{"angle", nil, func(d *desk) { d.press("ctrl+t", "ctrl+t", "ctrl+t") }, asText},
		{"weigh", nil, toWeigh, asText},
		{"weigh-chosen", nil, func(d *desk) { toWeigh(d); d.press("8") }, pictured},
		{"middle", nil, func(d *desk) { toControl(d); d.Type(mine) }, asRoom},
		{"last", nil, func(d *desk) { toControl(d); d.write(mine); d.write(differ) }, asText},
		{"long", nil, func(d *desk) { d.write(long); d.write("8"); d.Paste(long) }, asText},
		{"waiting", waits, func(*desk) {}, asText},
		{"waiting-locked", locked, func(*desk) {}, asText},
		{"waiting-choice", locked, func(d *desk) { d.press("ctrl+o") }, pictured},
		{"shake", nil, toShake, pictured},
		{"shake-blank", nil, func(d *desk) { toShake(d); d.shakeOff() }, asText},
		{"reweigh", nil, func(d *desk) { toAfter(d); d.press("3") }, asText},
		{"ending", nil, func(d *desk) { toAfter(d); d.press("3", "enter") }, pictured},
		{"ending-heavier", nil, func(d *desk) {
			toControl(d)
			d.press("shift+tab", "5", "enter")
			d.write(mine)
			d.write(differ)
			d.write("")
			d.press("enter", "7", "enter")
		}, asText},
		{"ending-still", someone, func(d *desk) { toAfter(d); d.press("9", "enter") }, asText},
		{"ending-burn", nil, func(d *desk) { toAfter(d); d.press("3", "enter", "b") }, asText},
		{"kept", func(j *journaltest.Journal, _ *kit.Options) { j.Offer(page.OfferLock) }, func(d *desk) { toAfter(d); d.press("3", "enter", "enter") }, asText},
	} {
		holdState(t, "write-"+test.name, test.as, test.prepare, test.act)
	}
}
