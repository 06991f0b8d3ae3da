package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"
)

// KeyRow is a row of the key table, for tests.
type KeyRow struct {
	Place  uint8
	Action string
	Label  string
	Keys   []string
}

// KeyPlaces returns, for tests, every row that holds in each place that a screen
// can be in, by the number of the place.
func KeyPlaces() map[uint8][]KeyRow {
	places := map[uint8][]KeyRow{}
	table := newKeyTable()
	for p := placeAnswer; p <= placeText; p++ {
		for _, b := range table.at(p) {
			places[uint8(p)] = append(places[uint8(p)], KeyRow{uint8(b.place), string(b.action), b.key.Help().Key, b.key.Keys()})
		}
	}
	return places
}

// TheKeyTable returns every row of the table, for tests.
func TheKeyTable() []KeyRow {
	var rows []KeyRow
	for _, b := range newKeyTable() {
		rows = append(rows, KeyRow{uint8(b.place), string(b.action), b.key.Help().Key, b.key.Keys()})
	}
	return rows
}

// PlaceNow returns the place whose keys the program takes now.
func (m *Model) PlaceNow() uint8 { return uint8(m.top().screen.place()) }

// FooterNow returns, for tests, the rows that belong in the footer now, the way
// out at the end.
func (m *Model) FooterNow() []KeyRow {
	var rows []KeyRow
	top := m.top().screen
	for _, b := range muted(top, m.keys.footer(top.place())) {
		if b.action != actHelp {
			rows = append(rows, KeyRow{uint8(b.place), string(b.action), b.key.Help().Key, b.key.Keys()})
		}
	}
	return rows
}

// The places, for tests.
const (
	PlaceAnswer   = uint8(placeAnswer)
	PlaceWeigh    = uint8(placeWeigh)
	PlaceShake    = uint8(placeShake)
	PlaceEnding   = uint8(placeEnding)
	PlaceChoice   = uint8(placeChoice)
	PlaceCover    = uint8(placeCover)
	PlaceSealed   = uint8(placeSealed)
	PlaceReview   = uint8(placeReview)
	PlaceReader   = uint8(placeReader)
	PlaceFound    = uint8(placeFound)
	PlaceSearch   = uint8(placeSearch)
	PlaceEdit     = uint8(placeEdit)
	PlaceAgain    = uint8(placeAgain)
	PlaceDelete   = uint8(placeDelete)
	PlaceBurnt    = uint8(placeBurnt)
	PlaceVersion  = uint8(placeVersion)
	PlaceHomeless = uint8(placeHomeless)
	PlaceDrop     = uint8(placeDrop)
	PlaceExport   = uint8(placeExport)
	PlaceExported = uint8(placeExported)
	PlaceQuiet    = uint8(placeQuiet)
	PlaceReady    = uint8(placeReady)
	PlaceHow      = uint8(placeHow)
	PlacePatterns = uint8(placePatterns)
	PlaceField    = uint8(placeField)
	PlaceOpening  = uint8(placeOpening)
	PlaceLocking  = uint8(placeLocking)
	PlaceOffer    = uint8(placeOffer)
	PlaceRecovery = uint8(placeRecovery)
	PlaceText     = uint8(placeText)
)

// Typed returns, for tests, what was typed into the fields of dialogs: the bytes
// themselves.
func (m *Model) Typed() [][]byte {
	var typed [][]byte
	for _, l := range m.layers {
		switch s := l.screen.(type) {
		case *unlock:
			typed = append(typed, s.field.text)
		case *lockOffer:
			typed = append(typed, s.field.text, s.first)
		}
	}
	return typed
}

// brittle is a screen that panics when it gets a message, and again when its words
// are to be sealed.
type brittle struct{ screen }

func (brittle) update(env, tea.Msg) tea.Cmd { panic("brittle") }

func (brittle) seal(env, bool) func(context.Context) error { panic("brittle") }

// Crack makes a room fail from now on, for tests.
func (m *Model) Crack(r Room) { m.rooms[r].screen = brittle{m.rooms[r].screen} }

// Target is a part of the screen that takes the mouse, for tests.
type Target struct {
	X, Y, Width, Height int
	Does                string
	At                  int
	Wheel               bool
}

// Targets returns what of the screen takes the mouse, for tests.
func (m *Model) Targets() []Target {
	var all []Target
	for _, t := range m.draw().targets {
		all = append(all, Target{t.x, t.y, t.width, t.height, string(t.does), t.at, t.wheel})
	}
	return all
}

// Drawn returns the lines of the screen before the terminal would cut them, for
// tests.
func (m *Model) Drawn() []string { return m.draw().lines }

// Broke says that a screen has failed, for tests.
func (m *Model) Broke() bool { return m.broken || errors.Is(m.problem, errBroken) }
