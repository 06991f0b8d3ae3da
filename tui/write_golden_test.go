package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"shakeoff/store/journal"
	"shakeoff/tui"
	"shakeoff/tui/tuitest"
)

// What somebody wrote, for the pictures.
const (
	scene = "Covering at another site, on my own at the desk. I had to refuse a transaction. " +
		"The customer stayed polite on the surface but kept pushing, got more and more agitated, and in the end put in a complaint."
	mine   = "How I explained it, and how long I stayed calm. Not the rule itself, not having anyone senior in the room."
	differ = "Ring the main desk before a refusal turns into a stand-off, so that I am not alone in it."
)

// TestWriteGolden holds every look of Write as a picture.
func TestWriteGolden(t *testing.T) {
	toWeigh := func(d *desk) { d.write(scene) }
	toControl := func(d *desk) { toWeigh(d); d.write("8") }
	toShake := func(d *desk) { toControl(d); d.write(mine); d.write(differ); d.write("") }
	toAfter := func(d *desk) { toShake(d); d.press("space", "enter") }
	waits := func(j *memory, _ *tui.Options) {
		j.wait(journal.Entry{
			Written: time.Date(2026, time.October, 31, 9, 12, 0, 0, time.UTC),
			Answers: []journal.Answer{{Step: journal.Happened, Question: "What happened?", Text: "The lift was stuck."}},
		})
	}
	locked := func(j *memory, o *tui.Options) { waits(j, o); j.lock = "a passphrase" }
	someone := func(_ *memory, o *tui.Options) { o.Someone = "Sam, ext. 4410" }
	long := strings.Repeat(scene+" ", 8)

	for _, test := range []struct {
		name    string
		prepare func(*memory, *tui.Options)
		act     func(*desk)
		wide    bool // also small, wide and without colours
	}{
		{"start", nil, func(*desk) {}, true},
		{"angle", nil, func(d *desk) { d.press("ctrl+t", "ctrl+t", "ctrl+t") }, false},
		{"weigh", nil, toWeigh, false},
		{"weigh-chosen", nil, func(d *desk) { toWeigh(d); d.press("8") }, true},
		{"middle", nil, func(d *desk) { toControl(d); d.Type(mine) }, true},
		{"last", nil, func(d *desk) { toControl(d); d.write(mine); d.write(differ) }, false},
		{"long", nil, func(d *desk) { d.write(long); d.write("8"); d.Paste(long) }, true},
		{"waiting", waits, func(*desk) {}, false},
		{"waiting-locked", locked, func(*desk) {}, false},
		{"waiting-choice", locked, func(d *desk) { d.press("ctrl+o") }, true},
		{"shake", nil, toShake, true},
		{"shake-blank", nil, func(d *desk) { toShake(d); d.shakeOff() }, false},
		{"reweigh", nil, func(d *desk) { toAfter(d); d.press("3") }, false},
		{"ending", nil, func(d *desk) { toAfter(d); d.press("3", "enter") }, true},
		{"ending-heavier", nil, func(d *desk) {
			toControl(d)
			d.press("shift+tab", "5", "enter")
			d.write(mine)
			d.write(differ)
			d.write("")
			d.press("enter", "7", "enter")
		}, false},
		{"ending-still", someone, func(d *desk) { toAfter(d); d.press("9", "enter") }, false},
		{"ending-burn", nil, func(d *desk) { toAfter(d); d.press("3", "enter", "b") }, false},
		{"kept", func(j *memory, _ *tui.Options) { j.offered[tui.OfferLock] = true }, func(d *desk) { toAfter(d); d.press("3", "enter", "enter") }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sit(t, test.prepare)
			test.act(d)
			picture(t, d, "write-"+test.name, 80, 24)
			d.Background(false)
			picture(t, d, "write-"+test.name+"-light", 80, 24)
			if !test.wide {
				return
			}
			d.Background(true)
			picture(t, d, "write-"+test.name, 40, 12)
			picture(t, d, "write-"+test.name, 140, 40)
			d = sit(t, func(j *memory, o *tui.Options) {
				o.Profile = colorprofile.ASCII
				if test.prepare != nil {
					test.prepare(j, o)
				}
			})
			test.act(d)
			picture(t, d, "write-"+test.name+"-plain", 80, 24)
		})
	}
}

// picture compares the screen, at a size, with its golden.
func picture(t *testing.T, d *desk, name string, w, h int) {
	t.Helper()
	d.Resize(w, h)
	if got := d.Widest(); got > w {
		t.Errorf("%s: a line takes %d cells of %d", name, got, w)
	}
	tuitest.Golden(t, fmt.Sprintf("%s-%dx%d.svg", name, w, h), d.SVG())
}
