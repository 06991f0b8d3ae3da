package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
)

// The mouse is asked of the terminal only where a click does something, and never while words
// are written: a terminal that reports the mouse selects, copies and pastes only with shift held
// down, and words are what people do that with. A blank page still takes a click on a room.

// takesMouse says that the mouse does anything at all now. On the cover it does not,
// so that no hand that brushes it uncovers.
func (m *Model) takesMouse() bool {
	return m.opts.Mouse && !m.blank && !m.covered() && !m.tiny()
}

// click does what is asked for where the left button was pressed: the same as a key
// would, by the same way.
func (m *Model) click(c tea.MouseClickMsg) tea.Cmd {
	if c.Button != tea.MouseLeft {
		return nil
	}
	return m.point(c.X, c.Y, func(t kit.Target) bool { return t.Does != "" }, func(t kit.Target) tea.Cmd {
		switch {
		case behind(t.Does) < 0:
			return m.deliver(m.top(), kit.Picked{Does: t.Does, At: t.At})
		case m.keyContext(m.top()) == kit.InLocking: // which must not be left halfway
			return nil
		default:
			return m.global(t.Does)
		}
	})
}

func (m *Model) wheel(w tea.MouseWheelMsg) tea.Cmd {
	by := map[tea.MouseButton]int{tea.MouseWheelUp: -1, tea.MouseWheelDown: +1}[w.Button]
	if by == 0 {
		return nil
	}
	return m.point(w.X, w.Y, func(t kit.Target) bool { return t.Wheel }, func(t kit.Target) tea.Cmd {
		return m.deliver(m.top(), kit.Wheeled{At: t.At, By: by * kit.WheelLines})
	})
}

// point does something with what is drawn at a cell, among what fits. Whoever points
// is there, so it counts as a key against the idle lock.
func (m *Model) point(x, y int, fits func(kit.Target) bool, do func(kit.Target) tea.Cmd) tea.Cmd {
	if !m.takesMouse() {
		return nil
	}
	m.notice, m.closeHint = "", false
	return m.attended(func() tea.Cmd {
		targets := m.draw().Targets
		if i := slices.IndexFunc(targets, func(t kit.Target) bool { return fits(t) && t.Holds(x, y) }); i >= 0 {
			return do(targets[i])
		}
		return nil
	})
}
