package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
)

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
