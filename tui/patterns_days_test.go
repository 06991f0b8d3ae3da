package tui_test

import (
	"strings"
	"testing"
	"time"

	"shakeoff/tui"
	"shakeoff/tui/kit"
	"shakeoff/tui/tuitest/journaltest"
)

// TestPatternsDays holds that the days are entered and left, that the arrows lead from day to day
// and from week to week and not out of the days there are, and that enter opens a day in Review,
// from which one comes back to it.
func TestPatternsDays(t *testing.T) {
	d := patterning(t, pages)
	in := func(want kit.KeyContext) {
		t.Helper()
		if got := d.Model().(*tui.Model).KeyContextNow(); got != want {
			t.Fatalf("in place %d, want %d:\n%s", got, want, d.Text())
		}
	}
	d.Press("enter")
	in(kit.InPatterns)
	d.see(t, "The days", "enter to pick a day.")
	d.Press("enter")
	in(kit.InCalendar)
	for _, step := range []struct{ key, want string }{
		{"", "Saturday 21 November  █ 8"},
		{"down", "Saturday 21 November  █ 8"},
		{"right", "Saturday 21 November  █ 8"},
		{"up", "Friday 20 November  ▓ 6"},
		{"left", "Friday 13 November  █ 10"},
		{"left", "Friday 6 November"},
		{"down", "Saturday 7 November"},
		{"down", "Sunday 8 November"},
		{"down", "Monday 9 November  ▒ 4"},
		{"home", "Monday 25 May"},
		{"left", "Monday 25 May"},
		{"up", "Monday 25 May"},
		{"right", "Monday 1 June"},
		{"end", "Saturday 21 November  █ 8"},
	} {
		if step.key != "" {
			d.Press(step.key)
		}
		if got := lineWith(d, strings.Fields(step.want)[0]); got != step.want {
			t.Errorf("after %q it says %q, want %q:\n%s", step.key, got, step.want, d.Text())
		}
	}
	d.Press("home", "enter")
	in(kit.InCalendar) // there is nothing to open
	d.Press("end", "up", "enter")
	in(kit.InFound)
	d.see(t, "Fri 20 Nov  16:40")
	d.notSee(t, "Sat 21 Nov")
	d.Press("4")
	d.see(t, "Friday 20 November")
	in(kit.InCalendar)
	d.Press("esc")
	in(kit.InPatterns)
	d.notSee(t, "Friday 20 November")
	d.Press("esc")
	in(kit.InCover)
}

// TestPatternsShowTheDayInFocus holds that the cursor stands on the day in focus, at every size, and
// that where there is room it stands in brackets too.
func TestPatternsShowTheDayInFocus(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 20}, {40, 12}, {140, 50}} {
		d := patterning(t, pages)
		d.Resize(size[0], size[1])
		d.Press("enter", "enter")
		for _, key := range []string{"up", "left", "down", "left", "up", "up", "up", "up", "home", "end"} {
			d.Press(key)
			cursor := d.Model().View().Cursor
			if cursor == nil {
				t.Fatalf("at %v, after %s there is no cursor:\n%s", size, key, d.Text())
			}
			if boxed := strings.Contains(d.Text(), "["); boxed != (size[0] > 60) {
				t.Errorf("at %v the day in focus stands in brackets: %v\n%s", size, boxed, d.Text())
			}
		}
	}
}

// TestPatternsSeeANewDay holds that, if midnight passes while Patterns is open, the next key shows the
// new day, and that the same day stays in focus, also when a week leaves the calendar.
func TestPatternsSeeANewDay(t *testing.T) {
	d := sit(t, func(j *journaltest.Journal, o *kit.Options) {
		o.Room, o.Idle = kit.Patterns, 0
		pages(j)
	})
	d.Press("enter", "enter", "up")
	d.see(t, "Friday 20 November")
	d.Advance(d.clock, 48*time.Hour) // it is Monday
	d.Press("left")
	d.see(t, "Friday 13 November")
	d.Press("end")
	d.see(t, "Monday 23 November")
	d.Press("home")
	d.see(t, "Monday 1 June")
}
