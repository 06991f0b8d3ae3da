package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
)

func (m *Model) press(k tea.KeyPressMsg) tea.Cmd {
	if m.blank {
		if m.keys.Find(kit.Always, k) == kit.ActQuit {
			return tea.Quit // whoever runs the program still saves the page
		}
		return nil
	}
	m.notice = ""
	return m.attended(func() tea.Cmd { return m.route(k) })
}

// route gives a key to the first that takes it: ctrl+c, ctrl+l, help and esc, then what is
// on top, then what holds outside of text, then what is on top again, as text.
func (m *Model) route(k tea.KeyPressMsg) tea.Cmd {
	top := m.top()
	switch m.keys.Find(kit.Always, k) {
	case kit.ActQuit:
		return m.quit()
	case kit.ActLock:
		cmd := m.leave(leaveLocked)
		onStack[*cover](m).byHand = m.known && !m.status.Locked && m.locking == nil
		return cmd
	case kit.ActHelp:
		return m.help()
	}
	m.closeHint = false
	if k.String() == "esc" {
		return m.escape()
	}
	if m.tiny() && !m.covered() {
		return m.pressTiny(k)
	}
	at := m.keyContext(top)
	if m.tooSoon(at, k) {
		return nil
	}
	does, outside := m.keys.Find(at, k), m.keys.Find(kit.OutsideText, k)
	if u, ok := top.screen.(*unlock); ok && u.opening && (outside == "" || behind(outside) >= 0) {
		u.ahead = append(u.ahead, k)
		return nil
	}
	if outside != "" && does == "" && !at.TakesText() {
		return m.global(outside)
	}
	switch {
	case does == kit.ActQuit && m.known: // before, it may be the first letter of a passphrase
		return m.quit()
	case does == kit.ActGoOn && at == kit.InCover:
		return m.goTo(m.room)
	case does == kit.ActSetLock && at == kit.InCover && top.screen.(*cover).offers(m.status):
		m.Push(&lockOffer{root: m, stage: kit.InNewField})
		return nil
	case does == kit.ActUnlock && at == kit.InSealed:
		return m.Unlock(nil)
	}
	return m.deliver(top, k)
}

// tooSoon says that a key came too soon after a dialog to be an answer to it: nobody who types on
// may decline an offer unseen, or close the recovery key with one enter too many. Each such key
// starts half of that time again, so that a key held down is no answer either.
func (m *Model) tooSoon(at kit.KeyContext, k tea.KeyPressMsg) bool {
	now := m.opts.Now()
	soon := (at.Asks() || (at == kit.InText || at == kit.InSomeone) && kit.IsEnter(k)) && now.Sub(m.since) < kit.Seeing
	if again := now.Add(-kit.Seeing / 2); soon && again.After(m.since) {
		m.since = again
	}
	return soon
}

// typedAhead takes the keys that came while the journal was being opened, as long as they lead to a
// room or into a search. Others would act on an entry or a question that nobody has seen.
func (m *Model) typedAhead(keys []tea.KeyPressMsg) tea.Cmd {
	var cmds []tea.Cmd
	for _, k := range keys {
		at := m.keyContext(m.top())
		leads := at == kit.InSearch || m.keys.Find(at, k) == kit.ActSearch || behind(m.keys.Find(kit.OutsideText, k)) >= 0
		if !leads || len(m.stack) > 0 {
			break
		}
		cmds = append(cmds, m.route(k))
	}
	return tea.Batch(cmds...)
}

func (m *Model) global(a kit.Action) tea.Cmd {
	switch a {
	case kit.ActTakeBack:
		m.takeBack()
		return nil
	case kit.ActHelp:
		return m.help()
	case kit.ActSuspend:
		return m.leave(leaveSuspended)
	}
	return m.goTo(behind(a))
}

// goTo goes to a room; from the cover, as soon as the work behind it is done.
func (m *Model) goTo(r kit.Room) tea.Cmd {
	if !m.covered() {
		return m.open(r)
	}
	if m.next = &r; m.leaving != notLeaving {
		return nil
	}
	return m.takeCoverOff()
}

// escape leaves what can be left without losing anything, and covers otherwise. On the cover it
// does nothing, so that hitting it twice never uncovers.
func (m *Model) escape() tea.Cmd {
	top := m.top()
	if e, ok := top.screen.(kit.Escaper); ok {
		if cmd, taken := e.Escape(m.env(top)); taken {
			return cmd
		}
	}
	switch {
	case len(m.stack) == 0:
		return m.leave(leaveCovered)
	case m.keyContext(top) != kit.InCover:
		m.Pop(top.screen)
	}
	return nil
}

