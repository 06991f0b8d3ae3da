package input

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// A reply that comes after the program has left is typed into the shell. So what every terminal
// answers is asked last, and until that answer comes, leaving waits a little.
const (
	asksWithin = 25 * time.Millisecond // Bubble Tea has asked all that it asks
	answersIn  = 2 * time.Second       // a terminal that has not answered by then never will
	waitsFor   = 200 * time.Millisecond
)

// leaving is whether the program can leave.
type leaving struct {
	opened   time.Time
	answered bool
	as       tea.Msg // what waits to leave: tea.QuitMsg or tea.SuspendMsg
}

// leaveNow says that leaving has waited for long enough.
type leaveNow struct{}

// askLast asks for the terminal's attributes (DA1), behind all other questions: those of Bubble Tea,
// and those that the first frame takes along.
func (t *Terminal) askLast() {
	time.AfterFunc(asksWithin, func() { t.send(tea.RawMsg{Msg: ansi.RequestPrimaryDeviceAttributes}) })
}

// leave returns what leaves, or nil while that waits.
func (t *Terminal) leave(as tea.Msg) tea.Msg {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.answered || t.send == nil || time.Since(t.opened) > answersIn {
		return as
	}
	if t.as == nil {
		time.AfterFunc(waitsFor, func() { t.send(leaveNow{}) })
	}
	t.as = as
	return nil
}

// leaves ends the waiting, and returns what waited.
func (t *Terminal) leaves() tea.Msg {
	t.mu.Lock()
	defer t.mu.Unlock()
	as := t.as
	t.answered, t.as = true, nil
	return as
}
