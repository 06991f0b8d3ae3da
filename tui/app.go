package tui

import (
	tea "charm.land/bubbletea/v2"

	"shakeoff/store/journal"
	"shakeoff/tui/kit"
)

var _ kit.App = (*Model)(nil)

// OpenEntry is app.OpenEntry.
func (m *Model) OpenEntry(id journal.ID) tea.Cmd {
	return tea.Batch(m.open(kit.Review), m.deliver(m.rooms[kit.Review], kit.OpenEntry{ID: id}))
}

// Cover is app.Cover.
func (m *Model) Cover() tea.Cmd { return m.leave(leaveCovered) }

// Relock is app.Relock. It comes back to ask for the passphrase, unless the screen
// was covered meanwhile.
func (m *Model) Relock() tea.Cmd {
	m.stale = true
	if !m.covered() {
		room := m.room
		m.next = &room
	}
	return m.leave(leaveLocked)
}

// OfferLock is app.OfferLock.
func (m *Model) OfferLock() { m.push(&lockOffer{root: m}) }

// Problem is app.Problem.
func (m *Model) Problem(err error) { m.problem = err }

// Notice is app.Notice.
func (m *Model) Notice(text string) { m.notice = text }
