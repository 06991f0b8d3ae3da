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
// models it serves it belongs to one goroutine.
type Clock struct {
	now    time.Time
	timers []timer // in the order they were set
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

// After has the shape of tea.Tick. It sets the timer at once, whether or not the
// returned command is ever run, and that command yields nothing: the message of
// fn comes from Advance, straight to the model.
func (c *Clock) After(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
	c.timers = append(c.timers, timer{c.now.Add(d), fn})
	return func() tea.Msg { return nil }
}

// Pending returns how many timers have not fired yet.
func (c *Clock) Pending() int { return len(c.timers) }

// Fired returns how many timers have fired.
func (c *Clock) Fired() int { return c.fired }

// next takes out the earliest timer due by the given time, the one set first
// among equals.
func (c *Clock) next(by time.Time) (timer, bool) {
	first := -1
	for i, t := range c.timers {
		if !t.due.After(by) && (first < 0 || t.due.Before(c.timers[first].due)) {
			first = i
		}
	}
	if first < 0 {
		return timer{}, false
	}
	t := c.timers[first]
	c.timers = slices.Delete(c.timers, first, first+1)
	c.fired++
	return t, true
}

// Advance moves the clock on. Timers fire in the order they are due, each at its
// own time and with everything that follows from it, and so do the timers that
// these set, as long as they are due within dur.
func (d *Drive) Advance(c *Clock, dur time.Duration) {
	d.t.Helper()
	end := c.now.Add(dur)
	for ticks := 0; ; ticks++ {
		t, ok := c.next(end)
		if !ok {
			break
		}
		if ticks == maxTicks {
			d.t.Fatalf("%d timers fired within %v; does one renew itself without waiting?", maxTicks, dur)
		}
		if t.due.After(c.now) {
			c.now = t.due
		}
		d.Send(t.fn(c.now))
	}
	c.now = end
}
