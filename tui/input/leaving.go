package input

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// A reply that comes after the program has left would be typed into the shell. So a question that
// every terminal answers is asked last, and leaving waits a little for that answer.
const (
	asksWithin = 25 * time.Millisecond // by then Bubble Tea has asked all its questions
	answersIn  = 2 * time.Second       // a terminal that has not answered by then never will
	waitsFor   = 200 * time.Millisecond
)

// leaving is what decides whether the program can leave.
type leaving struct {
	opened   time.Time
	answered bool
	as       tea.Msg // the message that waits: tea.QuitMsg or tea.SuspendMsg
}

// leaveNow says that leaving has waited for long enough.
type leaveNow struct{}

// askLast asks for the terminal's attributes (DA1), after all other questions: those of Bubble Tea,
// and those that go with the first frame.
func (t *Terminal) askLast() {
	time.AfterFunc(asksWithin, func() { t.send(tea.RawMsg{Msg: ansi.RequestPrimaryDeviceAttributes}) })
}

// leave returns the message to leave by, or nil while that waits.
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

// leaves ends the waiting, and returns the message that waited.
func (t *Terminal) leaves() tea.Msg {
	t.mu.Lock()
	defer t.mu.Unlock()
	as := t.as
	t.answered, t.as = true, nil
	return as
}
