package tuitest

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// maxTicks bounds the timers that one Advance may fire: an hour at 60 frames a
// second is still allowed, a timer of no length that renews itself is not.
const maxTicks = 250_000

// Clock is the time of a test. It stands still until Drive.Advance. Like the
// models it serves, it belongs to one goroutine.
type Clock struct {
	now    time.Time
	timers []timer // in the order they are due, those set first among equals
	fired  int
}

type timer struct {
	due time.Time
	fn  func(time.Time) tea.Msg
}

// NewClock returns a clock that stands at the given time.
func NewClock(at time.Time) *Clock { return &Clock{now: at} }

// Now returns the time of the test.
func (c *Clock) Now() time.Time { return c.now }

// After has the shape of tea.Tick. It sets the timer at once; the command that it returns yields
// nothing, for the message of fn comes from Advance, straight to the model.
func (c *Clock) After(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
	due := c.now.Add(max(d, 0))
	i := len(c.timers)
	for i > 0 && c.timers[i-1].due.After(due) {
		i--
	}
	c.timers = slices.Insert(c.timers, i, timer{due, fn})
	return func() tea.Msg { return nil }
}

// Pending returns how many timers have not fired yet.
func (c *Clock) Pending() int { return len(c.timers) }

// Fired returns how many timers have fired.
func (c *Clock) Fired() int { return c.fired }

// Advance moves the clock on. Timers that are due fire in order, each at its own time and with
// everything that follows from it, and so do those that these set.
func (d *Drive) Advance(c *Clock, dur time.Duration) {
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
