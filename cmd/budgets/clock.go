package main

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// clock is a time that passes only when told to: a day in a few seconds.
type clock struct {
	now   time.Time
	ticks []ticking
}

// ticking is something that waits for its time.
type ticking struct {
	at   time.Time
	tell func(time.Time) tea.Msg
}

// Now and After are what tui.Options asks for.
func (c *clock) Now() time.Time { return c.now }

// After notes what waits at once, and leaves nothing to do.
func (c *clock) After(d time.Duration, tell func(time.Time) tea.Msg) tea.Cmd {
	c.ticks = append(c.ticks, ticking{c.now.Add(d), tell})
	return nil
}

// pass lets time pass: m hears of everything that falls due, in order.
func (c *clock) pass(m tea.Model, d time.Duration) {
	for end := c.now.Add(d); ; {
		next := -1
		for i, t := range c.ticks {
			if !t.at.After(end) && (next < 0 || t.at.Before(c.ticks[next].at)) {
				next = i
			}
		}
		if next < 0 {
			c.now = end
			return
		}
		due := c.ticks[next]
		c.ticks = append(c.ticks[:next], c.ticks[next+1:]...)
		c.now = due.at
		settle(m, func() tea.Msg { return due.tell(due.at) })
	}
}
