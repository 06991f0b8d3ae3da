package tui

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// takeBackFor is how long a deletion can be taken back, and takeBackTick how long its count
// stays as it is.
const (
	takeBackFor  = 10 * time.Second
	takeBackTick = time.Second
)

// deleted is what became of deletions.
type deleted struct {
	ids []journal.ID
	err error // why the first that failed did
}

// failed says that something is still there. What another window has deleted is gone.
func (d deleted) failed() bool { return d.err != nil && !errors.Is(d.err, journal.ErrNotFound) }

// Delete is kit.App.Delete. Until its time has come nothing of it is on disk: whatever
// ends the program first, the entry is there again.
func (m *Model) Delete(id journal.ID) tea.Cmd {
	m.deletions = append(m.deletions, kit.Deletion{ID: id, Due: m.opts.Now().Add(takeBackFor)})
	return m.countLater()
}

// countLater asks for the next tick, if there is something to count and none is due.
func (m *Model) countLater() tea.Cmd {
	if m.counting || len(m.deletions) == 0 {
		return nil
	}
	m.counting = true
	left := m.deletions[0].Due.Sub(m.opts.Now())
	return m.opts.After(max(0, min(left, takeBackTick)), func(time.Time) tea.Msg { return result{m.own, follows(m.deleteDue)} })
}

// takeBack takes back the newest deletion.
func (m *Model) takeBack() {
	if n := len(m.deletions); n > 0 {
		m.deletions = m.deletions[:n-1]
		m.notice = m.opts.Words.Change.TakenBack
		m.closeAsked()
	}
}

// canTakeBack says that u takes a deletion back, where it does.
func (m *Model) canTakeBack() string {
	n := len(m.deletions)
	if n == 0 || m.keyContext(m.top()).TakesText() {
		return ""
	}
	return m.env(m.own).TakesBack(m.deletions[n-1].ID)
}

// closeAsked takes away the question whether to close, once nothing can be taken back.
func (m *Model) closeAsked() {
	if len(m.deletions) == 0 {
		m.Pop(onStack[*closing](m))
	}
}

// deleteDue deletes what is due now. The oldest is due first.
func (m *Model) deleteDue() tea.Cmd {
	m.counting = false
	n := 0
	for n < len(m.deletions) && !m.deletions[n].Due.After(m.opts.Now()) {
		n++
	}
	if n == 0 {
		return m.countLater()
	}
	work := m.deleting(n)
	return tea.Batch(m.countLater(), do(m.own, func(ctx context.Context) tea.Msg {
		d := work(ctx)
		return follows(func() tea.Cmd { return m.deletedNow(d) })
	}))
}

// deleting returns the work that deletes the first n, and those that are being deleted
// already. From now on they cannot be taken back.
func (m *Model) deleting(n int) func(context.Context) deleted {
	for _, d := range m.deletions[:n] {
		m.underway = append(m.underway, d.ID)
	}
	m.deletions = slices.Delete(slices.Clone(m.deletions), 0, n)
	m.closeAsked()
	u, ids := m.unlocked, slices.Clone(m.underway)
	return func(ctx context.Context) deleted {
		d := deleted{ids: ids}
		for _, id := range ids {
			err := error(journal.ErrLocked)
			if u != nil {
				err = u.Delete(ctx, id)
			}
			d.err = cmp.Or(d.err, err)
		}
		return d
	}
}

// deletedNow says what became of deletions, and has the rooms look again.
func (m *Model) deletedNow(d deleted) tea.Cmd {
	if len(d.ids) == 0 {
		return nil
	}
	m.underway = slices.DeleteFunc(m.underway, func(id journal.ID) bool { return slices.Contains(d.ids, id) })
	said := m.opts.Words
	switch covered := onStack[*cover](m); {
	case d.err == nil:
		m.notice = page.Reached(m.opts.Journal, said.Change.Gone, said.Change.Unreached)
		if covered != nil {
			covered.said = m.notice
		}
	case d.failed() && covered != nil:
		covered.said = said.Problems.NotDeleted
	case d.failed():
		m.problem = kit.Because(kit.ErrNotDeleted, d.err)
	default:
		m.problem = d.err
	}
	told := m.deliver(m.rooms[kit.Review], kit.Deleted{IDs: d.ids})
	if (m.room == kit.Ready || m.room == kit.Patterns) && !m.covered() {
		told = tea.Batch(told, m.deliver(m.rooms[m.room], kit.Entered{}))
	}
	return tea.Batch(told, m.AskStatus())
}

// FinishDeletions deletes what could still be taken back, for closing makes it final. It is
// for whoever runs the program, once that has ended.
func (m *Model) FinishDeletions(ctx context.Context) error {
	if d := m.deleting(len(m.deletions))(ctx); d.failed() {
		return kit.Because(kit.ErrNotDeleted, d.err)
	}
	return nil
}

// closing asks before the program ends while a deletion can still be taken back.
type closing struct{ root *Model }

func (*closing) KeyContext() kit.KeyContext { return kit.InClosing }

func (c *closing) Update(e kit.Env, msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && e.Action(kit.InClosing, k) == kit.ActDelete {
		return c.root.leave(leaveQuit)
	}
	return nil
}

func (c *closing) View(e kit.Env) kit.Frame {
	v := kit.NewCanvas(e)
	v.Ask(e.Words.Change.CloseAsk, e.Words.Change.CloseLine)
	v.Cut(e.Height)
	return v.Frame
}
