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

// door is a room as it is reached: by the key and the click that lead there, by its name
// in the header and on the cover, and how the room is made.
type door struct {
	does kit.Action
	name string
	open func(*kit.Options) kit.Screen
}

// doors are those of all rooms, in the order of their numbers.
func doors(w words.Rooms) []door {
	return []door{
		kit.Write:    {kit.ActWrite, w.Write, write.New},
		kit.Review:   {kit.ActReview, w.Review, review.New},
		kit.Ready:    {kit.ActReady, w.Ready, ready.New},
		kit.Patterns: {kit.ActPatterns, w.Patterns, patterns.New},
		kit.Settings: {kit.ActSettings, w.Settings, settings.New},
	}
}

// names are those of the rooms, behind the digits that lead there if these are keys.
func names(w words.Rooms, digits bool) []string {
	var names []string
	for r, d := range doors(w) {
		if digits {
			d.name = digit(r) + " " + d.name
		}
		names = append(names, d.name)
	}
	return names
}

func digit(room int) string { return strconv.Itoa(room + 1) }

// behind is the room that an action leads to, or -1.
func behind(a kit.Action) kit.Room {
	return kit.Room(slices.IndexFunc(doors(words.Rooms{}), func(d door) bool { return d.does == a }))
}
