package tui

import (
	"slices"
	"strconv"

	"shakeoff/tui/kit"
	"shakeoff/tui/patterns"
	"shakeoff/tui/ready"
	"shakeoff/tui/review"
	"shakeoff/tui/settings"
	"shakeoff/tui/words"
	"shakeoff/tui/write"
)

func (m *Model) newRooms() {
	m.rooms = nil
	for _, open := range []func(*kit.Options) kit.Screen{write.New, review.New, ready.New, patterns.New, settings.New} {
		m.rooms = append(m.rooms, newStackItem(open(m.opts)))
	}
}

// doors are the actions that lead to the rooms, in the order of their numbers.
func doors() []kit.Action {
	return []kit.Action{kit.ActWrite, kit.ActReview, kit.ActReady, kit.ActPatterns, kit.ActSettings}
}

// behind is the room that an action leads to, or -1.
func behind(a kit.Action) kit.Room { return kit.Room(slices.Index(doors(), a)) }

// names are those of the rooms, behind the digits that lead there if these are keys.
func names(w words.Rooms, digits bool) []string {
	names := []string{w.Write, w.Review, w.Ready, w.Patterns, w.Settings}
	if digits {
		for r, name := range names {
			names[r] = digit(r) + " " + name
		}
	}
	return names
}

func digit(room int) string { return strconv.Itoa(room + 1) }
