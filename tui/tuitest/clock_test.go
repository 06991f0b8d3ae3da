package tuitest_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/tuitest"
)

func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// at sets a timer that says a note together with the second at which it fired.
func at(c *tuitest.Clock, seconds int, text string) tea.Cmd {
	return c.After(time.Duration(seconds)*time.Second, func(now time.Time) tea.Msg {
		return note(text + now.Format("@05"))
	})
}

func TestTimeMovesOnlyByAdvance(t *testing.T) {
	c := tuitest.NewClock(noon())
	m := newDiary()
	d := tuitest.New(t, m, 80, 24)
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
	c := tuitest.NewClock(noon())
	m := newDiary()
	d := tuitest.New(t, m, 80, 24)
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
	c := tuitest.NewClock(noon())
	m := newDiary()
	m.answers["tick@02"] = func() tea.Msg { return at(c, 2, "tock")() }
	m.answers["tock@04"] = func() tea.Msg { return at(c, 2, "tick")() }
	d := tuitest.New(t, m, 80, 24)
	*m.seen = nil
	at(c, 2, "tick")
	d.Advance(c, 5*time.Second)
	if got, want := m.story(), "tick@02 tock@04"; got != want || c.Pending() != 1 {
		t.Errorf("the model saw %q with %d timers left, want %q with 1", got, c.Pending(), want)
	}
}

func TestATimerThatNeverWaitsFailsItsTest(t *testing.T) {
	c := tuitest.NewClock(noon())
	m := newDiary()
	m.answers["tick@00"] = func() tea.Msg { return at(c, 0, "tick")() }
	at(c, 0, "tick")
	got := complaint(func(tb testing.TB) {
		tuitest.New(tb, m, 80, 24).Advance(c, time.Second)
	})
	if !strings.Contains(got, "without waiting") {
		t.Errorf("the test said %q", got)
	}
}
