package tui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"
)

// press routes a key: ctrl+c, esc and ctrl+l, then what is on top, then what
// holds outside of text, then what is on top again, as text.
func (m *Model) press(k tea.KeyPressMsg) tea.Cmd {
	if m.blank {
		if m.keys.find(placeAlways, k) == actQuit {
			return tea.Quit // whoever runs the program still flushes the keeper
		}
		return nil
	}
	m.notice = ""
	if errors.Is(m.problem, errGone) {
		m.problem = nil
	}
	late, wake := m.touch()
	if late {
		return tea.Batch(wake, m.leave(leaveLocked))
	}
	return tea.Batch(wake, m.route(k))
}

func (m *Model) route(k tea.KeyPressMsg) tea.Cmd {
	top := m.top()
	switch m.keys.find(placeAlways, k) {
	case actQuit:
		return m.quit()
	case actLock:
		return m.leave(leaveLocked)
	case actHelp:
		return m.help()
	}
	m.closeHint = false
	if k.String() == "esc" {
		return m.escape()
	}
	if m.tiny() && !m.covered() {
		return m.pressTiny(k)
	}
	if m.keys.find(top.screen.place(), k) == "" && !top.screen.typing() {
		if a := m.keys.find(placeOutsideText, k); a != "" {
			return m.global(a)
		}
	}
	if top.screen.place() == placeCover {
		if m.keys.find(placeCover, k) == actGoOn {
			return m.goTo(m.room)
		}
		return nil
	}
	if m.bounced(top, k) {
		return nil
	}
	return m.deliver(top, k)
}

// bounced says that enter came too soon after a dialog to be an answer to it: a
// finger that pressed twice must not decline an offer unseen.
func (m *Model) bounced(l *layer, k tea.KeyPressMsg) bool {
	p := l.screen.place()
	return (p == placeOffer || p == placeRecovery) && isEnter(k) && m.opts.Now().Sub(l.since) < enterPause
}

// global does what holds outside of text.
func (m *Model) global(a action) tea.Cmd {
	switch a {
	case actHelp:
		return m.help()
	case actSuspend:
		return m.leave(leaveSuspended)
	case actWrite:
		return m.goTo(Write)
	case actReview:
		return m.goTo(Review)
	case actReady:
		return m.goTo(Ready)
	case actPatterns:
		return m.goTo(Patterns)
	}
	return nil
}

func (m *Model) goTo(r Room) tea.Cmd {
	if m.covered() {
		return m.uncover(&r)
	}
	return m.open(r)
}

// escape leaves what can be left without losing anything, and covers otherwise.
// On the cover it does nothing, so that a hand hitting it twice never uncovers.
func (m *Model) escape() tea.Cmd {
	top := m.top()
	if e, ok := top.screen.(escaper); ok {
		if cmd, taken := e.escape(m.env(top.visit)); taken {
			return cmd
		}
	}
	switch {
	case top.screen.place() == placeCover:
		return nil
	case len(m.layers) > 0:
		m.pop(top.screen)
		return nil
	default:
		return m.leave(leaveCovered)
	}
}

// help lays the keys of this place on top, or takes them off again.
func (m *Model) help() tea.Cmd {
	top := m.top()
	if _, ok := top.screen.(*help); ok {
		m.pop(top.screen)
	} else {
		m.push(newHelp(m, top.screen))
	}
	return nil
}

// pressTiny is for a terminal too small to show anything: letters are still
// kept, but nothing is decided unseen.
func (m *Model) pressTiny(k tea.KeyPressMsg) tea.Cmd {
	top := m.top()
	if !top.screen.typing() || k.Text == "" && k.String() != "backspace" {
		return nil
	}
	return m.deliver(top, k)
}

// paste gives pasted text to a screen that takes text.
func (m *Model) paste(p tea.PasteMsg) tea.Cmd {
	if m.blank {
		return nil
	}
	late, wake := m.touch()
	if late {
		return tea.Batch(wake, m.leave(leaveLocked))
	}
	if top := m.top(); top.screen.typing() {
		return tea.Batch(wake, m.deliver(top, p))
	}
	return wake
}

// idleMsg says that the idle time may be over.
type idleMsg struct{}

// touch notes that somebody is here, and sees to it that one idle tick is
// pending. late says that nobody was here for the whole idle time, although no
// tick told: a computer that slept stops the clock of a tick, not the time.
func (m *Model) touch() (late bool, wake tea.Cmd) {
	now := m.opts.Now().Round(0) // by the wall clock
	late = m.opts.Idle > 0 && now.Sub(m.pressed) >= m.opts.Idle && !m.covered()
	m.pressed = now
	return late, m.wakeLater()
}

func (m *Model) wakeLater() tea.Cmd {
	if m.idling || m.opts.Idle <= 0 {
		return nil
	}
	m.idling = true
	left := m.opts.Idle - m.opts.Now().Round(0).Sub(m.pressed)
	return m.opts.After(max(left, time.Millisecond), func(time.Time) tea.Msg { return idleMsg{} })
}

// idle covers and locks once nothing was pressed for the whole idle time.
func (m *Model) idle() tea.Cmd {
	m.idling = false
	if m.opts.Now().Round(0).Sub(m.pressed) < m.opts.Idle {
		return m.wakeLater()
	}
	return m.leave(leaveLocked)
}
