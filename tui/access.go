package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
)

// Messages between the dialogs that open or lock the journal and the root,
// which alone holds the identity.
type (
	// opened is the end of an unlocking.
	opened struct {
		unlocked Unlocked
		err      error
		then     tea.Msg // for the screen that asked
		spoken   bool    // a passphrase was given, not the recovery key
	}
	// lockSet is the end of setting a lock.
	lockSet struct {
		unlocked Unlocked
		fresh    bool // unlocked was opened for this
		err      error
	}
	// offered asks the root to note that something was offered.
	offered struct{ offer Offer }
	// offerMarked says that this is in the file.
	offerMarked struct{ err error }
	// statusAsked is how the file stands, for the root.
	statusAsked struct {
		status Status
		err    error
	}
)

// waiting is an unlocking that cannot be decided before it is known how the file
// stands.
type waiting struct {
	ask   needUnlock
	asker *layer
}

// askStatus asks how the file stands, once at a time.
func (m *Model) askStatus() tea.Cmd {
	if m.asking {
		return nil
	}
	m.asking = true
	return do(m.own, func(ctx context.Context) tea.Msg {
		s, err := m.opts.Journal.Status(ctx)
		return statusAsked{s, err}
	})
}

// ownResult takes what the root's own work has brought.
func (m *Model) ownResult(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case statusAsked:
		return m.stands(msg)
	case sealed:
		return m.sealed(msg)
	case offerMarked:
		if msg.err != nil {
			m.problem = msg.err
		}
		return m.askStatus()
	case failed:
		m.asking = false
		if m.leaving != notLeaving {
			return m.notSealed(sealed{why: m.leaving, err: errBroken})
		}
	}
	return nil
}

// stands takes in how the file stands, and goes on with what waited for that.
func (m *Model) stands(s statusAsked) tea.Cmd {
	m.asking = false
	held := m.waiting
	m.waiting = nil
	if s.err != nil {
		m.problem = s.err
		return nil
	}
	m.status, m.known = s.status, true
	cmds := []tea.Cmd{m.deliver(m.rooms[Write], statusMsg{s.status})}
	if m.room != Write && !m.covered() {
		cmds = append(cmds, m.deliver(m.rooms[m.room], statusMsg{s.status}))
	}
	for _, w := range held {
		if w.asker == m.top() {
			cmds = append(cmds, m.unlockFor(w.ask))
		}
	}
	return tea.Batch(cmds...)
}

// unlockFor opens the journal for the screen on top: silently where no lock is
// set, else by asking for the passphrase.
func (m *Model) unlockFor(n needUnlock) tea.Cmd {
	asker := m.top()
	switch {
	case m.unlocked != nil:
		if n.then == nil {
			return nil
		}
		return m.deliver(asker, n.then)
	case m.covered():
		return nil
	case !m.known, !m.status.Exists && m.asking:
		m.waiting = append(m.waiting, waiting{n, asker})
		return m.askStatus()
	case !m.status.Exists:
		return nil
	case m.status.Locked:
		if _, already := asker.screen.(*unlock); !already {
			m.lay(newUnlock(n.then))
		}
		return nil
	case m.opening != nil && !m.opening.over():
		return nil
	}
	m.opening = asker.visit
	return do(asker.visit, func(ctx context.Context) tea.Msg {
		u, err := m.opts.Journal.Unlock(ctx, nil)
		return opened{unlocked: u, err: err, then: n.then}
	})
}

// opened takes in the identity, at once and before anything else can happen.
func (m *Model) opened(l *layer, o opened) tea.Cmd {
	m.opening = nil
	dialog, asked := l.screen.(*unlock)
	if o.err != nil {
		if asked {
			return m.deliver(l, o)
		}
		return m.notOpened(o)
	}
	if m.unlocked != nil {
		m.unlocked.Lock()
	}
	m.unlocked = o.unlocked
	m.solved()
	if asked {
		m.pop(dialog)
	}
	cmds := []tea.Cmd{m.deliver(m.rooms[Write], unlockedMsg{o.unlocked})}
	if m.room != Write {
		cmds = append(cmds, m.deliver(m.rooms[m.room], unlockedMsg{o.unlocked}))
	}
	if o.then != nil {
		cmds = append(cmds, m.deliver(m.top(), o.then))
	}
	if m.calm(o) {
		m.lay(newRecovery())
	}
	return tea.Batch(cmds...)
}

// calm says that this is the moment to offer the recovery key: a passphrase was
// just given to read something, and not in the sitting in which it was set.
func (m *Model) calm(o opened) bool {
	return o.spoken && o.then == nil && !m.lockSet && !m.covered() && !m.status.Offered[OfferRecovery]
}

// notOpened is a silent unlocking that failed. A lock may have been set by
// another window meanwhile.
func (m *Model) notOpened(o opened) tea.Cmd {
	if errors.Is(o.err, journal.ErrLocked) || errors.Is(o.err, journal.ErrPassphrase) {
		m.known = false
		return m.unlockFor(needUnlock{o.then})
	}
	m.problem = o.err
	return nil
}

// lockedAway takes in a lock that was set. The journal stays unlocked here.
func (m *Model) lockedAway(l *layer, s lockSet) tea.Cmd {
	if s.err != nil {
		if s.fresh && s.unlocked != nil {
			s.unlocked.Lock()
		}
		return tea.Batch(m.deliver(l, s), m.askStatus())
	}
	m.unlocked = s.unlocked
	m.lockSet = true
	m.status.Locked = true
	m.solved()
	m.notice = m.opts.Words.Lock.Done
	m.pop(l.screen)
	return tea.Batch(m.deliver(m.rooms[Write], unlockedMsg{s.unlocked}), m.markOffered(OfferLock))
}

// markOffered notes an offer in the file. It is the root's own work: the dialog
// that offered is closed by then.
func (m *Model) markOffered(o Offer) tea.Cmd {
	return do(m.own, func(ctx context.Context) tea.Msg {
		return offerMarked{m.opts.Journal.MarkOffered(ctx, o)}
	})
}
