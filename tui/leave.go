package tui

import (
	"bytes"
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
	"shakeoff/tui/page"
)

// Suspend asks for what ctrl+z does outside of text, from outside: a signal came that suspends.
type Suspend struct{}

// leaving is why the screen was covered, which decides what follows once the words are on disk.
type leaving uint8

const (
	notLeaving     leaving = iota
	leaveCovered           // nothing follows
	leaveLocked            // the journal is locked, if it has a lock
	leaveSuspended         // the same, and the program is suspended
	leaveMended            // a screen failed: the rooms are made anew
	leaveQuit              // the program ends
)

// sealed tells whether the words are on disk before leaving, and how the file stands.
type sealed struct {
	why    leaving
	err    error
	status page.Status
	known  bool
	// gone is how the deletions went that had to be finished first.
	gone deleted
}

// leave covers the screen at once, then seals the page, then does what follows.
// Nothing is ever forgotten before the words are on disk.
func (m *Model) leave(why leaving) tea.Cmd {
	switch why {
	case leaveQuit:
		m.blank, m.leaving = true, why
	case leaveCovered:
		m.cover()
	default:
		m.clear()
		m.cover()
		m.leaving = why
	}
	if m.locking != nil && m.toLock() {
		return m.seal(leaveCovered) // a lock is being set: cover now, and lockAtLast locks once it is there
	}
	return m.seal(why)
}

func (m *Model) toLock() bool { return m.leaving == leaveLocked || m.leaving == leaveSuspended }

// lockAtLast goes on with the locking that had to wait until there is a lock.
func (m *Model) lockAtLast() tea.Cmd {
	if !m.toLock() {
		return nil
	}
	return m.seal(m.leaving)
}

func (m *Model) seal(why leaving) tea.Cmd {
	var works []func(context.Context) error
	for _, l := range m.rooms {
		if work := m.sealing(l, why); work != nil {
			works = append(works, work)
		}
	}
	finish := func(context.Context) deleted { return deleted{} }
	if m.finishes(why) {
		finish = m.deleting(len(m.deletions))
	}
	return do(m.own, func(ctx context.Context) tea.Msg {
		s := sealed{why: why, err: m.opts.Autosaver.Flush(ctx), gone: finish(ctx)}
		for _, work := range works {
			s.err = errors.Join(s.err, work(ctx))
		}
		if s.err == nil && why != leaveQuit && why != leaveCovered {
			status, err := m.opts.Journal.Status(ctx)
			s.status, s.known = status, err == nil
		}
		return follows(func() tea.Cmd { return m.sealed(s) })
	})
}

// finishes says that leaving makes deletions final: the program ends or stops, or the key that
// deletes them is forgotten.
func (m *Model) finishes(why leaving) bool {
	return why == leaveQuit || why == leaveSuspended || why == leaveLocked && (m.status.Locked || m.stale)
}

// sealing returns the work that brings a room's own words to disk, or nil. If a room fails even
// here its words are not forgotten, unless that failure is why the rooms are made anew.
func (m *Model) sealing(l *stackItem, why leaving) (work func(context.Context) error) {
	r, ok := l.screen.(kit.Sealer)
	if !ok {
		return nil
	}
	defer func() {
		if recover() != nil && why != leaveMended {
			work = func(context.Context) error { return kit.ErrBroken }
		}
	}()
	return r.Seal(m.env(l), why == leaveQuit || why == leaveMended || m.toLock() && m.status.Locked)
}

// sealed goes on once sealing has ended.
func (m *Model) sealed(s sealed) tea.Cmd {
	told := m.deletedNow(s.gone)
	if s.why == leaveQuit && s.gone.failed() && s.err == nil {
		m.blank, m.leaving = false, notLeaving // to tell it
		return told
	}
	return tea.Batch(told, m.afterSealing(s))
}

func (m *Model) afterSealing(s sealed) tea.Cmd {
	if s.err != nil {
		return m.notSealed(s)
	}
	m.closeHint = false
	if errors.Is(m.problem, page.ErrUnsaved) {
		m.problem = nil
	}
	if s.known {
		m.status, m.known = s.status, true
	}
	if s.why == leaveCovered || m.leaving != s.why { // or something else was asked for since then
		return nil
	}
	if m.opts.Autosaver.Pending() {
		return m.seal(s.why)
	}
	m.leaving = notLeaving
	switch s.why {
	case leaveQuit:
		return tea.Quit
	case leaveMended:
		for _, l := range m.rooms {
			l.end()
		}
		m.opts.Autosaver.Forget()
		m.newRooms()
		return tea.Batch(m.AskStatus(), m.takeCoverOff())
	case leaveSuspended:
		m.next = nil
		return tea.Sequence(m.lock(), tea.Suspend)
	default:
		return tea.Batch(m.lock(), m.takeCoverOff())
	}
}

// notSealed stays here, for the words are in memory and nowhere else.
func (m *Model) notSealed(s sealed) tea.Cmd {
	m.problem = page.Unsaved(s.err)
	if s.why == leaveQuit {
		m.blank = false
		m.closeHint = true
	}
	if m.leaving == s.why {
		m.leaving = notLeaving
	}
	return m.takeCoverOff()
}

// quit closes the program, keeping the page. Where the page cannot be saved it
// says so first; pressed once more, it closes all the same.
func (m *Model) quit() tea.Cmd {
	if m.closeHint {
		m.blank = true
		return tea.Quit
	}
	if asked := onStack[*closing](m) != nil; !asked && len(m.deletions) > 0 {
		m.Push(&closing{root: m})
		return nil
	}
	return m.leave(leaveQuit)
}

func (m *Model) lock() tea.Cmd {
	stale := m.stale
	m.stale = false
	if !m.status.Locked && !stale {
		return nil
	}
	cmds := []tea.Cmd{m.forget(m.unlocked)}
	m.unlocked = nil
	if !m.status.Locked { // the lock was taken off, or another journal lies there
		return cmds[0]
	}
	m.opts.Autosaver.Forget()
	clearStack()
	m.opts.Journal.Scour() // also of what was typed where nothing was unlocked
	if c := onStack[*cover](m); c != nil {
		c.over = true
	}
	// What has not changed on the screen still holds the whole picture it came with.
	cmds = append(cmds, tea.ClearScreen)
	for r, l := range m.rooms {
		// Work of Write is not cancelled, for it may be writing; but its result belongs to the
		// lifetime before, and reaches nobody.
		if kit.Room(r) != kit.Write {
			l.lifetime.end()
		}
		l.lifetime = newLifetime()
		cmds = append(cmds, m.deliver(l, kit.LockedMsg{}))
	}
	return tea.Batch(append(cmds, m.AskStatus())...)
}

// mend goes on after a panic in a screen: behind the cover the page is sealed as
// it stood, and then every room is made anew. The page will wait as a draft.
func (m *Model) mend() tea.Cmd {
	m.broken = false
	m.problem = kit.ErrBroken
	return m.leave(leaveMended)
}

// clearStack overwrites what calls that have returned left on the stack: a short text is copied
// there, and nothing else clears it.
//
//go:noinline
func clearStack() {
	var deep [64 << 10]byte
	for i := range deep {
		deep[i] = 0xff // read below, so that the compiler leaves none of this out
	}
	clear(deep[bytes.IndexByte(deep[:], 0xff):])
}
