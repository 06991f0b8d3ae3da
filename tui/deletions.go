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

// takeBackFor is how long a deletion can be taken back, and takeBackTick how often its countdown
// changes.
const (
	takeBackFor  = 10 * time.Second
	takeBackTick = time.Second
)

// deleted is what became of deletions.
type deleted struct {
	ids []journal.ID
	err error // why the first that failed did
}

// failed says that an entry is still there. One that another window has deleted is gone.
func (d deleted) failed() bool { return d.err != nil && !errors.Is(d.err, journal.ErrNotFound) }

// Delete is kit.App.Delete. Nothing is written until the time has come: if the program ends
// before, however that happens, the entry is still there.
func (m *Model) Delete(id journal.ID) tea.Cmd {
	m.deletions = append(m.deletions, kit.Deletion{ID: id, Due: m.opts.Now().Add(takeBackFor)})
	return m.countLater()
}

// countLater asks for the next tick of the countdown, unless one is pending.
func (m *Model) countLater() tea.Cmd {
	if m.counting || len(m.deletions) == 0 {
		return nil
	}
	m.counting = true
	left := m.deletions[0].Due.Sub(m.opts.Now())
	return m.opts.After(max(0, min(left, takeBackTick)), func(time.Time) tea.Msg {
		return result{m.own, follows(m.deleteDue)}
	})
}

// takeBack takes back the newest deletion.
func (m *Model) takeBack() {
	if n := len(m.deletions); n > 0 {
		m.deletions = m.deletions[:n-1]
		m.notice = m.opts.Words.Change.TakenBack
		m.closeAsked()
	}
}

// canTakeBack is the hint that u takes a deletion back, where it does.
func (m *Model) canTakeBack() string {
	n := len(m.deletions)
	if n == 0 || m.keyContext(m.top()).TakesText() {
		return ""
	}
	return m.env(m.top()).TakesBack(m.deletions[n-1].ID)
}

// closeAsked drops the question whether to close once nothing can be taken back any more.
func (m *Model) closeAsked() {
	if len(m.deletions) == 0 {
		m.Pop(onStack[*closing](m))
	}
}

// deleteDue deletes what is due now.
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

// deleting returns the work that deletes the first n, and those already under way. From now on
// they cannot be taken back.
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

// deletedNow tells how deletions went, and has the rooms look again.
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

// FinishDeletions deletes what could still be taken back, for closing makes it final. The caller
// is whoever runs the program, once that has ended.
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
