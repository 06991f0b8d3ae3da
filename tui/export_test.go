package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"shakeoff/tui/kit"
)

// KeyContextNow returns whose keys the program takes now.
func (m *Model) KeyContextNow() kit.KeyContext { return m.keyContext(m.top()) }

// FooterNow returns, for tests, the rows that belong in the footer now, the way out at
// the end.
func (m *Model) FooterNow() []kit.Binding {
	top := m.top()
	return slices.DeleteFunc(kit.Enabled(top.screen, m.keys.Footer(m.keyContext(top))), func(b kit.Binding) bool { return b.Action == kit.ActHelp })
}

// Typed returns, for tests, what was typed into the fields of dialogs: the bytes
// themselves.
func (m *Model) Typed() [][]byte {
	var typed [][]byte
	for _, l := range m.stack {
		switch s := l.screen.(type) {
		case *unlock:
			typed = append(typed, s.Text)
		case *lockOffer:
			typed = append(typed, s.fields[0].Text, s.fields[1].Text)
		}
	}
	return typed
}

// brittle is a screen that panics when it gets a message, and again when its words
// are to be sealed.
type brittle struct{ kit.Screen }

func (brittle) Update(kit.Env, tea.Msg) tea.Cmd { panic("brittle") }

func (brittle) Seal(kit.Env, bool) func(context.Context) error { panic("brittle") }

// Crack makes a room fail from now on, for tests.
func (m *Model) Crack(r kit.Room) { m.rooms[r].screen = brittle{m.rooms[r].screen} }

// Targets returns what of the screen takes the mouse, for tests.
func (m *Model) Targets() []kit.Target { return m.draw().Targets }

// Drawn returns the lines of the screen before the terminal would cut them, for tests.
func (m *Model) Drawn() []string { return m.draw().Lines }

// Kept returns, for tests, what the open room keeps, as Go prints it.
func (m *Model) Kept() string { return fmt.Sprintf("%+v", m.rooms[m.room].screen) }

// Broke says that a screen has failed, for tests.
func (m *Model) Broke() bool { return m.broken || errors.Is(m.problem, kit.ErrBroken) }
