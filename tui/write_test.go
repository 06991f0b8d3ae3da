package tui_test

import (
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"shakeoff/tui"
	"shakeoff/tui/guide"
	"shakeoff/tui/tuitest"
	"shakeoff/tui/words"
)

// desk is somebody at the program: the whole of it, on a journal in memory and a
// clock that stands still.
type desk struct {
	*tuitest.Drive
	clock   *tuitest.Clock
	journal *memory
	keeper  *tui.Keeper
}

// today is when every test of Write takes place.
func today() time.Time { return time.Date(2026, time.November, 21, 14, 5, 0, 0, time.UTC) }

// sit opens the program at 80×24, on a journal that was prepared.
func sit(t testing.TB, prepare func(*memory, *tui.Options)) *desk {
	t.Helper()
	clock := tuitest.NewClock(today())
	d := &desk{clock: clock, journal: newMemory(clock.Now)}
	d.keeper = tui.NewKeeper(d.journal)
	o := tui.Options{
		Journal: d.journal, Keeper: d.keeper, Guide: guide.English(), Words: words.English(),
		Profile: colorprofile.TrueColor, Dark: true, Idle: 5 * time.Minute, Now: clock.Now, After: clock.After,
	}
	if prepare != nil {
		prepare(d.journal, &o)
	}
	d.Drive = tuitest.New(t, tui.New(o), 80, 24)
	return d
}

// breathe lets as much time pass as a person takes between two thoughts.
func (d *desk) breathe() { d.Advance(d.clock, 300*time.Millisecond) }

// write types, then goes on with enter.
func (d *desk) write(text string) {
	d.breathe()
	d.Type(text)
	d.breathe()
	d.Press("enter")
	d.breathe()
}

// press presses keys with a breath between them.
func (d *desk) press(keys ...string) {
	for _, k := range keys {
		d.breathe()
		d.Press(k)
	}
	d.breathe()
}