func (m *Model) help() tea.Cmd {
	top := m.top()
	if _, ok := top.screen.(*help); ok {
		m.Pop(top.screen)
	} else {
		at := m.keyContext(top)
		m.Push(&help{of: at, own: kit.Enabled(top.screen, m.keys.Only(at))})
	}
	return nil
}

// pressTiny is for a terminal too small to show anything: text is still taken, but nothing is
// decided unseen.
func (m *Model) pressTiny(k tea.KeyPressMsg) tea.Cmd {
	top := m.top()
	if !m.keyContext(top).TakesText() || k.Text == "" && k.String() != "backspace" {
		return nil
	}
	return m.deliver(top, k)
}

func (m *Model) paste(p tea.PasteMsg) tea.Cmd {
	if m.blank {
		return nil
	}
	return m.attended(func() tea.Cmd {
		if top := m.top(); m.keyContext(top).TakesText() {
			return m.deliver(top, p)
		}
		return nil
	})
}

// The mouse is asked of the terminal only where a click does something, and never while words
// are written: a terminal that reports the mouse selects, copies and pastes only with shift held
// down, and words are what people do that with. A blank page still takes a click on a room.

// takesMouse says that the mouse does anything at all now. On the cover it does not, so that
// brushing it never uncovers.
func (m *Model) takesMouse() bool {
	return m.opts.Mouse && !m.blank && !m.covered() && !m.tiny()
}

// pointed does what a click or a turn of the wheel asks for, by the same way as a key. Whoever
// points is there, so it counts as a key against the idle lock.
func (m *Model) pointed(at tea.Mouse) tea.Cmd {
	by := map[tea.MouseButton]int{tea.MouseWheelUp: -1, tea.MouseWheelDown: +1}[at.Button]
	if !m.takesMouse() || by == 0 && at.Button != tea.MouseLeft {
		return nil
	}
	m.notice, m.closeHint = "", false
	return m.attended(func() tea.Cmd {
		targets := m.draw().Targets
		i := slices.IndexFunc(targets, func(t kit.Target) bool {
			return t.Holds(at.X, at.Y) && (by != 0 && t.Wheel || by == 0 && t.Does != "")
		})
		switch {
		case i < 0:
			return nil
		case by != 0:
			return m.deliver(m.top(), kit.Wheeled{At: targets[i].At, By: by * kit.WheelLines})
		case behind(targets[i].Does) < 0:
			return m.deliver(m.top(), kit.Picked{Does: targets[i].Does, At: targets[i].At})
		case m.keyContext(m.top()) == kit.InLocking: // which must not be left halfway
			return nil
		default:
			return m.global(targets[i].Does)
		}
	})
}

// idleMsg is the end of a wait for an idle time.
type idleMsg struct{ after time.Duration }

// attended does what the person asks for, unless the idle time has passed since the last key: then
// it locks. A computer that slept stops the timer, not the time.
func (m *Model) attended(asked func() tea.Cmd) tea.Cmd {
	now := m.opts.Now().Round(0) // by the wall clock
	late := m.opts.Idle > 0 && now.Sub(m.pressed) >= m.opts.Idle && !m.covered()
	m.pressed = now
	wake := m.wakeLater()
	if late {
		return tea.Batch(wake, m.lockIdle())
	}
	return tea.Batch(wake, asked())
}

func (m *Model) wakeLater() tea.Cmd {
	if m.opts.Idle <= 0 || m.idling == m.opts.Idle {
		return nil
	}
	m.idling = m.opts.Idle // a tick that is pending for another time means nothing any more
	left := m.opts.Idle - m.opts.Now().Round(0).Sub(m.pressed)
	return m.opts.After(max(left, time.Millisecond), func(time.Time) tea.Msg { return idleMsg{m.idling} })
}

func (m *Model) idle(tick idleMsg) tea.Cmd {
	if tick.after != m.idling {
		return nil
	}
	m.idling = 0
	if m.opts.Now().Round(0).Sub(m.pressed) < m.opts.Idle {
		return m.wakeLater()
	}
	return m.lockIdle()
}

// lockIdle locks because nobody was here, and the cover says so.
func (m *Model) lockIdle() tea.Cmd {
	cmd := m.leave(leaveLocked)
	onStack[*cover](m).idle = true
	return cmd
}
