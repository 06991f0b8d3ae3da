package tui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// maxTicks bounds the timers that one Advance may fire: an hour at 60 frames a
// second is still allowed, a timer of no length that renews itself is not.
const maxTicks = 250_000

// clock is the time of a test. It stands still until Drive.Advance. Like the
// models it serves, it belongs to one goroutine.
type clock struct {
	now    time.Time
	timers []timer // in the order they are due, those set first among equals
	fired  int
}

type timer struct {
	due time.Time
	fn  func(time.Time) tea.Msg
}

// newClock returns a clock that stands at the given time.
func newClock(at time.Time) *clock { return &clock{now: at} }

// Now returns the time of the test.
func (c *clock) Now() time.Time { return c.now }

// After has the shape of tea.Tick. It sets the timer at once; the command that it returns yields
// nothing, for the message of fn comes from Advance, straight to the model.
func (c *clock) After(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
	due := c.now.Add(max(d, 0))
	i := len(c.timers)
	for i > 0 && c.timers[i-1].due.After(due) {
		i--
	}
	c.timers = slices.Insert(c.timers, i, timer{due, fn})
	return func() tea.Msg { return nil }
}

// Pending returns how many timers have not fired yet.
func (c *clock) Pending() int { return len(c.timers) }

// Fired returns how many timers have fired.
func (c *clock) Fired() int { return c.fired }

// Advance moves the clock on. Timers that are due fire in order, each at its own time and with
// everything that follows from it, and so do those that these set.
func (d *drive) Advance(c *clock, dur time.Duration) {
	d.t.Helper()
	end := c.now.Add(dur)
	for ticks := 0; len(c.timers) > 0 && !c.timers[0].due.After(end); ticks++ {
		if ticks == maxTicks {
			d.t.Fatalf("%d timers fired within %v; does one renew itself without waiting?", maxTicks, dur)
		}
		t := c.timers[0]
		c.timers = slices.Delete(c.timers, 0, 1)
		c.fired++
		c.now = t.due
		d.Send(t.fn(c.now))
	}
	c.now = end
}

func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// at sets a timer that says a note together with the second at which it fired.
func at(c *clock, seconds int, text string) tea.Cmd {
	return c.After(time.Duration(seconds)*time.Second, func(now time.Time) tea.Msg {
		return note(text + now.Format("@05"))
	})
}

func TestTimeMovesOnlyByAdvance(t *testing.T) {
	c := newClock(noon())
	m := newDiary()
	d := newDrive(t, m, 80, 24)
	cmd := at(c, 0, "never by itself")
	if msg := cmd(); msg != nil {
		t.Errorf("the timer's command yields %v, want nil", msg)
	}
	d.Send(note("x"))
	if got, want := m.story(), "80x24 x"; got != want || !c.Now().Equal(noon()) || c.Pending() != 1 {
		t.Errorf("before Advance the model saw %q at %v with %d timers; want %q", got, c.Now(), c.Pending(), want)
	}
}

func TestTimersFireInOrderAtTheirTimes(t *testing.T) {
	c := newClock(noon())
	m := newDiary()
	d := newDrive(t, m, 80, 24)
	*m.seen = nil
	at(c, 9, "late")
	at(c, 3, "b")
	at(c, 1, "a")
	at(c, 3, "c")
	d.Advance(c, 5*time.Second)
	if got, want := m.story(), "a@01 b@03 c@03"; got != want {
		t.Errorf("the model saw %q, want %q", got, want)
	}
	if !c.Now().Equal(noon().Add(5*time.Second)) || c.Pending() != 1 {
		t.Errorf("it is %v with %d timers, want five seconds past noon with 1", c.Now(), c.Pending())
	}
	d.Advance(c, 4*time.Second)
	if got, want := m.story(), "a@01 b@03 c@03 late@09"; got != want || c.Pending() != 0 {
		t.Errorf("the model saw %q with %d timers left, want %q", got, c.Pending(), want)
	}
}

func TestATimerMaySetTheNext(t *testing.T) {
	c := newClock(noon())
	m := newDiary()
	m.answers["tick@02"] = func() tea.Msg { return at(c, 2, "tock")() }
	m.answers["tock@04"] = func() tea.Msg { return at(c, 2, "tick")() }
	d := newDrive(t, m, 80, 24)
	*m.seen = nil
	at(c, 2, "tick")
	d.Advance(c, 5*time.Second)
	if got, want := m.story(), "tick@02 tock@04"; got != want || c.Pending() != 1 {
		t.Errorf("the model saw %q with %d timers left, want %q with 1", got, c.Pending(), want)
	}
}

func TestATimerThatNeverWaitsFailsItsTest(t *testing.T) {
	c := newClock(noon())
	m := newDiary()
	m.answers["tick@00"] = func() tea.Msg { return at(c, 0, "tick")() }
	at(c, 0, "tick")
	got := complaint(func(tb testing.TB) {
		newDrive(tb, m, 80, 24).Advance(c, time.Second)
	})
	if !strings.Contains(got, "without waiting") {
		t.Errorf("the test said %q", got)
	}
}
