package tui

import (
	"cmp"
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// opened is the end of an unlocking. The root alone holds the identity.
type opened struct {
	unlocked     page.Unlocked
	err          error
	then         func(kit.Env) tea.Cmd // for the screen that asked; may be nil
	byPassphrase bool                  // and not by the recovery key
}

// Late forgets the identity.
func (o opened) Late() {
	if o.unlocked != nil {
		o.unlocked.Lock()
	}
}

// AskStatus is kit.App.AskStatus. The file is asked once at a time.
func (m *Model) AskStatus() tea.Cmd {
	if m.asking {
		return nil
	}
	return m.statusAfter(func() {})
}

// statusAfter asks how the file stands once work is done.
func (m *Model) statusAfter(work func()) tea.Cmd {
	m.asking = true
	return do(m.own, func(ctx context.Context) tea.Msg {
		work()
		s, err := m.opts.Journal.Status(ctx)
		return follows(func() tea.Cmd { return m.gotStatus(s, err) })
	})
}

func (m *Model) gotStatus(s page.Status, err error) tea.Cmd {
	m.asking = false
	held := m.held
	m.held = nil
	if err != nil {
		m.problem = err
		return nil
	}
	if s.OneHeader && !m.status.OneHeader {
		m.notice = m.opts.Words.Problems.OneHeader
	}
	m.status, m.known = s, true
	cmds := []tea.Cmd{m.tell(kit.StatusMsg{Status: s})}
	for _, unlock := range held {
		cmds = append(cmds, unlock())
	}
	return tea.Batch(append(cmds, m.finishPending())...)
}

// finishPending has the journal finish what is pending. Nobody asked for it, so a failure is not
// told.
func (m *Model) finishPending() tea.Cmd {
	if !m.status.Pending || m.status.ReadOnly || m.finishing {
		return nil
	}
	m.finishing = true
	return do(m.own, func(ctx context.Context) tea.Msg {
		_ = m.opts.Journal.FinishPending(ctx)
		return follows(func() tea.Cmd {
			m.finishing = false // if it failed, it is still pending at the next look
			return nil
		})
	})
}

// Unlock is kit.App.Unlock, for the screen on top: silently where no lock is set,
// else by asking for the passphrase.
func (m *Model) Unlock(then func(kit.Env) tea.Cmd) tea.Cmd {
	asker := m.top()
	switch {
	case m.unlocked != nil:
		return m.goOnWith(asker, then)
	case m.covered():
		return nil
	case !m.known, !m.status.Exists && m.asking:
		m.held = append(m.held, func() tea.Cmd {
			if asker != m.top() {
				return nil
			}
			return m.Unlock(then)
		})
		return m.AskStatus()
	case !m.status.Exists:
		return nil
	case m.status.Locked:
		if _, already := asker.screen.(*unlock); !already {
			m.Push(&unlock{then: then})
		}
		return nil
	case m.opening != nil && !m.opening.over():
		return nil
	}
	m.opening = asker.lifetime
	return do(asker.lifetime, func(ctx context.Context) tea.Msg {
		u, err := m.opts.Journal.Unlock(ctx, nil)
		return opened{unlocked: u, err: err, then: then}
	})
}

// tidy tidies the journal once all of it was read, in whichever room.
func (m *Model) tidy() tea.Cmd {
	u := m.unlocked
	if !page.DueToTidy(u) {
		return nil
	}
	return do(m.rooms[m.room].lifetime, func(ctx context.Context) tea.Msg {
		_ = u.Tidy(ctx)
		return nil
	})
}

func (m *Model) goOnWith(l *stackItem, then func(kit.Env) tea.Cmd) tea.Cmd {
	if then == nil {
		return nil
	}
	return then(m.env(l))
}

// opened takes in the identity at once, before anything else can happen.
func (m *Model) opened(l *stackItem, o opened) tea.Cmd {
	m.opening = nil
	dialog, asked := l.screen.(*unlock)
	if o.err != nil {
		if asked {
			return m.deliver(l, o)
		}
		return m.notOpened(o)
	}
	before := m.unlocked
	m.unlocked = page.Tidying(o.unlocked)
	m.solved()
	if asked {
		m.Pop(dialog)
	}
	cmd := tea.Batch(m.forget(before), m.tell(kit.UnlockedMsg{}), m.goOnWith(m.top(), o.then))
	if o.byPassphrase && o.then == nil && !m.lockSet && !m.covered() { // not in the sitting in which it was set
		cmd = tea.Batch(cmd, m.deliver(m.rooms[kit.Settings], kit.CalmUnlock{}))
	}
	if asked {
		cmd = tea.Batch(cmd, m.typedAhead(dialog.ahead))
	}
	return cmd
}

func (m *Model) tell(msg tea.Msg) tea.Cmd {
	told := m.deliver(m.rooms[kit.Write], msg)
	if m.room == kit.Write || m.covered() {
		return told
	}
	return tea.Batch(told, m.deliver(m.rooms[m.room], msg))
}

// notOpened is a silent unlocking that failed. A lock may have been set by
// another window meanwhile.
func (m *Model) notOpened(o opened) tea.Cmd {
	switch {
	case errors.Is(o.err, journal.ErrLocked), errors.Is(o.err, journal.ErrPassphrase):
		m.known = false
		return m.Unlock(o.then)
	case errors.Is(o.err, journal.ErrNoJournal):
		return m.AskStatus() // which tells that it is gone
	}
	m.problem = o.err
	return nil
}

// forget wipes an identity, in a command: it waits for the writing that is under
// way with it, which may be waiting for another window.
func (m *Model) forget(u page.Unlocked) tea.Cmd {
	if u == nil {
		return nil
	}
	return do(m.own, func(context.Context) tea.Msg {
		u.Lock()
		return nil
	})
}

// MarkOffered is kit.App.MarkOffered. It is the root's own work: the dialog that offered is closed by
// then.
func (m *Model) MarkOffered(o page.Offer) tea.Cmd {
	return do(m.own, func(ctx context.Context) tea.Msg {
		err := m.opts.Journal.MarkOffered(ctx, o)
		return follows(func() tea.Cmd {
			m.problem = cmp.Or(err, m.problem)
			return m.AskStatus()
		})
	})
}
